//! `headliner import`: from an export to a phone, and again.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use headliner::{
    clock::Moment,
    intake::feeds::{Import, Imported, Step, Taken, import},
    newsroom::Newsroom,
};

use super::{
    data,
    site::{Reply, Site},
};
use crate::harness::{House, MORNING, pass};

/// Imports a file while the house's bot runs.
async fn imported(house: &House, from: &str) -> anyhow::Result<Imported> {
    imported_in_steps(house, from, &|_| {}).await
}

async fn imported_in_steps(house: &House, from: &str, on_step: &(dyn Fn(Step) + Sync)) -> anyhow::Result<Imported> {
    let (store, folder) = (house.store(), house.path("articles"));
    let moment = Moment { wall: house.now(), there: None, up: None };
    let newsroom = Arc::new(Newsroom::default());
    import(from, &Import { store: &store, newsroom, folder: &folder, feeds: &[], moment, on_step }).await
}

fn taken(new: usize, changed: usize, known: usize) -> Taken {
    Taken { new, changed, known, unwritten: 0 }
}

#[tokio::test(start_paused = true)]
async fn an_export_comes_to_a_phone_and_its_old_posts_are_archive() {
    let mut house = House::closed(MORNING).await;
    house.start().await;
    let (editor, reader) = (house.editor("Мадина").await, house.sim.person("Айгүл", "ru"));
    reader.start("r_society");
    reader.expects("Первая новость придёт").await;
    let file = house.path("export.xml");
    std::fs::write(&file, data("wordpress.xml")).unwrap();
    let file = file.to_str().unwrap();
    let first = imported(&house, file).await.unwrap();
    assert_eq!((first.taken, first.refused.len(), first.passed.len()), (taken(2, 0, 0), 0, 6));
    reader.expects("Школа на 1200 мест открылась").await;
    editor.expects("В архив, без рассылки: 1").await;
    // The same again, and by another way, is nothing new.
    assert_eq!(imported(&house, file).await.unwrap().taken, taken(0, 0, 2));
    let rest = house.path("rest.json");
    std::fs::write(&rest, data("rest.json")).unwrap();
    let again = imported(&house, rest.to_str().unwrap()).await.unwrap();
    assert_eq!(again.taken, taken(0, 1, 0), "it tells another lead");
    pass(Duration::from_secs(3600)).await;
    let news = reader.received().iter().filter(|message| message.text.contains("Школа №159")).count();
    assert_eq!(news, 1, "{}", reader.transcript());
    assert_eq!(house.store().read_here(|store| store.articles(0, 100)).unwrap().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn an_export_is_taken_in_pieces_each_story_once() {
    let house = House::closed(MORNING).await;
    let post = |number: usize| {
        let title = if number == 10 { String::new() } else { format!("Новость {number}") };
        let meta = format!(
            "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>{}</wp:meta_value></wp:postmeta>",
            number + 10_000
        );
        format!(
            "<item><title>{title}</title><guid isPermaLink=\"false\">https://vecher.kz/?p={number}</guid>\
             <wp:post_id>{number}</wp:post_id><wp:post_type>post</wp:post_type><wp:status>publish</wp:status>{meta}\
             <content:encoded><![CDATA[{}]]></content:encoded></item>",
            "Объезд по улице Саина. ".repeat(20)
        )
    };
    // Its picture stands behind all of them.
    let photo = "<item><wp:post_id>10000</wp:post_id><wp:post_type>attachment</wp:post_type>\
        <wp:attachment_url>https://vecher.kz/first.jpg</wp:attachment_url></item>";
    let posts: String = (0..1_204).map(post).chain([post(3), photo.to_owned()]).collect();
    let head = "<title>Вечёрка</title><wp:wxr_version>1.2</wp:wxr_version>";
    let file = house.path("export.xml");
    std::fs::write(&file, format!("<rss><channel>{head}{posts}</channel></rss>")).unwrap();
    let steps = Mutex::new(Vec::new());
    let on_step = |step| steps.lock().unwrap().push(step);
    let found = imported_in_steps(&house, file.to_str().unwrap(), &on_step).await.unwrap();
    assert_eq!((found.taken, found.passed), (taken(1_203, 0, 0), vec![("attachment".to_owned(), 1)]));
    assert_eq!(found.refused.iter().map(|item| item.name.as_str()).collect::<Vec<_>>(), ["https://vecher.kz/?p=10"]);
    // One is no story, and one is there twice, which is known when they come.
    let expected = [Step::Taken(500, 1_204), Step::Taken(1_000, 1_204), Step::Taken(1_203, 1_203)];
    assert_eq!(*steps.lock().unwrap(), expected);
    let folder = house.path("articles/feeds/vecher.kz");
    let files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 1_203);
    let with_photo = files.iter().filter(|file| std::fs::read_to_string(file).unwrap().contains("first.jpg"));
    assert_eq!(with_photo.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_has_no_date_is_archive() {
    let mut house = House::closed(MORNING).await;
    house.start().await;
    let reader = house.sim.person("Айгүл", "ru");
    reader.start("r_society");
    reader.expects("Первая новость придёт").await;
    let file = house.path("feed.xml");
    let item = "<item><title>Мост открыт</title><link>https://vecher.kz/a</link><category>society</category></item>";
    std::fs::write(&file, format!("<rss><channel>{item}</channel></rss>")).unwrap();
    assert_eq!(imported(&house, file.to_str().unwrap()).await.unwrap().taken, taken(1, 0, 0));
    pass(Duration::from_secs(3600)).await;
    assert!(!reader.transcript().contains("Мост открыт"), "{}", reader.transcript());
    assert_eq!(house.store().read_here(|store| store.archive(0, 10)).unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_imported_says_why() {
    let house = House::closed(MORNING).await;
    let check = async |name: &str, text: &str, expected: &str| {
        let file = house.path(name);
        std::fs::write(&file, text).unwrap();
        let error = imported(&house, file.to_str().unwrap()).await.unwrap_err();
        assert!(format!("{error:#}").contains(expected), "{error:#}");
    };
    check("page.xml", "<html></html>", "it is a page and no feed").await;
    check("empty.xml", " \n", "it is empty").await;
    let list = format!("[{}]", "{\"title\": \"Мост\", \"url\": \"https://vecher.kz/a\"}, ".repeat(400_000));
    check("list.json", &list, "it is JSON of more than 16 MiB: export it in parts, or as XML").await;
    let export = house.path("export.xml");
    std::fs::File::create(&export).unwrap().set_len((64 << 20) + 1).unwrap();
    let error = imported(&house, export.to_str().unwrap()).await.unwrap_err();
    assert_eq!(error.to_string(), "it has more than 64 MiB: export it in parts");
    let error = imported(&house, "nowhere.xml").await.unwrap_err();
    assert!(format!("{error:#}").starts_with("it cannot be read: "), "{error:#}");
    let error = imported(&house, "http://127.0.0.1:9/rss").await.unwrap_err();
    assert!(format!("{error:#}").starts_with("it does not answer"), "{error:#}");
}

#[tokio::test]
async fn the_command_tells_what_became_of_each_item() {
    let folder = crate::folder::folder();
    let (feed, page) = (folder.path().join("feed.xml"), folder.path().join("page.html"));
    std::fs::write(&feed, data("yandex.xml")).unwrap();
    std::fs::write(&page, "<html></html>").unwrap();
    std::fs::create_dir_all(folder.path().join("data/articles")).unwrap();
    let run = async |files: &[&std::path::Path]| {
        let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_headliner"));
        let output = command.arg("import").args(files).current_dir(folder.path()).env_clear().output().await.unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap().replace(folder.path().to_str().unwrap(), "."))
    };
    let told = "./feed.xml: RSS, 3 items: 3 new, 0 changed, 0 known\n  \
        not taken: item 5: the feed ends in the middle of this item: it is taken when it comes whole\n  \
        not taken: https://vecher.kz/ru/article/pustoy.html: it has no title\n  \
        without a date, so archive: В метро появятся новые вагоны: \"Mon, 23 Nov 2026 08:00:00 ALMT\" cannot be understood\n";
    assert_eq!(run(&[&feed]).await, (Some(0), told.to_owned()));
    let again = told.replace("3 new, 0 changed, 0 known", "0 new, 0 changed, 3 known");
    let no_feed = "./page.html: it is a page and no feed: write the address of the feed itself\n";
    assert_eq!(run(&[&page, &feed]).await, (Some(1), format!("{no_feed}{again}")));
    assert_eq!(std::fs::read_dir(folder.path().join("data/articles/feeds/vecher.kz")).unwrap().count(), 3);
}

#[tokio::test(start_paused = true)]
async fn all_pages_of_wordpress_are_imported() {
    let (house, site) = (House::closed(MORNING).await, Site::open().await);
    let posts = |numbers: std::ops::Range<u32>| {
        let post = |number: u32| {
            format!(
                "{{\"id\": {number}, \"link\": \"https://vecher.kz/{number}\", \"title\": {{\"rendered\": \"Новость {number}\"}}}}"
            )
        };
        Reply::Text(format!("[{}]", numbers.map(post).collect::<Vec<_>>().join(",")), "")
    };
    site.serve("/posts?per_page=10", posts(0..10));
    site.serve("/posts?per_page=10&page=2", posts(9..19));
    site.serve("/posts?per_page=10&page=3", posts(19..22));
    site.serve("/posts?per_page=10&page=4", Reply::Status(400, ""));
    site.serve("/same", posts(0..3));
    site.serve("/same?page=2", posts(0..3));
    let of = async |path: &str| imported(&house, site.url(path).as_str()).await.unwrap().taken;
    assert_eq!(of("/posts?per_page=10").await, taken(22, 0, 0));
    assert_eq!(of("/posts?per_page=10&page=3").await, taken(0, 0, 3), "one page is one");
    assert_eq!(of("/same").await, taken(0, 0, 3));
    assert_eq!(site.asked("/same?page=2").len(), 1);
    // A server that fails meanwhile has not come to its end.
    site.serve("/failing", posts(30..40));
    site.serve("/failing?page=2", Reply::Status(503, ""));
    let error = imported(&house, site.url("/failing").as_str()).await.unwrap_err();
    let expected =
        "page 2 cannot be had; 10 items before it are taken: import it again: it answers with 503 Service Unavailable";
    assert_eq!(format!("{error:#}"), expected);
    site.serve("/failing?page=2", posts(40..45));
    assert_eq!(of("/failing").await, taken(5, 0, 10));
}
