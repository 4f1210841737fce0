//! Presses on the desk's buttons. In: the data on the button. Out: what came of it, in one transaction with the note that
//! the update was handled, and the card as it is from now on.

use super::{
    choice::Choice, confirm::Question, draft::Draft, held, lists, post::tongue, press::Press, question, story,
    view::View,
};
use crate::{
    acts::{
        held::{Released, drop, release},
        plan::{self, Decision},
        publish::{Order, Published, Refused, When, publish},
        reach::{self, Tempo, moment},
        second::{self, Seconded},
        stop::{self, WentOn},
    },
    article::ArticleKey,
    delivery::obstacle::Obstacle,
    locale::args,
    message::{Keyboard, escape},
    store::{
        Lane, Reading, Result, Seq, Writing,
        cards::{About, Card},
        plans::PlanState,
        staff::Role,
    },
    telegram::{
        answer::{Answer, Reply, text as plain},
        reader::talk::stale,
        room::Room,
        staff::{Hand, Pressing, tempo},
        update::Pressed,
    },
};

/// Answers a press on one of the desk's buttons.
pub async fn pressed(room: &Room, update: i64, pressed: &Pressed) -> Result<Answer> {
    let Some(press) = Press::decode(&pressed.data) else { return stale(room, update, pressed, "/news").await };
    let at = Pressing { room, update, pressed, role: Role::Editor };
    match press {
        Press::Cancel => at.look(|hand, _| Ok(hand.edit(hand.note("taken-back")))).await,
        Press::BreakingList(skip) => at.look(move |hand, store| hand.breaking_list(store, skip)).await,
        Press::NewsList(skip) => at.look(move |hand, store| hand.news_list(store, skip)).await,
        Press::Breaking(article) => begin(at, Lane::Breaking, article).await,
        Press::Push(article) => begin(at, Lane::News, article).await,
        Press::Preview(article) => at.look(move |hand, store| hand.preview(store, article)).await,
        Press::Story(article) => at.look(move |hand, store| hand.story(store, article)).await,
        Press::Numbers(article) => at.look(move |hand, store| hand.numbers(store, article)).await,
        Press::Ask(draft) => {
            let tempo = tempo(room, draft.lane).await;
            at.look(move |hand, store| hand.ask(store, draft, tempo)).await
        }
        Press::Go(draft) => then(at, at.act(move |hand, store| hand.send(store, draft, When::AfterUndo)).await?).await,
        Press::Morning(draft) => {
            then(at, at.act(move |hand, store| hand.send(store, draft, When::Morning)).await?).await
        }
        Press::TakeBack(plan) => at.act(move |hand, store| hand.take_back(store, plan)).await,
        Press::Now(plan) => at.act(move |hand, store| hand.hasten(store, plan)).await,
        Press::Stop(seq) => then(at, at.act(move |hand, store| hand.stop(store, seq)).await?).await,
        Press::GoOn(seq) => then(at, at.act(move |hand, store| hand.go_on(store, seq)).await?).await,
        Press::Look(plan) => then(at, at.act(move |hand, store| hand.take_on(store, plan)).await?).await,
        Press::Ordinary(plan) => at.act(move |hand, store| hand.decide(store, plan, Decision::Ordinary)).await,
        Press::Second(plan) => then(at, at.act(move |hand, store| hand.second(store, plan, false)).await?).await,
        Press::Alone(plan) => then(at, at.act(move |hand, store| hand.second(store, plan, true)).await?).await,
        Press::NoSecond(plan) => then(at, at.act(move |hand, store| hand.no_second(store, plan)).await?).await,
        Press::HeldList(skip) => at.look(move |hand, store| hand.held_list(store, skip)).await,
        Press::Held(article) => at.look(move |hand, store| hand.held(store, article)).await,
        Press::Release(article) => then(at, at.act(move |hand, store| hand.release(store, article, 0)).await?).await,
        Press::ReleaseIn(Choice { article, bit }) => {
            then(at, at.act(move |hand, store| hand.release(store, article, 1 << bit)).await?).await
        }
        Press::Drop(article) => at.act(move |hand, store| hand.drop_held(store, article)).await,
        Press::Refuse(plan) => at.act(move |hand, store| hand.decide(store, plan, Decision::Refuse)).await,
    }
}

/// What an act comes to, and what is shown after it.
struct Done {
    answer: Answer,
    after: Option<After>,
}

/// What is shown after an act; it is read when the act is written.
#[derive(Clone, Copy, Debug)]
enum After {
    /// The card that was pressed, as it stands by the database.
    Card,
    /// An ordinary push, after it was published.
    Pushed(Seq),
    /// The way to a publication begins.
    Begin(Lane, ArticleKey),
}

impl From<Answer> for Done {
    fn from(answer: Answer) -> Done {
        Done { answer, after: None }
    }
}

