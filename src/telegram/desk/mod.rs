//! The editors' part. In: what a member of staff says and presses, what intake and delivery notice. Out: an answer, or
//! `None` where it is not theirs; cards that are kept up to date; alerts. Whether the person is staff is checked at every
//! act. All that a conversation knows is on its buttons and in the database, so that a restart loses none of it.

mod alerts;
mod cards;
mod confirm;
mod draft;
mod lists;
mod pressed;
mod story;
mod view;

use tokio::sync::mpsc;

use draft::{Draft, Verb};

use super::{
    answer::{Answer, Target, text as plain},
    reader::help,
    room::Room,
    scene::Scene,
    update::{Person, Place, Said, Speech},
};
use crate::{
    acts::{
        Who,
        find::{find, is_link, numbered},
        plan::Decision,
        reach::Tempo,
    },
    article::{ArticleKey, Language},
    delivery::Status,
    intake::Notice,
    locale::args,
    message::Keyboard,
    store::{Lane, Reading, Result, Seq, staff::Role},
};

pub use alerts::tell;
pub use pressed::pressed;

/// What the data of the desk's buttons begins with.
pub const PREFIX: &str = "d:";

/// What editors can say.
pub const COMMANDS: &[&str] = &["breaking", "push", "news", "queue", "log", "help_editor"];
/// The button that ends a conversation.
const CANCEL: &str = "d:x";

/// A member of staff.
#[derive(Clone, Debug)]
pub(super) struct Editor {
    pub(super) id: i64,
    pub(super) name: String,
    pub(super) tongue: Language,
}

impl Editor {
    /// The person as staff, if they have this role at least.
    pub(super) fn of(store: &Reading, scene: &Scene, person: &Person, role: Role) -> Result<Option<Editor>> {
        if scene.role(store, person.id)? < Some(role) {
            return Ok(None);
        }
        let tongue = store.chat_of(person.id, 0)?.map_or(scene.tongue(person), |chat| chat.tongue);
        let name = if person.name.is_empty() { person.id.to_string() } else { person.name.clone() };
        Ok(Some(Editor { id: person.id, name, tongue }))
    }

    /// As acts know them.
    pub(super) fn who(&self) -> Who {
        Who::Person { id: self.id, name: self.name.clone() }
    }
}

/// What a member of staff wants.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Wish {
    /// The list of what could go out as breaking news.
    Breaking,
    /// This article out, this way.
    Publish(Lane, String),
    /// The latest articles.
    News,
    /// The card of an article.
    Story(String),
    /// The same, but any other text is somebody else's.
    Link(String),
    Queue,
    Log,
    Help,
}

impl Wish {
    /// Reads a message; `None`: it is not the desk's.
    fn of(said: &Said) -> Option<Wish> {
        let (name, rest) = match &said.speech {
            Speech::Command { name, rest } => (name.as_str(), rest.clone()),
            Speech::Text(text) => {
                let link = said.address.place == Place::Private && is_link(text);
                return link.then(|| Wish::Link(text.clone()));
            }
            Speech::Wordless => return None,
        };
        match (name, rest.is_empty()) {
            ("breaking", true) => Some(Wish::Breaking),
            ("breaking", false) => Some(Wish::Publish(Lane::Breaking, rest)),
            ("push", false) => Some(Wish::Publish(Lane::News, rest)),
            ("news" | "push", _) => Some(Wish::News),
            ("queue", _) => Some(Wish::Queue),
            ("log", _) => Some(Wish::Log),
            ("help_editor", _) => Some(Wish::Help),
            (name, _) => numbered(name).map(|_| Wish::Story(name.to_owned())),
        }
    }
}

/// What a button of the desk is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Press {
    BreakingList(u32),
    NewsList(u32),
    Begin(Lane, ArticleKey),
    Preview(ArticleKey),
    Story(ArticleKey),
    Numbers(ArticleKey),
    Draft(Verb, Draft),
    Cancel,
    TakeBack(i64),
    Now(i64),
    Stop(Seq),
    GoOn(Seq),
    Look(i64),
    Decide(i64, Decision),
    /// No button's: the card that was pressed, after an act.
    Card,
    /// No button's: an ordinary push, after it was published.
    Pushed(Seq),
}

impl Press {
    fn parse(data: &str) -> Option<Press> {
        if let Some((verb, draft)) = Draft::parse(data) {
            return Some(Press::Draft(verb, draft));
        }
        if data == CANCEL {
            return Some(Press::Cancel);
        }
        let (verb, number) = data.strip_prefix(PREFIX)?.split_once(':')?;
        let number: i64 = number.parse().ok().filter(|number| *number >= 0)?;
        let skip = u32::try_from(number).unwrap_or(u32::MAX);
        Some(match verb {
            "l" => Press::BreakingList(skip),
            "w" => Press::NewsList(skip),
            "b" => Press::Begin(Lane::Breaking, ArticleKey(number)),
            "p" => Press::Begin(Lane::News, ArticleKey(number)),
            "v" => Press::Preview(ArticleKey(number)),
            "k" => Press::Story(ArticleKey(number)),
            "i" => Press::Numbers(ArticleKey(number)),
            "u" => Press::TakeBack(number),
            "n" => Press::Now(number),
            "s" => Press::Stop(Seq(number)),
            "o" => Press::GoOn(Seq(number)),
            "a" => Press::Look(number),
            "f" => Press::Decide(number, Decision::Ordinary),
            "r" => Press::Decide(number, Decision::Refuse),
            _ => return None,
        })
    }

