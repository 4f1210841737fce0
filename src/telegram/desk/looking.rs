//! Presses that only look. In: what is on the button, the database. Out: the screen that was asked for, in the place of the one
//! that was pressed, or as a new message.

use super::{
    choice::Later,
    confirm::Question,
    deeds,
    draft::{Draft, PRACTICE, Timed},
    held, later, lists, main_news, story, timed,
    view::View,
};
use crate::{
    acts::reach::{self, Tempo, moment},
    article::ArticleKey,
    locale::args,
    message::Keyboard,
    store::{Lane, Reading, Result, Seq},
    telegram::{
        answer::{Answer, Reply, text as plain},
        staff::Hand,
    },
};

impl Hand<'_> {
    pub(super) fn breaking_list(&self, store: &Reading, skip: u32) -> Result<Answer> {
        Ok(self.edit(lists::breaking(store, self.scene, &self.editor, skip, false)?))
    }

    pub(super) fn practice_list(&self, store: &Reading, skip: u32) -> Result<Answer> {
        Ok(self.edit(lists::breaking(store, self.scene, &self.editor, skip, true)?))
    }

    pub(super) fn news_list(&self, store: &Reading, skip: u32) -> Result<Answer> {
        Ok(self.edit(lists::news(store, self.scene, &self.editor, skip)?))
    }

    pub(super) fn begin(&self, store: &Reading, what: (Lane, ArticleKey, u8), tempo: Tempo) -> Result<Answer> {
        story::begin(store, self.scene, &self.editor, self.target(), what, tempo)
    }

    pub(super) fn preview(&self, store: &Reading, article: ArticleKey) -> Result<Answer> {
        let Some((story, _)) = store.story(article)? else { return Ok(self.toast("no-story")) };
        Ok(Answer::default().and(story::preview(store, self.scene, self.target(), Lane::News, story)?))
    }

    pub(super) fn story(&self, store: &Reading, article: ArticleKey) -> Result<Answer> {
        let card = story::card(store, self.scene, &self.editor, article)?;
        Ok(card.map_or_else(|| self.toast("no-story"), |card| Answer::say(self.target(), card)))
    }

    pub(super) fn later(&self, store: &Reading, article: ArticleKey) -> Result<Answer> {
        let later = Later::ordinary(article);
        let card = later::card(store, self.scene, self.editor.tongue, later)?;
        let card = card.map(|card| Answer::default().and(Reply::Card(self.target(), card, later.about())));
        Ok(card.unwrap_or_else(|| self.toast("no-story")))
    }

    pub(super) fn main(&self, store: &Reading, article: ArticleKey) -> Result<Answer> {
        let card = main_news::card(store, self.scene, self.editor.tongue, article)?;
        Ok(card.map_or_else(|| self.toast("no-story"), |card| Answer::say(self.target(), card)))
    }

    pub(super) fn log(&self, store: &Reading, skip: u32) -> Result<Answer> {
        Ok(self.edit(deeds::log(store, self.scene, self.editor.tongue, skip)?))
    }

    pub(super) fn held_list(&self, store: &Reading, skip: u32) -> Result<Answer> {
        Ok(self.edit(held::list(store, self.scene, &self.editor, skip)?))
    }

    pub(super) fn held(&self, store: &Reading, article: ArticleKey) -> Result<Answer> {
        let card = held::card(store, self.scene, &self.editor, article)?;
        Ok(card.map_or_else(|| self.toast("no-plan"), |card| Answer::say(self.target(), card)))
    }

    pub(super) fn numbers(&self, store: &Reading, article: ArticleKey) -> Result<Answer> {
        let numbers = story::numbers(store, self.scene, self.editor.tongue, article)?;
        Ok(Answer::say(self.target(), plain(numbers, Keyboard::default())))
    }

    pub(super) fn ask(&self, store: &Reading, draft: Draft, tempo: Tempo) -> Result<Answer> {
        if draft.is_expired(self.scene.now) {
            return Ok(self.expired(&draft));
        }
        if store.revision_of_push(draft.article, draft.lane, self.scene.now)? != draft.revision {
            let anew = self.begin(store, (draft.lane, draft.article, draft.asked & PRACTICE), tempo)?;
            return Ok(anew.replies.into_iter().fold(self.edit(self.note("no-changed")), Answer::and));
        }
        match Question::new(store, self.scene, self.editor.tongue, draft, tempo)? {
            Some(question) => Ok(self.edit(question.card()?)),
            None => Ok(self.toast("no-story")),
        }
    }

    pub(super) fn timed(&self, store: &Reading, timed: Timed, tempo: Tempo) -> Result<Answer> {
        let card = timed::card(store, self.scene, self.editor.tongue, timed, tempo)?;
        Ok(card.map_or_else(|| self.toast("no-story"), |card| self.edit(card)))
    }

    pub(super) fn expired(&self, draft: &Draft) -> Answer {
        let command = format!("/a{}", draft.article);
        self.warn(self.scene.say(self.editor.tongue, "no-expired", &args![command = command]))
    }

    pub(super) fn pushed(&self, store: &Reading, seq: Seq) -> Result<Answer> {
        let at = moment(self.scene.now, self.scene.newsroom.zone);
        let Some(entry) = store.entry(seq)? else { return Ok(Answer::default()) };
        let reach = reach::of_entry(store, &entry, at)?;
        let readers = reach::told(&reach, &self.scene.words, self.editor.tongue);
        let text = self.scene.say(self.editor.tongue, "pushed", &args![readers_to = readers]);
        Ok(self.edit(plain(text, Keyboard::default())))
    }

    pub(super) fn card(&self, store: &Reading, tempo: Tempo) -> Result<Answer> {
        let (chat, message) = (self.pressed.address.chat, self.pressed.message);
        let Some(card) = store.card(chat, message)? else { return Ok(Answer::default()) };
        let view = View { store, scene: self.scene, tongue: self.editor.tongue, tempo, held: None };
        Ok(view.of(card.about, false)?.map_or_else(Answer::default, |shown| self.edit(shown.message)))
    }
}
