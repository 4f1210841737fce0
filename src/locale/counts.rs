//! Counted things, numbers, times and dates in words.

use std::time::Duration;

use chrono::{Datelike, Timelike};
use chrono_tz::Tz;

use super::{Words, args, bundle};
use crate::{article::Language, clock::Time};

macro_rules! counted {
    ($($(#[$doc:meta])* $name:ident $key:literal),* $(,)?) => {
        impl Words { $(
            $(#[$doc])*
            pub fn $name(&self, language: Language, n: u64) -> String {
                self.say(language, $key, &args![n = n])
            }
        )* }
    };
}

counted! {
    /// «3 новости»
    count_news "count-news",
    /// «3 читателя»
    count_readers "count-readers",
    /// «3 читателям»
    count_readers_to "count-readers-to",
    /// «3 группам и каналам»
    count_rooms_to "count-rooms-to",
    /// «3 копии»
    count_copies "count-copies",
    /// «3 сообщения»
    count_messages "count-messages",
    /// «3 дня»
    count_days "count-days",
}

impl Words {
    /// «3 читателям», «3 читателям и 2 группам и каналам».
    pub fn audience_to(&self, language: Language, readers: u64, rooms: u64) -> String {
        let (people, places) = (self.count_readers_to(language, readers), self.count_rooms_to(language, rooms));
        match (readers, rooms) {
            (_, 0) => people,
            (0, _) => places,
            _ => self.say(language, "audience-both", &args![readers = people, rooms = places]),
        }
    }

    /// «2 ч 5 мин», «5 мин», «7 с»: rounded, and never zero for a time that is not.
    pub fn duration(&self, language: Language, duration: Duration) -> String {
        let seconds = u64::try_from(duration.as_millis().div_ceil(1000)).unwrap_or(u64::MAX);
        if seconds < 60 {
            return self.say(language, "duration-seconds", &args![s = seconds]);
        }
        let minutes = seconds.saturating_add(30) / 60;
        match (minutes / 60, minutes % 60) {
            (0, m) => self.say(language, "duration-minutes", &args![m = m]),
            (h, 0) => self.say(language, "duration-whole-hours", &args![h = h]),
            (h, m) => self.say(language, "duration-hours", &args![h = h, m = m]),
        }
    }

    /// «0,3 с», and from ten seconds on as [`Words::duration`]: how long the first copy took.
    pub fn duration_in_tenths(&self, language: Language, duration: Duration) -> String {
        let tenths = duration.as_millis().div_ceil(100).max(1);
        if tenths >= 100 {
            return self.duration(language, duration);
        }
        let point = if language == Language::En { '.' } else { ',' };
        let seconds = format!("{}{point}{}", tenths / 10, tenths % 10);
        self.say(language, "duration-seconds", &args![s = seconds])
    }

    /// «3,4 МБ», «1,5 ГБ».
    pub fn size(&self, language: Language, bytes: u64) -> String {
        const MEGABYTE: u64 = 1 << 20;
        let (key, unit) = match bytes {
            ..0x4000_0000 => ("size-megabytes", MEGABYTE),
            _ => ("size-gigabytes", MEGABYTE << 10),
        };
        let tenths = u128::from(bytes) * 10 / u128::from(unit);
        let point = if language == Language::En { '.' } else { ',' };
        self.say(language, key, &args![size = format!("{}{point}{}", tenths / 10, tenths % 10)])
    }

    /// «23 ноября»
    pub fn date(&self, language: Language, at: Time, zone: Tz) -> String {
        let local = at.utc().with_timezone(&zone);
        self.say(language, "date", &args![day = local.day(), month = local.month()])
    }

    /// «08:05»
    pub fn time(&self, at: Time, zone: Tz) -> String {
        let local = at.utc().with_timezone(&zone);
        format!("{:02}:{:02}", local.hour(), local.minute())
    }

    /// «08:05» in the text of a message; where the server knows times, as one.
    pub fn moment(&self, at: Time, zone: Tz) -> String {
        let time = self.time(at, zone);
        if self.times {
            format!("<tg-time unix=\"{}\" format=\"t\">{time}</tg-time>", at.ms().div_euclid(1000))
        } else {
            time
        }
    }

    /// «12 402», with a no-break space.
    pub fn number(&self, _: Language, n: i64) -> String {
        bundle::grouped(&n.to_string())
    }
}
