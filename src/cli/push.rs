//! `headliner push ID`: publishes an article of the store now. A breaking push shows audience and time first and asks.
//! It writes into the database; a running bot learns of it within a moment and sends.

use std::{process::ExitCode, time::Duration};

use anyhow::bail;
use clap::Args;

use crate::{
    acts::{
        Who,
        find::find,
        held::{Passed, let_pass},
        publish::{Order, Published, Refused, When, publish},
        reach::{Tempo, estimate, moment, reach},
    },
    article::{ArticleKey, Language},
    cli::{shown, tell},
    clock::Time,
    config::Config,
    delivery::{
        gate::purse::NEEDED,
        obstacle::{Obstacle, obstacle},
    },
    locale::Words,
    newsroom::Newsroom,
    store::{
        Lane, Reading, Result, Store, Volume,
        articles::{Listed, Readiness},
        reach::Reach,
    },
};

/// Publish an article of the store now, a held or archived one too
#[derive(Args, Debug)]
pub(super) struct Push {
    /// The article's id or number
    id: String,
    /// As breaking news: to everybody who has not switched it off, ahead of all else; with four_eyes once an editor confirms it
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

/// Asks, then publishes.
pub(super) async fn run(push: Push, config: Config) -> anyhow::Result<ExitCode> {
    let store = super::open_store(&config)?;
    let newsroom = crate::app::newsroom(&config, &store)?;
    let now = surely(&store)?;
    let Some(key) = store.read_here(|store| find(store, &newsroom, &push.id))? else {
        bail!(
            "there is no article {}: `headliner articles` lists them; is its file in {}?",
            push.id,
            config.articles.display()
        );
    };
    let lane = if push.breaking { Lane::Breaking } else { Lane::News };
    let volume = volume(&push);
    let (listed, stands, reach, translations) = store.read_here(|store| {
        let listed = store.listed(key)?;
        let stands = listed.as_ref().map(|listed| blocked(store, listed, now)).transpose()?.flatten();
        let translations = listed.as_ref().map(|listed| translated(store, listed, lane, now, &newsroom)).transpose()?;
        Ok((listed, stands, reach(store, key, lane, 0, moment(now, newsroom.zone))?, translations.unwrap_or_default()))
    })?;
    let (Some(listed), Some(reach)) = (listed, reach) else { bail!("the article {} has just gone", push.id) };
    if let Some(obstacle) = stands {
        bail!("{}", refusal(obstacle, &newsroom));
    }
    let tempo = tempo(&config, if push.breaking { newsroom.breaking.stars } else { 0 }).await;
    translations.iter().for_each(|translation| say!("{translation}"));
    let stars = describe(&listed, (reach.audience, reach.rooms), &reach, &tempo, now, &newsroom);
    if push.breaking && !push.yes && !super::confirmed("Send it?")? {
        say!("Nothing was sent.");
        return Ok(ExitCode::SUCCESS);
    }
    let order = Order { article: key, revision: None, lane, languages: 0, volume, stars, insists: true };
    match release_and_publish(&store, &newsroom, &order)? {
        Ok(Published::Planned(_)) => say!("An editor has to confirm it in Telegram: the desk is asked now."),
        Ok(Published::Now(_)) => say!("Published; a running bot sends it now."),
        Err(Refused::Blocked(obstacle)) => bail!("{}", refusal(obstacle, &newsroom)),
        Err(Refused::Unknown | Refused::Changed | Refused::Waiting | Refused::Sent) => {
            bail!("the article {} has just gone", push.id)
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Publishes it; what is held is released with it.
fn release_and_publish(
    store: &Store,
    newsroom: &Newsroom,
    order: &Order,
) -> anyhow::Result<std::result::Result<Published, Refused>> {
    let now = surely(store)?;
    let to_all = order.lane == Lane::Breaking;
    let published = store.write_here(|store| match let_pass(store, order.article, 0, to_all)? {
        Passed::WantsRubric => Ok(None),
        Passed::Yes | Passed::NotHeld => publish(store, newsroom, &Who::Console, order, When::Now, now).map(Some),
    })?;
    let Some(published) = published else {
        bail!(
            "none of the article's rubrics is known, so nobody would get it: add `rubric:` to its file or aliases to \
             the newsroom's file, or choose one in /held"
        );
    };
    Ok(published)
}

/// What becomes of the story's translations in the store: those that readers of a breaking push get in their languages, and why
/// others are left out.
fn translated(store: &Reading, listed: &Listed, lane: Lane, now: Time, newsroom: &Newsroom) -> Result<Vec<String>> {
    let mut said = Vec::new();
    if lane == Lane::News {
        return Ok(said);
    }
    let key = listed.story.key;
    let parts: Vec<ArticleKey> = store.parts(key, lane, 0, now)?.into_iter().map(|(part, _)| part).collect();
    for other in store.whole_story(key)?.into_iter().filter(|other| *other != key) {
        let Some(other) = store.listed(other)? else { continue };
        let (language, headline) = (other.story.language.code(), &other.story.headline);
        match obstacle(store, &other, now)? {
            _ if parts.contains(&other.story.key) => said.push(format!("{language}: {headline}")),
            Some(obstacle) => said.push(format!("{language}: {headline} (left out: {})", refusal(obstacle, newsroom))),
            None => {} // the same language, or another translation goes
        }
    }
    Ok(said)
}

fn volume(push: &Push) -> Volume {
    match (push.silent, push.wake) {
        (true, _) => Volume::Silent,
        (_, true) => Volume::Wake,
        _ => Volume::AsChosen,
    }
}

/// A time that has come by the machine's clock and by what the running bot knows of Telegram's: no embargo ends sooner.
fn surely(store: &Store) -> anyhow::Result<Time> {
    Ok(store.read_here(super::moment)?.surely())
}

/// What stands in the way; not that it is held: whoever pushes it has decided.
fn blocked(store: &Reading, listed: &Listed, now: Time) -> Result<Option<Obstacle>> {
    match listed.readiness {
        Readiness::Held => Ok(listed.embargo.filter(|embargo| *embargo > now).map(Obstacle::Embargo)),
        _ => obstacle(store, listed, now),
    }
}

fn refusal(obstacle: Obstacle, newsroom: &Newsroom) -> String {
    match obstacle {
        Obstacle::Draft => "the article is a draft: set `status: published` in its file first".to_owned(),
        Obstacle::Embargo(until) => {
            format!("the article is embargoed until {}: it cannot go sooner", shown(until, newsroom.zone))
        }
        Obstacle::Withheld | Obstacle::Withdrawn => {
            "the article is withdrawn: restore it in the store first".to_owned()
        }
        Obstacle::Held => "the article waits for an editor: `headliner articles --held` says why".to_owned(),
        Obstacle::Expired => "the article's time is over: change `expires` in its file first".to_owned(),
        Obstacle::SetAside => "Telegram takes the article in no form: change its text or photo first".to_owned(),
    }
}

/// How fast it would go; where something may be paid for, the bot's Stars are looked at.
async fn tempo(config: &Config, most: u32) -> Tempo {
    let mut tempo = Tempo { free: config.send_rate, paid: config.paid_rate, most, ..Tempo::default() };
    if tempo.would_pay()
        && let Some(token) = &config.token
        && let Ok(client) = crate::app::client(config, token)
    {
        tempo.balance = client.star_balance().await;
    }
    tempo
}

/// Says whom it reaches, until when, and for how many Stars at most, which it returns.
fn describe(
    listed: &Listed,
    (count, rooms): (u32, u32),
    reach: &Reach,
    tempo: &Tempo,
    now: Time,
    newsroom: &Newsroom,
) -> u32 {
    say!("{}", listed.story.headline);
    let readers = tell::count(count.saturating_sub(rooms), "reader");
    let rooms = match rooms {
        0 => String::new(),
        1 => " and 1 group or channel".to_owned(),
        rooms => format!(" and {} groups and channels", tell::thousands(rooms)),
    };
    say!(
        "To {readers}{rooms}. Left out: have it already {}, breaking switched off {}, other language {}, on a break {}.",
        tell::thousands(reach.already),
        tell::thousands(reach.opted_out),
        tell::thousands(reach.other_language),
        tell::thousands(reach.paused)
    );
    let time = estimate(count, tempo);
    if tempo.free > 0 {
        let last = shown(now + time.last, newsroom.zone);
        let middle = Words::built_in().duration(Language::En, time.middle.max(Duration::from_secs(1)));
        say!("Half will have it in {middle}, the last one by {last}.");
    }
    match tempo.balance {
        Some(balance) if time.stars > 0 => {
            say!("Price of speed: at most {} of {}.", tell::count(time.stars, "Star"), tell::thousands(balance))
        }
        Some(balance) if tempo.would_pay() && balance < NEEDED => {
            say!(
                "No extra speed: the bot has {}, paid broadcasts need {}.",
                tell::count(balance, "Star"),
                tell::thousands(NEEDED)
            );
        }
        None if tempo.would_pay() => say!("The balance of Stars could not be had; without it nothing is paid for."),
        _ => {}
    }
    time.stars
}
