//! Presses on the desk's buttons. In: the data on the button. Out: what came of it, in one transaction with the note that
//! the update was handled, and the card as it is from now on.

use super::{
    Editor, Press, alerts, cards,
    confirm::Question,
    draft::{Draft, Verb},
    lists, plain, story,
};
use crate::{
    acts::{
        plan::{self, Decision},
        publish::{Order, Published, Refused, When, publish},
        reach::{self, Tempo, moment},
        stop::{self, WentOn},
    },
    delivery::obstacle::Obstacle,
    locale::args,
    message::{Keyboard, Message},
    store::{
        Lane, Reading, Result, Seq, Writing,
        cards::{About, Card},
        plans::PlanState,
        staff::Role,
    },
    telegram::{
        answer::{Answer, Reply},
        room::Room,
        scene::Scene,
        update::Pressed,
    },
};

/// Answers a press on one of the desk's buttons. What only looks, and may look at every reader, does so beside the
/// writer; an act is one short transaction, and what it shows is read after it.
pub async fn pressed(room: &Room, update: i64, pressed: &Pressed) -> Result<Answer> {
    let Some(press) = Press::parse(&pressed.data) else {
        return crate::telegram::reader::stale(room, update, pressed, "/news").await;
    };
    if !press.is_act() {
        room.act_repeatably(update, |_, _| Ok(())).await?;
        return look(room, pressed, press).await;
    }
    let pressed_there = pressed.clone();
    let done = room.act(update, move |store, scene| act(store, scene, &pressed_there, press)).await?;
    let Some(done) = done else { return Ok(Answer::default()) };
    match done.after {
        None => Ok(done.answer),
        Some(after) => {
            let next = look(room, pressed, after).await?;
            let mut answer = done.answer;
            answer.replies.extend(next.replies);
            Ok(answer)
        }
    }
}

/// What an act comes to.
struct Done {
    answer: Answer,
    /// What is shown after it.
    after: Option<Press>,
}

impl From<Answer> for Done {
    fn from(answer: Answer) -> Done {
        Done { answer, after: None }
    }
}

impl From<Press> for Done {
    fn from(after: Press) -> Done {
        Done { answer: Answer::default(), after: Some(after) }
    }
}

/// Who pressed, or the answer for somebody who is no editor (any more).
fn hand<'a>(store: &Reading, scene: &'a Scene, pressed: &'a Pressed) -> Result<std::result::Result<Hand<'a>, Answer>> {
    if let Some(editor) = Editor::of(store, scene, &pressed.person, Role::Editor)? {
        return Ok(Ok(Hand { scene, pressed, editor }));
    }
    let toast = scene.say(scene.tongue(&pressed.person), "no-rights", &args![]);
    Ok(Err(Answer::default().and(Reply::Toast(pressed.query.clone(), toast, true))))
}

async fn look(room: &Room, pressed: &Pressed, press: Press) -> Result<Answer> {
    let (scene, pressed) = (room.scene().await?, pressed.clone());
    let tempo = super::tempo(room, press.lane()).await;
    let answer = room.store.read(move |store| match hand(store, &scene, &pressed)? {
        Ok(hand) => hand.look(store, press, tempo),
        Err(refusal) => Ok(refusal),
    });
    answer.await
}

fn act(store: &Writing, scene: &Scene, pressed: &Pressed, press: Press) -> Result<Done> {
    let hand = match hand(store, scene, pressed)? {
        Ok(hand) => hand,
        Err(refusal) => return Ok(refusal.into()),
    };
    match press {
        Press::Draft(verb, draft) => hand.send(store, verb, draft),
        Press::TakeBack(plan) => hand.take_back(store, plan),
        Press::Now(plan) => match plan::hasten(store, plan, scene.now)? {
            true => Ok(Answer::default().into()),
            false => Ok(hand.toast("no-plan").into()),
        },
        Press::Stop(seq) => hand.stop(store, seq),
        Press::GoOn(seq) => hand.go_on(store, seq),
        Press::Look(plan) => hand.take_on(store, plan),
        Press::Decide(plan, decision) => hand.decide(store, plan, decision),
        _ => Ok(Answer::default().into()), // it only looks
    }
}

