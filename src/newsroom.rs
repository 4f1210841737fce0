//! The newsroom: who the newspaper is, which rubrics it has, what a new reader gets, and the editors' rules.
//! In: the text of `data/newsroom.toml` (`file` reads it). Out: a [`Newsroom`] that is valid as a whole, or every mistake at
//! once with its line. The built-in one ([`Newsroom::default`]) is that very file, compiled in. What becomes of a change
//! while the bot runs, and which bit of the masks a rubric keeps for ever, is left to others (`app`, `store`).

mod file;
mod link;
mod rubric;
mod sign;
mod starter;
#[cfg(test)]
mod tests;

use std::{fmt, str::FromStr, time::Duration};

use chrono_tz::Tz;
use url::Url;

pub use self::{
    rubric::{Group, Rubric},
    starter::{Paper, starter},
};
pub use crate::config::parse_duration;

use self::rubric::{fold, skeleton};
use crate::{
    article::{Fault, Language},
    config::plain_text,
};

/// The newsroom's file as it is compiled in.
pub const BUILT_IN: &str = include_str!("../data/newsroom.toml");

/// A minute of the day, 0 to 1439.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Minute(pub u16);

impl fmt::Display for Minute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl FromStr for Minute {
    type Err = String;

    /// Reads `8:05` and `08:05`.
    fn from_str(text: &str) -> Result<Minute, String> {
        let digits = |part: &str, most: usize| {
            (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        let wrong = || format!("\"{text}\" is no time of day; write it like \"08:00\"");
        let (hour, minute) = text.trim().split_once(':').ok_or_else(wrong)?;
        if !digits(hour, 2) || !digits(minute, 2) || minute.len() != 2 {
            return Err(wrong());
        }
        match (hour.parse::<u16>(), minute.parse::<u16>()) {
            (Ok(hour @ 0..24), Ok(minute @ 0..60)) => Ok(Minute(hour * 60 + minute)),
            _ => Err(wrong()),
        }
    }
}

/// A choice with a fixed set of names, as files and the database write them.
macro_rules! choice {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $case:ident = $text:literal),* $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$doc])* $case),* }

        impl $name {
            /// All of them, in the order in which they are offered.
            pub const ALL: &'static [$name] = &[$($name::$case),*];

            /// The name in files.
            pub fn name(self) -> &'static str {
                match self { $($name::$case => $text),* }
            }

            /// The one of this name.
            pub fn named(name: &str) -> Option<$name> {
                Self::ALL.iter().copied().find(|choice| choice.name() == name)
            }
        }
    };
}

choice! {
    /// When ordinary and main news comes to a reader.
    Mode {
        /// All at once.
        Now = "now",
        /// Main news at once, the rest as a digest.
        Mixed = "mixed",
        /// All as a digest.
        Digest = "digest",
        /// Breaking news only.
        Breaking = "breaking",
    }
}

choice! {
    /// What breaking news does in quiet hours.
    Night {
        /// Comes without sound, unless the editor wakes everybody.
        Silent = "silent",
        /// Comes with sound.
        Wake = "wake",
        /// Waits for the morning.
        Hold = "hold",
    }
}

choice! {
    /// What comes with sound.
    Sound {
        /// Breaking news.
        Breaking = "breaking",
        /// Breaking and main news.
        Main = "main",
        /// Everything.
        All = "all",
        /// Nothing.
        None = "none",
    }
}

/// A name in the three languages. One made by [`Newsroom::parse`] has all three filled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// Russian
    pub ru: String,
    /// Kazakh
    pub kk: String,
    /// English
    pub en: String,
}

impl Named {
    /// One name for all three.
    pub fn same(name: String) -> Named {
        Named { ru: name.clone(), kk: name.clone(), en: name }
    }

    /// The name in this language, else in any other.
    pub fn in_language(&self, language: Language) -> &str {
        let own = match language {
            Language::Ru => &self.ru,
            Language::Kk => &self.kk,
            Language::En => &self.en,
        };
        [own, &self.ru, &self.kk, &self.en].into_iter().find(|name| !name.is_empty()).unwrap_or(own)
    }

