//! The time zone, by its city. In: a press on one of a dozen, or a name that is typed while the screen stands: of one of them
//! in any of the languages, or of the tz database. Out: the zone saved, and the time there for the person to check. Zones,
//! not offsets, are kept, so that a law that shifts one shifts its readers' mornings.

use std::time::Duration;

use chrono_tz::{TZ_VARIANTS, Tz};

use super::{
    super::{meet::chat_or_met, press::Press, talk::Talk},
    buttons::{back, chosen, to},
    press::{Screen, Setting},
};
use crate::{
    article::Language,
    locale::args,
    message::{Button, Keyboard, Message, escape},
    store::{Chat, Result},
    telegram::{
        answer::{Answer, text},
        room::Room,
        update::{Place, Pressed, Said},
    },
};

/// On the buttons; all of Kazakhstan's zones are among them.
const CITIES: [(&str, Tz); 12] = [
    ("city-almaty", Tz::Asia__Almaty),
    ("city-qostanay", Tz::Asia__Qostanay),
    ("city-qyzylorda", Tz::Asia__Qyzylorda),
    ("city-aqtobe", Tz::Asia__Aqtobe),
    ("city-atyrau", Tz::Asia__Atyrau),
    ("city-aqtau", Tz::Asia__Aqtau),
    ("city-oral", Tz::Asia__Oral),
    ("city-tashkent", Tz::Asia__Tashkent),
    ("city-bishkek", Tz::Asia__Bishkek),
    ("city-moscow", Tz::Europe__Moscow),
    ("city-istanbul", Tz::Europe__Istanbul),
    ("city-berlin", Tz::Europe__Berlin),
];
/// Cities in a row.
const COLUMNS: usize = 2;
/// So long the next text in a private chat is taken for a city; a reply is one for as long as the screen stands.
const NEXT: Duration = Duration::from_secs(600);

fn of(talk: &Talk, chat: &Chat) -> Tz {
    chat.zone.unwrap_or(talk.scene.newsroom.zone)
}

/// «Ваш город?»
pub(super) fn screen(talk: &Talk, chat: &Chat) -> Message {
    let zone = of(talk, chat);
    let city = |(key, city): &(&str, Tz)| {
        chosen(talk.say(key, &args![]), Press::Setting(Setting::Zone(*city)).encode(), *city == zone)
    };
    let mut rows: Vec<Vec<Button>> = CITIES.chunks(COLUMNS).map(|row| row.iter().map(city).collect()).collect();
    rows.push(vec![back(talk, Screen::More)]);
    text(talk.say("zone-title", &args![]), Keyboard::of(rows))
}

/// «Ваше время сейчас — 10:05. Верно?» It is said as it is there, whatever the person's phone shows.
pub(super) fn saved(talk: &Talk, chat: &Chat) -> Message {
    let time = talk.scene.words.time(talk.scene.now, of(talk, chat));
    let answers = vec![to(talk, "btn-yes", Screen::More), to(talk, "btn-no", Screen::Zone)];
    text(talk.say("zone-saved", &args![time = time]), Keyboard::of([answers]))
}

/// «Берлин, 10:05»
pub(super) fn in_words(talk: &Talk, chat: &Chat) -> String {
    let zone = of(talk, chat);
    let listed = CITIES.iter().find(|(_, city)| *city == zone).map(|(key, _)| talk.say(key, &args![]));
    let city = listed.unwrap_or_else(|| zone.name().rsplit('/').next().unwrap_or_default().replace('_', " "));
    format!("{}, {}", escape(&city), talk.scene.words.time(talk.scene.now, zone))
}

/// Saves it; the newsroom's own is what a chat has that has chosen none.
pub(super) fn set(talk: &Talk, chat: &Chat, zone: Tz) -> Result<()> {
    talk.store.set_zone(chat.key, Some(zone).filter(|zone| *zone != talk.scene.newsroom.zone))
}

/// While the screen stands, it waits for a name.
pub(super) fn wait(talk: &Talk, pressed: &Pressed, screen: Screen) -> Result<()> {
    let (chat, message) = (pressed.address.chat, pressed.message);
    match screen {
        Screen::Zone => talk.store.ask_city(chat, message, talk.scene.now),
        _ => talk.store.drop_city(chat, message),
    }
}

/// Answers the name of a city, where one is waited for; `None`: none is.
pub(in crate::telegram::reader) async fn typed(
    room: &Room,
    update: i64,
    said: &Said,
    name: &str,
) -> Result<Option<Answer>> {
    let (chat, reply, private) = (said.address.chat, said.reply_to, said.address.place == Place::Private);
    let since = room.clock.now() - NEXT;
    let asked = room.store.read(move |store| store.city_asked(chat, reply, private.then_some(since))).await?;
    let Some(message) = asked else { return Ok(None) };
    if !private && !room.is_administrator(chat, said.person.id).await {
        return Ok(None); // somebody else answers: people talk in groups
    }
    let (said, name) = (said.clone(), name.to_owned());
    let answer = room.act_repeatably(update, move |store, scene| {
        let talk = Talk::new(store, scene, &said.address, &said.person)?;
        let Some(zone) = found(&talk, &name) else {
            return Ok(Answer::say(talk.target(), text(talk.say("zone-unknown", &args![]), Keyboard::default())));
        };
        let Some(chat) = chat_or_met(&talk)? else { return Ok(Answer::default()) };
        set(&talk, &chat, zone)?;
        store.drop_city(said.address.chat, message)?;
        let chat = store.chat(chat.key)?.unwrap_or(chat);
        Ok(Answer::say(talk.target(), saved(&talk, &chat)).touching(chat.key))
    });
    answer.await.map(Some)
}

/// The zone of this name: a city of the buttons in any language, a zone of the tz database, or the city that one is named after.
fn found(talk: &Talk, typed: &str) -> Option<Tz> {
    let typed = bare(typed);
    let called = |key: &str| {
        let names = Language::ALL.map(|language| talk.scene.say(language, key, &args![]));
        names.iter().any(|names| names.split(',').any(|name| bare(name) == typed))
    };
    CITIES.iter().find(|(key, _)| called(key)).map(|(_, zone)| *zone).or_else(|| named(&typed))
}

/// The zone of the tz database of this bare name.
fn named(typed: &str) -> Option<Tz> {
    let whole = TZ_VARIANTS.into_iter().find(|zone| bare(zone.name()) == typed);
    let city = |zone: &Tz| zone.name().rsplit_once('/').is_some_and(|(_, city)| bare(city) == typed);
    whole.or_else(|| TZ_VARIANTS.into_iter().filter(city).min_by_key(|zone| zone.name().matches('/').count()))
}

/// `New York`, `new_york` and `New-York` are one name.
fn bare(name: &str) -> String {
    name.chars()
        .filter(|letter| letter.is_alphanumeric() || matches!(letter, '/' | '+'))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_found_by_their_names() {
        let check = |typed: &str, zone: Option<Tz>| assert_eq!(named(&bare(typed)), zone, "{typed}");
        check("Europe/Berlin", Some(Tz::Europe__Berlin));
        check(" europe/berlin ", Some(Tz::Europe__Berlin));
        check("Berlin", Some(Tz::Europe__Berlin));
        check("new york", Some(Tz::America__New_York));
        check("New-York", Some(Tz::America__New_York));
        check("Buenos Aires", Some(Tz::America__Buenos_Aires));
        check("UTC", Some(Tz::UTC));
        check("", None);
        check("Atlantis", None);
        check("метро", None);
    }
}
