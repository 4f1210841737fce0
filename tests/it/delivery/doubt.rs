//! Answers that do not say whether a story arrived, by chance and on purpose: whoever lacks it has a line that names it, and
//! nobody gets it more often than the bound says.

use std::time::Duration;

use headliner::{
    bot_api::Unclear,
    config::Uncertain,
    newsroom::Minute,
    store::{Kind, Lane, ledger::Ended},
};
use simulator::{Fault, Faults, Settings};

use super::newsdesk::Newsdesk;
use crate::chance::scale;

const NAMED: &str = "Возможно, вы это уже видели:";
/// A story is sent so often at most, and named so often, where no answer is clear.
const MOST: usize = 3;

/// What a reader has of a story.
#[derive(Clone, Copy, Debug, Default)]
struct Has {
    whole: usize,
    named: usize,
}

fn has(desk: &Newsdesk, reader: i64, word: &str) -> Has {
    let mut has = Has::default();
    for message in desk.sim.room(reader).received() {
        let (news, named) = message.text.split_once(NAMED).unwrap_or((&message.text, ""));
        has.whole += usize::from(news.contains(word));
        has.named += usize::from(named.contains(word));
    }
    has
}

/// What a story's messages to a reader were answered with.
fn answers(desk: &Newsdesk, reader: i64, word: &str) -> Vec<Ended> {
    let chat = desk.key(reader);
    let rows = desk.store.read_here(|store| {
        let mut rows = Vec::new();
        for row in store.last_deliveries(chat, u32::MAX)? {
            let lines = store.edition_lines(row.edition)?;
            let mentions = store.edition(row.edition)?.map_or(0, |edition| edition.mentions.len());
            let shown = &lines[..lines.len() - mentions];
            rows.extend(row.ended.filter(|_| shown.iter().any(|line| line.headline.contains(word))));
        }
        Ok(rows)
    });
    rows.unwrap()
}

/// What became of all stories for all readers.
#[derive(Debug, Default)]
struct Tally {
    copies: usize,
    /// Copies whose first answer was unclear: a failure, or silence.
    failed: usize,
    silent: usize,
    /// Not there, whole, before the next story.
    lacking: usize,
    /// Of those with a failure only.
    lacking_after_failure: usize,
    /// Neither whole nor named at the end.
    lost: usize,
    /// More than once, whole.
    doubled: usize,
}

/// Stories for readers at 3 % of 500s and 2 % of resets, and a last one when all is well.
async fn bad_days(policy: Uncertain, lane: Lane) -> Tally {
    let (readers, stories) = scale((200, 4), (1_400, 8));
    let faults = Faults { latency_ms: 10, restart: 0.03, reset_before: 0.01, reset_after: 0.01, ..Faults::none() };
    let mut desk = Newsdesk::open(Settings { faults, ..Settings::unlimited() }, 0).await;
    desk.outfit.uncertain = policy;
    let readers = desk.readers(readers);
    let delivery = desk.start().await;
    let words: Vec<String> = (0..stories).map(|number| format!("сюжет-{number}.")).collect();
    let mut tally = Tally::default();
    for word in &words {
        desk.publish(&format!("Городской {word}"), lane);
        desk.settled(&delivery).await;
        for reader in readers.clone() {
            let lacks = has(&desk, reader, word).whole == 0;
            let answers = answers(&desk, reader, word);
            let silent = answers.contains(&Ended::Uncertain(Unclear::Silence));
            let failed = answers.contains(&Ended::Uncertain(Unclear::Failure));
            tally.copies += 1;
            tally.failed += usize::from(failed);
            tally.silent += usize::from(silent);
            tally.lacking += usize::from(lacks);
            tally.lacking_after_failure += usize::from(lacks && failed && !silent);
        }
    }
    desk.sim.set_faults(Faults::none());
    desk.publish("Последняя.", Lane::News);
    desk.settled(&delivery).await;
    for (reader, word) in readers.flat_map(|reader| words.iter().map(move |word| (reader, word))) {
        let has = has(&desk, reader, word);
        assert!(has.whole <= MOST && has.named <= MOST, "{policy:?}: {reader} has {word} {has:?}");
        tally.lost += usize::from(has.whole + has.named == 0);
        tally.doubled += usize::from(has.whole > 1);
    }
    desk.close().await;
    println!("{policy:?}, {lane:?}: {tally:?}");
    tally
}

#[tokio::test(start_paused = true)]
async fn nobody_lacks_a_story_without_a_line_that_names_it() {
    for (policy, lane) in
        [(Uncertain::Mention, Lane::News), (Uncertain::Resend, Lane::News), (Uncertain::Skip, Lane::Breaking)]
    {
        let tally = bad_days(policy, lane).await;
        assert!(tally.failed > 0 && tally.silent > 0, "{policy:?}: {tally:?}");
        assert_eq!(tally.lost, 0, "{policy:?}: {tally:?}");
        // Whoever was answered with a failure has the story before the next one, if the answers get clear at all.
        assert!(tally.lacking_after_failure <= tally.copies / 1_000, "{policy:?}: {tally:?}");
        assert!(tally.lacking <= tally.silent, "{policy:?}: {tally:?}");
    }
}

/// Nothing is sent again: what is lost is what was answered unclearly, and nobody has anything twice.
#[tokio::test(start_paused = true)]
async fn skipping_sends_nothing_again() {
    let tally = bad_days(Uncertain::Skip, Lane::News).await;
    assert!(tally.doubled == 0 && tally.lost > 0 && tally.lost <= tally.failed + tally.silent, "{tally:?}");
}

