//! The bot's profile: what is shown before Start, the command menu. In: words and the newsroom. Out: what Telegram keeps
//! about the bot, per language, changed only where it differs, since changes are limited strictly. Failure is a line in the
//! log: the bot works without.

use serde::{Deserialize, Serialize};
use teloxide::requests::{JsonRequest, Payload};

use super::Room;
use crate::{
    article::Language,
    locale::{Words, args},
    message::text,
    newsroom::Newsroom,
};

/// The most code points of the description and of the short one (Bot API).
const ABOUT: usize = 512;
const SHORT: usize = 120;
/// Readers' commands in the menu; the others stand in `/help`.
const MENU: [&str; 3] = ["latest", "rubrics", "help"];

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

/// Brings the profile up to date in all languages.
pub(super) async fn set(room: &Room) {
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
    let command = |name: &&str| Command {
        command: (*name).to_owned(),
        description: words.say(language, &format!("command-{name}"), &args![]),
    };
    let commands = MENU.iter().map(command).collect();
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
