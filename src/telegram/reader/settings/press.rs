//! What the buttons of `/settings` carry. In: callback data behind `s:`. Out: a [`Setting`], or `None`. Data says what is to
//! be afterwards, so that a press may come twice; a word that was given stays, since buttons stand in chats for years.
//! `s:d` is older and [`super::super::press`]'s own.

use std::str::FromStr;

use chrono_tz::Tz;

use crate::{
    article::Language,
    newsroom::{Minute, Night, Sound},
};

/// The longest time between two messages and the most messages a day that a button may carry, as in the newsroom's file.
const MOST: u32 = 1440;

/// A press on a button of `/settings`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::telegram::reader) enum Setting {
    /// All settings in a new message.
    Open,
    /// A screen in the place of another.
    Show(Screen),
    /// That is all.
    Done,
    /// What is stored, as `/privacy` shows it.
    Data,
    /// Breaking news comes or not.
    Breaking(bool),
    /// A digest comes at this time of such days, or not.
    Hour(Days, Minute, bool),
    /// Breaking news in quiet hours.
    Night(Night),
    /// The newsroom's quiet hours; or none.
    Quiet(bool),
    /// Quiet hours begin.
    From(Minute),
    /// Quiet hours end.
    To(Minute),
    /// What makes a sound.
    Sound(Sound),
    /// The language of the conversation.
    Tongue(Language),
    /// News in this language comes or not.
    News(Language, bool),
    /// Photos come along or not.
    Photos(bool),
    /// So many ordinary messages a day; 0: no limit.
    Limit(u32),
    /// At least so many minutes between two ordinary messages.
    Spacing(u32),
    /// The city's time.
    Zone(Tz),
    /// No rubric is silent any more.
    Unmute,
}

/// A screen of `/settings`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::telegram::reader) enum Screen {
    Root,
    When,
    Digest(Days),
    Rubrics,
    Night,
    QuietFrom,
    QuietTo,
    Sound,
    Language,
    More,
    Limit,
    Spacing,
    Zone,
    /// Whether the time is right.
    ZoneSaved,
}

/// Which days the hours of a digest are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::telegram::reader) enum Days {
    Work,
    Weekend,
}

/// What stands for each screen.
const SCREENS: [(&str, Screen); 15] = [
    ("r", Screen::Root),
    ("t", Screen::When),
    ("g", Screen::Digest(Days::Work)),
    ("gw", Screen::Digest(Days::Weekend)),
    ("k", Screen::Rubrics),
    ("n", Screen::Night),
    ("f", Screen::QuietFrom),
    ("e", Screen::QuietTo),
    ("a", Screen::Sound),
    ("l", Screen::Language),
    ("m", Screen::More),
    ("c", Screen::Limit),
    ("i", Screen::Spacing),
    ("z", Screen::Zone),
    ("z?", Screen::ZoneSaved),
];

impl Setting {
    /// At most 64 bytes: the longest name of a time zone has 32.
    pub(in crate::telegram::reader) fn encode(self) -> String {
        let sign = |on: bool| if on { '+' } else { '-' };
        let rest = match self {
            Setting::Open => "o".to_owned(),
            Setting::Show(screen) => {
                let found = SCREENS.iter().find(|(_, other)| *other == screen);
                found.map_or("r", |(word, _)| word).to_owned()
            }
            Setting::Done => "!".into(),
            Setting::Data => "y".into(),
            Setting::Breaking(on) => format!("b{}", sign(on)),
            Setting::Hour(Days::Work, minute, on) => format!("h{}{}", sign(on), minute.0),
            Setting::Hour(Days::Weekend, minute, on) => format!("w{}{}", sign(on), minute.0),
            Setting::Night(night) => format!("n:{}", night.name()),
            Setting::Quiet(on) => format!("q{}", sign(on)),
            Setting::From(minute) => format!("f:{}", minute.0),
            Setting::To(minute) => format!("e:{}", minute.0),
            Setting::Sound(sound) => format!("a:{}", sound.name()),
            Setting::Tongue(language) => format!("l:{}", language.code()),
            Setting::News(language, on) => format!("v{}{}", sign(on), language.code()),
            Setting::Photos(on) => format!("p{}", sign(on)),
            Setting::Limit(limit) => format!("c:{limit}"),
            Setting::Spacing(minutes) => format!("i:{minutes}"),
            Setting::Zone(zone) => format!("z:{}", zone.name()),
            Setting::Unmute => "u".into(),
        };
        format!("s:{rest}")
    }

