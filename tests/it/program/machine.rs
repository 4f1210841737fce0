//! The machine under the program fails: its disk is full, the database may not be written, a part of its file is spoilt, its clock
//! jumps. Delivery halts, nothing comes twice, nothing is lost, staff hear of it, and it goes on by itself when that is mended.
//!
//! A disk of its own takes root, and a clock of its own `faketime` (Debian has it): where either is missing, its test says so and
//! ends; with `HEADLINER_REQUIRE_MACHINE=1`, as `.ci/run` sets it where both are to be had, it fails.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use simulator::{Person, Settings};

use super::office::{Office, Running};

/// Debian's place for it, on whatever processor.
const FAKETIME: [&str; 2] =
    ["/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1"];
const DAY: i64 = 86_400;

/// A test cannot run here.
fn cannot(why: &str) {
    let required = std::env::var_os("HEADLINER_REQUIRE_MACHINE").is_some();
    assert!(!required, "{why}, and HEADLINER_REQUIRE_MACHINE is set");
    eprintln!("{why}: this is not tried here");
}

fn performs(command: &str, arguments: &[&str]) -> bool {
    Command::new(command).args(arguments).output().is_ok_and(|output| output.status.success())
}

/// A small disk in memory; it goes with the test.
struct Disk(PathBuf);

