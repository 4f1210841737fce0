//! The place where a conversation is played: the house, the people and chats by their names in the file, and what has happened.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use headliner::{clock::Time, store::staff};
use serde_json::{Value, json};
use simulator::{Message, Person, Room};

use super::{
    script::{Beginning, Deed, Input, Kind, Role},
    show::{self, Chat},
};
use crate::harness::{House, MORNING, notices, pass_by};

/// So long a turn is looked at: an answer has come by then, and what must not be pressed at once can be pressed.
const TURN: Duration = Duration::from_millis(1_750);
/// A file is read once it has not changed for a while.
const FILE: Duration = Duration::from_millis(9_750);
/// Turns last whole seconds, and are looked at before the last of them is over: what the bot does by the second never falls on the
/// edge of two.
const REST: Duration = Duration::from_millis(250);
const PICTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/articles/photos/withdrawn.png");

pub struct Stage {
    house: House,
    people: Vec<(String, Person)>,
    rooms: Vec<(String, Room)>,
    cast: Vec<Chat>,
    happened: Arc<Mutex<Vec<(String, Value)>>>,
    /// Every message in every look that it has had, oldest first.
    looks: Vec<Value>,
    /// What a press did by itself.
    results: Vec<String>,
}

impl Stage {
    /// Everybody has come, and all is quiet.
    pub async fn set(beginnings: &[Beginning]) -> Stage {
        let now = beginnings.iter().find_map(|one| match one {
            Beginning::Clock { day, hour, minute } => Some(((day * 24 + hour - 10) * 60 + minute) * 60_000),
            _ => None,
        });
        let house = House::closed(Time(MORNING.ms() + now.unwrap_or(0))).await;
        let happened = Arc::new(Mutex::new(Vec::new()));
        let (mut events, kept) = (house.sim.events(), happened.clone());
        tokio::spawn(async move {
            while let Some((name, data)) = events.next().await {
                if ["message", "edit", "delete", "toast"].contains(&name.as_str()) {
                    kept.lock().unwrap().push((name, data));
                }
            }
        });
        let (people, rooms, cast, looks, results) = Default::default();
        let mut stage = Stage { house, people, rooms, cast, happened, looks, results };
        stage.furnish(beginnings);
        stage.house.start().await;
        for one in beginnings {
            stage.comes(one);
        }
        tokio::time::sleep(Duration::from_secs(15)).await;
        for one in beginnings {
            if let Beginning::Crowd(count) = one {
                crate::desk::cards::crowd(&stage.house, *count); // whom nobody looks at come last in every round
            }
        }
        tokio::time::sleep(Duration::from_millis(9_250)).await;
        stage.look();
        stage
    }

    /// What is there before the bot is.
    fn furnish(&mut self, beginnings: &[Beginning]) {
        self.house.set("HEADLINER_MAX_AGE", "30m"); // the stories of the morning are archive
        let mut newsroom = String::new();
        for one in beginnings {
            match one {
                Beginning::Newsroom(line) => newsroom.push_str(&format!("{line}\n")),
                Beginning::Setting { name, value } => self.house.set(name, value),
                Beginning::Person { name, language, .. } => {
                    let person = self.house.sim.person(name, language);
                    self.cast.push(Chat { id: person.id(), name: name.clone(), private: true });
                    self.people.push((name.clone(), person));
                }
                Beginning::Room { name, kind, people } => self.build(name, *kind, people),
                Beginning::Crowd(_) | Beginning::Clock { .. } | Beginning::Empty => {}
            }
        }
        if !newsroom.is_empty() {
            self.house.put("newsroom.toml", newsroom);
        }
        if !beginnings.contains(&Beginning::Empty) {
            for (id, rubric, headline, published) in [
                ("bridge", "society", "Мост через Есентай закроют на ремонт", "2026-11-23T08:10:00+05:00"),
                ("metro", "transport", "В метро появятся новые вагоны", "2026-11-23T09:05:00+05:00"),
                ("snow", "society", "Ночью ожидается снег", "2026-11-22T20:00:00+05:00"),
            ] {
                let more = if id == "snow" { "" } else { "main: true" };
                self.house.write(id, rubric, headline, published, more);
            }
        }
    }

