//! `headliner demo`: the Bot API simulator, the bot against it and a page with phones in the browser; no token, no network.
//! The story plays by itself, then whoever looks on goes on. The bot is the same that `headliner run` starts: it is given an
//! address, a token and a folder, and knows nothing of the simulator. All files are in a temporary folder that goes at the end.

mod cast;
mod desk;
mod feed;
mod folder;
pub(super) mod samples;
mod stopwatch;
mod story;

use std::{future::Future, io, sync::Arc, time::Duration};

use anyhow::{Context, anyhow};
use clap::Args;
use simulator::{Settings, Simulator};

use self::{cast::Cast, desk::Desk};
use super::tell;
use crate::{
    app,
    clock::Clock,
    config::{Config, Flags},
    newsroom::{self, Newsroom},
};

/// If the port is taken, so many after it are tried.
const PORTS: u16 = 20;
/// How often a port is tried that has just been left.
const FREEING: u32 = 100;
/// Between two looks at the log while an article is on its way.
const GLANCE: Duration = Duration::from_millis(100);
/// The newest story of the archive is too old to be news.
const ARCHIVE_AGE: Duration = Duration::from_secs(7 * 3600);
/// How old the archive's newest story is; each one before it is as much older.
const ARCHIVE_STEP: Duration = Duration::from_secs(25 * 60);

/// The bot at work in a browser page: no token, no network
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// The page's port; if it is taken, the next free one
    #[arg(long, default_value_t = 8080, value_parser = tell::whole(0..=u16::MAX))]
    pub port: u16,
    /// Another name by which browsers reach this machine (a container's, say); may be given more than once
    #[arg(long, value_name = "NAME")]
    pub host: Vec<String>,
    /// Do not play the story: everybody waits for you
    #[arg(long, hide = true)]
    pub no_story: bool,
}

/// A demo whose page can be opened; the bot comes with [`Demo::run`].
pub struct Demo {
    desk: Arc<Desk>,
    cast: Cast,
    config: Config,
    newsroom: Newsroom,
    asked: u16,
    story: bool,
}

impl Demo {
    /// Starts the simulator, its people and the newsroom's folder.
    ///
    /// # Errors
    /// If no port is free or the temporary folder cannot be made.
    pub async fn start(options: &Options) -> anyhow::Result<Demo> {
        Demo::with(listen(options).await?, options).await
    }

    /// Another one in the place of one that has ended: the page's address stays.
    ///
    /// # Errors
    /// If the port does not become free, or the temporary folder cannot be made.
    pub async fn start_again(options: &Options, port: u16) -> anyhow::Result<Demo> {
        for _ in 0..FREEING {
            match Simulator::start(settings(options, port)?).await {
                Err(error) if error.kind() == io::ErrorKind::AddrInUse => tokio::time::sleep(GLANCE).await,
                sim => return Demo::with(sim?, options).await,
            }
        }
        Err(anyhow!("port {port} does not become free again"))
    }

    async fn with(sim: Simulator, options: &Options) -> anyhow::Result<Demo> {
        let (text, newsroom) = patient_newsroom()?;
        let cast = Cast::assemble(&sim);
        let desk = Desk::open(sim, newsroom.clone(), admins_page());
        let desk = Arc::new(desk.context("the demo's temporary folder cannot be made")?);
        let roles = [
            (&cast.aigul, "reader"),
            (&cast.daniyar, "reader"),
            (&cast.emma, "reader"),
            (&cast.editor, "editor"),
            (&cast.admin, "admin"),
        ];
        for (person, role) in roles {
            desk.set_role(person.id(), role);
        }
        std::fs::write(desk.folder.path("newsroom.toml"), text)?;
        for (age, sample) in samples::archive(newsroom.zone).into_iter().rev().enumerate() {
            let published = desk.now() - ARCHIVE_AGE - ARCHIVE_STEP * (u32::try_from(age).unwrap_or(0) + 1);
            desk.folder.publish(Some(&sample.id), sample.draft, published).await?;
        }
        let mounted = desk.clone();
        desk.sim.mount("/desk/", move |visit| mounted.clone().answer(visit));
        let config = config(&desk, &cast)?;
        Ok(Demo { desk, cast, config, newsroom, asked: options.port, story: !options.no_story })
    }

    /// Where the page is.
    pub fn url(&self) -> &str {
        self.desk.sim.url()
    }

    /// What the command prints.
    pub fn greeting(&self) -> String {
        let url = self.url();
        let moved = self.asked != 0 && !url.ends_with(&format!(":{}", self.asked));
        let taken = if moved { format!("Port {} is taken. ", self.asked) } else { String::new() };
        let admin = self.desk.admin.as_ref().map(|admin| format!("\nWhat the admin sees: {admin}")).unwrap_or_default();
        format!("{taken}Open {url} in a browser; Ctrl-C ends the demo.{admin}")
    }

