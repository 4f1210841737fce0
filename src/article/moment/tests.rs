use chrono_tz::Tz;

use super::*;

fn check(text: &str, expected: &str) {
    let found = match parse(text, Tz::Asia__Almaty) {
        Ok(time) => time.utc().format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        Err(what) => what.to_string(),
    };
    assert_eq!(found, expected, "{text:?}");
}

#[test]
fn dates_of_all_shapes() {
    let eight = "2026-11-23T03:00:00Z";
    for text in [
        "2026-11-23T08:00:00+05:00",
        "2026-11-23T08:00:00+0500",
        "2026-11-23T08:00:00+05",
        "2026-11-23T08:00:00.250+05:00",
        "2026-11-23 08:00:00 +0500",
        "2026-11-23T03:00:00Z",
        "2026-11-23t03:00:00z",
        "2026-11-23T03:00:00 UTC",
        "2026-11-23T09:00:00+06:00",
        "2026-11-22T22:00:00-0500",
        "2026-11-23T08:00",
        "2026-11-23 08:00:00",
        "2026/11/23 8:00",
        "20261123T080000+0500",
        "20261123T030000Z",
        "20261123080000",
        "23.11.2026 08:00",
        "23.11.2026, 08:00",
        "Mon, 23 Nov 2026 03:00:00 GMT",
        "Tue, 23 Nov 2026 08:00:00 +0500",
        "23 Nov 2026 03:00 UT",
        "Mon Nov 23 2026 08:00:00 GMT+0500 (Kazakhstan Time)",
        "November 23, 2026 08:00",
        "23 ноября 2026 г., 08:00",
        "23 ноября 2026 года в 08:00",
        "понедельник, 23 ноября 2026 08:00",
        "2026 ж. 23 қараша, 08:00",
        " 2026-11-23T08:00:00+05:00[Asia/Almaty] ",
    ] {
        check(text, eight);
    }
}

#[test]
fn days_and_old_zones() {
    check("2026-11-23", "2026-11-22T19:00:00Z");
    check("23.11.2026", "2026-11-22T19:00:00Z");
    check("2020-11-23T08:00:00", "2020-11-23T02:00:00Z");
    check("2024-02-29 23:30", "2024-02-29T17:30:00Z");
    check("2026-06-30T23:59:60Z", "2026-06-30T23:59:59Z");
}

#[test]
fn wrong_dates_say_what_to_write() {
    check("", "is \"\", which is no date: write it like 2026-11-23T08:00:00+05:00");
    check("вчера", "is \"вчера\", which is no date: write it like 2026-11-23T08:00:00+05:00");
    check("1665028800", "is \"1665028800\", which is no date: write it like 2026-11-23T08:00:00+05:00");
    check("11/23/2026", "is \"11/23/2026\", which is no date: write it like 2026-11-23T08:00:00+05:00");
    check("2026-13-01", "is \"2026-13-01\", a day that does not exist: correct it");
    check("2026-02-30T10:00", "is \"2026-02-30T10:00\", a day that does not exist: correct it");
    check("2026-11-23T25:00", "is \"2026-11-23T25:00\", a time that does not exist: correct it");
    check(
        "2026-11-23 утром",
        "is \"2026-11-23 утром\", which has no time of day: write it like 2026-11-23T08:00:00+05:00",
    );
    check("2026-11-23T08:00 ALMT", "has the time zone \"ALMT\", which is not known: write +05:00");
    check("2026-11-23T08:00 EET", "has the time zone \"EET\", which is not known: write +05:00");
    check("2026-11-23T08:00+25:00", "has the time zone \"+25:00\", which is not known: write +05:00");
    check("0026-11-23", "is in the year 26: write the year with four digits");
    check("226-11-23", "is in the year 226: write the year with four digits");
}
