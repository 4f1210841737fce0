//! The oracle's verdicts: is it right that this message leaves now, that nothing leaves, and what follows from how it
//! ended. A verdict is a sentence about what is wrong.

use headliner::{
    article::Form,
    config::Uncertain,
    delivery::decide::wants::Reason,
    newsroom::Mode,
    store::{Lane, ledger::Served},
};

use super::{
    act::Reply,
    doubt::MOST,
    oracle::{Fate, Open, Oracle, Sent, Side, Want},
};

/// How many of a chat's newest messages are asked for mentions.
const RECENT: u32 = 8;

/// A message as it was planned.
#[derive(Debug)]
pub struct Message {
    pub served: Served,
    /// Places of the entries shown, the leading one first, whether each came as breaking news, and why it came.
    pub show: Vec<(i64, bool, Reason)>,
    /// How many of them the message itself holds.
    pub listed: usize,
    /// Keys of the articles that are named once more.
    pub mentions: Vec<i64>,
    /// One of several, in order.
    pub apart: bool,
    pub form: Form,
    pub at: i64,
}

type Verdict = Result<(), String>;

fn fair(condition: bool, otherwise: impl FnOnce() -> String) -> Verdict {
    if condition { Ok(()) } else { Err(otherwise()) }
}

impl Oracle {
    /// A message is about to leave.
    pub fn leaves(&mut self, chat: usize, message: &Message, now: i64) -> Verdict {
        let open = self.open(chat, now);
        fair(self.sides[chat].open.is_some(), || "a message to a chat that has left".into())?;
        fair(self.sides[chat].in_flight.is_none(), || "a second open message".into())?;
        let shown = self.shown(chat, message, &open, now)?;
        self.in_time(chat, message, &shown, &open, now)?;
        if message.apart || self.sides[chat].channel {
            self.in_order(message, &shown, &open)?;
        } else {
            self.complete(message, &shown, &open)?;
        }
        self.is_brief(chat, message, &shown)?;
        let breaking = message.served == Served::Breaking;
        let plain = self.sides[chat].refused[usize::from(breaking)]
            || shown.iter().any(|open| self.articles[self.entries[open.entry].article].plain);
        if let Some((refused, form)) = self.sides[chat].plainer.filter(|(refused, _)| *refused == breaking) {
            let again = form != Form::Plain && message.form <= form;
            fair(!again, || format!("{form:?} was refused (breaking: {refused}), and goes as {:?}", message.form))?;
        }
        fair(plain || message.form != Form::Plain, || "it leaves without markup, which nobody has refused".into())?;
        let mentions = self.mentioned(chat, message, (&shown, &open), now)?;
        self.sides[chat].passes_what_is_spent();
        let all: Vec<_> = shown.iter().map(|open| (open.story, self.entries[open.entry].article)).collect();
        self.sides[chat].in_flight = Some(Sent {
            copies: all.iter().take(message.listed).copied().collect(),
            named: mentions,
            tail: all.into_iter().skip(message.listed).map(|(story, _)| story).collect(),
            breaking,
            ordinary: matches!(message.served, Served::News | Served::Top),
            counts: !shown.iter().any(|open| open.urgent || self.is_main(open)) && message.served == Served::News,
            form: message.form,
            at: message.at,
        });
        Ok(())
    }

    /// After a day without a digest a message gives ten stories at most.
    fn is_brief(&self, chat: usize, message: &Message, shown: &[Open]) -> Verdict {
        let day = &self.sides[chat].day;
        let waits = |open: &Open| day.mode == Mode::Digest || (day.mode == Mode::Mixed && !self.is_main(open));
        let skips = |open: &&Open| !open.urgent && waits(open) && day.skips_a_day(self.entries[open.entry].at);
        let late = shown.iter().find(skips);
        fair(message.listed <= 10 || late.is_none(), || {
            format!("{} stories after days without: {late:?}", message.listed)
        })
    }

