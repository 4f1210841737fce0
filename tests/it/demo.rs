//! `headliner demo` as a program: what it prints, what the newsroom's desk does, how it ends.

use std::{process::Stdio, time::Duration};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    time::timeout,
};

/// A loaded machine takes its time.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running demo without its story.
pub struct Program {
    child: Child,
    /// What it printed.
    pub line: String,
    /// Where the page is.
    pub url: String,
    folder: tempfile::TempDir,
}

impl Program {
    /// Starts it, in a folder that is not the project's.
    pub async fn start(port: &str) -> Program {
        Program::with(&["--port", port, "--no-story"]).await
    }

    /// Starts it with these arguments.
    pub async fn with(arguments: &[&str]) -> Program {
        let folder = crate::folder::folder();
        let mut child = Command::new(env!("CARGO_BIN_EXE_headliner"))
            .arg("demo")
            .args(arguments)
            .current_dir(folder.path())
            .env("TMPDIR", folder.path())
            .env("RUST_LOG", "warn")
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = timeout(PATIENCE, lines.next_line()).await.unwrap().unwrap().expect("a line with the address");
        let url = line.split_whitespace().find(|word| word.starts_with("http://")).unwrap_or_else(|| panic!("{line}"));
        let url = url.trim_end_matches([';', ',', '.']).to_string();
        Program { child, line, url, folder }
    }

    /// Reads from the simulator or the desk.
    pub async fn get(&self, path: &str) -> Value {
        reqwest::get(format!("{}{path}", self.url)).await.unwrap().json().await.unwrap()
    }

    async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        let answer = reqwest::Client::new().post(format!("{}{path}", self.url)).json(&body).send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    /// Waits until what stands at `path` is as wished.
    async fn until(&self, path: &str, wished: impl Fn(&Value) -> bool) -> Value {
        let looking = async {
            loop {
                let seen = self.get(path).await;
                if wished(&seen) {
                    return seen;
                }
                tokio::time::sleep(Duration::from_millis(30)).await;
            }
        };
        match timeout(PATIENCE, looking).await {
            Ok(seen) => seen,
            Err(_) => panic!("{path} does not become as wished: {:#}", self.get(path).await),
        }
    }

    /// Waits until the demo is there again, as wished.
    async fn returns(&self, wished: impl Fn(&Value) -> bool) {
        let looking = async {
            loop {
                let answer = reqwest::get(format!("{}/desk/state", self.url)).await;
                if let Ok(answer) = answer
                    && answer.json().await.is_ok_and(|state| wished(&state))
                {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(30)).await;
            }
        };
        timeout(PATIENCE, looking).await.expect("it returns");
    }

    async fn interrupt(mut self) -> bool {
        let process = self.child.id().unwrap().to_string();
        Command::new("kill").args(["-INT", &process]).status().await.unwrap();
        let ended = timeout(Duration::from_secs(10), self.child.wait()).await.expect("it ends in time").unwrap();
        let left = std::fs::read_dir(self.folder.path()).unwrap().count();
        assert_eq!(left, 0, "the temporary folder is gone");
        ended.success()
    }
}

/// The newest text in a chat that has these words, with its state.
fn message<'a>(messages: &'a Value, words: &str) -> Option<&'a Value> {
    messages.as_array()?.iter().rev().find(|message| message["text"].as_str().is_some_and(|text| text.contains(words)))
}

#[tokio::test]
async fn the_desk_writes_files_and_the_phones_follow() {
    let demo = Program::start("0").await;
    let state = demo.get("/simulator/state").await;
    let reader = state["people"].as_array().unwrap().iter().find(|person| person["language_code"] == "ru").unwrap();
    let chat = format!("/simulator/chats/{}/messages", reader["id"]);
    demo.post(&format!("/simulator/people/{}/start", reader["id"]), json!({})).await;
    demo.until(&chat, |messages| message(messages, "Вы подписаны").is_some()).await;

    let (status, refused) = demo.post("/desk/articles", json!({"headline": " "})).await;
    assert_eq!((status, refused["error"].as_str()), (400, Some("an article needs a headline")));
    let article = json!({"headline": "Мост открыт", "lead": "Движение с шести утра.", "rubric": "city", "language": "ru",
        "photo": "photos/dawn.jpg", "main": true});
    let (_, file) = demo.post("/desk/articles", article.clone()).await;
    let messages = demo.until(&chat, |messages| message(messages, "Мост открыт").is_some()).await;
    let push = message(&messages, "Мост открыт").unwrap();
    assert!(push["text"].as_str().unwrap().contains("Движение с шести утра.") && !push["photo"].is_null(), "{push:#}");
    let measured = |state: &Value| state["published"][0]["first_ms"].is_i64() && state["published"][0]["copies"] == 1;
    demo.until("/desk/state", measured).await;

    let mut corrected = article;
    corrected["lead"] = json!("Движение с семи утра.");
    corrected["correction"] = json!("движение открывают в семь");
    let path = format!("/desk/articles/{}", file["id"].as_str().unwrap());
    let (status, file) = demo.post(&path, corrected).await;
    assert_eq!((status, file["lead"].as_str()), (200, Some("Движение с семи утра.")));
    let (status, file) = demo.post(&format!("{path}/withdraw"), json!({})).await;
    assert_eq!((status, file["status"].as_str()), (200, Some("withdrawn")));
    assert_eq!(demo.post("/desk/articles/nobody/withdraw", json!({})).await.0, 404);
    assert_eq!(demo.post("/desk/nonsense", json!({})).await.0, 404);
    assert!(demo.interrupt().await, "Ctrl-C ends it with success");
}

