//! Starts what other programs have to do with a running Headliner, as far as the settings want it. In: settings and tools of the
//! rooms. Out: works that run until the end; an address that cannot be had is a sentence before anything is sent.

use std::{io::ErrorKind, net::SocketAddr, sync::Arc, time::Duration};

use tokio::{
    net::TcpListener,
    sync::watch,
    task::JoinSet,
    time::{Instant, sleep},
};

use super::{or, until};
use crate::{
    clock::Clock,
    config::{Config, Secret},
    intake::{Door, Tools},
    ops::{
        articles::Articles,
        http,
        view::{self, Counts, View, Works},
        webhook::{Call, Webhook},
    },
    telegram::Room,
};

/// How long a starting process waits for the address that one which is ending still has.
const PATIENCE: Duration = Duration::from_secs(10);
const AGAIN: Duration = Duration::from_millis(200);

/// What a Headliner at work shows is put here; `None`: nothing is at work.
pub(super) type Shown = watch::Sender<Option<Works>>;

/// Answers whoever looks, from the start to `end`, if that is wanted. It ends with what is given back.
pub(super) async fn watch(
    config: &Config,
    clock: &Clock,
    end: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<(Shown, JoinSet<()>)> {
    let (shown, works) = watch::channel(None);
    let mut serving = JoinSet::new();
    if let Some(address) = config.ops {
        let listener = listen_patiently(address).await?;
        let at = listener.local_addr()?;
        if !at.ip().is_loopback() {
            log::warn!(
                "health, figures and the admin's page are shown at {at} without encryption to whoever reaches it: let only a network \
                 of your own do that"
            );
        }
        log::info!("health, figures and the admin's page are at http://{at}");
        serving.spawn(View::new(works, clock.now(), at.ip()).serve(listener, end));
    }
    Ok((shown, serving))
}

async fn listen_patiently(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let end = Instant::now() + PATIENCE;
    loop {
        match TcpListener::bind(address).await {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == ErrorKind::AddrInUse && Instant::now() < end => sleep(AGAIN).await,
            Err(_) => return http::listen(address, "HEADLINER_OPS").await, // which says what is wrong
        }
    }
}

/// What whoever looks at this Headliner sees.
fn in_view(room: &Room, config: &Config, counts: watch::Receiver<Arc<Counts>>) -> Works {
    let Room { store, clock, words, newsroom, delivery, polls, client, board, .. } = room.clone();
    let (requests, feeds) = (client.meter().clone(), config.feeds.clone().into());
    Works { store, clock, words, newsroom, delivery, polls, requests, board, counts, feeds }
}

/// Takes the address for articles, if there is to be one; a process that is ending has left it by now.
async fn listen(config: &Config) -> anyhow::Result<Option<TcpListener>> {
    let Some(address) = config.api else { return Ok(None) };
    let listener = http::listen(address, "HEADLINER_API").await?;
    if !address.ip().is_loopback() {
        log::warn!(
            "articles are taken at {address} without encryption: let only a proxy with TLS, or a network of your own, reach it"
        );
    }
    log::info!("articles are taken by HTTP at {}", listener.local_addr()?);
    Ok(Some(listener))
}

/// Starts what is wanted, and shows what is at work from now on.
pub(super) async fn start(
    works: &mut JoinSet<anyhow::Result<()>>,
    config: &Config,
    tools: &Tools,
    stopped: &watch::Receiver<bool>,
    (shown, room): (&Shown, &Room),
) -> anyhow::Result<()> {
    if let Some((listener, token)) = listen(config).await?.zip(config.api_token.clone()) {
        works.spawn(take_articles(listener, token, tools.clone(), until(stopped.clone())));
    }
    if let Some(webhook) = webhook(config, tools)? {
        works.spawn(or(webhook.run(), until(stopped.clone())));
    }
    if config.ops.is_some() {
        let (tell, counts) = watch::channel(Arc::default());
        let counting = view::keep(tools.store.clone(), tools.clock.clone(), tools.newsroom.clone(), tell);
        works.spawn(or(counting, until(stopped.clone())));
        shown.send_replace(Some(in_view(room, config, counts)));
    }
    Ok(())
}

async fn take_articles(
    listener: TcpListener,
    token: Secret,
    tools: Tools,
    end: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    let (store, clock, newsroom) = (tools.store.clone(), tools.clock.clone(), tools.newsroom.clone());
    let door = Door::open(tools).await?;
    Articles { door, store, clock, newsroom, token }.serve(listener, end).await;
    Ok(())
}

/// Who tells what happened, if somebody is to be told; from now on that is written down, or not.
fn webhook(config: &Config, tools: &Tools) -> anyhow::Result<Option<Webhook>> {
    let wanted = config.webhook.clone().zip(config.webhook_secret.clone());
    let is_wanted = wanted.is_some();
    tools.store.write_here(|store| store.tell_happenings(is_wanted))?;
    let Some((address, secret)) = wanted else { return Ok(None) };
    let (store, clock, newsroom) = (tools.store.clone(), tools.clock.clone(), tools.newsroom.clone());
    Ok(Some(Webhook { store, clock, newsroom, call: Arc::new(Call::new(address, secret)?) }))
}
