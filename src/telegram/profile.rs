//! The bot's profile: what is shown before Start, the command menus of readers and of staff. In: words and the newsroom. Out: what Telegram keeps
//! about the bot, per language, changed only where it differs, since changes are limited strictly. Failure is a line in the
//! log: the bot works without.

use std::{collections::HashMap, time::Duration};

use teloxide::{
    payloads::{
        GetMyCommands, GetMyDescription, GetMyShortDescription, SetMyCommands, SetMyDescription, SetMyShortDescription,
    },
    types::{BotCommand, BotCommandScope, BotDescription, BotShortDescription, ChatId},
};
use tokio::time::{Instant, timeout};

use super::{commands, room::Room};
use crate::{
    article::Language,
    bot_api::{Answer, Outcome},
    locale::{Words, args},
    message::text,
    newsroom::Newsroom,
    store::{Reading, staff::Role},
};

/// The most code points of the description and of the short one (Bot API).
const ABOUT: usize = 512;
const SHORT: usize = 120;
/// How often roles are looked at: the command line changes them too.
const LOOK: Duration = Duration::from_secs(15);
/// A menu that Telegram did not take, since the person has not come yet, is tried again after so long; each further time waits
/// twice as long.
const AGAIN: Duration = Duration::from_secs(30);
const LONGEST: Duration = Duration::from_secs(3600);

/// What is shown before Start, in one language (empty: for all others).
#[derive(Debug, PartialEq)]
struct Profile {
    language: &'static str,
    about: String,
    short: String,
    commands: Vec<BotCommand>,
}

/// What decides which menu a person has: role, language, and whether they have spoken as a reader.
type Known = (Option<Role>, Language, bool);

/// Gives a person the command menu of their role, or the readers' again.
pub(super) async fn set_menu_of(room: &Room, person: i64) {
    match known(room, vec![person]).await {
        Ok(known) => {
            for (person, known) in known {
                set_menu(room, person, known).await;
            }
        }
        Err(error) => log::warn!("the menu of a member of staff could not be set: {error}"),
    }
}

async fn known(room: &Room, people: Vec<i64>) -> crate::store::Result<Vec<(i64, Known)>> {
    let (appointed, language) = (room.appointed.clone(), room.newsroom.borrow().language);
    let look = move |store: &Reading| {
        let known = people.into_iter().map(|person| {
            let chat = store.chat_of(person, 0)?;
            let tongue = chat.as_ref().map_or(language, |chat| chat.tongue);
            Ok((person, (appointed.role(store, person)?, tongue, chat.is_some())))
        });
        known.collect()
    };
    room.store.read(look).await
}

/// `false`: Telegram does not take it, since they have not started the bot yet.
async fn set_menu(room: &Room, person: i64, (role, tongue, _): Known) -> bool {
    let scope = BotCommandScope::Chat { chat_id: ChatId(person).into() }; // it stands before those of languages
    let commands = menu(&room.words, role, tongue);
    let get = GetMyCommands { scope: Some(scope.clone()), language_code: None };
    let has = room.client.call(&get).await.result::<Vec<BotCommand>>();
    if has.is_ok_and(|has| has == commands) {
        return true;
    }
    let set = SetMyCommands { commands, scope: Some(scope), language_code: None };
    let outcome = accepted(&room.client.call(&set).await);
    if let Err(outcome) = &outcome {
        log::debug!("the menu of a member of staff could not be set: {outcome:?}");
    }
    outcome.is_ok()
}

/// The menus of all staff: each is set when it can be, and again when the person's role or language has changed, however that
/// came about.
#[derive(Default)]
struct Menus {
    /// Who has which; where it was not taken, since when and for how long it waits.
    set: HashMap<i64, (Known, Option<(Instant, Duration)>)>,
}

impl Menus {
    async fn follow(&mut self, room: &Room) -> crate::store::Result<()> {
        let appointed = room.appointed.clone();
        let staff = room.store.read(move |store| appointed.staff(store)).await?;
        let former: Vec<i64> = self.set.keys().copied().filter(|person| !staff.contains(person)).collect();
        for (person, known) in self::known(room, [staff, former].concat()).await? {
            let due = match self.set.get(&person) {
                None => true,
                Some((set, failed)) => *set != known || failed.is_some_and(|(at, wait)| at.elapsed() >= wait),
            };
            if !due {
                continue;
            }
            let waited = self.set.get(&person).and_then(|(_, failed)| *failed);
            let wait = waited.map_or(AGAIN, |(_, wait)| (wait * 2).min(LONGEST));
            let failed = (!set_menu(room, person, known).await).then(|| (Instant::now(), wait));
            if known.0.is_none() && failed.is_none() {
                self.set.remove(&person);
            } else {
                self.set.insert(person, (known, failed));
            }
        }
        Ok(())
    }

    /// Who acted at the desk may have lost their role while nobody looked.
    async fn remember(&mut self, room: &Room) -> crate::store::Result<()> {
        let names = room.store.read(|store| store.names()).await?;
        let unknown = (Some(Role::Editor), Language::En, false);
        self.set.extend(names.into_iter().map(|person| (person, (unknown, None))));
        Ok(())
    }
}

fn menu(words: &Words, role: Option<Role>, tongue: Language) -> Vec<BotCommand> {
    commands::menu(role).map(|name| command(words, tongue, name)).collect()
}

fn command(words: &Words, language: Language, name: &str) -> BotCommand {
    BotCommand::new(name, words.say(language, &format!("command-{name}"), &args![]))
}

/// Keeps the profile up to date: at the start, and whenever the newsroom's file has changed; the menus of staff also when
/// their roles have.
pub(super) async fn keep(room: &Room) {
    let mut newsroom = room.newsroom.clone();
    newsroom.mark_unchanged();
    let mut menus = Menus::default();
    if let Err(error) = menus.remember(room).await {
        log::warn!("who was on the staff could not be looked up: {error}");
    }
    loop {
        set_profile(room).await;
        loop {
            if let Err(error) = menus.follow(room).await {
                log::warn!("the menus of staff could not be looked up: {error}");
            }
            match timeout(LOOK, newsroom.changed()).await {
                Err(_) => {}
                Ok(Ok(())) => break,
                Ok(Err(_)) => return,
            }
        }
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
