//! `headliner check`: settings, newsroom file, words and every article, each mistake with its place and its cure.

mod mains;

use std::{
    collections::{HashMap, HashSet},
    fmt::Display,
    fs::{self, File, Permissions},
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;

use self::mains::Story;
use super::tell;
use crate::{
    article::{self, Article, Fault, Image, Status, within},
    clock::{Clock, Time},
    config::Config,
    intake::{
        TYPED,
        watch::{every_file, read_file},
    },
    locale::Words,
    newsroom::{MainFrom, Newsroom},
};

/// Check settings, newsroom file, words and every article; with --database, the database too
#[derive(Args, Debug)]
pub(super) struct Check {
    /// Mend what can be mended without changing its meaning; what a file held stays beside it as NAME.bak
    #[arg(long)]
    fix: bool,
}

/// Prints what is wrong; fails if anything is. `database`: the database too, its integrity, and that cursors, ledger and
/// log agree. The settings have been checked when they were read.
pub(super) fn run(check: &Check, database: bool, config: &Config) -> anyhow::Result<ExitCode> {
    let mut wrong = Vec::new();
    let newsroom = match super::new::read(&config.newsroom) {
        Ok(newsroom) => newsroom,
        Err(error) => {
            wrong.push(error.to_string());
            Newsroom::default()
        }
    };
    config.idle().iter().for_each(|idle| say!("{idle}"));
    if let Err(faults) = Words::with_overlay(&config.words()) {
        wrong.extend(faults);
    }
    let mut week = Vec::new();
    let count = articles(check, config, &newsroom, &mut wrong, &mut week);
    if database {
        wrong.extend(super::open_store(config)?.read_here(|store| store.check())?);
    }
    for line in mains::table(&week, &newsroom) {
        say!("{line}");
    }
    let warnings: Vec<String> = unsigned(config, &newsroom)
        .into_iter()
        .chain(lonely(config, &newsroom))
        .chain(mains::warning(&week, &newsroom))
        .collect();
    for warning in &warnings {
        say!("{}: warning: {warning}", config.newsroom.display());
    }
    if wrong.is_empty() && !warnings.is_empty() {
        say!("{}, no mistakes, {}", tell::count(count, "article"), tell::count(warnings.len(), "warning"));
        return Ok(ExitCode::SUCCESS);
    }
    if wrong.is_empty() {
        say!("{}, everything is in order", tell::count(count, "article"));
        return Ok(ExitCode::SUCCESS);
    }
    for line in &wrong {
        say!("{line}");
    }
    say!("{}, {}", tell::count(count, "article"), tell::count(wrong.len(), "mistake"));
    Ok(ExitCode::FAILURE)
}

fn articles(
    check: &Check,
    config: &Config,
    newsroom: &Newsroom,
    wrong: &mut Vec<String>,
    week: &mut Vec<Story>,
) -> usize {
    let paths = match every_file(&config.articles) {
        Ok(paths) => paths,
        Err(error) => {
            wrong.push(no_articles(&config.articles, &error));
            return 0;
        }
    };
    let now = Clock::system().now();
    let mut ids: HashMap<String, String> = HashMap::new();
    for path in &paths {
        let shown = config.articles.join(path);
        let shown = shown.display();
        if check.fix {
            match mend(&config.articles, path) {
                Ok(Some(copy)) => say!("{shown}: mended; as it was: {}", copy.display()),
                Ok(None) => {}
                Err(error) => wrong.push(format!("{shown}: cannot be mended: {error}")),
            }
        }
        match read_file(&config.articles, path, newsroom.zone) {
            Err(fault) => wrong.push(placed(&shown, &fault)),
            Ok(article) => {
                let without = |fault| format!("{}; the story goes without it", placed(&shown, fault));
                wrong.extend(article.warnings.iter().map(without));
                week.extend(Story::of_the_week(&article, written(&config.articles.join(path), now), now));
                wrong.extend(
                    meaning(&article, path, newsroom, &config.articles)
                        .into_iter()
                        .map(|what| format!("{shown}: {what}")),
                );
                if let Some(other) = ids.insert(article.id.0.clone(), path.clone()) {
                    wrong.push(format!("{shown}: has the same id as {other}: give one of them another id"));
                }
            }
        }
    }
    paths.len()
}

fn placed(file: &impl Display, fault: &Fault) -> String {
    let line = fault.line.map_or_else(String::new, |line| format!("{line}:"));
    format!("{file}:{line} {}", fault.what)
}

/// What the newsroom's file leaves out of who the newspaper is; without a file it is the built-in one.
fn unsigned(config: &Config, newsroom: &Newsroom) -> Vec<String> {
    if config.newsroom.exists() {
        return newsroom.unsigned();
    }
    let paper = newsroom.name.in_language(newsroom.language);
    vec![format!("there is no such file: the bot signs as «{paper}»; `headliner init` writes one to begin with")]
}

/// Where two have to confirm breaking news, and the settings name one.
fn lonely(config: &Config, newsroom: &Newsroom) -> Option<String> {
    let staff: HashSet<&i64> = config.admins.iter().chain(&config.editors).collect();
    let never = newsroom.breaking.four_eyes && newsroom.breaking.alone.is_zero();
    (never && staff.len() == 1).then(|| {
        "four_eyes is true and alone is \"0s\", but HEADLINER_ADMINS and HEADLINER_EDITORS name one person: breaking news \
         waits for ever unless somebody else has been invited; name a second editor, or set alone = \"3m\""
            .to_owned()
    })
}

/// When the file was written last.
fn written(file: &Path, now: Time) -> Time {
    let written = fs::metadata(file).and_then(|about| about.modified()).ok();
    written.map_or(now, |at| Time(chrono::DateTime::<chrono::Utc>::from(at).timestamp_millis()).min(now))
}

/// Why the store cannot be looked at, and what to do.
fn no_articles(folder: &Path, error: &io::Error) -> String {
    let shown = folder.display();
    match error.kind() {
        io::ErrorKind::NotFound => format!(
            "{shown}: there is no such folder; make it, say by HEADLINER_ARTICLES where the articles are, or let \
             `headliner init` make an installation here"
        ),
        io::ErrorKind::NotADirectory => {
            format!("{shown}: this is no folder; say by HEADLINER_ARTICLES where the articles are")
        }
        _ => format!("{shown}: {error}; the bot must be able to read this folder"),
    }
}

/// What the newsroom cannot do with an article that can be read.
fn meaning(article: &Article, file: &str, newsroom: &Newsroom, folder: &Path) -> Vec<String> {
    let mut wrong = Vec::new();
    let is_main = |name: &str| match &newsroom.main {
        MainFrom::Alias(main) => main.eq_ignore_ascii_case(name),
        MainFrom::Flag | MainFrom::Urgency(_) | MainFrom::All => name.eq_ignore_ascii_case("main"),
    };
    let names = article.rubrics.iter().flat_map(|names| newsroom.parts(names));
    for name in names.filter(|name| newsroom.rubric_named(name).is_none() && !is_main(name)) {
        wrong.push(match newsroom.looks_like(name) {
            Some(known) => format!(
                "the rubric \"{name}\" is unknown: it looks like \"{known}\" and is typed with letters of another alphabet, type \
                 it anew"
            ),
            None => format!(
                "the rubric \"{name}\" is unknown: add aliases = [\"{name}\"] to a rubric of the newsroom's file"
            ),
        });
    }
    // What was typed goes out as breaking news.
    let wants_rubric = article.status == Status::Published && !article.main && !file.starts_with(TYPED);
    if article.rubrics.is_empty() && wants_rubric {
        wrong.push("it has no rubric, so nobody gets it: add `rubric: …`".to_owned());
    }
    if let Some(Image::Path(path)) = &article.image
        && !within(folder, path.as_ref()).is_ok_and(|file| file.is_file())
    {
        wrong.push(format!("the image {path} is not in the store"));
    }
    wrong
}

/// How many copies of one file are kept.
const COPIES: usize = 100;

/// Mends a file of the store where it lies, and tells where the copy of it is. By a rename, so that a watching bot never sees half of it. What is no file of the
/// store (a link out of it, a pipe) stays as it is: reading it says what is wrong.
fn mend(root: &Path, path: &str) -> io::Result<Option<PathBuf>> {
    let Ok(file) = within(root, path.as_ref()) else { return Ok(None) };
    let about = fs::metadata(&file)?;
    if !about.is_file() || about.len() > article::LARGEST {
        return Ok(None);
    }
    let before = fs::read(&file)?;
    let Some(mended) = article::mend(&before) else { return Ok(None) };
    let copy = keep(&file, &before, about.permissions())?;
    let beside = file.with_extension("part");
    // What lies there was left by a run that broke off, or is a link that may lead anywhere.
    if fs::symlink_metadata(&beside).is_ok() {
        fs::remove_file(&beside)?;
    }
    let mut written = File::create_new(&beside)?;
    written.set_permissions(about.permissions())?;
    written.write_all(&mended)?;
    written.sync_all()?;
    fs::rename(&beside, &file)?;
    Ok(Some(copy))
}

/// Leaves what a file held beside it, under an ending that no article has; a copy that lies there already stays.
fn keep(file: &Path, bytes: &[u8], permissions: Permissions) -> io::Result<PathBuf> {
    for number in 1..=COPIES {
        let mut name = file.as_os_str().to_owned();
        name.push(if number == 1 { ".bak".to_owned() } else { format!(".{number}.bak") });
        match File::create_new(&name) {
            Ok(mut copy) => {
                copy.write_all(bytes)?;
                copy.set_permissions(permissions)?;
                copy.sync_all()?;
                return Ok(name.into());
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other(format!("{COPIES} copies of it lie beside it: delete some")))
}
