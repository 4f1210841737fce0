//! The numbers of the week, on Mondays at nine by the newsroom's clock. In: the time, what was told last. Out: for the desk, or each
//! admin where there is none, `/stats` behind a greeting; with the first week ever, what Telegram tells nobody. Each Monday's is told
//! once, whatever restarts: it is noted before it is sent. A bot that was away at nine tells it later on that day, and not after
//! it; who is new on a Monday has no week yet.

use std::time::Duration;

use chrono::{Datelike, Days, NaiveTime, TimeZone};
use chrono_tz::Tz;

use super::{
    outbox::Outbox,
    post::{Urgency, post, post_picture, tongue},
};
use crate::{
    article::Language,
    clock::Time,
    locale::args,
    message::Keyboard,
    store::{Priority, Reading, Result},
    telegram::{
        admin::numbers::{Shown, week},
        answer::text as plain,
        room::Room,
        scene::Scene,
    },
};

/// The hour of the newsroom's day.
const NINE: NaiveTime = NaiveTime::from_hms_opt(9, 0, 0).expect("it is an hour of the day");
/// Until nine in the evening.
const LATEST: Duration = Duration::from_secs(12 * 3600);
/// The name under which the store keeps of which Monday the desk was told: its nine o'clock, milliseconds.
const TOLD: &str = "week-told";

/// Tells the week where it is time.
pub(super) async fn tell(room: &Room, outbox: &Outbox) -> Result<()> {
    let (now, zone) = (room.clock.now(), room.newsroom.borrow().zone);
    let Some(due) = last_due(now, zone).filter(|due| now.since(*due) <= LATEST) else { return Ok(()) };
    let is_reached = {
        let status = room.delivery.status().borrow().clone();
        room.clock.is_answered() && !status.broken && !status.token_refused
    };
    if !is_reached || !room.store.read(move |store| is_untold(store, due)).await? {
        return Ok(());
    }
    let first = room.store.write(Priority::Bulk, move |store| {
        let told = store.number(TOLD)?;
        store.set_number(TOLD, due.0)?;
        Ok(told.is_none())
    });
    let (first, scene) = (first.await?, room.scene().await?);
    for (chat, tongue) in room.store.read(move |store| hearers(store, &scene)).await? {
        let room = room.clone();
        outbox.beside(async move {
            if let Err(error) = tell_chat(&room, chat, tongue, first).await {
                log::error!("the numbers of the week cannot be told: {error}");
            }
        });
    }
    Ok(())
}

/// The last Monday's nine o'clock; `None` where the zone has no such moment.
fn last_due(now: Time, zone: Tz) -> Option<Time> {
    let today = now.utc().with_timezone(&zone).date_naive();
    let monday = today.checked_sub_days(Days::new(today.weekday().num_days_from_monday().into()))?;
    let at = |date: chrono::NaiveDate| {
        zone.from_local_datetime(&date.and_time(NINE)).earliest().map(|at| Time(at.timestamp_millis()))
    };
    let due = at(monday)?;
    if due <= now { Some(due) } else { at(monday.checked_sub_days(Days::new(7))?) }
}

/// Whether nobody was told of this Monday, and the newspaper was there before it.
fn is_untold(store: &Reading, due: Time) -> Result<bool> {
    let told = store.number(TOLD)?.is_some_and(|told| told >= due.0);
    Ok(!told && store.began()?.is_some_and(|began| began <= due))
}

/// The desk, else each admin: numbers are not the editors'.
fn hearers(store: &Reading, scene: &Scene) -> Result<Vec<(i64, Language)>> {
    let chats = match scene.appointed.desk {
        Some(desk) => vec![desk],
        None => scene.appointed.admins(store)?,
    };
    chats.into_iter().map(|chat| Ok((chat, tongue(store, scene, chat)?))).collect()
}

async fn tell_chat(room: &Room, chat: i64, tongue: Language, first: bool) -> Result<()> {
    let scene = room.scene().await?;
    let honest = ["stats-no-opens", "stats-ads"].map(|key| scene.say(tongue, key, &args![])).join("\n\n");
    let Shown { message, picture } = room.store.read(move |store| week(store, &scene, tongue)).await?;
    match picture {
        Some(picture) => drop(post_picture(room, chat, &message, picture).await),
        None => drop(post(room, chat, &message, Urgency::InTurn).await),
    }
    if first {
        post(room, chat, &plain(honest, Keyboard::default()), Urgency::InTurn).await;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mondays_at_nine_by_the_newsrooms_clock() {
        let at = |text: &str| Time(chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis());
        let check = |now: &str, zone: Tz, due: &str| assert_eq!(last_due(at(now), zone), Some(at(due)), "{now}");
        let almaty = chrono_tz::Asia::Almaty;
        check("2026-11-23T09:00:00+05:00", almaty, "2026-11-23T09:00:00+05:00");
        check("2026-11-23T08:59:59+05:00", almaty, "2026-11-16T09:00:00+05:00");
        check("2026-11-29T23:59:59+05:00", almaty, "2026-11-23T09:00:00+05:00");
        // Sunday evening in Greenwich is Monday morning there, and the hour keeps over the end of summer time.
        check("2026-11-22T20:00:00+00:00", almaty, "2026-11-16T09:00:00+05:00");
        check("2026-10-26T12:00:00+01:00", chrono_tz::Europe::Berlin, "2026-10-26T09:00:00+01:00");
        check("2026-10-25T12:00:00+01:00", chrono_tz::Europe::Berlin, "2026-10-19T09:00:00+02:00");
    }
}
