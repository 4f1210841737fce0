//! A day of a store in which files come, change their names, are copied, half written, deleted, put back, mended and
//! redated at random, and the program ends and starts: every story goes out when and to whom the store says, once. What the
//! store says is worked out here, of nothing but what was done to it. `HEADLINER_TRIALS=full`: ten days of 24 hours; a run
//! prints its seed.

use std::{fs, time::Duration};

use headliner::clock::Time;
use simulator::Person;

use crate::{
    chance::{Chance, scale, seeds},
    harness::{House, MORNING, pass_by},
};

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
/// What is older when it can be seen first is archive.
const AGE: i64 = 6 * HOUR;
/// How long what the store says may take: a full look, and a file that is read some times over.
const SOON: i64 = 45 * SECOND;
/// How late what has a time may be.
const LATE: i64 = 5 * SECOND;

const NEWSROOM: &str = "link_template = \"https://vecher.kz/{slug}\"\n[new_reader]\nspacing = \"0s\"\nlimit = 0\nquiet = []\n\
    [[rubric]]\nid = \"society\"\ntitle = \"Общество\"\n[[rubric]]\nid = \"sport\"\ntitle = \"Спорт\"\n";

/// A story as its file has it, and what became of it.
#[derive(Debug)]
struct Story {
    number: usize,
    language: &'static str,
    rubric: &'static str,
    /// Its file names an id.
    has_id: bool,
    /// The date in its file.
    published: i64,
    draft: bool,
    /// Its rubric is written so that nobody knows it.
    unknown: bool,
    /// How often its text was mended.
    mended: usize,
    path: String,
    stands: bool,
    /// Another file says the same.
    copied: bool,
    /// The batch in which it was last changed or renamed.
    touched: u64,
    /// It was not to go out before now: what it waited for counts from now on.
    kept_back: bool,
    /// When it is to go out, as things are.
    due: Option<i64>,
    /// It has gone out: not before, not after.
    out: Option<(i64, i64)>,
}

struct Day {
    house: House,
    readers: Vec<(Person, &'static str, &'static str)>,
    stories: Vec<Story>,
    chance: Chance,
    /// Since when the program has been down.
    down: Option<i64>,
    /// How often the program has had a look since the beginning.
    batch: u64,
    told: Vec<String>,
}

impl Day {
    async fn begin(seed: u64) -> Day {
        let mut house = House::closed(MORNING).await;
        house.put("newsroom.toml", NEWSROOM);
        house.start().await;
        let mut readers = Vec::new();
        for (language, rubric) in [("ru", "society"), ("kk", "society"), ("ru", "sport")] {
            let reader = house.sim.person(&format!("{language} {rubric}"), language);
            reader.start(&format!("r_{rubric}"));
            readers.push((reader, language, rubric));
        }
        tokio::time::sleep(Duration::from_secs(5)).await;
        Day { house, readers, stories: Vec::new(), chance: Chance(seed), down: None, batch: 1, told: Vec::new() }
    }

    fn now(&self) -> i64 {
        self.house.now().ms()
    }

    fn tell(&mut self, number: usize, what: &str) {
        self.told.push(format!("{} №{number}: {what}", self.house.now().utc().format("%d. %H:%M:%S")));
    }

    fn file(&self, path: &str) -> std::path::PathBuf {
        self.house.path("articles").join(path)
    }

    fn text(story: &Story) -> String {
        let Story { number, language, mended, .. } = story;
        let id = if story.has_id { format!("id: story-{number}\n") } else { String::new() };
        let rubric = if story.unknown { "космос" } else { story.rubric };
        let status = if story.draft { "status: draft\n" } else { "" };
        let date = Time(story.published).utc().format("%Y-%m-%dT%H:%M:%SZ");
        format!(
            "---\n{id}headline: \"Новость №{number} о городе\"\nrubric: {rubric}\nlanguage: {language}\n{status}published: {date}\n---\n\
             Подробности номер {number}, сказали в акимате города после проверки.{}\n",
            " Уточнение.".repeat(*mended)
        )
    }

    fn write(&self, place: usize) {
        let path = self.file(&self.stories[place].path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, Day::text(&self.stories[place])).unwrap();
    }

    /// What the store says of a story from now on.
    fn weigh(&mut self, place: usize) {
        let (now, seen) = (self.now(), self.down.unwrap_or(self.now()));
        let story = &mut self.stories[place];
        let goes = story.stands && !story.draft && !story.unknown;
        let is_old = !story.kept_back && story.published <= now && seen - story.published > AGE;
        story.due = (story.out.is_none() && goes && !is_old).then_some(story.published.max(now));
        if story.due.is_some_and(|due| due > now) || story.draft {
            story.kept_back = true;
        }
    }

    /// What is due now has gone out.
    fn goes_out(&mut self) {
        let (now, is_down) = (self.now(), self.down.is_some());
        for story in self.stories.iter_mut().filter(|story| !is_down && story.due.is_some_and(|due| due <= now)) {
            let due = story.due.take().unwrap();
            let slack = if due == story.published { LATE } else { SOON };
            story.out = Some((due, due + slack));
        }
    }

