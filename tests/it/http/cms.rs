//! What a newspaper's developer installs (`deploy/`), from a saved post to a phone: the files as they are, run by PHP, with the
//! content systems' own hooks stubbed in `tests/cms`. Without PHP they pass over with a note, unless `HEADLINER_REQUIRE_PHP=1`
//! says that there must be one. Real time: programs do not wait for a paused clock.

use std::path::Path;

use serde_json::{Value, json};
use tokio::process::Command;

use super::{Office, TOKEN, article, field};

impl Office {
    /// Runs a program of the project; what it prints.
    async fn runs(&self, program: &str, arguments: &[&str], ends_well: bool) -> String {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut command = Command::new(program);
        command.args(arguments).current_dir(root).env("HEADLINER_URL", &self.base).env("HEADLINER_TOKEN", TOKEN);
        let output = command.env("no_proxy", "*").output().await.unwrap();
        let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
        assert_eq!(output.status.success(), ends_well, "{arguments:?}: {text}");
        assert!(!text.contains("Warning") && !text.contains("Fatal") && !text.contains("Deprecated"), "{text}");
        text.trim().to_owned()
    }

    /// One step of somebody who works in the content system.
    async fn does(&self, cms: &str, step: &str) -> String {
        let state = self.house.path(&format!("{cms}.json"));
        self.runs("php", &[&format!("tests/cms/{cms}.php"), step, &state.to_string_lossy()], true).await
    }
}

fn has_php() -> bool {
    let found = std::process::Command::new("php").args(["-r", "exit(function_exists('curl_init') ? 0 : 1);"]).status();
    let found = found.is_ok_and(|status| status.success());
    let required = std::env::var("HEADLINER_REQUIRE_PHP").is_ok_and(|value| value == "1");
    assert!(found || !required, "HEADLINER_REQUIRE_PHP=1, and there is no php with curl");
    if !found {
        eprintln!("passed over: there is no php with curl (apt-get install php-cli php-curl php-mbstring)");
    }
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_post_of_wordpress() {
    if !has_php() {
        return;
    }
    let mut office = Office::open().await;
    assert_eq!(office.does("wordpress", "draft").await, "nothing was said");
    assert!(office.files().is_empty(), "drafts never leave");
    assert_eq!(office.does("wordpress", "publish").await, "published");
    let message = office.reader.expects("«новый» мост").await;
    assert!(message.text.contains("Движение пущено утром"), "{}", message.text);
    let listed = office.get("wp-12").await;
    assert_eq!((field(&listed, "id"), field(&listed, "state")), ("wp-12", "published"));
    office.does("wordpress", "edit").await;
    let message = office.reader.expects_edit("старый мост").await;
    assert!(message.text.contains("Мост не новый"), "{}", message.text);
    assert_eq!(office.does("wordpress", "password").await, "withdrawn");
    assert_eq!(office.does("wordpress", "open").await, "published");
    assert_eq!(office.does("wordpress", "trash").await, "withdrawn");
    assert_eq!(field(&office.get("wp-12").await, "state"), "withdrawn");
    office.reader.expects_edit("снят").await;
    // While nobody answers, it waits for the schedule.
    office.house.end().await;
    assert_eq!(office.does("wordpress", "publish").await, "Headliner gave no answer. It is tried again.");
    office.house.start().await;
    assert_eq!(office.does("wordpress", "cron").await, "published");
    office.reader.expects_edit("старый мост").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_element_of_bitrix() {
    if !has_php() {
        return;
    }
    let mut office = Office::open().await;
    office.does("bitrix", "draft").await;
    assert!(office.files().is_empty(), "drafts never leave");
    office.does("bitrix", "publish").await;
    office.reader.expects("Троллейбусы вернулись на «десятку»").await;
    office.house.end().await;
    office.does("bitrix", "edit").await;
    office.house.start().await;
    office.does("bitrix", "cron").await;
    let message = office.reader.expects_edit("«девятку»").await;
    assert!(message.text.contains("Номер маршрута"), "{}", message.text);
    office.does("bitrix", "delete").await;
    office.reader.expects_edit("снят").await;
    assert_eq!(field(&office.get("bitrix-7").await, "state"), "withdrawn");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn news_of_datalife_engine() {
    if !has_php() {
        return;
    }
    let office = Office::open().await;
    let engine = office.house.path("engine").to_string_lossy().into_owned();
    let run = |news: Value| {
        let (office, engine, news) = (&office, engine.clone(), news.to_string());
        async move { office.runs("php", &["tests/cms/dle.php", &news, &engine], true).await }
    };
    let snow = json!({"id": "4", "title": "Снегопад &quot;накрыл&quot; город", "short_story": "<p>Выпало 20 см</p>"});
    let waiting = json!({"id": "5", "title": "Ждёт модератора", "approve": "0"});
    let old = json!({"id": "1", "title": "Давняя новость", "date": "2026-11-20 09:00:00"});
    run(json!([old, snow, waiting])).await;
    let message = office.reader.expects("накрыл").await;
    assert!(message.text.contains("Выпало 20 см") && !message.text.contains("quot"), "{}", message.text);
    assert_eq!(office.get("dle-5").await.0, 404, "what waits for a moderator never leaves");
    assert_eq!(field(&office.get("dle-1").await, "state"), "archive");
    let changed = json!({"id": "4", "title": "Снегопад накрыл область", "short_story": "<p>Выпало 20 см</p>"});
    run(json!([old, changed, waiting])).await;
    office.reader.expects_edit("область").await;
    run(json!([old, waiting])).await;
    office.reader.expects_edit("снят").await;
    let states = [office.get("dle-1").await, office.get("dle-4").await];
    assert_eq!([field(&states[0], "state"), field(&states[1], "state")], ["archive", "withdrawn"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_by_curl() {
    let office = Office::open().await;
    let script = "deploy/script/headliner.sh";
    let file = office.house.path("most.md").to_string_lossy().into_owned();
    std::fs::write(&file, article("x", "Мост закроют на ремонт", "")).unwrap();
    let said = office.runs("sh", &[script, "put", "мост/1", &file], true).await;
    assert_eq!(serde_json::from_str::<Value>(&said).unwrap()["id"], "мост/1");
    office.reader.expects("Мост закроют").await;
    let said = office.runs("sh", &[script, "get", "мост/1"], true).await;
    assert_eq!(serde_json::from_str::<Value>(&said).unwrap()["state"], "published");
    office.runs("sh", &[script, "delete", "мост/1", "Ремонт \"отменили\""], true).await;
    let message = office.reader.expects_edit("отменили").await;
    assert!(!message.text.contains('\\'), "{}", message.text);
    std::fs::write(&file, "---\nheadline: Без имени\n---\n").unwrap();
    let said = office.runs("sh", &[script, "post", &file], false).await;
    assert!(said.contains("neither id nor url"), "{said}");
    let said = office.runs("sh", &["-c", &format!("sh {script} put b - < {file}")], true).await;
    assert!(said.contains("\"state\":\"held\""), "{said}");
}
