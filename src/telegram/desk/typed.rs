//! Stories that an editor types: an earthquake has no article yet. In: a text or a link, after the list of `/breaking` or in the place
//! of what was to be published. Out: an article that is staff's alone, and the way to its publication; or what is wrong with it.

use url::Url;

use super::{
    done::{After, Done},
    draft::Draft,
    press::Press,
    story::foreign_link,
    wording::Wording,
};
use crate::{
    acts::{
        correct::{Correction, Loud, Text, Unmended, correct},
        find::{find, leads_to_us},
        typed::{Typed, keep},
    },
    article::{ArticleKey, language_of},
    locale::{Args, args},
    message::{Button, Keyboard, Message, escape},
    store::{
        Lane, Result, Writing,
        cards::{About, Asked},
        plans::Cause,
        staff::Role,
    },
    telegram::{
        answer::{Answer, Reply, Target, text as plain},
        scene::Scene,
        staff::{Call, Editor, Hand},
    },
};

/// Who typed or pressed something, within the transaction of the act.
pub(super) struct Typing<'a> {
    pub(super) store: &'a Writing<'a>,
    pub(super) scene: &'a Scene,
    pub(super) editor: &'a Editor,
    pub(super) target: Target,
}

/// What a question for another text is about, in one number.
pub(super) fn packed(lane: Lane, article: ArticleKey) -> i64 {
    article.0 << 1 | i64::from(lane == Lane::Breaking)
}

fn unpacked(number: i64) -> (Lane, ArticleKey) {
    (if number & 1 == 1 { Lane::Breaking } else { Lane::News }, ArticleKey(number >> 1))
}

impl<'a> Typing<'a> {
    pub(super) fn said(call: &'a Call<'a>, store: &'a Writing<'a>) -> Typing<'a> {
        Typing { store, scene: call.scene, editor: &call.editor, target: call.target }
    }

    fn pressed(hand: &'a Hand<'a>, store: &'a Writing<'a>) -> Typing<'a> {
        Typing { store, scene: hand.scene, editor: &hand.editor, target: hand.target() }
    }

    /// A text that is to be a story, or a link that is one; `before`: the link that was typed before it.
    pub(super) fn story(&self, before: i64, text: &str) -> Result<Done> {
        let given = self.store.typed(before)?.map(|(_, link)| link);
        let mut wording = Wording::of(text);
        wording.link = wording.link.or(given);
        match &wording.link {
            Some(link) if wording.headline.is_empty() => self.link(link),
            _ => self.keep(&wording),
        }
    }

    /// A link alone: the story whose page it is, or the question for its text.
    fn link(&self, link: &str) -> Result<Done> {
        if let Some(article) = find(self.store, &self.scene.newsroom, link)? {
            return Ok(After::Begin(Lane::Breaking, article).into());
        }
        if !leads_to_us(&self.scene.newsroom, link) {
            return self.foreign(None, link, Press::Linked);
        }
        let id = self.store.keep_typed(None, link, self.scene.now)?;
        Ok(self.ask("no-unknown-link", &args![], Press::Linked(id)))
    }

    /// Keeps a typed story. Whether an admin's may lead to somebody else's site is asked before it goes out.
    fn keep(&self, wording: &Wording) -> Result<Done> {
        let typed = Typed {
            headline: wording.headline.clone(),
            lead: wording.lead.clone(),
            url: wording.link.clone(),
            foreign: self.is_admin(),
            language: language_of(&format!("{} {}", wording.headline, wording.lead)),
            translation_of: None,
        };
        let (scene, who) = (self.scene, self.editor.who());
        match keep(self.store, &scene.newsroom, &who, &typed, scene.now)? {
            Ok(article) => Ok(After::Begin(Lane::Breaking, article).into()),
            Err(unmended) => Ok(self.unmended(&unmended)),
        }
    }

    /// A link to somebody else's site: refused to an editor, asked of an admin.
    pub(super) fn foreign(&self, article: Option<ArticleKey>, link: &str, yes: fn(i64) -> Press) -> Result<Done> {
        let host = Url::parse(link).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
        if !self.is_admin() {
            return Ok(self.unmended(&Unmended::ForeignLink(host)));
        }
        let id = self.store.keep_typed(article, link, self.scene.now)?;
        let site = escape(self.scene.newsroom.site.in_language(self.editor.tongue));
        Ok(self.ask("ask-foreign-link", &args![site = site, host = escape(&host)], yes(id)))
    }

    /// Another text of an article that is to be published.
    pub(super) fn other_text(&self, packed: i64, text: &str) -> Result<Done> {
        let (lane, article) = unpacked(packed);
        if self.counts_down(article)? {
            return Ok(self.sentence("already-counting", &args![]));
        }
        let Wording { headline, lead, link } = Wording::of(text);
        let text =
            Text { headline: Some(headline), lead: Some(lead), url: link, foreign: self.is_admin(), ..Text::default() };
        let correction = Correction { article, revision: None, text, loud: Loud::Quiet };
        let (scene, who) = (self.scene, self.editor.who());
        Ok(match correct(self.store, &scene.newsroom, &who, &correction, scene.now)? {
            Ok(_) | Err(Unmended::Same) => After::Begin(lane, article).into(),
            Err(unmended) => self.unmended(&unmended),
        })
    }

    /// What leaves within seconds is as an editor has seen it.
    pub(super) fn counts_down(&self, article: ArticleKey) -> Result<bool> {
        Ok(self.store.plans_of(article)?.iter().any(|plan| plan.why == Cause::Countdown))
    }

    fn is_admin(&self) -> bool {
        self.editor.role >= Role::Admin
    }

    /// A question with one button, and the one that ends it.
    pub(super) fn ask(&self, key: &str, fields: &Args, yes: Press) -> Done {
        let button = |key: &str, press: Press| Button::data(self.say(key, &args![]), press.encode());
        let keyboard = Keyboard::of([vec![button("btn-cancel", Press::Cancel), button("btn-yes", yes)]]);
        Answer::say(self.target, plain(self.say(key, fields), keyboard)).into()
    }

    /// Why it is not taken, and what to do.
    pub(super) fn unmended(&self, unmended: &Unmended) -> Done {
        let long = |key: &str, length: usize, max: usize| {
            self.sentence(key, &args![length = length.to_string(), max = max.to_string()])
        };
        match *unmended {
            Unmended::TooLong { length, max } => long("no-too-long", length, max),
            Unmended::LongLead { length, max } => long("no-long-lead", length, max),
            Unmended::NoHeadline => self.sentence("no-headline", &args![]),
            Unmended::ForeignLink(_) | Unmended::NoLink => self.tell(foreign_link(self.scene, self.editor.tongue)),
            Unmended::Withdrawn => self.sentence("no-withdrawn", &args![]),
            Unmended::Changed => self.sentence("no-changed", &args![]),
            Unmended::Unknown | Unmended::Same | Unmended::NoPicture | Unmended::NoNote | Unmended::LongNote { .. } => {
                self.sentence("no-story", &args![])
            }
        }
    }

    pub(super) fn sentence(&self, key: &str, fields: &Args) -> Done {
        self.tell(self.say(key, fields))
    }

    fn tell(&self, text: String) -> Done {
        Answer::say(self.target, plain(text, Keyboard::default())).into()
    }

    pub(super) fn say(&self, key: &str, fields: &Args) -> String {
        self.scene.say(self.editor.tongue, key, fields)
    }
}

