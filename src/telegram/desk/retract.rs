//! Taking a story back, and publishing it again. In: what an editor presses and types. Out: the card that asks how, with a note for
//! readers; then the one that shows how its copies are replaced or deleted. What goes out stops in the press's own transaction.

use super::{
    correct::LEAST,
    done::{After, Done},
    mend::Mend,
    story::obstacle_text,
};
use crate::{
    acts::{
        Who,
        reach::Tempo,
        retract::{Retraction, Unretracted, restore, retract, retracted},
    },
    article::{ArticleKey, Language},
    delivery::obstacle::Obstacle,
    locale::args,
    message::{Button, Keyboard, Message, Style, still},
    store::{
        Reading, Result, Writing,
        amendments::Amendment,
        cards::{About, Asked, Card},
    },
    telegram::{
        answer::{Answer, Reply, text as plain},
        scene::Scene,
        staff::{Call, Hand},
    },
};

/// The question how a story is taken back; `None`: there is no such article.
fn card(
    store: &Reading,
    scene: &Scene,
    (tongue, tempo): (Language, Tempo),
    amendment: &Amendment,
) -> Result<Option<Message>> {
    let Some((story, _)) = store.story(amendment.article)? else { return Ok(None) };
    let say = |key: &str| scene.say(tongue, key, &args![]);
    let button = |key: &str, press: Mend| Button::data(say(key), press.encode());
    let copies = store.copies_to_mend(amendment.article)?.copies;
    let minutes = scene.words.duration(tongue, tempo.mends(copies).max(LEAST));
    let fields = args![headline = still(&story.headline), all = copies, minutes = minutes];
    let mut text = format!("{}\n{}", scene.say(tongue, "retract", &fields), say("retract-delete-hint"));
    if let Some(note) = &amendment.note {
        text = format!("{text}\n\n{}", scene.say(tongue, "retract-note-is", &args![note = still(note)]));
    }
    let id = amendment.id;
    let tick = if amendment.tell { "☑️" } else { "☐" };
    let tell = Button::data(format!("{tick} {}", say("retract-tell")), Mend::Tell(id).encode());
    let rows = [
        vec![button("retract-replace", Mend::Replace(id)).styled(Style::Primary)],
        vec![button("retract-delete", Mend::Delete(id)).styled(Style::Danger)],
        vec![tell],
        vec![button("btn-retract-note", Mend::Note(id))],
        vec![button("btn-cancel", Mend::GiveUp(id))],
    ];
    Ok(Some(plain(text, Keyboard::of(rows))))
}

/// The sentence that says why a story was not taken back.
fn refused(scene: &Scene, tongue: Language, why: Unretracted) -> String {
    match why {
        Unretracted::Unknown => scene.say(tongue, "no-story", &args![]),
        Unretracted::Draft => obstacle_text(scene, tongue, Obstacle::Draft),
        Unretracted::Already => scene.say(tongue, "retract-already", &args![]),
        Unretracted::LongNote { length, max } => {
            scene.say(tongue, "correct-too-long", &args![length = length, max = max])
        }
    }
}

fn retraction(amendment: &Amendment, delete: bool) -> Retraction {
    Retraction { article: amendment.article, note: amendment.note.clone(), delete, tell: amendment.tell }
}

/// A retraction begins: its card, or why it may not be.
pub(super) fn begin(
    store: &Writing,
    scene: &Scene,
    way: (Language, Tempo),
    who: &Who,
    article: ArticleKey,
) -> Result<std::result::Result<Message, String>> {
    let unknown = || scene.say(way.0, "no-story", &args![]);
    let Some(newest) = store.revised(article)? else { return Ok(Err(unknown())) };
    let plain = Retraction { article, note: None, delete: false, tell: false };
    if let Err(why) = store.without_effect(|store| retract(store, who, &plain, scene.now))? {
        return Ok(Err(refused(scene, way.0, why)));
    }
    let id = store.begin_amendment((article, newest.newest), None, scene.now)?;
    let amendment = store.amendment(id)?;
    let card = amendment.map(|amendment| card(store, scene, way, &amendment)).transpose()?.flatten();
    Ok(card.ok_or_else(unknown))
}

