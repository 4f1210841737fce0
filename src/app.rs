//! Wires a running Headliner together, starts it and stops it; the only file that knows all rooms. In: settings, a
//! clock, a future that says when to stop. Out: nothing but what it did; an error is one sentence for the person who
//! started it.

mod chronicle;
mod database;
mod greeting;
mod identity;
mod ops;

use std::{fs::File, path::Path, sync::Arc, time::Duration};

use anyhow::{Context, anyhow, bail};
use tokio::{
    sync::{mpsc, watch},
    task::JoinSet,
    time::Instant,
};

use self::{database::Replaced, identity::Claim, ops::Shown};
use crate::{
    acts::staff::{self, Appointed},
    article::{Fault, Language, Sentence},
    bot_api::Client,
    clock::{Clock, Moment, Time},
    config::{Config, Token, private, unreadable},
    delivery::{self, Delivery, Photos},
    fetch::Web,
    intake,
    locale::{Words, args},
    newsroom::Newsroom,
    store::{Store, lock_file},
    telegram::{
        self, Me,
        alerts::{Board, Kind, Trouble},
    },
};

pub use greeting::{WrongToken, greet};

/// What is said where a token is needed.
pub const NO_TOKEN: &str = "there is no token: get one from @BotFather and set TELOXIDE_TOKEN, or run `headliner init`";
/// How long a starting bot waits for one that is ending.
const LOCK_PATIENCE: Duration = Duration::from_secs(10);
/// How often the newsroom's file is looked at for a change.
const NEWSROOM_LOOK: Duration = Duration::from_secs(2);
/// How often the whole folder of articles is looked at, besides its events.
const FOLDER_LOOK: Duration = intake::watch::EVERY;

/// Runs the bot until `shutdown`, then ends within ten seconds. Where another file takes the database's place, it goes on
/// with that.
pub async fn run(
    config: Config,
    clock: Clock,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
    run_as(Claim::Own, config, clock, shutdown).await
}

/// The same with a database that may be another bot's: it is this one's from now on (`identity`).
pub async fn run_adopting(
    config: Config,
    clock: Clock,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
    run_as(Claim::Adopt, config, clock, shutdown).await
}

async fn run_as(
    mut claim: Claim,
    config: Config,
    clock: Clock,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
    let token = config.token.clone().context(NO_TOKEN)?;
    let (end, ended) = watch::channel(false);
    let (shown, _serving) = ops::watch(&config, &clock, until(ended.clone())).await?;
    tokio::spawn(async move {
        shutdown.await;
        let _ = end.send(true); // it may have ended by itself
    });
    loop {
        // What replaces the database later was not meant.
        let claim = std::mem::replace(&mut claim, Claim::Own);
        let served = serve(claim, config.clone(), &token, clock.clone(), &shown, until(ended.clone())).await;
        shown.send_replace(None);
        match served {
            Err(error) if error.is::<Replaced>() => log::warn!("{error}"),
            end => return end.map_err(|error| database::explained(error, &config.database)),
        }
        if or_end(database::is_whole(&config.database), until(ended.clone())).await.is_none() {
            return Ok(());
        }
    }
}

/// What comes, unless the end comes before.
async fn or_end<T>(work: impl Future<Output = T>, end: impl Future<Output = ()>) -> Option<T> {
    tokio::select! {
        done = work => Some(done),
        () = end => None,
    }
}

/// Works with the database as it is there, until the end or until another file has its place.
async fn serve(
    claim: Claim,
    config: Config,
    token: &Token,
    clock: Clock,
    shown: &Shown,
    shutdown: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    tokio::pin!(shutdown);
    // Before the database, so that a start that is refused leaves none behind.
    read_newsroom(&config.newsroom)?;
    let (words, client) = (words(&config)?, client(&config, token)?.telling(&clock));
    let met = or_end(greeting::wait(&client, &config), shutdown.as_mut()).await.transpose()?;
    let Some(me) = met else { return Ok(()) };
    let _lock = lock(&config.database).await?;
    let store = Store::open_locked(&config.database)?;
    identity::check(&store, &me, claim, clock.now())?;
    let words = words.marking_times(client.knows_times().await);
    let (newsroom_now, newsroom) = watch_newsroom_of(&config, &store)?;
    print_first_admin_link(&config, &store, &words, &me, clock.now())?;
    let (outfit, web) = outfit(&config, &store, &clock, &client, &words, &newsroom, &me.username)?;
    store.write_here(|store| store.files_are_to_be_read())?; // before anything that waits can be sent
    let (photos, last_alive) = (outfit.photos.clone(), store.read_here(|store| store.sign_of_life())?); // before delivery's
    let (stop, stopped) = watch::channel(false);
    let (delivery, delivering) = Delivery::start(outfit, until(stopped.clone())).await?;
    let watching = database::watch(store.clone(), clock.clone(), config.database.clone());
    let (notices, noticed) = mpsc::channel(intake::NOTICES);
    let arriving = arriving(&config, &store, &clock, &newsroom, last_alive, notices);
    let room = telegram::Room::new(&config, client, me, store.clone(), clock, words, newsroom, delivery, photos);
    let board = room.board.clone();
    let mut works = JoinSet::new();
    ops::start(&mut works, &config, &arriving, &stopped, (shown, &room)).await?;
    log::info!("@{} is at work; articles in {}", room.me.username, config.articles.display());
    works.spawn(with_end(delivering));
    works.spawn(with_end(telegram::run(room, noticed, until(stopped.clone()))));
    works.spawn(or(intake::feeds::run(arriving.clone(), web, config.feeds.clone()), until(stopped.clone())));
    works.spawn(or(intake::run(arriving, FOLDER_LOOK), until(stopped.clone())));
    works.spawn(or(watching, until(stopped.clone())));
    works.spawn(or(chronicle::run(store.clone()), until(stopped.clone())));
    works.spawn(or(with_end(watch_newsroom(config, store, newsroom_now, board)), until(stopped)));
    finish(works, stop, shutdown).await
}

