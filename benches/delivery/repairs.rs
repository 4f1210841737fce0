//! What stands is repaired among a million readers and twenty million kept messages: from a changed file to the first edit, to the
//! last copy found, and the memory of the program meanwhile. The ledger is filled by its own functions, in the order of chats.

use std::{
    fs,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use headliner::{
    article::{ArticleKey, Form, Language},
    clock::{Clock, Time},
    delivery::Delivery,
    store::{
        ChatKey, Seq, Store, Writing,
        editions::{Edition, EditionId},
        ledger::{self, Ended, Served},
    },
};
use simulator::Simulator;

use super::{
    bench::{folder, newsroom, outfit, program, publish, row, runtime, simulator},
    million::{import, resident},
};

const READERS: u64 = 1_000_000;
/// Messages kept of each.
const KEPT: usize = 20;
/// Chats of one transaction.
const TOGETHER: u32 = 1_000;
/// One chat in so many has the first of the stories that change.
const ONE_IN: i64 = 100;
/// More than what is mended in five seconds.
const MENDED: usize = 500;
const HOUR: i64 = 3_600_000;

pub fn measure() {
    let (sim, people) = simulator(READERS);
    let folder = folder();
    import(&sim, folder.path(), people);
    let store = Store::open(&folder.path().join("headliner.db")).unwrap();
    let last = fill(&store);
    changed(&sim, folder.path());
    found(&sim, &store, last);
}

/// Every chat has had twenty stories; one in a hundred another one, and the very last chat one more.
fn fill(store: &Store) -> ChatKey {
    let newsroom = newsroom(store);
    for number in 0..KEPT {
        publish(store, &newsroom, &format!("kept{number}"));
    }
    publish(store, &newsroom, "rare");
    publish(store, &newsroom, "last");
    let begun = Instant::now();
    let head = store.read_here(|store| store.head()).unwrap();
    let editions: Vec<EditionId> = store
        .write_here(|store| {
            let article = |number: usize| (ArticleKey(i64::try_from(number).unwrap() + 1), 1);
            let single = |number| Edition::single(article(number), Form::Formatted, Language::Ru);
            (0..KEPT + 2).map(|number| store.edition_for(&single(number))).collect()
        })
        .unwrap();
    let (mut after, now) = (ChatKey(0), Clock::system().now());
    loop {
        let chats = store.read_here(|store| store.chats_after(after, TOGETHER)).unwrap();
        let Some(last) = chats.last().map(|chat| chat.key) else { break };
        after = last;
        store
            .write_here(|store| {
                for chat in &chats {
                    for (number, edition) in editions[..KEPT].iter().enumerate() {
                        let at = Time(now.0 - HOUR * i64::try_from(KEPT - number).unwrap() / 2);
                        had(store, chat.key, at, *edition, head)?;
                    }
                    if chat.key.0 % ONE_IN == 0 {
                        had(store, chat.key, Time(now.0 - HOUR / 4), editions[KEPT], head)?;
                    }
                }
                Ok(())
            })
            .unwrap();
    }
    store.write_here(|store| had(store, after, Time(now.0 - HOUR / 8), editions[KEPT + 1], head)).unwrap();
    row("ledger of twenty million rows, written", &format!("{:.0} s", begun.elapsed().as_secs_f64()), "");
    after
}

fn had(store: &Writing, chat: ChatKey, at: Time, edition: EditionId, head: Seq) -> headliner::store::Result<()> {
    let (after, upto) = (Seq(0), head);
    let served = Served::News;
    let row = ledger::Delivery { chat, at, served, after, upto, edition, ended: None, answered: None, attempt: 0 };
    let at = store.intend(&row)?;
    store.finish(chat, at, Ended::Delivered(at.0 % HOUR), true, at)?;
    Ok(())
}

/// The real program: a file changes, of a story that only the last chat has, then of one that one chat in a hundred has.
fn changed(sim: &Simulator, folder: &Path) {
    let mut bot = program(folder, sim).arg("run").spawn().unwrap();
    thread::sleep(Duration::from_secs(20)); // its look at all copies, as at any start
    for (id, what, goal) in [
        ("last", "changed file to first edit, only the last chat has it", "≤ 4 s"),
        ("rare", "changed file to first edit, one chat in a hundred has it", "≤ 1 s"),
    ] {
        let (before, begun) = (edits(sim), Instant::now());
        write(folder, id);
        while edits(sim) == before {
            assert!(begun.elapsed() < Duration::from_secs(60), "nothing is edited");
            thread::sleep(Duration::from_millis(1));
        }
        row(what, &format!("{} ms", begun.elapsed().as_millis()), goal);
        thread::sleep(Duration::from_secs(5));
    }
    row("most memory the program ever had", &format!("{} MB", resident(&bot, "VmHWM:")), "≤ 150 MB");
    bot.kill().unwrap();
    let _ = bot.wait();
}

/// Edits that came: the simulator keeps counters only, so it has none of the messages.
fn edits(sim: &Simulator) -> u64 {
    let counters = sim.counters();
    counters.edited + counters.refused.values().sum::<u64>()
}

/// Complete at once, as a correction: what is told begins at once.
fn write(folder: &Path, id: &str) {
    let text = format!(
        "---\nid: {id}\nurl: https://vecher.kz/{id}\nrubric: society\nheadline: \"Новый мост закрыт\"\n\
         correction: \"закрыт, а не открыт\"\n---\n\nПодробности.\n"
    );
    fs::write(folder.join("articles/.draft"), text).unwrap();
    fs::rename(folder.join("articles/.draft"), folder.join(format!("articles/{id}.md"))).unwrap();
}

/// From a start to the moment at which all copies are in the run queue that the program before it had not come to, of a story that
/// one chat in a hundred has. Nothing leaves meanwhile that would make room: one edit a second.
fn found(sim: &Simulator, store: &Store, last: ChatKey) {
    let of_these = usize::try_from(last.0 / ONE_IN).unwrap() - MENDED;
    runtime().block_on(async {
        let (outfit, _newsroom) = outfit(store, sim, 1);
        let (delivery, work) = Delivery::start(outfit, std::future::pending()).await.unwrap();
        let work = tokio::spawn(work);
        let begun = Instant::now();
        let mut status = delivery.status();
        status.wait_for(|status| status.due >= of_these).await.unwrap();
        row(
            "start to all copies found, one chat in a hundred",
            &format!("{:.1} s", begun.elapsed().as_secs_f64()),
            "≤ 5 s",
        );
        work.abort();
    });
}
