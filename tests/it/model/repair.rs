//! What was sent is repaired: corrections, retractions, edits with all their answers, and what stands in the chats by them. The judge
//! knows what an article says by now and what each message shows, and no editions or revisions.

use std::{collections::BTreeMap, sync::Arc};

use headliner::{
    article::{ArticleKey, Language, Story},
    clock::Time,
    delivery::{
        gate::lanes,
        turn::{
            Amend, Called, Planned, Turned,
            amends::{End, Ended, Part},
        },
    },
    store::{
        ChatKey,
        articles::Readiness,
        editions::{Edition, Layout},
        repairs::{Seen, Stuck},
    },
};

use super::{
    act::CHATS,
    day::MINUTE,
    hat::facts,
    notes::Notes,
    words,
    world::{Step, World, said},
};

/// A typo is worth an edit for so long.
const DAY: i64 = 24 * 60 * MINUTE;
/// A copy is deleted for so long.
const DELETABLE: i64 = 48 * 60 * MINUTE - 5 * MINUTE;
/// More edits are never needed.
const EDITS: u32 = 1_000;

/// How an edit ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// It is taken, or changes nothing.
    Taken,
    /// It is taken, and nobody knows; or the program dies before it is written.
    TakenUnclear,
    /// It is not taken, and nobody knows; or the program dies.
    Unclear,
    /// The message is not there any more.
    Gone,
}

/// What an article has said, one after the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Text {
    /// When each version came, and whether readers are told what was wrong.
    pub(super) versions: Vec<(i64, bool)>,
    pub(super) withdrawn: bool,
    /// Copies are to be deleted.
    deletes: bool,
    /// How often what it says has changed.
    pub(super) step: u32,
}

/// What a message shows of an article.
#[derive(Clone, Debug)]
pub(super) struct Shows {
    pub(super) article: i64,
    headline: String,
    withdrawn: bool,
    /// What it said when that was rendered.
    pub(super) step: u32,
}

/// A message that stands at Telegram.
#[derive(Clone, Debug)]
pub(super) struct Board {
    pub(super) shows: Vec<Shows>,
    /// It shows one story and nothing besides.
    alone: bool,
    /// It was deleted, and nobody knows.
    is_gone: bool,
}

/// What stands at Telegram, by chat and by when it was sent; and what articles say by now.
#[derive(Debug, Default)]
pub struct Repairs {
    pub(super) texts: BTreeMap<usize, Text>,
    pub(super) boards: BTreeMap<(i64, i64), Board>,
    pub(super) notes: Notes,
}

fn is_alone(contents: &Edition) -> bool {
    matches!(contents.layout, Layout::Single | Layout::Post) && contents.mentions.is_empty() && contents.older == 0
}

fn headline(place: usize, version: usize) -> String {
    let first = words::headline(place);
    if version == 0 { first } else { format!("{first}, version {version}") }
}

