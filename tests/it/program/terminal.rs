//! What the program does on a terminal and does not elsewhere: colours, a line that moves, questions. The terminal is `script`'s.

use std::{
    fs,
    process::Stdio,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use simulator::Settings;
use tokio::{io::AsyncWriteExt, process::Command};

use super::office::Office;

const PROGRAM: &str = env!("CARGO_BIN_EXE_headliner");

/// Runs the program on a terminal, with these answers; all that is seen there.
async fn on_a_terminal(office: &Office, arguments: &str, answers: &str, variables: &[(&str, &str)]) -> String {
    let mut command = Command::new("script");
    command
        .args(["--quiet", "--return", "--command", &format!("{PROGRAM} {arguments}"), "/dev/null"])
        .current_dir(office.path(""))
        .env_clear()
        .envs([("TERM", "xterm-256color"), ("HEADLINER_DATABASE", "headliner.db"), ("HEADLINER_ARTICLES", "articles")])
        .envs([("HEADLINER_NEWSROOM", "newsroom.toml"), ("HEADLINER_LOG", "text")])
        .envs(variables.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    let mut child = command.spawn().unwrap();
    let mut keyboard = child.stdin.take().unwrap();
    keyboard.write_all(answers.as_bytes()).await.unwrap();
    let seen = tokio::time::timeout(Duration::from_secs(60), child.wait_with_output()).await.expect("it ends").unwrap();
    drop(keyboard); // a terminal whose keyboard is gone is gone itself
    String::from_utf8_lossy(&seen.stdout).into_owned()
}

const GREEN: &str = "\u{1b}[32m";
const RED: &str = "\u{1b}[31m";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn colours_are_for_terminals_that_want_them() {
    let office = Office::open(Settings::unlimited()).await;
    let seen = on_a_terminal(&office, "check", "", &[]).await;
    assert!(seen.contains(&format!("{GREEN}0 articles, everything is in order")), "{seen:?}");
    let seen = on_a_terminal(&office, "stats --keep 1h", "", &[]).await;
    assert!(seen.contains(&format!("{RED}HEADLINER_KEEP")), "{seen:?}");
    let seen = on_a_terminal(&office, "check", "", &[("NO_COLOR", "1")]).await;
    assert!(seen.contains("0 articles, everything is in order") && !seen.contains('\u{1b}'), "{seen:?}");
    assert_eq!(office.performs(&["check"]).await, "0 articles, everything is in order\n");
}

/// Another process writes all the time but for small gaps, so that an import takes long enough to be told of.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_takes_long_says_how_far_it_is() {
    let office = Office::open(Settings::unlimited()).await;
    let store = office.store();
    let lines: String = (1..=20_000).map(|number| format!("{number}\n")).collect();
    fs::write(office.path("list.csv"), format!("chat_id\n{lines}")).unwrap();
    let over = Arc::new(AtomicBool::new(false));
    let is_over = over.clone();
    let holding = std::thread::spawn(move || {
        while !is_over.load(Ordering::Relaxed) {
            let hold = || std::thread::sleep(Duration::from_millis(300));
            store
                .write_here(|_| {
                    hold();
                    Ok(())
                })
                .unwrap();
            std::thread::sleep(Duration::from_millis(15));
        }
    });
    let seen = on_a_terminal(&office, "readers import list.csv", "", &[]).await;
    over.store(true, Ordering::Relaxed);
    holding.join().unwrap();
    assert!(
        seen.contains("lines brought in: ") && seen.contains(",000 of 20,000, ") && seen.contains(" left"),
        "{seen:?}"
    );
    let end = "brought in: 20,000 readers; known already, and as they were: 0\r\nskipped: 0 lines\r\n";
    assert!(seen.ends_with(end), "{seen:?}");
    let plain = office.perform(&["readers", "import", "list.csv"]).await;
    let end = "brought in: 0 readers; known already, and as they were: 20,000\nskipped: 0 lines\n";
    assert_eq!(String::from_utf8(plain.stdout).unwrap(), end);
    assert_eq!(String::from_utf8(plain.stderr).unwrap(), "", "no line that moves where it is no terminal");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_undone_is_asked_before() {
    let office = Office::open(Settings::unlimited()).await;
    let reader = office.import(1).await.start;
    let known = || office.store().read_here(|store| store.chat_of(reader, 0)).unwrap().is_some();
    let forget = format!("readers forget {reader}");
    let seen = on_a_terminal(&office, &forget, "n\n", &[]).await;
    assert!(seen.contains("for ever") && seen.contains("Nothing is erased."), "{seen:?}");
    assert!(known());
    let seen = on_a_terminal(&office, &forget, "y\n", &[]).await;
    assert!(seen.contains("is erased"), "{seen:?}");
    assert!(!known());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn completions_and_man_pages_are_made() {
    let office = Office::open(Settings::unlimited()).await;
    for (shell, sign) in
        [("bash", "complete -F _headliner"), ("zsh", "#compdef headliner"), ("fish", "complete -c headliner")]
    {
        let script = office.performs(&["completions", shell]).await;
        assert!(script.contains(sign) && script.contains("retract"), "{shell}: {script}");
    }
    let said = office.performs(&["man", "man"]).await;
    assert!(said.contains("man pages in man"), "{said}");
    let page = |name: &str| fs::read_to_string(office.path(&format!("man/{name}"))).unwrap();
    assert!(
        page("headliner.1").contains("HEADLINER_SEND_RATE") && page("headliner-readers-import.1").contains("chat_id")
    );
    assert!(!page("headliner-run.1").contains("HEADLINER_SEND_RATE"));
}
