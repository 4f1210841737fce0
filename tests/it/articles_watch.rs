//! The watcher over real folders. On the paused clock a wait for the next full look takes no time; where the speed of
//! events is meant, the clock runs and full looks are an hour apart.

#[cfg(unix)]
use std::{ffi::OsStr, os::unix::ffi::OsStrExt, process::Command};
use std::{
    fs,
    io::Write,
    path::Path,
    time::{Duration, Instant},
};

use chrono_tz::Tz;
use headliner::intake::watch::{EVERY, Seen, Watcher};
use tempfile::TempDir;
use tokio::{sync::mpsc, time::timeout};

const HOUR: Duration = Duration::from_secs(3600);

struct Store {
    folder: TempDir,
    watcher: Watcher,
    seen: mpsc::Receiver<Seen>,
    patience: Duration,
}

impl Store {
    fn open(folder: TempDir, every: Duration) -> Store {
        let (watcher, seen) = Watcher::start(folder.path(), Tz::Asia__Almaty, every).expect("the folder is there");
        // On the running clock an hour between looks means: before a look.
        let patience = if every == HOUR { Duration::from_secs(60) } else { HOUR };
        Store { folder, watcher, seen, patience }
    }

    /// An empty one whose first look is over.
    async fn empty(every: Duration) -> Store {
        let mut store = Store::open(tempfile::tempdir().expect("a folder"), every);
        assert_eq!(store.next().await, "looked first");
        store
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().expect("a folder above")).expect("folders");
        fs::write(self.path(name), text).expect("a file");
    }

    /// As programs should write: under another name, then in one step.
    fn publish(&self, name: &str, text: &str) {
        self.write(".new.tmp", text);
        fs::rename(self.path(".new.tmp"), self.path(name)).expect("a rename");
    }

    /// The next thing seen, in short.
    async fn next(&mut self) -> String {
        let seen = timeout(self.patience, self.seen.recv()).await.expect("something in time").expect("it watches");
        match seen {
            Seen::Article { path, article, .. } => format!("{path}: {}", article.headline),
            Seen::Fault { path, fault } => format!("{path}: ! {fault}"),
            Seen::Gone { path } => format!("{path}: gone"),
            Seen::Opened { path } => format!("{path}: opened"),
            Seen::Looked { first: true } => "looked first".to_owned(),
            Seen::Looked { first: false } => "looked".to_owned(),
        }
    }

    /// The next thing seen but for full looks.
    async fn news(&mut self) -> String {
        loop {
            let next = self.next().await;
            if next != "looked" {
                return next;
            }
        }
    }
}

fn article(headline: &str) -> String {
    format!("---\nheadline: \"{headline}\"\n---\nТекст.\n")
}

#[tokio::test]
async fn the_archive_comes_before_the_first_look_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(folder.path().join("2026/11")).expect("folders");
    fs::create_dir(folder.path().join(".git")).expect("a folder");
    for (name, text) in [
        ("a.md", article("Один")),
        ("2026/11/b.markdown", article("Два")),
        ("c.JSON", "{\"headline\": \"Три\"}".to_owned()),
        ("bad.md", "без начала".to_owned()),
        (".hidden.md", article("нет")),
        ("~c.md", article("нет")),
        ("d.md.tmp", article("нет")),
        ("e.md.part", article("нет")),
        ("f.md.swp", article("нет")),
        ("g.md.crdownload", article("нет")),
        (".git/h.md", article("нет")),
        ("photo.jpg", "нет".to_owned()),
    ] {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    let mut store = Store::open(folder, HOUR);
    let mut seen = Vec::new();
    while seen.last().is_none_or(|last| last != "looked first") {
        seen.push(store.next().await);
    }
    seen.sort();
    let bad = seen.iter().position(|line| line.starts_with("bad.md: ! line 1:")).expect("the bad one is told");
    seen.remove(bad);
    assert_eq!(seen, ["2026/11/b.markdown: Два", "a.md: Один", "c.JSON: Три", "looked first"]);
}

#[tokio::test]
async fn a_rename_into_place_is_read_at_once() {
    let mut store = Store::empty(HOUR).await;
    let mut times = Vec::new();
    for number in 0..20 {
        let (name, text) = (format!("{number}.md"), article(&number.to_string()));
        store.write(".new.tmp", &text);
        let begun = Instant::now();
        fs::rename(store.path(".new.tmp"), store.path(&name)).expect("a rename");
        assert_eq!(store.next().await, format!("{name}: {number}"));
        times.push(begun.elapsed());
    }
    times.sort();
    println!("rename to Seen: median {:?}, largest {:?}", times[10], times[19]);
    assert!(times[10] < Duration::from_millis(100), "events are used: {times:?}");
}

