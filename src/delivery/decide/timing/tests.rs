use std::time::Duration;

use super::*;
use crate::{
    article::Language,
    store::{ChatKey, Cursors, Kind, Seq, State},
};

fn at(text: &str) -> Time {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc().into()
}

/// Monday 23 November 2026 in Almaty, or another day of the month.
fn almaty(day: u32, time: &str) -> Time {
    at(&format!("2026-11-{day}T{time}:00+05:00"))
}

fn minute(text: &str) -> Minute {
    text.parse().unwrap()
}

/// A reader without any rules of their own.
fn reader() -> Chat {
    Chat {
        key: ChatKey(1),
        telegram: 1,
        topic: 0,
        kind: Kind::Reader,
        state: State::Open,
        cursors: Cursors::all(Seq(0)),
        not_before: Time(0),
        rubrics: 1,
        languages: 1,
        urgent: true,
        mode: Mode::Now,
        digests: vec![minute("08:00"), minute("19:00")],
        weekend: vec![minute("09:00"), minute("19:00")],
        quiet: None,
        night: Night::Silent,
        paused: None,
        pause_urgent: false,
        rested: None,
        spacing: Duration::ZERO,
        limit: 0,
        last: None,
        zone: None,
        tongue: Language::Ru,
        photos: true,
        sound: Sound::All,
        source: None,
        title: None,
        joined: Time(0),
    }
}

fn chat(change: impl FnOnce(&mut Chat)) -> Chat {
    let mut chat = reader();
    change(&mut chat);
    chat
}

fn night(chat: &mut Chat) {
    chat.quiet = Some((minute("22:00"), minute("07:00")));
}

fn news(since: Time) -> Pending {
    Pending { news: Some(since), ..Pending::default() }
}

fn main(since: Time) -> Pending {
    Pending { main: Some(since), ..Pending::default() }
}

fn breaking(since: Time, volume: Volume) -> Pending {
    Pending { breaking: Some((since, volume)), ..Pending::default() }
}

/// When the visit comes and what it decides; a time that has passed counts as now.
fn check(chat: &Chat, full: bool, pending: Pending, now: Time, expected: Option<(Served, Time)>) {
    let day = Day { chat, zone: chat.zone.unwrap_or(Tz::Asia__Almaty), full };
    let found = day.next_visit(&pending, now);
    assert_eq!(found.as_ref().map(|coming| (coming.served, coming.due)), expected, "{pending:?} at {now} for {chat:?}");
    // What holds it back ends when the visit comes.
    if let Some(Coming { due, delays, .. }) = found {
        assert_eq!(delays.iter().map(|(_, until)| *until).max().unwrap_or(now), due, "{delays:?}");
    }
}

#[test]
fn what_holds_a_visit_back_is_said() {
    let noon = almaty(23, "12:00");
    let check = |change: fn(&mut Chat), full, pending, now, expected: &[(Delay, Time)]| {
        let chat = chat(change);
        let day = Day { chat: &chat, zone: Tz::Asia__Almaty, full };
        let delays = day.next_visit(&pending, now).map(|coming| coming.delays);
        assert_eq!(delays.as_deref(), Some(expected), "{pending:?} at {now} for {chat:?}");
    };
    let late = almaty(23, "22:10");
    let (digest, morning) = ((Delay::Digest, almaty(23, "19:00")), (Delay::Quiet, almaty(24, "07:00")));
    check(|_| {}, false, news(noon), noon, &[]);
    check(|chat| chat.mode = Mode::Digest, false, news(noon), noon, &[digest]);
    check(|chat| chat.mode = Mode::Mixed, false, news(noon), noon, &[digest]);
    check(night, false, news(late), late, &[morning]);
    check(night, false, breaking(late, Volume::AsChosen), late, &[]);
    check(|_| {}, true, news(noon), noon, &[(Delay::Limit, almaty(23, "19:00"))]);
    let (spacing, hold) = ((Delay::Spacing, almaty(23, "22:20")), (Delay::Hold, almaty(23, "22:15")));
    let busy = |chat: &mut Chat| {
        night(chat);
        (chat.last, chat.spacing, chat.not_before) =
            (Some(almaty(23, "21:50")), Duration::from_secs(1800), almaty(23, "22:15"));
    };
    check(busy, false, news(late), late, &[hold, spacing, morning]);
    let held = |chat: &mut Chat| {
        night(chat);
        (chat.night, chat.paused) = (Night::Hold, Some(almaty(24, "02:00")));
    };
    check(held, false, breaking(late, Volume::AsChosen), late, &[(Delay::Break, almaty(24, "02:00")), morning]);
    check(held, false, breaking(late, Volume::Wake), late, &[(Delay::Break, almaty(24, "02:00"))]);
}

