//! Starts what other programs have to do with a running Headliner, as far as the settings want it. In: settings and tools of the
//! rooms. Out: works that run until the end; an address that cannot be had is a sentence before anything is sent.

use std::sync::Arc;

use tokio::{net::TcpListener, sync::watch, task::JoinSet};

use super::{or, until};
use crate::{
    config::{Config, Secret},
    intake::{Door, Tools},
    ops::{
        articles::Articles,
        http,
        webhook::{Call, Webhook},
    },
};

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

/// Starts what is wanted.
pub(super) async fn start(
    works: &mut JoinSet<anyhow::Result<()>>,
    config: &Config,
    tools: &Tools,
    stopped: &watch::Receiver<bool>,
) -> anyhow::Result<()> {
    if let Some((listener, token)) = listen(config).await?.zip(config.api_token.clone()) {
        works.spawn(take_articles(listener, token, tools.clone(), until(stopped.clone())));
    }
    if let Some(webhook) = webhook(config, tools)? {
        works.spawn(or(webhook.run(), until(stopped.clone())));
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