#[tokio::test]
async fn a_feed_on_this_machine_is_polled_and_its_story_arrives() {
    let demo = Program::start("0").await;
    let state = demo.get("/simulator/state").await;
    let reader = state["people"].as_array().unwrap().iter().find(|person| person["language_code"] == "ru").unwrap();
    let chat = format!("/simulator/chats/{}/messages", reader["id"]);
    demo.post(&format!("/simulator/people/{}/start", reader["id"]), json!({})).await;
    demo.until(&chat, |messages| message(messages, "Вы подписаны").is_some()).await;
    assert_eq!(demo.post("/desk/feed", json!({})).await.0, 200);
    demo.until(&chat, |messages| message(messages, "К снегопаду выходных город готовит 640 машин").is_some()).await;
}

#[tokio::test]
async fn a_taken_port_is_said_and_the_next_one_serves() {
    let first = Program::start("0").await;
    let port = first.url.rsplit(':').next().unwrap().to_string();
    let second = Program::start(&port).await;
    assert!(second.line.starts_with(&format!("Port {port} is taken. Open http://127.0.0.1:")), "{}", second.line);
    assert_ne!(first.url, second.url);
    assert!(second.get("/simulator/state").await["people"].as_array().unwrap().len() >= 4);
}

/// The staff may ask for help before anybody looks on.
async fn readers_have_anything(demo: &Program) -> bool {
    for reader in 1_000_001..=1_000_003 {
        let messages = demo.get(&format!("/simulator/chats/{reader}/messages")).await;
        if messages.as_array().is_none_or(|messages| !messages.is_empty()) {
            return true;
        }
    }
    false
}

#[tokio::test]
async fn a_crowd_comes_without_phones() {
    let demo = Program::start("0").await;
    let (_, answer) = demo.post("/desk/crowd", json!({"count": 12})).await;
    assert_eq!(answer["count"], 12);
    demo.until("/desk/state", |state| state["crowd"] == 12).await;
    demo.until("/simulator/counters", |counters| counters["accepted"].as_u64() >= Some(12)).await;
    assert_eq!(demo.get("/desk/state").await["timezone"], "Asia/Almaty");
}

/// It waits for somebody who looks on, tells whose phone acts, skips to phones that are full, and plays again.
#[tokio::test]
async fn the_story_is_for_whoever_looks_on() {
    let demo = Program::with(&["--port", "0"]).await;
    let begun = demo.until("/desk/state", |state| state["story"]["step"] == "waiting").await;
    assert!(!readers_have_anything(&demo).await, "nobody looks on yet");
    assert_eq!(demo.post("/desk/story", json!({"action": "dance"})).await.0, 400);
    demo.post("/desk/story", json!({"action": "watch"})).await;
    demo.until("/desk/state", |state| state["story"]["phone"].is_i64()).await;
    demo.post("/desk/story", json!({"action": "skip"})).await;
    let end = demo.until("/desk/state", |state| state["story"]["step"] == "done").await;
    assert_eq!((&end["story"]["index"], &end["story"]["phone"]), (&end["story"]["of"], &Value::Null));
    let people = demo.get("/simulator/state").await["people"].as_array().unwrap().clone();
    let told = [
        ("ru", "ночной автобус", "Срочно. На складе", "люди не пострадали"),
        ("kk", "түнгі автобус", "Шұғыл. ", "зардап шеккендер жоқ"),
        ("en", "first night bus", "Breaking. ", "nobody was hurt"),
    ];
    for (language, headline, breaking, repaired) in told {
        let reader = people.iter().find(|person| person["language_code"] == language).unwrap();
        let chat = format!("/simulator/chats/{}/messages", reader["id"]);
        let messages = demo
            .until(&chat, |messages| message(messages, headline).is_some() && message(messages, repaired).is_some())
            .await;
        let urgent: Vec<&str> = messages
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|message| message["text"].as_str())
            .filter(|text| text.contains('⚡'))
            .collect();
        let [urgent] = urgent.as_slice() else { panic!("{language}: {urgent:?}") };
        assert!(urgent.contains(breaking) && urgent.contains(repaired), "{language}: {urgent:?}");
    }
    demo.post("/desk/story", json!({"action": "again"})).await;
    let anew = |state: &Value| state["run"] != begun["run"] && state["story"]["step"] == "waiting";
    demo.returns(anew).await;
    assert!(!readers_have_anything(&demo).await, "nobody looks on yet");
    assert!(demo.interrupt().await, "Ctrl-C ends the second one too");
}
