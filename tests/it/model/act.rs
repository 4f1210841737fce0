//! What can happen in a history: the newsroom's acts, the readers', Telegram's answers, the clock, a crash.

use headliner::{
    article::Language,
    config::Uncertain,
    newsroom::{Mode, Night},
    store::{Lane, words::Stance},
};
use proptest::prelude::*;

use super::{
    arrivals::{self, Came},
    files::{self, FileAct},
    repair::Edit,
    words,
};

/// How many chats a history has: two readers, a group, a channel.
pub const CHATS: usize = 5;
/// The channel among them.
pub const CHANNEL: usize = 3;
/// How many bits the masks of rubrics have; bit 0 is main.
pub const RUBRICS: u8 = 4;

/// One step of a history. Chats and articles are chosen by number, modulo how many there are.
#[derive(Clone, Debug)]
pub enum Act {
    /// A new article, which may be the other version of the last one, and may go to readers of both languages.
    Publish { rubrics: u64, language: Language, translates: bool, lane: Lane, wake: bool, both: bool },
    /// An article is published once more: a promotion, a second push, going on after a stop.
    Again { article: usize, lane: Lane },
    /// A new article that may not go out for so many minutes.
    Embargo { rubrics: u64, minutes: i64 },
    /// The file of a new article comes, published so many minutes before; its file's own time where it gives no date.
    Comes { rubrics: u64, age: i64, dated: bool, came: Came },
    /// What becomes of the file of one that waits.
    File(usize, FileAct),
    /// An entry is stopped.
    Stop(usize),
    /// An article is retracted, and its copies may be deleted.
    Withdraw { article: usize, deletes: bool },
    /// The copies of a retracted article are to be deleted.
    Delete(usize),
    /// Whoever got an article before what it says by now is to be told.
    Owe(usize),
    /// The text of an article changes; readers may be told what was wrong.
    Correct { article: usize, told: bool },
    /// One message in a chat is edited, if one is to be; an article may change while that is under way.
    Amend { chat: usize, edit: Edit, meanwhile: Option<(usize, bool)> },
    /// Every chat has a few of its messages edited.
    AmendAll,
    /// One of those that are retracted comes back as a new entry.
    Restore(usize),
    /// Telegram takes the article only in a plainer form, or in none.
    Degrade { article: usize, aside: bool },
    /// A chat's own act.
    Chat(usize, ChatAct),
    /// It is the chat's turn.
    Visit(usize),
    /// It is everybody's turn.
    VisitAll,
    /// Telegram's answer for the chat's open message, if there is one.
    Answer(usize, Reply),
    /// All open messages are delivered.
    DeliverAll,
    /// So many messages to a chat, some minutes apart, are answered alike.
    AnswerAlike { chat: usize, reply: Reply, times: u8, minutes: i64 },
    /// For so many minutes every chat answers that the bot is blocked, which is true of none.
    Spell(i64),
    /// Telegram gives no clear answers for so many minutes.
    LineBreaks(i64),
    /// The program dies and starts again so many minutes later.
    Crash(i64),
    /// The same, and meanwhile somebody sets the clock so many minutes ahead; the machine may be started anew.
    CrashAndSet { minutes: i64, ahead: i64, reboots: bool },
    /// Somebody sets the clock so many minutes ahead.
    SetClock(i64),
    /// So many minutes pass.
    Pass(i64),
}

/// What a chat does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChatAct {
    Join {
        rubrics: u64,
        languages: u8,
    },
    Leave,
    Block,
    Erase,
    Rubric {
        bit: u8,
        on: bool,
    },
    Languages(u8),
    Mode(Mode),
    Urgent(bool),
    Mute {
        bit: u8,
        minutes: i64,
    },
    /// Follows a word, or does not any more.
    Word {
        word: usize,
        on: bool,
    },
    /// What it wants of the thread of one of the first articles.
    Thread {
        article: u8,
        stance: Stance,
    },
    Spacing(i64),
    Quiet(Option<(u16, u16)>),
    Night(Night),
    Digests(Vec<u16>),
    Weekend(Vec<u16>),
    Limit(u32),
    /// A break begins, or is over.
    Pause {
        minutes: Option<i64>,
        urgent: bool,
    },
    /// The reader opens a story by a link.
    Opens(u8),
    /// Something is heard of the chat.
    Stirs,
}

