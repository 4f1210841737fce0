//! Presses on the desk's buttons. In: the data on the button. Out: what came of it, in one transaction with the note that
//! the update was handled, and the card as it is from now on.

use super::{
    Editor, Press,
    acts::{self, Decision, Sent, WentOn},
    alerts, cards,
    confirm::Question,
    draft::{Draft, Verb},
    lists, plain, story,
};
use crate::{
    delivery::Status,
    locale::args,
    message::{Keyboard, Message},
    store::{
        Lane, Result, Seq, Writing,
        cards::{About, Card},
        plans::PlanState,
        staff::Role,
    },
    telegram::{Answer, Room, Scene, reply::Reply, update::Pressed},
};

/// Answers a press on one of the desk's buttons.
pub async fn pressed(room: &Room, update: i64, pressed: &Pressed) -> Result<Answer> {
    let Some(press) = Press::parse(&pressed.data) else {
        return crate::telegram::reader::stale(room, update, pressed, "/news").await;
    };
    let (pressed, status) = (pressed.clone(), room.delivery.status().borrow().clone());
    if press.is_act() {
        let answer = room.act(update, move |store, scene| answer(store, scene, &pressed, press, &status));
        return Ok(answer.await?.unwrap_or_default());
    }
    room.act_repeatably(update, move |store, scene| answer(store, scene, &pressed, press, &status)).await
}

fn answer(store: &Writing, scene: &Scene, pressed: &Pressed, press: Press, status: &Status) -> Result<Answer> {
    let Some(editor) = Editor::of(store, scene, &pressed.person, Role::Editor)? else {
        let toast = scene.say(scene.tongue(&pressed.person), "no-rights", &args![]);
        return Ok(Answer::default().and(Reply::Toast(pressed.query.clone(), toast, true)));
    };
    let hand = Hand { store, scene, pressed, editor, rate: status.rate };
    let (editor, target) = (&hand.editor, (&pressed.address).into());
    match press {
        Press::BreakingList(skip) => Ok(hand.edit(lists::breaking(store, scene, editor, skip)?)),
        Press::NewsList(skip) => Ok(hand.edit(lists::news(store, scene, editor, skip)?)),
        Press::Begin(lane, article) => story::begin(store, scene, editor, target, (lane, article), hand.rate),
        Press::Preview(article) => match store.story(article)? {
            Some((story, _)) => Ok(Answer::default().and(story::preview(store, scene, target, Lane::News, story)?)),
            None => Ok(hand.toast("no-story")),
        },
        Press::Story(article) => match story::card(store, scene, editor, article)? {
            Some(card) => Ok(Answer::say(target, card)),
            None => Ok(hand.toast("no-story")),
        },
        Press::Numbers(article) => {
            let numbers = story::numbers(store, scene, editor.tongue, article)?;
            Ok(Answer::say(target, plain(numbers, Keyboard::default())))
        }
        Press::Draft(Verb::Ask, draft) => hand.ask(draft),
        Press::Draft(verb, draft) => hand.send(verb, draft),
        Press::Cancel => Ok(hand.edit(hand.note("taken-back"))),
        Press::TakeBack(plan) => hand.take_back(plan),
        Press::Now(plan) => match store.hasten(plan, scene.now)? {
            true => Ok(Answer::default()),
            false => Ok(hand.toast("no-plan")),
        },
        Press::Stop(seq) => hand.stop(seq),
        Press::GoOn(seq) => hand.go_on(seq),
        Press::Look(plan) => hand.look(plan),
        Press::Decide(plan, decision) => hand.decide(plan, decision),
    }
}

/// A press in the hand of a member of staff.
struct Hand<'a> {
    store: &'a Writing<'a>,
    scene: &'a Scene,
    pressed: &'a Pressed,
    editor: Editor,
    rate: u32,
}