#[test]
fn news_comes_at_once_but_not_in_quiet_hours() {
    let (noon, late, early) = (almaty(23, "12:00"), almaty(23, "23:30"), almaty(24, "03:00"));
    let sleeper = chat(night);
    check(&reader(), false, Pending::default(), noon, None);
    check(&reader(), false, news(noon), noon, Some((Served::News, noon)));
    check(&sleeper, false, news(noon), noon, Some((Served::News, noon)));
    check(&sleeper, false, news(late), late, Some((Served::News, almaty(24, "07:00"))));
    check(&sleeper, false, news(late), early, Some((Served::News, almaty(24, "07:00"))));
    check(&sleeper, false, news(late), almaty(24, "07:00"), Some((Served::News, almaty(24, "07:00"))));
    check(&sleeper, false, news(late), almaty(23, "22:00"), Some((Served::News, almaty(24, "07:00"))));
    let lunch = chat(|chat| chat.quiet = Some((minute("12:00"), minute("13:00"))));
    check(&lunch, false, news(noon), noon, Some((Served::News, almaty(23, "13:00"))));
    check(&lunch, false, news(noon), late, Some((Served::News, late)));
    let never = chat(|chat| chat.quiet = Some((minute("12:00"), minute("12:00"))));
    check(&never, false, news(noon), noon, Some((Served::News, noon)));
}

#[test]
fn breaking_comes_at_night_unless_it_is_held() {
    let late = almaty(23, "23:30");
    let held = chat(|chat| {
        night(chat);
        chat.night = Night::Hold;
    });
    check(&chat(night), false, breaking(late, Volume::AsChosen), late, Some((Served::Breaking, late)));
    check(&held, false, breaking(late, Volume::AsChosen), late, Some((Served::Breaking, almaty(24, "07:00"))));
    check(&held, false, breaking(late, Volume::Wake), late, Some((Served::Breaking, late)));
    let paused = chat(|chat| chat.paused = Some(almaty(25, "09:00")));
    check(&paused, false, breaking(late, Volume::AsChosen), late, Some((Served::Breaking, almaty(25, "09:00"))));
    check(&paused, false, breaking(late, Volume::Wake), late, Some((Served::Breaking, almaty(25, "09:00"))));
    let asked = chat(|chat| (chat.paused, chat.pause_urgent) = (Some(almaty(25, "09:00")), true));
    check(&asked, false, breaking(late, Volume::AsChosen), late, Some((Served::Breaking, late)));
    let early_digest = chat(|chat| {
        night(chat);
        (chat.night, chat.mode, chat.digests) = (Night::Hold, Mode::Digest, vec![minute("06:00")]);
    });
    let both = Pending { news: Some(late), ..breaking(late, Volume::AsChosen) };
    check(&early_digest, false, both, late, Some((Served::News, almaty(24, "06:00"))));
    // What was held leads the news of the morning: at the end of the quiet hours, or with a digest soon after it.
    let morning = |change: fn(&mut Chat), now, expected| {
        let chat = chat(|chat| {
            night(chat);
            chat.night = Night::Hold;
            change(chat);
        });
        check(&chat, false, both, now, Some(expected));
    };
    morning(|_| {}, late, (Served::News, almaty(24, "07:00")));
    morning(|chat| chat.mode = Mode::Digest, late, (Served::News, almaty(24, "08:00")));
    morning(|chat| chat.mode = Mode::Digest, almaty(24, "07:30"), (Served::News, almaty(24, "08:00")));
    morning(|chat| chat.mode = Mode::Mixed, late, (Served::News, almaty(24, "08:00")));
    let noon = |chat: &mut Chat| (chat.mode, chat.digests) = (Mode::Digest, vec![minute("12:00")]);
    morning(noon, late, (Served::Breaking, almaty(24, "07:00")));
    let fresh = Pending { breaking: Some((almaty(24, "07:10"), Volume::AsChosen)), ..both };
    check(
        &chat(|chat| {
            night(chat);
            (chat.night, chat.mode) = (Night::Hold, Mode::Digest);
        }),
        false,
        fresh,
        almaty(24, "07:10"),
        Some((Served::Breaking, almaty(24, "07:10"))),
    );
    let both = Pending { news: Some(almaty(23, "08:00")), ..breaking(late, Volume::AsChosen) };
    check(&reader(), false, both, late, Some((Served::Breaking, late)));
}

