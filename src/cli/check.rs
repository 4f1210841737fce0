//! `headliner check`: settings, newsroom file, words and every article, each mistake with its place and its cure.

mod explain;
mod mains;
mod mend;

use std::{
    collections::{HashMap, HashSet},
    fmt::Display,
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;

use self::{explain::alias, mains::Story, mend::mend};
use super::{
    progress::Progress,
    rehearsal::Options,
    tell::{self, WARNING, WELL, WRONG},
};
use crate::{
    article::{Article, Fault, Image, Status, within},
    clock::{Clock, Moment, Time},
    config::Config,
    intake::{
        Fate, Outlook, TYPED, outlook,
        watch::{every_file, read_file},
    },
    locale::Words,
    newsroom::{MainFrom, Newsroom},
};

/// Check settings, newsroom file, words and every article; with --database, the database too
#[derive(Args, Debug, Default)]
pub(super) struct Check {
    /// Mend what can be mended without changing its meaning; what a file held stays beside it as NAME.bak
    #[arg(long)]
    fix: bool,
    #[command(flatten)]
    pub(super) rehearsal: Options,
    /// Only these files: the format found in each, the fields taken, what becomes of it
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
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
    if let Err(faults) = Words::with_overlay(&config.words()) {
        wrong.extend(faults);
    }
    let mut pass = Pass::new(check, config, &newsroom);
    match check.files.is_empty() {
        true => pass.store(),
        false => check.files.iter().for_each(|file| pass.explain(file)),
    }
    let Pass { count, week, wrong: found, lacks, .. } = pass;
    wrong.extend(found);
    if database {
        wrong.extend(soundness(config)?);
    }
    for line in mains::table(&week, &newsroom).into_iter().chain(mains::lacks(&week)) {
        say!("{line}");
    }
    let warnings: Vec<String> = unsigned(config, &newsroom)
        .into_iter()
        .chain(lonely(config, &newsroom))
        .chain(mains::warning(&week, &newsroom))
        .collect();
    for warning in &warnings {
        say!("{WARNING}{}: warning: {warning}{WARNING:#}", config.newsroom.display());
    }
    let warned = warnings.len() + lacks;
    if wrong.is_empty() && warned > 0 {
        say!("{WARNING}{}, no mistakes, {}{WARNING:#}", tell::count(count, "article"), tell::count(warned, "warning"));
        return Ok(ExitCode::SUCCESS);
    }
    if wrong.is_empty() {
        say!("{WELL}{}, everything is in order{WELL:#}", tell::count(count, "article"));
        return Ok(ExitCode::SUCCESS);
    }
    for line in &wrong {
        say!("{WRONG}{line}{WRONG:#}");
    }
    say!("{WRONG}{}, {}{WRONG:#}", tell::count(count, "article"), tell::count(wrong.len(), "mistake"));
    Ok(ExitCode::FAILURE)
}

/// What is wrong with the database.
fn soundness(config: &Config) -> anyhow::Result<Vec<String>> {
    let store = super::open_store(config)?;
    let mut progress = Progress::of("checks of the database", None);
    Ok(store.read_here(|store| store.check(|done, all| progress.at_of(done, all)))?)
}

/// A pass over files.
struct Pass<'a> {
    check: &'a Check,
    config: &'a Config,
    newsroom: &'a Newsroom,
    moment: Moment,
    /// Which file has an id.
    ids: HashMap<String, String>,
    /// How many files were looked at.
    count: usize,
    /// Those of the last days.
    week: Vec<Story>,
    /// Mistakes, with their places.
    wrong: Vec<String>,
    /// How much is lacking that no rule demands.
    lacks: usize,
}

