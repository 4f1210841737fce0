//! `headliner init`: asks for the token, checks it with Telegram, writes `.env`, the newsroom's file and the store.

use std::{io::Write, path::Path, process::ExitCode};

use anyhow::{Context, anyhow};
use clap::Args;

use crate::{
    app,
    config::{Config, Token, private, unreadable},
    newsroom,
};

/// Ask for the token and write .env, the newsroom's file and the article store
#[derive(Args, Debug)]
pub(super) struct Init {
    /// Do not check the token with Telegram
    #[arg(long)]
    offline: bool,
}

/// Makes an installation in the current folder. What is there already stays as it is.
pub(super) async fn run(init: Init, config: Config) -> anyhow::Result<ExitCode> {
    let (token, asked) = match &config.token {
        Some(token) => (token.clone(), false),
        None => (ask()?, true),
    };
    let bot = if init.offline {
        None
    } else {
        let me = app::greet(&app::client(&config, &token)?, &config).await?;
        say!("The token belongs to @{}.", me.username);
        Some(me.username)
    };
    if asked {
        keep_token(Path::new(super::ENV_FILE), &token)?;
    }
    write_new(&config.newsroom, newsroom::BUILT_IN)?;
    std::fs::create_dir_all(config.articles.join("photos"))
        .with_context(|| format!("cannot make the folder {}", config.articles.display()))?;
    say!("Articles go into {}.", config.articles.display());
    say!("");
    say!("What is left to do:");
    say!("  1. Put the newspaper's name, site, operator and rubrics into {}.", config.newsroom.display());
    say!("  2. At @BotFather: /setuserpic for the picture; /setjoingroups if the bot may be added to groups.");
    say!("  3. headliner check");
    say!("  4. headliner run   (it prints a link that makes you the admin)");
    if let Some(bot) = bot {
        say!("  5. The link for the foot of your pages: https://t.me/{bot}?start=__site  (headliner link --html)");
    }
    Ok(ExitCode::SUCCESS)
}

fn ask() -> anyhow::Result<Token> {
    print!("The bot's token, from @BotFather (/newbot): ");
    std::io::stdout().flush()?;
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    Token::new(line.trim()).map_err(|why| anyhow!("what was typed {why}"))
}

/// Sets the token in `.env`, readable by its owner only; other lines stay.
fn keep_token(path: &Path, token: &Token) -> anyhow::Result<()> {
    const NAME: &str = "TELOXIDE_TOKEN=";
    // As bytes: a comment may be in any letters, and stays as it is.
    let old = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(anyhow!(unreadable(&path.display().to_string(), &error))),
    };
    let old = old.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&old);
    let mut new: Vec<u8> = old
        .split_inclusive(|byte| *byte == b'\n')
        .filter(|line| !line.starts_with(NAME.as_bytes()))
        .flatten()
        .copied()
        .collect();
    if new.last().is_some_and(|last| *last != b'\n') {
        new.push(b'\n');
    }
    new.extend(format!("{NAME}{}\n", token.reveal()).bytes());
    let mut file = private::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    file.write_all(&new)?;
    say!("The token is in {}.", path.display());
    Ok(())
}

fn write_new(path: &Path, text: &str) -> anyhow::Result<()> {
    if path.exists() {
        say!("{} is there already and stays as it is.", path.display());
        return Ok(());
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))?;
    say!("{} is written.", path.display());
    Ok(())
}
