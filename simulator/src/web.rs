//! What Telegram fetches by itself: pictures by URL. The world outside is what was registered; this machine and private
//! networks are asked only where that was wanted, since whoever reaches the simulator would reach them through it.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use url::Host;

use super::{
    files::{Page, URL_FILE_BYTES},
    world::Shared,
};

/// How long a fetch may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Fetches a private URL, if it may be, and keeps the result, failure included, as Telegram does.
pub(super) async fn fetch(shared: &Arc<Shared>, url: &str) {
    let may = shared.fetch_private && is_private(url);
    let page = if may { tokio::time::timeout(PATIENCE, get(url)).await.ok().flatten() } else { None };
    shared.world().files.web.insert(url.to_string(), page);
}

fn is_private(url: &str) -> bool {
    let Ok(url) = url::Url::parse(url) else { return false };
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback() || address.is_private(),
        Some(Host::Ipv6(address)) => address.is_loopback() || address.is_unique_local(),
        None => false,
    }
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
