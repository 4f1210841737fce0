//! Correcting what readers have. In: what an editor presses and types: headline or text, how loud, what was wrong. Out: one message
//! after the other, at last the card that shows how the copies are repaired. What was typed is in the database, so that a restart
//! loses none of it; that the text is still the one that was shown is looked at in the act.

use std::time::Duration;

use super::{
    done::{After, Done},
    mend::Mend,
    mending::{self, others},
    second::first_card,
    story::obstacle_text,
};
use crate::{
    acts::{
        Who,
        correct::{Correction, Loud, Text, Unmended, correct},
        reach::Tempo,
        stop::{self, WentOn},
    },
    article::{ArticleKey, Language},
    clock::Time,
    delivery::{decide::amended::WORTH_A_TYPO, obstacle::Obstacle},
    locale::args,
    message::{Button, Keyboard, Message, Style, still, text::cut},
    newsroom::Newsroom,
    store::{
        Reading, Result, Seq, Writing,
        amendments::{Amendment, Asks},
        cards::{About, Asked, Card},
        pen::Lines,
        plans::Plan,
    },
    telegram::{
        answer::{Answer, Reply, Target, text as plain},
        scene::Scene,
        staff::{Call, Hand},
    },
};

/// Stops the repair of an article's copies, or lets it go on.
type Halting = fn(&Writing, &Who, ArticleKey, Time) -> Result<bool>;

/// Nobody is told that it takes no time.
pub(super) const LEAST: Duration = Duration::from_secs(1);
/// So much of a text is shown where two stand side by side: Telegram takes 4,096 characters in a message.
const SHOWN: usize = 900;

/// Draws the messages of a conversation about a correction.
struct Screen<'a> {
    store: &'a Reading<'a>,
    scene: &'a Scene,
    tongue: Language,
    tempo: Tempo,
}

impl Screen<'_> {
    fn say(&self, key: &str, args: &crate::locale::Args) -> String {
        self.scene.say(self.tongue, key, args)
    }

    fn button(&self, key: &str, press: Mend) -> Button {
        Button::data(self.say(key, &args![]), press.encode())
    }

    fn parts(&self, id: i64) -> Vec<Button> {
        vec![self.button("btn-correct-headline", Mend::Headline(id)), self.button("btn-correct-lead", Mend::Lead(id))]
    }

    fn cancel(&self, id: i64) -> Vec<Button> {
        vec![self.button("btn-cancel", Mend::GiveUp(id))]
    }

    /// What it says now, and the question which part is wrong.
    fn begin(&self, amendment: &Amendment, lines: &Lines) -> Result<Message> {
        let fields = args![headline = still(&lines.headline), lead = still(&cut(&lines.lead, SHOWN))];
        let mut rows = vec![self.parts(amendment.id)];
        if amendment.push.is_none() {
            rows.push(others(self.store, self.scene, self.tongue, amendment.article)?);
        }
        rows.push(self.cancel(amendment.id));
        Ok(plain(self.say("correct-what", &fields), Keyboard::of(rows)))
    }

    /// Old and new, and how loud it is to be.
    fn card(&self, amendment: &Amendment, lines: &Lines) -> Result<Message> {
        let (mut old, mut new) = (Vec::new(), Vec::new());
        for (before, after) in [(&lines.headline, &amendment.headline), (&lines.lead, &amendment.lead)] {
            if let Some(after) = after {
                old.push(still(&cut(before, SHOWN)));
                new.push(still(&cut(after, SHOWN)));
            }
        }
        let copies = self.store.copies_of_article(amendment.article)?.copies;
        let minutes = self.scene.words.duration(self.tongue, self.tempo.mends(copies).max(LEAST));
        let fields = args![all = copies, old = old.join("\n"), new = new.join("\n"), minutes = minutes];
        let mut text = self.say("correct", &fields);
        if amendment.push.is_some() {
            let second = self.scene.newsroom.breaking.four_eyes;
            let key = if second { "correct-goes-on-second" } else { "correct-goes-on" };
            text = format!("{text}\n{}", self.say(key, &args![]));
        }
        let newest = self.store.entries_of(amendment.article)?.last().map(|entry| entry.at);
        if copies > 0 && newest.is_some_and(|newest| self.scene.now.since(newest) >= WORTH_A_TYPO) {
            text = format!("{text}\n{}", self.say("correct-quietly-old", &args![]));
        }
        let id = amendment.id;
        let mut rows = vec![vec![self.button("correct-silent", Mend::Quietly(id))]];
        if copies > 0 {
            rows.push(vec![self.button("correct-marked", Mend::Marked(id)).styled(Style::Primary)]);
            rows.push(vec![self.button("correct-notify", Mend::Told(id))]);
        }
        rows.extend([self.parts(id), self.cancel(id)]);
        Ok(plain(text, Keyboard::of(rows)))
    }
}

