//! The bot's profile: what is shown before Start, the command menus of readers and of staff. In: words and the newsroom. Out: what Telegram keeps
//! about the bot, per language, changed only where it differs, since changes are limited strictly. Failure is a line in the
//! log: the bot works without.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use teloxide::requests::{JsonRequest, Payload};

use super::{commands, room::Room};
use crate::{
    article::Language,
    locale::{Words, args},
    message::text,
    newsroom::Newsroom,
    store::staff::Role,
};

/// The most code points of the description and of the short one (Bot API).
const ABOUT: usize = 512;
const SHORT: usize = 120;
/// What is shown before Start, in one language (empty: for all others).
#[derive(Debug, PartialEq)]
struct Profile {
    language: &'static str,
    about: String,
    short: String,
    commands: Vec<Command>,
}

/// A line of the command menu.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Command {
    command: String,
    description: String,
}

#[derive(Deserialize)]
struct Description {
    #[serde(default)]
    description: String,
    #[serde(default)]
    short_description: String,
}

macro_rules! profile_methods {
    ($($name:ident = $method:literal -> $output:ty { $($field:ident: $kind:ty),* })*) => { $(
        #[derive(Clone, Serialize)]
        struct $name { language_code: &'static str, $($field: $kind),* }
        impl Payload for $name {
            type Output = $output;
            const NAME: &'static str = $method;
        }
    )* };
}

profile_methods! {
    GetDescription = "getMyDescription" -> Description {}
    SetDescription = "setMyDescription" -> bool { description: String }
    GetShort = "getMyShortDescription" -> Description {}
    SetShort = "setMyShortDescription" -> bool { short_description: String }
    GetCommands = "getMyCommands" -> Vec<Command> {}
    SetCommands = "setMyCommands" -> bool { commands: Vec<Command> }
}

/// The menu of one private chat; it stands before those of languages.
#[derive(Clone, Serialize)]
struct Scope {
    #[serde(rename = "type")]
    kind: &'static str,
    chat_id: i64,
}

#[derive(Clone, Serialize)]
struct GetMenu {
    scope: Scope,
}

#[derive(Clone, Serialize)]
struct SetMenu {
    scope: Scope,
    commands: Vec<Command>,
}

impl Payload for GetMenu {
    type Output = Vec<Command>;
    const NAME: &'static str = "getMyCommands";
}

impl Payload for SetMenu {
    type Output = bool;
    const NAME: &'static str = "setMyCommands";
}

/// Gives a person the command menu of their role, or the readers' again.
pub(super) async fn set_menu_of(room: &Room, person: i64) {
    let known = match room.scene().await {
        Ok(scene) => {
            let language = scene.newsroom.language;
            let role = move |store: &crate::store::Reading| {
                Ok((scene.role(store, person)?, store.chat_of(person, 0)?.map_or(language, |chat| chat.tongue)))
            };
            room.store.read(role).await
        }
        Err(error) => Err(error),
    };
    let (role, tongue) = match known {
        Ok(known) => known,
        Err(error) => return log::warn!("the menu of a member of staff could not be set: {error}"),
    };
    let scope = Scope { kind: "chat", chat_id: person };
    let commands = menu(&room.words, role, tongue);
    let has = JsonRequest::new(room.bot.clone(), GetMenu { scope: scope.clone() }).await;
    if has.as_ref().is_ok_and(|has| *has == commands) {
        return;
    }
    if let Err(error) = JsonRequest::new(room.bot.clone(), SetMenu { scope, commands }).await {
        log::debug!("the menu of a member of staff could not be set: {error}"); // they have not started the bot yet
    }
}

fn menu(words: &Words, role: Option<Role>, tongue: Language) -> Vec<Command> {
    commands::menu(role).map(|name| command(words, tongue, name)).collect()
}

fn command(words: &Words, language: Language, name: &str) -> Command {
    Command { command: name.to_owned(), description: words.say(language, &format!("command-{name}"), &args![]) }
}

/// Brings the profile up to date in all languages, and the menus of all staff.
pub(super) async fn set(room: &Room) {
    set_profile(room).await;
    let staff = room.store.read(|store| store.staff()).await.unwrap_or_default();
    let appointed = room.appointed.admins.iter().chain(&room.appointed.editors).copied();
    let everybody: BTreeSet<i64> = staff.iter().map(|member| member.telegram).chain(appointed).collect();
    for person in everybody {
        set_menu_of(room, person).await;
    }
}

async fn set_profile(room: &Room) {
    let newsroom = room.newsroom.borrow().clone();
    let languages = [("", newsroom.language), ("ru", Language::Ru), ("kk", Language::Kk), ("en", Language::En)];
    for (code, language) in languages {
        let profile = profile(&room.words, &newsroom, code, language);
        if let Err(error) = settle(room, profile).await {
            log::warn!("the bot's profile ({}) could not be set: {error}", language.code());
        }
    }
}

fn profile(words: &Words, newsroom: &Newsroom, code: &'static str, language: Language) -> Profile {
    let paper = newsroom.name.in_language(language);
    let about = words.say(language, "bot-about", &args![paper = paper, operator = &newsroom.operator]);
    let short = words.say(language, "bot-short", &args![paper = paper]);
    let commands = menu(words, None, language);
    Profile { language: code, about: text::cut(&about, ABOUT), short: text::cut(&short, SHORT), commands }
}

async fn settle(room: &Room, profile: Profile) -> Result<(), teloxide::RequestError> {
    let Profile { language: language_code, about, short, commands } = profile;
    let bot = || room.bot.clone();
    if JsonRequest::new(bot(), GetDescription { language_code }).await?.description != about {
        JsonRequest::new(bot(), SetDescription { language_code, description: about }).await?;
    }
    if JsonRequest::new(bot(), GetShort { language_code }).await?.short_description != short {
        JsonRequest::new(bot(), SetShort { language_code, short_description: short }).await?;
    }
    if JsonRequest::new(bot(), GetCommands { language_code }).await? != commands {
        JsonRequest::new(bot(), SetCommands { language_code, commands }).await?;
    }
    Ok(())
}
