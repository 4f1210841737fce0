//! What editors write on a phone, and the files of the store: each says what the other says, whatever happens in between.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
    time::Duration,
};

use headliner::{
    acts::{
        Who,
        correct::{Corrected, Correction, Loud, Text, Unmended, correct, differences, settle},
        publish::{Order, When, publish},
        retract::{Retraction, restore, retract},
        typed::{Typed, keep},
    },
    article::{ArticleKey, Language},
    newsroom::Newsroom,
    store::{Kind, Lane, Volume, Writing, chats::NewChat},
};

use crate::{
    desk::Desk,
    harness::{House, MORNING, notices},
};

const SECONDS: Duration = Duration::from_secs(5);
const MINUTE: Duration = Duration::from_secs(60);

impl Desk {
    fn key(&self, id: &str) -> ArticleKey {
        ArticleKey(self.number(id))
    }

    fn madina(&self) -> Who {
        Who::Person { id: self.editor.id(), name: "Мадина".into() }
    }

    /// The editor writes another headline.
    fn corrects(&self, id: &str, headline: &str, loud: Loud) -> Result<Corrected, Unmended> {
        self.writes(self.key(id), Text { headline: Some(headline.into()), ..Text::default() }, loud)
    }

    fn writes(&self, article: ArticleKey, text: Text, loud: Loud) -> Result<Corrected, Unmended> {
        let correction = Correction { article, revision: None, text, loud };
        let (who, now) = (self.madina(), self.house.now());
        let act = self.house.store().write_here(|store| correct(store, &Newsroom::default(), &who, &correction, now));
        act.unwrap()
    }

    fn types(&self, language: Language, translation_of: Option<ArticleKey>, headline: &str) -> ArticleKey {
        let typed = Typed {
            headline: headline.into(),
            lead: "Сила: *5 баллов*".into(),
            url: None,
            foreign: false,
            language,
            translation_of,
        };
        let (who, now) = (self.madina(), self.house.now());
        let act = self.house.store().write_here(|store| keep(store, &Newsroom::default(), &who, &typed, now));
        act.unwrap().unwrap()
    }

    /// As breaking news, at once.
    fn pushes(&self, article: ArticleKey) {
        let order = Order {
            article,
            revision: None,
            lane: Lane::Breaking,
            languages: 0,
            volume: Volume::AsChosen,
            stars: 0,
            insists: false,
        };
        let (who, now) = (self.madina(), self.house.now());
        let push = |store: &Writing| publish(store, &Newsroom::default(), &who, &order, When::Now, now);
        self.house.store().write_here(push).unwrap().unwrap();
    }

    fn settles(&self, id: &str, keep_ours: bool) -> bool {
        let (who, now, key) = (self.madina(), self.house.now(), self.key(id));
        self.house.store().write_here(|store| settle(store, &who, key, keep_ours, now)).unwrap()
    }

    fn retracts(&self, id: &str, note: Option<&str>, delete: bool) -> u32 {
        let retraction = Retraction { article: self.key(id), note: note.map(str::to_owned), delete, tell: delete };
        let (who, now) = (self.madina(), self.house.now());
        self.house.store().write_here(|store| retract(store, &who, &retraction, now)).unwrap().unwrap()
    }

    fn restores(&self, id: &str) -> Option<u32> {
        let (who, now, key) = (self.madina(), self.house.now(), self.key(id));
        self.house.store().write_here(|store| restore(store, &who, key, now)).unwrap()
    }

