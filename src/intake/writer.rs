//! Writes into files what the desk wrote. In: the strokes that the database knows to be due. Out: the articles' own files with those
//! values, and files of typed stories. A file is written only while it says what it was known to say, under another name first, and
//! then put into its place; so nobody reads half a file, and what a newsroom writes meanwhile is not lost. What cannot be written
//! stays in the database, and the desk is told once; it is tried again as long as the reason may pass.
//!
//! Accepted: a newsroom's program that writes the same file within the few microseconds between the last look and the renaming loses
//! that version. Whoever saves it again is heard.

mod disk;

use std::{
    collections::HashMap,
    fs::{self, File},
    io::{self, ErrorKind},
    path::Path,
    sync::Arc,
    time::Duration,
};

use chrono_tz::Tz;
use tokio::{task::spawn_blocking, time::Instant};

pub(super) use self::disk::put;
use self::disk::{create, free_place, replace};
use super::{Notice, Tools, pen::says, watch::read_bytes};
use crate::{
    article::{self, ArticleKey, Key, NewFile, Unwritable, within},
    newsroom::Newsroom,
    store::{
        self, Priority, Reading, Store,
        articles::Readiness,
        pen::{Field, Stage, Stroke},
    },
};

/// Strokes that come together are written together.
const GATHER: Duration = Duration::from_millis(200);
/// How often it is looked for what another process has written down.
const LOOK: Duration = Duration::from_secs(10);
/// How long a file is left alone that says something unexpected: it is read by then.
const UNREAD: Duration = Duration::from_secs(5);
/// How long a file is left alone that cannot be written.
const FAILED: Duration = Duration::from_secs(300);

/// Why a file could not be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unwritten {
    /// It has a format in which nothing is changed.
    Format,
    /// It is built so that the values cannot be changed without changing more.
    Text,
    /// It, or its folder, is not to be written.
    ReadOnly,
    /// The disk is full.
    Full,
    /// Something else; the log says what.
    Failed,
}

/// Writes whatever comes to be due, until it is dropped.
pub(super) async fn run(tools: Tools) {
    let mut resting: HashMap<ArticleKey, Instant> = HashMap::new();
    loop {
        let changed = tools.store.changed();
        let newsroom = tools.newsroom.borrow().clone();
        resting.retain(|_, until| *until > Instant::now());
        let rests: Vec<ArticleKey> = resting.keys().copied().collect();
        match write_due(&tools.store, &tools.folder, &newsroom, &rests).await {
            Ok(done) => {
                for Done { article, path, end, told } in done {
                    match end {
                        End::Written => log::info!("{path}: written with what the desk wrote"),
                        End::Later => drop(resting.insert(article, Instant::now() + UNREAD)),
                        End::Unwritten(why) => {
                            resting.insert(article, Instant::now() + FAILED);
                            if !told {
                                tell(&tools, Notice::Unwritten { path, article, why });
                            }
                        }
                    }
                }
            }
            Err(error) => log::error!("what the desk wrote cannot be looked up: {error}"),
        }
        tokio::select! {
            () = changed => {}
            () = tokio::time::sleep(LOOK) => {}
        }
        tokio::time::sleep(GATHER).await;
    }
}

fn tell(tools: &Tools, notice: Notice) {
    if let Notice::Unwritten { path, why, .. } = &notice {
        log::warn!("{path}: cannot be written ({why:?}); the database keeps what the desk wrote");
    }
    if tools.notices.try_send(notice).is_err() {
        log::warn!("the desk is too far behind to be told of a file that cannot be written");
    }
}

/// What became of a file.
#[derive(Debug)]
pub struct Done {
    /// Whose.
    pub article: ArticleKey,
    /// Below the store.
    pub path: String,
    /// What came of it.
    pub end: End,
    /// The desk knows already.
    pub told: bool,
}

/// What came of an attempt to write a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It says what the desk wrote.
    Written,
    /// It says something that is not known yet, or is not there: that is to be read first.
    Later,
    /// It cannot be written.
    Unwritten(Unwritten),
}

/// Writes all that is due, but for the files of these articles.
pub async fn write_due(
    store: &Store,
    folder: &Path,
    newsroom: &Arc<Newsroom>,
    without: &[ArticleKey],
) -> store::Result<Vec<Done>> {
    let without = without.to_vec();
    let jobs = store.read(move |store| {
        let due = store.due_files()?.into_iter().filter(|article| !without.contains(article));
        let jobs: store::Result<Vec<Option<Job>>> = due.map(|article| job(store, article)).collect();
        Ok(jobs?.into_iter().flatten().collect::<Vec<_>>())
    });
    let mut done = Vec::new();
    for mut job in jobs.await? {
        let (folder, newsroom) = (folder.to_owned(), newsroom.clone());
        let written = spawn_blocking(move || {
            let end = job.write(&folder, &newsroom);
            (job, end)
        });
        let Ok((job, end)) = written.await else { continue };
        let done_job = store.write(Priority::Bulk, move |store| job.ended(store, end)).await?;
        done.push(done_job);
    }
    Ok(done)
}

