//! How far the copies of an article have been repaired, one card that changes: corrected, taken back, published again. In: the
//! database as it is. Out: the card, and whether it is over. It is about whatever the newest revision is, so a storm of revisions is
//! one card.

use std::time::Duration;

use super::mend::Mend;
use crate::{
    acts::{Deed, reach::Tempo, retract::retracted},
    article::{ArticleKey, Language, Story},
    clock::Time,
    locale::{Args, args},
    message::{Button, Keyboard, Message, Style, escape, still},
    store::{Reading, Result, amendments::Revised, copies::Owed, revisions::Grade, staff::Act},
    telegram::{answer::text as plain, scene::Scene},
};

/// Cells of the bar.
const CELLS: u64 = 10;
/// What was in flight when the revision came has arrived by then, and counts.
const SETTLES: Duration = Duration::from_secs(5);
/// Within this time after a revision, that nothing moves means nothing: silent ones wait for the end of a round.
const STARTS: Duration = Duration::from_secs(180);
/// So long after the last revision a card takes up the next.
const FOLDS: Duration = Duration::from_secs(3600);
/// So long a card with a stopped repair offers to go on.
const OFFERS: Duration = Duration::from_secs(86_400);

/// The card as it should be.
pub(super) struct Mended {
    pub(super) message: Message,
    /// It will not change any more.
    pub(super) is_over: bool,
    /// How many copies are done with, one way or another.
    pub(super) ended: u32,
}

/// Draws the card about an article; `None`: there is none. `still`: nothing has been repaired for long.
pub(super) fn card(
    store: &Reading,
    scene: &Scene,
    (tongue, tempo): (Language, &Tempo),
    article: ArticleKey,
    still: bool,
) -> Result<Option<Mended>> {
    let (Some(newest), Some((story, _))) = (store.revised(article)?, store.story(article)?) else { return Ok(None) };
    let whole = is_of_story(newest.grade);
    let owed = if whole { store.copies_to_mend(article)? } else { store.copies_of_article(article)? };
    let age = scene.now.since(newest.at);
    let repair = Repair { store, scene, tongue, story, newest, owed };
    let ended = u32::try_from(owed.repaired + owed.deleted + owed.failed()).unwrap_or(u32::MAX);
    let is_done = all(&owed, newest.grade) == 0 || still && age > STARTS || owed.behind == 0 && age > SETTLES;
    let (message, lasts) = if store.is_halted(article)? && !whole {
        (repair.halted()?, OFFERS)
    } else if is_done {
        (repair.done()?, FOLDS)
    } else {
        (repair.live(tempo)?, Duration::MAX)
    };
    Ok(Some(Mended { message, is_over: age > lasts, ended }))
}

/// Whether the change takes the whole story, in all its languages.
pub(super) fn is_of_story(grade: Grade) -> bool {
    matches!(grade, Grade::Withdrawn | Grade::Restored)
}

/// All copies that a change of this grade concerns. What was deleted is there no more when the story comes back.
pub(super) fn all(owed: &Owed, grade: Grade) -> u64 {
    let deleted = if grade == Grade::Withdrawn { owed.deleted } else { 0 };
    owed.behind + owed.repaired + deleted + owed.failed() + owed.unclear
}

struct Repair<'a> {
    store: &'a Reading<'a>,
    scene: &'a Scene,
    tongue: Language,
    story: Story,
    newest: Revised,
    owed: Owed,
}

