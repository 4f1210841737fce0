//! `headliner init`: makes an installation in this folder. In: answers, of a person or from a pipe. Out: `.env`, the newsroom's file
//! and the article store, then what `check` says of them and what is left to do. Everything is asked before anything is written;
//! what is there already is neither asked for nor changed.

mod ask;
mod keep;

use std::{path::Path, process::ExitCode};

use anyhow::Context;
use clap::Args;

use self::ask::{Answered, paper, token};
use super::check::{self, Check};
use crate::{config::Config, newsroom};

/// Ask who the newspaper is and write .env, the newsroom's file and the article store
///
/// The answers are lines of standard input, so they may come from a pipe. What is there already stays as it is.
#[derive(Args, Debug)]
pub(super) struct Init {
    /// Do not check the token with Telegram
    #[arg(long)]
    offline: bool,
}

/// Makes the installation.
pub(super) async fn run(init: Init, config: Config) -> anyhow::Result<ExitCode> {
    let Answered { token, asked, bot } = token(&config, init.offline).await?;
    let is_new = !config.newsroom.exists();
    let text = if is_new { Some(newsroom::starter(&paper()?)) } else { None };
    keep::settings(Path::new(super::ENV_FILE), asked.then_some(&token))?;
    match text {
        Some(text) => write(&config.newsroom, &text)?,
        None => say!("{} is there already and stays as it is.", config.newsroom.display()),
    }
    std::fs::create_dir_all(config.articles.join("photos"))
        .with_context(|| format!("cannot make the folder {}", config.articles.display()))?;
    say!("Articles go into {}.", config.articles.display());
    say!("\nheadliner check:");
    let code = check::run(&Check::default(), false, &config)?;
    say!("{}", left_to_do(&config, bot.as_deref(), is_new));
    Ok(code)
}

fn left_to_do(config: &Config, bot: Option<&str>, is_new: bool) -> String {
    let newsroom = config.newsroom.display();
    let first = if is_new {
        "operator and contact, and whatever else is to be otherwise,"
    } else {
        "whatever is to be otherwise"
    };
    let at = bot.map_or_else(String::new, |bot| format!(" for @{bot}"));
    let link = bot.map_or_else(|| "headliner link --html".to_owned(), |bot| format!("https://t.me/{bot}?start=__site"));
    format!(
        "\nWhat is left to do:
  1. Put {first} into {newsroom}; headliner check says whether it is right.
  2. At @BotFather{at}: /setuserpic (its picture), /setdescription and /setabouttext (what it is), /setinline (stories in
     any chat by @name), /setjoingroups (whether it may be added to groups).
  3. headliner run   prints a link that makes you the admin.
  4. For the foot of your pages: {link}   (headliner link --html makes the snippet)"
    )
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))?;
    say!("{} is written.", path.display());
    Ok(())
}