impl Hand<'_> {
    /// The way to a retraction begins.
    pub(super) fn retract(&self, store: &Writing, article: ArticleKey, tempo: Tempo) -> Result<Answer> {
        Ok(match begin(store, self.scene, (self.editor.tongue, tempo), &self.editor.who(), article)? {
            Ok(message) => Answer::say(self.target(), message),
            Err(sentence) => self.warn(sentence),
        })
    }

    /// Those who got it are told, or not.
    pub(super) fn retract_tell(&self, store: &Writing, id: i64, tempo: Tempo) -> Result<Answer> {
        let Some(amendment) = store.amendment(id)? else { return Ok(self.toast("no-plan")) };
        let amendment = Amendment { tell: !amendment.tell, ..amendment };
        store.keep_amendment(&amendment)?;
        let card = card(store, self.scene, (self.editor.tongue, tempo), &amendment)?;
        Ok(card.map_or_else(|| self.toast("no-story"), |card| self.edit(card)))
    }

    /// The story is taken back.
    pub(super) fn take_off(&self, store: &Writing, id: i64, delete: bool) -> Result<Done> {
        let Some(amendment) = store.amendment(id)? else { return Ok(self.toast("no-plan").into()) };
        if let Err(why) = retract(store, &self.editor.who(), &retraction(&amendment, delete), self.scene.now)? {
            return Ok(self.warn(refused(self.scene, self.editor.tongue, why)).into());
        }
        store.end_amendment(id)?;
        self.becomes_mending(store, amendment.article)
    }

    /// The pressed message becomes the card that shows how copies are repaired.
    pub(super) fn becomes_mending(&self, store: &Writing, article: ArticleKey) -> Result<Done> {
        let card = self.place(About::Mending(article));
        store.keep_card(card, self.scene.now)?;
        store.drop_other_cards(card)?;
        Ok(After::Card.into())
    }

    /// The question whether a story is published again that the desk took back.
    pub(super) fn restore(&self, store: &Reading, article: ArticleKey) -> Result<Answer> {
        let (Some(first), Some((story, _))) = (retracted(store, article)?, store.story(article)?) else {
            return Ok(self.toast("no-plan"));
        };
        let say = |key: &str| self.scene.say(self.editor.tongue, key, &args![]);
        let copies = store.copies_to_mend(first)?.copies;
        let fields = args![headline = still(&story.headline), all = copies];
        let text = self.scene.say(self.editor.tongue, "restore-ask", &fields);
        let yes = Button::data(say("btn-restore"), Mend::RestoreYes(first).encode()).styled(Style::Primary);
        let no = Button::data(say("btn-cancel"), Mend::GiveUp(0).encode());
        Ok(Answer::say(self.target(), plain(text, Keyboard::of([vec![yes], vec![no]]))))
    }

    /// It is published again.
    pub(super) fn restore_yes(&self, store: &Writing, article: ArticleKey) -> Result<Done> {
        match restore(store, &self.editor.who(), article, self.scene.now)? {
            Some(_) => self.becomes_mending(store, article),
            None => Ok(self.toast("no-plan").into()),
        }
    }
}

/// The note for readers was typed: the card comes anew, with it.
pub(super) fn noted(call: &Call, store: &Writing, question: Card, amendment: Amendment, text: &str) -> Result<Answer> {
    let (scene, tongue) = (call.scene, call.editor.tongue);
    let amendment = Amendment { note: Some(text.to_owned()), ..amendment };
    let tried = retraction(&amendment, false);
    if let Err(why) = store.without_effect(|store| retract(store, &call.editor.who(), &tried, scene.now))? {
        return Ok(call.say(plain(refused(scene, tongue, why), Keyboard::default())));
    }
    store.keep_amendment(&amendment)?;
    let Some(card) = card(store, scene, (tongue, call.tempo), &amendment)? else { return Ok(Answer::default()) };
    let about = About::Asked(Asked::Amendment(amendment.id));
    Ok(Answer::default().and(Reply::Card(call.target, card, about)).and(Reply::Delete(question.chat, question.message)))
}
