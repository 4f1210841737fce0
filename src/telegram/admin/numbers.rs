//! `/stats` and `/export`: the newspaper's numbers as a picture with a text under it, and as files of a spreadsheet; those of one push.
//! In: what an admin asks for. Out: messages. A press changes the message under which it stands.

use super::press::Press;
use crate::{
    acts::reach::moment,
    article::{ArticleKey, Language},
    locale::args,
    message::{Button, Keyboard, Message, link},
    report::{Period, Push, Separator, Statistics, Telling, picture, rubrics, sheets, stories, widest},
    store::{Reading, Result},
    telegram::{
        answer::{Answer, Attachment, Reply, Target, text as plain},
        scene::Scene,
        staff::Hand,
    },
};

/// The days of a week.
const WEEK: u32 = 7;
/// So many stories of the week are looked at; what has no room is left out.
const STORIES: usize = 10;

/// What stands under the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    /// The numbers.
    All,
    /// The readers of each rubric.
    Rubrics,
    /// The stories of the week.
    Stories,
}

/// Numbers as they are shown: there is no picture of an empty newspaper.
#[derive(Debug)]
pub(in crate::telegram) struct Shown {
    /// What stands under the picture, with its buttons.
    pub message: Message,
    /// The picture.
    pub picture: Option<Attachment>,
}

impl Shown {
    /// As a new message.
    pub(super) fn say(self, target: Target) -> Answer {
        Answer::default().and(match self.picture {
            Some(picture) => Reply::Picture(target, picture, self.message),
            None => Reply::Say(target, self.message),
        })
    }

    /// In the place of the message under which a button was pressed.
    pub(super) fn replace(self, hand: &Hand) -> Answer {
        match self.picture {
            Some(picture) => {
                let (chat, number) = (hand.pressed.address.chat, hand.pressed.message);
                Answer::default().and(Reply::Repaint(chat, number, picture, self.message))
            }
            None => hand.edit(self.message),
        }
    }
}

/// The numbers of so many days; `None`: of a week.
pub(super) fn stats(store: &Reading, scene: &Scene, tongue: Language, days: Option<u32>) -> Result<Shown> {
    shown(store, scene, tongue, (days, View::All), "")
}

/// The numbers of the last seven days, behind a greeting.
pub(in crate::telegram) fn week(store: &Reading, scene: &Scene, tongue: Language) -> Result<Shown> {
    let greeting = format!("{}\n\n", scene.say(tongue, "stats-week", &args![]));
    shown(store, scene, tongue, (None, View::All), &greeting)
}

/// Another list under the picture of the week.
pub(super) fn list(store: &Reading, scene: &Scene, tongue: Language, view: View) -> Result<Shown> {
    shown(store, scene, tongue, (None, view), "")
}

fn shown(
    store: &Reading,
    scene: &Scene,
    tongue: Language,
    (days, view): (Option<u32>, View),
    first: &str,
) -> Result<Shown> {
    let statistics = Statistics::gather(store, &scene.newsroom, days, scene.now)?;
    let link = link::start(&scene.me.username, link::Start::Main, None);
    let telling = Telling { words: &scene.words, newsroom: &scene.newsroom, tongue, link: &link };
    if statistics.is_empty() {
        return Ok(Shown { message: plain(statistics.caption(&telling, first), Keyboard::default()), picture: None });
    }
    let text = match view {
        View::All => statistics.caption(&telling, first),
        View::Rubrics => rubrics(&statistics, &telling),
        View::Stories => stories(&widest(store, &Period::gather(store, WEEK, scene.now)?, STORIES)?, &telling),
    };
    let picture = picture(&statistics, &telling);
    let picture = Attachment { name: "headliner-stats.png".to_owned(), bytes: picture.into() };
    Ok(Shown { message: plain(text, keyboard(scene, tongue, days.unwrap_or(WEEK))), picture: Some(picture) })
}

fn keyboard(scene: &Scene, tongue: Language, days: u32) -> Keyboard {
    let button = |key: &str, press: Press| Button::data(scene.say(tongue, key, &args![]), press.encode());
    Keyboard::of([
        vec![
            button("btn-days-7", Press::Days(7)),
            button("btn-days-30", Press::Days(30)),
            button("btn-year", Press::Days(365)),
        ],
        vec![
            button("btn-stats-rubrics", Press::Rubrics),
            button("btn-stats-stories", Press::Stories),
            button("btn-csv", Press::Sheets(days)),
        ],
    ])
}

/// The numbers of so many days as files of a spreadsheet, each a message.
pub(super) fn files(store: &Reading, scene: &Scene, tongue: Language, target: Target, days: u32) -> Result<Answer> {
    let statistics = Statistics::gather(store, &scene.newsroom, Some(days), scene.now)?;
    // As the spreadsheets of these countries read it.
    let separator = if tongue == Language::En { Separator::Comma } else { Separator::Semicolon };
    let sheets = sheets(store, &statistics, &scene.newsroom, separator)?;
    Ok(sheets.into_iter().fold(Answer::default(), |answer, sheet| {
        let file = Attachment { name: sheet.name.to_owned(), bytes: sheet.bytes.into() };
        answer.and(Reply::File(target, file, Message::default()))
    }))
}

/// The numbers of an article's newest publication.
pub(super) fn push(store: &Reading, scene: &Scene, tongue: Language, article: ArticleKey) -> Result<Message> {
    let at = moment(scene.now, scene.newsroom.zone);
    let text = match Push::newest(store, article, at)? {
        Some(push) => push.text(&scene.words, &scene.newsroom, tongue),
        None if store.listed(article)?.is_some() => scene.say(tongue, "state-waiting", &args![]),
        None => scene.say(tongue, "no-story", &args![]),
    };
    Ok(plain(text, Keyboard::default()))
}
