//! What is archive and what is news: before the first start, while it runs, after a downtime.

use std::{
    fs::File,
    time::{Duration, SystemTime},
};

use headliner::{
    clock::Time,
    store::{Lane, Volume, log::Publication},
};
use simulator::Person;

use super::{fate, listed, write};
use crate::harness::{House, MORNING, pass};

const HOUR: Duration = Duration::from_secs(3600);

/// The lines of an article that goes out but for its date.
fn lines(id: &str, date: &str) -> String {
    format!("id: {id}\nheadline: \"Новость {id}\"\nurl: https://vecher.kz/{id}\nrubric: society\n{date}")
}

/// The file's own time.
fn set_written(house: &House, path: &str, at: Time) {
    let at = SystemTime::UNIX_EPOCH + Duration::from_millis(at.ms().unsigned_abs());
    File::options().write(true).open(house.path(&format!("articles/{path}"))).unwrap().set_modified(at).unwrap();
}

/// Names, lines of the date, and what becomes of each where the article can be seen first at 10:00 of 23 November.
const CASES: &[(&str, &str, &str)] = &[
    ("fresh.md", "published: 2026-11-23T09:59:00+05:00", "sent"),
    ("five-hours.md", "published: 2026-11-23T05:00:00+05:00", "sent"),
    ("seven-hours.md", "published: 2026-11-23T03:00:00+05:00", "archive"),
    ("zoneless.md", "date: 2026-11-23 05:00", "sent"),
    ("of-2015.md", "published: 2015-03-01T10:00:00+05:00", "archive"),
    ("of-2015-updated.md", "published: 2015-03-01\nupdated: 2026-11-23T09:59:00+05:00", "archive"),
    ("of-2016-breaking.md", "published: 2016-03-01\nbreaking: true", "archive"),
    // A date without a time is the end of its day.
    ("today.md", "date: 2026-11-23", "sent"),
    ("yesterday.md", "date: 2026-11-22", "archive"),
    ("of-yesterday-day.md", "date: 22.11.2026", "archive"),
    // Only a date of publication counts.
    ("created.md", "created: 2015-03-01", "sent"),
    ("first-created.md", "firstcreated: 2015-03-01T00:00:00Z", "sent"),
    ("updated.md", "updated: 2015-03-01", "sent"),
    ("none.md", "", "sent"),
    // Without one, the date of the name.
    ("2015-03-01-name.md", "", "archive"),
    ("2015/03/01/folders.md", "", "archive"),
    ("2015-03-01-index/index.md", "", "archive"),
    ("2026-11-23-today.md", "", "sent"),
    ("2026-11-22-yesterday.md", "", "archive"),
    ("2027-01-01-to-come.md", "", "sent"),
    ("2015-03-01-redated.md", "date: 2026-11-23T09:00:00+05:00", "sent"),
    ("2015-a-year.md", "", "sent"),
    ("20150301234-number.md", "", "sent"),
    // An embargo that is over counts from its end.
    ("embargo-over.md", "published: 2026-11-20\nembargo: 2026-11-23T09:00:00+05:00", "sent"),
    ("embargo-long-over.md", "published: 2026-11-20\nembargo: 2026-11-21T09:00:00+05:00", "archive"),
];

/// The same of other formats.
const OTHERS: &[(&str, &str, &str)] = &[
    (
        "ninjs-old.json",
        "\"firstpublished\": \"2015-03-01T00:00:00Z\", \"versioncreated\": \"2026-11-23T04:59:00Z\"",
        "archive",
    ),
    (
        "ninjs-fresh.json",
        "\"firstpublished\": \"2026-11-23T04:00:00Z\", \"versioncreated\": \"2026-11-23T04:59:00Z\"",
        "sent",
    ),
    (
        "ninjs-created.json",
        "\"firstcreated\": \"2015-03-01T00:00:00Z\", \"versioncreated\": \"2015-03-01T00:00:00Z\"",
        "sent",
    ),
    (
        "ld-old.json",
        "\"@type\": \"NewsArticle\", \"datePublished\": \"2015-03-01\", \"dateModified\": \"2026-11-23\"",
        "archive",
    ),
    ("ld-fresh.json", "\"@type\": \"NewsArticle\", \"datePublished\": \"2026-11-23\"", "sent"),
    ("ld-created.json", "\"@type\": \"NewsArticle\", \"dateCreated\": \"2015-03-01\"", "sent"),
];

fn name(path: &str) -> String {
    path.replace(['/', '.'], "-")
}

