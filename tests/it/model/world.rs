//! The real thing under a history: the store in memory, the deciding code as the engine calls it, and outcomes out of a
//! hat instead of the gate. Whatever it does it tells the oracle, who judges it.

use std::{sync::Arc, time::Duration};

use chrono_tz::Tz;
use headliner::{
    acts::reach::{moment, reach},
    article::{ArticleKey, Form, Language},
    clock::Time,
    delivery::{
        decide::{
            barred::of_missing,
            follow::{Next, Sent, follow},
            tail::Tail,
            visit::{Floor, Rules, Visit},
        },
        gate::{lanes, witness::Witness},
        turn::{Called, Ending, Given, Planned, Turned, turn},
    },
    store::{
        self, ChatKey, Cursors, Lane, Seq, State, Volume, Writing, articles::Readiness, chats::Joined,
        editions::Edition, log::Publication,
    },
};

use tokio::time::Instant;

use super::{
    act::{Act, CHATS, ChatAct, History, Reply},
    arrivals::Arrivals,
    clocks::Clocks,
    cursors::Cause,
    day::MINUTE,
    files::Waiting,
    hat::{defaults, facts, given, message, newcomer, number, outcome, set},
    oracle::{Article, Oracle},
    repair::Repairs,
    witness::Closing,
};

/// Monday 23 November 2026, midnight in Almaty.
const MONDAY: i64 = 1_795_374_000_000;
const KEEP: Duration = Duration::from_secs(365 * 86_400);

/// A history at work.
pub struct World<'a> {
    pub(super) store: &'a Writing<'a>,
    pub(super) oracle: Oracle,
    pub(super) history: &'a History,
    /// The time, as the program sees it.
    pub(super) now: i64,
    pub(super) clocks: Clocks,
    /// When the history began.
    pub(super) begun: Time,
    pub(super) origin: Instant,
    pub(super) slots: Vec<Slot>,
    pub(super) given: Given,
    /// What is to go out later.
    pub(super) waiting: Vec<Waiting>,
    pub(super) arrivals: Arrivals,
    /// Closing answers that wait.
    pub(super) witness: Witness<Closing>,
    moves: i64,
    /// What stands in the chats.
    pub(super) repairs: Repairs,
    pub story: Vec<String>,
}

/// A chat of the history.
pub(super) struct Slot {
    pub(super) key: Option<ChatKey>,
    pub(super) telegram: i64,
    pub(super) cursors: Option<Cursors>,
    /// Why they may have moved since.
    pub(super) cause: Cause,
    pub(super) in_flight: Option<Planned>,
    /// What was in flight was answered, and the answer waits for a witness.
    pub(super) is_held: bool,
}

pub(super) type Step = Result<(), String>;

pub(super) fn said(error: store::Error) -> String {
    format!("the store says: {error}")
}

