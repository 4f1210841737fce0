//! Presses that decide about what waits or goes out. In: what is on the button. Out: what came of the act, in its transaction.

use super::{
    done::{After, Done},
    post::tongue,
    question, story,
};
use crate::{
    acts::{
        plan::{self, Decision},
        second::{self, Seconded},
        stop::{self, WentOn},
    },
    locale::args,
    message::Keyboard,
    store::{Lane, Result, Seq, Writing, cards::About, plans::PlanState},
    telegram::{
        answer::{Answer, Reply, text as plain},
        staff::Hand,
    },
};

impl Hand<'_> {
    pub(super) fn take_back(&self, store: &Writing, plan: i64) -> Result<Done> {
        if !plan::take_back(store, &self.editor.who(), plan, self.scene.now)? {
            return Ok(self.toast("no-plan").into());
        }
        let card = store.card(self.pressed.address.chat, self.pressed.message)?;
        let listed = card.is_some_and(|card| matches!(card.about, About::Queue(_)));
        let goes_on = store.plan(plan)?.is_some_and(|(plan, _)| plan.goes_on.is_some());
        if goes_on && !listed {
            store.keep_card(self.place(About::Countdown(plan)), self.scene.now)?; // the ways that are left
        }
        Ok(if listed || goes_on { After::Card.into() } else { self.edit(self.note("taken-back")).into() })
    }

    pub(super) fn hasten(&self, store: &Writing, plan: i64) -> Result<Answer> {
        let hastened = plan::hasten(store, plan, self.scene.now)?;
        Ok(if hastened { Answer::default() } else { self.toast("no-plan") })
    }

    /// A second editor confirms it, or whoever asked sends it alone.
    pub(super) fn second(&self, store: &Writing, plan: i64, alone: bool) -> Result<Done> {
        let (scene, who) = (self.scene, self.editor.who());
        let act = if alone { second::send_alone } else { second::confirm };
        Ok(match act(store, &scene.newsroom, &who, plan, scene.now)? {
            Seconded::Confirmed => {
                store.keep_card(self.place(About::Countdown(plan)), scene.now)?;
                After::Card.into()
            }
            Seconded::On(next) => {
                let live = About::Progress(next.0);
                let chat = self.pressed.address.chat;
                if !store.cards_about(live)?.iter().any(|card| card.chat == chat) {
                    store.keep_card(self.place(live), scene.now)?;
                }
                After::Card.into()
            }
            Seconded::Gone => Done { answer: self.toast("no-plan"), after: Some(After::Card) },
            Seconded::Own => self.toast("second-own").into(),
            Seconded::TooSoon => self.toast("second-too-soon").into(),
            Seconded::Blocked(obstacle) => self.blocked(obstacle).into(),
            Seconded::Changed => self.show_second(store, plan, alone)?.into(),
        })
    }

    /// The text has changed: the others get new cards, and whoever would send it alone sees it here.
    pub(super) fn show_second(&self, store: &Writing, plan: i64, alone: bool) -> Result<Answer> {
        let mut answer = self.toast("no-changed");
        let Some((plan, _)) = store.plan(plan)? else { return Ok(answer) };
        let Some(listed) = store.listed(plan.article)? else { return Ok(answer) };
        store.show_second(plan.id, store.revision_of_push(plan.article, plan.lane, self.scene.now)?)?;
        for card in store.cards_about(About::Second(plan.id))? {
            let said = self.scene.say(tongue(store, self.scene, card.chat)?, "no-changed", &args![]);
            answer = answer.and(Reply::Edit(card.chat, card.message, plain(said, Keyboard::default())));
        }
        store.drop_cards(About::Second(plan.id))?;
        if alone {
            answer = answer.and(story::preview(store, self.scene, self.target(), plan.lane, listed.story)?);
        }
        Ok(answer)
    }

    pub(super) fn no_second(&self, store: &Writing, plan: i64) -> Result<Done> {
        let refused = second::refuse(store, &self.editor.who(), plan, self.scene.now)?;
        let answer = if refused.is_some() { Answer::default() } else { self.toast("no-plan") };
        Ok(Done { answer, after: Some(After::Card) })
    }

    pub(super) fn stop(&self, store: &Writing, seq: Seq) -> Result<Done> {
        if !stop::stop(store, &self.editor.who(), seq, self.scene.now)? {
            return Ok(self.toast("no-plan").into());
        }
        // From a list, the list's message becomes the card.
        store.keep_card(self.place(About::Progress(seq.0)), self.scene.now)?;
        Ok(After::Card.into())
    }

    pub(super) fn go_on(&self, store: &Writing, seq: Seq) -> Result<Done> {
        Ok(match stop::go_on(store, &self.scene.newsroom, &self.editor.who(), seq, self.scene.now)? {
            WentOn::On(next) => {
                store.keep_card(self.place(About::Progress(next.0)), self.scene.now)?;
                After::Card.into()
            }
            WentOn::Asks(plan) => {
                store.keep_card(self.place(About::Countdown(plan)), self.scene.now)?;
                After::Card.into()
            }
            WentOn::Waits => self.toast("already-counting").into(),
            WentOn::Already => self.toast("no-plan").into(),
            WentOn::Blocked(obstacle) => self.blocked(obstacle).into(),
        })
    }

    /// Somebody takes the question on: the others see who.
    pub(super) fn take_on(&self, store: &Writing, plan: i64) -> Result<Done> {
        let Some((plan, PlanState::Waiting)) = store.plan(plan)? else { return Ok(self.toast("no-plan").into()) };
        let answer = self.settle(store, plan.id, "desk-taken")?;
        Ok(Done { answer, after: Some(After::Begin(Lane::Breaking, plan.article)) })
    }

    pub(super) fn decide(&self, store: &Writing, plan: i64, decision: Decision) -> Result<Answer> {
        if !plan::decide(store, &self.editor.who(), plan, decision, self.scene.now)? {
            return Ok(self.toast("no-plan"));
        }
        let key = match decision {
            Decision::Ordinary => "will-be-ordinary",
            Decision::Refuse => "will-not-go",
        };
        self.settle(store, plan, key)
    }

    /// All cards with the question say how it was settled.
    pub(super) fn settle(&self, store: &Writing, plan: i64, key: &str) -> Result<Answer> {
        let mut answer = Answer::default();
        for card in store.cards_about(About::Question(plan))? {
            let tongue = tongue(store, self.scene, card.chat)?;
            let message = question::settled(store, self.scene, tongue, plan, key, &self.editor.name)?;
            answer = answer.and(Reply::Edit(card.chat, card.message, message));
        }
        store.drop_cards(About::Question(plan))?;
        Ok(answer)
    }
}
