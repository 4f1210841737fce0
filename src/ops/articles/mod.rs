//! Articles by HTTP: what a newsroom's system hands in. In: requests with the token. Out: what became of the article, in JSON. An
//! article is its file (`intake::Door` writes it and takes it in), so whatever is handed in is read anew at each start like any
//! other. The same request twice changes nothing.

mod answer;
mod fate;

use std::{str::FromStr, sync::Arc};

use hyper::{
    Method, StatusCode,
    header::{ALLOW, AUTHORIZATION, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE},
};
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use tokio::{
    net::TcpListener,
    sync::{Semaphore, watch},
};
use unicode_normalization::UnicodeNormalization;

use self::{
    answer::{Problem, fault, outcome, problem, refused, told},
    fate::Fate,
};
use super::http::{self, Answer, Asked, Unread, closing};
use crate::{
    acts::{
        Who,
        retract::{Retraction, Unretracted, retract},
    },
    article::{ArticleId, ArticleKey, LARGEST},
    clock::Clock,
    config::Secret,
    intake::{Door, Refused, Taken, Withdrawn},
    newsroom::Newsroom,
    store::{self, Priority, Store},
};

/// Requests that are worked on at once: more are told to come again.
const AT_ONCE: usize = 16;
/// Seconds until they may.
const AGAIN: u32 = 1;
/// Bytes of what a withdrawal says.
const NOTE: u64 = 16 * 1024;
/// Where articles are.
const ROOT: &str = "/articles";

/// What requests are answered with.
#[derive(Clone)]
pub struct Articles {
    /// The way in.
    pub door: Door,
    /// The database.
    pub store: Store,
    /// The clock.
    pub clock: Clock,
    /// The newsroom as it is now.
    pub newsroom: watch::Receiver<Arc<Newsroom>>,
    /// What a request has to bring.
    pub token: Secret,
}

/// What a request is about.
enum Place {
    All,
    One(ArticleId),
}

impl Articles {
    /// Answers at this address until the end.
    pub async fn serve(self, listener: TcpListener, end: impl Future<Output = ()>) {
        let (articles, slots) = (Arc::new(self), Arc::new(Semaphore::new(AT_ONCE)));
        let answer = move |request: Asked| {
            let (articles, slots) = (articles.clone(), slots.clone());
            async move { articles.answer(request, &slots).await }
        };
        http::serve(listener, answer, end).await;
    }

    async fn answer(&self, request: Asked, slots: &Semaphore) -> Answer {
        if !self.is_known(&request) {
            let mut answer = problem(
                StatusCode::UNAUTHORIZED,
                "the token is missing or wrong: send Authorization: Bearer and what HEADLINER_API_TOKEN says",
            );
            answer.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            return closing(answer);
        }
        let Ok(_slot) = slots.try_acquire() else { return crowded() };
        let (head, body) = request.into_parts();
        let place = match head.uri.path().parse() {
            Ok(place) => place,
            Err(problem) => return closing(told(&problem)),
        };
        let most = if head.method == Method::DELETE { NOTE } else { LARGEST };
        let body = match http::body(&head.headers, body, most).await {
            Ok(body) => body,
            Err(why) => return closing(unread(why)),
        };
        match (head.method, place) {
            (Method::POST, Place::All) => self.take(None, body).await,
            (Method::PUT, Place::One(id)) => self.take(Some(id), body).await,
            (Method::DELETE, Place::One(id)) => self.withdraw(&id, &body).await,
            (Method::GET | Method::HEAD, Place::One(id)) => self.look(id).await,
            (_, Place::All) => only("POST"),
            (_, Place::One(_)) => only("GET, PUT, DELETE"),
        }
    }

    /// Compares in a time that tells nothing about the token.
    fn is_known(&self, request: &Asked) -> bool {
        let given = request.headers().get(AUTHORIZATION).map(HeaderValue::as_bytes).unwrap_or_default();
        let given = match given.split_at_checked(7) {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case(b"bearer ") => token.trim_ascii(),
            _ => &[],
        };
        Sha256::digest(given).ct_eq(&Sha256::digest(self.token.reveal())).into()
    }

    async fn take(&self, id: Option<ArticleId>, body: Vec<u8>) -> Answer {
        match self.door.take(id, body).await {
            Ok(Taken { article, is_new, warnings }) => {
                let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
                let warnings = warnings.iter().map(ToString::to_string).collect();
                self.tell(status, article, warnings).await
            }
            Err(why) => refused(&why),
        }
    }

