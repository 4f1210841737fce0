//! The other language of what is to be published. In: the wish to type it, the text, the language that its letters did not tell. Out: the
//! translation, kept, and the way to the publication with both messages.

use super::{
    choice::Spoken,
    done::{After, Done},
    draft::Draft,
    typed::Typing,
    wording::Wording,
};
use crate::{
    acts::translation::{Translated, set_language, translate},
    article::ArticleKey,
    locale::args,
    store::{
        Lane, Result, Writing,
        cards::{About, Asked},
    },
    telegram::{
        answer::{Answer, Reply},
        staff::Hand,
    },
};

impl From<Wording> for Translated {
    fn from(Wording { headline, lead, link }: Wording) -> Translated {
        Translated { headline, lead, url: link }
    }
}

impl Typing<'_> {
    /// The translation of an article that is to be published.
    pub(super) fn translation(&self, article: ArticleKey, text: &str) -> Result<Done> {
        if self.counts_down(article)? {
            return Ok(self.sentence("already-counting", &args![]));
        }
        let (scene, text) = (self.scene, Translated::from(Wording::of(text)));
        Ok(match translate(self.store, &scene.newsroom, &self.editor.who(), (article, &text), scene.now)? {
            Ok(_) => After::Begin(Lane::Breaking, article).into(),
            Err(unmended) => self.unmended(&unmended),
        })
    }
}

impl Hand<'_> {
    /// Asks for the translation; the card of the publication stays.
    pub(super) fn translate(&self, draft: Draft) -> Answer {
        if draft.is_expired(self.scene.now) {
            return self.expired(&draft);
        }
        let about = About::Asked(Asked::Translation(draft.article.0));
        Answer::default().and(Reply::Card(self.target(), self.wants("translation-ask"), about))
    }

    /// A typed story is in another language than its letters seemed to be: it is shown anew.
    pub(super) fn in_language(&self, store: &Writing, spoken: Spoken) -> Result<Done> {
        if !set_language(store, spoken.article, spoken.language, self.scene.now)? {
            return Ok(self.toast("no-plan").into());
        }
        Ok(self.instead(After::Begin(Lane::Breaking, spoken.article).into()))
    }
}
