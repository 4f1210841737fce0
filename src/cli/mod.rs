//! The command line. In: arguments, the environment, `.env`. Out: results on stdout, one plain sentence on stderr where
//! something is wrong, an exit code (0 done, 1 failed, 2 bad usage). One file per subcommand; each prints, none
//! decides.

/// Prints a line of results, in colours where there are any; whoever reads them may stop reading.
macro_rules! say {
    ($($text:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(anstream::stdout(), $($text)*); // a closed pipe wants no more lines
    }};
}

mod articles;
mod backup;
mod check;
mod correct;
pub mod demo;
mod import;
mod init;
mod link;
mod new;
mod progress;
mod push;
mod readers;
pub mod rehearsal;
mod retract;
mod run;
mod shape;
mod staff;
mod stats;
mod tell;
mod trace;

use std::{backtrace::Backtrace, fs::File, io::Write, panic::PanicHookInfo, path::Path, process::ExitCode, sync::Arc};

use anyhow::{Context, anyhow};
use clap::{FromArgMatches, Parser, Subcommand, error::ErrorKind};
use tokio::sync::watch;

use crate::{
    clock::{Clock, Moment, Time},
    config::{Config, Flags, LogFormat, environment, placed, private, unknown},
    intake::{End, write_due},
    newsroom::Newsroom,
    store::{Reading, Store, lock_file},
};

/// The file that adds to the environment.
const ENV_FILE: &str = ".env";

/// News push for Telegram: headlines from a newsroom's articles to its readers' phones.
#[derive(Parser, Debug)]
#[command(name = "headliner", version, about, max_term_width = 110)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    flags: Flags,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// The bot at work in a browser page: no token, no network
    Demo(demo::Options),
    /// The bot, against Telegram
    Run(run::Run),
    /// Ask for the token and write .env, the newsroom's file and the article store
    Init(init::Init),
    /// Check settings, newsroom file, words and every article (--database: the database too; --telegram: rehearse there)
    Check(check::Check),
    /// Write a new article file, as a draft
    New(new::New),
    /// Publish an article of the store now
    Push(push::Push),
    /// Mend what stands in chats by an article's file
    Correct(correct::Correct),
    /// Withdraw a story in all languages
    Retract(retract::Retract),
    /// List the articles that the bot knows
    Articles(articles::Articles),
    /// Look at readers, bring them in, take them out
    #[command(subcommand)]
    Readers(readers::Readers),
    /// Look at staff, add, remove, invite
    #[command(subcommand)]
    Staff(staff::Staff),
    /// Subscribers, rubrics, deliveries
    Stats(stats::Stats),
    /// What one chat was served, when, with which outcome, or why not
    Trace(trace::Trace),
    /// Bring articles from feeds and exports into the store
    Import(import::Command),
    /// A subscription link, a snippet for the web page, a QR code
    Link(link::Link),
    /// A consistent copy of the database while the bot runs
    Backup(backup::Backup),
    /// What a shell completes the command line with
    Completions(shape::Completions),
    /// Man pages, one for each command
    Man(shape::Man),
    /// The Bot API simulator by itself
    Simulator(simulator::program::Options),
}

/// Runs the program.
pub fn main() -> ExitCode {
    std::panic::set_hook(Box::new(tell_panic));
    let parsed = shape::command().try_get_matches().and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = match parsed {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
    };
    let config = match settle(&arguments.flags) {
        Ok(config) => config,
        Err(error) => return failed(&error, LogFormat::Text),
    };
    let format = config.log;
    perform(arguments.command, &arguments.flags, config).unwrap_or_else(|error| failed(&error, format))
}

/// The sentence with which it ends; whoever reads lines of JSON gets one of these, too.
fn failed(error: &anyhow::Error, format: LogFormat) -> ExitCode {
    if format == LogFormat::Json && log::log_enabled!(log::Level::Error) {
        log::error!("{error:#}");
    } else {
        let _ = writeln!(anstream::stderr(), "{0}{error:#}{0:#}", tell::WRONG); // there is nowhere left to say it
    }
    ExitCode::FAILURE
}

/// Where it happened, and the code's own words. What was put together as it happened may quote what readers wrote (a text
/// that is cut inside a letter does), and is for whoever looks closer.
fn tell_panic(panic: &PanicHookInfo) {
    let place = panic.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    match panic.payload().downcast_ref::<&str>() {
        Some(what) => log::error!("panicked at {place}: {what}"),
        None => log::error!("panicked at {place} (RUST_LOG=debug says more)"),
    }
    log::debug!("{panic}\n{}", Backtrace::capture());
}

fn usage(error: &clap::Error) -> ExitCode {
    let _ = error.print(); // there is nowhere left to say it
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => ExitCode::SUCCESS,
        _ => ExitCode::from(2),
    }
}

fn settle(flags: &Flags) -> anyhow::Result<Config> {
    let file = Path::new(ENV_FILE);
    let variables = environment(file).map_err(|why| anyhow!("{why}"))?;
    let config = Config::load(flags, |name| variables.get(name).cloned()).map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(|fault| placed(file, flags, fault)).collect();
        anyhow!("{}", faults.join("\n"))
    })?;
    start_log(config.log);
    if private::is_open_to_others(file) {
        log::warn!("{ENV_FILE} can be read by others, and holds the token: chmod 600 {ENV_FILE}");
    }
    for warning in unknown(variables.keys().map(String::as_str)) {
        log::warn!("{}", placed(file, flags, &warning));
    }
    Ok(config)
}

