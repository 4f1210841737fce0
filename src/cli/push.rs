//! `headliner push ID`: publishes an article of the store now. A breaking push shows audience and time first and asks.
//! It writes into the database; a running bot learns of it within a moment and sends.

use std::process::ExitCode;

use anyhow::{bail, ensure};
use clap::Args;

use crate::{
    article::ArticleKey,
    cli::shown,
    clock::{Clock, Time},
    config::Config,
    delivery::timing::minute_of,
    newsroom::Newsroom,
    store::{
        Lane, Reading, Result, Store, Volume,
        articles::{Listed, Readiness},
        log::Publication,
        queue::Moment,
        reach::{Proposal, Reach},
        staff::Act,
    },
};

/// Publish an article of the store now
#[derive(Args, Debug)]
pub(super) struct Push {
    /// The article's id or number
    id: String,
    /// As breaking news: to everybody who has not switched it off, ahead of all else
    #[arg(long)]
    breaking: bool,
    /// Breaking, without a sound for anybody
    #[arg(long, requires = "breaking", conflicts_with = "wake")]
    silent: bool,
    /// Breaking, with a sound for everybody, quiet hours or not: people are in danger
    #[arg(long, requires = "breaking")]
    wake: bool,
    /// Do not ask
    #[arg(long, short)]
    yes: bool,
}

/// The article with this id, number (`412`, `a412`) or page address.
pub(super) fn find(store: &Reading, name: &str) -> Result<Option<ArticleKey>> {
    if let Some(key) = store.article_key(name)? {
        return Ok(Some(key));
    }
    if let Ok(number) = name.trim_start_matches('/').trim_start_matches('a').parse() {
        return Ok(store.listed(ArticleKey(number))?.map(|listed| listed.story.key));
    }
    store.article_by_url(name)
}

/// Asks, then publishes.
pub(super) async fn run(push: Push, config: Config) -> anyhow::Result<ExitCode> {
    let store = super::open_store(&config)?;
    let newsroom = crate::app::newsroom(&config, &store)?;
    let now = Clock::system().now();
    let Some(key) = store.read_here(|store| find(store, &push.id))? else {
        bail!("there is no article {}: `headliner articles` lists them; is its file in {}?", push.id, config.articles.display());
    };
    let listed = store.read_here(|store| store.listed(key))?;
    let listed = listed.ok_or_else(|| anyhow::anyhow!("the article {} has just gone", push.id))?;
    refuse(&listed, now, &newsroom)?;
    let lane = if push.breaking { Lane::Breaking } else { Lane::News };
    let volume = match (push.silent, push.wake) {
        (true, _) => Volume::Silent,
        (_, true) => Volume::Wake,
        _ => Volume::AsChosen,
    };
    let proposal = Proposal { article: key, lane, languages: listed.story.language.bit(), rubrics: listed.story.rubrics };
    let moment = Moment { now, minute: minute_of(&now.utc().with_timezone(&newsroom.zone)).0 };
    let reach = store.read_here(|store| store.reach(&proposal, moment))?;
    describe(&listed, &reach, config.send_rate, now, &newsroom);
    if push.breaking && !push.yes && !super::confirmed("Send it?")? {
        println!("Nothing was sent.");
        return Ok(ExitCode::SUCCESS);
    }
    let publication = Publication { article: key, lane, languages: 0, volume, by: None };
    publish(&store, &publication)?;
    println!("Published; a running bot sends it now.");
    Ok(ExitCode::SUCCESS)
}

fn refuse(listed: &Listed, now: Time, newsroom: &Newsroom) -> anyhow::Result<()> {
    match listed.readiness {
        Readiness::Ready => {}
        Readiness::Draft => bail!("the article is a draft: set `status: published` in its file first"),
        Readiness::Withheld | Readiness::Withdrawn => bail!("the article is withdrawn: restore it in the store first"),
        Readiness::Held => bail!("the rubric of the article is unknown: add it to the newsroom's file first"),
    }
    let embargo = listed.embargo.filter(|embargo| *embargo > now);
    ensure!(
        embargo.is_none(),
        "the article is embargoed until {}: it cannot go sooner",
        embargo.map(|at| shown(at, newsroom.zone)).unwrap_or_default()
    );
    Ok(())
}

fn describe(listed: &Listed, reach: &Reach, rate: u32, now: Time, newsroom: &Newsroom) {
    println!("{}", listed.story.headline);
    println!(
        "To {} readers. Left out: have it already {}, breaking switched off {}, other language {}, on a break {}.",
        reach.audience, reach.already, reach.opted_out, reach.other_language, reach.paused
    );
    if rate > 0 {
        let seconds = u64::from(reach.audience / rate);
        let last = now + std::time::Duration::from_secs(seconds);
        println!("Half will have it in {} s, the last one by {}.", seconds.div_ceil(2), shown(last, newsroom.zone));
    }
}

fn publish(store: &Store, publication: &Publication) -> anyhow::Result<()> {
    let now = Clock::system().now();
    store.write_here(|store| {
        store.publish(publication, now)?;
        store.note_act(&Act {
            at: now,
            by: None,
            what: if publication.lane == Lane::Breaking { "breaking" } else { "push" }.to_owned(),
            article: Some(publication.article),
            detail: None,
        })
    })?;
    Ok(())
}
