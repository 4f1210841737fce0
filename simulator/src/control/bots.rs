//! `/simulator/bots`: several bots at one address. What stands after `/simulator/bots/ID/` is the control of that bot.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{Ask, Done, wrong};
use crate::{Settings, world::Shared};

/// The bots, or with a body one more.
pub(super) fn answer(shared: &Arc<Shared>, ask: &Ask) -> Done {
    if ask.method == "GET" {
        let mut bots = vec![shown(shared)];
        bots.extend(shared.elsewhere().iter().map(|bot| shown(bot)));
        return Ok(json!(bots));
    }
    let (started_at_ms, limits) = {
        let world = shared.world();
        (world.now() / 1000, world.limits.clone())
    };
    let settings = Settings {
        token: ask.required("token")?,
        bot_name: ask.required("name")?,
        bot_username: ask.required("username")?,
        started_at_ms,
        limits,
        ..Settings::default()
    };
    let id = settings.token.split_once(':').and_then(|(id, _)| id.parse::<i64>().ok());
    if id.is_none() || shared.bot(|bot| bot.token.split(':').next() == settings.token.split(':').next()).is_some() {
        return Err(wrong("a bot's token is ID:SECRET, and its ID is no other bot's".to_string()));
    }
    Ok(shown(&shared.add_bot(&settings)))
}

fn shown(bot: &Shared) -> Value {
    let world = bot.world();
    json!({"id": world.bot.id, "name": world.bot.name(), "username": world.bot.username, "token": bot.token})
}
