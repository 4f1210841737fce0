//! Counters, the log of requests, waiting updates, and waiting for messages.

use std::{sync::Arc, time::Duration};

use serde_json::{Value, json};

use super::{Ask, Done, Fail, not_found};
use crate::world::{Shared, World};

pub fn answer(world: &mut World, segments: &[&str], ask: &Ask) -> Done {
    match segments {
        ["counters"] => Ok(json!(world.tally.counters)),
        ["counters", "reset"] => {
            world.tally.reset();
            Ok(json!({}))
        }
        ["requests"] => Ok(requests(world, ask)),
        ["updates"] => Ok(json!({"waiting": world.updates.len(), "kinds": world.updates.kinds()})),
        _ => Err(not_found("path")),
    }
}

fn requests(world: &World, ask: &Ask) -> Value {
    let after = ask.integer("after").and_then(|after| u64::try_from(after).ok()).unwrap_or(0);
    let limit = usize::try_from(ask.integer("limit").unwrap_or(100)).unwrap_or(0);
    let (method, chat) = (ask.text("method"), ask.integer("chat"));
    let refused = ask.integer("refused") == Some(1);
    let mut found: Vec<Value> = world
        .log
        .iter()
        .rev()
        .filter(|request| request.number > after)
        .filter(|request| method.is_empty() || request.method.eq_ignore_ascii_case(&method))
        .filter(|request| chat.is_none() || request.chat == chat)
        .filter(|request| !refused || request.error.is_some())
        .take(limit)
        .map(|request| json!(request))
        .collect();
    found.reverse();
    Value::Array(found)
}

/// Answers once the bot has sent so many messages to a chat.
pub async fn wait(shared: &Arc<Shared>, id: &str, ask: &Ask) -> Done {
    let id: i64 = id.parse().map_err(|_| not_found("chat"))?;
    let wanted = usize::try_from(ask.integer("messages").unwrap_or(1)).unwrap_or(1);
    let patience = Duration::from_secs(ask.integer("timeout").unwrap_or(10).clamp(0, 3600).unsigned_abs());
    let arrived = || shared.world().chats.get(&id).map_or(0, |chat| chat.from_bot);
    let waiting = async {
        loop {
            let changed = shared.changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            let count = arrived();
            if count >= wanted {
                return count;
            }
            changed.await;
        }
    };
    match tokio::time::timeout(patience, waiting).await {
        Ok(count) => Ok(json!({"messages": count})),
        Err(_) => Err(Fail(409, format!("the bot has sent {} messages, not {wanted}", arrived()))),
    }
}