    /// How what it is about would go out.
    fn lane(&self) -> Lane {
        match self {
            Press::Begin(lane, _) | Press::Draft(_, Draft { lane, .. }) => *lane,
            _ => Lane::News,
        }
    }

    /// Whether it changes something, and so must not happen twice.
    fn is_act(&self) -> bool {
        match self {
            Press::Draft(verb, _) => *verb != Verb::Ask,
            Press::TakeBack(_) | Press::Now(_) | Press::Stop(_) | Press::GoOn(_) | Press::Look(_) => true,
            Press::Decide(..) => true,
            _ => false,
        }
    }
}

/// Answers what is the desk's; `None`: it is not, and nothing was written.
pub async fn said(room: &Room, update: i64, said: &Said) -> Result<Option<Answer>> {
    let Some(wish) = Wish::of(said) else { return Ok(None) };
    if !is_staff(room, said.person.id, Role::Editor).await? {
        return Ok(None);
    }
    if matches!(wish, Wish::Link(_)) && !story::is_known(room, wish_text(&wish)).await? {
        return Ok(None);
    }
    let (said, status) = (said.clone(), room.delivery.status().borrow().clone());
    let tempo = tempo(room, if let Wish::Publish(lane, _) = wish { lane } else { Lane::News }).await;
    let scene = room.scene().await?;
    let answer = room.store.read(move |store| {
        let Some(editor) = Editor::of(store, &scene, &said.person, Role::Editor)? else { return Ok(None) };
        grant(store, &scene, &editor, &wish, (&said, &status, tempo)).map(Some)
    });
    let answer = answer.await?;
    room.act_repeatably(update, |_, _| Ok(())).await?; // it only looked
    Ok(answer)
}

fn grant(
    store: &Reading,
    scene: &Scene,
    editor: &Editor,
    wish: &Wish,
    (said, status, tempo): (&Said, &Status, Tempo),
) -> Result<Answer> {
    let target = (&said.address).into();
    Ok(match wish {
        Wish::Breaking => Answer::say(target, lists::breaking(store, scene, editor, 0)?),
        Wish::News => Answer::say(target, lists::news(store, scene, editor, 0)?),
        Wish::Queue => Answer::say(target, lists::queue(store, scene, editor, status)?),
        Wish::Log => Answer::say(target, lists::log(store, scene, editor)?),
        Wish::Help => {
            let help = help::existing(&scene.say(editor.tongue, "help-editor", &args![]));
            Answer::say(target, plain(help, Keyboard::default()))
        }
        Wish::Publish(lane, which) => match find(store, &scene.newsroom, which)? {
            Some(article) => story::begin(store, scene, editor, target, (*lane, article), tempo)?,
            None => unknown(scene, editor, target),
        },
        Wish::Story(which) | Wish::Link(which) => {
            let card = find(store, &scene.newsroom, which)?.map(|article| story::card(store, scene, editor, article));
            match card.transpose()?.flatten() {
                Some(card) => Answer::say(target, card),
                None => unknown(scene, editor, target),
            }
        }
    })
}

/// How fast a publication would go; what breaking news may cost is the newsroom's to say.
async fn tempo(room: &Room, lane: Lane) -> Tempo {
    let most = if lane == Lane::Breaking { room.newsroom.borrow().breaking.stars } else { 0 };
    Tempo::of(&room.delivery, most).await
}

fn wish_text(wish: &Wish) -> &str {
    match wish {
        Wish::Publish(_, text) | Wish::Story(text) | Wish::Link(text) => text,
        _ => "",
    }
}

fn unknown(scene: &Scene, editor: &Editor, target: Target) -> Answer {
    Answer::say(target, plain(scene.say(editor.tongue, "no-story", &args![]), Keyboard::default()))
}

/// Whether the person has this role at least; nothing is written.
pub(super) async fn is_staff(room: &Room, person: i64, role: Role) -> Result<bool> {
    let scene = room.scene().await?;
    room.store.read(move |store| Ok(scene.role(store, person)? >= Some(role))).await
}

/// Keeps cards up to date and hears what intake and delivery notice, as long as the program runs.
pub async fn attend(room: &Room, notices: mpsc::UnboundedReceiver<Notice>) {
    tokio::join!(cards::keep(room), alerts::hear(room, notices));
}