impl<'a> World<'a> {
    pub fn new(store: &'a Writing<'a>, history: &'a History) -> World<'a> {
        let now = MONDAY + history.begins * MINUTE;
        let slot = |place: usize| {
            let telegram = number(place);
            Slot { key: None, telegram, cursors: None, cause: Cause::Nothing, in_flight: None, is_held: false }
        };
        let rules = Rules::new(Tz::Asia__Almaty, history.policy, Floor::default());
        World {
            store,
            oracle: Oracle::new(history.policy),
            history,
            now,
            clocks: Clocks::new(now, history.told),
            begun: Time(now),
            origin: Instant::now(),
            slots: (0..CHATS).map(slot).collect(),
            given: given(rules),
            waiting: Vec::new(),
            arrivals: Arrivals::new(&Clocks::new(now, history.told)),
            witness: Witness::default(),
            moves: 0,
            repairs: Repairs::default(),
            story: Vec::new(),
        }
    }

    /// Runs the history, then lets everything come to rest.
    pub fn run(&mut self) -> Step {
        for chat in 0..CHATS {
            self.chat(chat, &ChatAct::Join { rubrics: 0b0011 << (chat % 2), languages: 1 + 2 * (chat as u8 & 1) })?;
            self.cursors_move(chat)?;
        }
        for act in &self.history.acts {
            self.act(act)?;
            self.publish_due()?;
            (0..CHATS).try_for_each(|chat| self.cursors_move(chat))?;
        }
        self.come_to_rest()
    }

    pub(super) fn tell(&mut self, what: String) {
        let minute = (self.now - MONDAY) / MINUTE;
        self.story.push(format!("day {} {:02}:{:02}  {what}", minute / 1440, minute / 60 % 24, minute % 60));
    }

    fn act(&mut self, act: &Act) -> Step {
        self.witnesses(true)?;
        match act {
            Act::Publish { rubrics, language, translates, lane, wake, both } => {
                let article = self.keep(*rubrics, *language, *translates)?;
                self.publish(article, *lane, *wake, *both)
            }
            Act::Again { article, lane } => {
                self.article(*article).map_or(Ok(()), |place| self.publish(place, *lane, false, false))
            }
            Act::Embargo { rubrics, minutes } => self.embargo(*rubrics, *minutes),
            Act::Comes { rubrics, age, dated, came } => self.comes(*rubrics, *age, *dated, *came),
            Act::File(waiting, act) => self.file(*waiting, *act),
            Act::Stop(entry) => self.stop(*entry),
            Act::Withdraw { article, deletes } => {
                self.article(*article).map_or(Ok(()), |place| self.withdraw(place, *deletes))
            }
            Act::Delete(article) => self.article(*article).map_or(Ok(()), |place| self.delete(place)),
            Act::Owe(article) => self.article(*article).map_or(Ok(()), |place| self.owe(place)),
            Act::Correct { article, told } => self.article(*article).map_or(Ok(()), |place| self.correct(place, *told)),
            Act::Amend { chat, edit, meanwhile } => self.amend(*chat, *edit, *meanwhile).map(|_| ()),
            Act::AmendAll => self.amend_all(),
            Act::Restore(article) => self.restore(*article),
            Act::Degrade { article, aside } => {
                self.article(*article).map_or(Ok(()), |place| self.degrade(place, *aside))
            }
            Act::Chat(chat, act) => self.chat(*chat, act),
            Act::Visit(chat) => self.visit(*chat).map(|_| ()),
            Act::VisitAll => (0..CHATS).try_for_each(|chat| self.visit(chat).map(|_| ())),
            Act::Answer(chat, reply) => self.answer(*chat, *reply),
            Act::DeliverAll => (0..CHATS).try_for_each(|chat| self.answer(chat, Reply::Delivered)),
            Act::AnswerAlike { chat, reply, times, minutes } => self.answers_alike(*chat, *reply, *times, *minutes),
            Act::Spell(minutes) => self.spell(*minutes),
            Act::LineBreaks(minutes) => self.line_breaks(*minutes),
            Act::Crash(minutes) => self.crash(*minutes, None, false),
            Act::CrashAndSet { minutes, ahead, reboots } => self.crash(*minutes, Some(*ahead), *reboots),
            Act::SetClock(ahead) => self.sets_clock(*ahead),
            Act::Pass(minutes) => {
                self.pass(minutes * MINUTE);
                Ok(())
            }
        }
    }

    fn article(&self, number: usize) -> Option<usize> {
        number.checked_rem(self.oracle.articles.len())
    }

    fn keep(&mut self, rubrics: u64, language: Language, translates: bool) -> Result<usize, String> {
        let place = self.oracle.articles.len();
        let twin = place.checked_sub(1).filter(|_| translates);
        let facts = facts(place, language, rubrics, twin, Readiness::Ready, self.now);
        let kept = self.store.keep(&facts, Time(self.now)).map_err(said)?;
        let story = twin.map_or(place, |twin| self.oracle.articles[twin].story);
        let language = language.bit();
        self.oracle.articles.push(Article {
            key: kept.key.0,
            story,
            rubrics,
            language,
            ready: true,
            aside: false,
            plain: false,
        });
        self.tell(format!("article {place} (story {story}) of rubrics {rubrics:04b} in language {language}"));
        Ok(place)
    }

    fn publish(&mut self, place: usize, lane: Lane, wake: bool, both: bool) -> Step {
        let article = &self.oracle.articles[place];
        if !article.ready || article.aside || self.waits(place) {
            return Ok(());
        }
        let (article, own) = (ArticleKey(article.key), article.language);
        let languages = if both { 3 } else { own };
        let volume = if wake { Volume::Wake } else { Volume::AsChosen };
        let publication = Publication { article, lane, languages: if both { 3 } else { 0 }, volume, by: None };
        let at = moment(Time(self.now), self.given.rules.zone);
        let told = reach(self.store, article, lane, languages, at).map_err(said)?.unwrap_or_default();
        let seq = self.store.publish(&publication, Time(self.now)).map_err(said)?;
        self.tell(format!("article {place} is published as {seq:?} in {lane:?}, for languages {languages}"));
        self.oracle.publish(seq.0, place, lane, languages, wake, self.now);
        self.reaches(seq, &told)
    }

    fn stop(&mut self, number: usize) -> Step {
        let Some(place) = number.checked_rem(self.oracle.entries.len()) else { return Ok(()) };
        let seq = self.oracle.entries[place].seq;
        self.store.stop(Seq(seq), Time(self.now)).map_err(said)?;
        self.oracle.entries[place].stopped = true;
        self.tell(format!("entry {seq} is stopped"));
        Ok(())
    }

    fn set_ready(&mut self, place: usize, ready: bool) -> Step {
        self.keep_as_it_is(place, if ready { Readiness::Ready } else { Readiness::Withdrawn })?;
        self.oracle.articles[place].ready = ready;
        self.tell(format!("article {place} is {}", if ready { "restored" } else { "retracted" }));
        Ok(())
    }

    fn withdraw(&mut self, place: usize, deletes: bool) -> Step {
        self.oracle.close_article(place);
        self.set_ready(place, false)?;
        if deletes { self.delete(place) } else { Ok(()) }
    }

    fn restore(&mut self, number: usize) -> Step {
        let places = 0..self.oracle.articles.len();
        let retracted: Vec<usize> = places.filter(|place| !self.oracle.articles[*place].ready).collect();
        let Some(place) = number.checked_rem(retracted.len()).map(|at| retracted[at]) else { return Ok(()) };
        self.set_ready(place, true)?;
        self.publish(place, Lane::News, false, false)
    }

    fn degrade(&mut self, place: usize, aside: bool) -> Step {
        let form = (!aside).then_some(Form::Plain);
        self.store.degrade(ArticleKey(self.oracle.articles[place].key), form).map_err(said)?;
        self.oracle.articles[place].plain = true;
        if aside {
            self.oracle.close_article(place);
            self.oracle.articles[place].aside = true;
        }
        self.tell(format!("article {place} is taken as {form:?}"));
        Ok(())
    }

    fn chat(&mut self, chat: usize, act: &ChatAct) -> Step {
        self.pass(1); // what a chat does is before a message or after it
        self.tell(format!("chat {chat}: {act:?}"));
        let (cursors, exceptions) = (self.cursors(chat)?, self.exceptions(chat)?);
        if let ChatAct::Opens(number) = act {
            return self.opens(chat, usize::from(*number));
        }
        self.change(chat, act).map_err(said)?;
        let wish =
            matches!(act, ChatAct::Rubric { .. } | ChatAct::Languages(_) | ChatAct::Mode(_) | ChatAct::Urgent(_));
        if wish {
            let unmoved = cursors == self.cursors(chat)?;
            let plain = self.exceptions(chat)? <= exceptions;
            self.slots[chat].cause = Cause::Wishes;
            self.oracle.widens(chat, unmoved, plain, self.now)?;
        }
        self.oracle.act(chat, act, self.now);
        if *act == ChatAct::Stirs && self.oracle.sides[chat].open.is_some() {
            self.at(self.slots[chat].telegram).for_each(|mate| self.oracle.sides[mate].stirs());
        }
        Ok(())
    }

    fn opens(&mut self, chat: usize, number: usize) -> Step {
        // What waits for its time, or is withdrawn, is opened to nobody.
        let place = self.article(number).filter(|place| !self.waits(*place) && self.oracle.articles[*place].ready);
        let (Some(key), Some(place)) = (self.slots[chat].key, place) else { return Ok(()) };
        let (article, story) = (ArticleKey(self.oracle.articles[place].key), self.oracle.articles[place].story);
        let edition = Edition::single((article, 1), Form::Photo, Language::Ru);
        if self.store.note_opened(key, &edition, 1, Time(self.now)).map_err(said)? {
            self.oracle.opened(chat, story);
            self.opened(key, article)?;
        }
        Ok(())
    }

    fn change(&mut self, chat: usize, act: &ChatAct) -> store::Result<()> {
        let (store, now, slot) = (self.store, Time(self.now), &mut self.slots[chat]);
        if let ChatAct::Join { rubrics, languages } = act {
            let (found, joined) = store.join(&newcomer(chat, slot.telegram, *rubrics, *languages), &defaults(), now)?;
            slot.key = Some(found.key);
            slot.cause = if joined == Joined::Already { Cause::Nothing } else { Cause::Comes };
            return Ok(());
        }
        let Some(key) = slot.key else { return Ok(()) };
        if *act == ChatAct::Erase {
            slot.key = None;
            slot.cursors = None;
            return store.erase(key, now);
        }
        if store.chat(key)?.is_none_or(|chat| chat.state != State::Open) {
            return Ok(());
        }
        set(store, key, act, now)
    }

    pub(super) fn turn(&mut self, endings: &[Ending], called: &[Called]) -> Result<Turned, String> {
        let mut tail = Tail::clone(&self.given.tail);
        if tail.refresh(self.store, Time(self.now) - KEEP).map_err(said)? {
            self.given.tail = Arc::new(tail);
            self.given.shelf = Arc::default();
            self.read_revisions()?;
        }
        self.given.now = Time(self.now);
        let turned = turn(self.store, &self.given, endings, called).map_err(said)?;
        self.given.shelf.keep(&turned.planned, &turned.amends);
        Ok(turned)
    }

    /// It is the chat's turn; when to come back, if it waits.
    pub(super) fn visit(&mut self, chat: usize) -> Result<Option<i64>, String> {
        let Some(key) = self.slots[chat].key else { return Ok(None) };
        let before = self.store.chat(key).map_err(said)?;
        self.beside(key)?;
        let turned = self.turn(&[], &[Called { chat: key, lane: lanes::Lane::News, due: Time(self.now) }])?;
        let until = turned.later.first().map(|(_, _, until)| until.0);
        let Some(planned) = turned.planned.into_iter().next() else {
            let after = self.store.chat(key).map_err(said)?;
            let wrote =
                before != after || (self.store.is_open(key).map_err(said)? && self.slots[chat].in_flight.is_none());
            self.tell(format!("chat {chat} is visited: nothing leaves ({until:?})"));
            self.oracle.rests(chat, until, self.now)?;
            return if wrote { Err("a visit that sent nothing has written".into()) } else { Ok(until) };
        };
        self.tell(format!(
            "chat {chat} is sent {:?} {:?} as {:?}, up to {:?}, naming {:?}",
            planned.visit.served, planned.visit.show, planned.visit.form, planned.visit.upto, planned.visit.mentions
        ));
        self.oracle.leaves(chat, &message(&planned), self.now)?;
        self.is_kept(&planned)?;
        self.is_sent(&planned);
        self.slots[chat].in_flight = Some(planned);
        Ok(None)
    }

    pub(super) fn settle(&mut self, chat: usize, reply: Reply) -> Step {
        let Some(planned) = self.slots[chat].in_flight.take() else { return Ok(()) };
        let visit = &planned.visit;
        let stories = planned.stories.len() + planned.mentions.len();
        let Visit { served, form, attempt, most, .. } = *visit;
        let sent = Sent { served, form, attempt, most, stories };
        self.moves += 1;
        let moved = 1000 + self.moves;
        let meant = of_missing(outcome(reply, moved), planned.bar.as_ref(), Time(self.now));
        let next = follow(&meant, sent, self.history.policy);
        let telegram = planned.chat.telegram;
        let at = planned.at;
        let key = visit.chat;
        self.tell(format!("chat {chat} answers {reply:?}: {next:?}"));
        if let Next::Finish { decides, .. } = next {
            self.slots[chat].cause = Cause::Outcome { served: visit.served, upto: visit.upto, decides };
            let known = self.slots[chat].key == Some(key) && reply.is_unclear();
            if known && decides != self.oracle.is_last(chat, reply) {
                return Err(format!("{reply:?} is the last answer: {decides}"));
            }
        }
        let ending = Ending { chat: key, telegram, at, lane: lanes::Lane::News, next, refund: None };
        let turned = self.turn(&[ending], &[])?;
        match reply {
            Reply::Delivered => self.stands(&planned, &turned)?,
            Reply::Moved => self.group_moves(telegram, moved)?,
            _ => {}
        }
        if !reply.is_unclear() && reply != Reply::Delivered {
            self.is_not_sent(key, at);
        }
        if self.slots[chat].key == Some(key) {
            self.cursors_move(chat)?;
        }
        if self.slots[chat].key != Some(key) {
            return Ok(()); // erased: nobody is there to know
        }
        self.oracle.ends(chat, reply, self.now)
    }
}
