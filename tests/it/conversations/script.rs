//! A conversation as it is written: Markdown comes in; goes out: how it begins, and its blocks, each with what people do in it.
//! A line that is nothing known is an error with its number. `tests/conversations/README.md` is the grammar.

use std::time::Duration;

/// What people do, in the words of the file.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    Say { who: String, room: Option<String>, to: Option<String>, text: String },
    Photo { who: String, room: Option<String>, to: Option<String> },
    Press { who: String, room: Option<String>, button: String, under: Option<String> },
    Start { who: String, payload: String },
    Person { who: String, deed: Deed },
    Adds { who: String, room: String },
    Later(Duration),
    Clock { hour: u32, minute: u32 },
    Restarts,
    Dies,
    Stored { path: String, text: Option<String> },
    Picture { path: String },
    Gone { path: String },
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Deed {
    Blocks,
    Unblocks,
    BecomesEditor,
    BecomesAdmin,
    IsRemoved,
}

/// How it begins.
#[derive(Clone, Debug, PartialEq)]
pub enum Beginning {
    Person { name: String, role: Role, language: &'static str },
    Room { name: String, kind: Kind, people: Vec<String> },
    Crowd(u64),
    Newsroom(String),
    Setting { name: &'static str, value: String },
    Clock { day: i64, hour: i64, minute: i64 },
    Empty,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Role {
    Reader,
    Newcomer,
    Editor,
    Admin,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    Desk,
    Group,
    Supergroup,
    Forum,
    Channel,
}

/// A piece of the file between two empty lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The number of its first line.
    pub line: usize,
    pub text: String,
    pub what: What,
}

#[derive(Clone, Debug, PartialEq)]
pub enum What {
    Words,
    Beginnings(Vec<Beginning>),
    Inputs(Vec<Input>),
    Seen,
}

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The settings that a conversation may begin with.
const SETTINGS: [&str; 2] = ["HEADLINER_MAX_AGE", "HEADLINER_EDITORS"];

/// The blocks of a file, or the line that is none and why.
pub fn parse(text: &str) -> Result<Vec<Block>, (usize, String)> {
    let mut blocks: Vec<Block> = Vec::new();
    for (line, piece) in pieces(text) {
        if let Some(content) = fenced(&piece) {
            take_file(&mut blocks, line, &piece, content)?;
            continue;
        }
        let what = meaning(line, &piece, &blocks)?;
        blocks.push(Block { line, text: piece, what });
    }
    let waits = |input: &Input| matches!(input, Input::Stored { text: None, .. });
    for block in &blocks {
        if let What::Inputs(inputs) = &block.what
            && inputs.iter().any(waits)
        {
            return Err((block.line, "the file's text is to follow between ``` and ```".into()));
        }
    }
    if !blocks.first().is_some_and(|block| block.text.starts_with("# ")) {
        return Err((1, "a conversation begins with its heading".into()));
    }
    if !blocks.iter().any(|block| matches!(block.what, What::Inputs(_))) {
        return Err((1, "nobody does anything".into()));
    }
    Ok(blocks)
}

/// What stands between empty lines, with the number of its first line; between ``` and ``` an empty line ends nothing.
fn pieces(text: &str) -> Vec<(usize, String)> {
    let (mut pieces, mut open, mut fence): (Vec<(usize, String)>, bool, bool) = (Vec::new(), false, false);
    for (index, line) in text.lines().enumerate() {
        let edge = line.starts_with("```");
        if line.is_empty() && !fence {
            open = false;
        } else if open && (!edge || fence) {
            let piece = &mut pieces.last_mut().expect("one is open").1;
            piece.push('\n');
            piece.push_str(line);
        } else {
            pieces.push((index + 1, line.to_owned()));
            open = true;
        }
        if edge {
            fence = !fence;
            open = fence;
        }
    }
    pieces
}

/// The lines of a piece between ``` and ```.
fn fenced(piece: &str) -> Option<String> {
    let inside = piece.strip_prefix("```")?.split_once('\n')?.1;
    inside.strip_suffix("```").map(str::to_owned)
}

/// Gives a file's text to the direction that named it.
fn take_file(blocks: &mut [Block], line: usize, piece: &str, content: String) -> Result<(), (usize, String)> {
    let block = blocks.last_mut().ok_or((line, "a text without a file".to_owned()))?;
    if let What::Inputs(inputs) = &mut block.what
        && let Some(Input::Stored { text: text @ None, .. }) = inputs.last_mut()
    {
        *text = Some(content);
        block.text.push_str("\n\n");
        block.text.push_str(piece);
        return Ok(());
    }
    Err((line, "a text without a file: `*The store gets `NAME`:*` stands before it".into()))
}

fn meaning(line: usize, piece: &str, before: &[Block]) -> Result<What, (usize, String)> {
    let begun = before.iter().any(|block| matches!(block.what, What::Inputs(_)));
    let after_heading = before.last().is_some_and(|block| block.text.starts_with('#'));
    let told = before.iter().any(|block| matches!(block.what, What::Beginnings(_)));
    if piece.starts_with('#') || after_heading && !told && !piece.starts_with("- ") {
        return Ok(What::Words);
    }
    if piece.starts_with("- ") && !begun {
        let lines = piece.lines().enumerate();
        let each = lines.map(|(index, text)| beginning(text).ok_or((line + index, format!("no beginning: {text}"))));
        return Ok(What::Beginnings(each.collect::<Result<_, _>>()?));
    }
    if piece.starts_with('*') {
        return inputs(line, piece).map(What::Inputs);
    }
    if begun && piece.lines().all(is_seen) {
        return Ok(What::Seen);
    }
    if after_heading || !begun {
        return Ok(What::Words);
    }
    Err((line, format!("neither what somebody does nor what is seen: {piece}")))
}

/// A line that the runner writes.
fn is_seen(line: &str) -> bool {
    const MARKS: [&str; 9] = [
        " gets",
        " becomes:",
        " is gone:",
        " sees ",
        " opens ",
        " copies ",
        " is taken to ",
        "Nothing happens.",
        " finds",
    ];
    line.starts_with('>') || MARKS.iter().any(|mark| line.contains(mark))
}

fn beginning(line: &str) -> Option<Beginning> {
    let text = line.strip_prefix("- ")?;
    if text == "an empty store" {
        return Some(Beginning::Empty);
    }
    if let Some(count) = text.strip_suffix(" more readers") {
        return Some(Beginning::Crowd(count.parse().ok()?));
    }
    if let Some(said) = text.strip_prefix("newsroom: `").and_then(|rest| rest.strip_suffix('`')) {
        return Some(Beginning::Newsroom(said.to_owned()));
    }
    if let Some(said) = text.strip_prefix("setting: `").and_then(|rest| rest.strip_suffix('`')) {
        let (name, value) = said.split_once('=')?;
        let name = SETTINGS.into_iter().find(|known| *known == name)?;
        return Some(Beginning::Setting { name, value: value.to_owned() });
    }
    if let Some((day, time)) = text.split_once(' ')
        && let Some(day) = DAYS.iter().position(|known| *known == day)
    {
        let (hour, minute) = time.split_once(':')?;
        return Some(Beginning::Clock { day: day as i64, hour: hour.parse().ok()?, minute: minute.parse().ok()? });
    }
    let (name, said) = text.strip_prefix("**")?.split_once("**: ")?;
    person(name, said).or_else(|| room(name, said))
}

fn person(name: &str, said: &str) -> Option<Beginning> {
    let (role, language) = said.split_once(", ").unwrap_or((said, "Russian"));
    let role = match role {
        "reader" => Role::Reader,
        "newcomer" => Role::Newcomer,
        "editor" => Role::Editor,
        "admin" => Role::Admin,
        _ => return None,
    };
    let language = match language {
        "Russian" => "ru",
        "Kazakh" => "kk",
        "English" => "en",
        _ => return None,
    };
    Some(Beginning::Person { name: name.to_owned(), role, language })
}

fn room(name: &str, said: &str) -> Option<Beginning> {
    let (kind, people) = said.split_once(" of ")?;
    let kind = match kind {
        "the desk's group" => Kind::Desk,
        "group" => Kind::Group,
        "supergroup" => Kind::Supergroup,
        "forum" => Kind::Forum,
        "channel" => Kind::Channel,
        _ => return None,
    };
    let people = people.split(", ").map(str::to_owned).collect();
    Some(Beginning::Room { name: name.to_owned(), kind, people })
}

/// What is done at once: each line that begins with a name or a direction is one, other lines go on with what is said.
fn inputs(line: usize, piece: &str) -> Result<Vec<Input>, (usize, String)> {
    let mut told: Vec<(usize, String)> = Vec::new();
    for (index, text) in piece.lines().enumerate() {
        let text = text.strip_suffix('\\').unwrap_or(text);
        match told.last_mut() {
            Some((_, last)) if !text.starts_with('*') => {
                last.push('\n');
                last.push_str(text);
            }
            _ => told.push((line + index, text.to_owned())),
        }
    }
    let each = told.into_iter().map(|(line, text)| {
        let known = if text.starts_with("**") { deed(&text) } else { direction(&text) };
        known.ok_or((line, format!("nobody can do this: {text}")))
    });
    each.collect()
}

/// `**Name** does something`, `**Name:** says something`.
fn deed(text: &str) -> Option<Input> {
    let (name, rest) = text.strip_prefix("**")?.split_once("**")?;
    let rest = rest.trim_start();
    if let Some(who) = name.strip_suffix(':') {
        return Some(Input::Say { who: who.to_owned(), room: None, to: None, text: rest.to_owned() });
    }
    let who = name.to_owned();
    let (room, rest) = match rest.strip_prefix("in «").and_then(|rest| rest.split_once('»')) {
        Some((room, rest)) => (Some(room.to_owned()), rest.trim_start()),
        None => (None, rest),
    };
    if let Some(said) = rest.strip_prefix(": ") {
        return Some(Input::Say { who, room, to: None, text: said.to_owned() });
    }
    if let Some(reply) = rest.strip_prefix("replies to «") {
        if let Some(to) = reply.strip_suffix("» with a photo") {
            return Some(Input::Photo { who, room, to: Some(to.to_owned()) });
        }
        let (to, text) = reply.split_once("»: ")?;
        return Some(Input::Say { who, room, to: Some(to.to_owned()), text: text.to_owned() });
    }
    if let Some(pressed) = rest.strip_prefix("presses «").and_then(|rest| rest.strip_suffix('»')) {
        let (button, under) = pressed.split_once("» under «").map_or((pressed, None), |(b, under)| (b, Some(under)));
        return Some(Input::Press { who, room, button: button.to_owned(), under: under.map(str::to_owned) });
    }
    if let Some(room) = rest.strip_prefix("adds the bot to «").and_then(|rest| rest.strip_suffix('»')) {
        return Some(Input::Adds { who, room: room.to_owned() });
    }
    if let Some(payload) = rest.strip_prefix("comes by the link `").and_then(|rest| rest.strip_suffix('`')) {
        return Some(Input::Start { who, payload: payload.to_owned() });
    }
    Some(match rest {
        "presses Start" => Input::Start { who, payload: String::new() },
        "sends a photo" => Input::Photo { who, room, to: None },
        "blocks the bot" => Input::Person { who, deed: Deed::Blocks },
        "unblocks the bot" => Input::Person { who, deed: Deed::Unblocks },
        "becomes an editor" => Input::Person { who, deed: Deed::BecomesEditor },
        "becomes an admin" => Input::Person { who, deed: Deed::BecomesAdmin },
        "is no editor any more" => Input::Person { who, deed: Deed::IsRemoved },
        _ => return None,
    })
}

/// `*Something happens.*`
fn direction(text: &str) -> Option<Input> {
    let said = text.strip_prefix('*')?.strip_suffix('*')?;
    let file = |before: &str, after: &str| {
        let name = said.strip_prefix(before)?.strip_suffix(after)?;
        Some(name.to_owned()).filter(|name| !name.contains('`'))
    };
    if let Some(path) = file("The store gets `", "`:") {
        return Some(Input::Stored { path, text: None });
    }
    if let Some(path) = file("The store gets the picture `", "`.") {
        return Some(Input::Picture { path });
    }
    if let Some(path) = file("The file `", "` is deleted.") {
        return Some(Input::Gone { path });
    }
    if let Some(time) = said.strip_prefix("It is ").and_then(|rest| rest.strip_suffix('.')) {
        let (hour, minute) = time.split_once(':')?;
        return Some(Input::Clock { hour: hour.parse().ok()?, minute: minute.parse().ok()? });
    }
    if let Some(time) = said.strip_suffix(" later") {
        return lasting(time).map(Input::Later);
    }
    match said {
        "The bot restarts." => Some(Input::Restarts),
        "The bot dies and comes back." => Some(Input::Dies),
        _ => None,
    }
}

fn lasting(text: &str) -> Option<Duration> {
    let (count, unit) = text.split_once(' ')?;
    let seconds = match unit {
        "second" | "seconds" => 1,
        "minute" | "minutes" => 60,
        "hour" | "hours" => 3600,
        "day" | "days" => 86_400,
        _ => return None,
    };
    Some(Duration::from_secs(count.parse::<u64>().ok()? * seconds))
}

impl Block {
    /// What it says about the beginning.
    pub fn begins(&self) -> &[Beginning] {
        match &self.what {
            What::Beginnings(begins) => begins,
            _ => &[],
        }
    }
}
