//! `headliner push` as it is typed: what it says before, and who gets what.

use std::fs;

use simulator::Settings;

use super::office::Office;

/// Brings in readers who take breaking news only: so many of Russian, so many of Kazakh; their numbers.
async fn readers(office: &Office, russian: u64, kazakh: u64) -> (Vec<i64>, Vec<i64>) {
    let mut lines = "chat_id,language,rubrics,mode,source\n".to_owned();
    let mut come = |count, language: &str| -> Vec<i64> {
        let people: Vec<i64> = office.sim.crowd(count).collect();
        people.iter().for_each(|person| lines += &format!("{person},{language},-,breaking,\n"));
        people
    };
    let both = (come(russian, "ru"), come(kazakh, "kk"));
    fs::write(office.path("list.csv"), lines).unwrap();
    office.performs(&["readers", "import", "list.csv"]).await;
    both
}

fn write(office: &Office, id: &str, headline: &str, more: &str) {
    let text = format!("---\nid: {id}\nrubric: society\nurl: /{id}\nheadline: {headline}\n{more}---\n\nПодробности.\n");
    let (draft, file) = (office.path("articles/.draft"), office.path(&format!("articles/{id}.md")));
    fs::write(&draft, text).unwrap();
    fs::rename(draft, file).unwrap();
}

fn publications(stats: &str) -> u64 {
    let stats: serde_json::Value = serde_json::from_str(stats).unwrap();
    stats["day"]["publications"].as_u64().unwrap()
}

/// The translation comes first into the folder, as it may: both languages go, each in its own text, as one push.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_breaking_push_goes_in_both_languages_and_counts_once() {
    let office = Office::open(Settings::unlimited()).await;
    let (russian, kazakh) = readers(&office, 1, 2).await;
    let mut running = office.start_and_look().await;
    write(&office, "bridge-kk", "Есентай көпірі жабылады", "language: kk\ntranslation_of: bridge\n");
    write(&office, "bridge", "Мост через Есентай закроют", "");
    running.until("both are in the log", || office.store().read_here(|store| store.head()).unwrap().0 == 2).await;
    let before = publications(&office.performs(&["stats", "--json"]).await);
    let said = office.performs(&["push", "bridge", "--breaking", "--yes"]).await;
    assert!(said.contains("kk: Есентай көпірі жабылады") && said.contains("To 3 readers."), "{said}");
    running
        .until("all have it", || {
            russian.iter().all(|reader| office.copies(*reader, "Мост через Есентай") == 1)
                && kazakh.iter().all(|reader| office.copies(*reader, "Есентай көпірі") == 1)
        })
        .await;
    let stats = office.performs(&["stats", "--json"]).await;
    assert_eq!(publications(&stats), before + 1, "{stats}");
    assert_eq!(office.store().read_here(|store| store.breaking_since(headliner::clock::Time(0))).unwrap(), 1);
    running.signal("TERM").await;
}

/// Numbers as people say them, of one reader and of a million seconds.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_push_is_told_in_whole_words() {
    let office = Office::open(Settings::unlimited()).await;
    readers(&office, 1, 0).await;
    let mut running = office.start_and_look().await;
    write(&office, "metro", "В метро новые вагоны", "");
    running.until("it is in the log", || office.store().read_here(|store| store.head()).unwrap().0 == 1).await;
    running.signal("TERM").await;
    let push =
        |rate: &'static str| office.command(&["push", "metro", "--breaking"]).env("HEADLINER_SEND_RATE", rate).output();
    let said = String::from_utf8(push("30").await.unwrap().stdout).unwrap();
    assert!(
        said.contains("To 1 reader. Left out:") && said.contains("Half will have it in 1 s, the last one by"),
        "{said}"
    );
    readers(&office, 9_000, 0).await;
    let said = String::from_utf8(push("1").await.unwrap().stdout).unwrap();
    assert!(said.contains("To 9,001 readers.") && said.contains("Half will have it in 1 h 15 min,"), "{said}");
}

/// With four eyes an editor confirms it on a phone; a translation that cannot go is named.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_push_waits_for_an_editor_where_four_eyes_are_wanted() {
    let office = Office::open(Settings::unlimited()).await;
    let mut newsroom = fs::read_to_string(office.path("newsroom.toml")).unwrap();
    newsroom += "[breaking]\nfour_eyes = true\nalone = \"0s\"\nundo = \"0s\"\n";
    fs::write(office.path("newsroom.toml"), newsroom).unwrap();
    let checked = office.performs(&["check"]).await;
    assert!(checked.contains("name one person: breaking news waits for ever"), "{checked}");
    let (russian, _) = readers(&office, 2, 0).await;
    let mut running = office.start_and_look().await;
    let editor = office.sim.person("Анна", "ru");
    office.performs(&["staff", "add", &editor.id().to_string()]).await;
    editor.say("/help_editor");
    editor.expects("Редактору").await;
    write(&office, "bridge", "Мост через Есентай закроют", "");
    write(&office, "bridge-kk", "Есентай көпірі жабылады", "language: kk\ntranslation_of: bridge\nstatus: draft\n");
    running
        .until("both are known", || office.store().read_here(|store| store.articles(0, 9)).unwrap().len() == 2)
        .await;
    let said = office.performs(&["push", "bridge", "--breaking", "--yes"]).await;
    assert!(said.contains("kk: Есентай көпірі жабылады (left out: the article is a draft"), "{said}");
    assert!(said.ends_with("An editor has to confirm it in Telegram: the desk is asked now.\n"), "{said}");
    editor.expects("просит вторую подпись").await;
    assert!(russian.iter().all(|reader| office.copies(*reader, "Мост через Есентай") == 0));
    crate::harness::reads().await;
    editor.press("Подтверждаю");
    running
        .until("all have it", || russian.iter().all(|reader| office.copies(*reader, "Мост через Есентай") == 1))
        .await;
    running.signal("TERM").await;
}
