//! `/simulator/events`: what happens, as server-sent events, and the meter twice a second.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use hyper::Response;
use serde_json::{Value, json};
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::Instant,
};

use crate::{
    events::Event,
    server::{self, Body},
    world::Shared,
};

/// How often the meter is read, and ended chat actions are noticed.
const METER: Duration = Duration::from_millis(500);

struct Listener {
    shared: Arc<Shared>,
    events: Receiver<Arc<Event>>,
    meter: Instant,
    /// The meter as last sent, without the time.
    last: Option<Value>,
    accepted: u64,
}

/// The stream, until the listener goes away.
pub fn events(shared: &Arc<Shared>) -> Response<Body> {
    let events = shared.events.subscribe();
    let hello = written("hello", &json!({"now_us": shared.world().now()}).to_string());
    let listener = Listener { shared: shared.clone(), events, meter: Instant::now() + METER, last: None, accepted: 0 };
    let rest = stream::unfold(listener, |mut listener| async {
        let event = listener.next().await?;
        Some((event, listener))
    });
    server::events(stream::once(async { hello }).chain(rest).boxed())
}

fn written(name: &str, data: &str) -> Bytes {
    Bytes::from(format!("event: {name}\ndata: {data}\n\n"))
}

impl Listener {
    async fn next(&mut self) -> Option<Bytes> {
        loop {
            tokio::select! {
                biased;
                event = self.events.recv() => return match event {
                    Ok(event) => Some(written(&event.name, &event.data)),
                    Err(RecvError::Lagged(_)) => Some(written("reload", "{}")),
                    Err(RecvError::Closed) => None,
                },
                () = tokio::time::sleep_until(self.meter) => {
                    self.meter = Instant::now() + METER;
                    if let Some(event) = self.read_meter() {
                        return Some(event);
                    }
                }
            }
        }
    }

    /// The meter, if it has changed since it was last sent.
    fn read_meter(&mut self) -> Option<Bytes> {
        let mut world = self.shared.world();
        world.end_actions();
        let counters = world.tally.counters.clone();
        let refused: u64 = counters.refused.values().sum();
        let gone = counters.accepted.saturating_sub(self.accepted);
        self.accepted = counters.accepted;
        let mut meter = json!({
            "accepted": counters.accepted, "per_second": gone as f64 / METER.as_secs_f64(), "refused": refused,
            "in_flight": world.tally.in_flight, "updates_waiting": world.updates.len(), "counters": counters,
        });
        if self.last.as_ref() == Some(&meter) {
            return None;
        }
        self.last = Some(meter.clone());
        meter["now_us"] = json!(world.now());
        Some(written("meter", &meter.to_string()))
    }
}
