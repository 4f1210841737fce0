//! The model test: random histories over the real store and the real deciding code, judged by an oracle that knows no
//! cursors. `HEADLINER_MODEL_HISTORIES` says how many (3,000 unless told otherwise, 10,000 with `HEADLINER_TRIALS=full`),
//! `HEADLINER_MODEL_SEED` which.
//! A failure prints its seed and the shortest history that was found to fail.

mod act;
mod arrivals;
mod beside;
mod clocks;
mod cursors;
mod day;
mod doubt;
mod files;
mod groups;
mod hat;
mod line;
mod notes;
mod oracle;
mod repair;
mod verdict;
mod wants;
mod witness;
mod words;
mod world;

use std::{env, panic, thread};

use headliner::store::{Error, Store};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

use crate::{chance::scale, folder::folder};
use act::{History, histories};
use world::World;

/// Some, and as many as found the faults of the rules that were left out.
const HISTORIES: (u32, u32) = (1_500, 10_000);
const SEED: u64 = 1;
/// Parts of the work that run side by side, each with a seed and a store of its own.
const THREADS: u32 = 4;

#[test]
fn every_chat_gets_what_it_asked_for_once() {
    let usual = scale(HISTORIES.0, HISTORIES.1);
    let (histories, seed) = (setting("HEADLINER_MODEL_HISTORIES", usual), setting("HEADLINER_MODEL_SEED", SEED));
    println!("{histories} histories, HEADLINER_MODEL_SEED={seed}");
    let parts: Vec<Result<(), String>> = thread::scope(|scope| {
        let part = |number| scope.spawn(move || part(histories.div_ceil(THREADS), seed, number));
        let running: Vec<_> = (0..THREADS).map(part).collect();
        running.into_iter().map(|part| part.join().unwrap()).collect()
    });
    let failed: Vec<String> = parts.into_iter().filter_map(Result::err).collect();
    assert!(
        failed.is_empty(),
        "HEADLINER_MODEL_SEED={seed} HEADLINER_MODEL_HISTORIES={histories}\n{}",
        failed.join("\n")
    );
}

fn setting<T: std::str::FromStr>(name: &str, default: T) -> T {
    env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// Runs a part of the histories on one store, each undone after it.
fn part(histories: u32, seed: u64, number: u32) -> Result<(), String> {
    let folder = folder();
    let store = Store::open(&folder.path().join("headliner.db")).unwrap();
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    bytes[8..12].copy_from_slice(&number.to_le_bytes());
    let config = Config { cases: histories, failure_persistence: None, max_shrink_iters: 3_000, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let ran = runner
        .run(&self::histories(), |history| run(&store, &history).map_err(|(wrong, _)| TestCaseError::fail(wrong)));
    match ran {
        Ok(()) => Ok(()),
        Err(TestError::Fail(_, history)) => {
            let (wrong, story) = run(&store, &history).expect_err("it has just failed");
            Err(format!(
                "{:?}, told {}, {} acts\n{}\n{wrong}",
                history.policy,
                history.told,
                history.acts.len(),
                story.join("\n")
            ))
        }
        Err(error) => Err(error.to_string()),
    }
}

/// Runs one history and undoes it; what went wrong, with all that had happened by then.
fn run(store: &Store, history: &History) -> Result<(), (String, Vec<String>)> {
    let mut outcome = Ok(());
    let undone = store.write_here(|writing| {
        let ran = panic::catch_unwind(panic::AssertUnwindSafe(|| {
            let mut world = World::new(writing, history);
            world.run().map_err(|wrong| (wrong, std::mem::take(&mut world.story)))
        }));
        outcome = ran.unwrap_or_else(|_| Err(("a panic".into(), Vec::new())));
        Err::<(), _>(Error::Closed)
    });
    assert!(matches!(undone, Err(Error::Closed)), "{undone:?}");
    outcome
}
