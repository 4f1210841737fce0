//! Telegram is away for a long time, in every way in which it can be: nothing is lost, and no more comes twice than was in
//! flight when it began.

use std::time::Duration;

use headliner::{config::Uncertain, store::Lane};
use simulator::{Fault, Settings};

use super::newsdesk::Newsdesk;
use crate::chance::scale;

/// What leaves before an outage is noticed: three unclear answers, and what was under way meanwhile.
const UNNOTICED: usize = 40;

#[tokio::test(start_paused = true)]
async fn an_outage_doubles_no_more_than_was_in_flight() {
    let faults = [Fault::BadGateway, Fault::BadGatewayAfter, Fault::ResetBefore, Fault::ResetAfter, Fault::Restart];
    for fault in faults {
        let (lost, doubled) = outage(fault, Uncertain::Resend).await;
        assert_eq!(lost, 0, "{fault:?}");
        assert!(doubled <= UNNOTICED, "{fault:?}: {doubled} came twice");
    }
}

#[tokio::test(start_paused = true)]
async fn without_resending_nothing_comes_twice() {
    for fault in [Fault::BadGatewayAfter, Fault::BadGateway] {
        let (lost, doubled) = outage(fault, Uncertain::Skip).await;
        assert_eq!(doubled, 0, "{fault:?}");
        assert!(lost <= UNNOTICED, "{fault:?}: {lost} were given up");
    }
}

/// Telegram takes every message to this reader and never says so: there are two repetitions, with pauses, not one after the
/// other.
#[tokio::test(start_paused = true)]
async fn what_is_uncertain_is_sent_again_twice() {
    for lane in [Lane::News, Lane::Breaking] {
        let mut desk = Newsdesk::open(Settings::default(), 30).await;
        desk.outfit.uncertain = Uncertain::Resend;
        let readers = desk.readers(1);
        let delivery = desk.start().await;
        desk.sim.fail_next("sendMessage", Fault::BadGatewayAfter, 10);
        desk.publish("Городской сюжет.", lane);
        desk.settled(&delivery).await;
        let times: Vec<i64> =
            desk.sim.room(readers.start).received().iter().map(|sent| sent.at_us / 1_000_000).collect();
        let [first, second, third] = times.as_slice() else { panic!("{lane:?}: {times:?}") };
        assert!((10..12).contains(&(second - first)) && (120..122).contains(&(third - second)), "{lane:?}: {times:?}");
        desk.close().await;
    }
}

/// 300 readers, and an outage in the middle; how many of them lost a story, how many have it twice.
async fn outage(fault: Fault, policy: Uncertain) -> (usize, usize) {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    desk.outfit.uncertain = policy;
    let readers = desk.readers(300);
    let delivery = desk.start().await;
    desk.publish("Городской сюжет-1.", Lane::News);
    desk.sim.wait_for_accepted(100).await;
    let begun = desk.clock.now();
    let lasting = Duration::from_secs(scale(300, 3_600));
    desk.sim.outage(fault, lasting);
    tokio::time::sleep(lasting / 10).await;
    desk.publish("Второй сюжет-2.", Lane::News);
    assert!(delivery.status().borrow().broken);
    let tried = desk.sim.requests_of("sendMessage").len();
    tokio::time::sleep(lasting / 10).await;
    assert_eq!(desk.sim.requests_of("sendMessage").len(), tried, "messages are tried in an outage");
    desk.settled(&delivery).await;
    assert!(desk.clock.now().since(begun) >= lasting);
    let copies = |word: &'static str| {
        let sim = desk.sim.clone();
        readers.clone().map(move |reader| {
            let messages = sim.room(reader).received().into_iter();
            messages.filter(|message| message.text.contains(word)).count()
        })
    };
    assert!(copies("сюжет-2.").all(|copies| copies == 1), "{fault:?}: the second story came after the outage");
    let lost = copies("сюжет-1.").filter(|copies| *copies == 0).count();
    let doubled = copies("сюжет-1.").filter(|copies| *copies > 1).count();
    desk.close().await;
    (lost, doubled)
}

/// Telegram answers `getMe` and takes messages without saying so: they are tried one at a time, ever more rarely.
#[tokio::test(start_paused = true)]
async fn messages_that_fail_while_get_me_works_are_tried_one_by_one() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let readers = desk.readers(300);
    let delivery = desk.start().await;
    desk.sim.fail_next("sendMessage", Fault::BadGatewayAfter, 40);
    desk.publish("Городской сюжет.", Lane::News);
    tokio::time::sleep(Duration::from_secs(60)).await;
    let tried = desk.sim.requests_of("sendMessage").len();
    assert!((6..=16).contains(&tried), "{tried} were tried in a minute");
    desk.settled(&delivery).await;
    assert!(readers.clone().all(|reader| !desk.sim.room(reader).received().is_empty()));
    desk.close().await;
}

