//! Presses that send something, now or later. In: what is on the button. Out: what came of the act, in its transaction.

use super::{
    choice::{At, Later},
    done::{After, Done},
    draft::{Draft, FOREIGN, TWICE, Timed},
    later::{self, Set},
    story,
};
use crate::{
    acts::{
        guard,
        held::{Released, drop, release},
        main_news, practice,
        publish::{Order, Published, Refused, When, publish},
    },
    article::ArticleKey,
    delivery::obstacle::Obstacle,
    locale::args,
    message::{Keyboard, escape},
    store::{
        Lane, Result, Writing,
        cards::{About, Card},
        staff::Role,
    },
    telegram::{
        answer::{Answer, text as plain},
        staff::Hand,
    },
};

impl Hand<'_> {
    /// Ends a conversation; what its message waited for is not waited for any more.
    pub(super) fn cancel(&self, store: &Writing) -> Result<Answer> {
        store.drop_card(self.pressed.address.chat, self.pressed.message)?;
        Ok(self.edit(self.note("taken-back")))
    }

    /// The same question with another answer to how.
    pub(super) fn later_as(&self, store: &Writing, later: Later) -> Result<Answer> {
        let Some(card) = later::card(store, self.scene, self.editor.tongue, later)? else {
            return Ok(self.toast("no-story"));
        };
        store.keep_card(self.place(later.about()), self.scene.now)?;
        Ok(self.edit(card))
    }

    pub(super) fn later_at(&self, store: &Writing, at: At) -> Result<Done> {
        let set = later::set(store, self.scene, &self.editor, at.later, at.due())?;
        self.was_set(store, set)
    }

    /// The same with a yes to what speaks against it, of the text that was shown.
    pub(super) fn later_sure(&self, store: &Writing, sure: Timed) -> Result<Done> {
        let (draft, now) = (sure.draft, self.scene.now);
        if draft.is_expired(now) {
            return Ok(self.expired(&draft).into());
        }
        let revision = store.revision_of_push(draft.article, draft.lane, now)?;
        if revision != draft.revision {
            let anew = Timed { draft: Draft { revision, asked: 0, at: now, ..draft }, ..sure };
            return Ok(Done { answer: self.toast("no-changed"), after: Some(After::Timed(anew)) });
        }
        let set = later::set_surely(store, self.scene, &self.editor, sure)?;
        self.was_set(store, set)
    }

    fn was_set(&self, store: &Writing, set: Set) -> Result<Done> {
        Ok(match set {
            Set::Plan(plan) => {
                store.keep_card(self.place(About::Countdown(plan)), self.scene.now)?;
                After::Card.into()
            }
            Set::Asks(timed) => After::Timed(timed).into(),
            Set::Says(sentence) => self.warn(sentence).into(),
        })
    }

    fn practise(&self, store: &Writing, draft: &Draft) -> Result<Done> {
        let (looked_at, by) = ((draft.article, draft.revision), self.editor.id);
        store.keep_name(by, &self.editor.name)?; // under which the cards show them
        match practice::begin(store, &self.scene.newsroom, by, looked_at, self.scene.now)? {
            Ok(id) => {
                store.keep_card(self.place(About::Practice(id)), self.scene.now)?;
                Ok(After::Card.into())
            }
            Err(Refused::Changed) => {
                Ok(Done { answer: self.edit(self.note("no-changed")), after: Some(After::Practice(draft.article)) })
            }
            Err(refused) => Ok(self.refused(refused, draft)),
        }
    }

    /// Its second signature, after which it counts down; or the countdown ends at once.
    pub(super) fn practice_on(&self, store: &Writing, id: i64, counts: bool) -> Result<Done> {
        let now = self.scene.now;
        let due = if counts { now + self.scene.newsroom.breaking.undo } else { now };
        let still = store.time_practice(id, due)?;
        Ok(if still { After::Card.into() } else { self.toast("no-plan").into() })
    }

    pub(super) fn practice_back(&self, store: &Writing, id: i64) -> Result<Done> {
        let taken = store.end_practice(id, None)?;
        Ok(if taken { After::Card.into() } else { self.toast("no-plan").into() })
    }

    pub(super) fn promote(&self, store: &Writing, draft: Draft) -> Result<Done> {
        let now = self.scene.now;
        if draft.is_expired(self.scene.now) {
            return Ok(self.expired(&draft).into());
        }
        let knowing = Draft { asked: FOREIGN, ..draft }; // an admin is not asked: it is no breaking news
        if let Some(answer) = self.leads_elsewhere(store, &knowing)? {
            return Ok(answer.into());
        }
        let looked_at = (draft.article, draft.revision);
        Ok(match main_news::promote(store, &self.editor.who(), looked_at, now)? {
            Ok(seq) => After::Pushed(seq).into(),
            Err(Refused::Waiting) => self.toast("main-already").into(),
            Err(Refused::Changed) => {
                Done { answer: self.edit(self.note("no-changed")), after: Some(After::Main(draft.article)) }
            }
            Err(refused) => self.refused(refused, &draft),
        })
    }

    pub(super) fn send(&self, store: &Writing, draft: Draft, when: When) -> Result<Done> {
        let (scene, now) = (self.scene, self.scene.now);
        if draft.is_expired(self.scene.now) {
            return Ok(self.expired(&draft).into());
        }
        if draft.is_practice() {
            return self.practise(store, &draft);
        }
        if let Some(answer) = self.leads_elsewhere(store, &draft)? {
            return Ok(answer.into());
        }
        let Draft { article, revision, lane, languages, volume, .. } = draft;
        let stars = draft.stars.min(scene.newsroom.breaking.stars);
        let order = Order {
            article,
            revision: Some(revision),
            lane,
            languages,
            volume,
            stars,
            insists: draft.asked & TWICE != 0,
        };
        let about = match publish(store, &scene.newsroom, &self.editor.who(), &order, when, now)? {
            Ok(Published::Now(seq)) if lane == Lane::News => return Ok(After::Pushed(seq).into()),
            Ok(Published::Now(seq)) => About::Progress(seq.0),
            Ok(Published::Planned(plan)) => About::Countdown(plan),
            Err(refused) => return Ok(self.refused(refused, &draft)),
        };
        store.keep_card(self.place(about), now)?;
        Ok(After::Card.into())
    }

    /// A link to another site is an admin's to send, knowing it.
    fn leads_elsewhere(&self, store: &Writing, draft: &Draft) -> Result<Option<Answer>> {
        let Draft { article, lane, asked, .. } = *draft;
        let knows = asked & FOREIGN != 0 && self.editor.role == Role::Admin;
        if knows || guard::foreign_site(store, &self.scene.newsroom, (article, lane), self.scene.now)?.is_none() {
            return Ok(None);
        }
        Ok(Some(self.warn(story::foreign_link(self.scene, self.editor.tongue))))
    }

    pub(super) fn refused(&self, refused: Refused, draft: &Draft) -> Done {
        match refused {
            Refused::Unknown => self.toast("no-story").into(),
            Refused::Blocked(obstacle) => self.blocked(obstacle).into(),
            Refused::Waiting => self.toast("already-counting").into(),
            Refused::Sent => After::Ask(*draft).into(),
            Refused::Changed => {
                let again = After::Begin(draft.lane, draft.article);
                Done { answer: self.edit(self.note("no-changed")), after: Some(again) }
            }
        }
    }

    /// A held article goes out, in the rubrics of a mask besides its own.
    pub(super) fn release(&self, store: &Writing, article: ArticleKey, rubrics: u64) -> Result<Done> {
        let now = self.scene.now;
        Ok(match release(store, &self.editor.who(), article, rubrics, (now, now))? {
            Released::Now(seq) => After::Pushed(seq).into(),
            Released::Later(until) => {
                let (words, zone) = (&self.scene.words, self.scene.newsroom.zone);
                let time = format!("{} {}", words.date(self.editor.tongue, until, zone), words.time(until, zone));
                let text = self.scene.say(self.editor.tongue, "state-embargo", &args![time = time]);
                self.edit(plain(text, Keyboard::default())).into()
            }
            Released::WantsRubric => self.toast("held-no-rubric").into(),
            Released::NotHeld => self.toast("no-plan").into(),
        })
    }

    pub(super) fn drop_held(&self, store: &Writing, article: ArticleKey) -> Result<Answer> {
        if !drop(store, &self.editor.who(), article, self.scene.now)? {
            return Ok(self.toast("no-plan"));
        }
        let who = &self.editor.name;
        let text = self.scene.say(self.editor.tongue, "will-not-go", &args![who = escape(who)]);
        Ok(self.edit(plain(text, Keyboard::default())))
    }

    pub(super) fn blocked(&self, obstacle: Obstacle) -> Answer {
        self.warn(story::obstacle_text(self.scene, self.editor.tongue, obstacle))
    }

    /// The pressed message, as a card about this.
    pub(super) fn place(&self, about: About) -> Card {
        Card { chat: self.pressed.address.chat, message: self.pressed.message, about }
    }
}
