//! The real program, looked at by a real Prometheus and while another program holds its database. Where the machine has no
//! `prometheus`, that part is passed over; `HEADLINER_REQUIRE_PROMETHEUS=1` fails there.

use std::{
    process::Stdio,
    time::{Duration, Instant},
};

use reqwest::Client;
use serde_json::Value;
use simulator::Settings;
use tokio::process::{Child, Command};

use super::office::{Office, Running};
use crate::http::port;

const PATIENCE: Duration = Duration::from_secs(60);
const DEPLOYED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/deploy/prometheus");

async fn start(office: &Office, port: u16) -> Running {
    let mut command = office.command(&["run"]);
    command.env("HEADLINER_OPS", format!("127.0.0.1:{port}")).env("RUST_LOG", "debug");
    office.looks(Running::new(command)).await
}

fn client() -> Client {
    Client::builder().no_proxy().build().unwrap()
}

/// Asks until the answer is as wished.
async fn until(url: &str, query: &[(&str, &str)], wished: impl Fn(u16, &str) -> bool) -> String {
    let (client, begun) = (client(), Instant::now());
    loop {
        let said = match client.get(url).query(query).send().await {
            Ok(answer) => (answer.status().as_u16(), answer.text().await.unwrap_or_default()),
            Err(error) => (0, error.to_string()),
        };
        if wished(said.0, &said.1) {
            return said.1;
        }
        assert!(begun.elapsed() < PATIENCE, "{url} {query:?} does not become as wished: {said:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_looks_while_the_database_is_held_hears_so() {
    let office = Office::open(Settings::unlimited()).await;
    let port = port();
    let mut running = start(&office, port).await;
    let url = |path: &str| format!("http://127.0.0.1:{port}{path}");
    until(&url("/readyz"), &[], |status, _| status == 200).await;
    let other = rusqlite::Connection::open(office.path("headliner.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let said = until(&url("/readyz"), &[], |status, _| status == 503).await;
    assert!(said.contains("the database does not answer"), "{said}");
    for path in ["/healthz", "/metrics", "/"] {
        let answer = client().get(url(path)).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
    }
    other.execute_batch("ROLLBACK").unwrap();
    until(&url("/readyz"), &[], |status, _| status == 200).await;
    running.signal("TERM").await;
    let said = running.text();
    assert!(said.contains(&format!("admin's page are at http://127.0.0.1:{port}")), "{said}");
    assert!(!said.contains(office.sim.token()), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_that_others_reach_is_warned_of() {
    let office = Office::open(Settings::unlimited()).await;
    let port = port();
    let mut command = office.command(&["run"]);
    command.env("HEADLINER_OPS", format!("0.0.0.0:{port}"));
    let mut running = office.looks(Running::new(command)).await;
    running.says("without encryption to whoever reaches it").await;
    let by_name = client().get(format!("http://127.0.0.1:{port}/healthz")).header("host", "headliner.lan");
    assert_eq!(by_name.send().await.unwrap().status(), 200, "there it may have any name");
    running.signal("TERM").await;
}

/// A Prometheus with the configuration that is deployed, but for the address and the pace; `None`: the machine has none.
async fn prometheus(office: &Office, target: u16) -> Option<(Child, String)> {
    let is_there = Command::new("prometheus").arg("--version").output().await.is_ok_and(|said| said.status.success());
    if !is_there {
        let required = std::env::var("HEADLINER_REQUIRE_PROMETHEUS").is_ok_and(|value| value == "1");
        assert!(!required, "HEADLINER_REQUIRE_PROMETHEUS=1, and there is no prometheus");
        println!("passed over: no prometheus on this machine");
        return None;
    }
    let deployed = std::fs::read_to_string(format!("{DEPLOYED}/prometheus.yml")).unwrap();
    let config = deployed.replace("15s", "1s").replace("127.0.0.1:9464", &format!("127.0.0.1:{target}"));
    assert_ne!(config, deployed);
    std::fs::write(office.path("prometheus.yml"), config).unwrap();
    std::fs::copy(format!("{DEPLOYED}/headliner.rules.yml"), office.path("headliner.rules.yml")).unwrap();
    let at = port();
    let child = Command::new("prometheus")
        .current_dir(office.path("."))
        .arg("--config.file=prometheus.yml")
        .arg("--storage.tsdb.path=prometheus")
        .arg(format!("--web.listen-address=127.0.0.1:{at}"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    Some((child, format!("http://127.0.0.1:{at}/api/v1")))
}

/// What a query finds: the value of its only series.
fn value(answer: &str) -> Option<f64> {
    let answer: Value = serde_json::from_str(answer).ok()?;
    let [series] = answer["data"]["result"].as_array()?.as_slice() else { return None };
    series["value"][1].as_str()?.parse().ok()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_real_prometheus_scrapes_it() {
    let office = Office::open(Settings::unlimited()).await;
    let readers = office.import(3).await;
    let port = port();
    let Some((mut prometheus, api)) = prometheus(&office, port).await else { return };
    let mut running = start(&office, port).await;
    office.write("bridge", "Мост закроют");
    running.until("the story", || readers.clone().all(|reader| office.copies(reader, "Мост закроют") == 1)).await;
    let query = format!("{api}/query");
    for (expression, expected) in [
        ("up{job=\"headliner\"}", 1.0),
        ("headliner_working", 1.0),
        ("sum(headliner_messages_total{lane=\"news\",outcome=\"delivered\"})", 3.0),
        ("sum(headliner_lateness_seconds_count{lane=\"news\"})", 3.0),
        ("headliner_subscribers{kind=\"reader\",state=\"active\"}", 3.0),
        ("headliner_token_refused", 0.0),
        ("count(headliner_commit_seconds_bucket{le=\"+Inf\"})", 1.0),
    ] {
        until(&query, &[("query", expression)], |_, said| value(said) == Some(expected)).await;
    }
    let said = until(&format!("{api}/targets"), &[], |_, said| said.contains("\"health\":\"up\"")).await;
    assert!(said.contains("\"lastError\":\"\""), "{said}");
    let rules = until(&format!("{api}/rules"), &[], |_, said| said.contains("HeadlinerDown")).await;
    assert!(!rules.contains("\"health\":\"err\""), "{rules}");
    running.signal("TERM").await;
    prometheus.kill().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rules_and_figures_are_as_prometheus_wants_them() {
    let is_there = Command::new("promtool").arg("--version").output().await.is_ok_and(|said| said.status.success());
    if !is_there {
        let required = std::env::var("HEADLINER_REQUIRE_PROMETHEUS").is_ok_and(|value| value == "1");
        assert!(!required, "HEADLINER_REQUIRE_PROMETHEUS=1, and there is no promtool");
        println!("passed over: no promtool on this machine");
        return;
    }
    for arguments in [
        ["check", "config", "prometheus.yml"],
        ["check", "rules", "headliner.rules.yml"],
        ["test", "rules", "headliner.rules.test.yml"],
        ["test", "rules", "headliner.rules.days.test.yml"],
    ] {
        let said = Command::new("promtool").args(arguments).current_dir(DEPLOYED).output().await.unwrap();
        let text = [said.stdout, said.stderr].concat();
        assert!(said.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&text));
    }
    let office = Office::open(Settings::unlimited()).await;
    let port = port();
    let mut running = start(&office, port).await;
    let figures = client().get(format!("http://127.0.0.1:{port}/metrics")).send().await.unwrap().text().await.unwrap();
    std::fs::write(office.path("figures.txt"), figures).unwrap();
    let file = std::fs::File::open(office.path("figures.txt")).unwrap();
    let said = Command::new("promtool").args(["check", "metrics"]).stdin(file).output().await.unwrap();
    let text = [said.stdout, said.stderr].concat();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&text));
    running.signal("TERM").await;
}
