//! A browser as a test holds it: it looks, clicks, types, and tells what the console said.

use std::{
    process::Stdio,
    time::{Duration, Instant},
};

use fantoccini::{Client, ClientBuilder, Locator, wd::WebDriverCompatibleCommand};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

/// A loaded machine starts a browser slowly.
const PATIENCE: Duration = Duration::from_secs(60);
const LOOK: Duration = Duration::from_millis(40);
const FLAGS: [&str; 10] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--force-color-profile=srgb",
];

/// What a person reads on the page, phone by phone, for the message of a failing test.
const SHOWN: &str = "return [...document.querySelectorAll('[data-phone] .device, .panel .files, .published')]
    .map(part => part.innerText.slice(-700)).join('\\n────\\n')";

/// A browser with one window. Its driver ends with it.
pub struct Browser {
    client: Client,
    _driver: Child,
    _profile: tempfile::TempDir,
}

/// A command of Chromium's own: `POST session/ID/<path>`.
#[derive(Debug)]
struct Own(&'static str, Value);

impl WebDriverCompatibleCommand for Own {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.0))
    }

    fn method_and_body(&self, _: &url::Url) -> (hyper::Method, Option<String>) {
        (hyper::Method::POST, Some(self.1.to_string()))
    }
}

fn is_required() -> bool {
    std::env::var("HEADLINER_REQUIRE_BROWSER").is_ok_and(|value| value == "1")
}

fn on_path(names: &[&str]) -> Option<String> {
    let path = std::env::var("PATH").unwrap_or_default();
    let found = |name: &&str| path.split(':').any(|folder| std::path::Path::new(folder).join(name).is_file());
    names.iter().find(|name| found(name)).map(|name| (*name).to_string())
}

impl Browser {
    /// A browser with a window of this size, or `None` (with a note) where the machine has none.
    pub async fn open(width: u32, height: u32) -> Option<Browser> {
        let (Some(browser), Some(driver)) = (on_path(&["chromium", "google-chrome"]), on_path(&["chromedriver"]))
        else {
            assert!(!is_required(), "HEADLINER_REQUIRE_BROWSER=1, and there is no chromium with its chromedriver");
            println!("passed over: no chromium and chromedriver on this machine");
            return None;
        };
        let profile = crate::folder::folder();
        let mut driver =
            Command::new(driver).arg("--port=0").stdout(Stdio::piped()).kill_on_drop(true).spawn().unwrap();
        let port = port_of(&mut driver).await;
        let mut arguments: Vec<String> = FLAGS.iter().map(ToString::to_string).collect();
        arguments.push(format!("--user-data-dir={}", profile.path().display()));
        arguments.push(format!("--window-size={width},{height}"));
        let wishes = json!({
            "browserName": "chrome",
            "goog:chromeOptions": {"args": arguments, "binary": format!("/usr/bin/{browser}"),
                "prefs": {"intl.accept_languages": "en"}},
            "goog:loggingPrefs": {"browser": "ALL"},
        });
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(wishes.as_object().unwrap().clone())
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .expect("the driver opens a browser");
        let opened = Browser { client, _driver: driver, _profile: profile };
        opened.resize(width, height).await;
        Some(opened)
    }

    /// Opens the page and waits until it shows the state.
    pub async fn visit(&self, url: &str) {
        self.client.goto(url).await.unwrap();
        self.sees("body[data-ready]").await;
    }

