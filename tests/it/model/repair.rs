//! What was sent is repaired: corrections, retractions, edits with all their answers, and what stands in the chats by them. The judge
//! knows what an article says by now and what each message shows, and no editions or revisions.

use std::{collections::BTreeMap, sync::Arc};

use headliner::{
    article::{ArticleKey, Language, Story},
    clock::Time,
    delivery::{
        gate::lanes,
        turn::{
            Called, Planned, Turned,
            amends::{End, Ended},
        },
    },
    store::{
        ChatKey,
        articles::Readiness,
        repairs::{Seen, Stuck},
    },
};

use super::{
    act::CHATS,
    day::MINUTE,
    hat::facts,
    world::{Step, World, said},
};

/// A typo is worth an edit for so long.
const DAY: i64 = 24 * 60 * MINUTE;
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
struct Text {
    /// When each version came, and whether readers are told what was wrong.
    versions: Vec<(i64, bool)>,
    withdrawn: bool,
}

/// What a message shows of an article.
#[derive(Clone, Debug)]
struct Shows {
    article: i64,
    headline: String,
    withdrawn: bool,
}

/// What stands at Telegram, by chat and by when it was sent; and what articles say by now.
#[derive(Debug, Default)]
pub struct Repairs {
    texts: BTreeMap<usize, Text>,
    boards: BTreeMap<(i64, i64), Vec<Shows>>,
}

fn shows<'a>(stories: impl Iterator<Item = &'a Story>) -> Vec<Shows> {
    let shows =
        |story: &Story| Shows { article: story.key.0, headline: story.headline.clone(), withdrawn: story.withdrawn };
    stories.map(shows).collect()
}

fn headline(place: usize, version: usize) -> String {
    if version == 0 { format!("Article {place}") } else { format!("Article {place}, version {version}") }
}

impl World<'_> {
    /// The file of an article says what it said last, and may be withdrawn.
    pub(super) fn keep_as_it_is(&mut self, place: usize, readiness: Readiness) -> Step {
        let article = &mut self.oracle.articles[place];
        let language = Language::from_number(article.language.into()).ok_or("no language")?;
        let text = self.repairs.texts.entry(place).or_default();
        text.withdrawn = readiness == Readiness::Withdrawn;
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
        self.repairs.texts.entry(place).or_default().withdrawn = false;
        if changed {
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
        let readiness = if text.withdrawn { Readiness::Withdrawn } else { Readiness::Ready };
        self.oracle.close_article(place); // it may have been set aside
        self.oracle.articles[place].ready = readiness == Readiness::Ready;
        self.tell(format!("article {place} is corrected, told: {told}"));
        self.keep_as_it_is(place, readiness)
    }

    /// A message stands.
    pub(super) fn stands(&mut self, planned: &Planned, turned: &Turned) -> Step {
        let all = shows(planned.stories.iter().chain(&planned.mentions).map(Arc::as_ref));
        let chat = planned.visit.chat;
        let is_behind = all.iter().any(|shown| {
            let place = self.oracle.articles.iter().position(|article| article.key == shown.article);
            let text = place.and_then(|place| Some((place, self.repairs.texts.get(&place)?)));
            text.is_some_and(|(place, text)| {
                text.withdrawn != shown.withdrawn || headline(place, text.versions.len()) != shown.headline
            })
        });
        self.repairs.boards.insert((chat.0, planned.at.0), all);
        let found = self.slots.iter().any(|slot| slot.key == Some(chat)) && turned.behind.contains(&chat);
        // More may be found: what was withdrawn and came back meanwhile says what it said.
        if !is_behind || found || !self.slots.iter().any(|slot| slot.key == Some(chat)) {
            return Ok(());
        }
        Err(format!("what has just arrived in {chat:?} is behind, and nobody sees it"))
    }

    /// What a reader has opened stands too.
    pub(super) fn opened(&mut self, key: ChatKey, article: ArticleKey) -> Step {
        let story = self.store.story_as(article, 1).map_err(said)?.ok_or("no story")?;
        let rows = self.store.last_deliveries(key, 1).map_err(said)?;
        let row = rows.first().ok_or("no row")?;
        self.repairs.boards.insert((key.0, row.at.0), shows(std::iter::once(&story)));
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
        let (changes, _) = self.store.changes_since(Seen::default(), Time(0)).map_err(said)?;
        self.given.amending.targets =
            Arc::new(changes.iter().map(|change| (change.article, change.revision)).collect());
        let called = Called { chat: key, lane: lanes::Lane::Silent, due: Time(self.now) };
        let mut turned = self.turn(&[], &[called])?;
        let Some(amend) = turned.amends.pop() else {
            return Ok(turned.later.first().map(|(_, _, until)| until.0));
        };
        self.tell(format!("chat {chat}: an edit of what was sent at {}: {edit:?}", amend.copy.0));
        if self.oracle.sides[chat].open.is_none() {
            return Err("a chat that is closed is edited".into());
        }
        if let Some((article, told)) = meanwhile.filter(|_| !self.oracle.articles.is_empty()) {
            self.correct(article % self.oracle.articles.len(), told)?;
        }
        let place = (key.0, amend.copy.0);
        let Some(board) = self.repairs.boards.get_mut(&place) else { return Err("what is not there is edited".into()) };
        if matches!(edit, Edit::Taken | Edit::TakenUnclear) {
            *board = shows(amend.stories.iter().chain(&amend.mentions).map(Arc::as_ref));
        }
        let end = match edit {
            Edit::Taken => End::Stands(amend.edition),
            Edit::Gone => End::Stuck(Stuck::Gone),
            Edit::TakenUnclear | Edit::Unclear => return Ok(Some(self.now)),
        };
        if edit == Edit::Gone {
            self.repairs.boards.remove(&place);
        }
        self.given.amending.ended = vec![Ended { chat: key, telegram: amend.chat.telegram, copy: amend.copy, end }];
        self.turn(&[], &[])?;
        self.given.amending.ended.clear();
        Ok(Some(self.now))
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
            for ((_, at), shown) in self.repairs.boards.range((key.0, i64::MIN)..=(key.0, i64::MAX)) {
                shown.iter().try_for_each(|shown| self.is_right(chat, *at, shown))?;
            }
        }
        Ok(())
    }

    fn is_right(&self, chat: usize, at: i64, shown: &Shows) -> Step {
        let place = self.oracle.articles.iter().position(|article| article.key == shown.article).ok_or("no article")?;
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
