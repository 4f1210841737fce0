//! What is on disk is what counts: a row's end is said once, and nothing is planned from an old look at the log.

use std::{sync::Arc, time::Duration};

use headliner::{
    bot_api::Unclear,
    delivery::{
        Photos,
        decide::{
            tail::Tail,
            visit::{Floor, Rules},
        },
        gate::lanes,
        gate::purse::Till,
        turn::{Amending, Called, Given, turn_if_current},
    },
    store::{Lane, Seq, ledger::Ended},
};
use simulator::{Fault, Settings};
use tokio::time::Instant;

use super::newsdesk::Newsdesk;

#[tokio::test(start_paused = true)]
async fn a_row_ends_once() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    desk.readers(1);
    desk.start().await;
    desk.sim.fail_next("sendMessage", Fault::Lost, 1);
    desk.publish("Первая.", Lane::News);
    desk.sim.wait_for_accepted(1).await;
    desk.crash().await;
    let delivery = desk.start().await;
    desk.settled(&delivery).await;
    // The answer to the process that died comes at last: the row has ended without it, and stays so.
    let (chat, now) = (desk.store.read_here(|store| store.last_chat()).unwrap().unwrap(), desk.clock.now());
    let row = |desk: &Newsdesk| desk.store.read_here(|store| store.last_deliveries(chat, 1)).unwrap().remove(0);
    let before = row(&desk);
    assert_eq!(before.ended, Some(Ended::Uncertain(Unclear::Silence)));
    let late = desk.store.write_here(|store| store.finish(chat, before.at, Ended::Delivered(7), true, now)).unwrap();
    let taken_back = desk.store.write_here(|store| store.unsend(chat, before.at)).unwrap();
    assert_eq!((late, taken_back, row(&desk)), (false, false, before));
    desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn what_is_stopped_while_a_turn_waits_does_not_leave() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    desk.readers(1);
    desk.publish("Первая.", Lane::News);
    let (chat, now) = (desk.store.read_here(|store| store.last_chat()).unwrap().unwrap(), desk.clock.now());
    let mut tail = Tail::default();
    desk.store.read_here(|store| tail.refresh(store, now)).unwrap();
    let planned = |tail: &Tail| {
        let rules = Rules::new(desk.newsroom.zone, desk.outfit.uncertain, Floor::default());
        let table = Given {
            tail: Arc::new(tail.clone()),
            shelf: Arc::default(),
            photos: Photos::new(desk.folder.path().to_path_buf()),
            busy: Arc::default(),
            rules,
            held: None,
            now,
            instant: Instant::now(),
            till: Till::closed(),
            amending: Amending::default(),
        };
        let called = vec![Called { chat, lane: lanes::Lane::News, due: now }];
        let turned = desk.store.write_here(|store| turn_if_current(store, &table, &[], called)).unwrap();
        (turned.planned.len(), turned.again.len())
    };
    desk.store.write_here(|store| store.stop(Seq(1), now)).unwrap();
    assert_eq!(planned(&tail), (0, 1), "it is looked at again first");
    desk.store.read_here(|store| tail.refresh(store, now)).unwrap();
    assert_eq!(planned(&tail), (0, 0));
}

/// Nothing comes out meanwhile: what is older than is kept is not sent all the same, since its ledger's rows may be gone.
#[tokio::test(start_paused = true)]
async fn what_waits_longer_than_is_kept_is_not_sent() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    desk.outfit.keep = Duration::from_secs(600);
    let readers = desk.readers(2);
    let now = desk.clock.now();
    for (reader, minutes) in readers.clone().zip([5, 15]) {
        let lasting = Duration::from_secs(minutes * 60);
        desk.store.write_here(|store| store.hold_chat(desk.key(reader), lasting, now)).unwrap();
    }
    desk.start().await;
    desk.publish("Первая.", Lane::News);
    tokio::time::sleep(Duration::from_secs(1_200)).await;
    let received = readers.map(|reader| desk.sim.room(reader).received().len());
    assert_eq!(received.collect::<Vec<_>>(), [1, 0]);
    desk.close().await;
}
