//! Pressed buttons and inline queries that wait for an answer.

use std::collections::{HashMap, VecDeque};

use serde_json::Value;

use super::clock::{Micros, SECOND};

/// How long a pressed button may be answered.
const CALLBACK: Micros = 150 * SECOND;
/// How long an inline query may be answered.
const INLINE: Micros = 30 * SECOND;
/// More open queries than this are not remembered.
const REMEMBERED: usize = 100_000;

/// What somebody asked.
#[derive(Clone, Debug)]
pub(super) struct Query {
    pub person: i64,
    pub inline: bool,
    pub chat: i64,
    pub message: i64,
    pub asked: Micros,
    /// What was typed, of an inline query.
    pub text: String,
    /// From where on, of an inline query.
    pub offset: String,
    pub results: Option<Value>,
}

/// What was asked inline and whose answer it is: everybody's (0), or one person's.
type Asked = (i64, String, String);

#[derive(Debug, Default)]
pub(super) struct Queries {
    open: HashMap<String, Query>,
    order: VecDeque<String>,
    next: u64,
    /// Answers that Telegram gives again without asking, and until when.
    kept: HashMap<Asked, (Micros, Value)>,
}

impl Queries {
    /// A new query; its id.
    pub fn add(&mut self, query: Query) -> String {
        self.next += 1;
        let id = (0x0061_0000_0000_0000u64 + self.next * 7919).to_string();
        self.open.insert(id.clone(), query);
        self.order.push_back(id.clone());
        if self.order.len() > REMEMBERED
            && let Some(oldest) = self.order.pop_front()
        {
            self.open.remove(&oldest);
        }
        id
    }

    /// The query, if it may still be answered.
    pub fn answerable(&mut self, now: Micros, id: &str, inline: bool) -> Option<&mut Query> {
        let lifetime = if inline { INLINE } else { CALLBACK };
        self.open.get_mut(id).filter(|query| query.inline == inline && now - query.asked <= lifetime)
    }

    /// Keeps the answer to a query for those who ask the same.
    pub fn keep(&mut self, now: Micros, query: &Query, personal: bool, lasting: Micros, answer: Value) {
        self.kept.retain(|_, (until, _)| *until > now);
        if lasting > 0 && self.kept.len() < REMEMBERED {
            let whose = if personal { query.person } else { 0 };
            self.kept.insert((whose, query.text.clone(), query.offset.clone()), (now + lasting, answer));
        }
    }

    /// The answer that is kept of such a query.
    pub fn kept(&self, now: Micros, person: i64, text: &str, offset: &str) -> Option<Value> {
        let of = |whose| self.kept.get(&(whose, text.to_string(), offset.to_string()));
        of(person).or_else(|| of(0)).filter(|(until, _)| *until > now).map(|(_, answer)| answer.clone())
    }

    pub fn get(&self, id: &str) -> Option<&Query> {
        self.open.get(id)
    }
}