impl Hand<'_> {
    fn edit(&self, message: Message) -> Answer {
        Answer::default().and(Reply::Edit(self.pressed.address.chat, self.pressed.message, message))
    }

    fn note(&self, key: &str) -> Message {
        plain(self.scene.say(self.editor.tongue, key, &args![]), Keyboard::default())
    }

    fn toast(&self, key: &str) -> Answer {
        self.warn(self.scene.say(self.editor.tongue, key, &args![]))
    }

    /// A toast that waits for an "OK".
    fn warn(&self, text: String) -> Answer {
        Answer::default().and(Reply::Toast(self.pressed.query.clone(), text, true))
    }

    fn expired(&self, draft: &Draft) -> Answer {
        let command = format!("/a{}", draft.article);
        self.warn(self.scene.say(self.editor.tongue, "no-expired", &args![command = command]))
    }

    fn ask(&self, draft: Draft) -> Result<Answer> {
        if draft.is_expired(self.scene.now) {
            return Ok(self.expired(&draft));
        }
        match Question::new(self.store, self.scene, self.editor.tongue, draft, self.rate)? {
            Some(question) => Ok(self.edit(question.card()?)),
            None => Ok(self.toast("no-story")),
        }
    }

    fn send(&self, verb: Verb, draft: Draft) -> Result<Answer> {
        let card = (self.pressed.address.chat, self.pressed.message);
        let question = Question::new(self.store, self.scene, self.editor.tongue, draft, self.rate)?;
        let audience = question.map_or(0, |question| question.audience());
        let tongue = self.editor.tongue;
        Ok(match acts::send(self.store, self.scene, &self.editor, (verb, draft), card)? {
            Sent::Unknown => self.toast("no-story"),
            Sent::Expired => self.expired(&draft),
            Sent::Blocked(obstacle) => self.warn(story::obstacle_text(self.scene, tongue, obstacle)),
            Sent::Waiting => self.toast("already-counting"),
            Sent::Changed => {
                let target = (&self.pressed.address).into();
                let new = (draft.lane, draft.article);
                let again = story::begin(self.store, self.scene, &self.editor, target, new, self.rate)?;
                let mut answer = self.edit(self.note("no-changed"));
                answer.replies.extend(again.replies);
                answer
            }
            Sent::Published(_) if draft.lane == Lane::News => {
                let readers = self.scene.words.count_readers(tongue, u64::from(audience));
                let text = self.scene.say(tongue, "pushed", &args![readers_to = readers]);
                self.edit(plain(text, Keyboard::default()))
            }
            Sent::Counts(_) | Sent::Later(..) | Sent::Published(_) => self.card()?,
        })
    }

    /// The pressed card as it stands by the database.
    fn card(&self) -> Result<Answer> {
        let (chat, message) = (self.pressed.address.chat, self.pressed.message);
        let Some(card) = self.store.card(chat, message)? else { return Ok(Answer::default()) };
        let view = cards::View { store: self.store, scene: self.scene, tongue: self.editor.tongue, rate: self.rate };
        Ok(view.of(card.about, false)?.map_or_else(Answer::default, |shown| self.edit(shown.message)))
    }

    fn take_back(&self, plan: i64) -> Result<Answer> {
        match acts::take_back(self.store, &self.editor, plan, self.scene.now)? {
            Some(_) => Ok(self.edit(self.note("taken-back"))),
            None => Ok(self.toast("no-plan")),
        }
    }

    fn stop(&self, seq: Seq) -> Result<Answer> {
        match acts::stop(self.store, &self.editor, seq, self.scene.now)? {
            true => {
                // From a list, the list's message becomes the card.
                let card = Card {
                    chat: self.pressed.address.chat,
                    message: self.pressed.message,
                    about: About::Progress(seq.0),
                };
                self.store.keep_card(card, self.scene.now)?;
                self.card()
            }
            false => Ok(self.toast("no-plan")),
        }
    }

    fn go_on(&self, seq: Seq) -> Result<Answer> {
        let (chat, message) = (self.pressed.address.chat, self.pressed.message);
        let card = Card { chat, message, about: About::Progress(seq.0) };
        match acts::go_on(self.store, &self.editor, seq, card, self.scene.now)? {
            WentOn::On => self.card(),
            WentOn::Already => Ok(self.toast("no-plan")),
            WentOn::Blocked(obstacle) => Ok(self.warn(story::obstacle_text(self.scene, self.editor.tongue, obstacle))),
        }
    }

    /// Somebody takes the question on: the others see who.
    fn look(&self, plan: i64) -> Result<Answer> {
        let Some((plan, PlanState::Waiting)) = self.store.plan(plan)? else { return Ok(self.toast("no-plan")) };
        let mut answer = self.settle(plan.id, "desk-taken")?;
        let target = (&self.pressed.address).into();
        let what = (Lane::Breaking, plan.article);
        let begun = story::begin(self.store, self.scene, &self.editor, target, what, self.rate)?;
        answer.replies.extend(begun.replies);
        Ok(answer)
    }

    fn decide(&self, plan: i64, decision: Decision) -> Result<Answer> {
        let Some(plan) = acts::decide(self.store, &self.editor, plan, decision, self.scene.now)? else {
            return Ok(self.toast("no-plan"));
        };
        let key = match decision {
            Decision::Ordinary => "will-be-ordinary",
            Decision::Refuse => "will-not-go",
        };
        self.settle(plan.id, key)
    }

    /// All cards with the question say how it was settled.
    fn settle(&self, plan: i64, key: &str) -> Result<Answer> {
        let mut answer = Answer::default();
        for card in self.store.cards_about(About::Question(plan))? {
            let tongue = cards::tongue(self.store, self.scene, card.chat)?;
            let message = alerts::settled(self.store, self.scene, tongue, plan, key, &self.editor.name)?;
            answer = answer.and(Reply::Edit(card.chat, card.message, message));
        }
        self.store.drop_cards(About::Question(plan))?;
        Ok(answer)
    }
}
