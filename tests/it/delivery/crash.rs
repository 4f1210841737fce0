//! A crash at a random await: the running delivery is dropped, the file opened again, and delivery goes on. With
//! `resend` nobody is lost, and doubles are at most the rows that were open; so it is with `mention` once the next message
//! has come; with `skip` nothing comes twice, and lost are at most those.

use std::time::Duration;

use headliner::{config::Uncertain, store::Lane};
use simulator::{Faults, Settings};

use super::newsdesk::Newsdesk;
use crate::chance::{Chance, scale, seeds};

#[tokio::test(start_paused = true)]
async fn a_crash_at_any_moment_loses_nobody() {
    let count = scale(40, 500);
    let (mut open, mut doubles) = (0, 0);
    for seed in seeds(count) {
        let (more_open, more_doubles) = crashed(seed).await;
        open += more_open;
        doubles += more_doubles;
    }
    println!("{count} crashes: {open} messages were open, {doubles} came twice");
    assert!(open > count, "the crashes came when nothing was in flight");
    assert!(doubles > 0, "no crash came between Telegram's taking a message and the note of it");
}

/// How many rows were open at the restart, and how many messages came twice.
async fn crashed(seed: u64) -> (u64, u64) {
    let mut chance = Chance(seed);
    let readers = scale(10, 50) + chance.below(scale(40, 150));
    let faults = Faults { seed, latency_ms: 10, jitter_ms: 250, ..Faults::none() };
    let rate = chance.of(&[30, 30, 0]);
    let mut desk = Newsdesk::open(Settings { faults, ..Settings::unlimited() }, rate).await;
    let policy = chance.of(&[Uncertain::Resend, Uncertain::Mention, Uncertain::Skip]);
    desk.outfit.uncertain = policy;
    let people = desk.readers(readers);
    desk.start().await;
    let mut words = vec!["сюжет-1."];
    desk.publish("Городской сюжет-1.", Lane::News);
    let most = if rate == 0 { 400 } else { readers * 34 };
    let moment = Duration::from_millis(chance.below(most));
    if chance.one_in(2) {
        tokio::time::sleep(moment / 2).await;
        words.push("сюжет-2.");
        let lane = chance.of(&[Lane::News, Lane::Breaking]);
        // What is breaking and uncertain is sent again under every policy.
        desk.publish("Второй сюжет-2.", if policy == Uncertain::Skip { Lane::News } else { lane });
        tokio::time::sleep(moment / 2).await;
    } else {
        tokio::time::sleep(moment).await;
    }
    for _ in 0..chance.below(12) {
        tokio::task::yield_now().await;
    }
    desk.crash().await;
    let delivery = desk.start().await;
    let open = delivery.status().borrow().open_at_start as u64;
    desk.settled(&delivery).await;
    if policy == Uncertain::Mention {
        desk.publish("Вечерний сюжет-3.", Lane::News);
        desk.settled(&delivery).await;
    }
    let (mut lost, mut doubled) = (0, 0);
    for reader in people {
        let messages = desk.sim.room(reader).received();
        let copies = |word: &str| messages.iter().filter(|message| message.text.contains(word)).count();
        lost += u64::from(words.iter().any(|word| copies(word) == 0));
        doubled += u64::from(words.iter().any(|word| copies(word) > 1));
    }
    let (may_be_lost, may_double) = if policy == Uncertain::Skip { (open, 0) } else { (0, open) };
    assert!(lost <= may_be_lost, "seed {seed}: {lost} lost something, {open} rows were open, {policy:?}");
    assert!(doubled <= may_double, "seed {seed}: {doubled} got something twice, {open} rows were open, {policy:?}");
    desk.close().await;
    (open, doubled)
}
