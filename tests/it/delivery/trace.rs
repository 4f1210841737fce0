//! What the ledger answers when it is asked why a chat has a story or has it not: each answer comes from what really
//! happened to a chat of a running delivery.

use std::{ops::Range, time::Duration};

use headliner::{
    article::{ArticleKey, Form},
    clock::Time,
    config::Uncertain,
    delivery::{
        decide::{
            timing::Delay,
            visit::{Floor, Rules},
            wants::Lack,
        },
        obstacle::Obstacle,
        trace::why::{Doubt, Why, look},
        wishes,
    },
    newsroom::{Minute, Mode},
    search::followed::Query,
    store::{ChatKey, Kind, Lane, Result, State, Writing, events::What, ledger::Refusal, words::Stance},
};
use simulator::{Fault, Settings};

use super::newsdesk::{MORNING, Newsdesk};

const HOUR: Duration = Duration::from_secs(3_600);
const PARSE: &str = "Bad Request: can't parse entities: unsupported start tag";

impl Newsdesk {
    /// What became of the newest entry of an article for a reader.
    pub fn why(&self, reader: i64, article: ArticleKey) -> Why {
        let (now, uncertain) = (self.clock.now(), self.outfit.uncertain);
        let look = self.store.read_here(|store| {
            let chat = store.chat_of(reader, 0)?.unwrap();
            let rules = Rules::new(self.newsroom.zone, uncertain, Floor::kept(store)?);
            look(store, &chat, article, &rules, now - self.outfit.keep, now)
        });
        look.unwrap().pop().expect("it was published").1
    }

    /// Something happens to a reader; the time is the answer.
    fn act<T>(&self, reader: i64, act: impl FnOnce(&Writing, ChatKey, Time) -> Result<T>) -> Time {
        let (key, now) = (self.key(reader), self.clock.now());
        self.store.write_here(|store| act(store, key, now)).unwrap();
        now
    }

    fn society(&self, reader: i64, on: bool) -> Time {
        let bit = self.newsroom.rubric_named("society").unwrap().bit;
        self.act(reader, |store, key, now| wishes::set_rubric(store, key, bit, "society", on, now))
    }
}

/// A newsroom with so many readers of society, at work.
async fn open(readers: u64) -> (Newsdesk, Range<i64>, headliner::delivery::Delivery) {
    let mut desk = Newsdesk::open(Settings::unlimited(), 30).await;
    let readers = desk.readers(readers);
    let delivery = desk.start().await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    (desk, readers, delivery)
}

