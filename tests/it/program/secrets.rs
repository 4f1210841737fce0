//! What readers write and what they are called is nobody's business: no line of the log holds it, whatever comes back from
//! Telegram and in whatever state. Who they are and the token are the owner's: no file with them can be read by others.

use std::{
    fs::{self, Permissions},
    net::TcpListener,
    os::unix::fs::PermissionsExt,
    process::Stdio,
};

use rusqlite::Connection;
use simulator::{Fault, Settings};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::office::Office;

/// A letter that no line of the program has.
const MARK: &str = "Ѣ";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_log_holds_what_readers_write_or_are_called() {
    let office = Office::open(Settings::unlimited()).await;
    let mut running = office.start_and_look().await;
    assert_eq!(mode(&office, "headliner.lock"), 0o600, "whoever could open it could keep the bot from its start");
    let person = |number: usize| office.sim.person(&format!("{MARK}имя {number}"), "ru");
    let readers: Vec<_> = (0..8).map(person).collect();
    for fault in [Fault::Truncated, Fault::BadGatewayAfter, Fault::Restart, Fault::ResetAfter] {
        office.sim.fail_next("getUpdates", fault, 1);
        office.sim.fail_next("sendMessage", fault, 1);
        for (number, reader) in readers.iter().enumerate() {
            reader.say(&format!("{MARK}тайна {number}"));
            reader.say(&format!("/{MARK} @{MARK} {number}"));
            reader.say(&format!("/start r_{MARK}{number}"));
        }
        let last = person(1_000);
        last.start("");
        running.until("an answer to everybody", || !last.received().is_empty()).await;
    }
    running.signal("TERM").await;
    let said = running.text();
    assert!(said.contains("updates cannot be had"), "nothing went wrong: {said}");
    assert!(!said.contains(MARK), "{said}");
}

fn mode(office: &Office, name: &str) -> u32 {
    fs::metadata(office.path(name)).unwrap_or_else(|_| panic!("there is no {name}")).permissions().mode() & 0o777
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_names_readers_is_the_owners_alone() {
    let office = Office::open(Settings::unlimited()).await;
    let readers = office.import(2).await;
    office.performs(&["readers", "forget", "--yes", &readers.start.to_string()]).await;
    let kept = ["headliner.db", "headliner.db-wal", "headliner.db-shm", "headliner.db.forgotten"];
    for name in kept {
        assert_eq!(mode(&office, name), 0o600, "{name}");
        fs::set_permissions(office.path(name), Permissions::from_mode(0o644)).unwrap(); // as older versions made them
    }
    fs::write(office.path("list.csv"), "open to all").unwrap();
    office.performs(&["readers", "export", "list.csv"]).await;
    office.performs(&["backup", "copy.db"]).await;
    for name in kept.into_iter().chain(["list.csv", "copy.db", "copy.db.forgotten"]) {
        assert_eq!(mode(&office, name), 0o600, "{name}");
    }
    assert!(fs::read_to_string(office.path("list.csv")).unwrap().starts_with("chat_id,"));
    // What editors and others write stays as their umask says.
    let article = office.performs(&["new", "--rubric", "society", "Мост"]).await;
    assert_ne!(mode(&office, article.trim()), 0o600);

    fs::write(office.path(".env"), "HEADLINER_KEEP=30d\n").unwrap();
    for (rights, warned) in [(0o600, false), (0o640, true), (0o644, true)] {
        fs::set_permissions(office.path(".env"), Permissions::from_mode(rights)).unwrap();
        let said = office.perform(&["readers", "list"]).await;
        let warns = String::from_utf8_lossy(&said.stderr).contains("chmod 600 .env");
        assert_eq!((warns, said.status.success()), (warned, true), "{rights:o}: {said:?}");
    }
}

/// What lets articles in, and what signs the newspaper's words.
const API_TOKEN: &str = "nobody-guesses-this-long-secret-of-ours";
const WEBHOOK_SECRET: &str = "this-signs-what-we-say";

/// A port that nobody listens at.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// What stands at an address of this machine; `None`: nobody listens.
async fn page(port: u16, path: &str) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.ok()?;
    let request = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.ok().map(|_| answer)
}