    /// The three names.
    pub fn all(&self) -> [&str; 3] {
        [&self.ru, &self.kk, &self.en]
    }
}

/// What makes an article main news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MainFrom {
    /// `main: true` in the article.
    Flag,
    /// An urgency of this or more urgent (a lower number).
    Urgency(u8),
    /// One of the article's rubrics or tags has this name.
    Alias(String),
    /// Every article.
    All,
}

/// What a new reader has until they choose otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReader {
    /// When news comes.
    pub mode: Mode,
    /// Times of the digest on working days, ascending, one to three.
    pub digest: Vec<Minute>,
    /// The same of Saturday and Sunday, up to three; none: what came out is in Monday's first, its top stories.
    pub weekend: Vec<Minute>,
    /// From, to; may go over midnight.
    pub quiet: Option<(Minute, Minute)>,
    /// Breaking news in quiet hours.
    pub night: Night,
    /// What comes with sound.
    pub sound: Sound,
    /// At least this between ordinary messages; zero = none.
    pub spacing: Duration,
    /// Ordinary messages a day; zero = no limit.
    pub limit: u32,
}

impl NewReader {
    /// What a channel starts with: each story when it comes out, one post a story.
    pub fn of_channel(&self) -> NewReader {
        NewReader {
            mode: Mode::Now,
            quiet: None,
            night: Night::Silent,
            sound: Sound::Main,
            spacing: Duration::ZERO,
            limit: 0,
            ..self.clone()
        }
    }
}

/// The mask of the languages of news for somebody with whom the bot speaks this language.
pub fn news_languages(tongue: Language) -> u8 {
    match tongue {
        Language::Ru | Language::Kk => tongue.bit(),
        Language::En => Language::EVERY,
    }
}

/// The rules of breaking news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breaking {
    /// How long a push can be taken back; zero = not at all.
    pub undo: Duration,
    /// How long `breaking: true` waits for an editor before it goes as ordinary news.
    pub ask: Duration,
    /// Beyond this many an hour the bot asks once more.
    pub per_hour: u32,
    /// The most Stars that one push may cost.
    pub stars: u32,
    /// A second editor has to confirm.
    pub four_eyes: bool,
    /// After this long without a second editor the first may send alone; zero = never.
    pub alone: Duration,
}

/// The rules of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The most code points of a lead, 50 to 2000.
    pub lead: usize,
    /// Phrases dropped from the end of a lead.
    pub trim: Vec<String>,
}

choice! {
    /// What an article without a link is.
    LinkRule {
        /// It is held.
        Required = "required",
        /// It goes out without a button.
        Optional = "optional",
    }
}

/// The rules of articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Articles {
    /// Keys that mean nothing here.
    pub ignore: Vec<String>,
    /// Whether a link is needed.
    pub link: LinkRule,
}

/// What the newsroom says about a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Its address.
    pub url: Url,
    /// The id of the rubric of items that name none that is known; `None`: they are held.
    pub rubric: Option<String>,
    /// The language where neither feed nor item names one.
    pub language: Option<Language>,
    /// All of it is also main news.
    pub main: bool,
}

/// The newsroom.
#[derive(Clone, Debug, PartialEq)]
pub struct Newsroom {
    /// The newspaper's name.
    pub name: Named,
    /// The site's name on buttons.
    pub site: Named,
    /// Base of relative links.
    pub url: Url,
    /// Other sites that are the newsroom's own, sub-domains included; in small letters.
    pub hosts: Vec<String>,
    /// Link of articles that come without one; empty = none.
    pub link_template: String,
    /// Who keeps readers' data.
    pub operator: Named,
    /// Where to write to.
    pub contact: String,
    /// The newsroom's time zone.
    pub zone: Tz,
    /// The language where a reader's or an article's own is unknown.
    pub language: Language,
    /// Added to every link to a story.
    pub link_params: String,
    /// A picture of the store that takes the place of a withdrawn one.
    pub placeholder: Option<String>,
    /// What makes an article main news.
    pub main: MainFrom,
    /// More main stories a day than this are worth a warning.
    pub warn_above: u32,
    /// In the order of their buttons: the ordinary ones, then each group's.
    pub rubrics: Vec<Rubric>,
    /// In the order of their buttons; none is empty.
    pub groups: Vec<Group>,
    /// A new reader's settings.
    pub new_reader: NewReader,
    /// Rules of breaking news.
    pub breaking: Breaking,
    /// Rules of text.
    pub text: Text,
    /// Of the keys that say who the newspaper is, those that its file leaves out.
    pub left_out: Vec<&'static str>,
    /// Rules of articles.
    pub articles: Articles,
    /// Feeds, and what else is said about those of the settings; no two have one address.
    pub feeds: Vec<Feed>,
}