    /// What is shown is wanted, and once.
    fn shown(&self, chat: usize, message: &Message, open: &[Open], now: i64) -> Result<Vec<Open>, String> {
        let mut shown: Vec<Open> = Vec::new();
        for (seq, urgent, reason) in &message.show {
            let found = open.iter().find(|open| self.entries[open.entry].seq == *seq);
            let Some(entry) = found else {
                let place = self.entries.iter().position(|entry| entry.seq == *seq);
                let why = place.map(|place| {
                    let story = self.articles[self.entries[place].article].story;
                    (self.wants(chat, place, now), self.sides[chat].fates.get(&story))
                });
                return Err(format!("entry {seq} is shown, but: {why:?}"));
            };
            fair(entry.urgent == *urgent, || format!("entry {seq} is urgent: {urgent}, should be {}", entry.urgent))?;
            fair(!shown.iter().any(|other| other.story == entry.story), || format!("entry {seq}: its story twice"))?;
            fair(self.is_reason(chat, entry.entry, *reason, now), || {
                format!("entry {seq} does not come for {reason:?}")
            })?;
            let better = open.iter().find(|other| {
                let better = self.rank(chat, other) > self.rank(chat, entry);
                other.story == entry.story && other.want == Want::Yes && self.is_due(message.served, other) && better
            });
            fair(better.is_none(), || format!("entry {seq} is shown, but {better:?} is its story too"))?;
            shown.push(*entry);
        }
        fair(!shown.is_empty(), || "an empty message".into())?;
        Ok(shown)
    }

    fn is_main(&self, open: &Open) -> bool {
        self.articles[self.entries[open.entry].article].rubrics & 1 == 1
    }

    /// It may leave now, and breaking news goes first.
    fn in_time(&self, chat: usize, message: &Message, shown: &[Open], open: &[Open], now: i64) -> Verdict {
        let day = &self.sides[chat].day;
        // What rests brings about no message; but it comes with any other.
        let rested = |open: &[Open]| -> Vec<Open> {
            open.iter().filter(|open| !self.is_resting(chat, open.story, now)).copied().collect()
        };
        let (lead, shown, open) = (shown[0], rested(shown), rested(open));
        let sure = || open.iter().filter(|open| open.want == Want::Yes);
        let sure_or_shown =
            || open.iter().filter(|open| open.want == Want::Yes || shown.iter().any(|other| other.entry == open.entry));
        let views = [
            self.waiting(day, &open),
            self.waiting(day, sure()),
            self.waiting(day, sure_or_shown()),
            self.waiting(day, &shown),
        ];
        let full = day.is_full(now);
        let allowed = views.into_iter().any(|waiting| match message.served {
            Served::Breaking => day.allows_urgent(waiting, now),
            Served::Main => day.allows_main(waiting, now, full),
            _ => day.allows_all(waiting, now, full),
        });
        fair(allowed, || format!("{:?} may not leave now: {day:?} {:?}", message.served, views[0]))?;
        let urgent = sure().any(|open| open.urgent) && day.allows_urgent(self.waiting(day, sure()), now);
        // One by one, a breaking entry that the chat asked for as news only is not lost behind a later one.
        let before = message.apart && self.entries[lead.entry].lane == Lane::Breaking;
        fair(!urgent || lead.urgent || before, || "breaking news waits behind other news".into())
    }

    /// Of several stories that leave one by one the oldest is first.
    fn in_order(&self, message: &Message, shown: &[Open], open: &[Open]) -> Verdict {
        fair(shown.len() == 1, || "several stories where one was due".into())?;
        let of = |story: usize| open.iter().filter(move |open| open.story == story);
        let due = |open: &&Open| open.want == Want::Yes && self.is_due(message.served, open);
        let this = of(shown[0].story).map(|open| open.entry).min();
        let before = open.iter().filter_map(|other| {
            let first = of(other.story).filter(due).map(|open| open.entry).min()?;
            Some((other, first))
        });
        let overtaken =
            before.filter(|(other, _)| other.story != shown[0].story).find(|(_, other)| Some(*other) < this);
        fair(overtaken.is_none(), || format!("{:?} overtakes {overtaken:?}", shown[0]))
    }

    /// Everything that is due with this kind of message is in it.
    fn complete(&self, message: &Message, shown: &[Open], open: &[Open]) -> Verdict {
        let missing = open.iter().find(|open| {
            open.want == Want::Yes
                && self.is_due(message.served, open)
                && !shown.iter().any(|other| other.story == open.story)
        });
        fair(missing.is_none(), || format!("{:?} leaves without {missing:?}", message.served))
    }

