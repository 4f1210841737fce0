//! `/settings`: every screen by its buttons, in every language, for a reader and for a group; what others press, what is
//! pressed twice, and what nobody's buttons carry.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    time::Duration,
};

use headliner::{
    article::Language,
    locale::{Words, args},
    newsroom::Minute,
    store::Chat,
};
use insta::assert_snapshot;
use simulator::{Message, Person, Room};

use super::forged;
use crate::{
    chance::scale,
    harness::{House, seen},
};

/// A walk through all screens of a chat.
struct Walk<'a> {
    person: &'a Person,
    room: Room,
    language: Language,
    /// Every button; else one of each kind.
    whole: bool,
    pressed: BTreeSet<String>,
    /// Which screens, by their titles, the buttons lead back from, and where to.
    back: BTreeMap<String, BTreeSet<String>>,
    screens: BTreeSet<String>,
}

/// The first line without its numbers: times pass, and hours are chosen.
fn title(message: &Message) -> String {
    message.text.lines().next().unwrap_or_default().replace(|c: char| c.is_ascii_digit(), "")
}

/// A word that is missing shows as its key.
fn is_key(text: &str) -> bool {
    text.contains('-') && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

/// Telegram's limits, and a word for everything.
fn check(message: &Message) {
    assert!(message.text.chars().count() <= 4096, "{}", message.text);
    assert!(!message.text.contains(['{', '$']) && !message.text.lines().any(is_key), "{}", message.text);
    for button in message.keyboard().into_iter().flatten() {
        assert!(button.data.as_ref().is_some_and(|data| data.len() <= 64), "{button:?}");
        assert!(button.label.chars().count() <= 40 && !is_key(&button.label), "{button:?}");
        assert!(!button.label.contains(['{', '$']), "{button:?}");
    }
}

impl Walk<'_> {
    /// What of a button's data is pressed once only.
    fn kind(&self, data: &str) -> String {
        if self.whole {
            return data.to_owned();
        }
        let place = data.find(|c: char| c.is_ascii_digit()).or_else(|| data.starts_with("s:z:").then_some(4));
        data[..place.unwrap_or(data.len())].to_owned()
    }

    /// The buttons of a screen that have not been pressed: those of settings, of the mode and of rubrics.
    fn new_buttons(&mut self, message: &Message) -> Vec<(Message, String, String)> {
        let buttons: Vec<_> = message.keyboard().into_iter().flatten().collect();
        let ours = buttons.into_iter().filter_map(|button| {
            let data = button.data.filter(|data| ["s:", "t:", "r"].iter().any(|start| data.starts_with(start)))?;
            // What leads back does so on every screen.
            let on = if self.leads_back(&button.label) { title(message) } else { String::new() };
            self.pressed.insert(on + &self.kind(&data)).then(|| (message.clone(), data, button.label))
        });
        ours.collect()
    }

    async fn press(&self, message: &Message, data: &str) -> Message {
        self.person.press_on(message, data);
        let toast = self.room.expects_toast("").await;
        assert!(toast.chars().count() < 200 && !is_key(&toast) && !toast.contains(['{', '$']), "{toast}");
        // A group takes twenty messages and edits a minute.
        tokio::time::sleep(Duration::from_secs(if self.room.id() > 0 { 3 } else { 6 })).await;
        let newest = self.room.last();
        check(&newest);
        if newest.id > message.id && ["s:o", "r"].contains(&data) {
            newest
        } else {
            self.room.message(message.id).unwrap()
        }
    }

    /// From `/settings` on, breadth first.
    async fn walk(&mut self) {
        self.person.say_in(&self.room, if self.room.id() > 0 { "/settings" } else { "/settings@headliner_bot" });
        let root = self.room.expects("").await;
        check(&root);
        self.screens.insert(title(&root));
        let mut queue: VecDeque<_> = self.new_buttons(&root).into();
        while let Some((message, data, label)) = queue.pop_front() {
            let mut shown = self.press(&message, &data).await;
            check(&shown);
            let (from, to) = (title(&message), title(&shown));
            if self.leads_back(&label) {
                self.back.entry(from).or_default().insert(to);
            }
            if data.starts_with("s:l:") && data != format!("s:l:{}", self.language.code()) {
                shown = self.press(&shown, &format!("s:l:{}", self.language.code())).await;
            }
            self.screens.insert(title(&shown));
            queue.extend(self.new_buttons(&shown));
        }
        let lost: Vec<&String> = self.screens.iter().filter(|screen| !self.reaches(screen, &title(&root))).collect();
        assert!(lost.is_empty(), "no way back from {lost:#?}: {:#?}", self.back);
    }

    fn leads_back(&self, label: &str) -> bool {
        let words = Words::built_in();
        let keys = ["btn-back", "btn-done", "btn-yes", "btn-settings"];
        keys.iter().any(|key| words.say(self.language, key, &args![]) == label)
    }

    fn reaches(&self, screen: &str, root: &str) -> bool {
        let (mut seen, mut next) = (BTreeSet::new(), vec![screen.to_owned()]);
        while let Some(screen) = next.pop() {
            if screen == root {
                return true;
            }
            if seen.insert(screen.clone()) {
                next.extend(self.back.get(&screen).into_iter().flatten().cloned());
            }
        }
        false
    }
}

