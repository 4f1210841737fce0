//! The columns of the table: of each its name, how a chat's value is written, how it is read. What is exported, what is
//! imported and what the head says follows from the one table.

use std::borrow::Cow;

use super::{lines, values::*};
use crate::{
    article::Language,
    clock::Time,
    config::nearest,
    newsroom::{Mode, Newsroom, Night, Sound, news_languages},
    store::{Kind, State, chats::NewChat, lists::Carried},
};

/// What is wrong with a list that begins otherwise.
pub(super) const NO_HEADER: &str =
    "the first line must name the columns, chat_id among them: chat_id,language,rubrics,mode,source";
/// The most ordinary messages a day, as in the newsroom's file.
const LIMIT: u32 = 1000;
/// In the order in which they are tried.
const SEPARATORS: [char; 3] = [',', ';', '\t'];

const KINDS: &[(Kind, &str)] = &[(Kind::Reader, "reader"), (Kind::Group, "group"), (Kind::Channel, "channel")];
const STATES: &[(State, &str)] = &[
    (State::Open, "open"),
    (State::Left, "left"),
    (State::Blocked, "blocked"),
    (State::Gone, "gone"),
    (State::NoRights, "no-rights"),
];

/// One column.
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) write: fn(&Carried, &Newsroom) -> String,
    /// Puts what a field says into what its line carries. What says which chat it is has been read before.
    read: fn(&str, &mut Carried, &Newsroom, Time) -> Read<()>,
}

macro_rules! columns {
    ($($name:literal, $write:expr, $read:expr;)*) => {
        /// All columns, in the order in which they are written.
        pub(super) const COLUMNS: &[Column] = &[$(Column { name: $name, write: $write, read: $read }),*];
    };
}

columns! {
    "chat_id", |line, _| line.chat.telegram.to_string(), |_, _, _, _| Ok(());
    "language", |line, _| line.chat.tongue.code().to_owned(), |text, line, _, _| {
        line.chat.tongue = language(text)?;
        if line.chat.kind != Kind::Channel {
            line.chat.languages = news_languages(line.chat.tongue);
        }
        Ok(())
    };
    "rubrics", |line, newsroom| rubrics_text(line.chat.rubrics, newsroom),
        |text, line, newsroom, _| rubrics(text, newsroom).map(|mask| line.chat.rubrics = mask);
    "mode", |line, _| line.habits.mode.name().to_owned(),
        |text, line, _, _| one_of(text, &named(Mode::ALL, Mode::name)).map(|mode| line.habits.mode = mode);
    "source", |line, _| source_text(line.chat.source.as_deref()),
        |text, line, _, _| source(text).map(|source| line.chat.source = Some(source));
    "topic", |line, _| line.chat.topic.to_string(), |text, line, _, _| {
        line.chat.topic = number_up_to(i32::MAX.unsigned_abs(), text)?.into();
        if line.chat.topic != 0 && line.chat.kind != Kind::Group { Err("only groups have topics".into()) } else { Ok(()) }
    };
    "kind", |line, _| name_of(line.chat.kind, KINDS), |_, _, _, _| Ok(());
    "state", |line, _| name_of(line.state, STATES),
        |text, line, _, _| one_of(text, STATES).map(|state| line.state = state);
    "joined", |line, _| line.joined.to_string(),
        |text, line, newsroom, now| past(text, newsroom, now).map(|at| line.joined = at);
    "news", |line, _| languages_text(line.chat.languages),
        |text, line, _, _| languages(text).map(|mask| line.chat.languages = mask);
    "breaking", |line, _| yes_text(line.urgent), |text, line, _, _| yes(text).map(|wants| line.urgent = wants);
    "digest", |line, _| digest_text(&line.habits.digest),
        |text, line, _, _| digest(text).map(|times| {
            line.habits.weekend.clone_from(&times); // a list that says nothing of weekends means every day
            line.habits.digest = times;
        });
    "weekend", |line, _| digest_text(&line.habits.weekend),
        |text, line, _, _| digest(text).map(|times| line.habits.weekend = times);
    "quiet", |line, _| quiet_text(line.habits.quiet),
        |text, line, _, _| quiet(text).map(|hours| line.habits.quiet = hours);
    "night", |line, _| line.habits.night.name().to_owned(),
        |text, line, _, _| one_of(text, &named(Night::ALL, Night::name)).map(|night| line.habits.night = night);
    "sound", |line, _| line.habits.sound.name().to_owned(),
        |text, line, _, _| one_of(text, &named(Sound::ALL, Sound::name)).map(|sound| line.habits.sound = sound);
    "spacing", |line, _| spacing_text(line.habits.spacing),
        |text, line, _, _| spacing(text).map(|spacing| line.habits.spacing = spacing);
    "limit", |line, _| line.habits.limit.to_string(),
        |text, line, _, _| number_up_to(LIMIT, text).map(|limit| line.habits.limit = limit);
    "photos", |line, _| yes_text(line.photos), |text, line, _, _| yes(text).map(|wants| line.photos = wants);
    "zone", |line, _| line.zone.map_or(NONE, |zone| zone.name()).to_owned(), |text, line, _, _| {
        let zone = text.parse().map_err(|_| format!("{} is no time zone, such as Asia/Almaty", quoted(text)));
        line.zone = if text == NONE { None } else { Some(zone?) };
        Ok(())
    };
    "paused", |line, _| line.paused.map_or_else(|| NONE.to_owned(), |until| until.to_string()),
        |text, line, newsroom, _| {
            line.paused = if text == NONE { None } else { Some(time(text, newsroom)?) };
            Ok(())
        };
    "words", |line, _| words_text(&line.words), |text, line, _, _| followed(text).map(|words| line.words = words);
    "paused_breaking", |line, _| yes_text(line.pause_urgent),
        |text, line, _, _| yes(text).map(|wants| line.pause_urgent = wants);
}