    /// The reverse, of what stands behind `s:`.
    pub(in crate::telegram::reader) fn decode(rest: &str) -> Option<Setting> {
        if let Some((_, screen)) = SCREENS.iter().find(|(word, _)| *word == rest) {
            return Some(Setting::Show(*screen));
        }
        let setting = match rest {
            "o" => Setting::Open,
            "!" => Setting::Done,
            "y" => Setting::Data,
            "b+" => Setting::Breaking(true),
            "b-" => Setting::Breaking(false),
            "q+" => Setting::Quiet(true),
            "q-" => Setting::Quiet(false),
            "p+" => Setting::Photos(true),
            "p-" => Setting::Photos(false),
            "u" => Setting::Unmute,
            _ => Setting::with_value(rest)?,
        };
        Some(setting)
    }

    fn with_value(rest: &str) -> Option<Setting> {
        let (kind, value) = rest.split_at_checked(2)?;
        Some(match kind {
            "h+" => Setting::Hour(Days::Work, minute(value)?, true),
            "h-" => Setting::Hour(Days::Work, minute(value)?, false),
            "w+" => Setting::Hour(Days::Weekend, minute(value)?, true),
            "w-" => Setting::Hour(Days::Weekend, minute(value)?, false),
            "n:" => Setting::Night(Night::named(value)?),
            "f:" => Setting::From(minute(value)?),
            "e:" => Setting::To(minute(value)?),
            "a:" => Setting::Sound(Sound::named(value)?),
            "l:" => Setting::Tongue(language(value)?),
            "v+" => Setting::News(language(value)?, true),
            "v-" => Setting::News(language(value)?, false),
            "c:" => Setting::Limit(number(value)?),
            "i:" => Setting::Spacing(number(value)?),
            "z:" => Setting::Zone(Tz::from_str(value).ok()?),
            _ => return None,
        })
    }
}

fn number(text: &str) -> Option<u32> {
    text.parse().ok().filter(|number: &u32| *number <= MOST && number.to_string() == text)
}

fn minute(text: &str) -> Option<Minute> {
    let minute = number(text).and_then(|number| u16::try_from(number).ok());
    minute.filter(|minute| *minute < 1440).map(Minute)
}

fn language(code: &str) -> Option<Language> {
    Language::ALL.into_iter().find(|language| language.code() == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_read_as_it_was_written() {
        let check = |setting: Setting, data: &str| {
            assert_eq!(setting.encode(), data);
            assert_eq!(Setting::decode(&data[2..]), Some(setting), "{data}");
        };
        for (word, screen) in SCREENS {
            check(Setting::Show(screen), &format!("s:{word}"));
        }
        check(Setting::Open, "s:o");
        check(Setting::Done, "s:!");
        check(Setting::Data, "s:y");
        check(Setting::Breaking(false), "s:b-");
        check(Setting::Breaking(true), "s:b+");
        check(Setting::Hour(Days::Work, Minute(480), true), "s:h+480");
        check(Setting::Hour(Days::Work, Minute(0), false), "s:h-0");
        check(Setting::Hour(Days::Weekend, Minute(1439), true), "s:w+1439");
        check(Setting::Hour(Days::Weekend, Minute(540), false), "s:w-540");
        check(Setting::Night(Night::Hold), "s:n:hold");
        check(Setting::Quiet(false), "s:q-");
        check(Setting::Quiet(true), "s:q+");
        check(Setting::From(Minute(1320)), "s:f:1320");
        check(Setting::To(Minute(420)), "s:e:420");
        check(Setting::Sound(Sound::None), "s:a:none");
        check(Setting::Tongue(Language::Kk), "s:l:kk");
        check(Setting::News(Language::Ru, true), "s:v+ru");
        check(Setting::News(Language::Kk, false), "s:v-kk");
        check(Setting::Photos(false), "s:p-");
        check(Setting::Photos(true), "s:p+");
        check(Setting::Limit(0), "s:c:0");
        check(Setting::Spacing(1440), "s:i:1440");
        check(Setting::Zone(Tz::Asia__Almaty), "s:z:Asia/Almaty");
        check(Setting::Unmute, "s:u");
        for zone in chrono_tz::TZ_VARIANTS {
            assert!(Setting::Zone(zone).encode().len() <= 64, "{zone}");
            assert_eq!(Setting::decode(&Setting::Zone(zone).encode()[2..]), Some(Setting::Zone(zone)));
        }
    }

    #[test]
    fn foreign_data_is_no_setting() {
        let foreign = [
            "",
            "d",
            "x",
            "r!",
            "b",
            "b*",
            "h480",
            "h+",
            "h+1440",
            "h+-1",
            "h+08",
            "h+99999999",
            "w",
            "n:",
            "n:never",
            "q",
            "f:24:00",
            "e:-1",
            "a:loud",
            "l:",
            "l:de",
            "v+",
            "v*ru",
            "p",
            "c:",
            "c:-1",
            "c:1441",
            "i:x",
            "z:",
            "z:Mars/Phobos",
            "z:asia/almaty ",
            "я",
            "nя",
        ];
        for rest in foreign {
            assert_eq!(Setting::decode(rest), None, "{rest}");
        }
    }
}
