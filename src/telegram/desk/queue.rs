//! What goes out, what waits and for what, what went out. In: the database, how delivery goes. Out: a message with a button for
//! each thing that can be stopped or cancelled.

use std::{collections::HashSet, time::Duration};

use super::press::Press;
use crate::{
    acts::reach::{Tempo, estimate, moment},
    article::Language,
    delivery::decide::timing::next_minute,
    locale::args,
    message::{Button, Keyboard, Message, Style, still, text},
    report::Push,
    store::{
        Entry, Reading, Result,
        plans::{Cause, Plan},
    },
    telegram::{answer::text as plain, scene::Scene},
};

/// The most code points of a headline on a button.
const HEADLINE: usize = 20;
/// For how long a publication may still be going out.
const GOING: Duration = Duration::from_secs(6 * 3600);
/// How many publications are looked at.
const LOOKED_AT: u32 = 30;
/// How many finished ones are named.
const RECENT: usize = 5;

/// `rate`: messages a second.
pub(super) fn queue(store: &Reading, scene: &Scene, tongue: Language, rate: u32) -> Result<Message> {
    let list = List { store, scene, tongue, rate };
    let (mut now, mut recent, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    let (mut named, zone) = (HashSet::new(), scene.newsroom.zone);
    for seq in store.published_between(scene.now - GOING, scene.now + Duration::from_millis(1), LOOKED_AT)? {
        let Some(push) = Push::gather(store, seq, moment(scene.now, zone))? else { continue };
        if push.pending > 0 && !push.entry.stopped {
            named.insert(push.entry.story);
            now.push(list.going(&push));
            let label = format!("{} {}", list.say("btn-stop", &args![]), text::cut(&push.story.headline, HEADLINE));
            rows.push(vec![Button::data(label, Press::Stop(seq).encode()).styled(Style::Danger)]);
        } else if recent.len() < RECENT && named.insert(push.entry.story) {
            recent.push(list.done(&push)?);
        }
    }
    for plan in store.waiting_plans()?.iter().filter(|plan| plan.why != Cause::Embargo) {
        let headline = store.headline_of(plan.article)?;
        now.push(list.waiting(plan, &headline));
        let time = plan.due.map_or_else(String::new, |due| scene.clock(due));
        let fields = args![time = time, headline = text::cut(&headline, HEADLINE)];
        let label = list.say("btn-plan-cancel", &fields).replace("  ", " ");
        rows.push(vec![Button::data(label, Press::TakeBack(plan.id).encode())]);
    }
    let mut text = if now.is_empty() { list.empty() } else { list.titled("queue-title", &now) };
    if !recent.is_empty() {
        text = format!("{text}\n\n{}", list.titled("queue-recent", &recent));
    }
    Ok(plain(text, Keyboard::of(rows)))
}

struct List<'a> {
    store: &'a Reading<'a>,
    scene: &'a Scene,
    tongue: Language,
    rate: u32,
}

impl List<'_> {
    fn say(&self, key: &str, args: &crate::locale::Args) -> String {
        self.scene.say(self.tongue, key, args)
    }

    fn titled(&self, key: &str, lines: &[String]) -> String {
        format!("{}\n{}", self.say(key, &args![]), lines.join("\n"))
    }

    fn empty(&self) -> String {
        let zone = self.scene.newsroom.zone;
        let digests = self.scene.newsroom.new_reader.digest.iter();
        let next = digests.map(|minute| next_minute(self.scene.now, zone, *minute)).min();
        let time = next.map_or_else(|| "—".into(), |next| self.scene.words.time(next, zone));
        self.say("queue-empty", &args![time = time])
    }

    fn going(&self, push: &Push) -> String {
        let last = self.scene.now + estimate(push.pending, &Tempo::free(self.rate)).last;
        let fields = args![
            headline = still(&push.story.headline),
            sent = push.progress.delivered,
            all = push.all(),
            last = self.scene.clock(last),
        ];
        self.say("queue-item", &fields)
    }

    /// «10:05 Мост закрыт ✓ 3 841»: the copies are the story's, however often it was published. A stopped push says how far it
    /// came.
    fn done(&self, push: &Push) -> Result<String> {
        let state = if push.entry.stopped {
            let at = moment(self.scene.now, self.scene.newsroom.zone);
            let left = self.store.pending_for(&Entry { stopped: false, ..push.entry.clone() }, at)?;
            let done = push.progress.ended();
            self.say("queue-stopped", &args![done = done, all = done.saturating_add(left)])
        } else {
            match self.store.copies(push.entry.article)? {
                0 => self.say("queue-nobody", &args![]),
                copies => self.say("queue-done", &args![n = copies]),
            }
        };
        let headline = still(&push.story.headline);
        let fields = args![time = self.scene.clock(push.began), headline = headline, state = state];
        Ok(self.say("queue-past", &fields))
    }

    fn waiting(&self, plan: &Plan, headline: &str) -> String {
        let headline = still(headline);
        let time = plan.due.map_or_else(|| "—".into(), |due| self.scene.clock(due));
        match plan.why {
            Cause::Countdown => {
                let left = plan.due.unwrap_or(self.scene.now).since(self.scene.now);
                let seconds = left.as_millis().div_ceil(1000).to_string();
                self.say("queue-counting", &args![headline = headline, seconds = seconds])
            }
            Cause::Second => self.say("queue-second", &args![headline = headline]),
            Cause::Ask => self.say("queue-asks", &args![headline = headline, time = time]),
            Cause::Scheduled | Cause::Embargo | Cause::Expiry => {
                self.say("queue-waiting", &args![headline = headline, time = time])
            }
        }
    }
}