    fn file(&self, path: &str) -> String {
        fs::read_to_string(self.house.path(&format!("articles/{path}"))).unwrap()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.house.path(&format!("articles/{path}"));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn revision(&self, id: &str) -> i64 {
        let key = self.key(id);
        self.house.store().read_here(|store| store.story(key)).unwrap().unwrap().0.revision
    }

    /// What an article's file and the desk disagree about.
    fn disagrees(&self, id: &str) -> bool {
        let key = self.key(id);
        !self.house.store().read_here(|store| differences(store, key)).unwrap().is_empty()
    }
}

fn roof(headline: &str, more: &str) -> String {
    format!(
        "---\r\n# из редакции\r\nheadline: {headline}   # срочно\r\nrubric: society\r\nmain: true\r\n\
         url: https://vecher.kz/roof\r\nid: roof\r\n{more}---\r\nТекст.\r\n"
    )
}

/// The copies change at once, the file follows and nothing else in it changes; reading it again, a restart and a crash between the
/// act and the file change nothing.
#[tokio::test(start_paused = true)]
async fn a_correction_reaches_copies_and_the_file() {
    let mut desk = Desk::open().await;
    let (wrong, right) = ("Крышу починят в четверг", "Крышу починят в пятницу");
    desk.write("roof.md", &roof(wrong, ""));
    let file = desk.house.path("articles/roof.md");
    fs::set_permissions(&file, Permissions::from_mode(0o640)).unwrap();
    desk.aigul.expects(wrong).await;
    notices(SECONDS).await;
    let note = "В пятницу, а не в четверг.";
    let corrected = desk.corrects("roof", right, Loud::Told(note.into())).unwrap();
    assert_eq!(corrected, Corrected { revision: 2, copies: 1 });
    tokio::time::sleep(MINUTE).await;
    let text = desk.aigul.last().text;
    assert!(text.starts_with(right) && text.contains("Исправлено в") && text.ends_with(note), "{text}");
    assert_eq!(desk.file("roof.md"), roof(right, &format!("correction: {note}\r\n")));
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    // The bot dies before the file is written, and comes back.
    desk.house.crash().await;
    desk.corrects("roof", "Крышу починят в субботу", Loud::Quiet).unwrap();
    desk.house.start().await;
    tokio::time::sleep(MINUTE).await;
    assert_eq!(desk.file("roof.md"), roof("Крышу починят в субботу", &format!("correction: {note}\r\n")));
    assert_eq!((desk.revision("roof"), desk.disagrees("roof")), (3, false), "the file is what was known");
    let names: Vec<_> =
        fs::read_dir(desk.house.path("articles")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().starts_with('.')), "{names:?}");
    // Who got the wrong version is told when a message may come again.
    tokio::time::sleep(MINUTE * 31).await;
    assert!(desk.aigul.last().text.contains("В новости выше была ошибка: В пятницу"), "{}", desk.aigul.last().text);
}

/// A system writes its own copy of the story over ours, hours later: the desk's word stands, and the desk is asked once.
#[tokio::test(start_paused = true)]
async fn what_the_store_says_otherwise_is_asked_once() {
    for keep_ours in [true, false] {
        let desk = Desk::open().await;
        desk.write("roof.md", &roof("Крышу починят", ""));
        desk.aigul.expects("Крышу починят").await;
        desk.corrects("roof", "Крышу меняют", Loud::Quiet).unwrap();
        tokio::time::sleep(MINUTE * 3).await;
        assert_eq!(desk.file("roof.md"), roof("Крышу меняют", ""));
        for more in ["", "byline: Айгүл\r\n"] {
            desk.write("roof.md", &roof("Крышу красят", more));
            tokio::time::sleep(MINUTE * 3).await;
        }
        assert!(desk.aigul.last().text.starts_with("Крышу меняют"), "{}", desk.aigul.last().text);
        let asked = || desk.editor.received().iter().filter(|message| message.text.contains("Какой оставить?")).count();
        assert_eq!((asked(), desk.disagrees("roof")), (1, true));
        assert!(desk.settles("roof", keep_ours));
        tokio::time::sleep(MINUTE * 5).await;
        let stands = if keep_ours { "Крышу меняют" } else { "Крышу красят" };
        assert!(desk.aigul.last().text.starts_with(stands), "{}", desk.aigul.last().text);
        assert_eq!(desk.file("roof.md"), roof(stands, "byline: Айгүл\r\n"));
        if keep_ours {
            desk.write("roof.md", &roof("Крышу красят", ""));
            tokio::time::sleep(MINUTE * 3).await;
            assert!(desk.aigul.last().text.starts_with(stands), "it was decided");
        }
        // The card says how it was settled, and nobody is asked again.
        assert_eq!((asked(), desk.disagrees("roof")), (0, false));
    }
}

