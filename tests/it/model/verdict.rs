//! The oracle's verdicts: is it right that this message leaves now, that nothing leaves, and what follows from how it
//! ended. A verdict is a sentence about what is wrong.

use headliner::{
    article::Form,
    config::Uncertain,
    delivery::decide::wants::Reason,
    store::{Lane, ledger::Served},
};

use super::{
    act::Reply,
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
        let breaking = message.served == Served::Breaking;
        let plain = self.sides[chat].refused[usize::from(breaking)]
            || shown.iter().any(|open| self.articles[self.entries[open.entry].article].plain);
        if let Some((refused, form)) = self.sides[chat].plainer.filter(|(refused, _)| *refused == breaking) {
            let again = form != Form::Plain && message.form <= form;
            fair(!again, || format!("{form:?} was refused (breaking: {refused}), and goes as {:?}", message.form))?;
        }
        fair(plain || message.form != Form::Plain, || "it leaves without markup, which nobody has refused".into())?;
        let mentions = self.mentioned(chat, message, &shown, now)?;
        let all: Vec<_> = shown.iter().map(|open| (open.story, self.entries[open.entry].article)).collect();
        let copies = all.iter().take(message.listed).copied().chain(mentions).collect();
        self.sides[chat].in_flight = Some(Sent {
            copies,
            tail: all.into_iter().skip(message.listed).map(|(story, _)| story).collect(),
            breaking,
            ordinary: matches!(message.served, Served::News | Served::Top),
            counts: !shown.iter().any(|open| open.urgent || self.is_main(open)) && message.served == Served::News,
            form: message.form,
            at: message.at,
        });
        Ok(())
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
        let sure = || open.iter().filter(|open| open.want == Want::Yes);
        let sure_or_shown =
            || open.iter().filter(|open| open.want == Want::Yes || shown.iter().any(|other| other.entry == open.entry));
        let views = [self.waiting(open), self.waiting(sure()), self.waiting(sure_or_shown()), self.waiting(shown)];
        let allowed = views.into_iter().any(|waiting| match message.served {
            Served::Breaking => day.allows_urgent(waiting, now),
            _ => day.allows_ordinary(waiting, now),
        });
        fair(allowed, || format!("{:?} may not leave now: {day:?} {:?}", message.served, views[0]))?;
        let urgent = sure().any(|open| open.urgent) && day.allows_urgent(self.waiting(sure()), now);
        // One by one, a breaking entry that the chat asked for as news only is not lost behind a later one.
        let before = message.apart && self.entries[shown[0].entry].lane == Lane::Breaking;
        fair(!urgent || shown[0].urgent || before, || "breaking news waits behind other news".into())
    }

    /// Of several stories that leave one by one the oldest is first.
    fn in_order(&self, message: &Message, shown: &[Open], open: &[Open]) -> Verdict {
        fair(shown.len() == 1, || "several stories where one was due".into())?;
        let this = shown[0];
        for other in open.iter().filter(|other| other.want == Want::Yes && other.story != this.story) {
            let kind = self.is_due(message.served, other);
            let later = open.iter().any(|twin| twin.story == other.story && twin.entry > this.entry);
            fair(!kind || later || other.entry > this.entry, || {
                let seq = |open: &Open| self.entries[open.entry].seq;
                format!("entry {} overtakes entry {}", seq(&this), seq(other))
            })?;
        }
        Ok(())
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
        }
    }

    /// What is named once more may have been lost, is still wanted, and is not forgotten.
    fn mentioned(
        &self,
        chat: usize,
        message: &Message,
        shown: &[Open],
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
            let lost = fate.mention.is_some_and(|(article, _)| article == place) && fate.is_lost();
            fair(lost && article.ready && !article.aside, || format!("article {key} is mentioned: {fate:?}"))?;
            let copy = (article.story, place);
            let again = shown.iter().any(|open| open.story == article.story) || mentions.contains(&copy);
            fair(!again, || format!("article {key} is mentioned and shown"))?;
            let asked = places(place).any(|place| self.likes(chat, place));
            fair(asked, || format!("article {key} is mentioned, but not wanted"))?;
            mentions.push(copy);
        }
        let apart = side.apart[usize::from(message.served == Served::Breaking)];
        for (story, fate) in side.fates.iter().filter(|(_, fate)| fate.is_lost() && !apart) {
            let Some((article, _)) = fate.mention.filter(|(_, visit)| side.visits - visit < RECENT) else { continue };
            let due = places(article).any(|place| self.wants(chat, place, now).0 == Want::Yes);
            fair(!due || mentions.contains(&(*story, article)), || {
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
        match until {
            None => fair(sure.is_empty(), || format!("nothing leaves, but {sure:?} is wanted")),
            Some(until) => {
                fair(until > now && !open.is_empty(), || format!("a wait for nothing until {until}"))?;
                let due = sure.len() == open.len() && self.sides[chat].day.allows(self.waiting(&sure), now);
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
        let policy = self.policy;
        let side = &mut self.sides[chat];
        let sent = side.in_flight.take().ok_or("an ending of nothing")?;
        let resends = policy == Uncertain::Resend || sent.breaking;
        let again = match reply {
            Reply::Flood(seconds) => i64::try_from(seconds).unwrap_or(0) * 1000,
            Reply::NotSent => 1000,
            _ => 0,
        };
        if again > 0 {
            side.day.gate = now + again;
        }
        match reply {
            Reply::Delivered => side.each(sent.stories(), |fate| fate.delivered += 1),
            Reply::Uncertain => side.each(sent.stories(), |fate| {
                fate.uncertain += 1;
                fate.settled |= !resends;
            }),
            Reply::Blocked => side.open = None,
            Reply::Content if sent.form == Form::Plain && sent.copies.len() == 1 => {
                side.each(sent.stories(), |fate| fate.given_up = true);
            }
            Reply::Content | Reply::Flood(_) | Reply::NotSent | Reply::Moved => {}
        }
        if matches!(reply, Reply::Delivered | Reply::Uncertain) {
            side.each(sent.tail.iter().copied(), |fate| fate.given_up = true);
            if sent.ordinary {
                side.day.last = Some(sent.at);
                side.day.counted.extend(sent.counts.then_some(sent.at));
            }
        }
        self.mark(chat, &sent, reply, resends, now)
    }

    fn mark(&mut self, chat: usize, sent: &Sent, reply: Reply, resends: bool, now: i64) -> Verdict {
        let policy = self.policy;
        let side = &mut self.sides[chat];
        if reply == Reply::Uncertain {
            if resends && sent.stories().any(|story| side.fates[&story].uncertain < 2) {
                side.day.gate = now + 10_000;
            }
            let names = policy == Uncertain::Mention && !resends;
            for (story, article) in sent.copies.iter().filter(|_| names) {
                side.fates.entry(*story).or_default().mention.get_or_insert((*article, side.visits));
            }
        }
        if !matches!(reply, Reply::Flood(_) | Reply::NotSent | Reply::Moved) {
            side.visits += 1;
            side.apart[usize::from(sent.breaking)] = reply == Reply::Content && sent.form == Form::Plain;
            let given_up = sent.form == Form::Plain && sent.copies.len() == 1;
            side.plainer = (reply == Reply::Content).then_some((sent.breaking, sent.form));
            side.refused[usize::from(sent.breaking)] = reply == Reply::Content && !given_up;
        }
        let twice = side.fates.iter().find(|(_, fate)| fate.delivered > 1 || fate.delivered + fate.uncertain > 2);
        fair(twice.is_none(), || format!("too many copies of story {twice:?}"))
    }
}

impl Fate {
    /// Its only copy may not have arrived, and it is named once more.
    fn is_lost(&self) -> bool {
        self.uncertain == 1 && self.delivered == 0 && !self.opened
    }
}

impl Sent {
    fn stories(&self) -> impl Iterator<Item = usize> {
        self.copies.iter().map(|(story, _)| *story)
    }
}

impl Side {
    fn each(&mut self, stories: impl Iterator<Item = usize>, change: impl Fn(&mut Fate)) {
        for story in stories {
            change(self.fates.entry(story).or_default());
        }
    }
}