impl Disk {
    /// Under this folder, which is made, with so many MiB; `None`: whoever runs the test may not do that.
    fn mount(folder: PathBuf, mib: u32) -> Option<Disk> {
        fs::create_dir(&folder).unwrap();
        let mounted = performs("mount", &["-t", "tmpfs", "-o", &format!("size={mib}m"), "none", &text(&folder)]);
        mounted.then_some(Disk(folder))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// A file takes so many MiB of it, or all that is left.
    fn fill(&self, name: &str, mib: Option<u32>) {
        if let Some(mib) = mib {
            assert!(performs("fallocate", &["-l", &format!("{mib}M"), &text(&self.path(name))]));
        } else {
            let _ = fs::write(self.path(name), vec![0; 400 << 20]); // as much as there is room for
        }
    }

    fn remount(&self, how: &str) {
        assert!(performs("mount", &["-o", &format!("remount,{how}"), &text(&self.0)]));
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        performs("umount", &["-l", &text(&self.0)]);
    }
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

/// The bot with its database there; this admin hears of what is wrong.
fn start_with(office: &Office, database: &Path, admin: &Person) -> Running {
    let mut command = office.command(&["run"]);
    command.env("HEADLINER_DATABASE", database).env("HEADLINER_ADMINS", admin.id().to_string());
    Running::new(command)
}

fn hears(admin: &Person, what: &str) -> bool {
    admin.received().iter().any(|message| message.text.contains(what))
}

/// What comes from now on is news.
async fn has_looked(running: &Running, database: &Path) {
    let began = || headliner::store::Store::open(database).unwrap().read_here(|store| store.began()).unwrap();
    running.until("it has looked", || began().is_some()).await;
}

/// The database is sound, and each reader has this once.
async fn has_once(office: &Office, database: &Path, running: &Running, readers: &[i64], headline: &str) {
    running.until(headline, || readers.iter().all(|reader| office.copies(*reader, headline) >= 1)).await;
    assert!(readers.iter().all(|reader| office.copies(*reader, headline) == 1), "{headline} came twice");
    let checked = office.performs(&["--database", &text(database), "check"]).await;
    assert!(checked.contains("no mistakes") || checked.contains("everything is in order"), "{checked}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_fills_halts_sending_before_it_is_full() {
    let office = Office::open(Settings::unlimited()).await;
    let Some(disk) = Disk::mount(office.path("disk"), 300) else {
        return cannot("no disk can be mounted (that takes root)");
    };
    let database = disk.path("headliner.db");
    let admin = office.sim.person("Болат", "ru");
    let mut running = start_with(&office, &database, &admin);
    running.says("is at work").await;
    admin.start("");
    running.until("the admin is answered", || !admin.received().is_empty()).await;
    let readers: Vec<i64> = office.import_into(&text(&database), 3).await.collect();
    has_looked(&running, &database).await;
    office.write("bridge", "Мост открыт");
    has_once(&office, &database, &running, &readers, "Мост открыт").await;

    disk.fill("some", Some(150));
    running.says("nothing is sent until there is more").await;
    office.write("park", "Парк закрыт");
    let aigul = office.sim.person("Айгүл", "ru");
    aigul.start("");
    running.until("people are answered meanwhile", || !aigul.received().is_empty()).await;
    disk.fill("rest", None);
    aigul.say("/rubrics");
    running.says("updates wait").await;
    office.write("tram", "Трамвай возвращается");
    running
        .until("the admin hears why", || hears(&admin, "На диске осталось") || hears(&admin, "на её диске нет места"))
        .await;
    for headline in ["Парк закрыт", "Трамвай"] {
        assert!(readers.iter().all(|reader| office.copies(*reader, headline) == 0), "{headline} was sent");
    }

    fs::remove_file(disk.path("rest")).unwrap();
    fs::remove_file(disk.path("some")).unwrap();
    running.says("there is room on the disk of the database again").await;
    for headline in ["Мост открыт", "Парк закрыт", "Трамвай возвращается"] {
        has_once(&office, &database, &running, &readers, headline).await;
    }
    assert_eq!(running.signal("TERM").await.0.code(), Some(0), "{}", running.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_read_only_disk_ends_the_start_with_a_sentence() {
    let office = Office::open(Settings::unlimited()).await;
    let Some(disk) = Disk::mount(office.path("disk"), 300) else {
        return cannot("no disk can be mounted (that takes root)");
    };
    let (database, admin) = (disk.path("headliner.db"), office.sim.person("Болат", "ru"));
    let mut running = start_with(&office, &database, &admin);
    running.says("is at work").await;
    running.signal("TERM").await;
    let readers: Vec<i64> = office.import_into(&text(&database), 3).await.collect();
    disk.remount("ro");
    let mut refused = start_with(&office, &database, &admin);
    assert_eq!(refused.ended().await.code(), Some(1), "{}", refused.text());
    assert!(refused.text().contains("must be writable"), "{}", refused.text());
    assert!(refused.text().contains("disk/headliner"), "it names no file: {}", refused.text());
    disk.remount("rw");
    let running = start_with(&office, &database, &admin);
    running.says("is at work").await;
    has_looked(&running, &database).await;
    office.write("bridge", "Мост открыт");
    has_once(&office, &database, &running, &readers, "Мост открыт").await;
}

/// Another program holds the database's lock for longer than anybody waits.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_held_by_another_program_is_waited_for() {
    let office = Office::open(Settings::unlimited()).await;
    let readers: Vec<i64> = office.import(3).await.collect();
    let (database, admin) = (office.path("headliner.db"), office.sim.person("Болат", "ru"));
    let running = office.looks(start_with(&office, &database, &admin)).await;
    admin.start("");
    running.until("the admin is answered", || !admin.received().is_empty()).await;
    let store = office.store();
    let (held, let_go) = (std::sync::mpsc::channel::<()>(), std::sync::mpsc::channel::<()>());
    let holding = std::thread::spawn(move || {
        store.write_here(|_| {
            held.0.send(()).unwrap();
            let_go.1.recv().unwrap();
            Ok(())
        })
    });
    held.1.recv().unwrap();
    office.write("bridge", "Мост открыт");
    running.says("delivery stands still").await;
    running.until("the admin hears why", || hears(&admin, "её держит другая программа")).await;
    assert_eq!(office.copies(readers[0], "Мост открыт"), 0);
    let_go.0.send(()).unwrap();
    holding.join().unwrap().unwrap();
    has_once(&office, &database, &running, &readers, "Мост открыт").await;
    running.until("the admin hears that it is over", || hears(&admin, "✅ Решено: База данных")).await;
}

/// Pages of the file are spoilt: nothing is sent on what they say, and a backup in its place is gone on with.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_spoilt_database_sends_nothing_and_a_backup_is_gone_on_with() {
    let office = Office::open(Settings::unlimited()).await;
    let readers: Vec<i64> = office.import(3).await.collect();
    let (database, admin) = (office.path("headliner.db"), office.sim.person("Болат", "ru"));
    let mut running = office.looks(start_with(&office, &database, &admin)).await;
    office.write("bridge", "Мост открыт");
    has_once(&office, &database, &running, &readers, "Мост открыт").await;
    running.signal("TERM").await;
    office.performs(&["backup", "copy.db"]).await;
    let mut bytes = fs::read(office.path("copy.db")).unwrap();
    bytes[8 * 4096..].fill(0x5a);
    fs::write(&database, bytes).unwrap();
    for beside in ["headliner.db-wal", "headliner.db-shm"] {
        let _ = fs::remove_file(office.path(beside)); // what they hold would be right
    }
    office.write("park", "Парк закрыт");
    let mut spoilt = start_with(&office, &database, &admin);
    assert_eq!(spoilt.ended().await.code(), Some(1), "{}", spoilt.text());
    assert!(spoilt.text().contains("headliner.db") && spoilt.text().contains("backup"), "{}", spoilt.text());
    assert!(readers.iter().all(|reader| office.copies(*reader, "Парк") == 0));
    fs::remove_file(&database).unwrap();
    fs::rename(office.path("copy.db"), &database).unwrap();
    let running = start_with(&office, &database, &admin);
    has_once(&office, &database, &running, &readers, "Парк закрыт").await;
    has_once(&office, &database, &running, &readers, "Мост открыт").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_jumps_loses_and_doubles_nothing() {
    let Some(faketime) = FAKETIME.into_iter().find(|library| Path::new(library).exists()) else {
        return cannot("there is no libfaketime (Debian: faketime)");
    };
    let office = Office::open(Settings::unlimited()).await;
    let readers: Vec<i64> = office.import(3).await.collect();
    let (database, admin) = (office.path("headliner.db"), office.sim.person("Болат", "ru"));
    let ahead = office.path("ahead");
    let turn = |seconds: i64| {
        fs::write(office.path("ahead.part"), format!("{seconds:+}s")).unwrap();
        fs::rename(office.path("ahead.part"), &ahead).unwrap();
    };
    turn(0);
    let mut command = office.command(&["run"]);
    command
        .env("HEADLINER_ADMINS", admin.id().to_string())
        .env("LD_PRELOAD", faketime)
        .env("FAKETIME_TIMESTAMP_FILE", &ahead)
        .env("FAKETIME_NO_CACHE", "1")
        .env("DONT_FAKE_MONOTONIC", "1")
        .env("NO_FAKE_STAT", "1");
    let running = office.looks(Running::new(command)).await;
    admin.start("");
    running.until("the admin is answered", || !admin.received().is_empty()).await;
    let said = |what: &str| running.text().matches(what).count();
    for (number, days) in (1..).zip([1, -1, 30, -30]) {
        let how = if days > 0 { "s ahead of Telegram's" } else { "s behind Telegram's" };
        let (off, right) = (said(how), said("is right again"));
        turn(days * DAY);
        running.until("it is said", || said(how) == off + 1).await;
        let headline = format!("Сюжет-{number}.");
        office.write(&format!("story{number}"), &headline);
        has_once(&office, &database, &running, &readers, &headline).await;
        turn(0);
        running.until("it is right", || said("is right again") == right + 1).await;
    }
    running.until("the admin hears of it", || hears(&admin, "Часы сервера расходятся с Telegram на 24 ч")).await;
    running.until("and that it is over", || hears(&admin, "✅ Решено: Часы сервера")).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let all = |reader: &i64| office.copies(*reader, "Сюжет-");
    assert!(readers.iter().all(|reader| all(reader) == 4), "{}", running.text());
}
