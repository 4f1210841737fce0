//! Forgets what the ledger has kept long enough. In: the time and how long rows are kept. Out: small transactions with
//! pauses between them, so that nobody waits for it. Nothing that may still be sent is younger than what is forgotten:
//! whether a chat has a story is always known.

use std::time::Duration;

use crate::{
    clock::Clock,
    store::{ChatKey, Result, Store, Turn},
};

/// How often old rows are looked for.
const EVERY: Duration = Duration::from_secs(3_600);
/// Rows live this much longer than anything can be sent.
const MARGIN: Duration = Duration::from_secs(86_400);
/// Chats of one transaction: some milliseconds.
const TOGETHER: usize = 100;
/// Chats that are looked at in one read.
const LOOKED_AT: u32 = 5_000;
/// Between two transactions, for others who write.
const PAUSE: Duration = Duration::from_millis(20);

/// Prunes again and again, until it is dropped.
pub(super) async fn run(store: Store, clock: Clock, keep: Duration) {
    loop {
        tokio::time::sleep(EVERY).await;
        match prune(&store, &clock, keep).await {
            Ok(0) => {}
            Ok(rows) => log::info!("{rows} messages were older than is kept; what they said is in the totals"),
            Err(error) => log::error!("old messages could not be forgotten, this is tried again: {error}"),
        }
    }
}

/// Forgets everything that is old now; how many rows.
async fn prune(store: &Store, clock: &Clock, keep: Duration) -> Result<usize> {
    let before = clock.now() - keep - MARGIN;
    let (mut pruned, mut after) = (0, ChatKey(0));
    loop {
        let look =
            move |reading: &crate::store::Reading| reading.chats_with_old_rows(before, after, TOGETHER, LOOKED_AT);
        let (chats, next) = store.read(look).await?;
        if !chats.is_empty() {
            pruned += store.write(Turn::Bulk, move |writing| writing.prune(&chats, before)).await?;
        }
        let Some(next) = next else { return Ok(pruned) };
        after = next;
        tokio::time::sleep(PAUSE).await;
    }
}
