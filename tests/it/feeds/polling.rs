//! Feeds that are polled while Headliner runs: from a feed to a phone, and what never comes there.

use std::time::Duration;

use simulator::Person;

use super::site::{Item, Reply, Site};
use crate::harness::{House, MORNING, pass};

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);

/// A newsroom that pushes each story at once.
const NEWSROOM: &str = "[new_reader]\nmode = \"now\"\nquiet = []\nspacing = \"0s\"\n";

/// A house with these feeds and lines of the newsroom's file, a reader of society, and an editor.
async fn open(feeds: &[&str], lines: &str, site: &Site) -> (House, Person, Person) {
    let mut house = House::closed(MORNING).await;
    house.put("newsroom.toml", NEWSROOM);
    house.start().await;
    let editor = house.editor("Мадина").await;
    let reader = house.sim.person("Айгүл", "ru");
    reader.start("r_society");
    reader.expects("Первая новость придёт").await;
    house.end().await;
    let feeds: Vec<String> = feeds.iter().map(|path| site.url(path).into()).collect();
    house.set("HEADLINER_FEEDS", feeds.join(" "));
    house.put("newsroom.toml", format!("{NEWSROOM}{lines}"));
    house.start().await;
    (house, reader, editor)
}

/// How many messages of the reader have this.
fn count(reader: &Person, words: &str) -> usize {
    reader.received().iter().filter(|message| message.text.contains(words)).count()
}

