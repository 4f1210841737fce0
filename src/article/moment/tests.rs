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
fn dates_of_more_shapes() {
    let eight = "2026-11-23T03:00:00Z";
    for text in [
        "2026-11-23T04:00:00[Europe/Berlin]",
        "2026-11-23 08:00 Asia/Almaty",
        "Mon, 23 Nov 26 03:00:00 GMT",
        "23-Nov-2026 08:00",
        "Nov. 23, 2026, 8:00 a.m.",
        "November 23, 2026 at 8:00 AM",
        "23 November 2026, 08:00",
        "23 ноя. 2026, 08:00",
        "23 ноября 2026 | 08:00",
        "23.11.2026 в 08:00",
        "сенбі, 23 қараша 2026, 08:00",
        "2026 жылғы 23 қараша, сағат 08:00",
        "2026-11-23T08:00:00,123+0500",
        "2026-11-23T08:00:00.000000+05:00",
        "2026-11-23T03:00:00+0000",
        "2026-11-23 03:00:00 +00:00",
        "2026-11-23T08:00:00 GMT+5",
        "2026.11.23 08:00",
    ] {
        check(text, eight);
    }
}

#[test]
fn days_and_old_zones() {
    check("2026-11-23", "2026-11-22T19:00:00Z");
    check("5 марта 2026, 08:00 PM", "2026-03-05T15:00:00Z");
    check("5 мар. 2026 12:30 pm", "2026-03-05T07:30:00Z");
    check("5 Mar 2026 12:30 a.m.", "2026-03-04T19:30:00Z");
    check("Mon, 23 Nov 2026 08:00:00 EST", "2026-11-23T13:00:00Z");
    check("Fri, 05 Mar 99 08:00:00 +0000", "1999-03-05T08:00:00Z");
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
    check("mardi 24 nov. 2026", "is \"mardi 24 nov. 2026\", which is no date: write it like 2026-11-23T08:00:00+05:00");
    check("2026-11-23 13:00 PM", "is \"2026-11-23 13:00 PM\", a time that does not exist: correct it");
    check("2026-11-23 08:00 EST", "has the time zone \"EST\", which is not known: write +05:00");
    check("2026-11-23 08:00 Asia/Nowhere", "has the time zone \"Asia/Nowhere\", which is not known: write +05:00");
    check("226-11-23", "is in the year 226: write the year with four digits");
}

#[test]
fn a_date_that_may_mean_two_is_the_later_one() {
    let check = |text: &str, expected: Option<&str>| {
        let found = latest_reading(text, Tz::UTC).map(|time| time.utc().format("%Y-%m-%d").to_string());
        assert_eq!(found.as_deref(), expected, "{text}");
    };
    check("11/12/2026", Some("2026-12-11"));
    check("12/25/2026 10:00", Some("2026-12-25"));
    check("25-12-26", Some("2026-12-25"));
    check("30/30/2026", None);
    check("1/2", None);
    check("v1.2.3", None);
}
