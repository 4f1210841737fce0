//! A small HTTP server on hyper, which is in the house with the client and the simulator already: a handful of requests wants no
//! framework, and each limit stands here where it can be read. In: an address, and a function from a request to its answer. Out:
//! answers. Whoever is slow, large or many is sent away and costs nobody else anything.

use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};

use anyhow::anyhow;
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{
    Request, Response, StatusCode,
    body::{Body as _, Incoming},
    header::{CACHE_CONTROL, CONNECTION, CONTENT_TYPE, EXPECT, HeaderMap, HeaderValue, X_CONTENT_TYPE_OPTIONS},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    task::JoinSet,
    time::{sleep, timeout},
};

/// Connections that are open at once; more wait to be taken.
const CONNECTIONS: usize = 64;
/// How long the head of a request may take, and how long a connection may idle before one.
const HEAD: Duration = Duration::from_secs(10);
/// How long a body may take.
const BODY: Duration = Duration::from_secs(30);
/// How many heads a request may have.
const HEADERS: usize = 100;
/// Of a body that is too large, so much is passed over, so that its sender reads the answer instead of a broken connection.
const PASSED_OVER: u64 = 8 * 1024 * 1024;
/// How long answers that are on their way have at the end.
const LAST: Duration = Duration::from_secs(5);
/// How long it waits where the system gives no connection, as with too many open files.
const PAUSE: Duration = Duration::from_millis(100);

/// A request as it comes.
pub type Asked = Request<Incoming>;
/// An answer, whole.
pub type Answer = Response<Full<Bytes>>;

/// Takes the address; `setting` says where it was written.
pub async fn listen(address: SocketAddr, setting: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        anyhow!("cannot listen at {address} ({setting}): {error}; is the address this machine's, and free?")
    })
}

/// Answers until the end, and then what is on its way.
pub async fn serve<A>(
    listener: TcpListener,
    answer: impl Fn(Asked) -> A + Clone + Send + Sync + 'static,
    end: impl Future<Output = ()>,
) where
    A: Future<Output = Answer> + Send + 'static,
{
    let (slots, mut connections) = (Arc::new(Semaphore::new(CONNECTIONS)), JoinSet::new());
    let (stop, stopped) = watch::channel(false);
    tokio::pin!(end);
    loop {
        let next = async {
            let slot = slots.clone().acquire_owned().await;
            (listener.accept().await, slot)
        };
        let (accepted, slot) = tokio::select! {
            () = &mut end => break,
            next = next => next,
        };
        while connections.try_join_next().is_some() {}
        let Ok((stream, _)) = accepted else {
            sleep(PAUSE).await;
            continue;
        };
        let (answer, stopped) = (answer.clone(), stopped.clone());
        connections.spawn(async move {
            connection(stream, answer, stopped).await;
            drop(slot);
        });
    }
    let _ = stop.send(true); // nobody may be there
    while connections.join_next().await.is_some() {}
}

async fn connection<A>(stream: TcpStream, answer: impl Fn(Asked) -> A, mut stopped: watch::Receiver<bool>)
where
    A: Future<Output = Answer>,
{
    let _ = stream.set_nodelay(true); // a slower answer is an answer
    let service = service_fn(|request| {
        let answer = answer(request);
        async move { Ok::<_, Infallible>(answer.await) }
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD).max_headers(HEADERS);
    let serving = builder.serve_connection(TokioIo::new(stream), service);
    tokio::pin!(serving);
    let stops = async {
        let _ = stopped.wait_for(|stopped| *stopped).await.map(drop); // an error is the end too
    };
    tokio::select! {
        // A connection that ends badly ends nobody else's.
        _ = &mut serving => {}
        () = stops => {
            serving.as_mut().graceful_shutdown();
            let _ = timeout(LAST, serving).await;
        }
    }
}

/// Why a body could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is longer than it may be.
    Large,
    /// It did not come within its time.
    Slow,
    /// It ended before its end.
    Broken,
}

/// The body, which may have so many bytes.
pub async fn body(headers: &HeaderMap, body: Incoming, most: u64) -> Result<Vec<u8>, Unread> {
    let announced = body.size_hint().lower();
    if announced > PASSED_OVER || (announced > most && headers.contains_key(EXPECT)) {
        return Err(Unread::Large);
    }
    timeout(BODY, gather(body, most)).await.unwrap_or(Err(Unread::Slow))
}

async fn gather(mut body: Incoming, most: u64) -> Result<Vec<u8>, Unread> {
    let (mut bytes, mut length) = (Vec::new(), 0u64);
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| Unread::Broken)?.into_data() else { continue };
        length += data.len() as u64;
        if length > PASSED_OVER {
            return Err(Unread::Large);
        }
        match length <= most {
            true => bytes.extend_from_slice(&data),
            false => bytes = Vec::new(),
        }
    }
    if length > most { Err(Unread::Large) } else { Ok(bytes) }
}

/// An answer in JSON, for nobody to keep.
pub fn json(status: StatusCode, body: &impl serde::Serialize) -> Answer {
    whole(status, "application/json", serde_json::to_vec(body).unwrap_or_default())
}

/// An answer of this type, for nobody to keep.
pub fn whole(status: StatusCode, kind: &'static str, body: impl Into<Bytes>) -> Answer {
    let mut answer = Response::new(Full::new(body.into()));
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    answer
}

/// The last answer of a connection.
pub fn closing(mut answer: Answer) -> Answer {
    answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    answer
}
