//! An editor's answers on the way to a publication. In: what is known of the article and its readers. Out: the next
//! question. All answers are in the data of the buttons, so that a restart loses none; they hold for ten minutes.

use std::time::Duration;

use crate::{
    article::{ArticleKey, Language},
    clock::Time,
    store::{Lane, Volume},
    telegram::buttons::Carried,
};

/// The editor knows that it was sent before.
pub const TWICE: u8 = 1;
/// The editor knows that there were many within the hour.
pub const MANY: u8 = 2;
/// The editor is sure about waking readers.
pub const WAKE: u8 = 4;
/// The editor knows that it is old.
pub const OLD: u8 = 8;
/// The editor knows a story that is nearly the same, and says that it is another.
pub const SIMILAR: u8 = 16;
/// An admin knows that its link leads elsewhere.
pub const FOREIGN: u8 = 32;
/// It is for practice: nobody else gets it.
pub const PRACTICE: u8 = 64;
/// How long answers hold.
const HOLDS: Duration = Duration::from_secs(600);

/// What an editor has answered so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draft {
    /// How it goes out.
    pub lane: Lane,
    /// What.
    pub article: ArticleKey,
    /// The revision that the editor was shown, translations included (`Reading::revision_of_push`).
    pub revision: i64,
    /// Mask of languages; 0: not asked yet.
    pub languages: u8,
    /// How loud.
    pub volume: Volume,
    /// Mask of the questions that were answered with yes.
    pub asked: u8,
    /// When the editor was shown the message.
    pub at: Time,
    /// The Stars that it may cost at most, as the editor was shown.
    pub stars: u32,
}

/// What the next question depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Circumstances {
    /// The article's language.
    pub language: Language,
    /// Readers of other languages only.
    pub others: u32,
    /// It was sent by hand, or as breaking news, before, or is about to be.
    pub before: bool,
    /// Its link leads to another site.
    pub foreign: bool,
    /// It came out long ago.
    pub old: bool,
    /// Another story of the day says nearly the same.
    pub similar: bool,
    /// There were as many breaking pushes within the hour as the newsroom allows.
    pub many: bool,
    /// It is night for most of the audience.
    pub night: bool,
    /// How many would get it.
    pub audience: u32,
}

/// The next question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Again?
    Twice,
    /// With a link to another site?
    Foreign,
    /// Although it is old?
    Old,
    /// Is it that other story?
    Similar,
    /// What do readers of the other language get?
    Translation,
    /// One more within the hour?
    Many,
    /// There is nobody to send it to.
    Nobody,
    /// Silent, loud, in the morning?
    Night,
    /// Really wake them?
    Wake,
    /// Send it?
    Confirm,
}

impl Draft {
    /// Before the first answer.
    pub fn new(lane: Lane, article: ArticleKey, revision: i64, at: Time) -> Draft {
        Draft { lane, article, revision, languages: 0, volume: Volume::AsChosen, asked: 0, at, stars: 0 }
    }

    /// With this question answered.
    pub fn knowing(self, question: u8) -> Draft {
        Draft { asked: self.asked | question, ..self }
    }

    /// Whether nobody else gets it.
    pub fn is_practice(&self) -> bool {
        self.asked & PRACTICE != 0
    }

    /// Too long ago to mean it still.
    pub fn is_expired(&self, now: Time) -> bool {
        now.since(self.at) > HOLDS
    }

    /// What is asked next.
    pub fn next(&self, of: &Circumstances) -> Step {
        let open = |question: u8| self.asked & question == 0;
        let breaking = self.lane == Lane::Breaking;
        if of.before && open(TWICE) {
            Step::Twice
        } else if of.foreign && open(FOREIGN) {
            Step::Foreign
        } else if of.old && open(OLD) {
            Step::Old
        } else if of.similar && open(SIMILAR) {
            Step::Similar
        } else if breaking && self.languages == 0 && of.others > 0 && of.language != Language::En {
            Step::Translation
        } else if of.audience == 0 {
            Step::Nobody
        } else if breaking && of.many && open(MANY) {
            Step::Many
        } else if breaking && self.volume == Volume::Wake && open(WAKE) {
            Step::Wake
        } else if breaking && of.night && self.volume == Volume::AsChosen {
            Step::Night
        } else {
            Step::Confirm
        }
    }
}

/// The same with the minute for which it is planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timed {
    /// What the editor was asked, and has answered.
    pub draft: Draft,
    /// Minutes since 1970.
    pub minute: u32,
}

impl Timed {
    /// At this moment, or the last whole minute before.
    pub fn new(draft: Draft, due: Time) -> Timed {
        Timed { draft, minute: u32::try_from(due.0 / 60_000).unwrap_or(u32::MAX) }
    }

    /// The moment.
    pub fn due(self) -> Time {
        Time(i64::from(self.minute) * 60_000)
    }
}

impl Carried for Timed {
    fn write(&self) -> String {
        format!("{}:{}", self.draft.write(), self.minute)
    }

    fn read(text: &str) -> Option<Timed> {
        let (draft, minute) = text.rsplit_once(':')?;
        Some(Timed { draft: Draft::read(draft)?, minute: minute.parse().ok()? })
    }
}

