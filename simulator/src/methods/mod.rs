//! The Bot API's methods: which exist, what they take, and who answers them.

mod callbacks;
mod chat_info;
mod copy;
mod delete;
mod edit;
mod groups;
mod inline;
mod media;
mod members;
mod plausible;
mod profile;
mod reactions;
mod rich;
mod send;
mod settle;
mod text;
mod topics;

use std::{collections::HashMap, sync::OnceLock};

use super::{answer::Outcome, args::Args, clock::Micros, world::World};

pub(super) use chat_info::member;
use settle::{Draft, Envelope};

/// Names, results and parameters of Bot API 10.3, one method a line.
const TABLE: &str = include_str!("../methods.tsv");

#[derive(Debug)]
pub(super) struct Method {
    pub name: &'static str,
    /// Small letters: how Telegram compares names.
    pub lower: String,
    /// `True`, `Message`, `[MessageId]` …
    pub returns: &'static str,
    pub params: Vec<Param>,
    run: Option<Run>,
}

#[derive(Debug)]
pub(super) struct Param {
    pub name: &'static str,
    /// `int`, `str`, `bool`, `float`, `chat`, `file`, `file|str`, `list` or `json`.
    pub kind: &'static str,
    pub required: bool,
}

/// One request to one method.
pub(super) struct Call<'a> {
    pub method: &'a Method,
    pub args: &'a Args,
    /// How long it has already waited in silence.
    pub waited: Micros,
}

type Run = fn(&mut World, &Call<'_>) -> Outcome;

impl Method {
    /// Brings a new message into a chat.
    pub fn sends(&self) -> bool {
        let names = ["send", "copy", "forward"];
        names.iter().any(|name| self.name.starts_with(name))
            && !matches!(
                self.name,
                "sendChatAction" | "sendMessageDraft" | "sendRichMessageDraft" | "sendChatJoinRequestWebApp"
            )
    }

    /// Sends or edits: what counts in the limits.
    pub fn is_counted(&self) -> bool {
        self.sends() || self.name.starts_with("editMessage")
    }

    /// Sends, edits or deletes: what faults by chance concern.
    pub fn changes(&self) -> bool {
        self.is_counted() || self.name.starts_with("deleteMessage")
    }

    pub fn is_simulated(&self) -> bool {
        self.run.is_some() || self.name == "getUpdates"
    }
}

/// The method of this name in small letters.
pub(super) fn find(lower: &str) -> Option<&'static Method> {
    static METHODS: OnceLock<HashMap<String, Method>> = OnceLock::new();
    METHODS.get_or_init(|| TABLE.lines().map(method).map(|method| (method.lower.clone(), method)).collect()).get(lower)
}

/// Works a method out; known methods that nobody simulates are answered plausibly.
pub(super) fn run(world: &mut World, call: &Call<'_>) -> Outcome {
    match call.method.run {
        Some(run) => run(world, call),
        None => plausible::answer(world, call),
    }
}

fn method(line: &'static str) -> Method {
    let mut columns = line.split('\t');
    let name = columns.next().unwrap_or_default();
    let returns = columns.next().unwrap_or_default();
    let params = columns.next().unwrap_or_default().split_whitespace().map(param).collect();
    let lower = name.to_ascii_lowercase();
    let run = runner(&lower);
    Method { name, lower, returns, params, run }
}

fn param(written: &'static str) -> Param {
    let (name, kind) = written.split_once(':').unwrap_or((written, "str"));
    Param { name: name.trim_start_matches('*'), kind, required: name.starts_with('*') }
}

fn runner(lower: &str) -> Option<Run> {
    profile::runner(lower)
        .or_else(|| send::runner(lower))
        .or_else(|| edit::runner(lower))
        .or_else(|| delete::runner(lower))
        .or_else(|| copy::runner(lower))
        .or_else(|| chat_info::runner(lower))
        .or_else(|| members::runner(lower))
        .or_else(|| groups::runner(lower))
        .or_else(|| topics::runner(lower))
        .or_else(|| callbacks::runner(lower))
        .or_else(|| inline::runner(lower))
        .or_else(|| reactions::runner(lower))
        .or_else(|| rich::runner(lower))
}
