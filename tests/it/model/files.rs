//! Articles with a time of their own, and what becomes of their files before it. The oracle knows each file: gone, it takes
//! back what was not sent; unreadable, it holds that.

use headliner::{
    article::{ArticleKey, Language},
    clock::Time,
    store::{
        Lane, Volume,
        articles::{Readiness, Submission},
        log::Publication,
        plans::Cause,
    },
};
use proptest::prelude::*;

use super::{
    act::{Act, RUBRICS},
    day::MINUTE,
    hat::facts,
    oracle::Article,
    world::{Step, World, said},
};

/// What becomes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileAct {
    Vanish,
    Spoil,
    /// It is there as it was.
    Mend,
}

/// An article that waits for its time.
#[derive(Debug)]
pub struct Waiting {
    article: usize,
    due: i64,
    file: File,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum File {
    Good,
    Bad,
    Gone,
}

pub fn acts() -> impl Strategy<Value = Act> {
    let embargo = (1..1u64 << RUBRICS, 1..600i64);
    let file = prop_oneof![Just(FileAct::Vanish), Just(FileAct::Spoil), Just(FileAct::Mend)];
    prop_oneof![
        1 => embargo.prop_map(|(rubrics, minutes)| Act::Embargo { rubrics, minutes }),
        1 => (any::<u8>(), file).prop_map(|(waiting, act)| Act::File(waiting.into(), act)),
    ]
}

impl World<'_> {
    fn embargoed(&self, place: usize, due: i64) -> Submission {
        let rubrics = self.oracle.articles.get(place).map_or(1, |article| article.rubrics);
        let facts = facts(place, Language::Ru, rubrics, None, Readiness::Ready, self.now);
        Submission { embargo: Some(Time(due)), path: Some(path(place)), ..facts }
    }

    pub(super) fn embargo(&mut self, rubrics: u64, minutes: i64) -> Step {
        let (place, due) = (self.oracle.articles.len(), self.now + minutes * MINUTE);
        let facts = Submission { rubrics, ..self.embargoed(place, due) };
        let key = self.store.keep(&facts, Time(self.now)).map_err(said)?.key.0;
        let language = Language::Ru.bit();
        self.oracle.articles.push(Article {
            key,
            story: place,
            rubrics,
            language,
            ready: true,
            aside: false,
            plain: false,
        });
        self.waiting.push(Waiting { article: place, due, file: File::Good });
        self.tell(format!("article {place} is embargoed for {minutes} minutes"));
        self.plan(place, due)
    }

    fn plan(&mut self, place: usize, due: i64) -> Step {
        let article = ArticleKey(self.oracle.articles[place].key);
        let publication = Publication { article, lane: Lane::News, languages: 0, volume: Volume::AsChosen, by: None };
        self.store.plan_later(&publication, Time(due), Cause::Embargo, Time(self.now)).map_err(said).map(drop)
    }

    pub(super) fn file(&mut self, number: usize, act: FileAct) -> Step {
        let Some(at) = number.checked_rem(self.waiting.len()) else { return Ok(()) };
        let Waiting { article: place, due, file } = self.waiting[at];
        self.tell(format!("the file of article {place}: {act:?}"));
        let key = ArticleKey(self.oracle.articles[place].key);
        let file = match act {
            FileAct::Vanish => {
                let gone = self.store.file_is_gone(&path(place)).map_err(said)?;
                let expected = if file == File::Gone { vec![] } else { vec![key] };
                if gone != expected {
                    return Err(format!("{gone:?} was taken back, should be {expected:?}"));
                }
                self.oracle.articles[place].ready = false;
                File::Gone
            }
            FileAct::Spoil if file == File::Gone => File::Gone,
            FileAct::Spoil => {
                self.store.file_is_unreadable(&path(place)).map_err(said)?;
                File::Bad
            }
            FileAct::Mend => {
                let kept = self.store.keep(&self.embargoed(place, due), Time(self.now)).map_err(said)?;
                self.says_again(place, kept.changed);
                self.store.file_is_read(key).map_err(said)?;
                self.oracle.articles[place].ready = true;
                if file == File::Gone {
                    self.plan(place, due)?;
                }
                File::Good
            }
        };
        self.waiting[at].file = file;
        Ok(())
    }

    /// What waits for its time, and nothing else, goes out when it has come.
    pub(super) fn publish_due(&mut self) -> Step {
        let moment = self.clocks.moment();
        let (now, surely) = (moment.now(), moment.surely());
        let published = self.store.publish_due(now, surely).map_err(said)?;
        let is_due = |waiting: &mut Waiting| waiting.file == File::Good && waiting.due <= surely.0;
        let mut due: Vec<Waiting> = self.waiting.extract_if(.., is_due).collect();
        due.retain(|waiting| {
            let article = &self.oracle.articles[waiting.article];
            article.ready && !article.aside
        });
        let mut last = 0;
        for published in published {
            let key = published.plan.article.0;
            let found = due.iter().position(|waiting| self.oracle.articles[waiting.article].key == key);
            let Some(waiting) = found.map(|place| due.remove(place)).filter(|waiting| waiting.due >= last) else {
                return Err(format!("{published:?} was not due, or not yet"));
            };
            last = waiting.due;
            self.tell(format!("article {} is due: {:?}", waiting.article, published.seq));
            let language = self.oracle.articles[waiting.article].language;
            self.oracle.publish(published.seq.0, waiting.article, Lane::News, language, false, now.0);
        }
        if due.is_empty() { Ok(()) } else { Err(format!("{due:?} were due")) }
    }

    /// The program starts: it reads all files again before anything that waits goes out.
    pub(super) fn files_are_read_again(&mut self) -> Step {
        self.store.files_are_to_be_read().map_err(said)?;
        let moment = self.clocks.moment();
        if !self.store.publish_due(moment.now(), moment.surely()).map_err(said)?.is_empty() {
            return Err("something that waits went out before its file was read".into());
        }
        for waiting in self.waiting.iter().filter(|waiting| waiting.file == File::Good) {
            self.store.file_is_read(ArticleKey(self.oracle.articles[waiting.article].key)).map_err(said)?;
        }
        Ok(())
    }

    pub(super) fn waits(&self, place: usize) -> bool {
        self.waiting.iter().any(|waiting| waiting.article == place)
    }
}

fn path(place: usize) -> String {
    format!("a{place}.md")
}