impl Hand<'_> {
    /// Asks for another text of what is to be published; its card stays.
    pub(super) fn edit_text(&self, draft: Draft) -> Answer {
        if draft.is_expired(self.scene.now) {
            return self.expired(&draft);
        }
        let about = About::Asked(Asked::Text(packed(draft.lane, draft.article)));
        Answer::default().and(Reply::Card(self.target(), self.wants("edit-ask"), about))
    }

    /// The question for a text, with the way out.
    pub(super) fn wants(&self, key: &str) -> Message {
        let say = |key: &str| self.scene.say(self.editor.tongue, key, &args![]);
        let cancel = Button::data(say("btn-cancel"), Press::Cancel.encode());
        plain(say(key), Keyboard::of([vec![cancel]]))
    }

    /// The link stays without its story: the next text is that.
    pub(super) fn linked(&self, store: &Writing, id: i64) -> Result<Done> {
        if store.typed(id)?.is_none() {
            return Ok(self.toast("no-plan").into());
        }
        store.keep_card(self.place(About::Asked(Asked::Story(id))), self.scene.now)?;
        Ok(self.edit(self.wants("typed-ask")).into())
    }

    /// An admin lets a link of a publication lead to somebody else's site.
    pub(super) fn foreign(&self, store: &Writing, id: i64) -> Result<Done> {
        let typing = Typing::pressed(self, store);
        let Some((Some(article), link)) = store.typed(id)? else { return Ok(self.toast("no-plan").into()) };
        if !typing.is_admin() {
            return Ok(self.toast("staff-no-right").into());
        }
        let done = typing.link_copies(article, &link, true)?;
        Ok(self.instead(done))
    }

    /// What was typed is the new lead.
    pub(super) fn new_lead(&self, store: &Writing, id: i64) -> Result<Done> {
        let Some((Some(article), text)) = store.typed(id)? else { return Ok(self.toast("no-plan").into()) };
        let done = Typing::pressed(self, store).new_lead(article, &text)?;
        Ok(self.instead(done))
    }

    /// The question that was answered goes.
    pub(super) fn instead(&self, done: Done) -> Done {
        let gone = Reply::Delete(self.pressed.address.chat, self.pressed.message);
        Done { answer: done.answer.and(gone), after: done.after }
    }
}