/// The store has changed while nobody looked: its version is not written over.
#[tokio::test(start_paused = true)]
async fn what_was_written_meanwhile_is_not_lost() {
    let mut desk = Desk::open().await;
    desk.write("roof.md", &roof("Крышу починят", ""));
    desk.aigul.expects("Крышу починят").await;
    notices(SECONDS).await;
    desk.house.crash().await;
    desk.corrects("roof", "Крышу меняют", Loud::Quiet).unwrap();
    desk.write("roof.md", &roof("Крышу красят", ""));
    desk.house.start().await;
    tokio::time::sleep(MINUTE).await;
    assert_eq!((desk.file("roof.md"), desk.disagrees("roof")), (roof("Крышу красят", ""), true));
    assert!(desk.aigul.last().text.starts_with("Крышу меняют"), "{}", desk.aigul.last().text);
}

/// Where a file cannot be written the database keeps it, the copies are mended all the same, and the desk is told once.
#[tokio::test(start_paused = true)]
async fn a_file_that_cannot_be_written_stops_nothing() {
    let mut desk = Desk::open().await;
    desk.write("roof.md", &roof("Крышу починят", ""));
    let file = desk.house.path("articles/roof.md");
    fs::set_permissions(&file, Permissions::from_mode(0o444)).unwrap();
    let page = "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"@id\":\"page\",\"headline\":\"Страница\",\
        \"articleSection\":\"society\",\"url\":\"https://vecher.kz/page\"}</script>";
    desk.write("page.html", page);
    notices(SECONDS).await;
    desk.corrects("roof", "Крышу меняют", Loud::Quiet).unwrap();
    desk.corrects("page", "Новая страница", Loud::Quiet).unwrap();
    let folder = desk.house.path("articles/telegram");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, Permissions::from_mode(0o555)).unwrap();
    let typed = desk.types(Language::Ru, None, "Толчки");
    desk.pushes(typed);
    desk.aigul.expects("Толчки").await;
    tokio::time::sleep(MINUTE * 5).await;
    desk.house.end().await;
    desk.house.start().await;
    tokio::time::sleep(MINUTE * 11).await;
    let told: Vec<String> = desk.editor.received().iter().map(|message| message.text.clone()).collect();
    let told = |what: &str| told.iter().filter(|text| text.contains("Не записано в") && text.contains(what)).count();
    assert_eq!((told("roof.md"), told("page.html"), told("telegram/")), (1, 1, 1));
    assert_eq!(desk.file("page.html"), page);
    let headline = |id: &str| desk.house.store().read_here(|store| store.headline_of(desk.key(id))).unwrap();
    assert_eq!((headline("roof"), headline("page")), ("Крышу меняют".into(), "Новая страница".into()));
    fs::set_permissions(&file, Permissions::from_mode(0o644)).unwrap();
    fs::set_permissions(&folder, Permissions::from_mode(0o755)).unwrap();
    tokio::time::sleep(MINUTE * 6).await;
    assert_eq!(desk.file("roof.md"), roof("Крышу меняют", ""), "it is tried again");
    assert_eq!(fs::read_dir(folder).unwrap().count(), 1);
}

