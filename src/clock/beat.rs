//! A sign that a loop turns. In: the loop's word by when it will turn again. Out: for how long that has been overdue, for whoever
//! watches. A machine that sleeps makes nothing overdue: the time is that of timers.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

/// See the module. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Beat(Arc<Mutex<Option<Instant>>>);

impl Beat {
    /// The loop turns now, and will again within this time.
    pub fn next_within(&self, lasting: Duration) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now().checked_add(lasting);
    }

    /// For how long the loop has been overdue; zero: it is not, or has not begun.
    pub fn overdue(&self) -> Duration {
        let by = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        by.map_or(Duration::ZERO, |by| Instant::now().saturating_duration_since(by))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_loop_is_overdue_once_its_word_has_passed() {
        let beat = Beat::default();
        assert_eq!(beat.overdue(), Duration::ZERO, "it has not begun");
        beat.next_within(Duration::from_secs(60));
        tokio::time::sleep(Duration::from_secs(59)).await;
        assert_eq!(beat.overdue(), Duration::ZERO);
        tokio::time::sleep(Duration::from_secs(11)).await;
        assert_eq!(beat.overdue().as_secs(), 10);
        beat.next_within(Duration::MAX);
        assert_eq!(beat.overdue(), Duration::ZERO);
    }
}