#[tokio::test]
async fn a_writer_that_has_not_closed_its_file_is_waited_for() {
    let mut store = Store::empty(HOUR).await;
    let mut file = fs::File::create(store.path("slow.md")).expect("a file");
    file.write_all("---\nheadline: Мост\n---\nПоловина".as_bytes()).expect("half of it");
    file.flush().expect("it is on disk");
    let early = timeout(Duration::from_millis(200), store.seen.recv()).await;
    assert!(early.is_err(), "nothing is told of half an article: {early:?}");
    file.write_all(" и конец.\n".as_bytes()).expect("the rest");
    drop(file);
    let Some(Seen::Article { article, .. }) = store.seen.recv().await else { panic!("the article is told") };
    assert_eq!(article.body, "Половина и конец.");
}

#[tokio::test(start_paused = true)]
async fn an_unfinished_file_is_told_after_a_few_tries_and_read_when_it_changes() {
    let mut store = Store::empty(EVERY).await;
    store.write("cut.json", "{\"headline\": \"Мост\"");
    let fault = "cut.json: ! line 1: the file ends in the middle of its JSON: save it again as a whole";
    assert_eq!(store.news().await, fault);
    store.write("cut.json", "{\"headline\": \"Мост\"}");
    assert_eq!(store.news().await, "cut.json: Мост");
}

#[tokio::test(start_paused = true)]
async fn the_same_content_is_told_once() {
    let mut store = Store::empty(EVERY).await;
    store.publish("a.md", &article("Один"));
    store.publish("bad.md", "нет начала");
    let mut both = [store.news().await, store.news().await];
    both.sort();
    assert_eq!(both[0], "a.md: Один");
    assert!(both[1].starts_with("bad.md: !"), "{both:?}");
    store.publish("a.md", &article("Один"));
    store.write("a.md", &article("Один"));
    store.publish("bad.md", "нет начала");
    fs::File::open(store.path("a.md"))
        .and_then(|file| file.set_modified(std::time::SystemTime::now()))
        .expect("a touch");
    for _ in 0..3 {
        assert_eq!(store.next().await, "looked");
    }
    store.publish("bad.md", &article("Исправлен"));
    assert_eq!(store.news().await, "bad.md: Исправлен");
    store.publish("a.md", &article("Два"));
    assert_eq!(store.news().await, "a.md: Два");
}

#[tokio::test(start_paused = true)]
async fn a_folder_that_is_made_again_goes_on() {
    let mut store = Store::empty(EVERY).await;
    let root = store.folder.path().to_owned();
    fs::remove_dir_all(&root).expect("the folder goes");
    let gone = store.news().await;
    assert!(gone.starts_with(": ! the article store cannot be read"), "{gone}");
    fs::create_dir(&root).expect("the folder comes back");
    store.write("a.md", &article("Снова"));
    assert_eq!(store.news().await, ": opened");
    assert_eq!(store.news().await, "a.md: Снова");
    fs::remove_dir_all(&root).expect("the folder goes again");
    assert_eq!(store.news().await, gone);
}

#[tokio::test]
async fn a_folder_that_is_made_again_has_events_again() {
    let mut store = Store::empty(HOUR).await;
    let root = store.folder.path().to_owned();
    fs::remove_dir_all(&root).expect("the folder goes");
    fs::create_dir(&root).expect("the folder comes back");
    store.watcher.look_now();
    assert_eq!(store.next().await, "looked");
    store.publish("a.md", &article("Снова"));
    assert_eq!(store.news().await, "a.md: Снова");
}

#[tokio::test(start_paused = true)]
async fn what_is_gone_for_ten_seconds_is_told_once() {
    let mut store = Store::empty(EVERY).await;
    for name in ["a.md", "b.md", "c/1.md", "c/2.md", "d.md"] {
        store.write(name, &article(name));
        assert_eq!(store.news().await, format!("{name}: {name}"));
    }
    fs::remove_file(store.path("a.md")).expect("it goes");
    assert_eq!(store.news().await, "a.md: gone");
    fs::create_dir(store.path(".old")).expect("a folder");
    fs::rename(store.path("b.md"), store.path(".old/b.md")).expect("a rename");
    assert_eq!(store.news().await, "b.md: gone");
    fs::rename(store.path("c"), store.path(".old/c")).expect("a rename");
    assert_eq!([store.news().await, store.news().await], ["c/1.md: gone", "c/2.md: gone"]);
    fs::remove_file(store.path("d.md")).expect("it goes");
    tokio::time::sleep(Duration::from_secs(8)).await;
    store.publish("d.md", &article("d.md"));
    for _ in 0..3 {
        assert_eq!(store.next().await, "looked", "it came back in time");
    }
    store.publish("a.md", &article("a.md"));
    assert_eq!(store.news().await, "a.md: a.md", "what comes back is told again");
}

