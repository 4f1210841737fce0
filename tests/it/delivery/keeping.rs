//! What the ledger says of a row's end it says once.

use headliner::{
    simulator::{Fault, Settings},
    store::{Lane, ledger::Ended},
};

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
    assert_eq!(before.ended, Some(Ended::Uncertain));
    let late = desk.store.write_here(|store| store.finish(chat, before.at, Ended::Delivered(7), true, now)).unwrap();
    let taken_back = desk.store.write_here(|store| store.unsend(chat, before.at)).unwrap();
    assert_eq!((late, taken_back, row(&desk)), (false, false, before));
    desk.close().await;
}
