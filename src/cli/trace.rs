//! `headliner trace CHAT [ID]`: what one chat was served, when, as what message, with which outcome; and with an
//! article, why it came or did not. The answer is found in `delivery`; here it is put into lines or JSON.

mod json;
mod words;

use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Args;

use super::tell;
use crate::{
    acts::find::find,
    article::ArticleKey,
    clock::{Clock, Time},
    config::Config,
    delivery::{
        decide::visit::{Floor, Rules},
        obstacle::Obstacle,
        trace::{
            history::History,
            why::{Why, look, unpublished},
        },
    },
    newsroom::Newsroom,
    store::{
        Chat, Entry, Reading, Result,
        editions::Headed,
        events::Happening,
        ledger::{Delivery, Ended},
        plans::Plan,
    },
};

/// How many messages of the ledger are shown.
const SHOWN: u32 = 50;

/// What one chat was served, or why not
#[derive(Args, Debug)]
pub(super) struct Trace {
    /// The chat's number at Telegram
    #[arg(allow_hyphen_values = true, value_parser = tell::chat)]
    chat: i64,
    /// The article's id or number
    id: Option<String>,
    /// One topic of a group only, by its number; without it the group and all its topics are told
    #[arg(long, value_name = "N", value_parser = tell::whole(0..=i64::MAX))]
    topic: Option<i64>,
    /// As JSON, with field names that stay
    #[arg(long)]
    json: bool,
}

/// What is told of one chat.
struct Account {
    chat: Chat,
    /// Since when it is in its state; `None`: that is not told.
    since: Option<Time>,
    /// Without an article: its history and its newest messages, oldest first. With one: the messages that show it.
    history: Vec<Happening>,
    messages: Vec<Message>,
    /// Of the article that was asked for.
    article: Option<Asked>,
}

/// A row of the ledger with what was rendered.
struct Message {
    row: Delivery,
    lines: Vec<Headed>,
}

/// What became of the article.
enum Asked {
    /// It was never published.
    Unpublished(Vec<Plan>, Option<Obstacle>),
    /// Each of its entries, and what became of it.
    Entries(Vec<(Entry, Why)>),
}

/// Prints the trace.
pub(super) fn run(trace: &Trace, config: &Config) -> anyhow::Result<ExitCode> {
    let store = super::open_store(config)?;
    let newsroom = crate::app::newsroom(config, &store)?;
    let now = Clock::system().now();
    let accounts = store.read_here(|store| accounts(store, trace, config, &newsroom, now))?;
    let accounts = accounts.with_context(|| unknown(trace))?;
    if accounts.is_empty() {
        bail!("the bot does not know the chat {}: `headliner readers export -` shows all that it knows", trace.chat);
    }
    if trace.json {
        say!("{}", json::of(&accounts, &newsroom));
        return Ok(ExitCode::SUCCESS);
    }
    for account in &accounts {
        say!("{}", words::of(account, &newsroom).join("\n"));
    }
    Ok(ExitCode::SUCCESS)
}

fn unknown(trace: &Trace) -> String {
    format!("there is no article {}: `headliner articles` lists them", trace.id.as_deref().unwrap_or_default())
}

/// Of each chat at that number; `None`: there is no such article.
fn accounts(
    store: &Reading,
    trace: &Trace,
    config: &Config,
    newsroom: &Newsroom,
    now: Time,
) -> Result<Option<Vec<Account>>> {
    let article = match &trace.id {
        None => None,
        Some(id) => match find(store, newsroom, id)? {
            Some(article) => Some(article),
            None => return Ok(None),
        },
    };
    let rules = Rules::new(newsroom.zone, config.uncertain, Floor::kept(store)?);
    let mut accounts = Vec::new();
    for chat in store.chats_at(trace.chat)? {
        if trace.topic.is_none_or(|topic| topic == chat.topic) {
            accounts.push(match article {
                None => in_general(store, chat)?,
                Some(article) => of_article(store, chat, article, &rules, now - config.keep, now)?,
            });
        }
    }
    Ok(Some(accounts))
}

fn in_general(store: &Reading, chat: Chat) -> Result<Account> {
    let mut rows = store.last_deliveries(chat.key, SHOWN)?;
    rows.reverse();
    let (since, history) = (History::read(store, &chat)?.state_since(), store.events(chat.key)?);
    Ok(Account { since, history, messages: messages(store, rows)?, article: None, chat })
}

fn of_article(
    store: &Reading,
    chat: Chat,
    article: ArticleKey,
    rules: &Rules,
    oldest: Time,
    now: Time,
) -> Result<Account> {
    let answers = look(store, &chat, article, rules, oldest, now)?;
    let asked = if answers.is_empty() {
        let (plans, obstacle) = unpublished(store, article, now)?;
        Asked::Unpublished(plans, obstacle)
    } else {
        Asked::Entries(answers)
    };
    let since = History::read(store, &chat)?.state_since();
    let messages = messages(store, store.deliveries_of(chat.key, article)?)?;
    Ok(Account { since, history: Vec::new(), messages, article: Some(asked), chat })
}

fn messages(store: &Reading, rows: Vec<Delivery>) -> Result<Vec<Message>> {
    rows.into_iter().map(|row| Ok(Message { lines: store.edition_lines(row.edition)?, row })).collect()
}

/// The lane of a row, in a word.
fn lane(row: &Delivery) -> &'static str {
    use crate::store::ledger::Served;
    match row.served {
        Served::Breaking => "breaking",
        Served::Main => "main",
        Served::News | Served::Top => "news",
        Served::Note => "note",
    }
}

/// How a row ended, in a word.
fn outcome(row: &Delivery) -> &'static str {
    match row.ended {
        None => "in flight",
        Some(Ended::Delivered(_)) => "delivered",
        Some(Ended::Refused(_)) => "refused",
        Some(Ended::Uncertain(_)) => "uncertain",
    }
}
