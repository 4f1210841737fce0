//! `headliner init` as somebody types it, and from a pipe; what it makes is an installation that runs.

use std::{fs, os::unix::fs::PermissionsExt, process::Stdio};

use simulator::Settings;
use tokio::{io::AsyncWriteExt, process::Command};

use super::office::{Office, Running};

/// The program in a clean folder that knows the way to Telegram and nothing else.
fn command(office: &Office, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_headliner"));
    command.args(arguments).current_dir(office.path("clean")).env_clear().kill_on_drop(true);
    command
}

/// Answers on a pipe; exit code and all that was said.
async fn answered(mut command: Command, answers: &str) -> (Option<i32>, String) {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(answers.as_bytes()).await.unwrap();
    let output = child.wait_with_output().await.unwrap();
    let text = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned()).concat();
    assert!(!text.contains("panicked"), "{text}");
    (output.status.code(), text)
}

/// What is said after each answer, slips included.
const SAID: [&str; 11] = [
    "What was typed is no token; copy it whole from @BotFather",
    "Telegram does not know this token",
    "The token belongs to @",
    "\"вестник\" is no web address",
    "\"Asia/Almatty\" is no time zone; did you mean Asia/Almaty",
    "TELOXIDE_TOKEN and TELOXIDE_API_URL are in .env.",
    "data/newsroom.toml is written.",
    "operator is left out",
    "no mistakes, 2 warnings",
    "/setuserpic",
    "https://t.me/",
];

/// An office with an empty folder for an installation.
async fn office() -> Office {
    let office = Office::open(Settings::unlimited()).await;
    fs::create_dir(office.path("clean")).unwrap();
    office
}

fn init(office: &Office) -> Command {
    let mut command = command(office, &["init"]);
    command.env("TELOXIDE_API_URL", office.sim.url());
    command
}

fn file(office: &Office, name: &str) -> String {
    fs::read_to_string(office.path(&format!("clean/{name}"))).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn half_of_the_answers_write_nothing() {
    let office = office().await;
    let (code, said) = answered(init(&office), &format!("{}\nСтепной вестник\n", office.sim.token())).await;
    assert_eq!(code, Some(1), "{said}");
    let sentence = "nobody answers here (its site, such as https://vestnik.example), so nothing is written";
    assert!(said.contains(sentence), "{said}");
    assert_eq!(fs::read_dir(office.path("clean")).unwrap().count(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_installation_is_made_by_answers() {
    let office = office().await;
    let token = office.sim.token();
    let answers = format!(
        "no token\n{token}X\n{token}\n\nСтепной вестник\nвестник\nvestnik.example\nAsia/Almatty\naqtobe\nобщество, Аул и степь\n"
    );
    let (code, said) = answered(init(&office), &answers).await;
    assert_eq!(code, Some(0), "{said}");
    SAID.iter().for_each(|part| assert!(said.contains(part), "{part} is not in\n{said}"));
    assert!(!said.contains(token.split(':').nth(1).unwrap()), "the token is shown: {said}");
    let before = (file(&office, ".env"), file(&office, "data/newsroom.toml"));
    assert_eq!(before.0, format!("TELOXIDE_TOKEN={token}\nTELOXIDE_API_URL={}\n", office.sim.url()));
    assert_eq!(fs::metadata(office.path("clean/.env")).unwrap().permissions().mode() & 0o777, 0o600);
    let own = ["name = \"Степной вестник\"", "url = \"https://vestnik.example\"", "timezone = \"Asia/Aqtobe\""];
    for line in own.into_iter().chain(["id = \"society\"", "id = \"aul-i-step\""]) {
        assert!(before.1.contains(line), "{line} is not in\n{}", before.1);
    }
    // Again: nothing is asked and nothing changed.
    let (code, said) = answered(command(&office, &["init"]), "").await;
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("data/newsroom.toml is there already and stays as it is."), "{said}");
    assert_eq!((file(&office, ".env"), file(&office, "data/newsroom.toml")), before);
    let mut running = Running::new(command(&office, &["run"]));
    running.says("is at work").await;
    assert_eq!(running.signal("TERM").await.0.code(), Some(0), "{}", running.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mistakes_of_the_file_of_settings_are_told_with_their_line() {
    let office = office().await;
    let check = async |lines: &str, arguments: &[&str], expected: &[&str]| {
        fs::write(office.path("clean/.env"), lines).unwrap();
        let (_, said) = answered(command(&office, arguments), "").await;
        for part in expected {
            assert!(said.lines().any(|line| line.ends_with(part)), "{part} is not in\n{said}");
        }
    };
    let stats = &["stats"][..];
    check(
        "# a\nHEADLINER_SEND_RATE=fast\n",
        stats,
        &[".env:2: HEADLINER_SEND_RATE: \"fast\" is no number from 0 to 100000"],
    )
    .await;
    check(
        "export HEADLINER_KEEP=1h\nHEADLINER_KEEP=2h\nHEADLINER_API=127.0.0.1:1\n",
        stats,
        &[".env:2: HEADLINER_KEEP: \"2h\" is too short; at least 1d"],
    )
    .await;
    check(
        "HEADLINER_API=127.0.0.1:1\n",
        stats,
        &[".env:1: HEADLINER_API is set and HEADLINER_API_TOKEN is not: set both, or neither"],
    )
    .await;
    check(
        "A=1\nHEADLINER_SENDRATE=30\n",
        stats,
        &[".env:2: HEADLINER_SENDRATE is no setting and is ignored; did you mean HEADLINER_SEND_RATE?"],
    )
    .await;
    // A flag is somewhere else.
    check("HEADLINER_KEEP=2d\n", &["stats", "--keep", "1h"], &["HEADLINER_KEEP: \"1h\" is too short; at least 1d"])
        .await;
    let (_, said) = answered(command(&office, &["stats", "--keep", "1h"]), "").await;
    assert!(!said.contains(".env:"), "{said}");
}