#[tokio::test(start_paused = true)]
async fn a_message_is_told_with_its_number_and_its_moment() {
    let (mut desk, readers, delivery) = open(2).await;
    let article = desk.publish("Мост открыт.", Lane::News);
    desk.settled(&delivery).await;
    for reader in readers.clone() {
        let seen = desk.sim.room(reader).received().pop().unwrap();
        let Why::Has { at, message, article: shown, after: None } = desk.why(reader, article) else {
            panic!("{:?}", desk.why(reader, article))
        };
        assert_eq!((message, shown), (seen.id, article));
        assert!(Time(seen.at_us / 1_000).since(at) < Duration::from_secs(1), "{at} {}", seen.at_us);
    }
    desk.sim.fail_next("sendMessage", Fault::Delay(5_000), 1);
    let slow = desk.publish("Мост закрыт.", Lane::News);
    tokio::time::sleep(Duration::from_secs(2)).await;
    let open = readers.filter(|reader| matches!(desk.why(*reader, slow), Why::InFlight(_))).count();
    assert_eq!(open, 1);
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn who_was_away_who_had_not_asked_who_asked_too_late() {
    let (mut desk, readers, delivery) = open(9).await;
    let [left, blocked, never, late, undecided, interrupted, muted, language, opted_out] =
        std::array::from_fn(|place| readers.start + i64::try_from(place).unwrap());
    let gone = desk.act(left, |store, key, now| store.close(key, State::Left, now));
    let shut = desk.act(blocked, |store, key, now| store.close(key, State::Blocked, now));
    desk.society(never, false);
    desk.society(late, false);
    desk.act(language, |store, key, now| wishes::set_languages(store, key, 2, now));
    desk.act(opted_out, |store, key, now| {
        wishes::set_mode(store, key, Mode::Breaking, now)?;
        wishes::set_urgent(store, key, false, now)
    });
    desk.act(muted, |store, key, now| {
        let bit = desk.newsroom.rubric_named("society").unwrap().bit;
        store.mute(key, bit, now, now + HOUR)?;
        store.record(key, now, What::Muted, Some("society"))
    });
    // Slow readers: they change their minds before their turn comes.
    for reader in [undecided, interrupted] {
        desk.act(reader, |store, key, now| store.hold_chat(key, HOUR, now));
    }
    tokio::time::sleep(HOUR / 60).await;
    let (news, urgent) = (desk.publish("Мост открыт.", Lane::News), desk.publish("Сель.", Lane::Breaking));
    tokio::time::sleep(HOUR / 60).await;
    let asked = desk.society(late, true);
    let [refused, stopped] = [undecided, interrupted].map(|reader| desk.society(reader, false));
    let now = desk.society(interrupted, true);
    assert!(now >= stopped);
    let newcomer = desk.sim.crowd(1).start;
    desk.join(Kind::Reader, newcomer, 1 | desk.bit("society"));
    tokio::time::sleep(HOUR + HOUR / 10).await;
    let away = |state, since| Why::Away { state, since: Some(since), back: None };
    assert_eq!(desk.why(left, news), away(State::Left, gone));
    assert_eq!(desk.why(blocked, urgent), away(State::Blocked, shut));
    assert!(matches!(desk.why(newcomer, news), Why::BeforeJoining(_)));
    assert_eq!(desk.why(never, news), Why::NotAsked(Lack::Rubric));
    assert_eq!(desk.why(late, news), Why::AskedLater(Lack::Rubric, asked));
    assert_eq!(desk.why(undecided, news), Why::GivenUp(Lack::Rubric, refused));
    assert_eq!(desk.why(interrupted, news), Why::GivenUp(Lack::Rubric, stopped));
    assert_eq!(desk.why(language, news), Why::NotAsked(Lack::Language));
    assert!(matches!(desk.why(muted, news), Why::Muted(mute) if mute.until.since(mute.from) == HOUR));
    assert_eq!(desk.why(opted_out, news), Why::NotAsked(Lack::Ordinary));
    // Once more, and come back meanwhile: what was missed stays missed.
    let back = desk.act(left, |store, key, now| store.close(key, State::Open, now));
    assert_eq!(desk.why(left, news), Why::Away { state: State::Left, since: Some(gone), back: Some(back) });
    assert!(matches!(desk.why(never, urgent), Why::Has { .. }), "breaking comes whatever the rubric");
    desk.settled(&delivery).await;
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn what_telegram_refused_and_what_nobody_can_receive() {
    let (mut desk, readers, delivery) = open(40).await;
    let (blocked, deleted, odd) = (readers.start, readers.start + 1, readers.start + 2);
    desk.sim.person_by_id(blocked).unwrap().block();
    desk.sim.person_by_id(deleted).unwrap().deactivate();
    desk.sim.refuse(odd, 400, PARSE);
    let article = desk.publish("Мост открыт.", Lane::News);
    desk.settled(&delivery).await;
    let refused = |reader| match desk.why(reader, article) {
        Why::Refused(_, class) => class,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(blocked), Refusal::Blocked);
    assert_eq!(refused(deleted), Refusal::Gone);
    assert_eq!(refused(odd), Refusal::Content(Form::Plain));
    desk.sim.refuse(odd, 400, "");
    let next = desk.publish("Мост закрыт.", Lane::News);
    desk.settled(&delivery).await;
    assert!(matches!(desk.why(blocked, next), Why::Away { state: State::Blocked, since: Some(_), back: None }));
    assert!(matches!(desk.why(deleted, next), Why::Away { state: State::Gone, since: Some(_), back: None }));
    readers.clone().for_each(|reader| desk.sim.refuse(reader, 400, PARSE));
    let bad = desk.publish("Негодная.", Lane::News);
    desk.settled(&delivery).await;
    assert_eq!(desk.why(readers.end - 1, bad), Why::Obstacle(Obstacle::SetAside));
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn what_is_uncertain_and_what_is_done_about_it() {
    let (failure, silence) = (Fault::BadGatewayAfter, Fault::ResetAfter);
    for (policy, fault, then) in [
        (Uncertain::Mention, silence, Doubt::Named),
        (Uncertain::Mention, failure, Doubt::SentAgain),
        (Uncertain::Resend, silence, Doubt::SentAgain),
        (Uncertain::Skip, failure, Doubt::Left),
    ] {
        let mut desk = Newsdesk::open(Settings::unlimited(), 30).await;
        desk.outfit.uncertain = policy;
        let reader = desk.readers(1).start;
        let delivery = desk.start().await;
        desk.sim.fail_next("sendMessage", fault, 1);
        let doubtful = desk.publish("Мост открыт.", Lane::News);
        tokio::time::sleep(Duration::from_secs(5)).await;
        let Why::Uncertain(at, doubt) = desk.why(reader, doubtful) else { panic!("{:?}", desk.why(reader, doubtful)) };
        assert_eq!(doubt, then, "{policy:?}");
        desk.settled(&delivery).await;
        let next = desk.publish("Трамвай пошёл.", Lane::News);
        desk.settled(&delivery).await;
        assert!(matches!(desk.why(reader, next), Why::Has { after: None, .. }), "{:?}", desk.why(reader, next));
        match (then, desk.why(reader, doubtful)) {
            (Doubt::Left, Why::Uncertain(_, Doubt::Left)) => {}
            (_, Why::Has { after: Some(after), .. }) => assert_eq!(after, (at, then), "{policy:?}"),
            (_, other) => panic!("{policy:?}: {other:?}"),
        }
        desk.close().await;
    }
}

#[tokio::test(start_paused = true)]
async fn what_an_editor_stopped_or_withdrew() {
    let (mut desk, readers, delivery) = open(90).await;
    let article = desk.publish("Мост открыт.", Lane::News);
    tokio::time::sleep(Duration::from_secs(1)).await;
    let head = desk.store.read_here(|store| store.head()).unwrap();
    let now = desk.clock.now();
    desk.store.write_here(|store| store.stop(head, now)).unwrap();
    desk.settled(&delivery).await;
    let told: Vec<Why> = readers.clone().map(|reader| desk.why(reader, article)).collect();
    let (has, stopped) = told.iter().partition::<Vec<_>, _>(|why| matches!(why, Why::Has { .. }));
    assert_eq!(has.len(), desk.sim.sent().len());
    assert!(!stopped.is_empty() && stopped.iter().all(|why| **why == Why::Stopped(Some(now))), "{stopped:?}");
    desk.publish_again(article, Lane::News);
    desk.settled(&delivery).await;
    assert!(readers.clone().all(|reader| matches!(desk.why(reader, article), Why::Has { .. })), "it goes on");
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn what_a_story_waits_for() {
    let (mut desk, readers, delivery) = open(7).await;
    let [spaced, quiet, digest, paused, full, held, due] =
        std::array::from_fn(|place| readers.start + i64::try_from(place).unwrap());
    desk.publish("Первая.", Lane::News);
    desk.settled(&delivery).await;
    let now = desk.clock.now();
    for reader in readers {
        desk.act(reader, |store, key, _| store.set_digests(key, &[Minute(11 * 60)]));
    }
    desk.act(spaced, |store, key, _| store.set_spacing(key, HOUR));
    desk.act(quiet, |store, key, _| store.set_quiet(key, Some((Minute(9 * 60), Minute(11 * 60)))));
    desk.act(digest, |store, key, now| wishes::set_mode(store, key, Mode::Digest, now));
    desk.act(paused, |store, key, now| store.set_paused(key, Some(now + HOUR / 2), false, now));
    desk.act(full, |store, key, _| store.set_limit(key, 1));
    desk.act(held, |store, key, now| store.hold_chat(key, HOUR / 3, now));
    let article = desk.publish("Вторая.", Lane::News);
    tokio::time::sleep(Duration::from_secs(20)).await;
    let waits = |reader| match desk.why(reader, article) {
        Why::Waits(until, delays) => {
            assert_eq!(delays.len(), 1, "{delays:?}");
            assert_eq!(delays[0].1, until);
            (delays[0].0, until)
        }
        other => panic!("{other:?}"),
    };
    let eleven = MORNING + HOUR;
    assert_eq!(waits(spaced).0, Delay::Spacing);
    assert_eq!(waits(quiet), (Delay::Quiet, eleven));
    assert_eq!(waits(digest), (Delay::Digest, eleven));
    assert_eq!(waits(paused), (Delay::Break, now + HOUR / 2));
    assert_eq!(waits(full), (Delay::Limit, eleven));
    assert_eq!(waits(held), (Delay::Hold, now + HOUR / 3));
    let promised: Vec<(i64, Time)> =
        [spaced, quiet, digest, paused, full].into_iter().map(|reader| (reader, waits(reader).1)).collect();
    assert!(matches!(desk.why(due, article), Why::Has { .. }));
    desk.sim.outage(Fault::BadGateway, Duration::from_secs(60));
    let stuck = desk.publish("Третья.", Lane::News);
    tokio::time::sleep(Duration::from_secs(30)).await;
    assert!(matches!(desk.why(due, stuck), Why::Due | Why::Uncertain(..)), "{:?}", desk.why(due, stuck));
    desk.settled(&delivery).await;
    for (reader, until) in promised {
        let Why::Has { at, .. } = desk.why(reader, article) else { panic!("{:?}", desk.why(reader, article)) };
        assert!(at >= until && at.since(until) < Duration::from_secs(5), "{reader} {at} {until}");
    }
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn what_is_only_counted_in_a_tail() {
    let (mut desk, readers, delivery) = open(1).await;
    let reader = readers.start;
    desk.act(reader, |store, key, now| store.set_paused(key, Some(now + HOUR), false, now));
    let articles: Vec<ArticleKey> =
        (0..14).map(|number| desk.publish(&format!("Сюжет {number}."), Lane::News)).collect();
    desk.settled(&delivery).await;
    let message = desk.sim.room(reader).received().pop().unwrap();
    let told: Vec<Why> = articles.iter().map(|article| desk.why(reader, *article)).collect();
    let shown = told.iter().filter(|why| matches!(why, Why::Has { message: number, .. } if *number == message.id));
    assert_eq!(shown.count(), 10, "{told:?}");
    let tail =
        told.iter().filter(|why| matches!(why, Why::Tail { message: Some(number), .. } if *number == message.id));
    assert_eq!(tail.count(), 4, "{told:?}");
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn what_an_outage_made_too_old_and_what_was_forgotten() {
    let (mut desk, readers, delivery) = open(3).await;
    let [asleep, weekly, plain] = std::array::from_fn(|place| readers.start + i64::try_from(place).unwrap());
    desk.settled(&delivery).await;
    desk.crash().await;
    let old = desk.publish("Старая.", Lane::News);
    desk.act(weekly, |store, key, now| {
        wishes::set_mode(store, key, Mode::Digest, now)?;
        store.set_digests(key, &[Minute(5)])
    });
    desk.act(asleep, |store, key, now| store.hold_chat(key, 38 * HOUR + HOUR / 20, now));
    desk.store.write_here(|store| store.set_sign_of_life(&desk.clock.moment())).unwrap();
    desk.later(38 * HOUR);
    let fresh = desk.publish("Новая.", Lane::News);
    let before = desk.clock.now() - desk.outfit.max_age;
    let delivery = desk.start().await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    let too_old = |counted| Why::TooOld { before, counted };
    assert_eq!(desk.why(asleep, old), too_old(None));
    let Why::Has { at, .. } = desk.why(plain, fresh) else { panic!("{:?}", desk.why(plain, fresh)) };
    assert_eq!(desk.why(plain, old), too_old(Some(at)), "counted in the message that the reader has");
    assert_eq!(desk.why(weekly, old), Why::BeyondDigest);
    desk.settled(&delivery).await;
    // So much later that the ledger's rows are gone.
    desk.outfit.keep = 20 * HOUR;
    desk.crash().await;
    desk.later(60 * HOUR);
    let delivery = desk.start().await;
    tokio::time::sleep(HOUR + HOUR / 60).await;
    assert_eq!(desk.why(plain, fresh), Why::Forgotten);
    drop(delivery);
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn words_and_threads_are_told() {
    let (mut desk, readers, delivery) = open(5).await;
    let [follows, late, undecided, never, muted] = readers.collect::<Vec<_>>().try_into().unwrap();
    for reader in [follows, late, undecided, never] {
        desk.society(reader, false);
    }
    let word = |desk: &Newsdesk, reader, on| {
        desk.act(reader, |store, key, now| {
            let word = store.word_for(&Query::parse("мост").unwrap(), "мост", now)?;
            wishes::set_word(store, key, word, "мост", on, now)
        })
    };
    word(&desk, follows, true);
    word(&desk, undecided, true);
    for reader in [undecided, muted] {
        desk.act(reader, |store, key, now| store.hold_chat(key, HOUR, now));
    }
    tokio::time::sleep(HOUR / 60).await;
    let news = desk.publish("Мосты открыты.", Lane::News);
    tokio::time::sleep(HOUR / 60).await;
    let (asked, refused) = (word(&desk, late, true), word(&desk, undecided, false));
    let silenced = desk.act(muted, |store, key, now| wishes::set_stance(store, key, news, Stance::Mutes, now));
    tokio::time::sleep(HOUR + HOUR / 10).await;
    assert!(matches!(desk.why(follows, news), Why::Has { .. }));
    assert_eq!(desk.why(late, news), Why::AskedLater(Lack::Rubric, asked));
    assert_eq!(desk.why(undecided, news), Why::GivenUp(Lack::Rubric, refused));
    assert_eq!(desk.why(never, news), Why::NotAsked(Lack::Rubric));
    assert_eq!(desk.why(muted, news), Why::GivenUp(Lack::Thread, silenced));
    drop(delivery);
}
