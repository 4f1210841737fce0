//! Inline mode: whether the bot has it (@BotFather, `/setinline`), what people type behind its name, what they choose.

use serde_json::{Map, Value, json};

use super::{Message, Person, Photo, Room, Sender, Simulator, acts::Impossible, markup, queries::Query, world::World};

/// The most characters of a query (Bot API, InlineQuery).
const QUERY: usize = 256;

impl Simulator {
    /// Switches inline mode on or off, as its owner does at @BotFather. It is on from the start.
    pub fn set_inline(&self, on: bool) {
        self.world().bot.inline = on;
    }
}

impl Person {
    /// Reads on in what a query found: asks the same from this offset on; the id of the query.
    ///
    /// # Panics
    /// If the bot has no inline mode, or the query is too long.
    pub fn read_on(&self, query: &str, offset: &str) -> String {
        let asked = self.sim().world().ask_inline(self.id(), query, offset);
        asked.unwrap_or_else(|why| panic!("{why}"))
    }

    /// The results of an inline query; `None`: it has no answer yet.
    pub fn found_inline(&self, query: &str) -> Option<Vec<Value>> {
        self.sim().world().queries.get(query)?.results.as_ref()?.as_array().cloned()
    }

    /// Sends a result of an inline query into a chat; the message as it stands there.
    ///
    /// # Panics
    /// If there is no such result.
    pub fn choose_inline(&self, query: &str, result: &str, room: &Room) -> Message {
        let chosen = self.sim().world().choose_inline(self.id(), query, result, room.id());
        chosen.unwrap_or_else(|why| panic!("{why}"))
    }
}

impl World {
    /// Types an inline query; its id. Where Telegram still has the bot's answer to the same, the bot is not asked.
    pub fn ask_inline(&mut self, person: i64, query: &str, offset: &str) -> Result<String, Impossible> {
        let now = self.now();
        let user = self.account(person).ok_or("there is no such person")?.user();
        if !self.bot.inline {
            return Err("this bot has no inline mode".to_string());
        }
        if query.chars().count() > QUERY {
            return Err(format!("a query has at most {QUERY} characters"));
        }
        let kept = self.queries.kept(now, person, query, offset);
        let id = self.queries.add(Query {
            person,
            inline: true,
            chat: 0,
            message: 0,
            asked: now,
            text: query.to_string(),
            offset: offset.to_string(),
            results: kept.clone().map(|answer| answer["results"].clone()),
        });
        if let Some(mut answer) = kept {
            answer["query"] = json!(id);
            answer["person"] = json!(person);
            self.emit("inline_answer", &answer);
            return Ok(id);
        }
        let body = json!({"id": id, "from": user, "query": query, "offset": offset, "chat_type": "private"});
        self.tell("inline_query", &body);
        Ok(id)
    }

    /// Sends one of the results of an inline query into a chat.
    pub fn choose_inline(&mut self, person: i64, query: &str, result: &str, chat: i64) -> Result<Message, Impossible> {
        let asked = self.queries.get(query).cloned().ok_or("there is no such query")?;
        let (typed, results) = (asked.text, asked.results.ok_or("this query has no answer")?);
        let chosen = results.as_array().into_iter().flatten().find(|known| known["id"] == result).cloned();
        let chosen = chosen.ok_or("there is no such result")?;
        let content = &chosen["input_message_content"];
        let raw = content["message_text"].as_str().or(chosen["caption"].as_str()).or(chosen["title"].as_str());
        let mode = content["parse_mode"].as_str().or(chosen["parse_mode"].as_str()).unwrap_or("");
        let mode = markup::Mode::named(mode).unwrap_or(markup::Mode::Plain);
        let text = markup::parse(raw.unwrap_or(""), mode, Vec::new())?;
        let user = self.account(person).ok_or("there is no such person")?.user();
        let more = Map::from_iter([("via_bot".to_string(), self.bot.user())]);
        let photo = chosen["photo_file_id"].as_str().and_then(|id| self.files.get(id)).map(|file| Photo {
            file_id: file.id.clone(),
            file_unique_id: file.unique_id.clone(),
            width: file.width,
            height: file.height,
            spoiler: false,
        });
        let mut message = self.said(chat, Sender::Person(person), None, text, photo, more);
        message.markup = chosen.get("reply_markup").cloned();
        self.replace(message.clone());
        self.tell("chosen_inline_result", &json!({"result_id": result, "from": user, "query": typed}));
        Ok(message)
    }
}