    async fn withdraw(&self, id: &ArticleId, body: &[u8]) -> Answer {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Wish {
            note: Option<String>,
        }
        let note = match body.trim_ascii() {
            [] => None,
            text => match serde_json::from_slice::<Wish>(text) {
                Ok(wish) => wish.note,
                Err(_) => return fault(None, Some("note"), "the body is not {\"note\": \"…\"}: mend it, or send none"),
            },
        };
        match self.door.withdraw(id, note.as_deref()).await {
            Ok(Withdrawn::Taken(article)) => self.tell(StatusCode::OK, article, Vec::new()).await,
            Ok(Withdrawn::Others(article)) => self.retract(article, note).await,
            Err(why) => refused(&why),
        }
    }

    /// Withdraws what has another file, as the desk does.
    async fn retract(&self, article: ArticleKey, note: Option<String>) -> Answer {
        let (wanted, now) = (Retraction { article, note, delete: false, tell: false }, self.clock.now());
        let act = move |store: &store::Writing| retract(store, &Who::Program, &wanted, now);
        let warning = match self.store.write(Priority::Person, act).await {
            Ok(Ok(_) | Err(Unretracted::Already)) => None,
            Ok(Err(Unretracted::Draft)) => Some("it is a draft, which nobody got: delete its file"),
            Ok(Err(Unretracted::LongNote { length, .. })) => return refused(&Refused::LongNote { length }),
            Ok(Err(Unretracted::Unknown)) => return refused(&Refused::Unknown),
            Err(error) => return refused(&Refused::Store(error)),
        };
        self.tell(StatusCode::OK, article, warning.into_iter().map(str::to_owned).collect()).await
    }

    async fn look(&self, id: ArticleId) -> Answer {
        match self.store.read(move |store| store.owner_of(&id.0)).await {
            Ok(Some(owner)) => self.tell(StatusCode::OK, owner.key, Vec::new()).await,
            Ok(None) => refused(&Refused::Unknown),
            Err(error) => refused(&Refused::Store(error)),
        }
    }

    /// What became of it.
    async fn tell(&self, status: StatusCode, article: ArticleKey, warnings: Vec<String>) -> Answer {
        let (now, zone) = (self.clock.now(), self.newsroom.borrow().zone);
        match self.store.read(move |store| Fate::gather(store, article, now, zone)).await {
            Ok(Some(fate)) => outcome(status, &fate, &warnings),
            Ok(None) => refused(&Refused::Unknown),
            Err(error) => refused(&Refused::Store(error)),
        }
    }
}

impl FromStr for Place {
    type Err = Problem;

    fn from_str(path: &str) -> Result<Place, Problem> {
        let rest = path.strip_prefix(ROOT).filter(|rest| rest.is_empty() || rest.starts_with('/'));
        let Some(rest) = rest else {
            return Err(Problem::new(StatusCode::NOT_FOUND, "there is nothing here: articles are at /articles"));
        };
        let name = rest.strip_prefix('/').unwrap_or_default();
        if name.is_empty() {
            return Ok(Place::All);
        }
        let name: String = percent_decode_str(name).decode_utf8().unwrap_or_default().nfc().collect();
        let fits = !name.trim().is_empty() && !name.contains(char::is_control) && name.trim() == name;
        match fits {
            true => Ok(Place::One(ArticleId(name))),
            false => Err(Problem::of("id", "the id in the address is no text, or begins or ends with a space")),
        }
    }
}

fn crowded() -> Answer {
    let mut answer = problem(StatusCode::TOO_MANY_REQUESTS, "too many requests at once: send it again in a second");
    answer.headers_mut().insert(RETRY_AFTER, AGAIN.into());
    closing(answer)
}

fn only(methods: &'static str) -> Answer {
    let mut answer = problem(StatusCode::METHOD_NOT_ALLOWED, "this cannot be done here: see the Allow header");
    answer.headers_mut().insert(ALLOW, HeaderValue::from_static(methods));
    answer
}

fn unread(why: Unread) -> Answer {
    match why {
        Unread::Large => {
            problem(StatusCode::PAYLOAD_TOO_LARGE, "the article is larger than 1 MiB: name pictures by their addresses")
        }
        Unread::Slow => {
            problem(StatusCode::REQUEST_TIMEOUT, "the article did not come within 30 seconds: send it again")
        }
        Unread::Broken => problem(StatusCode::BAD_REQUEST, "the request ended before its end: send it again"),
    }
}