#[test]
fn digests_come_at_their_times() {
    let digest = chat(|chat| chat.mode = Mode::Digest);
    let noon = almaty(23, "12:00");
    check(&digest, false, news(noon), noon, Some((Served::News, almaty(23, "19:00"))));
    check(&digest, false, main(noon), noon, Some((Served::News, almaty(23, "19:00"))));
    check(&digest, false, news(noon), almaty(23, "20:00"), Some((Served::News, almaty(23, "20:00"))));
    check(&digest, false, news(almaty(23, "19:00")), noon, Some((Served::News, almaty(24, "08:00"))));
    check(&digest, false, news(almaty(23, "20:00")), noon, Some((Served::News, almaty(24, "08:00"))));
    let mixed = chat(|chat| chat.mode = Mode::Mixed);
    check(&mixed, false, main(noon), noon, Some((Served::Main, noon)));
    check(&mixed, false, news(noon), noon, Some((Served::News, almaty(23, "19:00"))));
    let both = Pending { main: Some(noon), news: Some(noon), ..Pending::default() };
    check(&mixed, false, both, noon, Some((Served::Main, noon)));
    check(&chat(|chat| chat.mode = Mode::Breaking), false, both, noon, None);
    let without = chat(|chat| {
        chat.mode = Mode::Digest;
        chat.digests.clear();
        night(chat);
    });
    check(&without, false, news(noon), noon, Some((Served::News, almaty(24, "07:00"))));
}

/// Who takes no digest at weekends.
fn no_weekend(mode: Mode) -> Chat {
    chat(|chat| {
        chat.mode = mode;
        chat.weekend.clear();
    })
}

#[test]
fn weekends_have_hours_of_their_own() {
    let digest = chat(|chat| chat.mode = Mode::Digest);
    let friday = almaty(27, "20:00");
    check(&digest, false, news(friday), friday, Some((Served::News, almaty(28, "09:00"))));
    let saturday = almaty(28, "20:00");
    check(&digest, false, news(saturday), saturday, Some((Served::News, almaty(29, "09:00"))));
    let sunday = almaty(29, "20:00");
    check(&digest, false, news(sunday), sunday, Some((Served::News, almaty(30, "08:00"))));
    let monday = almaty(30, "08:00");
    check(&no_weekend(Mode::Digest), false, news(friday), friday, Some((Served::News, monday)));
    check(&no_weekend(Mode::Mixed), false, news(saturday), saturday, Some((Served::News, monday)));
    check(&no_weekend(Mode::Mixed), false, main(saturday), saturday, Some((Served::Main, saturday)));
    // The surplus of who takes news at once waits for no Monday.
    check(&no_weekend(Mode::Now), true, news(saturday), saturday, Some((Served::News, almaty(29, "08:00"))));
    let neither = chat(|chat| {
        (chat.mode, chat.quiet) = (Mode::Digest, Some((minute("22:00"), minute("07:00"))));
        (chat.digests, chat.weekend) = (Vec::new(), Vec::new());
    });
    check(&neither, false, news(friday), friday, Some((Served::News, almaty(30, "07:00"))));
}

