//! `headliner check`: settings, newsroom file, words and every article, each mistake with its place and its cure.

use std::{
    collections::HashMap,
    fs::{self, File},
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

use clap::Args;

use crate::{
    article::{self, Article, Image, Status, within},
    config::Config,
    intake::watch::{every_file, read_file},
    locale::Words,
    newsroom::{MainFrom, Newsroom},
};

/// Check settings, newsroom file, words and every article; with --database, the database too
#[derive(Args, Debug)]
pub(super) struct Check {
    /// Mend what can be mended without changing its meaning
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
    if let Err(faults) = Words::with_overlay(&config.words()) {
        wrong.extend(faults);
    }
    let count = articles(check, config, &newsroom, &mut wrong);
    if database {
        wrong.extend(super::open_store(config)?.read_here(|store| store.check())?);
    }
    if wrong.is_empty() {
        say!("{count} articles, everything is in order");
        return Ok(ExitCode::SUCCESS);
    }
    for line in &wrong {
        say!("{line}");
    }
    say!("{count} articles, {} mistakes", wrong.len());
    Ok(ExitCode::FAILURE)
}

fn articles(check: &Check, config: &Config, newsroom: &Newsroom, wrong: &mut Vec<String>) -> usize {
    let paths = match every_file(&config.articles) {
        Ok(paths) => paths,
        Err(error) => {
            let folder = config.articles.display();
            wrong.push(format!("{folder}: {error}; create the folder or set HEADLINER_ARTICLES"));
            return 0;
        }
    };
    let mut ids: HashMap<String, String> = HashMap::new();
    for path in &paths {
        let shown = config.articles.join(path);
        let shown = shown.display();
        if check.fix {
            match mend(&config.articles, path) {
                Ok(true) => say!("{shown}: mended"),
                Ok(false) => {}
                Err(error) => wrong.push(format!("{shown}: cannot be mended: {error}")),
            }
        }
        match read_file(&config.articles, path, newsroom.zone) {
            Err(fault) => {
                let line = fault.line.map_or_else(String::new, |line| format!("{line}:"));
                wrong.push(format!("{shown}:{line} {}", fault.what));
            }
            Ok(article) => {
                wrong.extend(
                    meaning(&article, newsroom, &config.articles).into_iter().map(|what| format!("{shown}: {what}")),
                );
                if let Some(other) = ids.insert(article.id.0.clone(), path.clone()) {
                    wrong.push(format!("{shown}: has the same id as {other}: give one of them another id"));
                }
            }
        }
    }
    paths.len()
}

/// What the newsroom cannot do with an article that can be read.
fn meaning(article: &Article, newsroom: &Newsroom, folder: &Path) -> Vec<String> {
    let mut wrong = Vec::new();
    let is_main = |name: &str| match &newsroom.main {
        MainFrom::Alias(main) => main.eq_ignore_ascii_case(name),
        MainFrom::Flag | MainFrom::Urgency(_) | MainFrom::All => name.eq_ignore_ascii_case("main"),
    };
    for name in article.rubrics.iter().filter(|name| newsroom.rubric_named(name).is_none() && !is_main(name)) {
        wrong.push(format!(
            "the rubric \"{name}\" is unknown: add aliases = [\"{name}\"] to a rubric of the newsroom's file"
        ));
    }
    if article.rubrics.is_empty() && !article.main && article.status == Status::Published {
        wrong.push("it has no rubric, so nobody gets it: add `rubric: …`".to_owned());
    }
    if let Some(Image::Path(path)) = &article.image
        && !within(folder, path.as_ref()).is_ok_and(|file| file.is_file())
    {
        wrong.push(format!("the image {path} is not in the store"));
    }
    wrong
}

/// Mends a file of the store where it lies, by a rename, so that a watching bot never sees half of it. What is no file of the
/// store (a link out of it, a pipe) stays as it is: reading it says what is wrong.
fn mend(root: &Path, path: &str) -> io::Result<bool> {
    let Ok(file) = within(root, path.as_ref()) else { return Ok(false) };
    let about = fs::metadata(&file)?;
    if !about.is_file() || about.len() > article::LARGEST {
        return Ok(false);
    }
    let Some(mended) = article::mend(&fs::read(&file)?) else { return Ok(false) };
    let beside = file.with_extension("part");
    // What lies there was left by a run that broke off, or is a link that may lead anywhere.
    if fs::symlink_metadata(&beside).is_ok() {
        fs::remove_file(&beside)?;
    }
    File::create_new(&beside)?.write_all(&mended)?;
    fs::rename(&beside, &file)?;
    Ok(true)
}