/// The sentence that asks for what is to be typed.
fn question(scene: &Scene, tongue: Language, amendment: &Amendment) -> Message {
    let key = match amendment.asks {
        Asks::Lead => "correct-ask-lead",
        Asks::Wrong => "correct-ask-note",
        Asks::Note => "retract-ask-note",
        Asks::Headline | Asks::Nothing => "correct-ask",
    };
    let cancel = scene.say(tongue, "btn-cancel", &args![]);
    let cancel = Button::data(cancel, Mend::GiveUp(amendment.id).encode());
    plain(scene.say(tongue, key, &args![]), Keyboard::of([vec![cancel]]))
}

/// The sentence that says why nothing was corrected.
fn refused(scene: &Scene, tongue: Language, why: &Unmended) -> String {
    match why {
        Unmended::Unknown => scene.say(tongue, "no-story", &args![]),
        Unmended::Changed => scene.say(tongue, "no-changed", &args![]),
        Unmended::Withdrawn => obstacle_text(scene, tongue, Obstacle::Withdrawn),
        Unmended::NoHeadline | Unmended::NoNote => scene.say(tongue, "correct-empty", &args![]),
        Unmended::TooLong { length, max } => scene.say(tongue, "no-too-long", &args![length = *length, max = *max]),
        Unmended::LongLead { length, max } | Unmended::LongNote { length, max } => {
            scene.say(tongue, "correct-too-long", &args![length = *length, max = *max])
        }
        Unmended::Same | Unmended::NoLink | Unmended::ForeignLink(_) | Unmended::NoPicture => {
            scene.say(tongue, "correct-same", &args![])
        }
    }
}

fn correction(amendment: &Amendment, loud: Loud) -> Correction {
    let Amendment { article, revision, headline, lead, .. } = amendment.clone();
    Correction { article, revision: Some(revision), text: Text { headline, lead, ..Text::default() }, loud }
}

/// What came of going on with what was corrected.
enum Onward {
    /// It goes on, or nothing was to.
    Goes,
    /// This plan waits for a second editor: the text is not the one that was confirmed.
    Asks(Plan),
    /// What stands in its way.
    Hindered(String),
}

/// What is made where a correction comes into being.
struct Maker<'a> {
    scene: &'a Scene,
    newsroom: &'a Newsroom,
    who: Who,
    tongue: Language,
}

impl Maker<'_> {
    /// Corrects it, and lets the stopped push go on that waits for that; the message at this place becomes the card.
    fn make(
        &self,
        store: &Writing,
        amendment: &Amendment,
        loud: Loud,
        place: Card,
    ) -> Result<std::result::Result<Onward, Unmended>> {
        let (now, about) = (self.scene.now, About::Mending(amendment.article));
        if let Err(why) = correct(store, self.newsroom, &self.who, &correction(amendment, loud), now)? {
            return Ok(Err(why));
        }
        let go_on = |push| stop::go_on(store, self.newsroom, &self.who, push, now);
        let went_on = amendment.push.map(go_on).transpose()?;
        store.end_amendment(amendment.id)?;
        let card = Card { about, ..place };
        store.keep_card(card, now)?;
        store.drop_other_cards(card)?;
        let hindered = |key: &str| Onward::Hindered(self.scene.say(self.tongue, key, &args![]));
        Ok(Ok(match went_on {
            None | Some(WentOn::On(_)) => Onward::Goes,
            Some(WentOn::Asks(plan)) => {
                self.leave_stopped(store, amendment, place.chat)?;
                store.plan(plan)?.map_or(Onward::Goes, |(plan, _)| Onward::Asks(plan))
            }
            Some(WentOn::Waits) => hindered("already-counting"),
            Some(WentOn::Already) => hindered("no-plan"),
            Some(WentOn::Blocked(obstacle)) => Onward::Hindered(obstacle_text(self.scene, self.tongue, obstacle)),
        }))
    }

    /// The card of the plan takes the place of the stopped one in this chat.
    fn leave_stopped(&self, store: &Writing, amendment: &Amendment, chat: i64) -> Result<()> {
        let Some(push) = amendment.push else { return Ok(()) };
        let mut here = store.cards_about(About::Progress(push.0))?.into_iter().filter(|card| card.chat == chat);
        here.try_for_each(|card| store.drop_card(chat, card.message))
    }

    /// The card of whoever waits for a second editor.
    fn asks(&self, target: Target, plan: &Plan) -> Reply {
        Reply::Card(target, first_card(self.scene, self.tongue, plan), About::Countdown(plan.id))
    }
}

