//! Limits, faults, time, Stars and what stands at which URL.

use std::time::Duration;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::{Ask, Done, Fail, not_found, wrong};
use crate::{Fault, Faults, Limits, clock::micros, files::Page, world::World};

pub fn answer(world: &mut World, segments: &[&str], ask: &Ask) -> Done {
    match segments {
        ["limits"] => limits(world, ask),
        ["faults"] => faults(world, ask),
        ["faults", "next"] => {
            let times = ask.integer("times").and_then(|times| u32::try_from(times).ok()).unwrap_or(1);
            world.chaos.fail_next(&ask.text("method"), fault(ask)?, times);
            Ok(json!({}))
        }
        ["faults", "outage"] => {
            let seconds = ask.integer("seconds").ok_or_else(|| wrong("\"seconds\" is missing"))?;
            let until = world.now() + micros(Duration::from_secs(seconds.unsigned_abs()));
            world.chaos.outage(&ask.text("method"), fault(ask)?, until);
            Ok(json!({}))
        }
        ["time"] => {
            let shift = ask.integer("shift_seconds").filter(|seconds| *seconds > 0 && ask.method != "GET");
            if let Some(seconds) = shift {
                world.clock.shift(Duration::from_secs(seconds.unsigned_abs()));
                world.touched();
            }
            Ok(json!({"now_us": world.now()}))
        }
        ["stars"] => {
            if ask.method == "POST" {
                let stars = ask.body["balance"].as_f64().unwrap_or(world.stars);
                let users = ask.body["monthly_users"].as_u64().unwrap_or(world.monthly_users);
                world.set_stars(stars, users);
            }
            Ok(json!({"balance": world.stars, "monthly_users": world.monthly_users}))
        }
        ["inline"] => {
            if let Some(on) = ask.body["on"].as_bool().filter(|_| ask.method == "POST") {
                world.bot.inline = on;
            }
            Ok(json!({"on": world.bot.inline}))
        }
        ["urls"] => {
            let url = ask.query.get("url").ok_or_else(|| wrong("\"url\" is missing in the query"))?;
            let page = Page { mime: ask.kind.clone(), bytes: ask.bytes.clone() };
            world.files.web.insert(url.clone(), Some(page));
            Ok(json!({}))
        }
        _ => Err(not_found("path")),
    }
}

fn fault(ask: &Ask) -> Result<Fault, Fail> {
    serde_json::from_value(ask.body["fault"].clone()).map_err(|why| wrong(format!("\"fault\": {why}")))
}

fn limits(world: &mut World, ask: &Ask) -> Done {
    if ask.method == "GET" {
        return Ok(json!(world.limits));
    }
    let base = match ask.body["preset"].as_str() {
        None => world.limits.clone(),
        Some("telegram") => Limits::telegram(),
        Some("strict") => Limits::strict(),
        Some("none") => Limits::none(),
        Some(_) => return Err(wrong("\"preset\" must be telegram, strict or none")),
    };
    let limits = overlay(&base, &ask.body)?;
    world.set_limits(limits);
    Ok(json!(world.limits))
}

fn faults(world: &mut World, ask: &Ask) -> Done {
    if ask.method == "GET" {
        return Ok(json!(world.chaos.faults));
    }
    let base = match ask.body["preset"].as_str() {
        None => world.chaos.faults.clone(),
        Some("none") => Faults::none(),
        Some(_) => return Err(wrong("\"preset\" must be none")),
    };
    let faults = overlay(&base, &ask.body)?;
    world.set_faults(faults);
    Ok(json!(world.chaos.faults))
}

/// The settings with those fields replaced that the body names.
fn overlay<T: Serialize + DeserializeOwned>(base: &T, body: &Value) -> Result<T, Fail> {
    let mut merged = serde_json::to_value(base).unwrap_or_default();
    for (name, value) in body.as_object().into_iter().flatten().filter(|(name, _)| *name != "preset") {
        merged[name.as_str()] = value.clone();
    }
    serde_json::from_value(merged).map_err(|why| wrong(why.to_string()))
}
