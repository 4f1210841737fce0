//! `/bot<token>/<method>`: who asks, what goes wrong on the way, the method, the answer.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use hyper::{Request, Response, body::Incoming};
use serde_json::Value;

use super::{
    Fault,
    answer::{Outcome, Refusal, Stop},
    args::Args,
    clock::micros,
    faults::Weather,
    methods::{self, Call, Method},
    polling,
    request::read_args,
    server::{self, Answer, Body, json, refusal, unreadable},
    web,
    wire::Fate,
    world::Shared,
};

/// Requests above the limit in progress are held so long and then refused with 60 seconds.
const CROWDED: Duration = Duration::from_secs(3);
/// A request that had to be worked out again this often is given up; each time it waited or fetched something.
const ROUNDS: usize = 64;

/// Answers `TOKEN/METHOD`.
pub(super) async fn answer(rest: &str, request: Request<Incoming>, shared: &Arc<Shared>, fate: &Fate) -> Answer {
    let (token, name) = rest.split_once('/').unwrap_or((rest, ""));
    let shared = &shared.bot(|bot| bot.token == token).unwrap_or_else(|| shared.clone());
    let name = name.trim_matches('/').to_ascii_lowercase();
    if let Err(refused) = authorized(token, &name, shared) {
        let _ = read_args(request).await;
        return Ok(refusal(&refused));
    }
    let args = match read_args(request).await {
        Ok(args) => args,
        Err(why) => {
            let refused = unreadable(&why);
            shared.world().tally.refused(refused.code, &refused.description);
            return Ok(refusal(&refused));
        }
    };
    let Some(method) = methods::find(&name) else {
        let refused = Refusal::plain(404, "Not Found: method not found");
        let mut world = shared.world();
        world.tally.refused(404, &refused.description);
        let now = world.now();
        let number = world.log.begin(now, &name, None, args.shown(), None);
        finish(&mut world, number, Some(&refused));
        return Ok(refusal(&refused));
    };
    InFlight::begin(shared, method).handle(method, args, fate).await
}

fn authorized(token: &str, name: &str, shared: &Shared) -> Result<(), Refusal> {
    let well_formed = token.split_once(':').is_some_and(|(id, secret)| id.parse::<u64>().is_ok() && !secret.is_empty());
    if !well_formed {
        return Err(Refusal::plain(404, "Not Found"));
    }
    if token != shared.token {
        return Err(Refusal::plain(401, "Unauthorized"));
    }
    if shared.world().bot.logged_out && name != "logout" {
        return Err(Refusal::plain(400, "Logged out"));
    }
    Ok(())
}

/// A request in progress: counted until it is dropped, however it ends.
struct InFlight<'a> {
    shared: &'a Arc<Shared>,
    counted: bool,
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        if self.counted {
            let mut world = self.shared.world();
            world.tally.ended();
            world.touched();
        }
    }
}