impl From<After> for Done {
    fn from(after: After) -> Done {
        Done { answer: Answer::default(), after: Some(after) }
    }
}

async fn begin(at: Pressing<'_>, lane: Lane, article: ArticleKey) -> Result<Answer> {
    let tempo = tempo(at.room, lane).await;
    at.look(move |hand, store| hand.begin(store, lane, article, tempo)).await
}

async fn then(at: Pressing<'_>, done: Done) -> Result<Answer> {
    let Done { mut answer, after } = done;
    let Some(after) = after else { return Ok(answer) };
    let tempo = tempo(at.room, if let After::Begin(lane, _) = after { lane } else { Lane::News }).await;
    let shown = at.show(move |hand, store| match after {
        After::Card => hand.card(store, tempo),
        After::Pushed(seq) => hand.pushed(store, seq),
        After::Begin(lane, article) => hand.begin(store, lane, article, tempo),
    });
    answer.replies.extend(shown.await?.replies);
    Ok(answer)
}

/// What only looks.
impl Hand<'_> {
    fn breaking_list(&self, store: &Reading, skip: u32) -> Result<Answer> {
        Ok(self.edit(lists::breaking(store, self.scene, &self.editor, skip)?))
    }

    fn news_list(&self, store: &Reading, skip: u32) -> Result<Answer> {
        Ok(self.edit(lists::news(store, self.scene, &self.editor, skip)?))
    }

    fn begin(&self, store: &Reading, lane: Lane, article: ArticleKey, tempo: Tempo) -> Result<Answer> {
        story::begin(store, self.scene, &self.editor, self.target(), (lane, article), tempo)
    }

    fn preview(&self, store: &Reading, article: ArticleKey) -> Result<Answer> {
        let Some((story, _)) = store.story(article)? else { return Ok(self.toast("no-story")) };
        Ok(Answer::default().and(story::preview(store, self.scene, self.target(), Lane::News, story)?))
    }

    fn story(&self, store: &Reading, article: ArticleKey) -> Result<Answer> {
        let card = story::card(store, self.scene, &self.editor, article)?;
        Ok(card.map_or_else(|| self.toast("no-story"), |card| Answer::say(self.target(), card)))
    }

    fn held_list(&self, store: &Reading, skip: u32) -> Result<Answer> {
        Ok(self.edit(held::list(store, self.scene, &self.editor, skip)?))
    }

    fn held(&self, store: &Reading, article: ArticleKey) -> Result<Answer> {
        let card = held::card(store, self.scene, &self.editor, article)?;
        Ok(card.map_or_else(|| self.toast("no-plan"), |card| Answer::say(self.target(), card)))
    }

    fn numbers(&self, store: &Reading, article: ArticleKey) -> Result<Answer> {
        let numbers = story::numbers(store, self.scene, self.editor.tongue, article)?;
        Ok(Answer::say(self.target(), plain(numbers, Keyboard::default())))
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

    fn expired(&self, draft: &Draft) -> Answer {
        let command = format!("/a{}", draft.article);
        self.warn(self.scene.say(self.editor.tongue, "no-expired", &args![command = command]))
    }

    fn pushed(&self, store: &Reading, seq: Seq) -> Result<Answer> {
        let at = moment(self.scene.now, self.scene.newsroom.zone);
        let Some(entry) = store.entry(seq)? else { return Ok(Answer::default()) };
        let reach = reach::reach(store, entry.article, entry.lane, entry.languages, at)?.unwrap_or_default();
        let readers = reach::told(&reach, entry.volume, &self.scene.words, self.editor.tongue);
        let text = self.scene.say(self.editor.tongue, "pushed", &args![readers_to = readers]);
        Ok(self.edit(plain(text, Keyboard::default())))
    }

    fn card(&self, store: &Reading, tempo: Tempo) -> Result<Answer> {
        let (chat, message) = (self.pressed.address.chat, self.pressed.message);
        let Some(card) = store.card(chat, message)? else { return Ok(Answer::default()) };
        let view = View { store, scene: self.scene, tongue: self.editor.tongue, tempo };
        Ok(view.of(card.about, false)?.map_or_else(Answer::default, |shown| self.edit(shown.message)))
    }
}