/// All answers, one after the other: 62 bytes with numbers that no newspaper reaches.
impl Carried for Draft {
    fn write(&self) -> String {
        let lane = if self.lane == Lane::Breaking { 'b' } else { 'n' };
        let volume = match self.volume {
            Volume::AsChosen => 0,
            Volume::Silent => 1,
            Volume::Wake => 2,
        };
        let Draft { article, revision, languages, asked, at, stars, .. } = self;
        format!("{lane}:{article}:{revision}:{languages}:{volume}:{asked}:{}:{stars}", at.unix())
    }

    fn read(text: &str) -> Option<Draft> {
        let parts: Vec<&str> = text.split(':').collect();
        let [lane, article, revision, languages, volume, asked, at, stars] = parts.as_slice() else {
            return None;
        };
        let lane = match *lane {
            "b" => Lane::Breaking,
            "n" => Lane::News,
            _ => return None,
        };
        let volume = match *volume {
            "0" => Volume::AsChosen,
            "1" => Volume::Silent,
            "2" => Volume::Wake,
            _ => return None,
        };
        let at = Time(at.parse::<i64>().ok()?.checked_mul(1000)?);
        let (article, revision) = (ArticleKey(article.parse().ok()?), revision.parse().ok()?);
        let (languages, asked) = (languages.parse().ok()?, asked.parse().ok()?);
        let stars = stars.parse().ok()?;
        Some(Draft { lane, article, revision, languages, volume, asked, at, stars })
    }
}

#[cfg(test)]
mod tests {
    use super::{super::press::Press, *};

    const DRAFT: Draft = Draft {
        lane: Lane::Breaking,
        article: ArticleKey(412),
        revision: 3,
        languages: 0,
        volume: Volume::AsChosen,
        asked: 0,
        at: Time(1_795_410_000_000),
        stars: 0,
    };
    const PLAIN: Circumstances = Circumstances {
        language: Language::Ru,
        others: 0,
        before: false,
        foreign: false,
        old: false,
        similar: false,
        many: false,
        night: false,
        audience: 12_402,
    };

    #[test]
    fn buttons_carry_all_answers() {
        let largest = Draft {
            article: ArticleKey(i64::MAX / 1_000_000),
            revision: 999_999,
            languages: 7,
            volume: Volume::Wake,
            asked: 127,
            lane: Lane::News,
            at: Time(9_999_999_999_000),
            stars: 1_000_000,
        };
        for draft in [DRAFT, largest] {
            for press in [Press::Ask(draft), Press::Go(draft), Press::Morning(draft)] {
                let data = press.encode();
                assert!(data.len() <= 64, "{data} has {} bytes", data.len());
                assert_eq!(Press::decode(&data), Some(press), "{data}");
            }
        }
        assert_eq!(Press::Go(DRAFT).encode(), "d:g:b:412:3:0:0:0:1795410000:0");
    }

    #[test]
    fn foreign_data_is_no_draft() {
        for data in [
            "",
            "d:",
            "d:g",
            "d:l:0",
            "d:g:b:412:3:0:0:0",
            "d:g:b:412:3:0:9:0:1:0",
            "d:g:b:x:3:0:0:0:1:0",
            "d:z:b:412:3:0:0:0:1:0",
            "d:g:b:412:3:300:0:0:1:0",
            "d:g:b:412:3:0:0:0:9223372036854775807:0",
        ] {
            let draft = matches!(Press::decode(data), Some(Press::Ask(_) | Press::Go(_) | Press::Morning(_)));
            assert!(!draft, "{data}");
        }
    }

    #[test]
    fn one_question_at_a_time() {
        let check =
            |draft: Draft, of: Circumstances, expected| assert_eq!(draft.next(&of), expected, "{draft:?} {of:?}");
        let all = Circumstances {
            others: 5,
            before: true,
            foreign: true,
            old: true,
            similar: true,
            many: true,
            night: true,
            ..PLAIN
        };
        check(DRAFT, PLAIN, Step::Confirm);
        check(DRAFT, all, Step::Twice);
        let knows = DRAFT.knowing(TWICE);
        check(knows, all, Step::Foreign);
        let knows = knows.knowing(FOREIGN);
        check(knows, all, Step::Old);
        let knows = knows.knowing(OLD);
        check(knows, all, Step::Similar);
        let knows = knows.knowing(SIMILAR);
        check(knows, all, Step::Translation);
        let knows = Draft { languages: 1, ..knows };
        check(knows, all, Step::Many);
        let knows = knows.knowing(MANY);
        check(knows, all, Step::Night);
        check(Draft { volume: Volume::Silent, ..knows }, all, Step::Confirm);
        let wakes = Draft { volume: Volume::Wake, ..knows };
        check(wakes, all, Step::Wake);
        check(wakes.knowing(WAKE), all, Step::Confirm);
        check(DRAFT, Circumstances { audience: 0, ..PLAIN }, Step::Nobody);
        check(DRAFT, Circumstances { audience: 0, others: 5, ..PLAIN }, Step::Translation);
        let ordinary = Draft { lane: Lane::News, ..DRAFT };
        let plain = Circumstances { before: false, foreign: false, old: false, similar: false, ..all };
        check(ordinary, plain, Step::Confirm);
        check(ordinary, Circumstances { old: true, ..plain }, Step::Old);
    }

    #[test]
    fn answers_hold_for_ten_minutes() {
        let check = |seconds, expired| {
            assert_eq!(DRAFT.is_expired(DRAFT.at + Duration::from_secs(seconds)), expired, "{seconds} s");
        };
        check(0, false);
        check(600, false);
        check(601, true);
    }
}