impl World<'_> {
    /// The file of an article says what it said last, and may be withdrawn.
    pub(super) fn keep_as_it_is(&mut self, place: usize, readiness: Readiness) -> Step {
        let article = &mut self.oracle.articles[place];
        let language = Language::from_number(article.language.into()).ok_or("no language")?;
        let text = self.repairs.texts.entry(place).or_default();
        let withdrawn = readiness == Readiness::Withdrawn;
        text.step += u32::from(std::mem::replace(&mut text.withdrawn, withdrawn) != withdrawn);
        text.deletes &= withdrawn;
        let mut facts = facts(place, language, article.rubrics, None, readiness, self.now);
        facts.headline = headline(place, text.versions.len());
        facts.correction = text.versions.iter().rposition(|(_, told)| *told).map(|told| format!("note {told}"));
        let kept = self.store.keep(&facts, Time(self.now)).map_err(said)?;
        if kept.changed {
            (article.aside, article.plain) = (false, false); // the new text is tried in every form
        }
        Ok(())
    }

    /// A file that waits says once more what it said first.
    pub(super) fn says_again(&mut self, place: usize, changed: bool) {
        let text = self.repairs.texts.entry(place).or_default();
        (text.withdrawn, text.deletes) = (false, false);
        if changed {
            text.step += 1;
            (self.oracle.articles[place].aside, self.oracle.articles[place].plain) = (false, false);
        }
    }

    /// The text of an article changes.
    pub(super) fn correct(&mut self, place: usize, told: bool) -> Step {
        if self.waits(place) {
            return Ok(());
        }
        let text = self.repairs.texts.entry(place).or_default();
        text.versions.push((self.now, told));
        text.step += 1;
        let readiness = if text.withdrawn { Readiness::Withdrawn } else { Readiness::Ready };
        self.oracle.close_article(place); // it may have been set aside
        self.oracle.articles[place].ready = readiness == Readiness::Ready;
        self.tell(format!("article {place} is corrected, told: {told}"));
        self.keep_as_it_is(place, readiness)
    }

    /// The copies of the story's articles that are retracted are to be deleted.
    pub(super) fn delete(&mut self, place: usize) -> Step {
        let (key, story) = (ArticleKey(self.oracle.articles[place].key), self.oracle.articles[place].story);
        self.store.delete_copies(key, Time(self.now)).map_err(said)?;
        self.tell(format!("copies of article {place} are to be deleted"));
        for (other, text) in &mut self.repairs.texts {
            text.deletes |= text.withdrawn && self.oracle.articles[*other].story == story;
        }
        Ok(())
    }

    /// What the engine reads when the log has changed.
    pub(super) fn read_revisions(&mut self) -> Step {
        let (changes, _) = self.store.changes_since(Seen::default(), Time(0)).map_err(said)?;
        let instead = self.store.translated(Time(0), Time(self.now)).map_err(said)?;
        let targets = changes.iter().map(|change| (change.article, change.revision));
        let versions = instead.iter().map(|instead| (instead.by, instead.revision));
        self.given.amending.targets = Arc::new(targets.chain(versions).collect());
        self.given.amending.instead = Arc::new(instead);
        self.given.amending.notes = Arc::new(self.store.notes(Time(self.now)).map_err(said)?);
        Ok(())
    }

    pub(super) fn place_of(&self, article: i64) -> Option<usize> {
        self.oracle.articles.iter().position(|known| known.key == article)
    }

    fn shows<'a>(&self, stories: impl Iterator<Item = &'a Story>) -> Vec<Shows> {
        let shows = |story: &Story| {
            let text = self.place_of(story.key.0).and_then(|place| self.repairs.texts.get(&place));
            let step = text.map_or(0, |text| text.step);
            Shows { article: story.key.0, headline: story.headline.clone(), withdrawn: story.withdrawn, step }
        };
        stories.map(shows).collect()
    }

    /// The version in a language that the chat reads, of what it got in another.
    fn version_for(&self, chat: usize, shown: &Shows) -> Option<usize> {
        let own = &self.oracle.articles[self.place_of(shown.article)?];
        let reads =
            |language: u8| (0..2).any(|bit| language == 1 << bit && self.oracle.sides[chat].languages[bit].is_some());
        let went_to = |language: u8| {
            let entries = self.oracle.entries.iter().filter(|entry| self.oracle.articles[entry.article].key == own.key);
            entries.into_iter().any(|entry| entry.languages & language != 0)
        };
        let is_out = |place: usize| self.oracle.entries.iter().any(|entry| entry.article == place);
        let fits = |place: &usize| {
            let other = &self.oracle.articles[*place];
            let is_sent = other.ready && !other.aside && is_out(*place);
            other.story == own.story
                && other.language != own.language
                && is_sent
                && reads(other.language)
                && went_to(other.language)
        };
        if reads(own.language) { None } else { (0..self.oracle.articles.len()).find(fits) }
    }

    /// A message stands.
    pub(super) fn stands(&mut self, planned: &Planned, turned: &Turned) -> Step {
        let mut all = self.shows(planned.stories.iter().chain(&planned.mentions).map(Arc::as_ref));
        for shown in &mut all {
            shown.step = self.repairs.notes.step_of(planned.visit.chat, planned.at, shown.article);
        }
        let (chat, alone) = (planned.visit.chat, is_alone(&planned.contents));
        let slot = self.slots.iter().position(|slot| slot.key == Some(chat));
        let open = slot.filter(|slot| alone && self.oracle.sides[*slot].open.is_some());
        let unread = open.is_some_and(|slot| all.iter().any(|shown| self.version_for(slot, shown).is_some()));
        let is_behind = unread
            || all.iter().any(|shown| {
                let place = self.oracle.articles.iter().position(|article| article.key == shown.article);
                let text = place.and_then(|place| Some((place, self.repairs.texts.get(&place)?)));
                text.is_some_and(|(place, text)| {
                    text.withdrawn != shown.withdrawn || headline(place, text.versions.len()) != shown.headline
                })
            });
        self.repairs.boards.insert((chat.0, planned.at.0), Board { shows: all, alone, is_gone: false });
        // More may be found: what was withdrawn and came back meanwhile says what it said.
        if !is_behind || slot.is_none() || turned.behind.contains(&chat) {
            return Ok(());
        }
        Err(format!("what has just arrived in {chat:?} is behind, and nobody sees it"))
    }

    /// What a reader has opened stands too.
    pub(super) fn opened(&mut self, key: ChatKey, article: ArticleKey) -> Step {
        let story = self.store.story_as(article, 1).map_err(said)?.ok_or("no story")?;
        let rows = self.store.last_deliveries(key, 1).map_err(said)?;
        let row = rows.first().ok_or("no row")?;
        let shows = Shows { step: 0, ..self.shows(std::iter::once(&story)).remove(0) };
        self.repairs.notes.sent(key, row.at, [(article.0, 0)]);
        self.repairs.boards.insert((key.0, row.at.0), Board { shows: vec![shows], alone: true, is_gone: false });
        Ok(())
    }

    /// The numbers of a group's messages name others.
    pub(super) fn moved(&mut self, key: ChatKey) {
        self.repairs.boards.retain(|(chat, _), _| *chat != key.0);
    }

    /// One copy of a chat is edited, if one is to be; `meanwhile`: an article changes while the edit is under way. Whether
    /// anything left, or until when it waits.
    pub(super) fn amend(
        &mut self,
        chat: usize,
        edit: Edit,
        meanwhile: Option<(usize, bool)>,
    ) -> Result<Option<i64>, String> {
        let free = self.slots[chat].in_flight.is_none() && !self.slots[chat].is_held;
        let Some(key) = self.slots[chat].key.filter(|_| free) else { return Ok(None) };
        let called = Called { chat: key, lane: lanes::Lane::Silent, due: Time(self.now) };
        let mut turned = self.turn(&[], &[called])?;
        let later = turned.later.iter().map(|(_, _, until)| until.0).min();
        let Some(amend) = turned.amends.pop() else {
            let note = turned.planned.pop();
            return note.map_or(Ok(later), |planned| self.is_told(chat, &planned, edit).map(|()| Some(self.now)));
        };
        self.tell(format!("chat {chat}: an edit of what was sent at {}: {edit:?}", amend.copy.0));
        if self.oracle.sides[chat].open.is_none() {
            return Err("a chat that is closed is edited".into());
        }
        if let Some((article, told)) = meanwhile.filter(|_| !self.oracle.articles.is_empty()) {
            self.correct(article % self.oracle.articles.len(), told)?;
        }
        let place = (key.0, amend.copy.0);
        let shows = self.shows_then(&amend);
        let Some(board) = self.repairs.boards.get_mut(&place) else { return Err("what is not there is edited".into()) };
        let deletes = matches!(amend.part, Part::Whole);
        let is_done = matches!(edit, Edit::Taken | Edit::TakenUnclear);
        if is_done && !board.is_gone {
            board.shows = if deletes { std::mem::take(&mut board.shows) } else { shows };
            board.is_gone = deletes;
        }
        let end = match edit {
            Edit::TakenUnclear | Edit::Unclear => return Ok(Some(self.now)),
            Edit::Taken | Edit::Gone if deletes => End::Stuck(Stuck::Deleted),
            Edit::Taken if !board.is_gone => End::Stands(amend.edition),
            Edit::Taken | Edit::Gone => End::Stuck(Stuck::Gone),
        };
        if matches!(end, End::Stuck(_)) {
            self.repairs.boards.remove(&place);
        }
        if deletes {
            self.is_deleted(chat, &amend)?;
        }
        let telegram = amend.chat.telegram;
        self.given.amending.ended =
            vec![Ended { chat: key, telegram, copy: amend.copy, articles: amend.articles, end }];
        self.turn(&[], &[])?;
        self.given.amending.ended.clear();
        Ok(Some(self.now))
    }

    /// What an edit makes of the copy: what articles said when it was planned.
    fn shows_then(&self, amend: &Amend) -> Vec<Shows> {
        let mut shows = self.shows(amend.stories.iter().chain(&amend.mentions).map(Arc::as_ref));
        for shown in &mut shows {
            let text = self.place_of(shown.article).and_then(|place| Some((place, self.repairs.texts.get(&place)?)));
            if text.is_some_and(|(place, text)| headline(place, text.versions.len()) != shown.headline) {
                shown.step -= 1; // it has changed meanwhile
            }
        }
        shows
    }

    /// A copy was deleted: nobody has the story by it.
    fn is_deleted(&mut self, chat: usize, amend: &Amend) -> Step {
        let article = amend.contents.stories[0].0;
        let place = self.place_of(article.0).ok_or("no article")?;
        let text = self.repairs.texts.get(&place).filter(|text| text.deletes && text.withdrawn);
        if text.is_none() || self.now - amend.copy.0 >= DELETABLE || !is_alone(&amend.contents) {
            return Err(format!("a copy of article {place} is deleted"));
        }
        let story = self.oracle.articles[place].story;
        // What came out before may have been decided while the chat had the story; what comes out from now on has to come.
        let before = (0..self.oracle.entries.len()).filter(|place| self.oracle.story_of(*place) == story);
        let before: Vec<i64> = before.map(|place| self.oracle.entries[place].seq).collect();
        let side = &mut self.oracle.sides[chat];
        side.doubts.extend(before);
        let fate = side.fates.entry(story).or_default();
        (fate.delivered, fate.opened) = (fate.delivered.saturating_sub(1), fate.opened && fate.delivered > 0);
        fate.passed = false;
        Ok(())
    }

    /// Every chat has a few of its messages edited.
    pub(super) fn amend_all(&mut self) -> Step {
        (0..CHATS * 3).try_for_each(|turn| self.amend(turn % CHATS, Edit::Taken, None).map(drop))
    }

    /// All edits are taken; then every message in every open chat says what it should.
    pub(super) fn all_is_repaired(&mut self) -> Step {
        for chat in 0..CHATS {
            let mut edits = 0;
            while let Some(until) = self.amend(chat, Edit::Taken, None)? {
                self.pass((until - self.now).max(0));
                edits += 1;
                if edits > EDITS {
                    return Err(format!("the edits in chat {chat} never end"));
                }
            }
            let Some(key) = self.slots[chat].key.filter(|_| self.oracle.sides[chat].open.is_some()) else { continue };
            for ((_, at), board) in self.repairs.boards.range((key.0, i64::MIN)..=(key.0, i64::MAX)) {
                board.shows.iter().try_for_each(|shown| self.is_right(chat, *at, board, shown))?;
            }
            self.all_are_told(chat)?;
        }
        Ok(())
    }

    fn is_right(&self, chat: usize, at: i64, board: &Board, shown: &Shows) -> Step {
        let place = self.place_of(shown.article).ok_or("no article")?;
        if let Some(version) = self.version_for(chat, shown).filter(|_| board.alone) {
            return Err(format!(
                "chat {chat} shows {shown:?} of {at}, which it does not read; article {version} is there"
            ));
        }
        let deletes = self.repairs.texts.get(&place).is_some_and(|text| text.deletes && text.withdrawn);
        if deletes && board.alone && self.now - at < DELETABLE {
            return Err(format!("chat {chat} has {shown:?} of {at}, which should be deleted"));
        }
        let Some(text) = self.repairs.texts.get(&place) else { return Ok(()) };
        let newest = headline(place, text.versions.len());
        let right = shown.withdrawn == text.withdrawn && (text.withdrawn || shown.headline == newest);
        let version = (0..=text.versions.len()).find(|version| headline(place, *version) == shown.headline);
        let version = version.ok_or_else(|| format!("{shown:?} was never said"))?;
        let only_typos = shown.withdrawn == text.withdrawn && !text.versions[version..].iter().any(|(_, told)| *told);
        // Nobody mends a typo in what is old, and what Telegram takes in no form is in no edit either.
        let may_stay = only_typos && self.now - at >= DAY || self.oracle.articles[place].aside && !text.withdrawn;
        if right || may_stay {
            return Ok(());
        }
        Err(format!("chat {chat} shows {shown:?} of {at}, should be {newest:?}, withdrawn: {}", text.withdrawn))
    }
}
