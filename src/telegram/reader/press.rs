//! What the readers' buttons carry. In: callback data. Out: a [`Press`], or `None` where the data is of an older version
//! or nobody's. Data says what is to be afterwards, never "the other way", so that a press may be dealt with twice. What
//! `message` puts under news (`m:412`, `mb:412`, `rest`, `s:d`) is understood here too.

#[cfg(test)]
mod tests;

use super::{
    pause::press::Pause, search::press::Find, settings::press::Setting, shelf, undo::Undo, words::press::Word,
};
use crate::{
    article::{ArticleKey, Language},
    clock::Time,
    message::data,
    newsroom::Mode,
    store::words::Stance,
};

/// A press on a button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Press {
    /// Shows the rubrics, in a new message.
    Rubrics,
    /// A rubric (bit 0: main) of this chat, or of a channel, is to be on or off.
    Rubric(u8, bool, Option<i64>),
    /// Shows the screen of the group to which the rubric with this bit belongs, in this chat or for a channel.
    Group(u8, Option<i64>),
    /// Shows the first screen of the choice in place of another, in this chat or for a channel.
    FirstScreen(Option<i64>),
    /// The choice is done, in this chat or for a channel.
    RubricsDone(Option<i64>),
    /// Main at once, the rest as digests; or all at once.
    Digests(bool),
    /// Adds the rubric that a welcome offers.
    Add(u8),
    /// Main news only.
    MainOnly,
    /// The conversation and the news in this language; the welcome is said again.
    Tongue(Language, Welcome),
    /// Shows when news comes, in a new message.
    When,
    /// News comes like this.
    Mode(Mode),
    /// Back from when news comes.
    WhenDone,
    /// On a screen of `/settings`.
    Setting(Setting),
    /// The latest news in a new message.
    Latest,
    /// A page of the latest news: the rubric (`None`: all), how many newer ones are skipped.
    Page(Option<u8>, u32),
    /// Under a list of stories.
    Find(Find),
    /// Main news since then.
    Missed(Time),
    /// Why somebody left.
    Reason(Reason),
    /// Rather only breaking news.
    OnlyBreaking,
    /// News again.
    Return,
    /// Asks whether to erase; erases; does not.
    Forget,
    /// See [`Press::Forget`].
    ForgetYes,
    /// See [`Press::Forget`].
    ForgetNo,
    /// A break.
    Pause(Pause),
    /// Behind «⋯».
    More(About, More),
    /// A page of what a message had no room for; 0 is the message.
    Rest(usize),
    /// In the list of what was saved.
    Saved(shelf::Press),
    /// Followed words.
    Word(Word),
}

/// What a welcome was about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Welcome {
    /// Main news.
    Main,
    /// The rubric of a link.
    Rubric(u8),
    /// The story of a link.
    Article(ArticleKey),
}

/// Why somebody left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// Too many messages.
    TooMany,
    /// Not interesting.
    Dull,
    /// At the wrong time.
    Time,
    /// Something else.
    Other,
}

impl Reason {
    pub(super) const ALL: [Reason; 4] = [Reason::TooMany, Reason::Dull, Reason::Time, Reason::Other];

    /// As the history of a chat keeps it; the button's label is `stop-…`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Reason::TooMany => "too-many",
            Reason::Dull => "dull",
            Reason::Time => "time",
            Reason::Other => "other",
        }
    }
}

/// The message a «⋯» stands under: of one story, or of several with this one first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct About {
    pub(super) story: ArticleKey,
    pub(super) bundle: bool,
}

/// What is behind «⋯».
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum More {
    /// Shows it.
    Open,
    /// The rubric is quiet till tomorrow.
    MuteDay(u8),
    /// The rubric is quiet for a week.
    MuteWeek(u8),
    /// The rubric is off.
    Off(u8),
    /// Rubrics as a digest.
    Less,
    /// What is wanted of the thread of the story from now on.
    Thread(Stance),
    /// Why it came.
    Why,
    /// As it was.
    Back,
    /// Keeps it for later.
    Save,
    /// What was just done is not to be.
    Undo(Undo),
}