/// Somebody tidies up while the watcher looks: a name it has read leads nowhere when it follows it. Nothing is wrong with
/// the folder or the file then.
#[tokio::test]
async fn what_moves_while_it_is_looked_at_is_no_fault() {
    let mut store = Store::empty(HOUR).await;
    store.write("c/1.md", &article("Один"));
    assert_eq!(store.news().await, "c/1.md: Один");
    let (here, aside) = (store.path("c"), store.path(".aside"));
    let tidying = std::thread::spawn(move || {
        for _ in 0..20_000 {
            fs::rename(&here, &aside).expect("a rename");
            fs::rename(&aside, &here).expect("a rename");
        }
    });
    while !tidying.is_finished() {
        store.watcher.look_now();
        assert_eq!(store.next().await, "looked");
    }
    tidying.join().expect("it only renames");
    store.publish("c/1.md", &article("Два"));
    assert_eq!(store.news().await, "c/1.md: Два");
}

#[tokio::test]
async fn a_folder_moved_in_is_read_without_waiting_for_the_next_look() {
    let mut store = Store::empty(HOUR).await;
    store.write(".new/2026/a.md", &article("Один"));
    fs::rename(store.path(".new"), store.path("archive")).expect("a rename");
    assert_eq!(store.news().await, "archive/2026/a.md: Один");
    store.publish("archive/2026/b.md", &article("Два"));
    assert_eq!(store.news().await, "archive/2026/b.md: Два");
}

#[tokio::test(start_paused = true)]
async fn what_is_no_file_of_the_store_is_a_fault() {
    let outside = tempfile::tempdir().expect("a folder");
    fs::write(outside.path().join("secret.md"), article("чужое")).expect("a file");
    let mut store = Store::empty(EVERY).await;
    fs::create_dir(store.path("x.md")).expect("a folder");
    store.write("big.md", &"я".repeat(1024 * 1024));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(outside.path().join("secret.md"), store.path("link.md")).expect("a link");
        std::os::unix::fs::symlink(outside.path(), store.path("elsewhere")).expect("a link");
        std::os::unix::fs::symlink("loop.md", store.path("loop.md")).expect("a link");
        let no_utf8 = OsStr::from_bytes(b"\xff\xfe.md");
        std::os::unix::fs::symlink(outside.path().join("secret.md"), store.folder.path().join(no_utf8))
            .expect("a link");
        assert!(Command::new("mkfifo").arg(store.path("pipe.md")).status().expect("mkfifo").success());
    }
    let mut seen = Vec::new();
    for _ in 0..if cfg!(unix) { 6 } else { 2 } {
        seen.push(store.news().await);
    }
    seen.sort();
    let expected = [
        "%FF%FE.md: ! this is a link to a file outside of the article store: put the file itself here",
        "big.md: ! the file has 2.0 MiB and the most is 1 MiB: keep pictures in files of their own",
        "link.md: ! this is a link to a file outside of the article store: put the file itself here",
        "loop.md: ! the file cannot be read (Too many levels of symbolic links (os error 40)): look whether it can be \
         opened, and save it again",
        "pipe.md: ! this is a pipe or a device and no file: delete it",
        "x.md: ! this is a folder with the name of an article: rename the folder",
    ];
    if cfg!(target_os = "linux") {
        assert_eq!(seen, expected);
    }
    store.publish("good.md", &article("Хороший"));
    assert_eq!(store.news().await, "good.md: Хороший");
}

#[tokio::test]
async fn ten_thousand_files_at_once_are_all_told() {
    let folder = tempfile::tempdir().expect("a folder");
    for number in 0..10_000 {
        let name = folder.path().join(format!("{number}.md"));
        fs::write(name, article(&format!("Заголовок {number}"))).expect("a file");
    }
    let begun = Instant::now();
    let mut store = Store::open(folder, HOUR);
    let mut articles = 0;
    while store.next().await != "looked first" {
        articles += 1;
    }
    println!("10,000 files in {:?}", begun.elapsed());
    assert_eq!(articles, 10_000);
    store.watcher.look_now();
    assert_eq!(store.next().await, "looked");
}

#[tokio::test]
async fn more_files_than_events_can_be_kept_are_all_told() {
    let mut store = Store::empty(HOUR).await;
    for number in 0..4_000 {
        store.write(&format!("{number}.md"), &article(&format!("Заголовок {number}")));
    }
    let mut told = std::collections::BTreeSet::new();
    while told.len() < 4_000 {
        assert!(told.insert(store.news().await), "each once");
    }
}

#[tokio::test]
async fn a_missing_folder_is_said_clearly() {
    let missing = Path::new("no/such/folder");
    let error = Watcher::start(missing, Tz::Asia__Almaty, EVERY).expect_err("there is none").to_string();
    let expected = "the article store no/such/folder cannot be opened: create the folder or set HEADLINER_ARTICLES";
    assert_eq!(error, expected);
}