/// A file that is to be written.
#[derive(Debug)]
struct Job {
    article: ArticleKey,
    /// Below the store.
    path: String,
    strokes: Vec<Stroke>,
    /// The desk knows that this file cannot be written.
    told: bool,
    /// What a new file is made of.
    new: Option<Fresh>,
}

/// A typed story.
#[derive(Debug)]
struct Fresh {
    listed: store::articles::Listed,
    translation_of: Option<String>,
}

fn job(store: &Reading, article: ArticleKey) -> store::Result<Option<Job>> {
    let mut strokes = store.strokes(article)?;
    let told = strokes.iter().any(|stroke| stroke.told);
    strokes.retain(|stroke| stroke.stage == Stage::Due);
    let Some(listed) = store.listed(article)? else { return Ok(None) };
    let typed = strokes.iter().find(|stroke| stroke.field == Field::File).and_then(|stroke| stroke.wrote.clone());
    Ok(match (typed, listed.path.clone()) {
        (Some(path), None) => {
            let translation_of = store.translates(article)?;
            Some(Job { article, path, strokes, told, new: Some(Fresh { listed, translation_of }) })
        }
        (_, Some(path)) => Some(Job { article, path, strokes, told, new: None }),
        (None, None) => None,
    })
}

impl Job {
    fn write(&mut self, folder: &Path, newsroom: &Newsroom) -> End {
        let written = match &self.new {
            Some(fresh) => {
                let text = fresh.text(newsroom.zone);
                self.path = free_place(folder, &self.path, &fresh.listed.story.id, newsroom.zone);
                create(&folder.join(&self.path), &text)
            }
            None => self.rewrite(folder, newsroom),
        };
        written.unwrap_or_else(|error| {
            log::debug!("{}: {error}", self.path);
            match error.kind() {
                ErrorKind::NotFound if self.new.is_none() => End::Later,
                ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => End::Unwritten(Unwritten::ReadOnly),
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                    End::Unwritten(Unwritten::Full)
                }
                _ => {
                    log::error!("{}: cannot be written: {error}", self.path);
                    End::Unwritten(Unwritten::Failed)
                }
            }
        })
    }

    /// Changes the values in a file that says what it was known to say.
    fn rewrite(&self, folder: &Path, newsroom: &Newsroom) -> io::Result<End> {
        let file = within(folder, Path::new(&self.path))?;
        let about = fs::metadata(&file)?;
        let Ok(bytes) = read_bytes(File::open(&file)?) else { return Ok(End::Later) };
        let Ok(found) = article::parse(&self.path, &bytes, newsroom.zone) else { return Ok(End::Later) };
        let mut changes = Vec::new();
        for stroke in &self.strokes {
            let Some(key) = key(stroke.field) else { continue };
            let says = says(&found, &self.path, newsroom, stroke.field);
            if says == stroke.wrote {
                continue;
            }
            if says != stroke.was && (says.is_none() || says != stroke.mine) {
                return Ok(End::Later);
            }
            changes.push((key, stroke.wrote.as_deref()));
        }
        if changes.is_empty() {
            return Ok(End::Written);
        }
        match article::rewrite(&self.path, &bytes, newsroom.zone, &changes) {
            Err(Unwritable::Format) => Ok(End::Unwritten(Unwritten::Format)),
            Err(Unwritable::Text) => Ok(End::Unwritten(Unwritten::Text)),
            Ok(text) => replace(&file, &about, &text),
        }
    }

    /// Notes what came of it, for strokes that are still the same.
    fn ended(self, store: &store::Writing, end: End) -> store::Result<Done> {
        let Job { article, path, strokes, told, .. } = self;
        for before in strokes {
            if store.stroke(article, before.field)?.as_ref() != Some(&before) {
                continue;
            }
            let after = match end {
                End::Written if before.field == Field::File => {
                    store.file_is_written(article, &path)?;
                    continue;
                }
                End::Written => Stroke { stage: Stage::Agreed, ..before },
                End::Later => continue,
                End::Unwritten(Unwritten::Format | Unwritten::Text) => {
                    Stroke { stage: Stage::Kept, told: true, ..before }
                }
                End::Unwritten(_) => Stroke { told: true, ..before },
            };
            store.keep_stroke(article, &after)?;
        }
        Ok(Done { article, path, end, told })
    }
}

impl Fresh {
    fn text(&self, zone: Tz) -> String {
        let story = &self.listed.story;
        let is_withdrawn = self.listed.readiness == Readiness::Withdrawn;
        article::new_file(&NewFile {
            id: &story.id.0,
            headline: &story.headline,
            lead: &story.lead,
            url: story.url.as_deref(),
            image: story.image.as_ref().map(article::Image::as_text),
            correction: story.correction.as_deref(),
            language: story.language,
            translation_of: self.translation_of.as_deref(),
            published: self.listed.pushed.unwrap_or(story.published).utc().with_timezone(&zone),
            status: if is_withdrawn { "withdrawn" } else { "published" },
        })
    }
}

fn key(field: Field) -> Option<Key> {
    Some(match field {
        Field::File => return None,
        Field::Headline => Key::Headline,
        Field::Lead => Key::Lead,
        Field::Url => Key::Url,
        Field::Image => Key::Image,
        Field::Correction => Key::Correction,
        Field::Status => Key::Status,
    })
}