/// In the middle of a push it stops, in all languages; what readers have says so, and so does the file. Restored, it is a correction
/// for those who have it and news for those who do not.
#[tokio::test(start_paused = true)]
async fn a_story_is_retracted_and_restored_in_two_languages() {
    let desk = Desk::open().await;
    desk.write("roof.md", &roof("Крышу починят", ""));
    let kazakh = "---\nid: roof-kk\nheadline: Шатыр жөнделеді\nrubric: society\nmain: true\nlanguage: kk\n\
        url: https://vecher.kz/roof-kk\ntranslation_of: roof\n---\n";
    desk.write("roof-kk.md", kazakh);
    desk.aigul.expects("Крышу починят").await;
    desk.erlan.expects("Шатыр").await;
    notices(SECONDS).await;
    assert_eq!(desk.retracts("roof", Some("Ремонта не будет."), false), 2);
    let late = desk.house.sim.person("Дана", "kk");
    late.start("");
    tokio::time::sleep(MINUTE).await;
    assert_eq!(desk.aigul.last().text, "🚫 Материал снят с публикации.\n\nРемонта не будет.");
    assert!(desk.erlan.last().text.starts_with("🚫"), "{}", desk.erlan.last().text);
    assert!(!late.received().iter().any(|message| message.text.contains("Шатыр")));
    let more = "correction: Ремонта не будет.\r\nstatus: withdrawn\r\n";
    assert_eq!(desk.file("roof.md"), roof("Крышу починят", more));
    assert_eq!(desk.file("roof-kk.md"), kazakh);
    assert_eq!(desk.restores("roof-kk"), Some(2));
    tokio::time::sleep(MINUTE * 3).await;
    assert!(desk.aigul.last().text.starts_with("Крышу починят"), "{}", desk.aigul.last().text);
    assert!(desk.erlan.last().text.starts_with("Шатыр"), "{}", desk.erlan.last().text);
    late.expects("Шатыр").await;
    let more = "correction: \"\"\r\nstatus: published\r\n";
    assert_eq!(desk.file("roof.md"), roof("Крышу починят", more));
    let copies = desk.aigul.received().iter().filter(|message| message.text.contains("Крышу")).count();
    assert_eq!((copies, desk.restores("roof")), (1, None));
}

/// A typed story has no file and no readers until it is pushed; then it has a file, which is this very article.
#[tokio::test(start_paused = true)]
async fn a_typed_story_becomes_a_file_when_it_is_pushed() {
    let mut desk = Desk::open().await;
    let russian = desk.types(Language::Ru, None, "Толчки в Алматы");
    let kazakh = desk.types(Language::Kk, Some(russian), "Алматыда жер сілкінді");
    tokio::time::sleep(MINUTE).await;
    assert!(!desk.house.path("articles/telegram").exists());
    desk.aigul.say("/latest");
    assert!(!desk.aigul.expects("Последние новости").await.text.contains("Толчки"));
    desk.pushes(russian);
    desk.aigul.expects("Толчки в Алматы").await;
    desk.erlan.expects("Алматыда жер").await;
    tokio::time::sleep(MINUTE).await;
    let file = desk.file("telegram/2026-11-23-1000.md");
    let lines: Vec<&str> = file.lines().filter(|line| !line.starts_with("published: 2026-11-23T10:0")).collect();
    let expected = [
        "---",
        "id: telegram-2026-11-23-1000",
        "headline: \"Толчки в Алматы\"",
        "lead: \"Сила: \\\\*5 баллов\\\\*\"",
        "url: \"\"",
        "language: ru",
        "status: published",
        "---",
    ];
    assert_eq!(lines, expected);
    assert!(desk.file("telegram/2026-11-23-1000-2.md").contains("translation_of: \"telegram-2026-11-23-1000\""));
    desk.house.end().await;
    desk.house.start().await;
    tokio::time::sleep(MINUTE).await;
    let id = "telegram-2026-11-23-1000";
    assert_eq!((desk.revision(id), desk.number(id)), (1, russian.0));
    assert_eq!(desk.house.store().read_here(|store| store.count_held()).unwrap(), 0);
    let text = Text { url: Some("https://vecher.kz/tolchki".into()), ..Text::default() };
    desk.writes(kazakh, text, Loud::Quiet).unwrap();
    tokio::time::sleep(MINUTE).await;
    assert!(desk.file("telegram/2026-11-23-1000-2.md").contains("url: \"https://vecher.kz/tolchki\""));
    for (reader, headline) in [(&desk.aigul, "Толчки"), (&desk.erlan, "Алматыда жер")] {
        let copies = reader.received().iter().filter(|message| message.text.contains(headline)).count();
        assert_eq!(copies, 1, "{headline}");
    }
    assert_eq!(desk.retracts(id, None, true), 2);
    desk.aigul.expects("Мы сняли").await;
    assert!(!desk.erlan.received().iter().any(|message| message.text.contains("Алматыда жер")));
}

