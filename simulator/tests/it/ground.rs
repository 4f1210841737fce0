//! A bare Bot API client, so that these tests know nothing but HTTP.

use serde_json::Value;
use simulator::{Settings, Simulator};

/// A simulator and a client for it.
pub struct Ground {
    pub sim: Simulator,
    pub http: reqwest::Client,
}

impl Ground {
    pub async fn new(settings: Settings) -> Ground {
        let sim = Simulator::start(settings).await.expect("a free port");
        let http = reqwest::Client::builder().no_proxy().build().expect("a client");
        Ground { sim, http }
    }

    /// A start in the autumn of 2026, no limits.
    pub async fn free() -> Ground {
        Ground::new(Settings { started_at_ms: 1_790_000_000_000, ..Settings::unlimited() }).await
    }

    /// Calls a method; the whole answer.
    pub async fn call(&self, method: &str, params: Value) -> Value {
        let url = format!("{}/bot{}/{method}", self.sim.url(), self.sim.token());
        let answer = self.http.post(url).json(&params).send().await.expect("an answer");
        answer.json().await.expect("JSON")
    }

    /// The result of a call that must succeed.
    pub async fn ok(&self, method: &str, params: Value) -> Value {
        let answer = self.call(method, params.clone()).await;
        assert_eq!(answer["ok"], true, "{method} {params}: {answer}");
        answer["result"].clone()
    }

    /// The description of a call that must be refused.
    pub async fn refused(&self, method: &str, params: Value) -> String {
        let answer = self.call(method, params.clone()).await;
        assert_eq!(answer["ok"], false, "{method} {params}: {answer}");
        answer["description"].as_str().expect("a description").to_string()
    }
}