/// Log lines go to stderr; `RUST_LOG` filters them. A second start in one process changes nothing.
fn start_log(format: LogFormat) {
    let mut builder = env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("info"));
    if format == LogFormat::Json {
        builder.format(|out, record| {
            let line = serde_json::json!({
                "at": Clock::system().now().to_string(),
                "level": record.level().as_str().to_lowercase(),
                "from": record.target(),
                "message": record.args().to_string(),
            });
            writeln!(out, "{line}")
        });
    }
    let _ = builder.try_init(); // a logger that is there stays
}

fn perform(command: Command, flags: &Flags, config: Config) -> anyhow::Result<ExitCode> {
    match command {
        Command::Demo(options) => on_runtime(play(options)),
        Command::Run(run) => on_runtime(run::run(run, config)),
        Command::Init(init) => on_runtime(init::run(init, config)),
        Command::Check(check) if check.rehearsal.telegram => {
            on_runtime(async move { rehearsal::run(&check.rehearsal, &config, interrupted()).await })
        }
        Command::Check(check) => check::run(&check, flags.get("HEADLINER_DATABASE").is_some(), &config),
        Command::New(new) => new::run(&new, &config),
        Command::Push(push) => on_runtime(push::run(push, config)),
        Command::Correct(correct) => on_runtime(correct::run(correct, config)),
        Command::Retract(retract) => on_runtime(retract::run(retract, config)),
        Command::Articles(articles) => articles::run(&articles, &config),
        Command::Readers(readers) => readers::run(readers, &config),
        Command::Staff(staff) => on_runtime(staff::run(staff, config)),
        Command::Stats(stats) => stats::run(&stats, &config),
        Command::Trace(trace) => trace::run(&trace, &config),
        Command::Import(command) => on_runtime(import::run(command, config)),
        Command::Link(link) => on_runtime(link::run(link, config)),
        Command::Backup(backup) => backup::run(&backup, &config),
        Command::Completions(completions) => Ok(shape::completions(&completions)),
        Command::Man(man) => shape::man(&man),
        Command::Simulator(options) => on_runtime(simulate(options)),
    }
}

async fn simulate(options: simulator::program::Options) -> anyhow::Result<ExitCode> {
    simulator::program::run(options, interrupted()).await?;
    Ok(ExitCode::SUCCESS)
}

async fn play(options: demo::Options) -> anyhow::Result<ExitCode> {
    let (end, ended) = watch::channel(false);
    tokio::spawn(async move {
        interrupted().await;
        let _ = end.send(true); // it may have ended by itself
    });
    let mut demo = demo::Demo::start(&options).await?;
    say!("{}", demo.greeting());
    loop {
        let mut ended = ended.clone();
        match demo.run(async move { drop(ended.wait_for(|ended| *ended).await) }).await? {
            demo::End::Over => return Ok(ExitCode::SUCCESS),
            demo::End::Again(port) => demo = demo::Demo::start_again(&options, port).await?,
        }
    }
}

fn on_runtime(work: impl Future<Output = anyhow::Result<ExitCode>>) -> anyhow::Result<ExitCode> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().context("cannot start the runtime")?;
    let answer = runtime.block_on(work);
    // What still runs on other threads (a closing file, a look-up of a name) holds up nobody.
    runtime.shutdown_background();
    answer
}

/// The database, for commands that look at one that is there.
fn open_store(config: &Config) -> anyhow::Result<Store> {
    if !config.database.exists() {
        anyhow::bail!(
            "there is no database at {} yet: start `headliner run` first, or set HEADLINER_DATABASE",
            config.database.display()
        );
    }
    Ok(Store::open(&config.database)?)
}

/// What the clocks say, with what a running bot knows of Telegram's.
fn moment(store: &Reading) -> crate::store::Result<Moment> {
    let clock = Clock::system();
    if let Some(sign) = store.sign_of_life()? {
        clock.learn(&sign);
    }
    Ok(clock.moment())
}

/// Whether a bot works with this database.
fn is_running(config: &Config) -> bool {
    File::open(lock_file(&config.database)).is_ok_and(|lock| lock.try_lock().is_err())
}

/// Writes into the articles' files what is owed to them, unless a bot does that.
async fn write_files(store: &Store, config: &Config, newsroom: &Arc<Newsroom>) -> anyhow::Result<()> {
    if is_running(config) {
        return Ok(());
    }
    for done in write_due(store, &config.articles, newsroom, &[]).await? {
        if let End::Unwritten(why) = done.end {
            log::warn!("{}: cannot be written ({why:?}); the database keeps it, and all goes on", done.path);
        }
    }
    Ok(())
}

/// A time for people on the command line, in the newsroom's zone.
fn shown(at: Time, zone: chrono_tz::Tz) -> String {
    at.utc().with_timezone(&zone).format("%Y-%m-%d %H:%M:%S").to_string()
}

/// Prints the program's help; for tests that hold it against the documents.
pub fn help() -> String {
    shape::command().render_long_help().to_string()
}

/// Resolves at SIGINT or SIGTERM.
pub async fn interrupted() {
    use tokio::signal::unix::{SignalKind, signal};
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
}

/// Asks on the terminal and waits for `y` or `yes`; where nobody can answer, that is an error.
fn confirmed(question: &str) -> anyhow::Result<bool> {
    print!("{question} [y/N] ");
    std::io::stdout().flush()?;
    let mut answer = String::new();
    if std::io::stdin().read_line(&mut answer)? == 0 {
        say!("");
        anyhow::bail!("nobody answers here, so nothing is done; --yes does it without the question");
    }
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "д" | "да"))
}
