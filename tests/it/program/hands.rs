//! What hands do on a command line, and with the files of an installation: each gets a sentence with what to do, and what is
//! refused leaves nothing behind.

use std::fs;

use simulator::Settings;

use super::office::Office;

/// Runs a command; its exit code, and all that it said.
async fn says(office: &Office, arguments: &[&str]) -> (Option<i32>, String) {
    let output = office.perform(arguments).await;
    let text = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned()).concat();
    assert!(!text.contains("os error") && !text.contains("invalid digit"), "{arguments:?}: {text}");
    (output.status.code(), text)
}

async fn check(office: &Office, arguments: &[&str], code: i32, parts: &[&str]) -> String {
    let (exit, text) = says(office, arguments).await;
    assert_eq!(exit, Some(code), "{arguments:?}: {text}");
    assert!(parts.iter().all(|part| text.contains(part)), "{arguments:?}: {text}");
    text
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_typed_wrong_is_told_with_its_cure() {
    let office = Office::open(Settings::unlimited()).await;
    office.store();
    let no_folder = "there is no folder away; make it first";
    check(&office, &["backup", "away/copy.db"], 1, &[no_folder]).await;
    check(&office, &["backup", "articles/x/../copy.db"], 1, &["there is no folder articles/x/.."]).await;
    check(&office, &["readers", "export", "away/readers.csv"], 1, &[no_folder]).await;
    check(&office, &["link", "--qr", "away/code.svg"], 1, &[no_folder]).await;
    check(&office, &["link", "--qr", "articles"], 1, &["that is a folder; name a file"]).await;
    for command in [&["trace", "abc"][..], &["readers", "forget", "@aigul"], &["trace", "0"]] {
        check(&office, command, 2, &["a chat is named by its number at Telegram", "headliner readers list"]).await;
    }
    for command in [&["staff", "add", "Анна"][..], &["staff", "remove", "-5"]] {
        check(&office, command, 2, &["a person is named by their number at Telegram"]).await;
    }
    let whole = "write a whole number from";
    for command in [&["stats", "--days", "week"][..], &["articles", "--limit=-1"], &["trace", "5", "--topic", "x"]] {
        check(&office, command, 2, &[whole]).await;
    }
    for port in [&["demo", "--port", "http"][..], &["simulator", "--port", "99999"]] {
        check(&office, port, 2, &["write a whole number from 0 to 65535"]).await;
    }
    check(&office, &["readers", "import", "none.csv"], 1, &["none.csv is not there; look at its path"]).await;
    check(&office, &["readers", "import", "articles"], 1, &["articles is a folder; name a file"]).await;
    let mut command = office.command(&["check"]);
    let said = command.env("HEADLINER_NEWSROOM", "articles").output().await.unwrap();
    let said = [said.stdout, said.stderr].concat();
    assert!(String::from_utf8_lossy(&said).contains("the newsroom's file articles is a folder; name a file"));
    check(&office, &["trace", "5"], 1, &["does not know the chat 5", "headliner readers export -"]).await;
    assert!(!office.path("copy.db").exists() && !office.path("away").exists());
    fs::remove_dir(office.path("articles")).unwrap();
    check(&office, &["check"], 1, &["articles: there is no such folder; make it", "0 articles, 1 mistake\n"]).await;
    fs::write(office.path("articles"), "no folder").unwrap();
    check(&office, &["check"], 1, &["articles: this is no folder"]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_forgotten_without_a_question() {
    let office = Office::open(Settings::unlimited()).await;
    let reader = office.import(1).await.start.to_string();
    check(&office, &["readers", "forget", &reader], 1, &["for ever", "nobody answers here", "--yes"]).await;
    assert!(office.performs(&["readers", "list"]).await.contains(&reader));
    check(&office, &["readers", "forget", "7"], 1, &["does not know the chat 7"]).await;
    check(&office, &["readers", "forget", &reader, "--yes"], 0, &["is erased"]).await;
    assert!(!office.performs(&["readers", "list"]).await.contains(&reader));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_refused_leaves_no_database() {
    let office = Office::open(Settings::unlimited()).await;
    let nothing_is_left = |what: &str| {
        for name in ["headliner.db", "headliner.lock"] {
            assert!(!office.path(name).exists(), "{what} leaves {name}");
        }
    };
    for command in [&["run"][..], &["staff", "invite"]] {
        let mut command = office.command(command);
        let output = command.env("TELOXIDE_TOKEN", "7000000001:no").output().await.unwrap();
        assert_eq!(output.status.code(), Some(1));
        nothing_is_left("a wrong token");
    }
    fs::write(office.path("list.csv"), "chat_id\nabc\nxyz\n").unwrap();
    check(&office, &["readers", "import", "list.csv"], 1, &["2 of 2 lines not understood"]).await;
    check(&office, &["readers", "list"], 1, &["there is no database"]).await;
    check(&office, &["staff", "list"], 0, &["by the settings"]).await;
    check(&office, &["staff", "remove", "5"], 1, &["there is no database"]).await;
    fs::write(office.path("newsroom.toml"), "language = \"xx\"\n").unwrap();
    check(&office, &["run"], 1, &["newsroom.toml: line 1: language"]).await;
    fs::remove_file(office.path("newsroom.toml")).unwrap();
    fs::create_dir(office.path("words")).unwrap();
    fs::write(office.path("words/ru.ftl"), "no-such-key = А\n").unwrap();
    check(&office, &["run"], 1, &["ru.ftl:1: unknown key"]).await;
    nothing_is_left("a refusal");
}

/// Asia/Almaty is five hours ahead: one clock means that name, id and date are of one hour.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_article_goes_by_one_clock() {
    let office = Office::open(Settings::unlimited()).await;
    fs::write(office.path("newsroom.toml"), "language = \"kk\"\n").unwrap();
    let mut ids = Vec::new();
    for headline in ["Көпір ашылды", "Көпір ашылды", "Щётка и съезд: «Алматы-2030»", "!!!"]
    {
        let path = office.performs(&["new", "--rubric", "city", headline]).await;
        let text = fs::read_to_string(office.path(path.trim())).unwrap();
        let value = |key: &str| text.lines().find_map(|line| line.strip_prefix(key)).unwrap().trim().to_owned();
        let (id, published) = (value("id:"), value("published:"));
        assert_eq!(path.trim(), format!("articles/{id}.md"));
        assert!(published.ends_with("+05:00"), "{text}");
        let name =
            id.strip_prefix(&published[..10]).unwrap_or_else(|| panic!("{id} is of another clock than {published}"));
        assert_eq!(value("language:"), "kk");
        ids.push(name.to_owned());
    }
    assert_eq!(ids[..3], ["-kopir-ashyldy", "-kopir-ashyldy-2", "-shchiotka-i-sezd-almaty-2030"]);
    assert!(ids[3].len() == 7 && ids[3][1..].bytes().all(|byte| byte.is_ascii_digit()), "a time: {ids:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_by_other_hands_are_read_or_their_line_named() {
    let office = Office::open(Settings::unlimited()).await;
    fs::write(office.path(".env"), b"\xef\xbb\xbf# \xe3\xe0\xe7\xe5\xf2\xe0\r\nHEADLINER_LOG=text\r\n").unwrap();
    let newsroom = fs::read(office.path("newsroom.toml")).unwrap();
    fs::write(office.path("newsroom.toml"), [&b"# \xe3\xe0\xe7\xe5\xf2\xe0\n"[..], &newsroom].concat()).unwrap();
    check(&office, &["check"], 0, &["0 articles, everything is in order"]).await;
    fs::write(office.path(".env"), b"A=1\nHEADLINER_EDITORS=\xe3\n").unwrap();
    check(&office, &["check"], 1, &[".env:2: a letter of this line is not UTF-8"]).await;
    fs::remove_file(office.path(".env")).unwrap();
    fs::write(office.path("newsroom.toml"), b"\nname = \"\xe3\"\n").unwrap();
    for command in ["check", "run"] {
        check(&office, &[command], 1, &["newsroom.toml: line 2: a letter of this line is not UTF-8"]).await;
    }
    fs::write(office.path("newsroom.toml"), newsroom).unwrap();
    fs::create_dir(office.path("words")).unwrap();
    fs::write(office.path("words/ru.ftl"), b"# \xe3\nx = \xe3\n").unwrap();
    check(&office, &["check"], 1, &["ru.ftl:2: a letter of this line is not UTF-8"]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn check_says_in_whose_name_the_bot_speaks() {
    let office = Office::open(Settings::unlimited()).await;
    fs::write(office.path("newsroom.toml"), "name = \"Степной вестник\"\nurl = \"https://www.vestnik.example\"\n")
        .unwrap();
    let said = check(
        &office,
        &["check"],
        0,
        &[
            "newsroom.toml: warning: site is left out: the buttons under the stories say «vestnik.example»",
            "operator is left out: readers are told that «Степной вестник» keeps their data",
            "contact is left out: readers are told to write to https://www.vestnik.example/",
            "0 articles, no mistakes, 3 warnings",
        ],
    )
    .await;
    assert!(!said.contains("in order"), "{said}");
    fs::remove_file(office.path("newsroom.toml")).unwrap();
    check(&office, &["check"], 0, &["there is no such file: the bot signs as «Вечерний Алматы»", "1 warning\n"]).await;
}

/// Flag, urgency, a name, all: what each would make of a week.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn check_counts_what_would_be_main() {
    let office = Office::open(Settings::unlimited()).await;
    let newsroom = fs::read_to_string(office.path("newsroom.toml")).unwrap();
    let set = |from: &str, most: u32| {
        let text = format!("{newsroom}[main]\nfrom = \"{from}\"\nwarn_above = {most}\n");
        fs::write(office.path("newsroom.toml"), text).unwrap();
    };
    let story = |number: usize, keys: &str| {
        let text =
            format!("---\nrubric: society\nheadline: Новость {number}\nurl: /n{number}\n{keys}\n---\n\nПодробности.\n");
        fs::write(office.path(&format!("articles/{number}.md")), text).unwrap();
    };
    for number in 0..6 {
        story(number, if number < 4 { "urgency: 2\ntags: [Топ]" } else { "urgency: 5" });
    }
    story(6, "main: true\nstatus: draft");
    story(7, "main: true\npublished: 2015-03-01");
    set("flag", 8);
    let table = [
        "Main stories among the 6 of the last 7 days, by [main] from:",
        "  flag                   0, at most 0 a day  <- is set",
        "  urgency:2              4, at most 4 a day",
        "  urgency:5              6, at most 6 a day",
        "  alias:Топ              4, at most 4 a day",
        "  all                    6, at most 6 a day",
        "warning: by [main] from = \"flag\" no story of the last 7 days is main, so whoever only presses Start gets no news",
        "8 articles, no mistakes, 1 warning",
    ];
    check(&office, &["check"], 0, &table).await;
    set("urgency:2", 3);
    check(
        &office,
        &["check"],
        0,
        &["  urgency:2              4, at most 4 a day  <- is set", "are main, and warn_above is 3"],
    )
    .await;
    set("alias:топ", 4);
    let said =
        check(&office, &["check"], 0, &["  alias:топ              4", "8 articles, everything is in order"]).await;
    assert!(!said.contains("warning"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn check_of_the_database_takes_that_of_the_settings() {
    let office = Office::open(Settings::unlimited()).await;
    office.store();
    check(&office, &["check", "--database"], 0, &["everything is in order"]).await;
    fs::remove_file(office.path("headliner.db")).unwrap();
    check(&office, &["check", "--database"], 1, &["there is no database at headliner.db yet"]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slip_in_a_rubric_is_told_with_the_nearest() {
    let office = Office::open(Settings::unlimited()).await;
    let near = "there is no rubric \"sosiety\": did you mean society? take one of society, city,";
    check(&office, &["new", "--rubric", "sosiety", "Мост"], 1, &[near]).await;
    check(&office, &["link", "--rubric", "sosiety"], 1, &[near]).await;
    check(&office, &["link", "--rubric", "Спрот"], 1, &["did you mean Спорт?"]).await;
    check(&office, &["new", "--rubric", "xyz", "Мост"], 1, &["there is no rubric \"xyz\": take one of society"]).await;
    fs::write(office.path("articles/a.md"), "---\nrubric: sosiety\nheadline: Мост\nurl: /a\n---\n").unwrap();
    check(&office, &["check"], 1, &["the rubric \"sosiety\" is unknown: did you mean society? Else add aliases"]).await;
}