/// What intake works with.
fn arriving(
    config: &Config,
    store: &Store,
    clock: &Clock,
    newsroom: &watch::Receiver<Arc<Newsroom>>,
    last_alive: Option<Moment>,
    notices: mpsc::Sender<intake::Notice>,
) -> intake::Tools {
    intake::Tools {
        store: store.clone(),
        clock: clock.clone(),
        newsroom: newsroom.clone(),
        folder: config.articles.clone(),
        max_age: config.max_age,
        last_alive,
        notices,
        handing: Arc::default(),
    }
}

/// What delivery works with, and the web, which the feeds ask too.
fn outfit(
    config: &Config,
    store: &Store,
    clock: &Clock,
    client: &Client,
    words: &Words,
    newsroom: &watch::Receiver<Arc<Newsroom>>,
    bot: &Arc<str>,
) -> anyhow::Result<(delivery::Outfit, Web)> {
    let web = Web::new()?;
    let outfit = delivery::Outfit {
        store: store.clone(),
        clock: clock.clone(),
        client: client.clone(),
        words: words.clone(),
        newsroom: newsroom.clone(),
        photos: Photos::new(config.articles.clone()).with_web(web.clone()),
        bot: bot.clone(),
        send_rate: config.send_rate,
        paid_rate: config.paid_rate,
        uncertain: config.uncertain,
        max_age: config.max_age,
        keep: config.keep,
        events: delivery::Outfit::event_channel(),
    };
    Ok((outfit, web))
}

async fn with_end(work: impl Future<Output = ()>) -> anyhow::Result<()> {
    work.await;
    Ok(())
}

/// A work that has no end of its own, until the end of all.
async fn or(work: impl Future<Output = anyhow::Result<()>>, end: impl Future<Output = ()>) -> anyhow::Result<()> {
    or_end(work, end).await.unwrap_or(Ok(()))
}

/// Waits for the end, or for a room that fails; then for all rooms.
async fn finish(
    mut works: JoinSet<anyhow::Result<()>>,
    stop: watch::Sender<bool>,
    shutdown: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    tokio::pin!(shutdown);
    let mut answer = Ok(());
    loop {
        tokio::select! {
            () = &mut shutdown, if !*stop.borrow() => {
                log::info!("ending");
                let _ = stop.send(true); // rooms that ended do not listen
            }
            work = works.join_next() => match work {
                None => return answer,
                Some(Ok(Ok(()))) => {}
                Some(Ok(Err(error))) => {
                    answer = answer.and(Err(error));
                    let _ = stop.send(true);
                }
                // Here as elsewhere: what a panic says may quote somebody, and its place has been told.
                Some(Err(_)) => {
                    answer = answer.and(Err(anyhow!("a part of the program failed; see above")));
                    let _ = stop.send(true);
                }
            },
        }
    }
}

async fn until(mut stopped: watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stopped| *stopped).await; // an end without a word is an end too
}

/// Says which of the settings that were given have no effect as they are.
pub fn warn_of_idle_settings(config: &Config) {
    if config.paid_rate > 0 && config.paid_rate <= config.send_rate {
        log::warn!("HEADLINER_PAID_RATE is no more than HEADLINER_SEND_RATE: nothing will be paid for");
    }
}

/// The newsroom as it is, for all who follow it. Says where speed could be paid for, and nothing may be spent on it.
#[expect(clippy::type_complexity, reason = "the two ends of a channel")]
fn watch_newsroom_of(
    config: &Config,
    store: &Store,
) -> anyhow::Result<(watch::Sender<Arc<Newsroom>>, watch::Receiver<Arc<Newsroom>>)> {
    let newsroom = newsroom(config, store)?;
    for warning in newsroom.unsigned() {
        log::warn!("{}: {warning}", config.newsroom.display());
    }
    if config.paid_rate > config.send_rate && newsroom.breaking.stars == 0 {
        log::warn!(
            "HEADLINER_PAID_RATE is set, but no push may cost anything: set `stars` under [breaking] in {}",
            config.newsroom.display()
        );
    }
    Ok(watch::channel(Arc::new(newsroom)))
}