/// What changes something.
impl Hand<'_> {
    fn send(&self, store: &Writing, draft: Draft, when: When) -> Result<Done> {
        let (scene, now) = (self.scene, self.scene.now);
        if draft.is_expired(now) {
            return Ok(self.expired(&draft).into());
        }
        let Draft { article, revision, lane, languages, volume, .. } = draft;
        let stars = draft.stars.min(scene.newsroom.breaking.stars);
        let order = Order { article, revision: Some(revision), lane, languages, volume, stars, insists: false };
        let about = match publish(store, &scene.newsroom, &self.editor.who(), &order, when, now)? {
            Ok(Published::Now(seq)) if lane == Lane::News => return Ok(After::Pushed(seq).into()),
            Ok(Published::Now(seq)) => About::Progress(seq.0),
            Ok(Published::Planned(plan)) => About::Countdown(plan),
            Err(refused) => return Ok(self.refused(refused, &draft)),
        };
        store.keep_card(self.place(about), now)?;
        Ok(After::Card.into())
    }

    fn refused(&self, refused: Refused, draft: &Draft) -> Done {
        match refused {
            Refused::Unknown => self.toast("no-story").into(),
            Refused::Blocked(obstacle) => self.blocked(obstacle).into(),
            Refused::Waiting => self.toast("already-counting").into(),
            Refused::Changed => {
                let again = After::Begin(draft.lane, draft.article);
                Done { answer: self.edit(self.note("no-changed")), after: Some(again) }
            }
        }
    }

    /// A held article goes out, in the rubrics of a mask besides its own.
    fn release(&self, store: &Writing, article: ArticleKey, rubrics: u64) -> Result<Done> {
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

    fn drop_held(&self, store: &Writing, article: ArticleKey) -> Result<Answer> {
        if !drop(store, &self.editor.who(), article, self.scene.now)? {
            return Ok(self.toast("no-plan"));
        }
        let who = &self.editor.name;
        let text = self.scene.say(self.editor.tongue, "will-not-go", &args![who = escape(who)]);
        Ok(self.edit(plain(text, Keyboard::default())))
    }

    fn blocked(&self, obstacle: Obstacle) -> Answer {
        self.warn(story::obstacle_text(self.scene, self.editor.tongue, obstacle))
    }

    /// The pressed message, as a card about this.
    fn place(&self, about: About) -> Card {
        Card { chat: self.pressed.address.chat, message: self.pressed.message, about }
    }

    fn take_back(&self, store: &Writing, plan: i64) -> Result<Answer> {
        let taken = plan::take_back(store, &self.editor.who(), plan, self.scene.now)?;
        Ok(if taken { self.edit(self.note("taken-back")) } else { self.toast("no-plan") })
    }

    fn hasten(&self, store: &Writing, plan: i64) -> Result<Answer> {
        let hastened = plan::hasten(store, plan, self.scene.now)?;
        Ok(if hastened { Answer::default() } else { self.toast("no-plan") })
    }

    /// A second editor confirms it, or whoever asked sends it alone.
    fn second(&self, store: &Writing, plan: i64, alone: bool) -> Result<Done> {
        let (scene, who) = (self.scene, self.editor.who());
        let act = if alone { second::send_alone } else { second::confirm };
        Ok(match act(store, &scene.newsroom, &who, plan, scene.now)? {
            Seconded::Confirmed => {
                store.keep_card(self.place(About::Countdown(plan)), scene.now)?;
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
    fn show_second(&self, store: &Writing, plan: i64, alone: bool) -> Result<Answer> {
        let mut answer = self.toast("no-changed");
        let Some((plan, _)) = store.plan(plan)? else { return Ok(answer) };
        let Some(listed) = store.listed(plan.article)? else { return Ok(answer) };
        store.show_second(plan.id, listed.story.revision)?;
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

    fn no_second(&self, store: &Writing, plan: i64) -> Result<Done> {
        let refused = second::refuse(store, &self.editor.who(), plan, self.scene.now)?;
        let answer = if refused.is_some() { Answer::default() } else { self.toast("no-plan") };
        Ok(Done { answer, after: Some(After::Card) })
    }

    fn stop(&self, store: &Writing, seq: Seq) -> Result<Done> {
        if !stop::stop(store, &self.editor.who(), seq, self.scene.now)? {
            return Ok(self.toast("no-plan").into());
        }
        // From a list, the list's message becomes the card.
        store.keep_card(self.place(About::Progress(seq.0)), self.scene.now)?;
        Ok(After::Card.into())
    }

    fn go_on(&self, store: &Writing, seq: Seq) -> Result<Done> {
        Ok(match stop::go_on(store, &self.editor.who(), seq, self.scene.now)? {
            WentOn::On(next) => {
                store.keep_card(self.place(About::Progress(next.0)), self.scene.now)?;
                After::Card.into()
            }
            WentOn::Already => self.toast("no-plan").into(),
            WentOn::Blocked(obstacle) => self.blocked(obstacle).into(),
        })
    }

    /// Somebody takes the question on: the others see who.
    fn take_on(&self, store: &Writing, plan: i64) -> Result<Done> {
        let Some((plan, PlanState::Waiting)) = store.plan(plan)? else { return Ok(self.toast("no-plan").into()) };
        let answer = self.settle(store, plan.id, "desk-taken")?;
        Ok(Done { answer, after: Some(After::Begin(Lane::Breaking, plan.article)) })
    }

    fn decide(&self, store: &Writing, plan: i64, decision: Decision) -> Result<Answer> {
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
    fn settle(&self, store: &Writing, plan: i64, key: &str) -> Result<Answer> {
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
