//! The first words with Telegram. In: the way there. Out: who we are. A wrong token ends it at once with a sentence. A
//! command that speaks to Telegram once gives up after some attempts; the bot itself waits until somebody answers, since
//! nobody may be there to start it again.

use std::time::Duration;

use anyhow::{Context, anyhow, bail};
use teloxide::types::User;

use crate::{
    bot_api::{Answer, Client, Outcome},
    config::Config,
    telegram::Me,
};

/// How often a command asks before it gives up.
const GREETINGS: u32 = 3;
/// How long after a question without an answer the next is asked; a waiting bot doubles it each time.
const PAUSE: Duration = Duration::from_secs(1);
/// A bot that waits asks at least this often, so that it works soon after Telegram does.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Telegram knows no bot of this token.
#[derive(Debug, thiserror::Error)]
#[error("Telegram does not know this token: check TELOXIDE_TOKEN with @BotFather")]
pub struct WrongToken;

/// Asks Telegram who we are: a wrong token or an unreachable server ends the start with one sentence.
pub async fn greet(client: &Client, config: &Config) -> anyhow::Result<Me> {
    let mut last = Outcome::NotSent("not asked".to_owned());
    for attempt in 0..GREETINGS {
        if attempt > 0 {
            tokio::time::sleep(PAUSE).await;
        }
        match ask(client).await? {
            Ok(me) => return Ok(me),
            Err(outcome) => last = outcome,
        }
    }
    bail!("{}", unreachable(config, &last))
}

/// The same until Telegram answers: that it does not is said once.
pub(super) async fn wait(client: &Client, config: &Config) -> anyhow::Result<Me> {
    let (mut pause, mut said) = (PAUSE, false);
    loop {
        let outcome = match ask(client).await? {
            Ok(me) => {
                if said {
                    log::info!("Telegram answers");
                }
                return Ok(me);
            }
            Err(outcome) => outcome,
        };
        if !std::mem::replace(&mut said, true) {
            log::warn!("{}; it is asked again until it answers, nothing is sent before", unreachable(config, &outcome));
        }
        let flood = if let Outcome::Flood(wait) = outcome { wait } else { Duration::ZERO };
        tokio::time::sleep(pause.max(flood)).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// Who we are, or what came instead. An error: the token is wrong.
async fn ask(client: &Client) -> anyhow::Result<Result<Me, Outcome>> {
    let answer = client.get_me().await;
    match answer.outcome() {
        Outcome::Token => bail!(WrongToken),
        Outcome::Delivered { .. } => Ok(me(&answer).map_err(|why| Outcome::NotSent(why.to_string()))),
        other => Ok(Err(other)),
    }
}

/// As a user: what teloxide's own type for the answer demands besides is of no use here, and differs from server to server.
fn me(answer: &Answer) -> anyhow::Result<Me> {
    let bot = answer.result::<User>().map_err(|_| anyhow!("Telegram's answer to getMe cannot be read"))?;
    let username = bot.username.context("Telegram's answer to getMe has no user name")?;
    Ok(Me { id: i64::try_from(bot.id.0)?, username: username.into() })
}

fn unreachable(config: &Config, outcome: &Outcome) -> String {
    let why = match outcome {
        Outcome::NotSent(why) | Outcome::Uncertain(_, why) => why.clone(),
        other => format!("{other:?}"),
    };
    format!(
        "Telegram cannot be reached at {}: {why}; check the network, TELOXIDE_API_URL and TELOXIDE_PROXY",
        config.api_url
    )
}
