//! Files of the web, for feeds and whatever else content names. In: an address and what is known of it. Out: its bytes, that
//! nothing has changed, or one sentence that says why there are none. Everything is bounded: bytes (also of what was
//! packed), time, redirects. An address may be private (`places`) only on a host that the admin wrote, whether it is asked
//! for, a redirect leads to it, or a name means it. It is asked directly, without a proxy: whoever resolves a name for us
//! would decide what is private.

mod places;

use std::{
    collections::HashSet,
    fmt,
    io::Write,
    net::{IpAddr, SocketAddr},
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use chrono::DateTime;
use reqwest::{
    Client, RequestBuilder, Response, StatusCode,
    dns::{Addrs, Name, Resolve, Resolving},
    header::{
        ACCEPT, CONTENT_TYPE, DATE, ETAG, HeaderMap, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED,
        LOCATION, RETRY_AFTER,
    },
    redirect::Policy,
};
use tokio::time::timeout;
use url::{Host, Url};

pub use places::is_public;

/// How long a whole answer may take, redirects included.
const WHOLE: Duration = Duration::from_secs(30);
/// How long a server may say nothing.
const SILENCE: Duration = Duration::from_secs(10);
/// A site that has moved names one new place, its `www.` and its `https`; more is a circle.
const REDIRECTS: usize = 5;
/// Who asks.
const AGENT: &str = concat!("Headliner/", env!("CARGO_PKG_VERSION"));

/// Fetches. Cheap to clone; all clones trust the same hosts.
#[derive(Clone)]
pub struct Web {
    client: Client,
    trusted: Trusted,
}

/// Hosts that the admin wrote.
type Trusted = Arc<RwLock<HashSet<String>>>;

/// What is wanted.
#[derive(Clone, Debug)]
pub struct Wish<'a> {
    /// Where it is.
    pub url: &'a Url,
    /// What of it is liked, as `Accept` has it.
    pub accept: &'static str,
    /// More bytes are refused.
    pub largest: usize,
    /// What is known of it; where it still holds, nothing is sent.
    pub known: &'a Known,
}

/// By what a server knows that nothing has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// `ETag`
    pub etag: Option<String>,
    /// `Last-Modified`, as the server wrote it.
    pub modified: Option<String>,
}

/// What came.
#[derive(Debug)]
pub enum Answer<B = Vec<u8>> {
    /// Nothing has changed.
    Unchanged,
    /// It is here.
    Came(Box<Page<B>>),
}

/// A file of the web.
#[derive(Debug)]
pub struct Page<B = Vec<u8>> {
    /// What it holds, unpacked.
    pub bytes: B,
    /// Where it was found in the end.
    pub url: Url,
    /// `Content-Type`
    pub kind: Option<String>,
    /// For the next time.
    pub known: Known,
}

/// Why nothing came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// One sentence without its full stop, to be put behind the address.
    pub what: String,
    /// What the server answered with, where it did (RFC 9110, section 15).
    pub status: Option<u16>,
    /// The server wants to be left alone for so long.
    pub wait: Option<Duration>,
    /// It leads to a private address that the admin did not write.
    pub private: bool,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Trouble {}

impl Trouble {
    /// One of which nothing more is known.
    pub fn of(what: impl Into<String>) -> Trouble {
        Trouble { what: what.into(), status: None, wait: None, private: false }
    }
}

fn trouble(what: impl Into<String>) -> Trouble {
    Trouble::of(what)
}

impl Web {
    /// Trusts nobody yet.
    ///
    /// # Errors
    /// Where the system has no certificates or no sockets for it.
    pub fn new() -> anyhow::Result<Web> {
        let trusted = Trusted::default();
        let client = Client::builder()
            .user_agent(AGENT)
            .connect_timeout(SILENCE)
            .read_timeout(SILENCE)
            .redirect(Policy::none()) // each step is looked at here
            .referer(false)
            .no_proxy()
            .dns_resolver(Arc::new(Names(trusted.clone())))
            .build()?;
        Ok(Web { client, trusted })
    }