/// A press in the hand of a member of staff.
struct Hand<'a> {
    scene: &'a Scene,
    pressed: &'a Pressed,
    editor: Editor,
}

impl Hand<'_> {
    fn look(&self, store: &Reading, press: Press, tempo: Tempo) -> Result<Answer> {
        let (scene, editor, target) = (self.scene, &self.editor, (&self.pressed.address).into());
        match press {
            Press::BreakingList(skip) => Ok(self.edit(lists::breaking(store, scene, editor, skip)?)),
            Press::NewsList(skip) => Ok(self.edit(lists::news(store, scene, editor, skip)?)),
            Press::Begin(lane, article) => story::begin(store, scene, editor, target, (lane, article), tempo),
            Press::Preview(article) => match store.story(article)? {
                Some((story, _)) => Ok(Answer::default().and(story::preview(store, scene, target, Lane::News, story)?)),
                None => Ok(self.toast("no-story")),
            },
            Press::Story(article) => match story::card(store, scene, editor, article)? {
                Some(card) => Ok(Answer::say(target, card)),
                None => Ok(self.toast("no-story")),
            },
            Press::Numbers(article) => {
                let numbers = story::numbers(store, scene, editor.tongue, article)?;
                Ok(Answer::say(target, plain(numbers, Keyboard::default())))
            }
            Press::Draft(_, draft) => self.ask(store, draft, tempo),
            Press::Cancel => Ok(self.edit(self.note("taken-back"))),
            Press::Card => self.card(store, tempo),
            Press::Pushed(seq) => self.pushed(store, seq),
            _ => Ok(Answer::default()), // it is an act
        }
    }

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

    fn ask(&self, store: &Reading, draft: Draft, tempo: Tempo) -> Result<Answer> {
        if draft.is_expired(self.scene.now) {
            return Ok(self.expired(&draft));
        }
        match Question::new(store, self.scene, self.editor.tongue, draft, tempo)? {
            Some(question) => Ok(self.edit(question.card()?)),
            None => Ok(self.toast("no-story")),
        }
    }

    fn send(&self, store: &Writing, verb: Verb, draft: Draft) -> Result<Done> {
        let (scene, now) = (self.scene, self.scene.now);
        if draft.is_expired(now) {
            return Ok(self.expired(&draft).into());
        }
        let Draft { article, revision, lane, languages, volume, .. } = draft;
        let stars = draft.stars.min(scene.newsroom.breaking.stars);
        let order = Order { article, revision: Some(revision), lane, languages, volume, stars, insists: false };
        let when = if verb == Verb::Morning { When::Morning } else { When::AfterUndo };
        let published = publish(store, &scene.newsroom, &self.editor.who(), &order, when, now)?;
        let about = match published {
            Ok(Published::Now(seq)) if lane == Lane::News => return Ok(Press::Pushed(seq).into()),
            Ok(Published::Now(seq)) => About::Progress(seq.0),
            Ok(Published::Planned(plan)) => About::Countdown(plan),
            Err(refused) => return Ok(self.refused(refused, &draft)),
        };
        store.keep_card(self.place(about), now)?;
        Ok(Press::Card.into())
    }

    fn refused(&self, refused: Refused, draft: &Draft) -> Done {
        match refused {
            Refused::Unknown => self.toast("no-story").into(),
            Refused::Blocked(obstacle) => self.blocked(obstacle).into(),
            Refused::Waiting => self.toast("already-counting").into(),
            Refused::Changed => {
                let again = Press::Begin(draft.lane, draft.article);
                Done { answer: self.edit(self.note("no-changed")), after: Some(again) }
            }
        }
    }

    fn blocked(&self, obstacle: Obstacle) -> Answer {
        self.warn(story::obstacle_text(self.scene, self.editor.tongue, obstacle))
    }

    /// An ordinary push is on its way.
    fn pushed(&self, store: &Reading, seq: Seq) -> Result<Answer> {
        let at = moment(self.scene.now, self.scene.newsroom.zone);
        let Some(entry) = store.entry(seq)? else { return Ok(Answer::default()) };
        let reach = reach::reach(store, entry.article, entry.lane, entry.languages, at)?.unwrap_or_default();
        let readers = self.scene.words.count_readers(self.editor.tongue, u64::from(reach.audience));
        let text = self.scene.say(self.editor.tongue, "pushed", &args![readers_to = readers]);
        Ok(self.edit(plain(text, Keyboard::default())))
    }

    /// The pressed card as it stands by the database.
    fn card(&self, store: &Reading, tempo: Tempo) -> Result<Answer> {
        let (chat, message) = (self.pressed.address.chat, self.pressed.message);
        let Some(card) = store.card(chat, message)? else { return Ok(Answer::default()) };
        let view = cards::View { store, scene: self.scene, tongue: self.editor.tongue, tempo };
        Ok(view.of(card.about, false)?.map_or_else(Answer::default, |shown| self.edit(shown.message)))
    }

    fn take_back(&self, store: &Writing, plan: i64) -> Result<Done> {
        let taken = plan::take_back(store, &self.editor.who(), plan, self.scene.now)?;
        Ok(if taken { self.edit(self.note("taken-back")) } else { self.toast("no-plan") }.into())
    }

    fn stop(&self, store: &Writing, seq: Seq) -> Result<Done> {
        if !stop::stop(store, &self.editor.who(), seq, self.scene.now)? {
            return Ok(self.toast("no-plan").into());
        }
        // From a list, the list's message becomes the card.
        store.keep_card(self.place(About::Progress(seq.0)), self.scene.now)?;
        Ok(Press::Card.into())
    }

    fn place(&self, about: About) -> Card {
        Card { chat: self.pressed.address.chat, message: self.pressed.message, about }
    }

    fn go_on(&self, store: &Writing, seq: Seq) -> Result<Done> {
        Ok(match stop::go_on(store, &self.editor.who(), seq, self.scene.now)? {
            WentOn::On(next) => {
                store.keep_card(self.place(About::Progress(next.0)), self.scene.now)?;
                Press::Card.into()
            }
            WentOn::Already => self.toast("no-plan").into(),
            WentOn::Blocked(obstacle) => self.blocked(obstacle).into(),
        })
    }

    /// Somebody takes the question on: the others see who.
    fn take_on(&self, store: &Writing, plan: i64) -> Result<Done> {
        let Some((plan, PlanState::Waiting)) = store.plan(plan)? else { return Ok(self.toast("no-plan").into()) };
        let answer = self.settle(store, plan.id, "desk-taken")?;
        Ok(Done { answer, after: Some(Press::Begin(Lane::Breaking, plan.article)) })
    }

    fn decide(&self, store: &Writing, plan: i64, decision: Decision) -> Result<Done> {
        if !plan::decide(store, &self.editor.who(), plan, decision, self.scene.now)? {
            return Ok(self.toast("no-plan").into());
        }
        let key = match decision {
            Decision::Ordinary => "will-be-ordinary",
            Decision::Refuse => "will-not-go",
        };
        self.settle(store, plan, key).map(Done::from)
    }

    /// All cards with the question say how it was settled.
    fn settle(&self, store: &Writing, plan: i64, key: &str) -> Result<Answer> {
        let mut answer = Answer::default();
        for card in store.cards_about(About::Question(plan))? {
            let tongue = cards::tongue(store, self.scene, card.chat)?;
            let message = alerts::settled(store, self.scene, tongue, plan, key, &self.editor.name)?;
            answer = answer.and(Reply::Edit(card.chat, card.message, message));
        }
        store.drop_cards(About::Question(plan))?;
        Ok(answer)
    }
}