fn named<T: Copy>(all: &[T], name: fn(T) -> &'static str) -> Vec<(T, &'static str)> {
    all.iter().map(|choice| (*choice, name(*choice))).collect()
}

/// A column of the file that nobody reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    /// As the file has it.
    pub name: String,
    /// A known column that it may have been meant for.
    pub nearest: Option<&'static str>,
}

/// Which field of a line is which column's.
pub(super) struct Columns {
    /// In the order of [`COLUMNS`].
    places: Vec<Option<usize>>,
    count: usize,
    pub(super) passed: Vec<Passed>,
}

/// Reads the line of names; `declared`: the separator, if the file says it.
pub(super) fn header(line: &str, declared: Option<char>) -> Result<(char, Columns), String> {
    for separator in declared.into_iter().chain(SEPARATORS) {
        let Ok(names) = lines::fields(line, separator) else { continue };
        if names.iter().any(|name| bare(name) == bare("chat_id")) {
            return Columns::named(&names).map(|columns| (separator, columns));
        }
    }
    Err(NO_HEADER.to_owned())
}

/// `Chat_ID`, `chat id` and `chat-id` are one name.
fn bare(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl Columns {
    fn named(names: &[Cow<str>]) -> Result<Columns, String> {
        let mut columns = Columns { places: vec![None; COLUMNS.len()], count: names.len(), passed: Vec::new() };
        for (place, name) in names.iter().enumerate() {
            let known = COLUMNS.iter().position(|column| bare(column.name) == bare(name));
            match known {
                Some(column) if columns.places[column].is_some() => {
                    return Err(format!("the column {} is there twice", COLUMNS[column].name));
                }
                Some(column) => columns.places[column] = Some(place),
                None if name.is_empty() => {}
                None => {
                    let near = nearest(name, super::head());
                    columns.passed.push(Passed { name: quoted(name), nearest: near });
                }
            }
        }
        Ok(columns)
    }

    /// What the fields of a line carry.
    pub(super) fn carried(&self, fields: &[Cow<str>], newsroom: &Newsroom, now: Time) -> Read<Carried> {
        if fields.iter().skip(self.count).any(|field| !field.is_empty()) {
            return Err(format!("there are {} fields, and {} columns have a name", fields.len(), self.count));
        }
        let field = |column: usize| {
            let text = fields.get(self.places[column]?).map(|text| unshielded(text).trim());
            text.filter(|text| !text.is_empty())
        };
        let of = |name: &str| COLUMNS.iter().position(|column| column.name == name).and_then(field);
        let mut carried = begin(of("chat_id"), of("kind"), newsroom, now)?;
        for (place, column) in COLUMNS.iter().enumerate() {
            if let Some(text) = field(place) {
                (column.read)(text, &mut carried, newsroom, now).map_err(|why| format!("{}: {why}", column.name))?;
            }
        }
        Ok(carried)
    }
}

/// A line that says only which chat it is: the rest is as for a new one.
fn begin(telegram: Option<&str>, kind: Option<&str>, newsroom: &Newsroom, now: Time) -> Read<Carried> {
    let telegram = chat(telegram.ok_or("there is no chat_id")?).map_err(|why| format!("chat_id: {why}"))?;
    let kind = match kind {
        Some(text) => one_of(text, KINDS).map_err(|why| format!("kind: {why}"))?,
        None if telegram > 0 => Kind::Reader,
        None => Kind::Group,
    };
    if (kind == Kind::Reader) != (telegram > 0) {
        let sign = if telegram > 0 { "positive" } else { "negative" };
        return Err(format!("kind: the number of a {} is not {sign}", name_of(kind, KINDS)));
    }
    let tongue = newsroom.language;
    let (languages, habits) = match kind {
        Kind::Channel => (Language::EVERY, newsroom.new_reader.of_channel()),
        Kind::Reader | Kind::Group => (news_languages(tongue), newsroom.new_reader.clone()),
    };
    Ok(Carried {
        chat: NewChat { telegram, topic: 0, kind, tongue, languages, rubrics: 1, source: None, title: None },
        habits,
        state: State::Open,
        urgent: true,
        photos: true,
        zone: None,
        paused: None,
        pause_urgent: false,
        joined: now,
        words: Vec::new(),
    })
}
