//! Articles of an older database, which could not be searched. In: the store. Out: all of them in its index, in small transactions with
//! pauses between them, beside the work of the day. Where it is broken off, the next start goes on.

use std::time::Duration;

use crate::store::{Priority, Result, Store};

/// Articles of one transaction: some twenty milliseconds of writing.
const TOGETHER: u32 = 20;
/// Between two transactions, for others who write: fifty thousand articles take some two minutes.
const PAUSE: Duration = Duration::from_millis(20);

/// Ends when there are no more.
pub(super) async fn make_findable(store: &Store) {
    match fill(store).await {
        Ok(false) => {}
        Ok(true) => log::info!("all articles of before can be searched now"),
        Err(error) => log::error!("articles of before cannot be searched until the next start: {error}"),
    }
}

/// `false`: there were none.
async fn fill(store: &Store) -> Result<bool> {
    if !store.read(|store| store.has_unsought()).await? {
        return Ok(false);
    }
    log::info!("articles of before are made searchable, meanwhile a search finds what is newer");
    while store.write(Priority::Bulk, |store| store.seek_older(TOGETHER)).await? {
        tokio::time::sleep(PAUSE).await;
    }
    Ok(true)
}
