//! What a card shows. In: what it is about, the database as it is. Out: its text and buttons, and whether that is the end
//! of it.

use std::time::Duration;

use super::{
    conflict,
    mend::Mend,
    mending, practice,
    press::Press,
    question::settled,
    queue::queue,
    second::{decided, first_card, second_card, taken_back},
    shown::{End, Shown, bar},
    story::{obstacle_text, state},
};
use crate::{
    acts::{
        Deed,
        reach::{self, Tempo, estimate, moment},
        retract::retracted,
        translation::awaited,
    },
    article::Language,
    clock::Time,
    delivery::obstacle::obstacle,
    locale::args,
    message::{Button, Keyboard, Message, Style, escape, still},
    report::{Push, percent, refused},
    store::{
        Entry, Lane, Reading, Result, Seq,
        cards::About,
        plans::{Cause, Plan, PlanState},
        progress::Progress,
    },
    telegram::{answer::text as plain, scene::Scene},
};

/// A stopped push still ends what was in flight; after this long its card is final.
const AFTERMATH: Duration = Duration::from_secs(90);
/// So long a list is kept up to date: whoever looks longer asks again.
const LISTED: Duration = Duration::from_secs(600);
/// A card of a plan that was published long ago, and has become no other card, ends.
const LATE: Duration = Duration::from_secs(3600);
/// So long it is counted who has got an ordinary story that was planned.
const COUNTED: Duration = Duration::from_secs(300);

/// Draws cards for a language.
pub(super) struct View<'a> {
    pub(super) store: &'a Reading<'a>,
    pub(super) scene: &'a Scene,
    pub(super) tongue: Language,
    pub(super) tempo: Tempo,
    /// Until when Telegram asked everybody to wait, where that is looked at.
    pub(super) held: Option<Time>,
}