impl Default for Newsroom {
    /// The built-in city paper.
    fn default() -> Newsroom {
        file::built_in()
    }
}

impl Newsroom {
    /// Reads a newsroom's file. What it leaves out is as in the built-in one. All mistakes come at once, by line.
    pub fn parse(toml: &str) -> Result<Newsroom, Vec<Fault>> {
        file::parse(toml)
    }

    /// Reads the bytes of a newsroom's file: the same, and a line that is not UTF-8 is a mistake, a comment's letters are not.
    pub fn read(bytes: &[u8]) -> Result<Newsroom, Vec<Fault>> {
        let text = plain_text(bytes).map_err(|(line, what)| vec![Fault::at(line, what)])?;
        file::parse(&text)
    }

    /// A sentence for what the file leaves out of who the newspaper is, where readers would see another one's.
    pub fn unsigned(&self) -> Vec<String> {
        sign::warnings(self)
    }

    /// The rubric of this id, title (in any language) or alias, in any case of letters.
    pub fn rubric_named(&self, name: &str) -> Option<&Rubric> {
        let name = fold(name);
        let called = |rubric: &&Rubric| rubric.names().any(|own| fold(own) == name);
        self.rubrics.iter().find(|rubric| fold(&rubric.id) == name).or_else(|| self.rubrics.iter().find(called))
    }

    /// What a file calls its rubrics in one text: `city, sport` is two, unless a rubric is called so; so is `city sport` where both are
    /// known, and `Новости/Город` is a way that ends in one that is. `knows` says of names that mean something else here.
    pub fn parts<'n>(&self, name: &'n str, knows: impl Fn(&str) -> bool) -> Vec<&'n str> {
        rubric::parts(name, |name| knows(name) || self.rubric_named(name).is_some())
    }

    /// The known name that an unknown one looks like, since letters of two scripts look the same (Latin `c`, Cyrillic `с`).
    pub fn looks_like(&self, name: &str) -> Option<&str> {
        let name = skeleton(name);
        self.rubrics.iter().flat_map(Rubric::names).find(|own| skeleton(own) == name)
    }

    /// The rubric at this place of the masks.
    pub fn rubric_with_bit(&self, bit: u8) -> Option<&Rubric> {
        self.rubrics.iter().find(|rubric| rubric.bit == bit)
    }

    /// The rubrics of a mask, in the newsroom's order; main news (bit 0) is none of them.
    pub fn rubrics_in(&self, mask: u64) -> impl Iterator<Item = &Rubric> {
        self.rubrics.iter().filter(move |rubric| mask >> rubric.bit & 1 == 1)
    }

    /// Where a story's button leads: absolute, with `link_params`. Empty where the address is none.
    pub fn link(&self, story_url: &str, rubric: Option<&Rubric>) -> String {
        link::to_story(self, story_url, rubric)
    }

    /// Whether the site is the newsroom's own: that of its `url` or one of `hosts`, sub-domains included.
    pub fn owns(&self, host: &str) -> bool {
        link::is_own(self, host)
    }

    /// The link of an article that came without one, by `link_template`; `None` where there is no template, or the page's name is
    /// not known and the template asks for it.
    pub fn link_from_template(&self, id: &str, slug: Option<&str>) -> Option<String> {
        link::from_template(&self.link_template, id, slug)
    }
}