/// Without any admin, prints a link that makes the first one.
fn print_first_admin_link(config: &Config, store: &Store, words: &Words, me: &Me, now: Time) -> anyhow::Result<()> {
    let token = store.write_here(|store| staff::invite_first_admin(store, &Appointed::of(config), now))?;
    if let Some(token) = token {
        let link = staff::link(&me.username, &token);
        println!("{}", words.say(Language::En, "staff-first-admin", &args![link = link]));
    }
    Ok(())
}

/// Only one process sends from a database; the others may look and administer.
async fn lock(database: &Path) -> anyhow::Result<File> {
    let path = lock_file(database);
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {} for the database", folder.display()))?;
    }
    // Whoever can open it could hold it, too.
    let file = private::create(&path).with_context(|| {
        format!("cannot write {}: the folder of the database must be writable (HEADLINER_DATABASE)", path.display())
    })?;
    let (end, mut said) = (Instant::now() + LOCK_PATIENCE, false);
    while file.try_lock().is_err() {
        if !std::mem::replace(&mut said, true) {
            log::warn!(
                "another Headliner sends from {}; this one waits up to {} seconds for its end",
                database.display(),
                LOCK_PATIENCE.as_secs()
            );
        }
        if Instant::now() >= end {
            bail!(
                "another Headliner already sends from {}: stop it first, or give this one another HEADLINER_DATABASE",
                database.display()
            );
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    Ok(file)
}

/// The newsroom of the file, or the built-in one, with the places its rubrics have in the database.
pub fn newsroom(config: &Config, store: &Store) -> anyhow::Result<Newsroom> {
    let mut newsroom = read_newsroom(&config.newsroom)?.unwrap_or_default();
    store.write_here(|store| store.settle_rubrics(&mut newsroom))?;
    Ok(newsroom)
}

/// The newsroom of this file; `None` where there is no file.
pub fn read_newsroom(path: &Path) -> anyhow::Result<Option<Newsroom>> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => bail!("{}", unreadable(&format!("the newsroom's file {}", path.display()), &error)),
    };
    let parsed = Newsroom::read(&bytes);
    parsed.map(Some).map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(|fault| format!("{}: {fault}", path.display())).collect();
        anyhow!("{}", faults.join("\n"))
    })
}

/// What is wrong with this newsroom's file, if it is the file.
fn flaw(path: &Path) -> Option<Fault> {
    match std::fs::read(path) {
        Ok(bytes) => Newsroom::read(&bytes).err().and_then(|faults| Fault::together(&faults)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => Some(Fault::new(Sentence::new("flaw-newsroom-unreadable", error.to_string(), Vec::new()))),
    }
}

/// The words, with the newsroom's own over them.
pub fn words(config: &Config) -> anyhow::Result<Words> {
    Words::with_overlay(&config.words()).map_err(|faults| anyhow!("{}", faults.join("\n")))
}

/// Takes up changes of the newsroom's file. A bad one is refused with a sentence, and the old one stays.
async fn watch_newsroom(config: Config, store: Store, now: watch::Sender<Arc<Newsroom>>, board: Board) {
    let stamp = |path: &Path| std::fs::metadata(path).and_then(|about| Ok((about.modified()?, about.len()))).ok();
    let mut seen = stamp(&config.newsroom);
    loop {
        tokio::time::sleep(NEWSROOM_LOOK).await;
        let new = stamp(&config.newsroom);
        if new == seen {
            continue;
        }
        seen = new;
        let (config, store, path) = (config.clone(), store.clone(), config.newsroom.clone());
        match tokio::task::spawn_blocking(move || newsroom(&config, &store)).await {
            Ok(Ok(newsroom)) => {
                board.is_over(Kind::Newsroom);
                log::info!("the newsroom's file has changed and is taken up");
                now.send_replace(Arc::new(newsroom));
            }
            Ok(Err(error)) => {
                board.set(Kind::Newsroom, flaw(&path).map(Trouble::Newsroom));
                log::error!("the newsroom's file is not taken up, the old one stays: {error}");
            }
            Err(_) => log::error!("the newsroom's file could not be read; see above"),
        }
    }
}

/// The way to Telegram by the settings, for commands that speak to Telegram once.
pub fn client(config: &Config, token: &Token) -> anyhow::Result<Client> {
    Client::new(&config.api_url, config.proxy.as_ref(), token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_end_by_a_panic_quotes_nobody() {
        let mut works = JoinSet::new();
        works.spawn(async { panic!("cannot cut «{}»", "тайна".to_owned()) });
        let error = finish(works, watch::Sender::new(false), std::future::pending()).await.unwrap_err();
        assert_eq!(format!("{error:#}"), "a part of the program failed; see above");
    }
}
