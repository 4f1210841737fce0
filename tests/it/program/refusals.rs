//! What the program says when it cannot work: one sentence, exit 1, no panic, and never the token.

use std::{fs, os::unix::fs::symlink, process::Output};

use simulator::{Settings, Simulator};

use super::office::{Office, forbid_writing};

/// The one sentence of a program that has failed.
fn sentence(output: &Output, office: &Office) -> String {
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(!text.contains("panicked"), "{text}");
    let secret = office.sim.token().split(':').nth(1).unwrap();
    assert!(!text.contains(secret), "the token is in: {text}");
    let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines.len(), 1, "one sentence: {text}");
    lines[0].to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_sender_is_refused_and_other_commands_are_not() {
    let office = Office::open(Settings::unlimited()).await;
    let readers = office.import(2).await;
    let mut first = office.start_and_look().await;
    let refused = office.perform(&["run"]);
    let beside = async {
        office.write("library", "Библиотека работает до полуночи");
        office.sim.wait_for_accepted(2).await;
        assert!(office.performs(&["articles"]).await.contains("Библиотека"));
        assert!(office.performs(&["readers", "list"]).await.contains(&readers.start.to_string()));
        office.performs(&["stats"]).await;
        assert!(!office.performs(&["trace", &readers.start.to_string(), "library"]).await.is_empty());
        office.performs(&["push", "library", "--yes", "--breaking"]).await;
        office.performs(&["backup", "copy.db"]).await;
        assert!(office.path("copy.db").exists());
    };
    let (refused, ()) = tokio::join!(refused, beside);
    assert_eq!(refused.status.code(), Some(1));
    let said = String::from_utf8(refused.stderr).unwrap();
    let [waits, sentence] = said.lines().collect::<Vec<_>>()[..] else { panic!("two sentences: {said}") };
    assert!(
        waits.ends_with("another Headliner sends from headliner.db; this one waits up to 10 seconds for its end"),
        "{said}"
    );
    assert!(sentence.contains("another Headliner already sends from headliner.db"), "{said}");
    assert!(readers.clone().all(|reader| office.copies(reader, "Библиотека") == 1), "promotion sends nothing twice");
    first.signal("TERM").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_token_is_one_sentence() {
    let office = Office::open(Settings::unlimited()).await;
    let mut command = office.command(&["run"]);
    let wrong = format!("{}X", office.sim.token());
    let said = sentence(&command.env("TELOXIDE_TOKEN", wrong).output().await.unwrap(), &office);
    assert!(said.contains("does not know this token"), "{said}");
    let mut command = office.command(&["run"]);
    let said = sentence(&command.env("TELOXIDE_TOKEN", "no token").output().await.unwrap(), &office);
    assert!(said.contains("TELOXIDE_TOKEN"), "{said}");
}

/// Of a command that asks Telegram once; the bot itself waits.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unreachable_server_is_one_sentence() {
    let office = Office::open(Settings::unlimited()).await;
    office.store();
    let gone = Simulator::start(Settings::unlimited()).await.unwrap();
    gone.stop();
    let mut command = office.command(&["staff", "invite"]);
    let said = sentence(&command.env("TELOXIDE_API_URL", gone.url()).output().await.unwrap(), &office);
    assert!(said.contains("Telegram cannot be reached at"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_cannot_be_written_is_one_sentence() {
    let office = Office::open(Settings::unlimited()).await;
    let folder = office.path("locked");
    std::fs::create_dir(&folder).unwrap();
    forbid_writing(&folder);
    // To a superuser no folder is closed: a file in the folder's place is.
    std::fs::write(office.path("file"), "no folder").unwrap();
    let superuser = std::fs::write(folder.join("probe"), "").is_ok();
    let paths = if superuser { vec!["file/headliner.db"] } else { vec!["file/headliner.db", "locked/headliner.db"] };
    for path in paths {
        let mut command = office.command(&["run"]);
        let said = sentence(&command.env("HEADLINER_DATABASE", path).output().await.unwrap(), &office);
        assert!(said.contains("HEADLINER_DATABASE") || said.contains("for the database"), "{said}");
    }
    std::fs::write(office.path("other.db"), "this is no database at all, but a text of some length").unwrap();
    let mut command = office.command(&["run"]);
    let said = sentence(&command.env("HEADLINER_DATABASE", "other.db").output().await.unwrap(), &office);
    assert!(said.contains("other.db"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mending_takes_nothing_into_the_store_and_waits_for_no_pipe() {
    let office = Office::open(Settings::unlimited()).await;
    let outside = "\u{feff}---\nid: outside\nrubric: society\nheadline: Мост: закрыт\n---\n\nНе для печати.\n";
    for name in ["outside.md", "other.txt", "articles/inside.md"] {
        fs::write(office.path(name), outside.replace("id: outside", "id: bridge")).unwrap();
    }
    symlink(office.path("outside.md"), office.path("articles/link.md")).unwrap();
    symlink(office.path("other.txt"), office.path("articles/inside.part")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(office.path("articles/pipe.md")).status().unwrap();
    assert!(made.success());
    fs::write(office.path("articles/inside.md.bak"), "an older copy").unwrap();
    let latin = b"---\nid: latin\nrubric: society\nheadline: Les \xe9tudes d\xe9j\xe0 cr\xe9\xe9es\n---\n";
    fs::write(office.path("articles/latin.md"), latin).unwrap();
    let output = office.perform(&["check", "--fix"]).await;
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(text.contains("inside.md: mended") && !text.contains("link.md: mended"), "{text}");
    assert!(text.contains("a link to a file outside of the article store") && text.contains("a pipe"), "{text}");
    assert!(fs::symlink_metadata(office.path("articles/link.md")).unwrap().is_symlink());
    for name in ["outside.md", "other.txt"] {
        assert!(fs::read_to_string(office.path(name)).unwrap().starts_with('\u{feff}'), "{name} was changed");
    }
    assert!(fs::read_to_string(office.path("articles/inside.md")).unwrap().contains("\"Мост: закрыт\""));
    assert!(text.contains("inside.md.2.bak"), "{text}");
    let copy = fs::read_to_string(office.path("articles/inside.md.2.bak")).unwrap();
    assert_eq!(copy, outside.replace("id: outside", "id: bridge"));
    assert_eq!(fs::read_to_string(office.path("articles/inside.md.bak")).unwrap(), "an older copy");
    assert!(
        fs::read(office.path("articles/latin.md")).unwrap() == latin && !office.path("articles/latin.md.bak").exists()
    );
    let again = office.perform(&["check", "--fix"]).await;
    let again = String::from_utf8_lossy(&again.stdout).into_owned();
    assert!(!again.contains("mended") && !again.contains(".bak"), "a copy is no article: {again}");
}
