//! Telegram's answers to edits: what counts as done, what is tried again, what is stuck.

use std::time::Duration;

use headliner::{
    bot_api::Parcel,
    store::{Kind, Lane},
};
use simulator::{Fault, Settings};
use tokio::time::sleep;

use crate::{chance::scale, delivery::newsdesk::Newsdesk};

/// An edit that changes nothing, and one of a message that is not there, are done: nothing is asked twice.
#[tokio::test(start_paused = true)]
async fn not_modified_and_not_found_count_as_done() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let readers = desk.readers(2);
    let delivery = desk.start().await;
    let article = desk.publish("Мост открыт.", Lane::News);
    desk.settled(&delivery).await;
    let gone = desk.only(readers.start);
    desk.outfit.client.send(readers.start, 0, &Parcel::delete(gone.id)).await;
    // The same but for white space, which a message has none of.
    desk.revise(article, |facts| facts.headline = "Мост  открыт.".to_owned());
    desk.settled(&delivery).await;
    let asked = desk.sim.requests_of("editMessageText").len();
    assert_eq!((asked, desk.sim.counters().edited), (2, 0));
    desk.all_right([readers.start + 1]);
    desk.correct(article, "Мост закрыт.", "закрыт");
    sleep(Duration::from_secs(scale(60, 7_200))).await;
    assert_eq!(desk.sim.requests_of("editMessageText").len(), 3, "what is gone is not asked for again");
    assert!(desk.only(readers.start + 1).text.starts_with("Мост закрыт."));
    desk.close().await;
}

/// Unclear answers and floods write nothing; the copy rests, ever longer, and ends right.
#[tokio::test(start_paused = true)]
async fn what_is_unclear_is_tried_again() {
    for fault in [Fault::BadGateway, Fault::ResetBefore, Fault::Flood(7)] {
        let mut desk = Newsdesk::open(Settings::default(), 30).await;
        let reader = desk.readers(1).start;
        let delivery = desk.start().await;
        let article = desk.publish("Мост открыт.", Lane::News);
        desk.settled(&delivery).await;
        desk.sim.fail_next("editMessageText", fault, 2);
        desk.correct(article, "Мост закрыт.", "закрыт");
        sleep(Duration::from_secs(5)).await;
        assert_eq!(desk.sim.requests_of("editMessageText").len(), 1, "{fault:?}");
        sleep(Duration::from_secs(120)).await;
        let edits: Vec<i64> =
            desk.sim.requests_of("editMessageText").iter().map(|edit| edit.at_us / 1_000_000).collect();
        assert_eq!(edits.len(), 3, "{fault:?}");
        assert!(edits[1] - edits[0] >= 10 && edits[2] - edits[1] >= 60, "{fault:?}: {edits:?}");
        assert!(desk.only(reader).text.starts_with("Мост закрыт."));
        desk.settled(&delivery).await;
        desk.all_right([reader]);
        desk.close().await;
    }
}

/// A refusal for the chat's sake marks nothing: when the chat opens again, its copies are looked at.
#[tokio::test(start_paused = true)]
async fn a_chat_that_comes_back_has_its_copies_repaired() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let readers = desk.readers(2);
    let delivery = desk.start().await;
    let article = desk.publish("Мост открыт.", Lane::News);
    desk.settled(&delivery).await;
    let person = desk.sim.person_by_id(readers.start).unwrap();
    person.block();
    desk.correct(article, "Мост закрыт.", "закрыт");
    desk.settled(&delivery).await;
    assert!(desk.only(readers.start).text.starts_with("Мост открыт."));
    let asked = desk.sim.requests_of("editMessageText").len();
    sleep(Duration::from_secs(scale(60, 7_200))).await;
    assert_eq!(desk.sim.requests_of("editMessageText").len(), asked, "it is left in peace");
    person.unblock();
    delivery.touch(desk.key(readers.start));
    desk.settled(&delivery).await;
    assert!(desk.only(readers.start).text.starts_with("Мост закрыт."));
    desk.all_right(readers);
    desk.close().await;
}

/// When a group moves, the numbers of its messages name others: none of those is edited.
#[tokio::test(start_paused = true)]
async fn a_group_that_moves_leaves_its_copies_behind() {
    // Whether an edit or a message is told of the move.
    for corrects_first in [true, false] {
        let mut desk = Newsdesk::open(Settings::default(), 30).await;
        let owner = desk.sim.person("Асель", "ru");
        let group = desk.sim.group("Соседи", &[&owner]);
        group.add_bot();
        desk.join(Kind::Group, group.id(), desk.bit("society"));
        let delivery = desk.start().await;
        let article = desk.publish("Мост открыт.", Lane::News);
        desk.settled(&delivery).await;
        let number = group.received()[0].id;
        let moved = group.migrate();
        if corrects_first {
            desk.correct(article, "Мост закрыт.", "закрыт");
            desk.settled(&delivery).await;
        }
        for day in 1..=6 {
            desk.publish(&format!("Мост чинят, день {day}."), Lane::News);
            desk.settled(&delivery).await;
        }
        assert!(moved.message(number).is_some(), "the old number names another message by now");
        desk.correct(article, "Мост цел.", "цел");
        desk.settled(&delivery).await;
        assert!(moved.received().iter().all(|message| message.text.starts_with("Мост чинят")));
        assert_eq!(desk.sim.counters().edited, 0);
        desk.close().await;
    }
}

/// What Telegram does not take goes plainer, once; then it is left, and a newer revision is tried again.
#[tokio::test(start_paused = true)]
async fn what_is_not_taken_is_tried_plainer_and_with_the_next_revision() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let reader = desk.readers(1).start;
    let delivery = desk.start().await;
    let mut events = delivery.events();
    let article = desk.publish("Мост открыт.", Lane::News);
    desk.settled(&delivery).await;
    desk.sim.fail_text("Мост закрыт.", 400, "Bad Request: can't parse entities");
    desk.correct(article, "Мост закрыт.", "закрыт");
    sleep(Duration::from_secs(scale(60, 7_200))).await;
    assert_eq!(desk.sim.requests_of("editMessageText").len(), 2, "as it is, and plainer");
    assert_eq!(desk.told(&mut events), [(0, 1)]);
    assert!(desk.only(reader).text.starts_with("Мост открыт."));
    desk.correct(article, "Мост цел.", "цел");
    desk.settled(&delivery).await;
    assert!(desk.only(reader).text.starts_with("Мост цел."));
    sleep(Duration::from_secs(10)).await; // the desk hears of it when all is calm
    assert_eq!(desk.told(&mut events), [(1, 0)]);
    desk.all_right([reader]);
    desk.close().await;
}