    /// From now on these addresses are the admin's, and no others: their hosts may be private.
    pub fn trust<'a>(&self, addresses: impl IntoIterator<Item = &'a Url>) {
        let hosts = addresses.into_iter().filter_map(Url::host_str).map(str::to_ascii_lowercase).collect();
        *self.trusted.write().unwrap_or_else(PoisonError::into_inner) = hosts;
    }

    /// Fetches it, with everything that leads to it.
    ///
    /// # Errors
    /// Why nothing came; also where the server answers that there is nothing.
    pub async fn get(&self, wish: &Wish<'_>) -> Result<Answer, Trouble> {
        self.get_into(Vec::new(), wish).await
    }

    /// The same, into whatever its bytes can be written to.
    ///
    /// # Errors
    /// As for [`Web::get`], and where it cannot be written.
    pub async fn get_into<B: Write>(&self, bytes: B, wish: &Wish<'_>) -> Result<Answer<B>, Trouble> {
        let within = || trouble(format!("it was not complete after {} seconds", WHOLE.as_secs()));
        timeout(WHOLE, self.follow(bytes, wish)).await.unwrap_or_else(|_| Err(within()))
    }

    async fn follow<B: Write>(&self, bytes: B, wish: &Wish<'_>) -> Result<Answer<B>, Trouble> {
        let mut url = wish.url.clone();
        for _ in 0..=REDIRECTS {
            self.check(&url)?;
            let answer = self.ask(&url, wish).send().await.map_err(|error| failed(&error))?;
            let status = answer.status();
            match status {
                StatusCode::NOT_MODIFIED => return Ok(Answer::Unchanged),
                _ if status.is_success() => return read(answer, url, bytes, wish.largest).await,
                _ if status.is_redirection() => url = leads_to(&answer, &url)?,
                _ => return Err(refused(status, answer.headers())),
            }
        }
        Err(trouble(format!("it leads on and on, after {REDIRECTS} redirects to {url}")))
    }

    fn ask(&self, url: &Url, wish: &Wish<'_>) -> RequestBuilder {
        let request = self.client.get(url.clone()).header(ACCEPT, wish.accept);
        let with = |request: RequestBuilder, name: HeaderName, value: &Option<String>| match value {
            Some(value) => request.header(name, value),
            None => request,
        };
        let request = with(request, IF_NONE_MATCH, &wish.known.etag);
        with(request, IF_MODIFIED_SINCE, &wish.known.modified)
    }

    /// Whether this may be asked at all; what a name means is looked at when it is looked up.
    fn check(&self, url: &Url) -> Result<(), Trouble> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(trouble(format!("it leads to {url}, and only http and https are followed")));
        }
        let address = match url.host() {
            Some(Host::Ipv4(address)) => IpAddr::from(address),
            Some(Host::Ipv6(address)) => IpAddr::from(address),
            Some(Host::Domain(_)) => return Ok(()),
            None => return Err(trouble(format!("it leads to {url}, which names no server"))),
        };
        let host = url.host_str().unwrap_or_default();
        match is_public(address) || is_trusted(&self.trusted, host) {
            true => Ok(()),
            false => Err(private(host)),
        }
    }
}

fn is_trusted(trusted: &Trusted, host: &str) -> bool {
    trusted.read().unwrap_or_else(PoisonError::into_inner).contains(&host.to_ascii_lowercase())
}

fn private(host: &str) -> Trouble {
    let what = format!("it leads to {host}, which is a private address that no setting names");
    Trouble { private: true, ..trouble(what) }
}

fn leads_to(answer: &Response, from: &Url) -> Result<Url, Trouble> {
    let place = answer.headers().get(LOCATION).and_then(|place| std::str::from_utf8(place.as_bytes()).ok());
    place
        .and_then(|place| from.join(place).ok())
        .ok_or_else(|| trouble(format!("it answers with {} and does not say where to", answer.status())))
}

fn refused(status: StatusCode, headers: &HeaderMap) -> Trouble {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let date = |text: &str| DateTime::parse_from_rfc2822(text).ok();
    // A date counts from the server's own time.
    let asked = text(RETRY_AFTER);
    let until = || (date(asked?)? - date(text(DATE)?)?).num_seconds().try_into().ok();
    let wait = asked.and_then(|asked| asked.parse().ok()).or_else(until);
    let (what, wait) = (format!("it answers with {status}"), wait.map(Duration::from_secs));
    Trouble { status: Some(status.as_u16()), wait, ..trouble(what) }
}

/// What kept a request from an answer, in the words of whoever knows most.
fn failed(error: &reqwest::Error) -> Trouble {
    let mut deepest: &dyn std::error::Error = error;
    while let Some(source) = deepest.source() {
        if let Some(trouble) = source.downcast_ref::<Trouble>() {
            return trouble.clone();
        }
        deepest = source;
    }
    match error.is_timeout() {
        true => trouble(format!("it was silent for {} seconds", SILENCE.as_secs())),
        false => trouble(format!("it does not answer ({deepest})")),
    }
}

async fn read<B: Write>(mut answer: Response, url: Url, mut bytes: B, largest: usize) -> Result<Answer<B>, Trouble> {
    let too_large = || trouble(format!("it has more than {} MiB", largest >> 20));
    let text = |name: HeaderName, answer: &Response| {
        answer.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
    };
    let known = Known { etag: text(ETAG, &answer), modified: text(LAST_MODIFIED, &answer) };
    let kind = text(CONTENT_TYPE, &answer);
    if answer.content_length().is_some_and(|length| length > largest as u64) {
        return Err(too_large());
    }
    let mut length = 0;
    while let Some(chunk) = answer.chunk().await.map_err(|error| failed(&error))? {
        length += chunk.len();
        if length > largest {
            return Err(too_large());
        }
        bytes.write_all(&chunk).map_err(|error| trouble(format!("it cannot be kept ({error})")))?;
    }
    Ok(Answer::Came(Box::new(Page { bytes, url, kind, known })))
}

/// Looks up names. Of one that the admin did not write only public addresses are used, so that a name that is looked up
/// twice cannot mean something else the second time.
struct Names(Trusted);

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let trusted = is_trusted(&self.0, name.as_str());
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await;
            let found: Vec<SocketAddr> = found.map_err(|error| trouble(unknown(name.as_str(), &error)))?.collect();
            let usable: Vec<SocketAddr> =
                found.into_iter().filter(|address| trusted || is_public(address.ip())).collect();
            match usable.is_empty() {
                true => Err(private(name.as_str()).into()),
                false => Ok(Box::new(usable.into_iter()) as Addrs),
            }
        })
    }
}

fn unknown(name: &str, error: &std::io::Error) -> String {
    format!("the name {name} cannot be looked up ({error})")
}