/// An outage while the program runs: what it made too old is said in one line, beside what is new.
#[tokio::test(start_paused = true)]
async fn what_an_outage_made_too_old_is_only_counted() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    desk.outfit.max_age = Duration::from_secs(20 * 60);
    let readers = desk.readers(20);
    let delivery = desk.start().await;
    let lasting = Duration::from_secs(30 * 60);
    desk.sim.outage(Fault::BadGateway, lasting);
    desk.publish("Утренний сюжет-1.", Lane::News);
    tokio::time::sleep(lasting - Duration::from_secs(300)).await;
    desk.publish("Свежий сюжет-2.", Lane::News);
    desk.settled(&delivery).await;
    let texts = readers.map(|reader| desk.sim.room(reader).received().into_iter().map(|message| message.text));
    let texts: Vec<String> = texts.map(|texts| texts.collect()).collect();
    assert!(texts.iter().all(|text| text.matches("сюжет-2.").count() == 1), "{texts:?}");
    // Those to whom it had been tried in vain have it named once more.
    let named = texts.iter().filter(|text| text.contains("сюжет-1.")).count();
    let counted = texts.iter().filter(|text| text.contains("Более ранних новостей: 1.")).count();
    assert!(named <= 6 && named + counted == 20, "{named} named, {counted} counted: {texts:?}");
    desk.close().await;
}

/// Whatever it is that keeps messages from being taken, also where `getMe` is answered all the time, and where
/// the program is started anew meanwhile: what became too old is not pushed.
#[tokio::test(start_paused = true)]
async fn an_outage_is_one_whatever_its_cause() {
    const LASTING: Duration = Duration::from_secs(16 * 60);
    for fault in [Fault::Unauthorized, Fault::Flood(9 * 60), Fault::BadGateway, Fault::ResetBefore] {
        for restarts in [0, 1] {
            let mut desk = Newsdesk::open(Settings::default(), 30).await;
            desk.outfit.max_age = Duration::from_secs(180);
            let readers = desk.readers(20);
            let mut delivery = desk.start().await;
            desk.publish("Вчерашний сюжет-0.", Lane::News);
            desk.settled(&delivery).await;
            desk.sim.outage_of("sendMessage", fault, LASTING);
            desk.publish("Утренний сюжет-1.", Lane::News);
            for _ in 0..restarts {
                tokio::time::sleep(LASTING / 2).await;
                desk.crash().await;
                delivery = desk.start().await;
            }
            tokio::time::sleep(LASTING / (1 + restarts)).await;
            desk.settled(&delivery).await;
            desk.publish("Свежий сюжет-2.", Lane::News);
            desk.settled(&delivery).await;
            let what = format!("{fault:?}, {restarts} restarts");
            for reader in readers {
                let texts: Vec<String> =
                    desk.sim.room(reader).received().into_iter().map(|message| message.text).collect();
                let [_, text] = texts.as_slice() else { panic!("{what}: {texts:?}") };
                assert!(text.contains("сюжет-2."), "{what}: {text}");
                let told = text.contains("Более ранних новостей: 1.") || text.contains("Возможно, вы это уже видели:");
                assert!(told, "{what}: {text}");
            }
            desk.close().await;
        }
    }
}

/// A chat that has to wait for long, or a backlog that takes as long, is no outage.
#[tokio::test(start_paused = true)]
async fn waiting_makes_nothing_too_old() {
    let mut desk = Newsdesk::open(Settings::default(), 1).await;
    desk.outfit.max_age = Duration::from_secs(60);
    let (readers, patient) = (desk.readers(700), desk.readers(1).start);
    let delivery = desk.start().await;
    desk.sim.fail_next("sendMessage", Fault::Flood(900), 1);
    desk.publish("Городской сюжет-1.", Lane::News);
    desk.settled(&delivery).await;
    for reader in readers.chain([patient]) {
        let texts = desk.sim.room(reader).received();
        assert_eq!(texts.len(), 1, "{reader}");
        assert!(texts[0].text.starts_with("Городской сюжет-1."), "{reader}: {}", texts[0].text);
    }
    desk.close().await;
}

/// Breaking news that waited an hour in an outage comes as news: without a sound, and behind what is breaking now.
#[tokio::test(start_paused = true)]
async fn breaking_that_waited_an_hour_is_news() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let readers = desk.readers(300);
    desk.start().await;
    desk.crash().await;
    desk.publish("Утренний сюжет-1.", Lane::Breaking);
    desk.later(Duration::from_secs(2 * 3_600));
    let delivery = desk.start().await;
    desk.sim.wait_for_accepted(60).await;
    desk.publish("Свежий сюжет-2.", Lane::Breaking);
    desk.settled(&delivery).await;
    let sent = desk.sim.sent();
    let fresh = |place: usize| sent[place].text.contains("сюжет-2.");
    assert!(sent[..60].iter().all(|message| message.silent && message.text.contains("сюжет-1.")));
    assert!((62..360).all(|place| fresh(place) && !sent[place].silent), "old news goes before what is breaking now");
    for reader in readers {
        for word in ["сюжет-1.", "сюжет-2."] {
            let messages = desk.sim.room(reader).received();
            let copies = messages.iter().filter(|message| message.text.contains(word)).count();
            assert_eq!(copies, 1, "{reader}: {word}");
        }
    }
    desk.close().await;
}
