//! `headliner correct ID`: what an article's file says now is what its copies are to say. It works on the database, beside a running
//! bot or without one: the copies are mended by the bot.

use std::{process::ExitCode, sync::Arc};

use anyhow::bail;
use clap::Args;

use crate::{
    acts::{
        Who,
        correct::{Correction, Loud, Text, Unmended, correct, settle},
        find::find,
    },
    article::{Article, ArticleKey},
    cli::tell,
    config::Config,
    intake::{self, Arrival, watch},
    newsroom::Newsroom,
    store::{
        Result, Store, Writing,
        articles::{Listed, Readiness},
    },
};

/// Mend what stands in chats: it follows the article's file as it is now
#[derive(Args, Debug)]
pub(super) struct Correct {
    /// The article's id or number
    id: String,
    /// What was wrong, one sentence for readers: the copies say so
    #[arg(long)]
    note: Option<String>,
    /// Tell whoever got the wrong version in a message of its own, too
    #[arg(long, requires = "note")]
    notify: bool,
}

/// Takes the file in, with a note if there is one.
pub(super) async fn run(command: Correct, config: Config) -> anyhow::Result<ExitCode> {
    let store = super::open_store(&config)?;
    let newsroom = Arc::new(crate::app::newsroom(&config, &store)?);
    let listed = found(&store, &newsroom, &command.id, &config)?;
    let Some(path) = listed.path.clone() else {
        bail!("the article {} has no file, so nothing new is known of it", command.id);
    };
    if listed.pushed.is_none() {
        bail!("the article {} was sent to nobody yet: `headliner push {}` sends it", command.id, command.id);
    }
    let article = watch::read_file(&config.articles, &path, newsroom.zone)
        .map_err(|fault| anyhow::anyhow!("{}: {fault}", config.articles.join(&path).display()))?;
    let loud = command.note.map(|note| if command.notify { Loud::Told(note) } else { Loud::Marked(note) });
    let file = File { path, article, loud };
    let end = store.write_here(|store| file.take(store, listed.story.key, &newsroom, &config))?;
    let key = listed.story.key;
    if let Some(unmended) = end {
        bail!("{}", refusal(&unmended));
    }
    super::write_files(&store, &config, &newsroom).await?;
    let (after, behind) = store.read_here(|store| Ok((store.listed(key)?, store.copies_of_article(key)?.behind)))?;
    match after {
        Some(after) if after.story.revision == listed.story.revision && behind == 0 => {
            say!("Readers have what the file says: nothing is to be corrected.");
        }
        Some(after) => {
            say!("{}", after.story.headline);
            let done = if after.readiness == Readiness::Withdrawn { "To be withdrawn" } else { "To be corrected" };
            say!("{}", tell::mending(done, behind, &config));
        }
        None => bail!("the article {} has just gone", command.id),
    }
    Ok(ExitCode::SUCCESS)
}

/// The article that is meant.
pub(super) fn found(store: &Store, newsroom: &Newsroom, id: &str, config: &Config) -> anyhow::Result<Listed> {
    let listed = store.read_here(|store| match find(store, newsroom, id)? {
        Some(key) => store.listed(key),
        None => Ok(None),
    })?;
    listed.ok_or_else(|| {
        anyhow::anyhow!(
            "there is no article {id}: `headliner articles` lists them; is its file in {}?",
            config.articles.display()
        )
    })
}

/// A file as it is now, and what was wrong before.
struct File {
    path: String,
    article: Article,
    loud: Option<Loud>,
}

impl File {
    /// Takes the file in as the bot does; where the desk wrote something else, the file counts. Then the note.
    fn take(self, store: &Writing, key: ArticleKey, newsroom: &Newsroom, config: &Config) -> Result<Option<Unmended>> {
        let moment = super::moment(store)?;
        let now = moment.now();
        let arrival = Arrival { unseen_until: moment.surely(), came: now, is_new: true };
        let found = watch::Found::Since;
        let seen = watch::Seen::Article { path: self.path, article: Box::new(self.article), digest: [0; 32], found };
        let accepted = intake::accept(store, &seen, &config.articles, newsroom, arrival, config.max_age, &moment)?;
        accepted.log.iter().for_each(|line| log::info!("{line}"));
        settle(store, &Who::Console, key, false, now)?;
        let Some(loud) = self.loud else { return Ok(None) };
        let correction = Correction { article: key, revision: None, text: Text::default(), loud };
        let corrected = correct(store, newsroom, &Who::Console, &correction, now)?;
        Ok(corrected.err().filter(|unmended| *unmended != Unmended::Same))
    }
}

fn refusal(unmended: &Unmended) -> String {
    match unmended {
        Unmended::Withdrawn => {
            "the article is withdrawn, and so are its copies: there is nothing to correct".to_owned()
        }
        Unmended::NoNote => "the note is empty: say in one sentence what was wrong".to_owned(),
        Unmended::LongNote { length, max } => {
            format!("the note has {length} characters, {max} are the most: shorten it")
        }
        _ => "the article has just changed: try again".to_owned(),
    }
}