#[test]
fn a_digest_reaches_over_days_without_one() {
    let check = |chat: &Chat, at, hours: u64, skips| {
        let day = Day { chat, zone: Tz::Asia__Almaty, full: false };
        let found = (day.digest_reaches(at), day.skips_a_day(at));
        assert_eq!(found, (Duration::from_secs(hours * 3600), skips), "{at} for {chat:?}");
    };
    let (daily, rests) = (chat(|chat| chat.mode = Mode::Digest), no_weekend(Mode::Digest));
    check(&daily, almaty(27, "20:00"), 36, false);
    check(&daily, almaty(28, "20:00"), 36, false);
    check(&rests, almaty(27, "18:59"), 36, false);
    check(&rests, almaty(27, "19:00"), 61 + 12, true);
    check(&rests, almaty(28, "12:00"), 44 + 12, true);
    check(&rests, almaty(30, "07:59"), 36, true);
    check(&rests, almaty(30, "08:00"), 36, false);
}

#[test]
fn spacing_limit_pause_and_back_off_delay() {
    let noon = almaty(23, "12:00");
    let spaced = chat(|chat| {
        chat.spacing = Duration::from_secs(1800);
        chat.last = Some(almaty(23, "11:50"));
    });
    check(&spaced, false, news(noon), noon, Some((Served::News, almaty(23, "12:20"))));
    check(&spaced, false, breaking(noon, Volume::AsChosen), noon, Some((Served::Breaking, noon)));
    let set_back = chat(|chat| {
        chat.spacing = Duration::from_secs(1800);
        chat.last = Some(almaty(25, "11:50"));
    });
    check(&set_back, false, news(noon), noon, Some((Served::News, noon)));
    let full = chat(|chat| chat.last = Some(almaty(23, "11:50")));
    check(&full, true, news(noon), noon, Some((Served::News, almaty(23, "19:00"))));
    check(&full, true, news(noon), almaty(23, "19:00"), Some((Served::News, almaty(23, "19:00"))));
    // Main news counts for nothing, and takes no surplus along.
    check(&full, true, main(noon), noon, Some((Served::Main, noon)));
    let both = Pending { main: Some(noon), news: Some(almaty(23, "11:55")), ..Pending::default() };
    check(&full, true, both, noon, Some((Served::Main, noon)));
    check(&full, false, both, noon, Some((Served::News, noon)));
    let after = chat(|chat| chat.last = Some(almaty(23, "19:00")));
    check(&after, true, news(noon), almaty(23, "19:05"), Some((Served::News, almaty(24, "08:00"))));
    let paused = chat(|chat| chat.paused = Some(almaty(25, "09:00")));
    check(&paused, false, news(noon), noon, Some((Served::News, almaty(25, "09:00"))));
    // What a break held back comes when it is over, together, and not before the end of the night.
    let missed = Pending { missed: true, ..main(noon) };
    for mode in [Mode::Now, Mode::Mixed, Mode::Digest] {
        let rested = chat(|chat| {
            night(chat);
            (chat.mode, chat.paused, chat.last) = (mode, Some(noon), Some(noon));
        });
        check(&rested, true, missed, noon, Some((Served::News, noon)));
        check(&rested, true, missed, almaty(23, "23:00"), Some((Served::News, almaty(24, "07:00"))));
    }
    let held = chat(|chat| chat.not_before = almaty(23, "12:05"));
    check(&held, false, news(noon), noon, Some((Served::News, almaty(23, "12:05"))));
    check(&held, false, breaking(noon, Volume::Wake), noon, Some((Served::Breaking, almaty(23, "12:05"))));
}

#[test]
fn clocks_that_change_lose_no_visit() {
    let berlin = |time: &str| {
        chat(|chat| {
            chat.zone = Some(Tz::Europe__Berlin);
            chat.mode = Mode::Digest;
            chat.digests = vec![minute(time)];
            chat.weekend = chat.digests.clone(); // these are Sundays
        })
    };
    // On 29 March 2026 there is no 02:30; on 25 October there are two.
    let spring = at("2026-03-29T00:00:00+01:00");
    check(&berlin("02:30"), false, news(spring), spring, Some((Served::News, at("2026-03-29T03:30:00+02:00"))));
    let autumn = at("2026-10-25T00:00:00+02:00");
    check(&berlin("02:30"), false, news(autumn), autumn, Some((Served::News, at("2026-10-25T02:30:00+02:00"))));
    let sleeper = |to: &str| {
        chat(|chat| {
            chat.zone = Some(Tz::Europe__Berlin);
            chat.quiet = Some((minute("22:00"), minute(to)));
        })
    };
    let evening = at("2026-10-24T23:00:00+02:00");
    check(&sleeper("07:00"), false, news(evening), evening, Some((Served::News, at("2026-10-25T07:00:00+01:00"))));
    let twice = at("2026-10-25T02:10:00+01:00");
    check(&sleeper("02:30"), false, news(twice), twice, Some((Served::News, at("2026-10-25T02:30:00+01:00"))));
}