/// However much is logged and whatever goes wrong: log, pages for the admin, the list of processes.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_secret_is_nowhere_to_be_found() {
    let office = Office::open(Settings::unlimited()).await;
    let (ops, api) = (free_port(), free_port());
    let token = office.sim.token().split_once(':').unwrap().1.to_owned();
    let mut command = office.command(&["run"]);
    command.envs([
        ("RUST_LOG", "trace"),
        ("HEADLINER_API_TOKEN", API_TOKEN),
        ("HEADLINER_WEBHOOK_SECRET", WEBHOOK_SECRET),
    ]);
    command.env("HEADLINER_OPS", format!("127.0.0.1:{ops}")).env("HEADLINER_API", format!("127.0.0.1:{api}"));
    command.env("HEADLINER_WEBHOOK", format!("{}/nobody", office.sim.url()));
    let mut running = office.looks(super::office::Running::new(command)).await;
    let reader = office.sim.person("Айгуль", "ru");
    for fault in [Fault::Unauthorized, Fault::BadGateway, Fault::ResetBefore, Fault::Truncated, Fault::Restart] {
        office.sim.fail_next("getUpdates", fault, 1);
        office.sim.fail_next("sendMessage", fault, 1);
        reader.start("");
    }
    office.write("bridge", "Мост закрыт");
    running.until("an answer", || !reader.received().is_empty()).await;
    let process = format!("/proc/{}", running.pid());
    let line = fs::read_to_string(format!("{process}/cmdline")).unwrap();
    let children = fs::read_dir(format!("{process}/task")).unwrap().map(|task| task.unwrap().path().join("children"));
    let children: String = children.map(|list| fs::read_to_string(list).unwrap_or_default()).collect();
    assert_eq!(children, "", "whoever is started has our environment");
    let mut pages = String::new();
    for path in ["/", "/healthz", "/readyz", "/metrics"] {
        pages.extend(page(ops, path).await);
    }
    let refused = page(api, "/articles/bridge").await.expect("articles are taken here");
    assert!(refused.starts_with("HTTP/1.1 401"), "{refused}");
    running.signal("TERM").await;
    let said = running.text();
    assert!(said.contains("TRACE") && said.contains("updates cannot be had"), "nothing is told in full: {said}");
    for secret in [token.as_str(), API_TOKEN, WEBHOOK_SECRET] {
        for text in [&said, &line, &pages, &refused] {
            assert!(!text.contains(secret), "{secret} is in {text}");
        }
    }
}

/// A command, its settings, and what must not be said.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str);

/// What is wrong with a secret, or what it is for, is said without it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mistake_with_a_secret_is_told_without_it() {
    let office = Office::open(Settings::unlimited()).await;
    let nowhere = format!("http://127.0.0.1:{}", free_port());
    let wrong = "7000000001:ThisIsNoBodysToken-0123456789abcdef";
    let cases: [Case; 6] = [
        ("run", &[("TELOXIDE_TOKEN", "NoColonInThisSecret")], "NoColonInThisSecret"),
        ("run", &[("TELOXIDE_TOKEN", wrong)], "ThisIsNoBodysToken"),
        ("link", &[("TELOXIDE_TOKEN", wrong), ("TELOXIDE_API_URL", &nowhere)], "ThisIsNoBodysToken"),
        ("link", &[("TELOXIDE_PROXY", "http://user:ProxySecret@127.0.0.1:9")], "ProxySecret"),
        ("check", &[("HEADLINER_API_TOKEN", "TooShortASecret")], "TooShortASecret"),
        ("check", &[("HEADLINER_WEBHOOK_SECRET", "SecretWithoutAddress")], "SecretWithoutAddress"),
    ];
    for (name, settings, secret) in cases {
        let mut command = office.command(&[name]);
        let output = command.env("RUST_LOG", "trace").envs(settings.iter().copied()).output().await.unwrap();
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert!(!output.status.success() && !said.is_empty(), "{name} {settings:?}: {said}");
        assert!(!said.contains(secret), "{name}: {said}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_kept_before_a_change_is_the_owners_alone() {
    let office = Office::open(Settings::unlimited()).await;
    let old = Connection::open(office.path("headliner.db")).unwrap();
    for name in ["0001_start", "0002_desk", "0003_prices"] {
        old.execute_batch(&fs::read_to_string(format!("src/store/migrations/{name}.sql")).unwrap()).unwrap();
    }
    old.pragma_update(None, "user_version", 3).unwrap();
    drop(old);
    office.performs(&["articles"]).await;
    let names = fs::read_dir(office.path(".")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let kept: Vec<String> = names.filter(|name| name.starts_with("headliner.db.before-")).collect();
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert_eq!(mode(&office, &kept[0]), 0o600);

    // The token that is typed.
    let mut command = office.command(&["init", "--offline"]);
    let mut init = command.env_remove("TELOXIDE_TOKEN").stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    init.stdin.take().unwrap().write_all(b"7000000001:typed\n\n\n\n\n\n\n\n").await.unwrap();
    init.wait().await.unwrap();
    assert!(fs::read_to_string(office.path(".env")).unwrap().contains("7000000001:typed"));
    assert_eq!(mode(&office, ".env"), 0o600);
}