    /// A new file: of now, of later, of long ago, a draft, of no known rubric, or written in two strokes.
    async fn comes(&mut self) {
        let (number, now) = (self.stories.len(), self.now());
        let later = now + (20 + self.chance.below(300) as i64) * MINUTE;
        let kind = self.chance.below(8);
        let story = Story {
            number,
            language: self.chance.of(&["ru", "ru", "kk"]),
            rubric: self.chance.of(&["society", "sport"]),
            has_id: self.chance.one_in(2),
            published: match kind {
                0 => now - AGE - (10 + self.chance.below(9_000) as i64) * MINUTE,
                1 | 2 => later / SECOND * SECOND,
                _ => (now - self.chance.below(300) as i64 * MINUTE) / SECOND * SECOND,
            },
            draft: kind == 3,
            unknown: kind == 4,
            mended: 0,
            path: format!("story-{number}.md"),
            stands: true,
            copied: false,
            touched: 0,
            kept_back: false,
            due: None,
            out: None,
        };
        let text = Day::text(&story);
        self.stories.push(story);
        self.tell(number, &format!("comes, kind {kind}"));
        if kind == 5 && self.down.is_none() {
            fs::write(self.file(&format!("story-{number}.md")), text.split("language").next().unwrap()).unwrap();
            tokio::time::sleep(Duration::from_secs(1 + self.chance.below(9))).await;
        }
        self.write(number);
        self.weigh(number);
    }

    /// One of these, if there is one. Of a file without an id that has both another name and other words, nobody can tell
    /// that it is the same: so it gets one of the two between two looks.
    fn one(&mut self, fits: impl Fn(&Story, i64) -> bool) -> Option<usize> {
        let (now, batch) = (self.now(), self.batch);
        let fits = |story: &Story, now| fits(story, now) && (story.has_id || story.touched < batch);
        let all: Vec<usize> = (0..self.stories.len()).filter(|place| fits(&self.stories[*place], now)).collect();
        (!all.is_empty()).then(|| all[self.chance.below(all.len() as u64) as usize])
    }

    fn renamed(&mut self) {
        let Some(place) = self.one(|story, now| story.stands && is_calm(story, now)) else { return };
        let Story { number, path, .. } = &self.stories[place];
        let (number, from) = (*number, path.clone());
        let folder = self.chance.of(&["", "2026/11/", "архив/"]);
        let to = format!("{folder}новость-{number}-{}.md", self.chance.below(1_000));
        fs::create_dir_all(self.file(&to).parent().unwrap()).unwrap();
        fs::rename(self.file(&from), self.file(&to)).unwrap();
        self.tell(number, &format!("is renamed to {to}"));
        self.stories[place].path = to;
        self.stories[place].touched = self.batch;
    }

    fn copied(&mut self) {
        let fits = |story: &Story, now| {
            story.stands && !story.copied && is_calm(story, now) && (story.out.is_some() || story.due.is_some())
        };
        let Some(place) = self.one(fits) else { return };
        let path = self.stories[place].path.clone();
        let stem = path.strip_suffix(".md").unwrap().to_owned();
        let number = self.stories[place].number;
        // Names that programs give are passed over; others are taken for what they are.
        let (copy, is_taken) = match self.chance.below(3) {
            0 => (format!("{stem} (1).md"), false),
            1 => (format!("{stem} (conflicted copy).md"), false),
            _ => (format!("copied/{number}.md"), true),
        };
        fs::create_dir_all(self.file(&copy).parent().unwrap()).unwrap();
        fs::copy(self.file(&path), self.file(&copy)).unwrap();
        self.tell(number, &format!("is copied to {copy}"));
        self.stories[place].copied = is_taken;
        if !is_taken {
            let _ = fs::remove_file(self.file(&copy)); // else it is the story when the first is renamed
        }
    }

    fn deleted(&mut self) {
        let Some(place) = self.one(|story, now| story.stands && is_calm(story, now)) else { return };
        let path = self.file(&self.stories[place].path);
        fs::remove_file(path).unwrap();
        let number = self.stories[place].number;
        self.tell(number, "is deleted");
        if self.stories[place].copied {
            return self.stories[place].stands = false; // its copy takes its place, with all that it says
        }
        self.stories[place].stands = false;
        self.stories[place].due = None;
    }

    fn put_back(&mut self) {
        let Some(place) = self.one(|story, _| !story.stands && !story.copied) else { return };
        self.stories[place].stands = true;
        self.stories[place].touched = self.batch;
        self.tell(place, "is put back");
        self.write(place);
        self.weigh(place);
    }

    fn mended(&mut self) {
        let Some(place) = self.one(|story, now| story.stands && !story.copied && is_calm(story, now)) else { return };
        let (now, story) = (self.house.now().ms(), &mut self.stories[place]);
        if story.unknown && (now - story.published - AGE).abs() < 5 * MINUTE {
            return; // on the edge
        }
        (story.draft, story.unknown) = (false, false);
        story.mended += 1;
        story.touched = self.batch;
        let number = story.number;
        self.tell(number, "is mended");
        self.write(place);
        self.weigh(place);
    }