impl<'a> InFlight<'a> {
    fn begin(shared: &'a Arc<Shared>, method: &Method) -> InFlight<'a> {
        let counted = method.name != "getUpdates";
        if counted {
            shared.world().tally.started();
        }
        InFlight { shared, counted }
    }

    async fn handle(&self, method: &'static Method, args: Args, fate: &Fate) -> Answer {
        let (number, weather, crowded) = self.arrive(method, &args);
        if !weather.delay.is_zero() {
            tokio::time::sleep(weather.delay).await;
        }
        if let Some(fault) = weather.fault.filter(|fault| !fault.keeps_effect()) {
            return self.fail(number, fault, None, fate).await;
        }
        let outcome = if crowded {
            tokio::time::sleep(CROWDED).await;
            Err(Refusal::flood(60).into())
        } else {
            self.work(method, &args).await
        };
        let refused = match &outcome {
            Err(Stop::Refuse(refused)) => Some(refused),
            _ => None,
        };
        finish(&mut self.shared.world(), number, refused);
        let answer = match outcome {
            Ok(Done::Value(value)) => json(200, success(&value)),
            Ok(Done::Raw(raw)) => json(200, raw),
            Err(Stop::Refuse(refused)) => refusal(&refused),
            Err(_) => refusal(&Refusal::plain(500, "Internal Server Error")),
        };
        match weather.fault {
            Some(fault) => self.fail(number, fault, Some(answer), fate).await,
            None => Ok(answer),
        }
    }

    /// Logs the request and looks at what it meets.
    fn arrive(&self, method: &'static Method, args: &Args) -> (u64, Weather, bool) {
        let mut world = self.shared.world();
        let now = world.now();
        world.tally.counters.requests += 1;
        if method.is_counted() {
            world.tally.asked(now);
            let chat = args.integer("chat_id");
            world.tally.counters.asked_too_soon += u64::from(world.gate.is_told(now, chat));
        }
        let weather = world.chaos.meet(now, &method.lower, method.changes());
        let most = u64::from(world.limits.in_flight);
        let crowded = self.counted && most > 0 && world.tally.in_flight > most + world.updates.len() as u64;
        let mut number = 0;
        if world.log.is_kept() && method.name != "getUpdates" {
            let chat = args.integer("chat_id");
            number = world.log.begin(now, method.name, chat, args.shown(), weather.fault);
            if !method.is_simulated()
                && let Some(entry) = world.log.entry(number)
            {
                entry.not_simulated = true;
            }
        }
        (number, weather, crowded)
    }

    /// Works the method out, waiting and fetching as it asks for.
    async fn work(&self, method: &'static Method, args: &Args) -> Result<Done, Stop> {
        if method.name == "getUpdates" {
            return polling::get_updates(self.shared, args).await.map(|array| Done::Raw(array.into()));
        }
        let mut waited = Duration::ZERO;
        let mut held = None;
        for _ in 0..ROUNDS {
            let outcome: Outcome = {
                let mut world = self.shared.world();
                let call = Call { method, args, waited: micros(waited) };
                let outcome = methods::run(&mut world, &call);
                world.touched();
                outcome
            };
            match outcome {
                Err(Stop::Wait(wait)) => {
                    if held.is_none() {
                        let turn = Held::begin(self.shared, args.integer("chat_id").unwrap_or(0));
                        held = Some(turn.ok_or_else(|| Stop::Refuse(Refusal::flood(60)))?);
                    }
                    let wait = wait.max(Duration::from_millis(1));
                    tokio::time::sleep(wait).await;
                    waited += wait;
                }
                Err(Stop::Fetch(url)) => web::fetch(self.shared, &url).await,
                outcome => return outcome.map(Done::Value),
            }
        }
        Err(Refusal::flood(5).into())
    }

    /// What the bot gets instead of the answer.
    async fn fail(&self, number: u64, fault: Fault, answer: Option<Response<Body>>, fate: &Fate) -> Answer {
        if answer.is_some() && !matches!(fault, Fault::Delay(_)) {
            self.shared.world().tally.counters.answers_lost += 1;
        }
        let gateway = || server::bytes(502, "text/html", BAD_GATEWAY);
        let refused = |refused: Refusal| {
            let mut world = self.shared.world();
            finish(&mut world, number, Some(&refused));
            refusal(&refused)
        };
        match fault {
            Fault::Delay(_) => Ok(answer.unwrap_or_else(gateway)),
            Fault::BadGateway | Fault::BadGatewayAfter => Ok(gateway()),
            Fault::Restart => Ok(refused(Refusal::plain(500, "Internal Server Error: restart"))),
            Fault::Unauthorized => Ok(refused(Refusal::plain(401, "Unauthorized"))),
            Fault::Flood(seconds) => Ok(refused(Refusal::flood(seconds.into()))),
            Fault::FloodAfter(seconds) => Ok(refusal(&Refusal::flood(seconds.into()))),
            Fault::Lost | Fault::Swallowed => std::future::pending().await,
            Fault::ResetBefore | Fault::ResetAfter => {
                fate.break_after(0);
                Err(std::io::ErrorKind::ConnectionReset.into())
            }
            Fault::Truncated => {
                fate.break_after(TRUNCATED);
                Ok(answer.unwrap_or_else(gateway))
            }
        }
    }
}

/// A truncated answer ends within its head or a little after it.
const TRUNCATED: usize = 150;
const BAD_GATEWAY: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n\
    <hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n";

/// A request that Telegram holds for its chat; too many of them are refused.
struct Held<'a> {
    shared: &'a Arc<Shared>,
    chat: i64,
}

impl<'a> Held<'a> {
    fn begin(shared: &'a Arc<Shared>, chat: i64) -> Option<Held<'a>> {
        let mut world = shared.world();
        let most = world.limits.in_flight_chat;
        let count = world.held.entry(chat).or_default();
        if most > 0 && *count >= most {
            return None;
        }
        *count += 1;
        Some(Held { shared, chat })
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        let mut world = self.shared.world();
        if let Some(count) = world.held.get_mut(&self.chat) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                world.held.remove(&self.chat);
            }
        }
    }
}

enum Done {
    Value(Value),
    Raw(Bytes),
}

fn success(result: &Value) -> Bytes {
    let mut body = br#"{"ok":true,"result":"#.to_vec();
    // Writing a value into memory cannot fail.
    let _ = serde_json::to_writer(&mut body, result);
    body.push(b'}');
    body.into()
}

/// Counts and logs how a request ended.
fn finish(world: &mut super::world::World, number: u64, refused: Option<&Refusal>) {
    if let Some(refused) = refused {
        world.tally.refused(refused.code, &refused.description);
    }
    let now = world.now();
    if let Some(entry) = world.log.entry(number) {
        entry.status = Some(refused.map_or(200, |refused| refused.code));
        entry.error = refused.map(|refused| refused.description.clone());
        entry.answered_us = Some(now);
    }
    if world.is_watched()
        && let Some(entry) = world.log.entry(number).cloned()
    {
        world.emit("request", &serde_json::json!(entry));
    }
}

/// `/file/bot<token>/<path>`.
pub(super) fn download(rest: &str, shared: &Arc<Shared>) -> Response<Body> {
    let (token, path) = rest.split_once('/').unwrap_or((rest, ""));
    let shared = &shared.bot(|bot| bot.token == token).unwrap_or_else(|| shared.clone());
    if let Err(refused) = authorized(token, "", shared) {
        return refusal(&refused);
    }
    match shared.world().files.at_path(path) {
        Some(file) => server::file(&file.mime, file.bytes.clone()),
        None => refusal(&Refusal::plain(404, "Not Found")),
    }
}
