//! Cards that begin without a press: copies are repaired, whoever corrected the story; a file says something else than the desk
//! wrote. In: revisions that came, what differs. Out: one card in each chat that hears what happens, unless one stands there about
//! the same already, which then goes on.

use std::{collections::HashSet, time::Duration};

use super::{
    cards::Keeper,
    mending::{all, is_of_story},
    post::{Urgency, listeners},
};
use crate::{
    clock::Time,
    delivery::decide::amended::WORTH_A_TYPO,
    store::{
        Priority, Reading, Result,
        amendments::Revised,
        cards::{About, Card},
    },
};

/// A silent change of fewer copies is not worth a message to the desk.
const HANDFUL: u64 = 10;
/// A revision found later than this is history: no card begins.
const NEWS: Duration = Duration::from_secs(3600);
/// The name under which the store keeps up to which revision cards have begun.
const BEGUN: &str = "mended";

impl Keeper<'_> {
    /// Corrections and retractions get their cards, whoever made them.
    pub(super) async fn begin_mending(&self) -> Result<()> {
        let now = self.room.clock.now();
        let read = |store: &Reading| Ok((store.number(BEGUN)?, store.last_revision()?));
        let (begun, last) = self.room.store.read(read).await?;
        if begun.is_some_and(|begun| begun >= last) {
            return Ok(());
        }
        if let Some(begun) = begun {
            let worth = self.room.store.read(move |store| worth_a_card(store, begun, now)).await?;
            for (about, standing) in worth {
                self.open(about, &standing, Urgency::InTurn).await?;
            }
        }
        self.room.store.write(Priority::Bulk, move |store| store.set_number(BEGUN, last)).await
    }

    /// Whether all revisions have their cards.
    pub(super) fn is_begun(store: &Reading) -> Result<bool> {
        let last = store.last_revision()?;
        Ok(store.number(BEGUN)?.is_some_and(|begun| begun >= last))
    }

    /// Asks once whose text stays where a file says something else than the desk wrote.
    pub(super) async fn ask_whose_text_stays(&mut self) -> Result<()> {
        let differing = self.room.store.read(|store| {
            let articles = store.differing()?.into_iter();
            articles
                .map(|article| Ok((article, store.cards_about(About::Conflict(article))?)))
                .collect::<Result<Vec<_>>>()
        });
        let differing = differing.await?;
        self.differing.retain(|(asked, _)| differing.iter().any(|(article, _)| article == asked));
        for (article, mut standing) in differing {
            let asked = self.differing.iter().filter(|(known, _)| *known == article);
            let about = About::Conflict(article);
            standing.extend(asked.map(|(_, chat)| Card { chat: *chat, message: 0, about }));
            let listening = listeners(self.room).await?;
            if listening.iter().any(|(chat, _)| !standing.iter().any(|card| card.chat == *chat)) {
                self.open(about, &standing, Urgency::First).await?;
                self.differing.extend(listening.into_iter().map(|(chat, _)| (article, chat)));
            }
        }
        Ok(())
    }
}

/// What the revisions after that place are worth a card for, with the cards that stand about it.
fn worth_a_card(store: &Reading, begun: i64, now: Time) -> Result<Vec<(About, Vec<Card>)>> {
    let (mut worth, mut stories) = (Vec::new(), HashSet::new());
    for revised in store.revised_after(begun)? {
        if now.since(revised.at) > NEWS || !is_worth_a_card(store, &revised, now)? {
            continue;
        }
        let mut standing = store.cards_about(About::Mending(revised.article))?;
        let mut article = revised.article;
        if is_of_story(revised.grade) {
            // One card for all languages, the one that a press has begun, where there is one.
            if !stories.insert(store.story_number(article)?) {
                continue;
            }
            article = store.withdrawn_by(article)?.unwrap_or(article);
            for part in store.whole_story(article)? {
                standing.extend(store.cards_about(About::Mending(part))?);
            }
        }
        worth.push((About::Mending(article), standing));
    }
    Ok(worth)
}

fn is_worth_a_card(store: &Reading, revised: &Revised, now: Time) -> Result<bool> {
    let whole = is_of_story(revised.grade);
    let copies =
        if whole { store.copies_to_mend(revised.article)? } else { store.copies_of_article(revised.article)? };
    if revised.told {
        return Ok(all(&copies, revised.grade) > 0);
    }
    let newest = store.entries_of(revised.article)?.last().map(|entry| entry.at);
    Ok(all(&copies, revised.grade) >= HANDFUL && newest.is_some_and(|newest| now.since(newest) < WORTH_A_TYPO))
}