/// How Telegram answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    Delivered,
    Failure,
    Silence,
    Flood(u64),
    NotSent,
    Blocked,
    /// The bot may not write there now.
    Barred,
    /// The chat is not found.
    Missing,
    Content,
    Moved,
}

/// A history and the policy under which it runs.
#[derive(Clone, Debug)]
pub struct History {
    pub policy: Uncertain,
    /// The minute of the first day at which it begins.
    pub begins: i64,
    /// Telegram tells what time it is there.
    pub told: bool,
    pub acts: Vec<Act>,
}

/// Random histories of up to 60 steps.
pub fn histories() -> impl Strategy<Value = History> {
    let policy = prop_oneof![Just(Uncertain::Mention), Just(Uncertain::Resend), Just(Uncertain::Skip)];
    (policy, 0..1440i64, any::<bool>(), proptest::collection::vec(act(), 1..60))
        .prop_map(|(policy, begins, told, acts)| History { policy, begins, told, acts })
}

fn act() -> impl Strategy<Value = Act> {
    let often = proptest::bool::weighted;
    let publish = (mask(), language(), often(0.25), often(0.2), 0..4u8, often(0.15));
    prop_oneof![
        18 => publish.prop_map(|(rubrics, language, translates, breaking, wake, both)| Act::Publish {
            rubrics, language, translates, lane: lane(breaking), wake: breaking && wake == 0, both,
        }),
        5 => (any::<u8>(), any::<bool>()).prop_map(|(article, breaking)| Act::Again { article: article.into(), lane: lane(breaking) }),
        6 => files::acts(),
        6 => arrivals::acts(),
        2 => any::<u8>().prop_map(|entry| Act::Stop(entry.into())),
        3 => (any::<u8>(), any::<bool>()).prop_map(|(article, deletes)| Act::Withdraw { article: article.into(), deletes }),
        3 => Just(Act::AmendAll),
        1 => any::<u8>().prop_map(|article| Act::Delete(article.into())),
        3 => any::<u8>().prop_map(|article| Act::Owe(article.into())),
        2 => any::<u8>().prop_map(|article| Act::Restore(article.into())),
        5 => (any::<u8>(), any::<bool>()).prop_map(|(article, told)| Act::Correct { article: article.into(), told }),
        8 => (0..CHATS, edit(), proptest::option::weighted(0.3, (0..256usize, any::<bool>())))
            .prop_map(|(chat, edit, meanwhile)| Act::Amend { chat, edit, meanwhile }),
        1 => (any::<u8>(), any::<bool>()).prop_map(|(article, aside)| Act::Degrade { article: article.into(), aside }),
        24 => (0..CHATS, chat_act()).prop_map(|(chat, act)| Act::Chat(chat, act)),
        10 => (0..CHATS).prop_map(Act::Visit),
        6 => Just(Act::VisitAll),
        12 => (0..CHATS, reply()).prop_map(|(chat, reply)| Act::Answer(chat, reply)),
        4 => Just(Act::DeliverAll),
        2 => (0..CHATS, unclear(), 2..8u8, 0..5i64)
            .prop_map(|(chat, reply, times, minutes)| Act::AnswerAlike { chat, reply, times, minutes }),
        1 => (1..5i64).prop_map(Act::Spell),
        1 => (1..30i64).prop_map(Act::LineBreaks),
        2 => prop_oneof![3 => 0..3i64, 1 => 11..1500i64].prop_map(Act::Crash),
        1 => (0..600i64, ahead(), any::<bool>()).prop_map(|(minutes, ahead, reboots)| Act::CrashAndSet { minutes, ahead, reboots }),
        1 => ahead().prop_map(Act::SetClock),
        13 => prop_oneof![4 => 1..30i64, 4 => 30..600i64, 1 => 600..3000i64].prop_map(Act::Pass),
    ]
}

