//! What happens, for a program that embeds the simulator: the page's stream without HTTP. Comes in: the world's events; goes
//! out: their names and data as `docs/reference.md` lists them, in order. Missing one is a panic and not a gap.

use std::sync::Arc;

use serde_json::Value;
use tokio::sync::broadcast::{Receiver, error::RecvError};

use super::{Simulator, events::Event};

/// The events since it was asked for.
pub struct Events(Receiver<Arc<Event>>);

impl Simulator {
    /// Everything that happens from now on.
    pub fn events(&self) -> Events {
        Events(self.shared().events.subscribe())
    }
}

impl Events {
    /// Waits for the next event: its name and its data; none when the simulator has gone.
    ///
    /// # Panics
    /// If the events were left lying for so long that some are lost.
    pub async fn next(&mut self) -> Option<(String, Value)> {
        match self.0.recv().await {
            Ok(event) => Some((event.name.clone(), serde_json::from_str(&event.data).unwrap_or_default())),
            Err(RecvError::Closed) => None,
            Err(RecvError::Lagged(lost)) => panic!("{lost} events are lost: nobody has listened"),
        }
    }
}