impl View<'_> {
    /// The card about this; `None`: it stays as it is. `done`: nothing more will happen to the push.
    pub(super) fn of(&self, about: About, done: bool) -> Result<Option<Shown>> {
        match about {
            About::Countdown(plan) => self.plan(plan),
            About::Question(plan) => self.question(plan),
            About::Second(plan) => self.second(plan),
            About::Progress(seq) => self.progress(Seq(seq), done),
            About::Queue(since) => self.queue(Time(since * 1000)).map(Some),
            About::Mending(article) => {
                let card = mending::card(self.store, self.scene, (self.tongue, &self.tempo), article, done)?;
                let end = |is_over| if is_over { End::Settled } else { End::Open };
                Ok(card.map(|card| Shown { message: card.message, end: end(card.is_over), ended: card.ended }))
            }
            About::Conflict(article) => {
                let card = conflict::card(self.store, self.scene, self.tongue, article)?;
                let end = |is_settled| if is_settled { End::Settled } else { End::Open };
                Ok(card.map(|(message, is_settled)| Shown { message, end: end(is_settled), ended: 0 }))
            }
            About::Practice(id) => practice::card(self.store, self.scene, self.tongue, id),
            About::Asked(_) => Ok(None),
        }
    }

    fn say(&self, key: &str, args: &crate::locale::Args) -> String {
        self.scene.say(self.tongue, key, args)
    }

    fn clock(&self, at: Time) -> String {
        self.scene.words.time(at, self.scene.newsroom.zone)
    }

    fn button(&self, key: &str, press: impl Into<String>) -> Button {
        Button::data(self.say(key, &args![]), press)
    }

    /// «Исправить», «Снять»
    fn amends(&self, entry: &Entry) -> Vec<Button> {
        vec![
            self.button("btn-correct", Mend::Correct(entry.article)),
            self.button("btn-retract", Mend::Retract(entry.article)),
        ]
    }

    fn plan(&self, plan: i64) -> Result<Option<Shown>> {
        let now = self.scene.now;
        let settled = |message| Some(Shown { message, end: End::Settled, ended: 0 });
        let open = |message| Some(Shown { message, end: End::Open, ended: 0 });
        let taken_back = || plain(taken_back(self.scene, self.tongue, None), Keyboard::default());
        let Some((plan, state)) = self.store.plan(plan)? else { return Ok(settled(taken_back())) };
        let due = plan.due.unwrap_or(now);
        match state {
            PlanState::Waiting if plan.why == Cause::Second => Ok(open(first_card(self.scene, self.tongue, &plan))),
            PlanState::Waiting if plan.why == Cause::Scheduled => {
                let text = self.say("later-set", &args![time = self.scene.clock(due)]);
                let back = self.button("btn-undo", Press::TakeBack(plan.id));
                Ok(open(plain(text, Keyboard::of([vec![back]]))))
            }
            PlanState::Waiting if due > now => Ok(open(self.countdown(&plan, due.since(now))?)),
            PlanState::Waiting => Ok(None),
            PlanState::Published if plan.lane == Lane::News || now.since(due) > LATE => self.went(&plan, due),
            PlanState::Published => Ok(None), // it becomes a live card in a moment
            PlanState::TakenBack if plan.goes_on.is_some() => self.stays_stopped(&plan),
            PlanState::TakenBack => {
                if let Some(text) = decided(self.store, self.scene, self.tongue, (&plan, state))? {
                    return Ok(settled(plain(text, Keyboard::default())));
                }
                Ok(settled(self.fallen(&plan)?.unwrap_or_else(taken_back)))
            }
        }
    }

    /// An ordinary story has no live card: when it went out, and how many have it.
    fn went(&self, plan: &Plan, due: Time) -> Result<Option<Shown>> {
        let Some(listed) = self.store.listed(plan.article)? else { return Ok(None) };
        let state = state(self.store, self.scene, self.tongue, &listed)?;
        let text = format!("<b>{}</b>\n{state}", escape(&listed.story.headline));
        let end = if self.scene.now.since(due) > COUNTED { End::Settled } else { End::Open };
        Ok(Some(Shown { message: plain(text, Keyboard::default()), end, ended: 0 }))
    }

    fn countdown(&self, plan: &Plan, left: Duration) -> Result<Message> {
        let at = moment(self.scene.now, self.scene.newsroom.zone);
        let reach = reach::reach(self.store, plan.article, plan.lane, plan.languages, at)?.unwrap_or_default();
        let fields = args![
            seconds = left.as_millis().div_ceil(1000).to_string(),
            headline = self.headline(plan.article)?,
            readers_to = reach::told(&reach, &self.scene.words, self.tongue),
            who = self.who(plan.by, "who-console")?,
        ];
        let keyboard = Keyboard::of([
            vec![self.button("btn-take-back", Press::TakeBack(plan.id)).styled(Style::Danger)],
            vec![self.button("btn-send-now", Press::Now(plan.id))],
        ]);
        let mut text = self.say("countdown", &fields);
        if let Some(by) = decided(self.store, self.scene, self.tongue, (plan, PlanState::Waiting))? {
            text = format!("{text}\n{by}");
        }
        Ok(plain(text, keyboard))
    }

    /// A stopped push does not go on: who decided that, and the ways that are left.
    fn stays_stopped(&self, plan: &Plan) -> Result<Option<Shown>> {
        let decided = decided(self.store, self.scene, self.tongue, (plan, PlanState::TakenBack))?;
        let text = decided.unwrap_or_else(|| taken_back(self.scene, self.tongue, Some(plan)));
        let push = plan.goes_on.map_or(Ok(None), |push| self.progress(push, false))?;
        let stopped = push.map_or_else(Message::default, |shown| shown.message);
        let message = Message { text: format!("{text}\n\n{}", stopped.text), ..stopped };
        Ok(Some(Shown { message, end: End::Settled, ended: 0 }))
    }

    /// What a second editor is asked, and how it was settled.
    fn second(&self, plan: i64) -> Result<Option<Shown>> {
        let settled = |text| Some(Shown { message: plain(text, Keyboard::default()), end: End::Settled, ended: 0 });
        let Some((plan, state)) = self.store.plan(plan)? else {
            return Ok(settled(taken_back(self.scene, self.tongue, None)));
        };
        if state == PlanState::Waiting && plan.why == Cause::Second {
            let message = second_card(self.store, self.scene, self.tongue, &plan)?;
            return Ok(Some(Shown { message, end: End::Open, ended: 0 }));
        }
        let decided = decided(self.store, self.scene, self.tongue, (&plan, state))?;
        Ok(settled(decided.unwrap_or_else(|| taken_back(self.scene, self.tongue, Some(&plan)))))
    }

    /// Cause a plan was not carried out, if that was not a person's will.
    fn fallen(&self, plan: &Plan) -> Result<Option<Message>> {
        let Some(listed) = self.store.listed(plan.article)? else { return Ok(None) };
        let obstacle = obstacle(self.store, &listed, self.scene.now)?;
        let text = obstacle.map(|obstacle| obstacle_text(self.scene, self.tongue, obstacle));
        Ok(text.map(|text| plain(text, Keyboard::default())))
    }

    /// A question that nobody answered in time.
    fn question(&self, plan: i64) -> Result<Option<Shown>> {
        let key = match self.store.plan(plan)? {
            Some((_, PlanState::Waiting)) => return Ok(None),
            Some((_, PlanState::Published)) => "will-be-ordinary",
            _ => "desk-taken",
        };
        let article = self.store.plan(plan)?.map(|(plan, _)| plan.article);
        let act = article.map(|article| self.store.last_act(article, Deed::Breaking.word())).transpose()?.flatten();
        let by = act.filter(|_| key == "desk-taken").and_then(|act| act.by);
        let who = match by {
            Some(by) => self.store.staff_name(by)?,
            None => self.say("who-itself", &args![]),
        };
        let message = settled(self.store, self.scene, self.tongue, plan, key, &who)?;
        Ok(Some(Shown { message, end: End::Settled, ended: 0 }))
    }

    /// The list of what goes out and what waits; at its end it says that it has one.
    fn queue(&self, since: Time) -> Result<Shown> {
        let mut message = queue(self.store, self.scene, self.tongue, self.tempo.free)?;
        let now = self.scene.now;
        let end = if now.since(since) > LISTED { End::Settled } else { End::Open };
        if matches!(end, End::Settled) {
            let over = self.say("queue-over", &args![time = self.clock(now)]);
            message.text = format!("{}\n\n{over}", message.text);
        }
        Ok(Shown { message, end, ended: 0 })
    }

    fn progress(&self, seq: Seq, done: bool) -> Result<Option<Shown>> {
        let at = moment(self.scene.now, self.scene.newsroom.zone);
        let Some(entry) = self.store.entry(seq)? else { return Ok(None) };
        let progress = self.store.progress(seq)?;
        let ended = progress.ended();
        if entry.stopped {
            let left = self.store.pending_for(&Entry { stopped: false, ..entry.clone() }, at)?;
            return self.stopped(&entry, &progress, left).map(|shown| Some(Shown { ended, ..shown }));
        }
        let left = if done { 0 } else { self.store.pending_for(&entry, at)? };
        let message = self.live(&entry, &progress.while_left(left), left)?;
        if left > 0 {
            return Ok(Some(Shown { message, end: End::Open, ended }));
        }
        let Some(push) = Push::gather(self.store, seq, at)? else { return Ok(None) };
        let report = push.report(&self.scene.words, self.tongue);
        let mut row = self.amends(&entry);
        row.push(self.button("btn-numbers", Press::Numbers(entry.article)));
        let report = plain(report, Keyboard::of([row]));
        Ok(Some(Shown { message, end: End::Report(report), ended }))
    }

    fn live(&self, entry: &Entry, progress: &Progress, left: u32) -> Result<Message> {
        let (ended, now) = (progress.ended(), self.scene.now);
        let all = ended.saturating_add(left);
        let percent = percent(ended, all).unwrap_or(100);
        let began = self.store.began_at(entry.seq)?.unwrap_or(entry.at);
        // What is left to spend was found to be there when the push began.
        let left_to_spend = self.store.together(entry)?.iter().try_fold(0, |sum: u32, part| {
            Ok::<_, crate::store::Error>(sum.saturating_add(self.store.price(part.seq)?.left()))
        })?;
        let tempo = Tempo { most: left_to_spend / 10, balance: Some(u32::MAX), ..self.tempo };
        let seconds = u32::try_from(now.since(began).as_secs()).unwrap_or(u32::MAX).max(1);
        let fields = args![
            headline = self.headline(entry.article)?,
            bar = bar(percent),
            percent = percent,
            sent = progress.delivered,
            all = all,
            rate = ended / seconds,
            left = left,
            last = self.clock(now + estimate(left, &tempo).last),
            refused = refused(progress, &self.scene.words, self.tongue),
        ];
        let stop = self.button("btn-stop", Press::Stop(entry.seq)).styled(Style::Danger);
        let keyboard = if left > 0 { Keyboard::of([vec![stop], self.amends(entry)]) } else { Keyboard::default() };
        let mut text = self.say("live", &fields);
        if let Some(until) = self.held.filter(|until| *until > now && left > 0) {
            let seconds = until.since(now).as_millis().div_ceil(1000).to_string();
            text = format!("{text}\n{}", self.say("live-waiting", &args![seconds = seconds]));
        }
        if progress.uncertain > 0 {
            text = format!("{text}\n{}", self.say("report-uncertain", &args![n = progress.uncertain]));
        }
        if awaited(self.store, entry, now)?.is_some() {
            text = format!("{text}\n\n{}", self.say("translation-waits", &args![]));
        }
        Ok(plain(text, keyboard))
    }

    fn stopped(&self, entry: &Entry, progress: &Progress, left: u32) -> Result<Shown> {
        let withdrawn = self.store.story(entry.article)?.is_some_and(|(story, _)| story.withdrawn);
        let deed = if withdrawn { Deed::Retract } else { Deed::Stop };
        let mut act = self.store.last_act(entry.article, deed.word())?;
        if let Some(first) = retracted(self.store, entry.article)?.filter(|_| act.is_none()) {
            act = self.store.last_act(first, deed.word())?; // it went with another language
        }
        let at = act.as_ref().map_or(self.scene.now, |act| act.at);
        let fields = args![
            who = self.who(act.and_then(|act| act.by), "who-console")?,
            time = self.clock(at),
            headline = self.headline(entry.article)?,
            sent = progress.delivered,
            left = left,
        ];
        let message = if withdrawn {
            plain(self.say("live-retracted", &fields), Keyboard::default())
        } else {
            let corrected = self.button("btn-correct-go-on", Mend::CorrectGoOn(entry.seq)).styled(Style::Primary);
            let row = vec![
                self.button("btn-go-on", Press::GoOn(entry.seq)),
                self.button("btn-retract", Mend::Retract(entry.article)).styled(Style::Danger),
            ];
            plain(self.say("live-stopped", &fields), Keyboard::of([vec![corrected], row]))
        };
        let end = if self.scene.now.since(at) > AFTERMATH { End::Settled } else { End::Open };
        Ok(Shown { message, end, ended: 0 })
    }

    fn headline(&self, article: crate::article::ArticleKey) -> Result<String> {
        Ok(self.store.story(article)?.map(|(story, _)| still(&story.headline)).unwrap_or_default())
    }

    fn who(&self, by: Option<i64>, nobody: &str) -> Result<String> {
        match by {
            Some(by) => Ok(escape(&self.store.staff_name(by)?)),
            None => Ok(self.say(nobody, &args![])),
        }
    }
}