/// By how many minutes a clock is ahead: none, or more than two that are right are apart.
fn ahead() -> impl Strategy<Value = i64> {
    let hours = prop_oneof![4 => 2..600i64, 1 => 600..3000i64];
    (0..3i64, hours).prop_map(|(sign, minutes)| (sign - 1) * minutes)
}

fn chat_act() -> impl Strategy<Value = ChatAct> {
    prop_oneof![
        6 => (mask(), languages()).prop_map(|(rubrics, languages)| ChatAct::Join { rubrics, languages }),
        2 => Just(ChatAct::Leave),
        1 => Just(ChatAct::Block),
        1 => Just(ChatAct::Erase),
        8 => (0..RUBRICS, any::<bool>()).prop_map(|(bit, on)| ChatAct::Rubric { bit, on }),
        3 => languages().prop_map(ChatAct::Languages),
        6 => prop_oneof![3 => Just(Mode::Now), 3 => Just(Mode::Mixed), 2 => Just(Mode::Digest), 1 => Just(Mode::Breaking)]
            .prop_map(ChatAct::Mode),
        4 => any::<bool>().prop_map(ChatAct::Urgent),
        4 => (0..RUBRICS, 10..1200i64).prop_map(|(bit, minutes)| ChatAct::Mute { bit, minutes }),
        7 => words::acts(),
        2 => prop_oneof![Just(0i64), 5..120i64].prop_map(ChatAct::Spacing),
        2 => proptest::option::of((0..1440u16, 0..1440u16)).prop_map(ChatAct::Quiet),
        1 => prop_oneof![Just(Night::Silent), Just(Night::Wake), Just(Night::Hold)].prop_map(ChatAct::Night),
        1 => proptest::collection::vec(0..1440u16, 0..3).prop_map(ChatAct::Digests),
        1 => proptest::collection::vec(0..1440u16, 0..3).prop_map(ChatAct::Weekend),
        1 => (0..3u32).prop_map(ChatAct::Limit),
        3 => (proptest::option::of(10..3000i64), any::<bool>()).prop_map(|(minutes, urgent)| ChatAct::Pause { minutes, urgent }),
        3 => any::<u8>().prop_map(ChatAct::Opens),
        1 => Just(ChatAct::Stirs),
    ]
}

fn reply() -> impl Strategy<Value = Reply> {
    prop_oneof![
        9 => Just(Reply::Delivered),
        5 => unclear(),
        2 => (1..400u64).prop_map(Reply::Flood),
        1 => Just(Reply::NotSent),
        1 => Just(Reply::Blocked),
        2 => Just(Reply::Barred),
        2 => Just(Reply::Missing),
        2 => Just(Reply::Content),
        1 => Just(Reply::Moved),
    ]
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![5 => Just(Edit::Taken), 2 => Just(Edit::TakenUnclear), 2 => Just(Edit::Unclear), 1 => Just(Edit::Gone)]
}

fn unclear() -> impl Strategy<Value = Reply> {
    prop_oneof![3 => Just(Reply::Failure), 2 => Just(Reply::Silence)]
}

/// At least one rubric, often few.
fn mask() -> impl Strategy<Value = u64> {
    prop_oneof![2 => (0..RUBRICS).prop_map(|bit| 1u64 << bit), 1 => 1..(1u64 << RUBRICS)]
}

fn languages() -> impl Strategy<Value = u8> {
    prop_oneof![2 => Just(1u8), 1 => Just(2u8), 2 => Just(3u8)]
}

fn language() -> impl Strategy<Value = Language> {
    prop_oneof![2 => Just(Language::Ru), 1 => Just(Language::Kk)]
}

fn lane(breaking: bool) -> Lane {
    if breaking { Lane::Breaking } else { Lane::News }
}
