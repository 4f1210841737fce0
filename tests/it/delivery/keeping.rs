//! The ledger keeps what was sent for as long as it is told to; then it is in the totals. What it says of a row's end it
//! says once.

use std::time::Duration;

use headliner::{
    clock::Clock,
    simulator::{Fault, Settings},
    store::{ChatKey, Lane, ledger::Ended},
};

use super::newsdesk::{MORNING, Newsdesk};

const DAY: Duration = Duration::from_secs(86_400);

#[tokio::test(start_paused = true)]
async fn old_rows_are_folded_into_totals() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    desk.outfit.keep = 3 * DAY;
    desk.readers(250);
    let delivery = desk.start().await;
    desk.publish("Первая.", Lane::News);
    desk.settled(&delivery).await;
    // Two days later, after an end of the program; rows live a day longer than they are needed.
    later(&mut desk, 2).await;
    let delivery = desk.start().await;
    desk.publish("Вторая.", Lane::News);
    desk.settled(&delivery).await;
    tokio::time::sleep(Duration::from_secs(3_700)).await;
    assert_eq!(rows(&desk), 500, "nothing is old yet");
    later(&mut desk, 5).await;
    desk.start().await;
    tokio::time::sleep(Duration::from_secs(3_700)).await;
    assert_eq!(rows(&desk), 250, "the first story's rows are old");
    let first = MORNING.ms().div_euclid(86_400_000);
    let folded = |to| desk.store.read_here(|store| store.folded(first, to, 1)).unwrap();
    assert_eq!((folded(first - 1), folded(first), folded(first + 10)), (0, 250, 250));
    desk.close().await;
}

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
    assert_eq!(before.ended, Some(Ended::Uncertain));
    let late = desk.store.write_here(|store| store.finish(chat, before.at, Ended::Delivered(7), true, now)).unwrap();
    let taken_back = desk.store.write_here(|store| store.unsend(chat, before.at)).unwrap();
    assert_eq!((late, taken_back, row(&desk)), (false, false, before));
    desk.close().await;
}

/// So many days after the first morning.
async fn later(desk: &mut Newsdesk, days: u32) {
    desk.crash().await;
    desk.clock = Clock::starting_at(MORNING + days * DAY);
    desk.outfit.clock = desk.clock.clone();
}

fn rows(desk: &Newsdesk) -> usize {
    let chats = desk.store.read_here(|store| store.chats_after(ChatKey(0), 1_000)).unwrap();
    let count = |key| desk.store.read_here(|store| store.last_deliveries(key, 10)).unwrap().len();
    chats.iter().map(|chat| count(chat.key)).sum()
}