/// Presses.
impl Hand<'_> {
    fn maker(&self) -> Maker<'_> {
        let (scene, tongue) = (self.scene, self.editor.tongue);
        Maker { scene, newsroom: &scene.newsroom, who: self.editor.who(), tongue }
    }

    /// The way to a correction begins, of a stopped push that goes on with it where one is given.
    pub(super) fn correct(&self, store: &Writing, article: ArticleKey, push: Option<Seq>) -> Result<Answer> {
        match begin(store, self.scene, self.editor.tongue, article, push)? {
            Ok(message) => Ok(Answer::say(self.target(), message)),
            Err(sentence) => Ok(self.warn(sentence)),
        }
    }

    /// The same for a stopped push.
    pub(super) fn correct_and_go_on(&self, store: &Writing, push: Seq) -> Result<Answer> {
        match store.entry(push)? {
            Some(entry) => self.correct(store, entry.article, Some(push)),
            None => Ok(self.toast("no-plan")),
        }
    }

    /// The message waits for a text from now on.
    pub(super) fn await_text(&self, store: &Writing, id: i64, asks: Asks, tell: Option<bool>) -> Result<Answer> {
        let Some(amendment) = store.amendment(id)? else { return Ok(self.toast("no-plan")) };
        let amendment = Amendment { asks, tell: tell.unwrap_or(amendment.tell), ..amendment };
        store.keep_amendment(&amendment)?;
        store.keep_card(self.place(About::Asked(Asked::Amendment(id))), self.scene.now)?;
        Ok(self.edit(question(self.scene, self.editor.tongue, &amendment)))
    }

    /// A typo is mended without a word to readers.
    pub(super) fn correct_quietly(&self, store: &Writing, id: i64, tempo: Tempo) -> Result<Done> {
        let Some(amendment) = store.amendment(id)? else { return Ok(self.toast("no-plan").into()) };
        let (scene, tongue, place) = (self.scene, self.editor.tongue, self.place(About::Mending(amendment.article)));
        Ok(match self.maker().make(store, &amendment, Loud::Quiet, place)? {
            Ok(Onward::Goes) => After::Card.into(),
            Ok(Onward::Asks(plan)) => {
                let answer = Answer::default().and(self.maker().asks(self.target(), &plan));
                Done { answer, after: Some(After::Card) }
            }
            Ok(Onward::Hindered(sentence)) => Done { answer: self.warn(sentence), after: Some(After::Card) },
            Err(Unmended::Changed) => {
                let shown = shown_anew(&Screen { store, scene, tongue, tempo }, store, amendment)?;
                let toast = self.toast("no-changed");
                shown.into_iter().flat_map(|shown| self.edit(shown).replies).fold(toast, Answer::and).into()
            }
            Err(why) => self.warn(refused(scene, tongue, &why)).into(),
        })
    }

    /// The repair of copies is stopped, or goes on.
    pub(super) fn halt(&self, store: &Writing, article: ArticleKey, act: Halting) -> Result<Done> {
        let changed = act(store, &self.editor.who(), article, self.scene.now)?;
        if changed {
            // Whoever pressed an older card of the article sees it live again.
            store.keep_card(self.place(About::Mending(article)), self.scene.now)?;
        }
        Ok(Done { answer: if changed { Answer::default() } else { self.toast("no-plan") }, after: Some(After::Card) })
    }

    /// Nothing comes of it.
    pub(super) fn give_up(&self, store: &Writing, id: i64) -> Result<Answer> {
        store.end_amendment(id)?;
        store.drop_cards(About::Asked(Asked::Amendment(id)))?;
        Ok(self.edit(self.note("given-up")))
    }
}

