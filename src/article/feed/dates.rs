//! Dates of feeds. In: a date as it is written. Out: the moment, or the day where no time is told, as files of the store have it;
//! nothing, where it cannot be known. Beside what `moment` reads these have the zones that RFC 822 names.

use chrono_tz::Tz;

use crate::{article::moment, clock::Time};

/// RFC 822, 5.1
const ZONES: [(&str, &str); 8] = [
    ("EST", "-0500"),
    ("EDT", "-0400"),
    ("CST", "-0600"),
    ("CDT", "-0500"),
    ("MST", "-0700"),
    ("MDT", "-0600"),
    ("PST", "-0800"),
    ("PDT", "-0700"),
];

/// When something came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dated {
    pub at: Time,
    /// Only the day is told, of which this is the end.
    pub is_day: bool,
}

/// The date that a text names.
pub(super) fn read(text: &str, zone: Tz) -> Option<Dated> {
    let text = text.trim();
    let named = ZONES.iter().find_map(|(name, offset)| Some(format!("{}{offset}", text.strip_suffix(name)?)));
    let text = named.as_deref().unwrap_or(text);
    let half = of_half_days(text);
    let text = half.as_deref().unwrap_or(text);
    if let Some(at) = moment::end_of_day(text, zone) {
        return Some(Dated { at, is_day: true });
    }
    moment::parse(text, zone).ok().map(|at| Dated { at, is_day: false })
}

/// `02:02:33 PM` → `14:02:33`
fn of_half_days(text: &str) -> Option<String> {
    let small = text.to_ascii_lowercase();
    let (before, is_late) = match (small.strip_suffix("am"), small.strip_suffix("pm")) {
        (Some(before), _) => (before, false),
        (_, Some(before)) => (before, true),
        _ => return None,
    };
    let before = before.trim_end();
    let start = before.rfind(' ').map_or(0, |space| space + 1);
    let (hour, rest) = text.get(start..before.len())?.split_once(':')?;
    let hour = hour.parse::<u32>().ok().filter(|hour| (1..=12).contains(hour))? % 12;
    Some(format!("{}{:02}:{rest}", &text[..start], if is_late { hour + 12 } else { hour }))
}

impl Dated {
    /// As a file of the store says it: the same whatever the newsroom's zone, but for a day, which is the newsroom's.
    pub fn written(self, zone: Tz) -> String {
        match self.is_day {
            true => self.at.utc().with_timezone(&zone).format("%Y-%m-%d").to_string(),
            false => self.at.utc().format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_feeds() {
        let zone = chrono_tz::Asia::Almaty;
        let check = |text: &str, expected: &str| {
            let found = read(text, zone).map(|date| date.written(zone));
            assert_eq!(found.as_deref().unwrap_or("none"), expected, "{text}");
        };
        check("Mon, 23 Nov 2026 08:00:00 +0500", "2026-11-23T03:00:00Z");
        check("Tue, 23 Nov 2026 08:00:00 +0500", "2026-11-23T03:00:00Z"); // a wrong day of the week says nothing
        check("Mon, 23 Nov 2026 08:00 GMT", "2026-11-23T08:00:00Z");
        check("Sat, 07 Sep 2002 00:00:01 EST", "2002-09-07T05:00:01Z");
        check("2026-11-23T08:00:00+05:00", "2026-11-23T03:00:00Z");
        check("2026-11-23T08:00:00", "2026-11-23T03:00:00Z");
        check("2026-11-23", "2026-11-23");
        check("23 ноября 2026 08:00", "2026-11-23T03:00:00Z");
        check("Mon, 23 Nov 2026 08:00:00 ALMT", "none"); // five or six hours
        check("Sat, Dec 16 2023 02:02:33 PM", "2023-12-16T08:02:33Z"); // Almaty was six hours ahead then
        check("16.12.2024 12:05 am", "2024-12-15T19:05:00Z");
        check("13:00 PM", "none");
        check("завтра", "none");
        check("", "none");
    }
}
