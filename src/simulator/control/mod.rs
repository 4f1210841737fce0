//! stub
use super::{
    answer::Refusal,
    server::{Body, refusal},
    world::Shared,
};
use hyper::{Request, Response, body::Incoming};
use std::sync::Arc;
pub(super) async fn answer(_rest: &str, _request: Request<Incoming>, _shared: &Arc<Shared>) -> Response<Body> {
    refusal(&Refusal::plain(404, "Not Found"))
}