impl Press {
    /// At most 64 bytes.
    pub(super) fn encode(self) -> String {
        let of = |of: Option<i64>| of.map(|chat| format!(".{chat}")).unwrap_or_default();
        match self {
            Press::Rubrics => "r".into(),
            Press::Rubric(bit, on, chat) => format!("r{}{bit}{}", if on { '+' } else { '-' }, of(chat)),
            Press::Group(bit, chat) => format!("rg{bit}{}", of(chat)),
            Press::FirstScreen(chat) => format!("r<{}", of(chat)),
            Press::RubricsDone(chat) => format!("r!{}", of(chat)),
            Press::Digests(true) => "r2".into(),
            Press::Digests(false) => "r1".into(),
            Press::Add(bit) => format!("w+{bit}"),
            Press::MainOnly => "w0".into(),
            Press::Tongue(language, welcome) => format!("l:{}{}", language.code(), welcome.encode()),
            Press::When => "t".into(),
            Press::Mode(mode) => format!("t:{}", mode.name()),
            Press::WhenDone => "t!".into(),
            Press::Setting(setting) => setting.encode(),
            Press::Latest => "n".into(),
            Press::Page(None, skip) => format!("n:*.{skip}"),
            Press::Page(Some(bit), skip) => format!("n:{bit}.{skip}"),
            Press::Find(find) => find.encode(),
            Press::Missed(since) => format!("q:{}", since.ms()),
            Press::Reason(reason) => format!("x:{}", reason.name()),
            Press::OnlyBreaking => "x:breaking".into(),
            Press::Return => "x:back".into(),
            Press::Forget => "x:forget".into(),
            Press::ForgetYes => "x:yes".into(),
            Press::ForgetNo => "x:no".into(),
            Press::Pause(pause) => format!("z:{}", pause.encode()),
            Press::More(About { story, bundle }, more) => {
                format!("{}:{story}{}", if bundle { "mb" } else { "m" }, more.encode())
            }
            Press::Rest(page) => data::rest(page),
            Press::Saved(press) => press.encode(),
            Press::Word(press) => press.encode(),
        }
    }

    /// The reverse of [`Press::encode`].
    pub(super) fn decode(data: &str) -> Option<Press> {
        Some(match data {
            "r" => Press::Rubrics,
            "r2" => Press::Digests(true),
            "r1" => Press::Digests(false),
            "w0" => Press::MainOnly,
            "t" | "s:d" => Press::When,
            "t!" => Press::WhenDone,
            "n" => Press::Latest,
            data::REST => Press::Rest(1),
            "x:breaking" => Press::OnlyBreaking,
            "x:back" => Press::Return,
            "x:forget" => Press::Forget,
            "x:yes" => Press::ForgetYes,
            "x:no" => Press::ForgetNo,
            _ => return Press::prefixed(data).or_else(|| Press::with_details(data)),
        })
    }

    /// What is told by its first letters.
    fn prefixed(data: &str) -> Option<Press> {
        if let Some(of) = data.strip_prefix("r!") {
            return Some(Press::RubricsDone(channel(of)?));
        }
        if let Some(of) = data.strip_prefix("r<") {
            return Some(Press::FirstScreen(channel(of)?));
        }
        if let Some(bit) = data.strip_prefix("w+") {
            return Some(Press::Add(place(bit)?));
        }
        if let Some(rest) = data.strip_prefix("fw") {
            return Word::decode(rest).map(Press::Word);
        }
        if let Some(rest) = data.strip_prefix("rg") {
            let (bit, of) = place_of(rest)?;
            return Some(Press::Group(bit, of));
        }
        for (sign, on) in [("r+", true), ("r-", false)] {
            if let Some(rest) = data.strip_prefix(sign) {
                let (bit, of) = place_of(rest)?;
                return Some(Press::Rubric(bit, on, of));
            }
        }
        if let Some(press) = shelf::Press::decode(data) {
            return Some(Press::Saved(press));
        }
        if let Some(rest) = data.strip_prefix(Find::PREFIX) {
            return Find::decode(rest).map(Press::Find);
        }
        None
    }