    /// Runs the bot, and the story, until `shutdown`, or until somebody wants to see everything anew.
    ///
    /// # Errors
    /// If the bot ends with one.
    pub async fn run(self, shutdown: impl Future<Output = ()> + Send + 'static) -> anyhow::Result<End> {
        let Demo { desk, cast, config, newsroom, story, .. } = self;
        // Whoever works at the newsroom knows the bot already; they are no readers.
        for person in [&cast.editor, &cast.admin] {
            person.say("/help");
        }
        let watching = tokio::spawn(watch(desk.clone()));
        let playing = story.then(|| tokio::spawn(story::play(desk.clone(), cast, newsroom.zone)));
        let mut again = desk.again.subscribe();
        let until = async move {
            tokio::select! {
                () = shutdown => {}
                _ = again.wait_for(|again| *again) => {}
            }
        };
        let ended = app::run(config, Clock::system(), until).await;
        watching.abort();
        if let Some(playing) = playing {
            playing.abort();
        }
        desk.sim.stop();
        // The simulator holds the desk, which holds the simulator: nothing else would remove the folder.
        desk.folder.remove();
        ended?;
        let port = desk.sim.url().rsplit(':').next().and_then(|port| port.parse().ok());
        let again = *desk.again.borrow();
        Ok(port.filter(|_| again).map_or(End::Over, End::Again))
    }
}

/// How a demo has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It was told to stop.
    Over,
    /// Somebody wants to see another one, at this port.
    Again(u16),
}

/// The built-in newsroom, as file and as read, without pauses and quiet hours: whoever tries the demo at midnight wants an
/// answer at once.
fn patient_newsroom() -> anyhow::Result<(String, Newsroom)> {
    let mut file: toml::Table = newsroom::BUILT_IN.parse().context("the built-in newsroom's file")?;
    let reader = file.entry("new_reader").or_insert_with(|| toml::Table::new().into());
    let reader = reader.as_table_mut().context("the built-in newsroom's file: new_reader is no table")?;
    reader.insert("spacing".to_string(), "0s".into());
    reader.insert("quiet".to_string(), toml::Value::Array(Vec::new()));
    let text = file.to_string();
    let newsroom = Newsroom::parse(&text).map_err(|faults| anyhow!("the built-in newsroom's file: {faults:?}"))?;
    Ok((text, newsroom))
}

fn settings(options: &Options, port: u16) -> anyhow::Result<Settings> {
    let bot_name = patient_newsroom()?.1.name.ru;
    Ok(Settings { port, bot_name, hosts: options.host.clone(), ..Settings::default() })
}

/// The simulator on this port or the next free one; 0 takes any.
async fn listen(options: &Options) -> anyhow::Result<Simulator> {
    let port = options.port;
    for port in (0..PORTS).map_while(|step| port.checked_add(if port == 0 { 0 } else { step })) {
        match Simulator::start(settings(options, port)?).await {
            Ok(sim) => return Ok(sim),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            Err(error) => return Err(error).with_context(|| format!("port {port} cannot be listened on")),
        }
    }
    Err(anyhow!("port {port} and the {PORTS} after it are taken; name another with --port"))
}

/// Where the admin's page will be: at a port that is free.
fn admins_page() -> Option<String> {
    let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    Some(format!("http://{}", free.ok()?))
}

/// The settings of an installation that happens to live in the demo's folder.
fn config(desk: &Desk, cast: &Cast) -> anyhow::Result<Config> {
    let path = |name: &str| desk.folder.path(name).display().to_string();
    let environment = |name: &str| match name {
        "TELOXIDE_TOKEN" => Some(desk.sim.token().to_string()),
        "TELOXIDE_API_URL" => Some(desk.sim.url().to_string()),
        "HEADLINER_ARTICLES" => Some(path("articles")),
        "HEADLINER_NEWSROOM" => Some(path("newsroom.toml")),
        "HEADLINER_DATABASE" => Some(path("headliner.db")),
        "HEADLINER_ADMINS" => Some(cast.admin.id().to_string()),
        "HEADLINER_OPS" => desk.admin.as_ref().map(|admin| admin.trim_start_matches("http://").to_owned()),
        "HEADLINER_EDITORS" => Some(cast.editor.id().to_string()),
        _ => None,
    };
    Config::load(&Flags::default(), environment).map_err(|mistakes| anyhow!(mistakes.join("; ")))
}

/// Keeps the measurements and tells the page when they changed.
async fn watch(desk: Arc<Desk>) {
    loop {
        tokio::time::sleep(GLANCE).await;
        if desk.stopwatch.is_running(desk.now_us()) && desk.stopwatch.look(&desk.sim.requests()) {
            desk.tell();
        }
    }
}
