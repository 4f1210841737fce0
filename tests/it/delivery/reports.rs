//! Reports: the totals say what the ledger's rows say, and go on saying it when these are pruned.

use std::{collections::BTreeMap, time::Duration};

use headliner::{
    article::Language,
    clock::Time,
    report::Push,
    store::{
        ChatKey, Lane, Reading, Seq, State, Store,
        events::What,
        ledger::{Delivery, Ended, Refusal},
        progress::Progress,
        queue::Moment,
    },
};
use simulator::{Fault, Settings};

use super::newsdesk::{MORNING, Newsdesk};

const DAY: Duration = Duration::from_secs(86_400);

#[tokio::test(start_paused = true)]
async fn a_report_stays_when_its_rows_are_pruned() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    desk.outfit.keep = 3 * DAY;
    let people = desk.readers(250);
    let delivery = desk.start().await;
    desk.sim.person_by_id(people.start).unwrap().block();
    desk.sim.fail_next("sendMessage", Fault::Lost, 1);
    let article = desk.publish("Первая.", Lane::News);
    desk.settled(&delivery).await;
    desk.publish_again(article, Lane::Breaking); // whoever has it does not get it again
    desk.settled(&delivery).await;
    let now = desk.clock.now();
    let chat = |telegram| desk.store.read_here(|store| store.chat_of(telegram, 0)).unwrap().unwrap().key;
    for (person, state) in [(people.end - 1, State::Left), (people.end - 3, State::Blocked)] {
        desk.store.write_here(|store| store.close(chat(person), state, now)).unwrap();
    }
    desk.store.write_here(|store| store.record(chat(people.end - 2), now, What::Muted, Some("society"))).unwrap();
    let first = report(&desk, Seq(1));
    assert_eq!((first.left, first.muted, first.progress.ended()), (2, 1, 250));
    assert!(first.progress.blocked == 1 && first.progress.uncertain == 1, "{:?}", first.progress);

    let text = first.text(&desk.outfit.words, &desk.newsroom, Language::Ru);
    assert!(text.contains("Неизвестно, дошло ли: 1."), "{text}");

    later(&mut desk, 2).await;
    let delivery = desk.start().await;
    desk.publish("Вторая.", Lane::News);
    desk.settled(&delivery).await;
    agree_with_ledger(&desk.store, "nothing is old yet");
    let before = report(&desk, Seq(1)); // the uncertain one was named once more
    assert_eq!((before.progress.delivered, before.progress.uncertain), (249, 0));
    for days in [5, 10] {
        later(&mut desk, days).await;
        desk.start().await;
        tokio::time::sleep(Duration::from_secs(3_700)).await; // the second time there is nothing left to prune
        assert_eq!(rows(&desk), if days == 5 { 247 } else { 0 });
        let after = report(&desk, Seq(1));
        assert_eq!((after.progress, after.moments), (before.progress, before.moments));
        assert_eq!((after.left, after.muted), (before.left, before.muted));
    }
    desk.close().await;
}

fn report(desk: &Newsdesk, seq: Seq) -> Push {
    let at = Moment { now: desk.clock.now(), minute: 12 * 60 };
    desk.store.read_here(|store| Push::gather(store, seq, at)).unwrap().unwrap()
}

/// So many days after the first morning.
async fn later(desk: &mut Newsdesk, days: u32) {
    desk.crash().await;
    let lasting = (MORNING + days * DAY).since(desk.clock.now());
    desk.later(lasting);
}

fn rows(desk: &Newsdesk) -> usize {
    let chats = desk.store.read_here(|store| store.chats_after(ChatKey(0), 1_000)).unwrap();
    let count = |key| desk.store.read_here(|store| store.last_deliveries(key, 10)).unwrap().len();
    chats.iter().map(|chat| count(chat.key)).sum()
}

/// Of every publication the report counts what the rows of the ledger say; nothing is in flight.
pub fn agree_with_ledger(store: &Store, what: &str) {
    store
        .read_here(|store| {
            let served = served(store)?;
            for entry in store.entries_after(Seq(0))? {
                let began = store.began_at(entry.seq)?.unwrap();
                let mut expected = Progress::default();
                for ((_, story), rows) in &served {
                    if *story == entry.story {
                        add(&mut expected, rows, began);
                    }
                }
                assert_eq!(store.progress(entry.seq)?, expected, "{what}: publication {}", entry.seq.0);
                let moments = store.moments(entry.seq)?;
                assert_eq!(moments.is_some(), expected.delivered > 0, "{what}: publication {}", entry.seq.0);
            }
            Ok(())
        })
        .unwrap();
}

/// The rows by chat and story, oldest first.
fn served(store: &Reading) -> headliner::store::Result<BTreeMap<(ChatKey, i64), Vec<Delivery>>> {
    let mut served: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for chat in store.chats_after(ChatKey(0), 1_000_000)? {
        for copy in store.stories_served(chat.key, Time(0))? {
            served.entry((chat.key, copy.story)).or_default().push(copy.row);
        }
    }
    Ok(served)
}

fn add(progress: &mut Progress, rows: &[Delivery], began: Time) {
    let mut since = rows.iter().filter(|row| row.at >= began);
    let copies = since.clone().filter(|row| matches!(row.ended, Some(Ended::Delivered(_)))).count();
    progress.delivered += u32::try_from(copies).unwrap();
    match since.next_back().and_then(|row| row.ended) {
        Some(Ended::Refused(Refusal::Blocked)) => progress.blocked += 1,
        Some(Ended::Refused(Refusal::Gone)) => progress.gone += 1,
        Some(Ended::Refused(_)) => progress.refused += 1,
        Some(Ended::Uncertain(_)) => progress.uncertain += 1,
        Some(Ended::Delivered(_)) | None => {}
    }
}
