//! Files that come: while the program runs, while it is down, and while it looks through a large store at its start. The
//! oracle knows when each could be seen first: what was published more than the age before that is archive and goes out to
//! nobody by itself; everything else is news.

use std::path::Path;

use headliner::{
    article::{Language, parse},
    clock::{Moment, Time},
    intake::{
        Sight, accept,
        watch::{Found, Seen},
    },
    newsroom::Newsroom,
    store::Lane,
};
use proptest::prelude::*;

use super::{
    act::{Act, RUBRICS},
    clocks::Clocks,
    day::MINUTE,
    oracle::{Article, MAX_AGE},
    words,
    world::{Step, World, said},
};

/// How a file comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// The program runs.
    Running,
    /// It was down for so many minutes, in which the file came.
    Down(i64),
    /// It has started and has looked at the store for so many minutes already.
    Looking(i64),
}

pub fn acts() -> impl Strategy<Value = Act> {
    let came = prop_oneof![
        2 => Just(Came::Running),
        1 => (1..1000i64).prop_map(Came::Down),
        1 => (1..600i64).prop_map(Came::Looking),
    ];
    (1..1u64 << RUBRICS, 0..1500i64, any::<bool>(), came).prop_map(|(rubrics, age, dated, came)| Act::Comes {
        rubrics,
        age,
        dated,
        came,
    })
}

/// What the program can have seen, and the newsroom by whose rules it reads.
pub struct Arrivals {
    sight: Sight,
    newsroom: Newsroom,
}

impl Arrivals {
    pub fn new(clocks: &Clocks) -> Arrivals {
        let rubrics: String =
            (1..RUBRICS).map(|bit| format!("[[rubric]]\nid = \"r{bit}\"\ntitle = \"R{bit}\"\n")).collect();
        let mut newsroom = Newsroom::parse(&format!("{rubrics}[articles]\nlink = \"optional\"\n")).unwrap();
        newsroom.rubrics.iter_mut().zip(1..).for_each(|(rubric, bit)| rubric.bit = bit);
        Arrivals { sight: Sight::at_start(&clocks.moment(), None), newsroom }
    }

    /// The program starts again.
    pub fn start(&mut self, start: &Moment, last: &Moment) {
        self.sight = Sight::at_start(start, Some(last));
    }
}

impl World<'_> {
    pub(super) fn comes(&mut self, rubrics: u64, age: i64, dated: bool, came: Came) -> Step {
        match came {
            Came::Running => {
                self.arrivals.sight.arrival(&Seen::Looked { first: false }, &self.clocks.moment());
            }
            Came::Down(minutes) => self.crash(minutes, None, false)?,
            Came::Looking(minutes) => {
                self.crash(1, None, false)?;
                self.pass(minutes * MINUTE);
            }
        }
        // How long before this moment the file could be seen first, and whether its own time counts.
        let (unseen, own) = match came {
            Came::Running => (0, false),
            Came::Down(minutes) => (minutes, true),
            Came::Looking(minutes) => (minutes, false),
        };
        let before = age * MINUTE - unseen * MINUTE;
        if (before - MAX_AGE).abs() <= MINUTE {
            return Ok(()); // on the edge
        }
        let is_archive = (dated || own) && before > MAX_AGE;
        self.arrives(rubrics, age, dated, came, is_archive)
    }

    fn arrives(&mut self, rubrics: u64, age: i64, dated: bool, came: Came, is_archive: bool) -> Step {
        let (moment, place) = (self.clocks.moment(), self.oracle.articles.len());
        let at = moment.surely().0 - age * MINUTE;
        let names: Vec<String> =
            (1..RUBRICS).filter(|bit| rubrics >> bit & 1 == 1).map(|bit| format!("r{bit}")).collect();
        let date = if dated { format!("published: {}\n", Time(at).utc().to_rfc3339()) } else { String::new() };
        let (main, names, headline) = (rubrics & 1 == 1, names.join(", "), words::headline(place));
        let follows = words::goes_on_with(place).map_or_else(String::new, |before| format!("follows: a{before}\n"));
        let text =
            format!("---\nid: a{place}\nheadline: {headline}\n{follows}main: {main}\nrubrics: [{names}]\n{date}---\n");
        let path = format!("a{place}.md");
        let article = parse(&path, text.as_bytes(), self.arrivals.newsroom.zone).map_err(|fault| fault.to_string())?;
        let found = match came {
            Came::Down(_) => Found::There(Some(Time(at))),
            Came::Running | Came::Looking(_) => Found::Since,
        };
        let seen = Seen::Article { path, article: Box::new(article), digest: [0; 32], found };
        let arrival = self.arrivals.sight.arrival(&seen, &moment);
        let max_age = std::time::Duration::from_millis(MAX_AGE.unsigned_abs());
        let before = self.store.head().map_err(said)?;
        accept(self.store, &seen, Path::new("/none"), &self.arrivals.newsroom, arrival, max_age, &moment)
            .map_err(said)?;
        let key = self.store.article_key(&format!("a{place}")).map_err(said)?.ok_or("it is not kept")?;
        let (language, head) = (Language::Ru.bit(), self.store.head().map_err(said)?);
        self.oracle.articles.push(Article {
            key: key.0,
            story: place,
            rubrics,
            language,
            ready: true,
            aside: false,
            plain: false,
        });
        self.tell(format!(
            "the file of article {place} comes ({came:?}), published {age} minutes before, dated: {dated}"
        ));
        match (head > before, is_archive) {
            (true, false) => {
                self.oracle.publish(head.0, place, Lane::News, language, false, self.now);
                Ok(())
            }
            (false, true) => Ok(()),
            (is_out, _) => Err(format!("article {place} went out: {is_out}, is archive: {is_archive}")),
        }
    }
}