/// The bot dies when a typed story's file is written and not yet noted, and the editor mends the headline meanwhile.
#[tokio::test(start_paused = true)]
async fn a_file_of_the_last_moment_is_the_article_that_was_typed() {
    let mut desk = Desk::open().await;
    desk.house.crash().await;
    let russian = desk.types(Language::Ru, None, "Толчки");
    desk.pushes(russian);
    let (id, path) = ("telegram-2026-11-23-1000", "telegram/2026-11-23-1000.md");
    let file = |headline: &str, status: &str| {
        format!(
            "---\nid: {id}\nheadline: \"{headline}\"\nlead: \"Сила: \\\\*5 баллов\\\\*\"\nurl: \"\"\nlanguage: ru\n\
             published: 2026-11-23T10:00:10+05:00\nstatus: {status}\n---\n"
        )
    };
    desk.write(path, &file("Толчки", "published"));
    desk.corrects(id, "Толчки в Алматы", Loud::Quiet).unwrap();
    desk.house.start().await;
    desk.aigul.expects("Толчки в Алматы").await;
    tokio::time::sleep(MINUTE).await;
    assert_eq!((desk.revision(id), desk.file(path)), (2, file("Толчки в Алматы", "published")));
    assert_eq!(fs::read_dir(desk.house.path("articles/telegram")).unwrap().count(), 1);
    // Withdrawn before its file is there, it can be restored afterwards.
    let kazakh = desk.types(Language::Kk, None, "Жер сілкінді");
    desk.pushes(kazakh);
    let id =
        format!("telegram-{}", desk.house.now().utc().with_timezone(&chrono_tz::Asia::Almaty).format("%Y-%m-%d-%H%M"));
    desk.retracts(&id, None, false);
    tokio::time::sleep(MINUTE).await;
    assert!(desk.file(&format!("telegram/{}.md", &id[9..])).contains("status: withdrawn\n"));
    assert!(desk.restores(&id).is_some());
    tokio::time::sleep(MINUTE).await;
    assert!(desk.file(&format!("telegram/{}.md", &id[9..])).contains("status: published\n"));
    desk.erlan.expects("Жер сілкінді").await;
}

/// In the middle of a broadcast: nobody keeps it, nobody gets it later.
#[tokio::test(start_paused = true)]
async fn a_push_that_is_retracted_in_the_middle_leaves_nothing() {
    let mut house = House::open().await;
    house.end().await;
    house.set("HEADLINER_SEND_RATE", 10);
    let readers = house.sim.crowd(60);
    let newsroom = Newsroom::default();
    let join = |store: &Writing| {
        readers.clone().try_for_each(|telegram| {
            let (kind, tongue) = (Kind::Reader, Language::Ru);
            let new = NewChat { telegram, topic: 0, kind, tongue, languages: 1, rubrics: 1, source: None, title: None };
            store.join(&new, &newsroom.new_reader, MORNING).map(drop)
        })
    };
    house.store().write_here(join).unwrap();
    house.start().await;
    let desk = Desk::in_house(house).await;
    desk.write("roof.md", &roof("Крышу починят", ""));
    desk.aigul.expects("Крышу починят").await;
    let with = |text: &str| {
        let has =
            |reader: &i64| desk.house.sim.room(*reader).received().iter().any(|message| message.text.contains(text));
        readers.clone().filter(has).count()
    };
    while with("Крышу") < 20 {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(with("Крышу") < 40, "it is in the middle");
    desk.retracts("roof", None, false);
    tokio::time::sleep(MINUTE * 3).await;
    let withdrawn = with("Материал снят");
    assert!(with("Крышу") == 0 && (20..40).contains(&withdrawn), "{withdrawn} were served");
}
