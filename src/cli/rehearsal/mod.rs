//! `headliner check --telegram`: every promise of the tests rests on the simulator; here the same script is played at the real Telegram and
//! at the simulator inside this process, and the answers are held against each other, method by method. In: the settings, a chat.
//! Out: a line for each step, and a report that may be given away: no token, no numbers, no names.
//!
//! It asks for no updates and sets nothing, so a bot may be at work meanwhile. One message a second leaves, floods are waited for, and
//! whatever was sent is deleted in the end, after Ctrl-C too.

mod compare;
mod report;
mod script;
mod stage;
mod stories;
mod told;

use std::{path::PathBuf, process::ExitCode, time::Duration};

use anyhow::{Context, anyhow, bail};
use clap::Args;
use futures_util::FutureExt;
use serde::Deserialize;
use serde_json::json;
use simulator::{Settings, Simulator};

use self::{script::Step, stage::Stage, stories::Props, told::Told};
use super::tell;
use crate::{
    acts::staff::Appointed,
    app,
    bot_api::{Client, Outcome, Parcel},
    clock::Clock,
    config::{Config, Token},
    telegram::Me,
};

pub use self::{
    compare::{Difference, Finding},
    script::NOT_PLAYED,
};

/// What is asked of a rehearsal.
#[derive(Args, Clone, Debug, Default)]
pub struct Options {
    /// Rehearse at Telegram: send, edit and delete each kind of message in your chat with the bot, and compare what is answered
    #[arg(long, conflicts_with_all = ["fix", "files"])]
    pub telegram: bool,
    /// The chat in which it is done; where none is named, the first admin's
    #[arg(long, requires = "telegram", allow_hyphen_values = true, value_parser = tell::chat)]
    pub chat: Option<i64>,
    /// Where the report is written; it holds no token, numbers or names
    #[arg(long, requires = "telegram", value_name = "FILE", default_value = "telegram-report.json")]
    pub report: PathBuf,
}

/// What came of it.
#[derive(Debug)]
pub struct Rehearsal {
    /// A finding for each step.
    pub findings: Vec<Finding>,
    /// What Telegram asked to wait.
    pub floods: Vec<Duration>,
    /// Messages that could not be deleted.
    pub left: usize,
    /// It was not broken off.
    pub whole: bool,
    /// What kind of chat it was.
    pub place: Place,
}

/// What kind of chat it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// A person's chat with the bot.
    Private,
    /// A basic group.
    Group,
    /// A supergroup.
    Supergroup,
    /// A channel.
    Channel,
}

impl Place {
    /// Between two messages: a second in a chat, twenty a minute in a group (Bots FAQ).
    fn pace(self) -> Duration {
        match self {
            Place::Private => Duration::from_millis(1_050),
            Place::Group | Place::Supergroup | Place::Channel => Duration::from_millis(3_200),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Place::Private => "private",
            Place::Group => "group",
            Place::Supergroup => "supergroup",
            Place::Channel => "channel",
        }
    }
}