impl Repair<'_> {
    fn say(&self, key: &str, args: &Args) -> String {
        self.scene.say(self.tongue, key, args)
    }

    fn button(&self, key: &str, press: Mend) -> Button {
        Button::data(self.say(key, &args![]), press.encode())
    }

    fn headline(&self) -> String {
        still(&self.story.headline)
    }

    fn clock(&self, at: Time) -> String {
        self.scene.words.time(at, self.scene.newsroom.zone)
    }

    fn live(&self, tempo: &Tempo) -> Result<Message> {
        let (owed, all) = (&self.owed, all(&self.owed, self.newest.grade));
        let done = owed.repaired + owed.deleted;
        let percent = ((all - owed.behind) * 100).checked_div(all).unwrap_or(100);
        let full = usize::try_from(percent * CELLS / 100).unwrap_or(0);
        let fields = args![
            bar = "▓".repeat(full) + &"░".repeat(CELLS as usize - full),
            percent = percent,
            done = done,
            all = all,
            left = owed.behind,
            last = self.clock(self.scene.now + tempo.mends(owed.behind)),
            failed = some(owed.failed()),
        ];
        let text = format!("{}\n\n{}", self.title(all)?, self.say("mending-progress", &fields));
        let mut rows = Vec::new();
        if !is_of_story(self.newest.grade) {
            rows.push(vec![self.button("btn-stop", Mend::Halt(self.story.key)).styled(Style::Danger)]);
        }
        Ok(plain(text, Keyboard::of(self.rows(rows)?)))
    }

    /// What is being done, and whose word it is.
    fn title(&self, all: u64) -> Result<String> {
        let key = match self.newest.grade {
            Grade::Withdrawn => "retracting",
            Grade::Restored => "restoring",
            _ if self.by_the_desk()?.is_some() => "mending",
            _ => "correct-auto",
        };
        Ok(self.say(key, &args![all = all, headline = self.headline()]))
    }

    /// What the desk did, if the newest revision is its.
    fn by_the_desk(&self) -> Result<Option<Act>> {
        for deed in [Deed::Correct, Deed::Settle, Deed::Resume] {
            let act = self.store.last_act(self.story.key, deed.word())?;
            if let Some(act) = act.filter(|act| act.at == self.newest.at) {
                return Ok(Some(act));
            }
        }
        Ok(None)
    }

    fn halted(&self) -> Result<Message> {
        let act = self.store.last_act(self.story.key, Deed::Halt.word())?;
        let who = match act.as_ref().and_then(|act| act.by) {
            Some(by) => escape(&self.store.staff_name(by)?),
            None => self.say("who-console", &args![]),
        };
        let fields = args![
            who = who,
            time = self.clock(act.map_or(self.newest.at, |act| act.at)),
            headline = self.headline(),
            done = self.owed.repaired,
            all = all(&self.owed, self.newest.grade),
            left = self.owed.behind,
        ];
        let go_on = self.button("btn-go-on", Mend::Resume(self.story.key)).styled(Style::Primary);
        Ok(plain(self.say("mending-halted", &fields), Keyboard::of(self.rows(vec![vec![go_on]])?)))
    }

    /// What came of it, with the reasons of what did not.
    fn done(&self) -> Result<Message> {
        let owed = &self.owed;
        let (failed, reasons) = (owed.failed() + owed.behind, self.reasons());
        let (retracts, all) = (self.newest.grade == Grade::Withdrawn, all(owed, self.newest.grade));
        let mut text = match (retracts, failed) {
            (false, _) if self.newest.grade == Grade::Restored => {
                self.say("restore-done", &args![done = owed.repaired, all = all])
            }
            (false, _) if all == 0 => self.say("correct-no-copies", &args![]),
            (false, 0) => self.say("correct-all-done", &args![done = owed.repaired, all = all]),
            (false, _) => {
                self.say("correct-done", &args![done = owed.repaired, all = all, failed = failed, reason = reasons])
            }
            (true, 0) => self.say("retract-all-done", &args![deleted = owed.deleted, replaced = owed.repaired]),
            (true, _) => self.say(
                "retract-done",
                &args![deleted = owed.deleted, replaced = owed.repaired, failed = failed, reason = reasons],
            ),
        };
        text = format!("{text}\n{}", self.headline());
        if owed.unclear > 0 {
            text = format!("{text}\n{}", self.say("report-uncertain", &args![n = owed.unclear]));
        }
        if retracts {
            text = format!("{text}\n\n{}{}", self.say("retract-forwarded", &args![]), self.too_old()?);
        }
        Ok(plain(text, Keyboard::of(self.rows(Vec::new())?)))
    }

    fn reasons(&self) -> String {
        let owed = &self.owed;
        let gone = (owed.gone > 0).then(|| self.say("mend-gone", &args![n = owed.gone]));
        let fixed = (owed.fixed > 0).then(|| self.say("mend-fixed", &args![n = owed.fixed]));
        let content = (owed.content > 0).then(|| self.say("mend-content", &args![n = owed.content]));
        let left = (owed.behind > 0).then(|| self.say("mend-left", &args![n = owed.behind]));
        [gone, fixed, content, left].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// Copies of which nothing is known any more.
    fn too_old(&self) -> Result<String> {
        let (oldest, zone) = (self.scene.now - self.scene.keep, self.scene.newsroom.zone);
        let mut forgotten = 0;
        for part in self.store.whole_story(self.story.key)? {
            forgotten += self.store.copies_forgotten(part, oldest)?;
        }
        if forgotten == 0 {
            return Ok(String::new());
        }
        let readers = self.scene.words.count_readers(self.tongue, forgotten);
        let date = self.scene.words.date(self.tongue, oldest, zone);
        Ok(format!("\n{}", self.say("retract-too-old", &args![count = readers, date = date])))
    }

    /// With what can be done next.
    fn rows(&self, mut rows: Vec<Vec<Button>>) -> Result<Vec<Vec<Button>>> {
        let article = self.story.key;
        if self.newest.grade != Grade::Withdrawn {
            rows.push(vec![
                self.button("btn-correct", Mend::Correct(article)),
                self.button("btn-retract", Mend::Retract(article)),
            ]);
        } else if retracted(self.store, article)?.is_some() {
            rows.push(vec![self.button("btn-restore", Mend::Restore(article))]);
        }
        if !is_of_story(self.newest.grade) {
            rows.push(others(self.store, self.scene, self.tongue, article)?);
        }
        Ok(rows)
    }
}

/// A correction is an article's: the others of its story, if somebody was sent them.
pub(super) fn others(store: &Reading, scene: &Scene, tongue: Language, article: ArticleKey) -> Result<Vec<Button>> {
    let mut row = Vec::new();
    for other in store.whole_story(article)?.into_iter().filter(|other| *other != article) {
        let Some((story, _)) = store.story(other)?.filter(|(story, _)| !story.withdrawn) else { continue };
        if !store.entries_of(other)?.is_empty() {
            let language = scene.say(tongue, &format!("language-{}", story.language.code()), &args![]);
            let label = scene.say(tongue, "btn-correct-in", &args![language = language]);
            row.push(Button::data(label, Mend::Correct(other).encode()));
        }
    }
    Ok(row)
}

/// A number where there is something to count; else the line that says it goes.
fn some(n: u64) -> String {
    if n == 0 { String::new() } else { n.to_string() }
}
