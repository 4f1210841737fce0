//! The bot's profile: what is shown before Start, the command menus of readers and of staff. In: words and the newsroom. Out: what Telegram keeps
//! about the bot, per language, changed only where it differs, since changes are limited strictly. Failure is a line in the
//! log: the bot works without.

use std::collections::BTreeSet;

use teloxide::{
    payloads::{
        GetMyCommands, GetMyDescription, GetMyShortDescription, SetMyCommands, SetMyDescription, SetMyShortDescription,
    },
    types::{BotCommand, BotCommandScope, BotDescription, BotShortDescription, ChatId},
};

use super::{commands, room::Room};
use crate::{
    article::Language,
    bot_api::{Answer, Outcome},
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
    commands: Vec<BotCommand>,
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
    let scope = BotCommandScope::Chat { chat_id: ChatId(person).into() }; // it stands before those of languages
    let commands = menu(&room.words, role, tongue);
    let get = GetMyCommands { scope: Some(scope.clone()), language_code: None };
    let has = room.client.call(&get).await.result::<Vec<BotCommand>>();
    if has.is_ok_and(|has| has == commands) {
        return;
    }
    let set = SetMyCommands { commands, scope: Some(scope), language_code: None };
    if let Err(outcome) = accepted(&room.client.call(&set).await) {
        log::debug!("the menu of a member of staff could not be set: {outcome:?}"); // they have not started the bot yet
    }
}

fn menu(words: &Words, role: Option<Role>, tongue: Language) -> Vec<BotCommand> {
    commands::menu(role).map(|name| command(words, tongue, name)).collect()
}

fn command(words: &Words, language: Language, name: &str) -> BotCommand {
    BotCommand::new(name, words.say(language, &format!("command-{name}"), &args![]))
}

/// Keeps the profile up to date: at the start, and whenever the newsroom's file has changed.
pub(super) async fn keep(room: &Room) {
    let mut newsroom = room.newsroom.clone();
    newsroom.mark_unchanged();
    loop {
        set(room).await;
        if newsroom.changed().await.is_err() {
            return;
        }
    }
}

/// Brings the profile up to date in all languages, and the menus of all staff.
async fn set(room: &Room) {
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
        if let Err(outcome) = settle(room, profile).await {
            log::warn!("the bot's profile ({}) could not be set: {outcome:?}", language.code());
        }
    }
}

fn profile(words: &Words, newsroom: &Newsroom, code: &'static str, language: Language) -> Profile {
    let paper = newsroom.name.in_language(language);
    let about =
        words.say(language, "bot-about", &args![paper = paper, operator = newsroom.operator.in_language(language)]);
    let short = words.say(language, "bot-short", &args![paper = paper]);
    let commands = menu(words, None, language);
    Profile { language: code, about: text::cut(&about, ABOUT), short: text::cut(&short, SHORT), commands }
}

async fn settle(room: &Room, profile: Profile) -> Result<(), Outcome> {
    let Profile { language, about, short, commands } = profile;
    let (client, language_code) = (&room.client, Some(language.to_owned()));
    let get = GetMyDescription { language_code: language_code.clone() };
    if client.call(&get).await.result::<BotDescription>()?.description != about {
        let set = SetMyDescription { description: Some(about), language_code: language_code.clone() };
        accepted(&client.call(&set).await)?;
    }
    let get = GetMyShortDescription { language_code: language_code.clone() };
    if client.call(&get).await.result::<BotShortDescription>()?.short_description != short {
        let set = SetMyShortDescription { short_description: Some(short), language_code: language_code.clone() };
        accepted(&client.call(&set).await)?;
    }
    let get = GetMyCommands { scope: None, language_code: language_code.clone() };
    if client.call(&get).await.result::<Vec<BotCommand>>()? != commands {
        accepted(&client.call(&SetMyCommands { commands, scope: None, language_code }).await)?;
    }
    Ok(())
}

fn accepted(answer: &Answer) -> Result<(), Outcome> {
    match answer.outcome() {
        Outcome::Delivered { .. } => Ok(()),
        outcome => Err(outcome),
    }
}