    /// What stands behind a colon.
    fn with_details(data: &str) -> Option<Press> {
        let (kind, rest) = data.split_once(':')?;
        Some(match kind {
            data::REST => Press::Rest(rest.parse().ok()?),
            "l" => {
                let (code, welcome) = rest.split_at_checked(2)?;
                let language = Language::ALL.into_iter().find(|language| language.code() == code)?;
                Press::Tongue(language, Welcome::decode(welcome)?)
            }
            "t" => Press::Mode(Mode::named(rest)?),
            "s" => Press::Setting(Setting::decode(rest)?),
            "n" => {
                let (rubric, skip) = rest.split_once('.')?;
                let rubric = if rubric == "*" { None } else { Some(place(rubric)?) };
                Press::Page(rubric, skip.parse().ok()?)
            }
            "q" => Press::Missed(Time(rest.parse().ok()?)),
            "z" => Press::Pause(Pause::decode(rest)?),
            "x" => Press::Reason(Reason::ALL.into_iter().find(|reason| reason.name() == rest)?),
            "m" | "mb" => {
                let (story, more) = match rest.split_once(':') {
                    Some((story, more)) => (story, More::decode(more)?),
                    None => (rest, More::Open),
                };
                Press::More(About { story: ArticleKey(story.parse().ok()?), bundle: kind == "mb" }, more)
            }
            _ => return None,
        })
    }
}

impl Welcome {
    fn encode(self) -> String {
        match self {
            Welcome::Main => String::new(),
            Welcome::Rubric(bit) => format!("r{bit}"),
            Welcome::Article(story) => format!("a{story}"),
        }
    }

    fn decode(text: &str) -> Option<Welcome> {
        if text.is_empty() {
            return Some(Welcome::Main);
        }
        if let Some(bit) = text.strip_prefix('r') {
            return Some(Welcome::Rubric(place(bit)?));
        }
        Some(Welcome::Article(ArticleKey(text.strip_prefix('a')?.parse().ok()?)))
    }
}

impl More {
    fn encode(self) -> String {
        match self {
            More::Open => String::new(),
            More::MuteDay(bit) => format!(":d{bit}"),
            More::MuteWeek(bit) => format!(":w{bit}"),
            More::Off(bit) => format!(":o{bit}"),
            More::Less => ":l".into(),
            More::Thread(Stance::Follows) => ":tf".into(),
            More::Thread(Stance::Mutes) => ":tm".into(),
            More::Thread(Stance::Neutral) => ":tn".into(),
            More::Why => ":y".into(),
            More::Back => ":b".into(),
            More::Save => ":s".into(),
            More::Undo(undo) => format!(":u{}", undo.encode()),
        }
    }

    /// What follows the colon.
    fn decode(text: &str) -> Option<More> {
        Some(match text.split_at_checked(1).unwrap_or_default() {
            ("d", bit) => More::MuteDay(place(bit)?),
            ("w", bit) => More::MuteWeek(place(bit)?),
            ("o", bit) => More::Off(place(bit)?),
            ("l", "") => More::Less,
            ("t", "f") => More::Thread(Stance::Follows),
            ("t", "m") => More::Thread(Stance::Mutes),
            ("t", "n") => More::Thread(Stance::Neutral),
            ("y", "") => More::Why,
            ("b", "") => More::Back,
            ("s", "") => More::Save,
            ("u", undo) => More::Undo(Undo::decode(undo, place)?),
            _ => return None,
        })
    }
}

/// A place in the masks of rubrics.
fn place(text: &str) -> Option<u8> {
    text.parse().ok().filter(|bit| *bit <= 62)
}

/// A place, and the channel that it is about.
fn place_of(text: &str) -> Option<(u8, Option<i64>)> {
    let (bit, of) = text.split_at(text.find('.').unwrap_or(text.len()));
    Some((place(bit)?, channel(of)?))
}

/// `.CHAT` or nothing.
fn channel(text: &str) -> Option<Option<i64>> {
    if text.is_empty() {
        return Some(None);
    }
    Some(Some(text.strip_prefix('.')?.parse().ok()?))
}
