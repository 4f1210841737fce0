//! Rounds: how often the copies of an article are edited. In: revisions, which ranges of chats were walked, how many edits have
//! left. Out: up to which revision an article's copies are looked after. Each copy gets what is newest when its slot comes; the next
//! round begins two minutes after the last did, or as long after as that took. What is told (a correction that says what was wrong,
//! a withdrawal) begins at once.

#[cfg(test)]
mod tests;

use std::{collections::HashMap, sync::Arc, time::Duration};

use tokio::time::Instant;

use crate::{article::ArticleKey, delivery::decide::amended::Targets, store::repairs::Change};

/// Rounds of silent changes are so far apart at least.
const APART: Duration = Duration::from_secs(120);

/// See the module.
#[derive(Debug, Default)]
pub struct Rounds {
    targets: Arc<Targets>,
    /// Those of the last minutes; what is not here may begin at once.
    running: HashMap<ArticleKey, Round>,
    /// How many errands of repair have been called, for the ends of rounds.
    called: u64,
}

#[derive(Clone, Copy, Debug)]
struct Round {
    /// The newest revision.
    newest: i64,
    begun: Instant,
    stage: Stage,
}

#[derive(Clone, Copy, Debug)]
enum Stage {
    /// Its copies are looked for.
    Walking,
    /// They have been found; the last of them has left when so many errands have been called.
    Leaving(u64),
    /// That is so; the next may begin then.
    Over(Instant),
}

impl Rounds {
    /// Up to which revision copies are looked after.
    pub fn targets(&self) -> Arc<Targets> {
        self.targets.clone()
    }

    /// Revisions came; `true`: their round begins now, and their copies are to be looked for.
    pub fn note(&mut self, change: Change, now: Instant) -> bool {
        let Change { article, revision, told } = change;
        let may = match self.running.get_mut(&article) {
            None => true,
            Some(round) => {
                round.newest = revision;
                told || matches!(round.stage, Stage::Over(next) if next <= now)
            }
        };
        if may {
            self.begin(article, revision, now);
        }
        may
    }

    fn begin(&mut self, article: ArticleKey, revision: i64, now: Instant) {
        self.running.insert(article, Round { newest: revision, begun: now, stage: Stage::Walking });
        Arc::make_mut(&mut self.targets).insert(article, revision);
    }

    /// All copies of the article have been found; so many errands of repair wait.
    pub fn walked(&mut self, article: ArticleKey, waiting: usize) {
        if let Some(round) = self.running.get_mut(&article) {
            round.stage = Stage::Leaving(self.called + waiting as u64);
        }
    }

    /// An errand of repair has been called.
    pub fn called(&mut self) {
        self.called += 1;
    }

    /// Articles whose next round begins now. `idle`: no errand of repair waits or is in flight.
    pub fn ripe(&mut self, idle: bool, now: Instant) -> Vec<ArticleKey> {
        let mut ripe = Vec::new();
        for (article, round) in &mut self.running {
            if let Stage::Leaving(last) = round.stage
                && (idle || self.called > last)
            {
                round.stage = Stage::Over(round.begun + now.duration_since(round.begun).max(APART));
            }
            if matches!(round.stage, Stage::Over(next) if next <= now) {
                ripe.push((*article, round.newest));
            }
        }
        ripe.retain(|(article, newest)| {
            let is_behind = self.targets.get(article).is_none_or(|target| target < newest);
            if is_behind {
                self.begin(*article, *newest, now);
            } else {
                self.running.remove(article);
            }
            is_behind
        });
        ripe.into_iter().map(|(article, _)| article).collect()
    }

    /// When the next round may begin, as far as is known.
    pub fn next(&self) -> Option<Instant> {
        let next = |round: &Round| match round.stage {
            Stage::Over(next) => Some(next),
            _ => None,
        };
        self.running.values().filter_map(next).min()
    }
}
