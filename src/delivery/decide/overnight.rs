//! What came as breaking news at night: the next list that a chat gets names it, once. In: the chat's newest messages. Out: the
//! stories. Nothing is written down: a list that was sent since is in the ledger.

use std::time::Duration;

use super::timing::Day;
use crate::{
    article::ArticleKey,
    clock::Time,
    store::{
        Kind, Reading, Result,
        editions::EditionId,
        ledger::{Delivery, Ended, Served},
    },
};

/// The most stories that are named, the newest: a night has few.
const MOST: usize = 3;
/// What came longer ago is no night's news.
const A_NIGHT_AGO: Duration = Duration::from_secs(86_400);

/// The stories, the newest first, that came since the chat's last list or push of other news, and may still be shown.
pub(super) fn overnight(store: &Reading, day: &Day, recent: &[Delivery], now: Time) -> Result<Vec<ArticleKey>> {
    let mut named = Vec::new();
    for edition in at_night(day, recent, now) {
        for (article, _) in store.edition(edition)?.map(|edition| edition.stories).unwrap_or_default() {
            if named.len() < MOST && !named.contains(&article) && store.is_ready(article)? {
                named.push(article);
            }
        }
    }
    Ok(named)
}

/// What was sent then, of the newest messages, newest first.
fn at_night<'r>(day: &'r Day, recent: &'r [Delivery], now: Time) -> impl Iterator<Item = EditionId> + use<'r> {
    let stands = |row: &Delivery| matches!(row.ended, Some(Ended::Delivered(_)));
    let names = move |row: &Delivery| stands(row) && matches!(row.served, Served::News | Served::Top);
    let breaking = move |row: &&Delivery| stands(row) && row.served == Served::Breaking;
    let lately = move |row: &&Delivery| now.since(row.at) < A_NIGHT_AGO && day.quiet_end(row.at).is_some();
    let since = recent.iter().take_while(move |row| !names(row)).filter(|_| day.chat.kind != Kind::Channel);
    since.filter(breaking).filter(lately).map(|row| row.edition)
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;
    use crate::{
        bot_api::Unclear,
        newsroom::Newsroom,
        store::{Chat, ChatKey, Kind, Seq, Store, chats::NewChat},
    };

    /// Monday 23 November 2026, 03:12 in Almaty.
    const NIGHT: Time = Time(1_795_385_520_000);
    const HOUR: i64 = 3_600_000;
    const ARRIVED: Option<Ended> = Some(Ended::Delivered(1));

    fn chat(kind: Kind) -> Chat {
        let new = NewChat {
            telegram: 1,
            topic: 0,
            kind,
            tongue: crate::article::Language::Ru,
            languages: 1,
            rubrics: 1,
            source: None,
            title: None,
        };
        let store = Store::in_memory().unwrap();
        store.write_here(|store| store.join(&new, &Newsroom::default().new_reader, Time(0))).unwrap().0
    }

    /// Messages, newest first: so many hours from then, as what, how it ended; the edition is its place.
    fn check(kind: Kind, rows: &[(i64, Served, Option<Ended>)], expected: &[i64]) {
        let row = |(place, (hours, served, ended)): (i64, &(i64, Served, Option<Ended>))| Delivery {
            chat: ChatKey(1),
            at: Time(NIGHT.0 + hours * HOUR),
            served: *served,
            after: Seq(0),
            upto: Seq(1),
            edition: EditionId(place),
            ended: *ended,
            answered: None,
            attempt: 0,
        };
        let recent: Vec<Delivery> = (0..).zip(rows).map(row).collect();
        let chat = chat(kind);
        let day = Day { chat: &chat, zone: Tz::Asia__Almaty, full: false };
        let found: Vec<i64> = at_night(&day, &recent, Time(NIGHT.0 + 5 * HOUR)).map(|edition| edition.0).collect();
        assert_eq!(found, expected, "{kind:?} {rows:?}");
    }

    #[test]
    fn what_came_at_night_is_named_until_other_news_has_come() {
        use Served::{Breaking, Main, News, Top};
        let night = (0, Breaking, ARRIVED);
        check(Kind::Reader, &[night], &[0]);
        check(Kind::Group, &[night, (-1, Breaking, ARRIVED), (-8, News, ARRIVED)], &[0, 1]);
        check(Kind::Reader, &[(4, Main, ARRIVED), night], &[1]);
        // Named, or passed by a push, since.
        check(Kind::Reader, &[(4, News, ARRIVED), night], &[]);
        check(Kind::Reader, &[(4, Top, ARRIVED), night], &[]);
        // A list that may not have come names nothing for sure.
        check(Kind::Reader, &[(4, News, Some(Ended::Uncertain(Unclear::Silence))), night], &[1]);
    }

    #[test]
    fn what_came_by_day_or_not_at_all_is_not() {
        use Served::{Breaking, Main};
        check(Kind::Reader, &[(4, Breaking, ARRIVED)], &[]); // at 07:12
        check(Kind::Reader, &[(0, Main, ARRIVED)], &[]);
        check(Kind::Reader, &[(0, Breaking, Some(Ended::Uncertain(Unclear::Silence)))], &[]);
        check(Kind::Reader, &[(-24, Breaking, ARRIVED)], &[]);
        check(Kind::Channel, &[(0, Breaking, ARRIVED)], &[]);
    }
}