    fn build(&mut self, name: &str, kind: Kind, people: &[String]) {
        let members: Vec<Person> = people.iter().map(|name| self.person(name).unwrap().clone()).collect();
        let members: Vec<&Person> = members.iter().collect();
        let sim = &self.house.sim;
        let room = match kind {
            Kind::Group => sim.group(name, &members),
            Kind::Desk | Kind::Supergroup => sim.supergroup(name, &members),
            Kind::Forum => sim.forum(name, &members),
            Kind::Channel => sim.channel(name, "", members[0]),
        };
        if kind == Kind::Desk {
            room.add_bot();
            self.house.set("HEADLINER_DESK", room.id());
        }
        self.cast.push(Chat { id: room.id(), name: name.to_owned(), private: false });
        self.rooms.push((name.to_owned(), room));
    }

    /// Who comes once the bot is there.
    fn comes(&self, one: &Beginning) {
        let Beginning::Person { name, role, language } = one else { return };
        let person = self.person(name).unwrap();
        if *language != "ru" && *role != Role::Newcomer {
            person.start(""); // the bot knows a chat's language from there
        }
        match role {
            Role::Reader if *language == "ru" => person.start(""),
            Role::Reader | Role::Newcomer => {}
            Role::Editor | Role::Admin => {
                let role = if *role == Role::Admin { staff::Role::Admin } else { staff::Role::Editor };
                self.house.employ(person, name, role);
                person.say(if *language == "ru" { "/help" } else { "/stop" }); // they send the news and do not get it
            }
        }
    }

    /// Plays what is done at once, and says what the people of the cast see of it.
    pub async fn turn(&mut self, inputs: &[Input]) -> Result<String, String> {
        self.results.clear();
        tokio::time::sleep(REST).await;
        let mut rest = Duration::ZERO;
        for input in inputs {
            rest = self.play(input).await?;
        }
        tokio::time::sleep(rest).await;
        let before = self.looks.len();
        let events = self.look();
        Ok(show::seen(&self.cast, &events, &self.looks[..before], &self.results))
    }

    /// What happened since the last look; the looks of messages are kept.
    fn look(&mut self) -> Vec<(String, Value)> {
        let events = std::mem::take(&mut *self.happened.lock().unwrap());
        let of_cast = |data: &Value| self.cast.iter().any(|chat| data["chat"] == chat.id);
        let looks = events.iter().filter(|(name, data)| (name == "message" || name == "edit") && of_cast(data));
        self.looks.extend(looks.map(|(_, data)| data.clone()));
        events
    }

    /// Does it; how long then to look at what comes of it.
    async fn play(&mut self, input: &Input) -> Result<Duration, String> {
        match input {
            Input::Say { who, room, to, text } => {
                let (person, place) = (self.person(who)?.clone(), self.place(who, room.as_deref())?);
                match to {
                    Some(to) => person.reply(&self.found(&place, to)?, text),
                    None => person.say_in(&place, text),
                }
            }
            Input::Photo { who, room, to } => {
                let (person, place) = (self.person(who)?, self.place(who, room.as_deref())?);
                let picture = std::fs::read(PICTURE).unwrap();
                match to {
                    Some(to) => person.reply_photo(&self.found(&place, to)?, &picture),
                    None => person.send_photo(&picture, ""),
                }
            }
            Input::Press { who, room, button, under } => self.press(who, room.as_deref(), button, under.as_deref())?,
            Input::Start { who, payload } => self.person(who)?.start(payload),
            Input::Person { who, deed } => self.personal(who, *deed)?,
            Input::Adds { room, .. } => self.room(room)?.add_bot(),
            Input::Later(lasting) => passes(lasting.saturating_sub(TURN + REST)).await,
            Input::Clock { hour, minute } => passes(self.until(*hour, *minute)).await,
            Input::Restarts => {
                self.house.end().await;
                self.house.start().await;
            }
            Input::Dies => {
                self.house.crash().await;
                self.house.start().await;
            }
            Input::Stored { .. } | Input::Picture { .. } | Input::Gone { .. } => {
                self.files(input);
                notices(FILE).await;
                return Ok(Duration::ZERO);
            }
        }
        Ok(TURN)
    }

    fn files(&self, input: &Input) {
        let at = |path: &str| self.house.path(&format!("articles/{path}"));
        let write = |path: &str, content: &[u8]| {
            std::fs::create_dir_all(at(path).parent().unwrap()).unwrap();
            std::fs::write(at(path), content).unwrap();
        };
        match input {
            Input::Stored { path, text } => write(path, text.as_deref().unwrap_or_default().as_bytes()),
            Input::Picture { path } => write(path, &std::fs::read(PICTURE).unwrap()),
            Input::Gone { path } => std::fs::remove_file(at(path)).unwrap(),
            _ => {}
        }
    }