/// Every answer fails, although the message stands in the chat each time: two doubles, three namings, and no more; and a
/// chat of which nothing else is known gets the third story once.
#[tokio::test(start_paused = true)]
async fn a_reader_whose_answers_all_fail_gets_no_more_than_the_bound() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let reader = desk.readers(1).start;
    let others = desk.readers(20);
    let delivery = desk.start().await;
    let words = ["сюжет-1.", "сюжет-2.", "сюжет-3.", "сюжет-4.", "сюжет-5.", "сюжет-6."];
    for word in words {
        desk.sim.refuse(reader, 500, "Internal Server Error: restart");
        desk.publish(&format!("Городской {word}"), Lane::News);
        desk.settled(&delivery).await;
    }
    let sends: Vec<usize> = words.iter().map(|word| answers(&desk, reader, word).len()).collect();
    assert_eq!(sends, [3, 3, 1, 1, 1, 1]);
    desk.sim.refuse(reader, 500, "");
    desk.publish("Последняя.", Lane::News);
    desk.settled(&delivery).await;
    let named: Vec<usize> = words.iter().map(|word| has(&desk, reader, word).named).collect();
    // The first three were named in three messages already, of which nobody knows.
    assert_eq!(named, [0, 0, 0, 1, 1, 1]);
    assert!(others.clone().all(|other| words.iter().all(|word| has(&desk, other, word).whole == 1)));
    desk.publish("Снова.", Lane::News);
    desk.sim.fail_next("sendMessage", Fault::Restart, 1);
    desk.settled(&delivery).await;
    assert_eq!(has(&desk, reader, "Снова.").whole, 1, "what is clear again is as before");
    desk.close().await;
}

/// Fresh news does not wait for what rests, and takes it along; breaking news goes alone.
#[tokio::test(start_paused = true)]
async fn what_rests_holds_up_nothing() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let reader = desk.readers(1).start;
    let delivery = desk.start().await;
    desk.sim.fail_next("sendMessage", Fault::Restart, 1);
    desk.publish("Первая.", Lane::News);
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(desk.sim.room(reader).received().is_empty());
    desk.publish("Срочная.", Lane::Breaking);
    tokio::time::sleep(Duration::from_secs(2)).await;
    let texts = |desk: &Newsdesk| -> Vec<String> {
        desk.sim.room(reader).received().into_iter().map(|message| message.text).collect()
    };
    assert!(matches!(texts(&desk).as_slice(), [text] if text.contains("Срочная.") && !text.contains("Первая.")));
    desk.publish("Вторая.", Lane::News);
    tokio::time::sleep(Duration::from_secs(2)).await;
    let seen = texts(&desk);
    assert!(seen.len() == 2 && seen[1].contains("Вторая.") && seen[1].contains("Первая."), "{seen:?}");
    assert!(!seen[1].contains(NAMED), "it is sent, not named: {seen:?}");
    desk.settled(&delivery).await;
    assert_eq!(texts(&desk).len(), 2);
    desk.close().await;
}

/// One message a story, in their order: what is in doubt goes again before what came after it.
#[tokio::test(start_paused = true)]
async fn a_channel_keeps_the_order() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let owner = desk.sim.person("Асель", "ru");
    let channel = desk.sim.channel("Вечерний Алматы", "vecher", &owner);
    channel.promote_bot(&[]);
    desk.join(Kind::Channel, channel.id(), desk.bit("society"));
    let delivery = desk.start().await;
    for failures in [1, 2] {
        desk.sim.fail_next("sendMessage", Fault::Restart, failures);
        desk.publish("Первая.", Lane::News);
        tokio::time::sleep(Duration::from_secs(1)).await;
        desk.publish("Вторая.", Lane::News);
        desk.publish("Третья.", Lane::News);
        tokio::time::sleep(Duration::from_secs(8)).await;
        desk.settled(&delivery).await;
    }
    let firsts: Vec<String> =
        channel.messages().into_iter().map(|message| message.text.split('.').next().unwrap().to_owned()).collect();
    assert_eq!(firsts, ["Первая", "Вторая", "Третья", "Первая", "Вторая", "Третья"]);
    desk.close().await;
}

/// What was given up together with a story that rests is not forgotten for all the breaking news that comes meanwhile.
#[tokio::test(start_paused = true)]
async fn what_was_given_up_is_remembered() {
    let mut desk = Newsdesk::open(Settings::default(), 30).await;
    let reader = desk.readers(1).start;
    let (chat, quiet) = (desk.key(reader), Some((Minute(10 * 60), Minute(10 * 60 + 2)))); // it is 10:00
    let delivery = desk.start().await;
    desk.sim.fail_next("sendMessage", Fault::Restart, MOST as u32);
    desk.publish("Дневная.", Lane::News);
    tokio::time::sleep(Duration::from_secs(15)).await;
    desk.publish("Вечерняя.", Lane::News); // with it, for the third time
    tokio::time::sleep(Duration::from_secs(3)).await;
    desk.store.write_here(|store| store.set_quiet(chat, quiet)).unwrap();
    for number in 0..9 {
        desk.publish(&format!("Срочная {number}."), Lane::Breaking);
        tokio::time::sleep(Duration::from_secs(3)).await;
    }
    desk.settled(&delivery).await;
    assert_eq!(answers(&desk, reader, "Дневная.").len(), MOST);
    let (given_up, rested) = (has(&desk, reader, "Дневная."), has(&desk, reader, "Вечерняя."));
    assert_eq!((given_up.whole, given_up.named, rested.whole), (0, 1, 1));
    desk.close().await;
}