/// Rehearses, prints what came of it and writes the report; fails where anything was answered otherwise, or is left.
///
/// # Errors
/// If there is no token, no chat, or Telegram takes no message there.
pub async fn run(options: &Options, config: &Config, end: impl Future<Output = ()>) -> anyhow::Result<ExitCode> {
    let token = config.token.clone().context(app::NO_TOKEN)?;
    let client = app::client(config, &token)?;
    let me = app::greet(&client, config).await?;
    let chat = chat(options, config)?;
    say!("@{} rehearses in the chat {chat}: what it sends there goes in the end.", me.username);
    let secrets = secrets(&token, &me, chat);
    let rehearsal = rehearse(&client, chat, end, |finding| report::line(finding, &secrets)).await?;
    report::summary(&rehearsal);
    report::write(&options.report, &rehearsal, config, &secrets)?;
    say!("The report is in {}; there is no token, number or name in it.", options.report.display());
    Ok(if rehearsal.is_as_expected() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What nobody else may read, whole before its parts.
fn secrets(token: &Token, me: &Me, chat: i64) -> Vec<String> {
    let token = token.reveal();
    let secret = token.split_once(':').map_or(token, |(_, secret)| secret);
    [token, secret, &me.username, &me.id.to_string(), &chat.to_string()].map(str::to_owned).to_vec()
}

/// The chat that was named, or the first admin's.
fn chat(options: &Options, config: &Config) -> anyhow::Result<i64> {
    if let Some(chat) = options.chat.or(config.admins.first().copied()) {
        return Ok(chat);
    }
    let admins = match config.database.exists() {
        true => super::open_store(config)?.read_here(|store| Appointed::of(config).admins(store))?,
        false => Vec::new(),
    };
    admins.first().copied().ok_or_else(|| {
        anyhow!(
            "nobody is an admin yet, so there is no chat to rehearse in: press Start in your chat with the bot and name it by \
             --chat NUMBER (a bot such as @userinfobot tells you yours), or set HEADLINER_ADMINS"
        )
    })
}

/// Plays the script at the simulator and at the server, step by step. `tell` hears of each; `end` breaks it off between two steps.
///
/// # Errors
/// If the server does not take the first message, or the simulator cannot be started.
pub async fn rehearse(
    client: &Client,
    chat: i64,
    end: impl Future<Output = ()>,
    mut tell: impl FnMut(&Finding),
) -> anyhow::Result<Rehearsal> {
    let place = place(client, chat).await?;
    let steps = script::steps(&Props::new());
    let expected = expected(&steps, place).await?;
    let mut stage = Stage::new(client, chat, place.pace());
    let (mut findings, mut whole) = (Vec::new(), true);
    tokio::pin!(end);
    for (step, (method, expected)) in steps.iter().zip(&expected) {
        if end.as_mut().now_or_never().is_some() {
            whole = false;
            break;
        }
        let told = stage.take(step).await.1;
        let finding = Finding::of(step, method, &told, expected);
        if step.keeps == Some(script::FIRST) && !finding.is_as_expected() {
            stage.clear().await;
            bail!("the first message was answered with {told}: press Start in that chat, or name another by --chat");
        }
        tell(&finding);
        findings.push(finding);
    }
    let left = stage.clear().await;
    Ok(Rehearsal { findings, floods: stage.floods, left, whole, place })
}

/// What kind of chat it is, by the server's word.
async fn place(client: &Client, chat: i64) -> anyhow::Result<Place> {
    #[derive(Deserialize)]
    struct Chat {
        r#type: Place,
    }
    let answer = client.request(&Parcel::json("getChat", &json!({})).to(chat, 0)).await;
    match answer.result::<Chat>() {
        Ok(chat) => Ok(chat.r#type),
        Err(Outcome::Missing | Outcome::Closed(_)) => {
            bail!("Telegram does not find the chat {chat}: press Start there first, or name another by --chat")
        }
        Err(outcome) => bail!("Telegram does not say what chat {chat} is: {outcome:?}"),
    }
}

/// What the simulator tells at each step, with the method that was asked.
async fn expected(steps: &[Step], place: Place) -> anyhow::Result<Vec<(&'static str, Told)>> {
    let started_at_ms = Clock::system().now().ms();
    let sim = Simulator::start(Settings { started_at_ms, ..Settings::unlimited() }).await?;
    let token = Token::new(sim.token()).map_err(|why| anyhow!("the simulator's token {why}"))?;
    let client = Client::new(&sim.url().parse()?, None, &token)?;
    let admin = sim.person("Admin", "ru");
    admin.start("");
    let chat = match place {
        Place::Private => admin.id(),
        Place::Group => joined(&sim.group("Desk", &[&admin])),
        Place::Supergroup => joined(&sim.supergroup("Desk", &[&admin])),
        Place::Channel => joined(&sim.channel("Desk", "", &admin)),
    };
    let mut stage = Stage::new(&client, chat, Duration::ZERO);
    let mut told = Vec::new();
    for step in steps {
        told.push(stage.take(step).await);
    }
    sim.stop();
    Ok(told)
}

fn joined(room: &simulator::Room) -> i64 {
    room.add_bot();
    room.id()
}

impl Rehearsal {
    /// Whether all was answered as the simulator answers, and nothing is left.
    pub fn is_as_expected(&self) -> bool {
        self.whole && self.left == 0 && self.findings.iter().all(Finding::is_as_expected)
    }
}
