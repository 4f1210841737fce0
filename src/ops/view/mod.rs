//! What those who run it look at (`HEADLINER_OPS`). In: requests of monitoring and of a browser. Out: whether the process lives
//! (`/healthz`) and does its work (`/readyz`), its figures for Prometheus (`/metrics`), and a page for the admin (`/`). It answers
//! before Telegram does and as long as the process lives, changes nothing, and shows no reader. Where it listens on this machine
//! only, it answers to no other name of it: else any page of the web could have its name lead here and read along.

mod chart;
mod counts;
mod metrics;
mod page;
mod process;
mod ready;
mod today;

use std::{net::IpAddr, sync::Arc};

use hyper::{
    Method, StatusCode,
    header::{
        ACCEPT_LANGUAGE, ALLOW, CONTENT_SECURITY_POLICY, HOST, HeaderMap, HeaderName, HeaderValue, REFERRER_POLICY,
        X_FRAME_OPTIONS,
    },
};
use tokio::{net::TcpListener, sync::watch};
use url::Url;

use self::{ready::Probe, today::Today};
use super::http::{self, Answer, Asked, closing, whole};
use crate::{
    bot_api,
    clock::{Beat, Clock, Time},
    delivery::Delivery,
    locale::Words,
    newsroom::Newsroom,
    store::Store,
    telegram::{Polls, alerts::Board},
};

pub use counts::{Counts, keep};

/// Words for programs and people, alike.
const PLAIN: &str = "text/plain; charset=utf-8";
/// The page is itself and its style, and nothing that it shows can make it anything else.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What a Headliner at work shows. Cheap to clone.
#[derive(Clone)]
pub struct Works {
    /// The database.
    pub store: Store,
    /// The clock.
    pub clock: Clock,
    /// Every word.
    pub words: Words,
    /// The newsroom as it is now.
    pub newsroom: watch::Receiver<Arc<Newsroom>>,
    /// How delivery goes.
    pub delivery: Delivery,
    /// How the long poll goes.
    pub polls: Polls,
    /// What was asked of Telegram.
    pub requests: bot_api::Meter,
    /// What is wrong.
    pub board: Board,
    /// What is counted now and then.
    pub counts: watch::Receiver<Arc<Counts>>,
    /// Feeds of the settings.
    pub feeds: Arc<[Url]>,
}

/// Answers requests.
pub struct View {
    /// What is at work; `None`: not yet, or not any more.
    works: watch::Receiver<Option<Works>>,
    started: Time,
    /// It listens on this machine only.
    is_ours_alone: bool,
    probe: Probe,
    today: Today,
}

/// A place that is known.
#[derive(Clone, Copy)]
enum Place {
    Page,
    Style,
    Lives,
    Ready,
    Figures,
}

impl View {
    /// Looks at what is at work, in a process that started then.
    pub fn new(works: watch::Receiver<Option<Works>>, started: Time, address: IpAddr) -> View {
        let is_ours_alone = address.is_loopback();
        View { works, started, is_ours_alone, probe: Probe::default(), today: Today::default() }
    }

    /// Answers at this address until the end.
    pub async fn serve(self, listener: TcpListener, end: impl Future<Output = ()>) {
        let view = Arc::new(self);
        let answer = move |request: Asked| {
            let view = view.clone();
            async move { guarded(view.answer(&request).await) }
        };
        http::serve(listener, answer, end).await;
    }

