//! What comes later into the copies of a breaking push. In: a reply to its live card or its report: a link, the translation for
//! which readers wait, more text. Out: what became of it; copies follow by themselves.

use super::{done::Done, press::Press, typed::Typing, wording::Wording};
use crate::{
    acts::{
        correct::{Correction, Loud, Text, Unmended, correct},
        find::is_link,
        translation::{Translated, awaited, translate_pushed},
    },
    article::{ArticleKey, language_of},
    locale::args,
    message::{Keyboard, still},
    store::{Entry, Lane, Reading, Result, Seq},
    telegram::{
        answer::{Answer, text as plain},
        desk::story::preview,
    },
};

impl Typing<'_> {
    /// What somebody wrote as a reply to a publication's card.
    pub(super) fn details(&self, seq: Seq, text: &str) -> Result<Done> {
        let Some(entry) = self.store.entry(seq)? else { return Ok(self.sentence("no-story", &args![])) };
        if is_link(text) {
            return self.link_copies(entry.article, text, false);
        }
        if awaited(self.store, &entry, self.scene.now)?.is_some() {
            return self.late_translation(&entry, text);
        }
        let article = in_its_language(self.store, entry.article, text)?;
        self.ask_new_lead(article, text)
    }

    /// The page of a story that had none, or another one, goes under every copy in every language.
    pub(super) fn link_copies(&self, article: ArticleKey, link: &str, passed: bool) -> Result<Done> {
        let before = self.store.lines(article)?.and_then(|lines| lines.url);
        let mut copies = 0;
        for part in self.store.whole_story(article)? {
            let url = self.store.lines(part)?.and_then(|lines| lines.url);
            if part != article && url.is_some() && url != before {
                continue; // it has a page of its own
            }
            let text = Text { url: Some(link.to_owned()), foreign: passed, ..Text::default() };
            match self.corrected(part, text)? {
                Ok(more) => copies += more,
                Err(Unmended::ForeignLink(_)) => return self.foreign(Some(article), link, Press::Foreign),
                Err(Unmended::Same) => {}
                Err(unmended) if part == article => return Ok(self.unmended(&unmended)),
                Err(_) => {} // a translation that is withdrawn gets nothing
            }
        }
        Ok(self.sentence("link-kept", &args![copies = self.copies(copies)]))
    }

    fn late_translation(&self, entry: &Entry, text: &str) -> Result<Done> {
        let (scene, text) = (self.scene, Translated::from(Wording::of(text)));
        let who = self.editor.who();
        let translation = match translate_pushed(self.store, &scene.newsroom, &who, (entry, &text), scene.now)? {
            Ok(translation) => translation,
            Err(unmended) => return Ok(self.unmended(&unmended)),
        };
        let mut answer = Answer::default();
        if let Some((story, _)) = self.store.story(translation)? {
            answer = answer.and(preview(self.store, scene, self.target, Lane::Breaking, story)?);
        }
        let kept = Answer::say(self.target, plain(self.say("translation-kept", &args![]), Keyboard::default()));
        Ok(kept.replies.into_iter().fold(answer, Answer::and).into())
    }

    /// Nobody waits for a translation: it may be more text, or not meant for readers.
    fn ask_new_lead(&self, article: ArticleKey, text: &str) -> Result<Done> {
        let id = self.store.keep_typed(Some(article), text, self.scene.now)?;
        let headline = self.store.lines(article)?.map(|lines| lines.headline).unwrap_or_default();
        let fields = args![
            headline = still(&headline),
            lead = still(text),
            copies = self.copies(self.store.copies_of_article(article)?.copies),
        ];
        Ok(self.ask("ask-new-lead", &fields, Press::NewLead(id)))
    }

    pub(super) fn new_lead(&self, article: ArticleKey, text: &str) -> Result<Done> {
        let text = Text { lead: Some(text.to_owned()), ..Text::default() };
        Ok(match self.corrected(article, text)? {
            Ok(copies) => self.sentence("lead-kept", &args![copies = self.copies(copies)]),
            Err(Unmended::Same) => self.sentence("lead-kept", &args![copies = self.copies(0)]),
            Err(unmended) => self.unmended(&unmended),
        })
    }

    /// Puts it into the copies without a word about it; how many there are.
    pub(super) fn corrected(&self, article: ArticleKey, text: Text) -> Result<std::result::Result<u64, Unmended>> {
        let correction = Correction { article, revision: None, text, loud: Loud::Quiet };
        let (scene, who) = (self.scene, self.editor.who());
        let done = correct(self.store, &scene.newsroom, &who, &correction, scene.now)?;
        Ok(done.map(|corrected| u64::from(corrected.copies)))
    }

    pub(super) fn copies(&self, count: u64) -> String {
        self.scene.words.count_copies(self.editor.tongue, count)
    }
}

/// The article of a story that is in the language of a text; the one that is asked about, where none is.
fn in_its_language(store: &Reading, article: ArticleKey, text: &str) -> Result<ArticleKey> {
    let language = language_of(text);
    for part in store.whole_story(article)? {
        if store.story(part)?.is_some_and(|(story, _)| story.language == language && !story.withdrawn) {
            return Ok(part);
        }
    }
    Ok(article)
}