#[test]
fn a_law_that_shifts_a_zone_shifts_its_digests() {
    // On 1 March 2024 Kazakhstan went from UTC+6 to UTC+5: clocks in Almaty went back at midnight.
    let almaty = |time: &str, offset: &str| at(&format!("2024-{time}:00{offset}"));
    for zone in [Tz::Asia__Almaty, Tz::Asia__Qostanay] {
        let chat = chat(|chat| {
            (chat.zone, chat.mode) = (Some(zone), Mode::Digest);
            night(chat);
        });
        let check = |pending, now, expected| check(&chat, false, pending, now, Some(expected));
        let before = almaty("02-28T20:00", "+06:00");
        check(news(before), before, (Served::News, almaty("02-29T08:00", "+06:00")));
        let evening = almaty("02-29T20:00", "+06:00");
        check(news(evening), evening, (Served::News, almaty("03-01T08:00", "+05:00")));
        let day = Day { chat: &chat, zone, full: false };
        assert_eq!(day.quiet_end(almaty("02-29T23:30", "+06:00")), Some(almaty("03-01T07:00", "+05:00")));
        assert_eq!(day.quiet_end(almaty("03-01T06:30", "+06:00")), Some(almaty("03-01T07:00", "+05:00")));
        assert_eq!(midnight(almaty("03-01T12:00", "+05:00"), zone), almaty("03-01T00:00", "+05:00"));
    }
}

#[test]
fn days_begin_at_local_midnight() {
    assert_eq!(midnight(almaty(23, "00:00"), Tz::Asia__Almaty), almaty(23, "00:00"));
    assert_eq!(midnight(almaty(23, "23:59"), Tz::Asia__Almaty), almaty(23, "00:00"));
    assert_eq!(midnight(at("2026-11-23T01:00:00+05:00"), Tz::UTC), at("2026-11-22T00:00:00Z"));
}

#[test]
fn sounds_follow_the_reader() {
    let (noon, late) = (almaty(23, "12:00"), almaty(23, "23:00"));
    let check = |sound, night_rule, served, volume, main, now, expected| {
        let chat = chat(|chat| {
            night(chat);
            (chat.sound, chat.night) = (sound, night_rule);
        });
        let silent = Day { chat: &chat, zone: Tz::Asia__Almaty, full: false }.is_silent(served, volume, main, now);
        assert_eq!(silent, expected, "{sound:?} {night_rule:?} {served:?} {volume:?} {main} {now}");
    };
    use Night::{Silent, Wake};
    check(Sound::Breaking, Silent, Served::Breaking, Volume::AsChosen, false, noon, false);
    check(Sound::Breaking, Silent, Served::Breaking, Volume::AsChosen, false, late, true);
    check(Sound::Breaking, Wake, Served::Breaking, Volume::AsChosen, false, late, false);
    check(Sound::None, Silent, Served::Breaking, Volume::AsChosen, false, noon, true);
    check(Sound::None, Silent, Served::Breaking, Volume::Wake, false, late, false);
    check(Sound::All, Wake, Served::Breaking, Volume::Silent, false, noon, true);
    check(Sound::All, Silent, Served::News, Volume::AsChosen, false, noon, false);
    check(Sound::All, Silent, Served::News, Volume::AsChosen, false, late, true);
    check(Sound::Main, Silent, Served::Top, Volume::AsChosen, true, noon, false);
    check(Sound::Main, Silent, Served::News, Volume::AsChosen, false, noon, true);
    check(Sound::Breaking, Silent, Served::Top, Volume::AsChosen, true, noon, true);
}