/// A correction begins: the first message, or why there is none.
pub(super) fn begin(
    store: &Writing,
    scene: &Scene,
    tongue: Language,
    article: ArticleKey,
    push: Option<Seq>,
) -> Result<std::result::Result<Message, String>> {
    let (Some(lines), Some(newest)) = (store.lines(article)?, store.revised(article)?) else {
        return Ok(Err(scene.say(tongue, "no-story", &args![])));
    };
    if store.story(article)?.is_some_and(|(story, _)| story.withdrawn) {
        return Ok(Err(refused(scene, tongue, &Unmended::Withdrawn)));
    }
    let id = store.begin_amendment((article, newest.newest), push, scene.now)?;
    let Some(amendment) = store.amendment(id)? else { return Ok(Err(scene.say(tongue, "no-story", &args![]))) };
    let screen = Screen { store, scene, tongue, tempo: Tempo::default() };
    Ok(Ok(screen.begin(&amendment, &lines)?))
}

/// The text is another one by now: the card with that one as the old.
fn shown_anew(screen: &Screen, store: &Writing, amendment: Amendment) -> Result<Option<Message>> {
    let (Some(lines), Some(newest)) = (store.lines(amendment.article)?, store.revised(amendment.article)?) else {
        return Ok(None);
    };
    let amendment = Amendment { revision: newest.newest, asks: Asks::Nothing, ..amendment };
    store.keep_amendment(&amendment)?;
    screen.card(&amendment, &lines).map(Some)
}

/// A new headline or text was typed, or what was wrong.
pub(super) fn answered(
    call: &Call,
    store: &Writing,
    question: Card,
    amendment: Amendment,
    text: &str,
) -> Result<Answer> {
    let (scene, tongue) = (call.scene, call.editor.tongue);
    let screen = Screen { store, scene, tongue, tempo: call.tempo };
    let maker = Maker { scene, newsroom: &scene.newsroom, who: call.editor.who(), tongue };
    if amendment.asks == Asks::Wrong {
        return wrong(call, store, (&screen, &maker), question, amendment, text);
    }
    let text = Some(text.to_owned());
    let mut amendment = match amendment.asks {
        Asks::Lead => Amendment { lead: text, ..amendment },
        _ => Amendment { headline: text, ..amendment },
    };
    let try_it = |amendment: &Amendment| {
        let correction = correction(amendment, Loud::Quiet);
        store.without_effect(|store| correct(store, maker.newsroom, &maker.who, &correction, scene.now))
    };
    let mut tried = try_it(&amendment)?;
    let mut answer = Answer::default();
    if tried == Err(Unmended::Changed)
        && let Some(newest) = store.revised(amendment.article)?
    {
        amendment.revision = newest.newest;
        tried = try_it(&amendment)?;
        answer = call.say(plain(refused(scene, tongue, &Unmended::Changed), Keyboard::default()));
    }
    let Some(lines) = store.lines(amendment.article)? else { return Ok(answer) };
    if let Err(why) = tried {
        let sentence = refused(scene, tongue, &why);
        return Ok(answer.and(Reply::Say(call.target, plain(sentence, Keyboard::default()))));
    }
    store.keep_amendment(&amendment)?;
    let card = screen.card(&amendment, &lines)?;
    let about = About::Asked(Asked::Amendment(amendment.id));
    Ok(answer.and(Reply::Card(call.target, card, about)).and(Reply::Delete(question.chat, question.message)))
}

/// What was wrong: with it, the correction is made.
fn wrong(
    call: &Call,
    store: &Writing,
    (screen, maker): (&Screen, &Maker),
    question: Card,
    amendment: Amendment,
    text: &str,
) -> Result<Answer> {
    let (scene, tongue) = (call.scene, call.editor.tongue);
    let loud = if amendment.tell { Loud::Told(text.to_owned()) } else { Loud::Marked(text.to_owned()) };
    let say = |sentence| call.say(plain(sentence, Keyboard::default()));
    match maker.make(store, &amendment, loud, question)? {
        Ok(onward) => {
            let said = match onward {
                Onward::Goes => Answer::default(),
                Onward::Asks(plan) => Answer::default().and(maker.asks(call.target, &plan)),
                Onward::Hindered(sentence) => say(sentence),
            };
            let way = (tongue, &call.tempo);
            let card = mending::card(store, scene, way, amendment.article, false)?;
            let edit = card.map(|card| Reply::Edit(question.chat, question.message, card.message));
            Ok(edit.into_iter().fold(said, Answer::and))
        }
        Err(Unmended::Changed) => {
            let about = About::Asked(Asked::Amendment(amendment.id));
            let answer = say(refused(scene, tongue, &Unmended::Changed));
            let Some(card) = shown_anew(screen, store, amendment)? else { return Ok(answer) };
            Ok(answer.and(Reply::Card(call.target, card, about)).and(Reply::Delete(question.chat, question.message)))
        }
        Err(why) => Ok(say(refused(scene, tongue, &why))),
    }
}
