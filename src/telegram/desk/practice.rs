//! A push for practice, as whoever practises sees it: the same cards as of a real one, each marked, with an audience of one. In: the
//! practice, the clock. Out: its card, and in the end the live card and the report; the message itself goes through the staff's
//! lane, since delivery knows nothing of it.

use std::time::Duration;

use super::{
    post::post_story,
    press::Press,
    shown::{End, Shown, bar},
};
use crate::{
    article::{Form, Language, Story},
    clock::Time,
    locale::{Args, args},
    message::{Button, CAPTION_LIMIT, Keyboard, Message, Style, TEXT_LIMIT, escape, length, still},
    report::Push,
    store::{
        Entry, Lane, Priority, Reading, Result, Seq, Volume,
        log::Standing,
        plans::PlanState,
        practice::Practice,
        progress::{Moments, Progress},
    },
    telegram::{answer::text as plain, room::Room, scene::Scene},
};

/// So long its second signature is waited for.
const ASKED: Duration = Duration::from_secs(600);

/// The line that marks everything as practice, above a text.
pub(super) fn marked(scene: &Scene, tongue: Language, text: &str) -> String {
    format!("{}\n\n{text}", scene.say(tongue, "practice-mark", &args![]))
}

/// The card of a practice; `None`: it stays as it is.
pub(super) fn card(store: &Reading, scene: &Scene, tongue: Language, id: i64) -> Result<Option<Shown>> {
    let draw = Draw { store, scene, tongue };
    let shown = |message, end| Some(Shown { message, end, ended: 0 });
    let over = || shown(plain(scene.say(tongue, "taken-back", &args![]), Keyboard::default()), End::Settled);
    let Some((practice, state)) = store.practice(id)? else { return Ok(over()) };
    let Some((story, _)) = store.story(practice.article)? else { return Ok(over()) };
    Ok(match (state, practice.due) {
        (PlanState::TakenBack, _) => over(),
        (PlanState::Waiting, None) => shown(draw.second(&practice)?, End::Open),
        (PlanState::Waiting, Some(due)) if due <= scene.now => None,
        (PlanState::Waiting, Some(due)) => shown(draw.countdown(&practice, &story, due)?, End::Open),
        (PlanState::Published, _) => shown(draw.live(&story), End::Report(draw.report(&practice, story)?)),
    })
}

struct Draw<'a> {
    store: &'a Reading<'a>,
    scene: &'a Scene,
    tongue: Language,
}

impl Draw<'_> {
    fn say(&self, key: &str, args: &Args) -> String {
        self.scene.say(self.tongue, key, args)
    }

    fn button(&self, key: &str, press: Press) -> Button {
        Button::data(self.say(key, &args![]), press.encode())
    }

    fn marked(&self, text: &str, rows: Vec<Vec<Button>>) -> Message {
        plain(marked(self.scene, self.tongue, text), Keyboard::of(rows))
    }

    /// Both signatures are one person's.
    fn second(&self, practice: &Practice) -> Result<Message> {
        let who = escape(&self.store.staff_name(practice.by)?);
        let until = self.scene.words.time(practice.at + ASKED, self.scene.newsroom.zone);
        let readers = self.scene.words.count_readers_to(self.tongue, 1);
        let text = self.say("second-card", &args![who = who, readers_to = readers, deadline = until]);
        let yes = self.button("btn-second-yes", Press::PracticeOn(practice.id)).styled(Style::Danger);
        Ok(self.marked(&text, vec![vec![yes], vec![self.button("btn-second-no", Press::PracticeBack(practice.id))]]))
    }

    fn countdown(&self, practice: &Practice, story: &Story, due: Time) -> Result<Message> {
        let fields = args![
            seconds = due.since(self.scene.now).as_millis().div_ceil(1000).to_string(),
            headline = still(&story.headline),
            readers_to = self.scene.words.count_readers_to(self.tongue, 1),
            who = escape(&self.store.staff_name(practice.by)?),
        ];
        let back = self.button("btn-take-back", Press::PracticeBack(practice.id)).styled(Style::Danger);
        let now = self.button("btn-send-now", Press::PracticeNow(practice.id));
        Ok(self.marked(&self.say("countdown", &fields), vec![vec![back], vec![now]]))
    }

    fn live(&self, story: &Story) -> Message {
        let fields = args![
            headline = still(&story.headline),
            bar = bar(100),
            percent = 100,
            sent = 1,
            all = 1,
            rate = 1,
            left = 0,
            last = self.scene.words.time(self.scene.now, self.scene.newsroom.zone),
            refused = "0",
        ];
        self.marked(&self.say("live", &fields), Vec::new())
    }

    /// As the report of a push that one reader got.
    fn report(&self, practice: &Practice, story: Story) -> Result<Message> {
        let began = practice.due.unwrap_or(practice.at);
        let sent = practice.sent.unwrap_or(began);
        let entry = Entry {
            seq: Seq(0),
            article: practice.article,
            story: 0,
            lane: Lane::Breaking,
            rubrics: story.rubrics,
            languages: story.language.bit(),
            volume: Volume::AsChosen,
            asks: true,
            opened: None,
            stopped: false,
            at: began,
            standing: Standing::Ready,
            words: Vec::new(),
        };
        let push = Push {
            entry,
            began,
            story,
            who: Some(self.store.staff_name(practice.by)?),
            progress: Progress { delivered: 1, ..Progress::default() },
            pending: 0,
            moments: Some(Moments { first: sent, middle: sent, last: sent }),
            left: 0,
            muted: 0,
        };
        Ok(self.marked(&push.report(&self.scene.words, self.tongue), Vec::new()))
    }
}

/// Whether it is time for it to go, or to fall.
pub(super) fn is_due(practice: &Practice, now: Time) -> bool {
    practice.due.map_or(practice.at + ASKED <= now, |due| due <= now)
}

/// Lets a practice that is due go to whoever began it, or fall.
pub(super) async fn go(room: &Room, practice: Practice) -> Result<()> {
    let id = practice.id;
    if practice.due.is_none() {
        return room.store.write(Priority::Bulk, move |store| store.end_practice(id, None).map(drop)).await;
    }
    let scene = room.scene().await?;
    let article = practice.article;
    let message = room.store.read(move |store| {
        let Some((story, form)) = store.story(article)? else { return Ok(None) };
        let render = |form, most| {
            let mut message = scene.renderer().breaking(&story, form);
            let text = marked(&scene, story.language, &message.text);
            if length(&text) <= most {
                message.text = text;
            }
            message
        };
        let (photo, text) = (render(form, CAPTION_LIMIT), render(form.max(Form::Formatted), TEXT_LIMIT));
        Ok(Some((story, photo, text)))
    });
    if let Some((story, message, text)) = message.await? {
        post_story(room, practice.by, &story, (&message, &text)).await;
    }
    let now = room.clock.now();
    room.store.write(Priority::Bulk, move |store| store.end_practice(id, Some(now)).map(drop)).await
}