    async fn answer(&self, request: &Asked) -> Answer {
        if self.is_ours_alone && !is_this_machine(request.headers()) {
            let sentence = "this is for this machine only: ask for it as localhost or 127.0.0.1\n";
            return closing(whole(StatusCode::FORBIDDEN, PLAIN, sentence));
        }
        let place = match request.uri().path() {
            "/" => Place::Page,
            "/page.css" => Place::Style,
            "/healthz" => Place::Lives,
            "/readyz" => Place::Ready,
            "/metrics" => Place::Figures,
            _ => {
                let sentence = "there is nothing here: see /, /healthz, /readyz and /metrics\n";
                return closing(whole(StatusCode::NOT_FOUND, PLAIN, sentence));
            }
        };
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            let mut answer = whole(StatusCode::METHOD_NOT_ALLOWED, PLAIN, "this can only be looked at: GET or HEAD\n");
            answer.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
            return closing(answer);
        }
        let works = self.works.borrow().clone();
        match place {
            Place::Page => self.page(works.as_ref(), request.headers()).await,
            Place::Style => whole(StatusCode::OK, "text/css; charset=utf-8", page::STYLE),
            Place::Lives => lives(works.as_ref()),
            Place::Ready => self.ready(works.as_ref()).await,
            Place::Figures => {
                whole(StatusCode::OK, metrics::CONTENT_TYPE, metrics::figures(works.as_ref(), self.started).await)
            }
        }
    }

    async fn ready(&self, works: Option<&Works>) -> Answer {
        let trouble = self.probe.trouble(works).await;
        if trouble.is_empty() {
            return whole(StatusCode::OK, PLAIN, "ready\n");
        }
        let lines: String = trouble.iter().map(|trouble| format!("{trouble}\n")).collect();
        whole(StatusCode::SERVICE_UNAVAILABLE, PLAIN, lines)
    }

    async fn page(&self, works: Option<&Works>, headers: &HeaderMap) -> Answer {
        let wanted = headers.get(ACCEPT_LANGUAGE).and_then(|wanted| wanted.to_str().ok()).unwrap_or_default();
        let (status, text) = match works {
            None => (StatusCode::SERVICE_UNAVAILABLE, page::starting(wanted)),
            Some(works) => {
                let (trouble, today) = tokio::join!(self.probe.trouble(Some(works)), self.today.of(works));
                (StatusCode::OK, page::page(works, &trouble, &today, wanted))
            }
        };
        whole(status, "text/html; charset=utf-8", text.into_string())
    }
}

/// The process answers, so it lives; that its loops turn is told by them.
fn lives(works: Option<&Works>) -> Answer {
    let loops =
        works.map(|works| [("delivery", &works.delivery.meter().beat), ("the poll for updates", &works.polls.beat)]);
    match overdue(loops.as_ref().map_or(&[], |loops| &loops[..])) {
        None => whole(StatusCode::OK, PLAIN, "alive\n"),
        Some(sentence) => whole(StatusCode::SERVICE_UNAVAILABLE, PLAIN, sentence),
    }
}

/// Which of the loops does not turn any more, in a sentence.
fn overdue(loops: &[(&str, &Beat)]) -> Option<String> {
    let (name, overdue) =
        loops.iter().map(|(name, beat)| (name, beat.overdue())).max_by_key(|(_, overdue)| *overdue)?;
    (!overdue.is_zero()).then(|| format!("{name} has stood still for {} s longer than it may\n", overdue.as_secs()))
}

/// What a browser is told about every answer.
fn guarded(mut answer: Answer) -> Answer {
    let rules = [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    for (name, rule) in rules {
        answer.headers_mut().insert(name, HeaderValue::from_static(rule));
    }
    answer
}

/// Whether the name that was asked for is this machine's own. Who names none is no browser.
fn is_this_machine(headers: &HeaderMap) -> bool {
    let mut names = headers.get_all(HOST).iter();
    names.all(|name| name.to_str().is_ok_and(is_own_name))
}

fn is_own_name(host: &str) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, port),
        _ => (host, ""),
    };
    let name = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    let is_own = name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
    is_own && port.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_loop_that_does_not_turn_is_named() {
        let (one, other) = (Beat::default(), Beat::default());
        let loops = [("one", &one), ("the other", &other)];
        assert_eq!(overdue(&loops), None, "nothing has begun");
        one.next_within(Duration::from_secs(60));
        other.next_within(Duration::from_secs(10));
        tokio::time::sleep(Duration::from_secs(10)).await;
        assert_eq!(overdue(&loops), None);
        tokio::time::sleep(Duration::from_secs(5)).await;
        assert_eq!(overdue(&loops).unwrap(), "the other has stood still for 5 s longer than it may\n");
        other.next_within(Duration::from_secs(10));
        assert_eq!((overdue(&loops), overdue(&[])), (None, None));
    }

    #[test]
    fn only_names_of_this_machine_are_its_own() {
        let check = |host, expected| assert_eq!(is_own_name(host), expected, "{host}");
        for host in ["localhost", "LocalHost:9464", "127.0.0.1:9464", "127.0.0.2", "[::1]:9464", "[::1]"] {
            check(host, true);
        }
        for host in [
            "evil.example",
            "evil.example:9464",
            "localhost.evil.example",
            "127.0.0.1.evil.example:9464",
            "localhost:9464@evil.example",
            "10.0.0.1",
            "0.0.0.0",
            "[::]",
            "",
            ":9464",
        ] {
            check(host, false);
        }
    }
}