    fn personal(&self, who: &str, deed: Deed) -> Result<(), String> {
        let person = self.person(who)?;
        match deed {
            Deed::Blocks => person.block(),
            Deed::Unblocks => person.unblock(),
            Deed::BecomesEditor => self.house.employ(person, who, staff::Role::Editor),
            Deed::BecomesAdmin => self.house.employ(person, who, staff::Role::Admin),
            Deed::IsRemoved => {
                let removed = self.house.store().write_here(|store| store.remove_staff(person.id()));
                removed.map_err(|error| error.to_string())?;
            }
        }
        Ok(())
    }

    /// Presses the newest such button in sight, or that of a message which once said `under`, as it was then.
    fn press(&mut self, who: &str, room: Option<&str>, button: &str, under: Option<&str>) -> Result<(), String> {
        let (person, place) = (self.person(who)?.clone(), self.place(who, room)?);
        let pressed = match under {
            Some(under) => person.press_on(&self.as_it_was(&place, button, under)?, button),
            None => {
                let sight: Vec<String> = place.buttons().into_iter().map(|button| button.label).collect();
                if !sight.iter().any(|label| label.contains(button)) {
                    return Err(format!("no button «{button}» is in sight, only {sight:?}"));
                }
                person.press_in(&place, button)
            }
        };
        match pressed {
            simulator::Pressed::Link(url) => self.results.push(format!("{who} opens {url}")),
            simulator::Pressed::Copied(text) => self.results.push(format!("{who} copies «{text}»")),
            simulator::Pressed::Inline(query) => self.results.push(format!("{who} finds `@headliner_bot {query}`")),
            simulator::Pressed::Query(_) | simulator::Pressed::Said(_) => {}
        }
        Ok(())
    }

    fn as_it_was(&self, place: &Room, button: &str, under: &str) -> Result<Message, String> {
        let has = |look: &Value| {
            let rows = look["keyboard"].as_array().into_iter().flatten();
            let mut labels = rows.flat_map(|row| row.as_array().into_iter().flatten());
            labels.any(|label| label["text"].as_str().is_some_and(|text| text.contains(button)))
        };
        let said = |look: &Value| look["text"].as_str().is_some_and(|text| text.contains(under));
        let look = self.looks.iter().rev().find(|look| look["chat"] == place.id() && said(look) && has(look));
        let look = look.ok_or_else(|| format!("no message with «{under}» ever had the button «{button}»"))?;
        let mut message = place.message(look["id"].as_i64().unwrap()).ok_or("this message is forgotten")?;
        message.markup = Some(json!({"inline_keyboard": look["keyboard"]}));
        Ok(message)
    }

    /// The newest message of the bot with these words.
    fn found(&self, place: &Room, words: &str) -> Result<Message, String> {
        let found = place.received().into_iter().rfind(|message| message.text.contains(words));
        found.ok_or_else(|| format!("no message says «{words}»\n{}", place.transcript()))
    }

    fn person(&self, name: &str) -> Result<&Person, String> {
        let found = self.people.iter().find(|(known, _)| known == name);
        found.map(|(_, person)| person).ok_or_else(|| format!("nobody is called {name}"))
    }

    fn room(&self, name: &str) -> Result<&Room, String> {
        let found = self.rooms.iter().find(|(known, _)| known == name);
        found.map(|(_, room)| room).ok_or_else(|| format!("no chat is called «{name}»"))
    }

    fn place(&self, who: &str, room: Option<&str>) -> Result<Room, String> {
        match room {
            Some(room) => self.room(room).cloned(),
            None => Ok(self.person(who)?.chat()),
        }
    }

    /// How long it is until it is this time again in the newsroom.
    fn until(&self, hour: u32, minute: u32) -> Duration {
        const DAY: i64 = 86_400_000;
        let of_day = (self.house.now().ms() + 5 * 3_600_000).rem_euclid(DAY);
        let wanted = i64::from(hour * 60 + minute) * 60_000 + 500;
        Duration::from_millis(u64::try_from((wanted - of_day).rem_euclid(DAY)).unwrap())
    }
}

/// Time goes by: at one stroke where it is long.
async fn passes(lasting: Duration) {
    let second = Duration::from_secs(1);
    if lasting > 120 * second { pass_by(18 * second, second, lasting).await } else { tokio::time::sleep(lasting).await }
}