impl<'a> Pass<'a> {
    fn new(check: &'a Check, config: &'a Config, newsroom: &'a Newsroom) -> Pass<'a> {
        let moment = Clock::system().moment();
        let (ids, week, wrong) = Default::default();
        Pass { check, config, newsroom, moment, ids, count: 0, week, wrong, lacks: 0 }
    }

    /// All files of the store.
    fn store(&mut self) {
        let paths = match every_file(&self.config.articles) {
            Ok(paths) => paths,
            Err(error) => return self.wrong.push(no_articles(&self.config.articles, &error)),
        };
        let root = &self.config.articles;
        let mut progress = Progress::of("files checked", Some(paths.len() as u64));
        for (done, path) in (0..).zip(&paths) {
            progress.at(done);
            let Some((article, outlook)) = self.read(root, path) else { continue };
            let shown = root.join(path);
            let shown = shown.display();
            self.wrong.extend(held(path, &article, &outlook).map(|what| format!("{shown}: {what}")));
            let at = written(&root.join(path), self.moment.now());
            self.week.extend(Story::of_the_week(&article, outlook.image.is_some(), at, self.moment.now()));
            if let Some(other) = self.ids.insert(article.id.0.clone(), path.clone()) {
                self.wrong.push(format!("{shown}: has the same id as {other}: give one of them another id"));
            }
        }
    }

    /// One file, wherever it is, in full.
    fn explain(&mut self, file: &Path) {
        let root = self.config.articles.canonicalize().ok();
        let full = file.canonicalize().unwrap_or_else(|_| file.to_owned());
        let inside = root.as_ref().and_then(|root| full.strip_prefix(root).ok());
        let (root, path) = match (inside, root.as_ref()) {
            (Some(path), Some(root)) => (root.clone(), path.to_owned()),
            // One that is not in the store yet.
            _ => (
                full.parent().unwrap_or(Path::new(".")).to_owned(),
                full.file_name().map(PathBuf::from).unwrap_or_default(),
            ),
        };
        let Some((article, outlook)) = self.read(&root, &path.to_string_lossy()) else { return };
        for line in explain::article(&file.display(), &article, &outlook, self.newsroom) {
            say!("{line}");
        }
        for lack in explain::lacks(&article, &outlook, self.newsroom) {
            say!("  {WARNING}warning: {lack}{WARNING:#}");
            self.lacks += 1;
        }
        self.wrong.extend(
            held(&path.to_string_lossy(), &article, &outlook).map(|what| format!("{}: {what}", file.display())),
        );
    }

    /// Mends a file where that is asked for, and reads it; what is wrong is noted.
    fn read(&mut self, root: &Path, path: &str) -> Option<(Article, Outlook)> {
        self.count += 1;
        let shown = root.join(path);
        let shown = shown.display();
        if self.check.fix {
            match mend(root, path) {
                Ok(Some(copy)) => say!("{shown}: mended; as it was: {}", copy.display()),
                Ok(None) => {}
                Err(error) => self.wrong.push(format!("{shown}: cannot be mended: {error}")),
            }
        }
        match read_file(root, path, self.newsroom.zone) {
            Err(fault) if fault.ignored => {
                if !self.check.files.is_empty() {
                    say!("{shown}: passed over: {}", fault.what);
                }
                None
            }
            Err(fault) => {
                self.wrong.push(placed(&shown, &fault));
                None
            }
            Ok(article) => {
                let without = |fault| format!("{}; the story goes without it", placed(&shown, fault));
                self.wrong.extend(article.warnings.iter().map(without));
                let outlook = outlook(&article, path, self.newsroom, self.config.max_age, &self.moment);
                let wrong = meaning(&article, &outlook, path, self.newsroom, root);
                self.wrong.extend(wrong.into_iter().map(|what| format!("{shown}: {what}")));
                Some((article, outlook))
            }
        }
    }
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
fn meaning(article: &Article, outlook: &Outlook, file: &str, newsroom: &Newsroom, folder: &Path) -> Vec<String> {
    let mut wrong = Vec::new();
    let is_main = |name: &str| match &newsroom.main {
        MainFrom::Alias(main) => main.eq_ignore_ascii_case(name),
        MainFrom::Flag | MainFrom::Urgency(_) | MainFrom::All => name.eq_ignore_ascii_case("main"),
    };
    // Beside a rubric that is known, the names of others say what the story is about.
    if outlook.rubrics == 0 {
        let names = article.rubrics.iter().flat_map(|names| newsroom.parts(names, is_main));
        for name in names.filter(|name| newsroom.rubric_named(name).is_none() && !is_main(name)) {
            wrong.push(match newsroom.looks_like(name) {
                Some(known) => format!(
                    "the rubric \"{name}\" is unknown: it looks like \"{known}\" and is typed with letters of another \
                     alphabet, type it anew"
                ),
                None => match newsroom.nearest(name) {
                    Some(near) => {
                        format!("the rubric \"{name}\" is unknown: did you mean {near}? Else {}", alias(name))
                    }
                    None => format!("the rubric \"{name}\" is unknown: {}", alias(name)),
                },
            });
        }
    }
    // What was typed goes out as breaking news.
    let wants_rubric = article.status == Status::Published && outlook.rubrics == 0 && !file.starts_with(TYPED);
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

/// Why it is held, but for its rubrics, of which each is told. What was typed waits for nobody.
fn held(file: &str, article: &Article, outlook: &Outlook) -> impl Iterator<Item = String> {
    let reasons = match &outlook.fate {
        Fate::Held(reasons) if article.status == Status::Published && !file.starts_with(TYPED) => reasons.as_slice(),
        _ => &[],
    };
    reasons.iter().filter(|reason| !reason.wants_rubric()).map(ToString::to_string)
}