    /// Another size of the window, as a phone's or a desk's.
    pub async fn resize(&self, width: u32, height: u32) {
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.chromium("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// The system now prefers `dark` or `light`.
    pub async fn prefers(&self, scheme: &str) {
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.chromium("Emulation.setEmulatedMedia", media).await;
    }

    async fn chromium(&self, command: &str, parameters: Value) {
        let own = Own("goog/cdp/execute", json!({"cmd": command, "params": parameters}));
        self.client.issue_cmd(own).await.unwrap();
    }

    /// What a script returns.
    pub async fn script(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Waits until `script` returns something true.
    pub async fn until(&self, what: &str, script: &str) -> Value {
        let given_up = Instant::now() + PATIENCE;
        loop {
            let seen = self.script(script).await;
            if !matches!(seen, Value::Null | Value::Bool(false)) {
                return seen;
            }
            if Instant::now() > given_up {
                let text = self.script(SHOWN).await;
                panic!("the browser does not show {what}; it shows:\n{}", text.as_str().unwrap_or_default());
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Waits for an element.
    pub async fn sees(&self, css: &str) {
        self.until(css, &format!("return document.querySelector({}) !== null", quoted(css))).await;
    }

    /// Waits until an element's text contains this.
    pub async fn reads(&self, css: &str, text: &str) {
        let script = format!(
            "return [...document.querySelectorAll({})].some(element => element.innerText.includes({}))",
            quoted(css),
            quoted(text)
        );
        self.until(&format!("“{text}” in {css}"), &script).await;
    }

    /// Waits until no element's text contains this.
    pub async fn misses(&self, css: &str, text: &str) {
        let script = format!(
            "return ![...document.querySelectorAll({})].some(element => element.innerText.includes({}))",
            quoted(css),
            quoted(text)
        );
        self.until(&format!("“{text}” gone from {css}"), &script).await;
    }

    /// Waits for the last such element and clicks it as a person does: it must be in sight and uncovered, and where the
    /// page moved under the pointer, so that the click hit nothing or something else, it is clicked again.
    pub async fn clicks(&self, css: &str) {
        let find = format!(
            "const last = [...document.querySelectorAll({0})].filter(element => !element.disabled).at(-1);
             if (!last) return null;
             last.scrollIntoView({{block: 'center', inline: 'center', behavior: 'instant'}});
             window.clickHit = false;
             const hit = event => {{ window.clickHit = event.target.closest({0}) !== null; }};
             document.addEventListener('click', hit, {{capture: true, once: true}});
             const place = last.getBoundingClientRect();
             return `${{place.x}} ${{place.y}} ${{place.width}}`",
            quoted(css)
        );
        let given_up = Instant::now() + PATIENCE;
        let mut place = Value::Null;
        loop {
            // What moves is not clicked: it stands where it stood a moment ago.
            let now = self.until(css, &find).await;
            let still = now == place;
            place = now;
            if still && let Some(last) = self.client.find_all(Locator::Css(css)).await.unwrap().pop() {
                match last.click().await {
                    Ok(()) if self.script("return window.clickHit !== false").await == true => return,
                    Ok(()) => {}
                    Err(error) if Instant::now() > given_up => panic!("{css} cannot be clicked: {error}"),
                    Err(_) => {}
                }
            }
            assert!(Instant::now() < given_up, "{css} does not stand still");
            tokio::time::sleep(2 * LOOK).await;
        }
    }

    /// Types into the element with this selector; `\u{E007}` is Enter.
    pub async fn types(&self, css: &str, text: &str) {
        self.sees(css).await;
        self.client.find(Locator::Css(css)).await.unwrap().send_keys(text).await.unwrap();
    }

    /// Presses keys where the focus is.
    pub async fn keys(&self, text: &str) {
        self.client.active_element().await.unwrap().send_keys(text).await.unwrap();
    }

    /// Errors and warnings that the console has shown since the last look.
    pub async fn complaints(&self) -> Vec<String> {
        let log = self.client.issue_cmd(Own("se/log", json!({"type": "browser"}))).await.unwrap();
        let lines = log.as_array().cloned().unwrap_or_default();
        let bad = lines.iter().filter(|line| matches!(line["level"].as_str(), Some("SEVERE" | "WARNING")));
        bad.map(|line| line["message"].as_str().unwrap_or_default().to_string()).collect()
    }

    /// Ends the session in order.
    pub async fn close(self) {
        self.client.close().await.unwrap();
    }
}

/// `"text"` as a script writes it.
pub fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// The port the driver says that it listens on.
async fn port_of(driver: &mut Child) -> u16 {
    let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        if let Some((_, port)) = line.split_once("started successfully on port ") {
            let port = port.trim_end_matches('.').parse().expect("a port");
            // The rest is read away, so that the driver is never stopped by a full pipe.
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return port;
        }
    }
    panic!("chromedriver did not start");
}