    fn redated(&mut self) {
        let fits = |story: &Story, now| story.stands && !story.copied && !story.unknown && is_calm(story, now);
        let Some(place) = self.one(fits) else { return };
        let now = self.now();
        let published = match self.chance.below(3) {
            0 => now + (20 + self.chance.below(200) as i64) * MINUTE,
            1 => now - 5 * MINUTE,
            _ => now - SECOND,
        };
        self.stories[place].published = published / SECOND * SECOND;
        self.stories[place].touched = self.batch;
        self.tell(place, "is redated");
        self.write(place);
        self.weigh(place);
    }

    async fn something(&mut self) {
        match self.chance.below(16) {
            0..=5 => self.comes().await,
            6 | 7 => self.renamed(),
            8 => self.copied(),
            9 => self.deleted(),
            10 | 11 => self.put_back(),
            12 | 13 => self.mended(),
            14 => self.redated(),
            _ if self.down.is_none() => {
                tokio::time::sleep(Duration::from_secs(5)).await;
                self.goes_out();
                self.house.end().await;
                self.down = Some(self.now());
                self.told.push("the program ends".into());
            }
            _ => {}
        }
    }

    async fn start(&mut self) {
        self.told.push("the program starts".into());
        let now = self.now();
        for story in &mut self.stories {
            story.due = story.due.map(|due| due.max(now)); // what was due meanwhile
        }
        self.house.start().await;
        self.down = None;
        self.batch += 1;
    }

    /// So much time goes by; where something is due, second by second.
    async fn passes(&mut self, until: i64) {
        while self.now() < until {
            self.goes_out();
            let now = self.now();
            let due = self.stories.iter().filter_map(|story| story.due).filter(|due| *due > now).min();
            let next = due.map_or(until, |due| due.min(until));
            let lasting = Duration::from_millis((next - now).max(1) as u64);
            let quietly = lasting.saturating_sub(Duration::from_secs(2));
            pass_by(Duration::from_millis(19_500), Duration::from_millis(500), quietly).await;
            tokio::time::sleep(lasting - quietly + Duration::from_secs(1)).await;
        }
        self.goes_out();
    }

    fn check(&self, seed: u64) {
        let mut wrong = Vec::new();
        for story in &self.stories {
            for (reader, language, rubric) in &self.readers {
                let is_for = (*language, *rubric) == (story.language, story.rubric);
                let expected = story.out.filter(|_| is_for);
                let words = format!("№{} о городе", story.number);
                let found: Vec<i64> = reader
                    .received()
                    .iter()
                    .filter(|message| message.text.contains(&words))
                    .map(|message| message.date * SECOND)
                    .collect();
                let right = match (expected, &found[..]) {
                    (None, []) => true,
                    (Some((from, to)), [at]) => from - SECOND < *at && *at <= to,
                    _ => false,
                };
                if !right {
                    wrong.push(format!("{language} {rubric} has it at {found:?} and not in {expected:?}: {story:?}"));
                }
            }
        }
        let told = || {
            self.told
                .iter()
                .filter(|line| {
                    wrong.iter().any(|wrong| line.contains(&format!("№{}:", number(wrong))) || line.starts_with("the"))
                })
                .cloned()
                .collect::<Vec<_>>()
        };
        assert!(wrong.is_empty(), "HEADLINER_SEED={seed}\n{}\n{}", told().join("\n"), wrong.join("\n"));
    }
}

/// The story's number in what is said of it.
fn number(wrong: &str) -> &str {
    wrong.split("number: ").nth(1).and_then(|rest| rest.split(',').next()).unwrap_or_default()
}

/// Nothing is about to happen to it: what comes in the same minute may be told in either order.
fn is_calm(story: &Story, now: i64) -> bool {
    story.due.is_none_or(|due| due > now + 2 * MINUTE) && story.out.is_none_or(|(_, to)| to + MINUTE < now)
}

async fn day(seed: u64, lasting: i64) {
    let mut day = Day::begin(seed).await;
    let end = day.now() + lasting;
    while day.now() < end {
        for _ in 0..=day.chance.below(3) {
            day.something().await;
        }
        tokio::time::sleep(Duration::from_secs(5)).await; // events of files come by the machine's clock
        let rest = SECOND * 70 + day.chance.below(12) as i64 * MINUTE;
        let until = day.now() + rest;
        day.passes(until).await;
        day.batch += u64::from(day.down.is_none());
        if day.down.is_some() && day.chance.one_in(2) {
            day.start().await;
        }
    }
    if day.down.is_some() {
        day.start().await;
    }
    let until = day.now() + 2 * MINUTE;
    day.passes(until).await;
    day.check(seed);
}

#[tokio::test(start_paused = true)]
async fn every_story_goes_out_as_the_store_says() {
    for seed in seeds(scale(2, 10)) {
        day(seed, scale(6, 24) * HOUR).await;
    }
}
