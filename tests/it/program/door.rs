//! Articles by HTTP and the webhook, with the real program: what was answered is kept, whatever happens then, and no line of the log
//! holds what only two know.

use reqwest::Client;
use simulator::Settings;
use tokio::net::TcpListener;

use super::office::{Office, Running};

const TOKEN: &str = "sEcReT-token-0123456789abcdef012345";
const SECRET: &str = "sEcReT-of-the-webhook";

/// A port that nobody has.
async fn port() -> u16 {
    TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port()
}

async fn start(office: &Office, port: u16) -> Running {
    let mut command = office.command(&["run"]);
    command
        .env("HEADLINER_API", format!("127.0.0.1:{port}"))
        .env("HEADLINER_API_TOKEN", TOKEN)
        .env("HEADLINER_WEBHOOK", "http://127.0.0.1:1/hooks/sEcReT-path")
        .env("HEADLINER_WEBHOOK_SECRET", SECRET)
        .env("RUST_LOG", "debug");
    office.looks(Running::new(command)).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_answered_is_kept() {
    let office = Office::open(Settings::unlimited()).await;
    let port = port().await;
    let mut running = start(&office, port).await;
    let reader = office.sim.person("Айгүл", "ru");
    reader.start("r_society");
    running.until("an answer", || !reader.received().is_empty()).await;
    let client = Client::builder().no_proxy().build().unwrap();
    let url = format!("http://127.0.0.1:{port}/articles");
    let article = "{\"id\": \"most\", \"rubric\": \"society\", \"headline\": \"Мост закроют\", \"url\": \"/most\"}";
    let wrong = client.post(&url).bearer_auth("sEcReT-guess").body(article).send().await.unwrap();
    assert_eq!(wrong.status(), 401);
    let taken = client.post(&url).bearer_auth(TOKEN).body(article).send().await.unwrap();
    assert_eq!(taken.status(), 201);
    running.signal("KILL").await;
    let first = running.text();
    assert!(office.path("articles/api/most.json").exists());

    let mut running = start(&office, port).await;
    let has = || reader.received().iter().filter(|message| message.text.contains("Мост закроют")).count();
    running.until("the story", || has() > 0).await;
    let again = client.post(&url).bearer_auth(TOKEN).body(article).send().await.unwrap();
    assert_eq!(again.status(), 200);
    running.says("does not take what it is told").await;
    running.signal("TERM").await;
    assert_eq!(has(), 1);
    let said = first + &running.text();
    assert!(said.contains("articles are taken by HTTP") && !said.contains("sEcReT"), "{said}");
}
