//! What staff did, in the log: one line an act, whoever did it and from which process, once it is committed. In: the acts of the
//! database. Out: lines at `info`. What comes by files and feeds is said by intake, what became of plans by delivery.

use std::time::Duration;

use tokio::time::{sleep, timeout};

use crate::store::{Result, Store, staff::Act};

/// Another process's acts are looked for this often.
const LOOK: Duration = Duration::from_secs(10);
/// Acts that come together are read together: a push commits hundreds of times a second.
const GATHERED: Duration = Duration::from_secs(1);
/// How many are read at once.
const MOST: u32 = 1_000;

/// Tells as long as the program runs.
pub(super) async fn run(store: Store) -> anyhow::Result<()> {
    let mut last = store.read(|store| store.last_act_id()).await?;
    loop {
        let changed = store.changed();
        let _ = timeout(LOOK, changed).await; // looks again
        sleep(GATHERED).await;
        match read(&store, last).await {
            Ok(acts) => {
                for (id, act) in acts {
                    last = id;
                    log::info!("{}", line(&act));
                }
            }
            Err(error) => log::debug!("acts cannot be looked up, this is tried again: {error}"),
        }
    }
}

async fn read(store: &Store, last: i64) -> Result<Vec<(i64, Act)>> {
    store.read(move |store| store.acts_after(last, MOST)).await
}

/// Numbers only: names are in `/log`.
fn line(act: &Act) -> String {
    let article = act.article.map(|article| format!(", article {article}")).unwrap_or_default();
    let by = act.by.map_or_else(|| "nobody in person".to_owned(), |by| by.to_string());
    format!("act: {}{article}, by {by}", act.what)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article::ArticleKey, clock::Time};

    #[test]
    fn a_line_has_numbers_and_no_names() {
        let act =
            |article, by| Act {
                at: Time(0), by, what: "stop".into(), article, detail: Some("Мадина".to_owned())
            };
        assert_eq!(line(&act(Some(ArticleKey(412)), Some(7))), "act: stop, article 412, by 7");
        assert_eq!(line(&act(None, None)), "act: stop, by nobody in person");
    }
}