    fn is_due(&self, served: Served, open: &Open) -> bool {
        match served {
            Served::Breaking => open.urgent,
            Served::Main => open.urgent || self.is_main(open),
            Served::News | Served::Top => true,
            Served::Note => false,
        }
    }

    /// What is named once more may have been lost, is still wanted, and is not forgotten.
    fn mentioned(
        &self,
        chat: usize,
        message: &Message,
        (shown, open): (&[Open], &[Open]),
        now: i64,
    ) -> Result<Vec<(usize, usize)>, String> {
        let side = &self.sides[chat];
        let places =
            |article: usize| (0..self.entries.len()).filter(move |place| self.entries[*place].article == article);
        let mut mentions = Vec::new();
        for key in &message.mentions {
            let place = self.articles.iter().position(|article| article.key == *key).ok_or("a mention of nothing")?;
            let article = &self.articles[place];
            let fate = side.fates.get(&article.story).copied().unwrap_or_default();
            let wanted = places(fate.article).any(|place| self.is_missed(chat, place, now));
            let lost = fate.is_lost() && (fate.article == place || !wanted);
            let comes = open.iter().any(|open| open.story == article.story && open.want == Want::Yes);
            fair(!comes, || format!("article {key} is mentioned, and comes again: {fate:?}"))?;
            fair(lost && article.ready && !article.aside, || format!("article {key} is mentioned: {fate:?}"))?;
            let copy = (article.story, place);
            let again = shown.iter().any(|open| open.story == article.story) || mentions.contains(&copy);
            fair(!again, || format!("article {key} is mentioned and shown"))?;
            let told = |place: usize| side.back <= fate.left.max(self.entries[place].at);
            let asked = places(place).any(|place| self.likes(chat, place) && told(place));
            fair(asked, || format!("article {key} is mentioned, but not wanted"))?;
            mentions.push(copy);
        }
        let apart = side.apart[usize::from(message.served == Served::Breaking)];
        for (story, fate) in side.fates.iter().filter(|(_, fate)| fate.is_lost() && !apart) {
            if side.visits - fate.visit >= RECENT || !side.is_spent(*story) {
                continue;
            }
            let mut places = (0..self.entries.len()).filter(|place| self.story_of(*place) == *story);
            let due = places.any(|place| self.is_missed(chat, place, now));
            fair(!due || mentions.iter().any(|(named, _)| named == story), || {
                format!("story {story} is not mentioned: {fate:?}")
            })?;
        }
        Ok(mentions)
    }

    /// Nothing leaves now; `until`: something will then.
    pub fn rests(&mut self, chat: usize, until: Option<i64>, now: i64) -> Verdict {
        if self.sides[chat].in_flight.is_some() {
            return fair(until.is_none(), || "a wait although a message is open".into());
        }
        let open = self.open(chat, now);
        let sure: Vec<Open> = open.iter().filter(|open| open.want == Want::Yes).copied().collect();
        let rested = || sure.iter().filter(|open| !self.is_resting(chat, open.story, now));
        match until {
            None => fair(sure.is_empty(), || format!("nothing leaves, but {sure:?} is wanted")),
            Some(until) => {
                fair(until > now && !open.is_empty(), || format!("a wait for nothing until {until}"))?;
                let day = &self.sides[chat].day;
                let due = sure.len() == open.len() && day.allows(self.waiting(day, rested()), now);
                fair(!due, || format!("{sure:?} waits until {until}, but may leave: {:?}", self.sides[chat].day))
            }
        }
    }

    /// A wish has changed (the oracle does not know it yet): cursors stay while a message is open, and where nothing is
    /// pending no exception is kept.
    pub fn widens(&self, chat: usize, unmoved: bool, plain: bool, now: i64) -> Verdict {
        if self.sides[chat].in_flight.is_some() {
            return fair(unmoved, || "a wish moves cursors while a message is open".into());
        }
        let nothing = (0..self.entries.len()).all(|place| self.asks_for(chat, place, now).0 == Want::No);
        let idle = nothing && self.sides[chat].fates.is_empty();
        fair(plain || !idle, || "an exception is kept although nothing was pending".into())
    }