fn write_all(house: &House) {
    for (path, date, _) in CASES {
        write(house, path, &lines(&name(path), date));
        set_written(house, path, house.now());
    }
    for (path, keys, _) in OTHERS {
        let id = name(path);
        let own = match path.starts_with("ld") {
            true => format!("\"@id\": \"{id}\", \"articleSection\": \"society\""),
            false => format!("\"uri\": \"{id}\", \"pubstatus\": \"usable\", \"service\": [{{\"code\": \"society\"}}]"),
        };
        let url = format!("\"url\": \"https://vecher.kz/{id}\"");
        let text = format!("{{{own}, {url}, \"headline\": \"Новость {id}\", {keys}}}");
        house.put(&format!("articles/{path}"), text);
        set_written(house, path, house.now());
    }
}

fn check(house: &House) {
    let store = house.store();
    let wrong: Vec<String> = CASES
        .iter()
        .chain(OTHERS)
        .map(|(path, _, expected)| (path, expected, fate(&store, &name(path))))
        .filter(|(_, expected, found)| found != *expected)
        .map(|(path, expected, found)| format!("{path}: {found} and not {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// An editor, who has written to the bot, and a reader.
async fn people(house: &House) -> (Person, Person) {
    let (editor, reader) = (house.editor("Мадина").await, house.sim.person("Айгүл", "ru"));
    reader.start("r_society");
    reader.expects("Первая новость придёт").await;
    (editor, reader)
}

#[tokio::test(start_paused = true)]
async fn what_comes_while_it_runs() {
    let mut house = House::closed(MORNING - 2 * Duration::from_secs(60)).await;
    house.start().await;
    let (editor, reader) = people(&house).await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    write_all(&house);
    let archived = CASES.iter().chain(OTHERS).filter(|(_, _, fate)| *fate == "archive").count();
    editor.expects(&format!("В архив, без рассылки: {archived}")).await;
    check(&house);
    pass(HOUR).await;
    let seen = reader.transcript();
    assert!(seen.contains("Новость fresh-md") && !seen.contains("Новость of-2015"), "{seen}");
    assert_eq!(editor.transcript().matches("В архив").count(), 1, "{}", editor.transcript());
}

#[tokio::test(start_paused = true)]
async fn what_was_there_before_the_first_start() {
    let mut house = House::closed(MORNING).await;
    write_all(&house);
    house.start().await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    check(&house);
}

#[tokio::test(start_paused = true)]
async fn what_came_during_a_downtime_is_no_archive() {
    let mut house = House::closed(MORNING).await;
    house.start().await;
    people(&house).await;
    tokio::time::sleep(Duration::from_secs(120)).await;
    house.end().await;
    write_all(&house); // all that can be seen first at 10:00, or before
    let cases = [
        ("meanwhile", "published: 2026-11-23T14:00:00+05:00", None, "sent"),
        ("just-before", "published: 2026-11-23T05:00:00+05:00", None, "sent"),
        ("long-before", "published: 2026-11-23T03:00:00+05:00", None, "archive"),
        ("undated", "", Some(MORNING + 3 * HOUR), "sent"),
        ("undated-old", "", Some(MORNING - 30 * HOUR), "archive"),
    ];
    for (id, date, written, _) in cases {
        write(&house, &format!("{id}.md"), &lines(id, date));
        if let Some(written) = written {
            set_written(&house, &format!("{id}.md"), written);
        }
    }
    pass(48 * HOUR).await;
    house.start().await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    check(&house);
    let found = cases.map(|(id, ..)| (id, fate(&house.store(), id)));
    assert_eq!(found, cases.map(|(id, _, _, fate)| (id, fate.to_owned())));
}

#[tokio::test(start_paused = true)]
async fn undated_files_before_the_first_start_have_their_own_time() {
    let mut house = House::closed(MORNING).await;
    for (id, hours) in [("old", 30), ("fresh", 1)] {
        write(&house, &format!("{id}.md"), &lines(id, ""));
        set_written(&house, &format!("{id}.md"), MORNING - hours * HOUR);
    }
    house.start().await;
    assert_eq!([fate(&house.store(), "old"), fate(&house.store(), "fresh")], ["archive", "sent"]);
    // Nothing of it moves with further starts.
    let before = super::listed(&house.store(), "old").story.published;
    assert_eq!(before, MORNING - 30 * HOUR);
    house.end().await;
    pass(HOUR).await;
    house.start().await;
    assert_eq!(super::listed(&house.store(), "old").story.published, before);
    assert_eq!([fate(&house.store(), "old"), fate(&house.store(), "fresh")], ["archive", "sent"]);
}

/// The moment of the start decides, not the length of the first look.
#[tokio::test(start_paused = true)]
async fn what_appears_seconds_after_a_first_start_is_news() {
    let mut house = House::closed(MORNING).await;
    for number in 0..2_000 {
        let id = format!("old-{number}");
        write(&house, &format!("{id}.md"), &lines(&id, "published: 2015-03-01T10:00:00+05:00"));
    }
    house.start_soon();
    while house.store().read_here(|store| store.articles(0, 1)).unwrap().is_empty() {
        tokio::task::yield_now().await;
    }
    assert_eq!(house.store().read_here(|store| store.began()).unwrap(), None, "it still looks");
    write(&house, "fresh.md", &lines("fresh", "published: 2026-11-23T10:00:01+05:00"));
    write(&house, "undated.md", &lines("undated", ""));
    set_written(&house, "undated.md", MORNING - 1_000 * HOUR);
    tokio::time::sleep(Duration::from_secs(120)).await;
    let store = house.store();
    assert_eq!(["fresh", "undated", "old-1999"].map(|id| fate(&store, id)), ["sent", "sent", "archive"]);
}

#[tokio::test(start_paused = true)]
async fn what_was_kept_back_counts_from_its_release() {
    let mut house = House::closed(MORNING).await;
    let old = "published: 2026-11-20T10:00:00+05:00";
    write(&house, "draft.md", &lines("draft", &format!("{old}\ndraft: true")));
    write(&house, "withheld.md", &lines("withheld", &format!("{old}\nstatus: withheld")));
    write(&house, "held.md", &lines("held", &format!("{old}\ndraft: true")));
    house.start().await;
    write(&house, "embargo.md", &lines("embargo", "published: 2026-11-23T12:00:00+05:00"));
    // A held one may be archive by the time at which it is mended, if nobody has kept it back.
    let held_lines = |date: &str| lines("stale", date).replace("society", "космос");
    write(&house, "stale.md", &held_lines("published: 2026-11-23T09:00:00+05:00"));
    pass(HOUR).await;
    write(&house, "draft.md", &lines("draft", old));
    write(&house, "withheld.md", &lines("withheld", old));
    write(&house, "held.md", &lines("held", old).replace("society", "космос"));
    pass(9 * HOUR).await;
    write(&house, "held.md", &lines("held", old));
    write(&house, "stale.md", &lines("stale", "published: 2026-11-23T09:00:00+05:00"));
    pass(HOUR).await;
    let store = house.store();
    let found = ["draft", "withheld", "embargo", "held", "stale"].map(|id| fate(&store, id));
    assert_eq!(found, ["sent", "sent", "sent", "archive", "archive"]);
}

#[tokio::test(start_paused = true)]
async fn a_wrong_date_that_is_mended_makes_news() {
    let mut house = House::closed(MORNING).await;
    house.start().await;
    write(&house, "typo.md", &lines("typo", "published: 2016-11-23T10:00:00+05:00"));
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(fate(&house.store(), "typo"), "archive");
    write(&house, "typo.md", &lines("typo", "published: 2026-11-23T10:00:00+05:00"));
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(fate(&house.store(), "typo"), "sent");
}

/// A story may be opened by its link before it is in the log, or while it waits there for somebody.
#[tokio::test(start_paused = true)]
async fn who_has_opened_a_story_does_not_get_it_again() {
    let mut house = House::closed(MORNING).await;
    std::fs::write(house.path("newsroom.toml"), "[new_reader]\nmode = \"now\"\nquiet = []\nspacing = \"0s\"\n")
        .unwrap();
    house.start().await;
    let (_, reader) = people(&house).await;
    let other = house.sim.person("Ерлан", "ru");
    other.start("r_society");
    other.expects("Первая новость придёт").await;
    write(&house, "bridge.md", &lines("bridge", "published: 2015-03-01T10:00:00+05:00"));
    pass(HOUR).await;
    let article = listed(&house.store(), "bridge").story.key;
    assert_eq!(fate(&house.store(), "bridge"), "archive");
    reader.start(&format!("a_{article}"));
    reader.expects("Новость bridge").await;
    pass(HOUR).await;
    let (lane, volume, now) = (Lane::News, Volume::AsChosen, house.now());
    let publication = Publication { article, lane, languages: 0, volume, by: None };
    house.store().write_here(|store| store.publish(&publication, now)).unwrap();
    other.expects("Новость bridge").await;
    pass(HOUR).await;
    let copies = |person: &Person| person.received().iter().filter(|one| one.text.contains("Новость bridge")).count();
    assert_eq!((copies(&reader), copies(&other)), (1, 1), "{}", reader.transcript());
}