/// Walks all screens of a chat.
async fn walk(person: &Person, room: Room, language: Language, whole: bool) {
    let mut walk = Walk {
        person,
        room,
        language,
        whole,
        pressed: BTreeSet::new(),
        back: BTreeMap::new(),
        screens: BTreeSet::new(),
    };
    walk.walk().await;
    assert!(walk.screens.len() >= 15, "only {:#?}", walk.screens);
}

#[tokio::test(start_paused = true)]
async fn every_screen_leads_back_in_every_language() {
    let house = House::open().await;
    for (name, language) in [("Айгүл", Language::Ru), ("Ерлан", Language::Kk), ("Ann", Language::En)] {
        let reader = house.sim.person(name, language.code());
        reader.start("");
        reader.expects("").await;
        walk(&reader, reader.chat(), language, scale(false, language == Language::Ru)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_groups_administrator_walks_them_too_and_nobody_else() {
    let house = House::open().await;
    let (owner, member) = (house.sim.person("Хозяин", "ru"), house.sim.person("Гость", "ru"));
    let group = house.sim.supergroup("Соседи", &[&owner, &member]);
    group.add_bot();
    group.expects("Здравствуйте").await;
    member.say_in(&group, "/settings@headliner_bot");
    group.expects("Настройки меняет администратор группы.").await;
    for language in scale(vec![Language::Kk], Language::ALL.to_vec()) {
        let chat = chat(&house, &group);
        house.store().write_here(|store| store.set_tongue(chat.key, language)).unwrap();
        walk(&owner, house.sim.room(group.id()), language, false).await;
    }
    owner.say_in(&group, "/settings@headliner_bot");
    let root = group.expects("").await;
    let before = chat(&house, &group);
    for data in ["s:r", "s:t", "s:!", "t:digest", "s:b-", "s:q-", "s:z:Europe/Berlin", "s:l:en", "s:y", "s:o"] {
        member.press_on(&forged(&root, data), data);
        let only = Words::built_in().say(before.tongue, "group-admins-only", &args![]);
        group.expects_toast(&only).await;
    }
    assert_eq!(chat(&house, &group), before);
}

fn chat(house: &House, room: &Room) -> Chat {
    house.store().read_here(|store| store.chat_of(room.id(), 0)).unwrap().unwrap()
}

#[tokio::test(start_paused = true)]
async fn what_is_pressed_twice_stands_as_it_was_wished() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("");
    aigul.expects("Вы подписаны").await;
    aigul.say("/settings");
    let root = aigul.expects("Как вам присылать новости").await;
    let presses = [
        ("t:digest", "Сохранено"),
        ("s:h+720", "Сохранено"),
        ("s:h+1080", "Уже три раза в день"),
        ("s:w-540", "Сохранено"),
        ("s:b-", "Срочное выключено"),
        ("s:n:hold", "Сохранено"),
        ("s:f:1260", "Сохранено"),
        ("s:a:all", "Сохранено"),
        ("s:v+kk", "На этом языке новости выходят не каждый день."),
        ("s:v-ru", "Сохранено"),
        ("s:v-kk", "Хотя бы один язык нужен."),
        ("s:p-", "Сохранено"),
        ("s:c:3", "Сохранено"),
        ("s:i:60", "Сохранено"),
        ("s:z:Europe/Berlin", "Сохранено"),
    ];
    for (data, toast) in presses {
        aigul.press_on(&forged(&root, data), data);
        aigul.expects_toast(toast).await;
    }
    let once = chat(&house, &aigul.chat());
    for (data, toast) in presses {
        aigul.press_on(&forged(&root, data), data);
        aigul.expects_toast(if data == "s:v-ru" || data == "s:v+kk" { "" } else { toast }).await;
    }
    assert_eq!(chat(&house, &aigul.chat()), once);
    aigul.press_on(&forged(&root, "s:r"), "s:r");
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_snapshot!(seen(&aigul.chat().message(root.id).unwrap()));
    for (data, toast) in [("t:breaking", "Сохранено"), ("s:b-", "Сейчас приходит только срочное")]
    {
        aigul.press_on(&forged(&root, data), data);
        aigul.expects_toast(toast).await;
    }
    assert!(chat(&house, &aigul.chat()).urgent, "who takes breaking news only takes it");
}

#[tokio::test(start_paused = true)]
async fn quiet_hours_that_were_switched_off_come_back_as_they_were() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("");
    aigul.expects("Вы подписаны").await;
    aigul.say("/settings");
    let root = aigul.expects("Как вам присылать новости").await;
    for data in ["s:f:1380", "s:e:300", "s:q-", "s:q-", "s:q+"] {
        aigul.press_on(&forged(&root, data), data);
        aigul.expects_toast("Сохранено").await;
    }
    assert_eq!(chat(&house, &aigul.chat()).quiet, Some((Minute(1_380), Minute(300))));
}

#[tokio::test(start_paused = true)]
async fn nobodys_buttons_change_nothing() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("");
    aigul.expects("Вы подписаны").await;
    aigul.say("/settings");
    let root = aigul.expects("Как вам присылать новости").await;
    let before = chat(&house, &aigul.chat());
    for data in ["s:", "s:x", "s:h+1440", "s:z:Mars/Phobos", "s:c:-1", "s:n:", "s:l:de", "t:never", "settings"] {
        aigul.press_on(&forged(&root, data), data);
        aigul.expects_toast("Это старое сообщение").await;
    }
    assert_eq!(chat(&house, &aigul.chat()), before);
    // Somebody who has erased everything presses what still stands.
    aigul.say("/privacy");
    aigul.expects("Что о вас хранится").await;
    aigul.press("Удалить мои данные");
    aigul.expects("Удалить всё и отписаться?").await;
    aigul.press("Да, удалить");
    aigul.expects_edit("Всё удалено").await;
    aigul.press_on(&forged(&root, "s:p-"), "s:p-");
    aigul.expects_toast("Это старое сообщение. Откройте новое: /start").await;
}

#[tokio::test(start_paused = true)]
async fn screens_say_what_stands() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.say("/settings"); // who has not pressed Start does so by it
    aigul.expects("Вы подписаны").await;
    aigul.say("/settings");
    let root = aigul.expects("Как вам присылать новости").await;
    let mut shown = seen(&root);
    for data in ["s:t", "t:mixed", "s:g", "s:gw", "s:n", "s:f", "s:a", "s:l", "s:m", "s:c", "s:i", "s:z", "s:!"] {
        aigul.press_on(&forged(&root, data), data);
        aigul.expects_toast("").await;
        tokio::time::sleep(Duration::from_secs(3)).await;
        shown = format!("{shown}\n\n{data}\n{}", seen(&aigul.chat().message(root.id).unwrap()));
    }
    assert_snapshot!(shown);
    aigul.say("/help");
    aigul.expects("/settings — когда и как").await;
}
