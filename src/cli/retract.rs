//! `headliner retract ID`: takes a story back, in all languages. What goes out stops at once; a running bot replaces or deletes the
//! copies, and the article's file says `withdrawn`.

use std::{process::ExitCode, sync::Arc};

use anyhow::bail;
use clap::Args;

use crate::{
    acts::{
        Who,
        retract::{Retraction, Unretracted, retract},
    },
    cli::{correct::found, tell},
    config::Config,
};

/// Withdraw a story in all languages: it stops, and its copies say that it is withdrawn
#[derive(Args, Debug)]
pub(super) struct Retract {
    /// The article's id or number
    id: String,
    /// What readers see in its place, one or two sentences
    #[arg(long)]
    note: Option<String>,
    /// Delete the copies that are younger than 48 hours; the others are replaced
    #[arg(long)]
    delete: bool,
}

/// Takes the story back.
pub(super) async fn run(command: Retract, config: Config) -> anyhow::Result<ExitCode> {
    let store = super::open_store(&config)?;
    let newsroom = Arc::new(crate::app::newsroom(&config, &store)?);
    let listed = found(&store, &newsroom, &command.id, &config)?;
    let retraction = Retraction { article: listed.story.key, note: command.note, delete: command.delete, tell: false };
    let end = store.write_here(|store| {
        let now = super::moment(store)?.now();
        retract(store, &Who::Console, &retraction, now)
    })?;
    let copies = match end {
        Ok(copies) => copies,
        Err(Unretracted::Already) => bail!("the article is withdrawn already"),
        Err(Unretracted::Draft) => bail!("the article is a draft, which nobody got: leave it so, or delete its file"),
        Err(Unretracted::Unknown) => bail!("the article {} has just gone", command.id),
        Err(Unretracted::LongNote { length, max }) => {
            bail!("the note has {length} characters, {max} are the most: shorten it")
        }
    };
    super::write_files(&store, &config, &newsroom).await?;
    say!("{}", listed.story.headline);
    let done = if command.delete { "To be deleted or replaced" } else { "To be replaced" };
    say!("Nobody gets it any more. {}", tell::mending(done, copies.into(), &config));
    Ok(ExitCode::SUCCESS)
}
