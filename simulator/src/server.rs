//! The HTTP side: one task per connection, one request at a time, routed to the Bot API, the control API, the page or
//! what the embedding program mounted.

use std::{
    convert::Infallible,
    sync::Arc,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use futures_util::{StreamExt, stream::BoxStream};
use http_body_util::{BodyExt, Full, StreamBody, combinators::UnsyncBoxBody};
use hyper::{
    Request, Response, StatusCode,
    body::{Frame, Incoming},
    header::{
        CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, DATE, HeaderValue, REFERRER_POLICY,
        RETRY_AFTER, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
    },
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
};

use super::{
    answer::Refusal,
    bot_api, control, guard, page,
    request::{Unreadable, percent_decoded, read_body},
    wire::{Fate, Wire},
    world::Shared,
};

pub(super) type Body = UnsyncBoxBody<Bytes, Infallible>;
/// An answer; the error breaks the connection.
pub(super) type Answer = Result<Response<Body>, std::io::Error>;

/// Takes connections until the simulator is stopped.
pub(super) async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let mut stop = shared.stop.subscribe();
    loop {
        tokio::select! {
            () = stopped(&mut stop) => return,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    tokio::spawn(connection(stream, shared.clone()));
                }
                // Out of file descriptors, or a connection that was gone before it was taken: others may still come.
                Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
            },
        }
    }
}

async fn stopped(stop: &mut watch::Receiver<bool>) {
    // An error is the end of the simulator too.
    let _ = stop.wait_for(|stop| *stop).await.map(drop);
}

async fn connection(stream: TcpStream, shared: Arc<Shared>) {
    let _ = stream.set_nodelay(true);
    let (wire, fate) = Wire::new(stream);
    let mut stop = shared.stop.subscribe();
    let mut builder = http1::Builder::new();
    builder.max_headers(200).header_read_timeout(None);
    if let Some(idle) = shared.idle {
        builder.timer(TokioTimer::new()).header_read_timeout(idle);
    }
    let service = service_fn(|request| dated(request, shared.clone(), fate.clone()));
    let serving = builder.serve_connection(TokioIo::new(wire), service);
    tokio::select! {
        () = stopped(&mut stop) => {}
        // A connection that ends badly ends nobody else's.
        _ = serving => {}
    }
}

/// An answer says what time it is here: the simulator's own, not the machine's.
async fn dated(request: Request<Incoming>, shared: Arc<Shared>, fate: Fate) -> Answer {
    let mut answer = route(request, shared.clone(), fate).await?;
    let seconds = shared.world().clock.unix().unsigned_abs();
    let date = httpdate::fmt_http_date(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
    if let Ok(date) = HeaderValue::from_str(&date) {
        answer.headers_mut().insert(DATE, date);
    }
    Ok(answer)
}

async fn route(request: Request<Incoming>, shared: Arc<Shared>, fate: Fate) -> Answer {
    let path = percent_decoded(request.uri().path());
    if let Some(why) = guard::refusal(request.method(), &path, request.headers(), &shared.hosts) {
        return Ok(guarded(json(403, serde_json::json!({"error": why}).to_string().into())));
    }
    answer(path, request, &shared, &fate).await.map(guarded)
}

async fn answer(path: String, request: Request<Incoming>, shared: &Arc<Shared>, fate: &Fate) -> Answer {
    if let Some(rest) = path.strip_prefix("/bot") {
        return bot_api::answer(rest, request, shared, fate).await;
    }
    if let Some(rest) = path.strip_prefix("/file/bot") {
        return Ok(bot_api::download(rest, shared));
    }
    if let Some(rest) = path.strip_prefix("/simulator/") {
        return Ok(control::answer(rest, request, shared).await);
    }
    let handler = {
        let mounted = shared.mounted.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        mounted.iter().find(|(prefix, _)| path.starts_with(prefix.as_str())).map(|(_, handler)| handler.clone())
    };
    match handler {
        Some(handler) => Ok(visit(request, handler).await),
        None => Ok(page::asset(&path).unwrap_or_else(|| refusal(&Refusal::plain(404, "Not Found")))),
    }
}

/// Whatever is answered is what it says it is, and stands in no page of others.
fn guarded(mut response: Response<Body>) -> Response<Body> {
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

/// A file as somebody uploaded it: to be saved, and never a page of this address.
pub(super) fn file(kind: &str, body: Bytes) -> Response<Body> {
    let mut response = bytes(200, kind, body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox"));
    response
}

/// A request to what the embedding program mounted.
async fn visit(request: Request<Incoming>, handler: super::handle::Handler) -> Response<Body> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("").to_string();
    let (method, uri) = (request.method().to_string(), request.uri().clone());
    let body = match read_body(request.into_body()).await {
        Ok(body) => body,
        Err(_) => return json(413, r#"{"error":"the body is too large"}"#.into()),
    };
    let visit = super::Visit {
        method,
        path: uri.path().to_string(),
        query: uri.query().unwrap_or("").to_string(),
        content_type: kind,
        body,
    };
    let answer = handler(visit).await;
    bytes(answer.status, &answer.content_type, answer.body)
}

pub(super) fn bytes(status: u16, kind: &str, body: impl Into<Bytes>) -> Response<Body> {
    let mut response = Response::new(full(body.into()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let kind = HeaderValue::from_str(kind).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    response.headers_mut().insert(CONTENT_TYPE, kind);
    response
}

pub(super) fn json(status: u16, body: Bytes) -> Response<Body> {
    bytes(status, "application/json", body)
}

/// A refusal as Telegram sends it, with its `Retry-After`.
pub(super) fn refusal(refusal: &Refusal) -> Response<Body> {
    let mut response = json(refusal.code, refusal.body().into());
    if let Some(seconds) = refusal.retry_after {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// How a body that could not be read is refused.
pub(super) fn unreadable(why: &Unreadable) -> Refusal {
    match why {
        Unreadable::TooLarge => Refusal::plain(413, "Request Entity Too Large"),
        Unreadable::Bad(message) => Refusal::bad(message),
        Unreadable::Gone => Refusal::bad("unexpected end of the request"),
    }
}

pub(super) fn events(stream: BoxStream<'static, Bytes>) -> Response<Body> {
    let frames = stream.map(|bytes| Ok(Frame::data(bytes)));
    let mut response = Response::new(StreamBody::new(frames).boxed_unsync());
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn full(body: Bytes) -> Body {
    Full::new(body).boxed_unsync()
}
