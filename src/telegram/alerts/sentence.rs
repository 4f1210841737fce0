//! What the desk reads of a trouble. In: the trouble. Out: one sentence or two in the reader's language: what happened, what it means
//! for readers, what to do; Telegram's HTML.

use super::trouble::Trouble;
use crate::{
    article::{Fault, Language, Sentence},
    clock::Time,
    delivery::status::Disk,
    locale::{Words, args},
    message::{escape, text::cut},
    store::Ailment,
};

/// How many feeds are named.
const FEEDS: usize = 10;
/// How much of an address is shown.
const ADDRESS: usize = 200;
/// How much of a reason is shown.
const REASON: usize = 600;

impl Trouble {
    /// What is wrong and what to do.
    pub(super) fn sentence(&self, words: &Words, tongue: Language) -> String {
        let say = |key: &str| words.say(tongue, key, &args![]);
        match self {
            Trouble::Token => say("alert-token"),
            Trouble::Silence => say("health-no-answer"),
            Trouble::Second => say("alert-second"),
            Trouble::Database(ailment) => words.say(tongue, "alert-database", &args![reason = say(database(*ailment))]),
            Trouble::Disk(disk) => of_disk(disk, words, tongue),
            Trouble::Clock(off) => words.say(tongue, "alert-clock", &args![off = words.duration(tongue, *off)]),
            Trouble::Backlog { waiting, lasting } => {
                let (waiting, lasting) = (words.count_messages(tongue, *waiting), words.duration(tongue, *lasting));
                words.say(tongue, "alert-backlog", &args![waiting = waiting, lasting = lasting])
            }
            Trouble::Newsroom(fault) => of_newsroom(fault, words, tongue),
            Trouble::NoMain { days, readers } => {
                let (days, readers) = (words.count_days(tongue, *days), words.count_readers(tongue, *readers));
                words.say(tongue, "alert-no-main", &args![days = days, readers = readers])
            }
            Trouble::Feeds(feeds, zone) => {
                let line = |(url, since): &(String, Time)| {
                    let time = format!("{} {}", words.date(tongue, *since, *zone), words.time(*since, *zone));
                    words.say(tongue, "alert-feed", &args![time = time, url = escape(&cut(url, ADDRESS))])
                };
                feeds.iter().take(FEEDS).map(line).collect::<Vec<_>>().join("\n")
            }
            Trouble::Articles(count) => words.say(tongue, "alert-faults", &args![count = *count]),
        }
    }
}

/// The key of what ails the database.
fn database(ailment: Ailment) -> &'static str {
    match ailment {
        Ailment::Full => "database-full",
        Ailment::ReadOnly => "database-read-only",
        Ailment::Corrupt => "database-corrupt",
        Ailment::Busy => "database-busy",
        Ailment::Away => "database-away",
        Ailment::Other => "database-other",
    }
}

fn of_disk(disk: &Disk, words: &Words, tongue: Language) -> String {
    let free = words.size(tongue, disk.free);
    if disk.is_halted {
        return words.say(tongue, "alert-disk-halted", &args![free = free]);
    }
    words.say(tongue, "alert-disk", &args![free = free, stop = words.size(tongue, disk.stop)])
}

fn of_newsroom(fault: &Fault, words: &Words, tongue: Language) -> String {
    let reason = escape(&cut(&flaw(words, tongue, &fault.what), REASON));
    match fault.line {
        Some(line) => words.say(tongue, "alert-newsroom", &args![line = line.to_string(), reason = reason]),
        None => words.say(tongue, "alert-newsroom-whole", &args![reason = reason]),
    }
}

/// What is wrong with a file, in the language of whoever is told; without markup.
pub(in crate::telegram) fn flaw(words: &Words, tongue: Language, what: &Sentence) -> String {
    let Some(key) = what.key() else { return what.to_string() };
    let mut fields = args![];
    for (name, value) in what.values() {
        fields.set(name, value);
    }
    let mut text = words.say(tongue, key, &fields);
    for (line, also) in what.also() {
        let also = flaw(words, tongue, also);
        let also = match line {
            Some(line) => words.say(tongue, "flaw-also-at", &args![line = line.to_string(), reason = also]),
            None => words.say(tongue, "flaw-also", &args![reason = also]),
        };
        text = format!("{text} {also}");
    }
    text
}
