//! The lists of staff and of readers, from the command line.

use std::{fs, process::Output};

use headliner::store::{Kind, State};
use simulator::Settings;

use super::office::Office;

fn said(output: &Output) -> (Option<i32>, String) {
    let text = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned()).concat();
    (output.status.code(), text.trim().to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn adding_lowers_no_role_and_the_last_admin_stays() {
    let office = Office::open(Settings::unlimited()).await;
    let staff = async |arguments: &[&str], code: i32, text: &str| {
        let mut command = office.command(&[&["staff"], arguments].concat());
        let (exit, said) = said(&command.env("HEADLINER_ADMINS", "").output().await.unwrap());
        assert_eq!(exit, Some(code), "{arguments:?}: {said}");
        assert!(said.contains(text) && said.lines().count() == 1, "{arguments:?}: {said}");
    };
    staff(&["add", "5", "--role", "admin"], 0, "5 is now admin").await;
    staff(&["add", "5", "--name", "Анна"], 0, "5 was already admin").await;
    staff(&["add", "5", "--role", "editor"], 1, "5 is admin, and adding lowers no role").await;
    staff(&["remove", "5"], 1, "5 is the last admin").await;
    staff(&["add", "6"], 0, "6 is now editor").await;
    staff(&["remove", "5"], 1, "5 is the last admin").await;
    staff(&["add", "6", "--role", "admin"], 0, "6 is now admin").await;
    staff(&["remove", "5"], 0, "5 is no longer staff").await;
    staff(&["list"], 0, "admin").await;
}

async fn imports(office: &Office, list: &str, code: i32) -> String {
    fs::write(office.path("list.csv"), list).unwrap();
    let (exit, said) = said(&office.perform(&["readers", "import", "list.csv"]).await);
    assert_eq!(exit, Some(code), "{said}");
    said
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_is_told_line_by_line_and_taken_in_as_a_whole_or_not() {
    let office = Office::open(Settings::unlimited()).await;
    let lines = |said: &str| said.lines().map(str::to_owned).collect::<Vec<_>>();
    let said = imports(&office, "Chat_ID;Language;rubric\r\n5;ru;x\r\n6;\"ru;\r\n7;kk;\r\n5;kk;\r\n", 0).await;
    assert_eq!(
        lines(&said),
        [
            "brought in: 2 readers; known already, and as they were: 0",
            "skipped: 2 lines",
            "  1 not understood",
            "  1 of a chat that stands further above",
            "list.csv: the column \"rubric\" is not known and not read; did you mean rubrics?",
            "list.csv:3: a quote is opened and not closed on the same line; the line is skipped",
            "list.csv:5: the chat 5 stands further above; the line is skipped",
        ]
    );
    let said = imports(&office, "chat_id,language\n8,ru\n7,ru\n1.23457E+09,ru\n", 0).await;
    assert!(said.starts_with("brought in: 1 reader; known already, and as they were: 1\nskipped: 1 line\n"), "{said}");
    assert!(said.contains("list.csv:4: chat_id: \"1.23457E+09\" is a number that a spreadsheet has rounded"), "{said}");
    // One stray quote in each of most lines, or another kind of file: nobody is brought in.
    let said = imports(&office, "chat_id,language\n10,ru\n11,\"ru\n12,\"ru\n", 1).await;
    assert!(said.contains("2 of 3 lines not understood, so nobody is brought in"), "{said}");
    let said = imports(&office, "name,phone\nАйгүл,+77010000000\n", 1).await;
    assert!(said.starts_with("list.csv:1: the first line must name the columns"), "{said}");
    let known = |number| office.store().read_here(|store| store.chat_of(number, 0)).unwrap().is_some();
    assert_eq!([5, 6, 7, 8, 10].map(known), [true, false, true, true, false]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_exported_comes_back_elsewhere() {
    let list = "chat_id,kind,topic,rubrics,state,source,quiet\n-100,channel,,main society,,,\n-200,group,0,-,,,\n-200,group,7,society,left,,-\n5,,,,,'=1+1,23:00-06:00\n";
    let (here, there) = (Office::open(Settings::unlimited()).await, Office::open(Settings::unlimited()).await);
    imports(&here, list, 0).await;
    here.performs(&["readers", "export", "all.csv"]).await;
    let written = fs::read_to_string(here.path("all.csv")).unwrap();
    assert!(written.contains(",'=1+1,"), "a formula is text: {written}");
    let said = imports(&there, &written, 0).await;
    assert!(said.starts_with("brought in: 4 readers; known already, and as they were: 0"), "{said}");
    there.performs(&["readers", "export", "again.csv"]).await;
    assert_eq!(fs::read_to_string(there.path("again.csv")).unwrap(), written);
    let chats = there.store().read_here(|store| Ok([store.chats_at(-100)?, store.chats_at(-200)?].concat())).unwrap();
    let chats: Vec<_> = chats.iter().map(|chat| (chat.topic, chat.kind, chat.state, chat.rubrics & 1)).collect();
    let (open, left) = (State::Open, State::Left);
    assert_eq!(chats, [(0, Kind::Channel, open, 1), (0, Kind::Group, open, 0), (7, Kind::Group, left, 0)]);
    assert!(!there.performs(&["readers", "list"]).await.contains("left"), "news goes to none of them");
}