    /// The open message has ended like this.
    pub fn ends(&mut self, chat: usize, reply: Reply, now: i64) -> Verdict {
        let (last, resends) = (self.is_last(chat, reply), self.policy == Uncertain::Resend);
        let side = &mut self.sides[chat];
        let sent = side.in_flight.take().ok_or("an ending of nothing")?;
        let again = match reply {
            Reply::Flood(seconds) => i64::try_from(seconds).unwrap_or(0) * 1000,
            Reply::NotSent => 1000,
            _ => 0,
        };
        if again > 0 {
            (side.day.gate, side.day.noted) = (now + again, now);
        }
        let closes = side.bars(reply, now);
        if matches!(reply, Reply::Delivered | Reply::Blocked | Reply::Content) || closes {
            side.is_clear();
        }
        match reply {
            Reply::Delivered => side.each(sent.stories(), |fate| fate.delivered += 1),
            Reply::Blocked => side.open = None,
            Reply::Content if sent.is_plain_and_single() => side.each(sent.stories(), |fate| fate.given_up = true),
            _ => {}
        }
        if reply == Reply::Delivered || reply.is_unclear() {
            side.each(sent.tail.iter().copied(), |fate| fate.given_up = true);
        }
        // A failure most likely did not arrive; a silence counts where it is not made up for.
        let stands = reply == Reply::Delivered || reply == Reply::Silence && last;
        if stands && sent.ordinary {
            side.day.last = Some(sent.at);
        }
        if sent.counts && (reply == Reply::Delivered || reply == Reply::Silence && !resends) {
            side.day.counted.push(sent.at);
        }
        if reply.is_unclear() {
            self.is_answered_unclearly(chat, &sent, reply, last, now);
        }
        self.mark(chat, &sent, reply)
    }

    fn mark(&mut self, chat: usize, sent: &Sent, reply: Reply) -> Verdict {
        let side = &mut self.sides[chat];
        let taken_back =
            matches!(reply, Reply::Flood(_) | Reply::NotSent | Reply::Moved | Reply::Barred | Reply::Missing);
        if !taken_back || side.open.is_none() {
            side.visits += 1;
            side.apart[usize::from(sent.breaking)] = reply == Reply::Content && sent.form == Form::Plain;
            // What left before a chat came back says nothing about what it is sent then.
            let same = reply == Reply::Content && side.back <= sent.at;
            side.plainer = same.then_some((sent.breaking, sent.form));
            side.refused[usize::from(sent.breaking)] = reply == Reply::Content && !sent.is_plain_and_single();
        }
        let too_often =
            side.fates.iter().find(|(_, fate)| fate.delivered > 1 || fate.sends > MOST || fate.namings > MOST);
        fair(too_often.is_none(), || format!("too many copies of story {too_often:?}"))
    }
}

impl Sent {
    fn stories(&self) -> impl Iterator<Item = usize> {
        self.copies.iter().chain(&self.named).map(|(story, _)| *story)
    }

    fn is_plain_and_single(&self) -> bool {
        self.form == Form::Plain && self.copies.len() + self.named.len() == 1
    }
}

impl Side {
    /// A refusal that may pass delays the chat and nothing else; who is not found on a third day is gone, whether that is said.
    fn bars(&mut self, reply: Reply, now: i64) -> bool {
        const DAY: i64 = 86_400_000;
        match reply {
            Reply::Delivered => self.barred = None,
            Reply::Barred | Reply::Missing => {
                let barred = self.barred.get_or_insert_default();
                barred.tries += 1;
                let another = barred.last.div_euclid(DAY) != now.div_euclid(DAY);
                barred.last = now;
                let seconds = if reply == Reply::Missing {
                    barred.missed += u32::from(barred.missed == 0 || another);
                    [20, 300, 3_600, 86_400][barred.tries.min(4) - 1]
                } else {
                    barred.missed = 0;
                    [60, 300, 1_200, 3_600][barred.tries.min(4) - 1]
                };
                (self.day.gate, self.day.noted) = (now + seconds * 1000, now);
                if barred.missed > 2 {
                    self.open = None;
                    return true;
                }
            }
            _ => {}
        }
        false
    }

    fn each(&mut self, stories: impl Iterator<Item = usize>, change: impl Fn(&mut Fate)) {
        for story in stories {
            change(self.fates.entry(story).or_default());
        }
    }
}
