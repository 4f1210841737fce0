//! What Telegram fetches by itself: pictures by URL. The world outside is what was registered; this machine is asked.

use std::{net::IpAddr, sync::Arc, time::Duration};

use bytes::Bytes;

use super::{
    files::{Page, URL_FILE_BYTES},
    world::Shared,
};

/// How long a fetch may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Fetches a URL of this machine and keeps the result, failure included, as Telegram does.
pub(super) async fn fetch(shared: &Arc<Shared>, url: &str) {
    let page = if is_local(url) { tokio::time::timeout(PATIENCE, get(url)).await.ok().flatten() } else { None };
    shared.world().files.web.insert(url.to_string(), page);
}

fn is_local(url: &str) -> bool {
    let host = url.split("://").nth(1).and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or("");
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

async fn get(url: &str) -> Option<Page> {
    let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().ok()?;
    let mut response = client.get(url).send().await.ok()?.error_for_status().ok()?;
    let mime = response.headers().get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or("").to_string();
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.ok()? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > URL_FILE_BYTES {
            return None;
        }
    }
    Some(Page { mime, bytes: Bytes::from(bytes) })
}