#[tokio::test(start_paused = true)]
async fn a_story_comes_once_whatever_becomes_of_it() {
    let site = Site::open().await;
    let mut story = Item::of("most", "10:01");
    story.guid = "4711".into();
    site.feed("/rss", &[], "empty");
    let (house, reader, _) = open(&["/rss"], "", &site).await;
    pass(MINUTE).await;
    site.feed("/rss", std::slice::from_ref(&story), "one");
    reader.expects("Новость most").await;
    pass(HOUR).await;
    assert!(site.asked("/rss").last().unwrap().contains("if-none-match: \"one\""), "what is known is not sent again");
    // Another headline is a correction of the message that stands.
    story.title = "Новость о мосте".into();
    site.feed("/rss", std::slice::from_ref(&story), "two");
    pass(HOUR).await;
    assert_eq!((count(&reader, "Новость о мосте"), count(&reader, "Новость most")), (1, 0), "{}", reader.transcript());
    // Another guid, another scheme, a counter: the same story.
    story.guid = "4712".into();
    story.link = "http://vecher.kz/most/?utm_source=rss".into();
    site.feed("/rss", std::slice::from_ref(&story), "three");
    pass(HOUR).await;
    // It has left the feed.
    site.feed("/rss", &[], "four");
    pass(HOUR).await;
    site.feed("/rss", std::slice::from_ref(&story), "five");
    pass(HOUR).await;
    assert_eq!(count(&reader, "Новость о мосте"), 1, "{}", reader.transcript());
    assert_eq!(house.store().read_here(|store| store.articles(0, 10)).unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_new_feeds_old_items_are_archive_and_what_came_in_a_downtime_is_news() {
    let site = Site::open().await;
    let undated = |name: &str| Item { date: String::new(), ..Item::of(name, "10:00") };
    site.feed("/rss", &[Item::of("staraya", "01:00"), Item::of("svezhaya", "09:50"), undated("bez-daty")], "one");
    let (mut house, reader, editor) = open(&["/rss"], "", &site).await;
    editor.expects("В архив, без рассылки: 2").await;
    pass(MINUTE).await;
    assert_eq!((count(&reader, "svezhaya"), count(&reader, "staraya"), count(&reader, "bez-daty")), (1, 0, 0));
    // What comes without a date later is new.
    site.feed("/rss", &[undated("bez-daty"), undated("novaya")], "two");
    reader.expects("Новость novaya").await;
    house.end().await;
    pass(10 * HOUR).await;
    site.feed("/rss", &[Item::of("za-vremya", "11:30"), Item::of("ochen-staraya", "02:00")], "three");
    house.start().await;
    reader.expects("Новость za-vremya").await;
    pass(HOUR).await;
    assert_eq!((count(&reader, "ochen-staraya"), count(&reader, "svezhaya")), (0, 1), "{}", reader.transcript());
}

#[tokio::test(start_paused = true)]
async fn a_silent_feed_is_told_once_and_costs_no_other() {
    let site = Site::open().await;
    for (path, reply) in [("/500", Reply::Status(500, "")), ("/drip", Reply::Drip), ("/silence", Reply::Silence)] {
        site.serve(path, reply);
    }
    site.serve("/page", Reply::Text("<html>503</html>".into(), ""));
    site.serve("/later", Reply::Status(503, "retry-after: 7200\r\n"));
    site.feed("/rss", &[Item::of("most", "09:59")], "");
    let (_house, reader, editor) = open(&["/500", "/drip", "/silence", "/page", "/later", "/rss"], "", &site).await;
    reader.expects("Новость most").await;
    pass(Duration::from_secs(40 * 60)).await;
    let told = editor.transcript();
    for path in ["/500", "/drip", "/silence", "/page"] {
        assert_eq!(told.matches(&format!("{}.", site.url(path))).count(), 1, "{path}: {told}");
    }
    assert_eq!(site.asked("/later").len(), 1, "it wants to be left alone");
    assert_eq!(site.asked("/500").len(), 6, "at 0, 1, 3, 7, 15 and 31 minutes");
    site.feed("/500", &[Item::of("metro", "10:40")], "");
    pass(HOUR).await;
    reader.expects("Новость metro").await;
    editor.expects("Решено").await;
    pass(5 * HOUR).await;
    assert_eq!(site.asked("/later").len(), 4, "every two hours");
}

#[tokio::test(start_paused = true)]
async fn fifty_feeds_at_once() {
    let site = Site::open().await;
    let paths: Vec<String> = (0..50).map(|number| format!("/{number}")).collect();
    for (number, path) in paths.iter().enumerate() {
        site.feed(path, &[Item::of(&format!("n{number}"), "09:59")], "one");
    }
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let (house, ..) = open(&paths, "", &site).await;
    pass(MINUTE).await;
    assert_eq!(house.store().read_here(|store| store.articles(0, 100)).unwrap().len(), 50);
    pass(HOUR).await;
    let asked: Vec<usize> = paths.iter().map(|path| site.asked(path).len()).collect();
    assert!(asked.iter().all(|count| (5..30).contains(count)), "{asked:?}");
}

#[tokio::test(start_paused = true)]
async fn what_the_newsroom_says_about_a_feed() {
    let site = Site::open().await;
    let bare = |name: &str| Item { more: "<category>Новости</category>".into(), ..Item::of(name, "09:59") };
    site.feed("/rss", &[bare("nichya")], "one");
    site.feed("/sport", &[bare("match"), Item::of("svoya", "09:59")], "one");
    site.feed("/top", &[bare("match")], "one");
    let lines = format!(
        "[[feed]]\nurl = \"{}\"\nrubric = \"sport\"\nlanguage = \"ru\"\n[[feed]]\nurl = \"{}\"\nmain = true\n",
        site.url("/sport"),
        site.url("/top")
    );
    let (house, reader, editor) = open(&["/rss"], &lines, &site).await;
    editor.expects("aliases = [\"Новости\"]").await;
    reader.expects("Новость svoya").await;
    pass(MINUTE).await;
    let files = std::fs::read_dir(house.path("articles/feeds/vecher.kz")).unwrap().flatten();
    let match_file = files.map(|file| file.path()).find(|path| path.to_string_lossy().contains("match")).unwrap();
    let text = std::fs::read_to_string(&match_file).unwrap();
    let says = |words: &str| assert!(text.contains(words), "{words}: {text}");
    ["\"main\": true", "\"sport\"", "\"language\": \"ru\""].into_iter().for_each(says);
    pass(HOUR).await;
    assert_eq!(count(&reader, "Новость match"), 1, "{}", reader.transcript());
    // The newsroom names the rubric: what was held comes.
    let rubric = "[[rubric]]\nid = \"society\"\ntitle = \"Общество\"\naliases = [\"Новости\"]\n[[rubric]]\nid = \"sport\"\ntitle = \"Спорт\"\n";
    house.put("newsroom.toml", format!("{NEWSROOM}{rubric}{lines}"));
    reader.expects("Новость nichya").await;
}

#[tokio::test(start_paused = true)]
async fn an_editors_words_stay_until_the_feed_says_something_else() {
    let site = Site::open().await;
    let mut story = Item::of("most", "09:59");
    site.feed("/rss", std::slice::from_ref(&story), "");
    let (house, reader, _) = open(&["/rss"], "", &site).await;
    reader.expects("Новость most").await;
    let folder = house.path("articles/feeds/vecher.kz");
    let file = std::fs::read_dir(folder).unwrap().flatten().next().unwrap().path();
    let mended = std::fs::read_to_string(&file).unwrap().replace("Новость most", "Мост открыт");
    std::fs::write(&file, &mended).unwrap();
    // Another item changes the feed, and this one is as it was.
    site.feed("/rss", &[story.clone(), Item::of("metro", "10:05")], "");
    pass(5 * MINUTE).await;
    reader.expects("Новость metro").await;
    pass(HOUR).await;
    assert_eq!(std::fs::read_to_string(&file).unwrap(), mended);
    assert_eq!(count(&reader, "Мост открыт"), 1, "{}", reader.transcript());
    story.title = "Мост открыли".into();
    site.feed("/rss", std::slice::from_ref(&story), "");
    pass(HOUR).await;
    assert_eq!(count(&reader, "Мост открыли"), 1, "{}", reader.transcript());
}

#[tokio::test(start_paused = true)]
async fn a_feed_is_taken_up_and_left_while_it_runs() {
    let site = Site::open().await;
    site.feed("/rss", &[Item::of("most", "09:59")], "");
    let (house, reader, _) = open(&[], "", &site).await;
    pass(HOUR).await;
    assert!(site.asked("/rss").is_empty());
    let lines = format!("[[feed]]\nurl = \"{}\"\n", site.url("/rss"));
    house.put("newsroom.toml", format!("{NEWSROOM}{lines}"));
    reader.expects("Новость most").await;
    house.put("newsroom.toml", NEWSROOM);
    pass(MINUTE).await;
    let before = site.asked("/rss").len();
    pass(HOUR).await;
    assert_eq!(site.asked("/rss").len(), before);
}

#[tokio::test(start_paused = true)]
async fn the_same_page_by_a_file_and_by_a_feed_is_one_story() {
    let site = Site::open().await;
    site.feed("/rss", &[Item::of("most", "09:59")], "one");
    let (house, reader, _) = open(&["/rss"], "", &site).await;
    reader.expects("Новость most").await;
    let before = reader.chat().received().len();
    let file = |name: &str, url: &str| {
        let lines = format!("id: {name}\nheadline: Другими словами {name}\nrubric: society\nurl: {url}");
        std::fs::write(house.path(&format!("articles/{name}.md")), format!("---\n{lines}\n---\nДругой текст.\n"))
            .unwrap();
    };
    // By hand goes before what a feed says: another text of the same story, and no second push.
    file("svoy", "http://vecher.kz/most/?utm_source=cms");
    reader.expects_edit("Другими словами svoy").await;
    // And the other way round.
    file("metro", "https://vecher.kz/metro");
    reader.expects("Другими словами metro").await;
    site.feed("/rss", &[Item::of("metro", "10:05"), Item::of("most", "09:59")], "two");
    pass(HOUR).await;
    assert_eq!(reader.chat().received().len(), before + 1, "{}", reader.transcript());
    assert!(!reader.transcript().contains("Новость metro"), "{}", reader.transcript());
    // The file is gone: the feed's story is it, and no second push.
    std::fs::remove_file(house.path("articles/metro.md")).unwrap();
    pass(HOUR).await;
    assert_eq!(reader.chat().received().len(), before + 1, "{}", reader.transcript());
}

#[tokio::test(start_paused = true)]
async fn what_the_desk_withdrew_stays_so_when_the_feed_changes() {
    let site = Site::open().await;
    let mut story = Item::of("most", "09:59");
    site.feed("/rss", std::slice::from_ref(&story), "");
    let (house, reader, _) = open(&["/rss"], "", &site).await;
    reader.expects("Новость most").await;
    let folder = house.path("articles/feeds/vecher.kz");
    let file = std::fs::read_dir(folder).unwrap().flatten().next().unwrap().path();
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replacen('{', "{\n  \"status\": \"withdrawn\",", 1)).unwrap();
    pass(HOUR).await;
    story.title = "Новость о мосте".into();
    site.feed("/rss", std::slice::from_ref(&story), "");
    pass(HOUR).await;
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("Новость о мосте") && text.contains("withdrawn"), "{text}");
    assert_eq!(count(&reader, "Новость"), 0, "{}", reader.transcript());
}

/// It says that nothing has changed, whatever it is asked.
#[tokio::test(start_paused = true)]
async fn a_server_that_has_never_anything_new() {
    let site = Site::open().await;
    site.serve("/rss", Reply::Status(304, ""));
    let _open = open(&["/rss"], "", &site).await;
    pass(HOUR).await;
    assert_eq!(site.asked("/rss").len(), 6);
}
