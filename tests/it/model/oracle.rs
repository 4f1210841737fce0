//! The oracle: the plain history of the newsroom and of every chat, without log positions or cursors. It knows when
//! each wish was switched on, what was published, stopped and retracted, what was sent and what came of it; and so
//! what each chat must get, may get and must not get.

use std::collections::{BTreeMap, BTreeSet};

use headliner::{
    article::Form,
    config::Uncertain,
    newsroom::{Mode, Night},
    store::Lane,
};

use super::{
    act::{CHANNEL, CHATS, ChatAct, RUBRICS},
    day::{MINUTE, Rules},
    hat::tongue,
    words::Followed,
};

/// Older is too old after an outage.
pub const MAX_AGE: i64 = 6 * 60 * MINUTE;

/// Everything that happened.
#[derive(Debug)]
pub struct Oracle {
    pub policy: Uncertain,
    pub articles: Vec<Article>,
    pub entries: Vec<Entry>,
    pub sides: Vec<Side>,
    pub words: Followed,
    /// Grows with every act: what was before what.
    pub tick: u64,
    /// After an outage: what had come out by then, and what of it is too old.
    pub floor: Option<(u64, i64, i64)>,
    /// How long after a time that has surely come it may be.
    pub doubtful: i64,
    /// Since when the line has been well.
    pub line_well: i64,
}

/// An article.
#[derive(Debug)]
pub struct Article {
    pub key: i64,
    pub story: usize,
    pub rubrics: u64,
    pub language: u8,
    pub ready: bool,
    pub aside: bool,
    /// Telegram takes it without any markup only.
    pub plain: bool,
}

/// A publication.
#[derive(Debug)]
pub struct Entry {
    pub seq: i64,
    pub article: usize,
    pub lane: Lane,
    /// Mask of the languages it came out in.
    pub languages: u8,
    pub at: i64,
    pub tick: u64,
    pub stopped: bool,
    pub wake: bool,
    /// Its article was closed for a while after it came out: visits of that time have decided without it.
    pub shaken: bool,
}

/// What the oracle knows of a chat.
#[derive(Debug)]
pub struct Side {
    pub open: Option<u64>,
    pub channel: bool,
    /// Mask of the language in which the bot speaks to it.
    pub tongue: u8,
    /// Since when each wish has stood without interruption.
    pub rubrics: [Option<u64>; RUBRICS as usize],
    pub languages: [Option<u64>; 2],
    pub urgent: Option<u64>,
    pub ordinary: Option<u64>,
    pub mutes: Vec<(u8, i64, i64)>,
    pub day: Rules,
    pub rested: bool,
    pub fates: BTreeMap<usize, Fate>,
    /// Entries that a visit may have decided without showing them, rightly.
    pub doubts: BTreeSet<i64>,
    pub in_flight: Option<Sent>,
    /// Telegram refused the last ordinary, or the last breaking message, and another attempt is due.
    pub refused: [bool; 2],
    /// The last ordinary, or the last breaking message was refused in every form: what it held is sent one by one, and
    /// what it named may wait.
    pub apart: [bool; 2],
    /// The form in which Telegram refused the message that ended last, and whether that was a breaking one.
    pub plainer: Option<(bool, Form)>,
    /// When it last came.
    pub back: i64,
    /// How many messages have ended.
    pub visits: u32,
    /// Stories that were sent in vain as often as they may be, since the last clear answer.
    pub given_up: BTreeSet<usize>,
    /// With so many messages they were given up.
    pub vain: u32,
    /// Refusals in a row that may pass; since something was last taken.
    pub barred: Option<Barred>,
}

/// A chat that lets nobody write for now.
#[derive(Clone, Debug, Default)]
pub struct Barred {
    pub tries: usize,
    /// On so many days it was not found, while it was not.
    pub missed: u32,
    /// When it last let nobody write.
    pub last: i64,
}

/// What became of a story for a chat.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fate {
    pub delivered: u32,
    /// How often it was sent, and how often named, with an unclear answer.
    pub sends: u32,
    pub namings: u32,
    /// When the last of these sends was answered.
    pub answered: i64,
    /// The policy does not send it again.
    pub settled: bool,
    /// It was sent in vain for the last time: it comes again only if it is published again.
    pub passed: bool,
    /// The policy names it: the article that was sent last, and the number of the last message that showed or named it.
    pub named: bool,
    pub article: usize,
    pub visit: u32,
    /// When that left.
    pub left: i64,
    /// Refused in every form, or only counted in a tail.
    pub given_up: bool,
    /// The reader has opened it by a link, and so has it.
    pub opened: bool,
}

/// An open message.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Stories, and the articles that were shown of them; the same of those that are only named.
    pub copies: Vec<(usize, usize)>,
    pub named: Vec<(usize, usize)>,
    pub tail: Vec<usize>,
    pub breaking: bool,
    pub counts: bool,
    pub ordinary: bool,
    pub form: Form,
    pub at: i64,
}

/// How much a chat wants an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Want {
    No,
    Maybe,
    Yes,
}

/// An entry that a chat may still get.
#[derive(Clone, Copy, Debug)]
pub struct Open {
    pub entry: usize,
    pub story: usize,
    pub want: Want,
    pub urgent: bool,
}

impl Oracle {
    pub fn new(policy: Uncertain) -> Oracle {
        let sides = (0..CHATS).map(Side::new).collect();
        let (articles, entries, words) = (Vec::new(), Vec::new(), Followed::default());
        Oracle { policy, articles, entries, sides, words, tick: 0, floor: None, doubtful: 0, line_well: 0 }
    }

    /// A chat has done something.
    pub fn act(&mut self, chat: usize, act: &ChatAct, now: i64) {
        self.tick += 1;
        let tick = self.tick;
        let side = &mut self.sides[chat];
        side.plainer = None;
        if side.open.is_none() && !matches!(act, ChatAct::Join { .. } | ChatAct::Erase) {
            return;
        }
        let set = |wish: &mut Option<u64>, on: bool| *wish = on.then(|| wish.unwrap_or(tick));
        match act {
            ChatAct::Join { rubrics, languages } => {
                side.back = if side.open.is_none() { now } else { side.back };
                side.join(*rubrics, *languages, tick);
            }
            ChatAct::Leave | ChatAct::Block => side.open = None,
            ChatAct::Erase => *side = Side::new(chat),
            ChatAct::Rubric { bit, on } => set(&mut side.rubrics[usize::from(*bit)], *on),
            ChatAct::Languages(mask) => {
                for (place, wish) in side.languages.iter_mut().enumerate() {
                    set(wish, mask >> place & 1 == 1);
                }
            }
            ChatAct::Mode(mode) => {
                set(&mut side.ordinary, *mode != Mode::Breaking);
                side.day.mode = *mode;
            }
            ChatAct::Urgent(on) => set(&mut side.urgent, *on),
            ChatAct::Mute { bit, minutes } => {
                for mute in side.mutes.iter_mut().filter(|mute| mute.0 == *bit) {
                    mute.2 = mute.2.min(now);
                }
                side.mutes.push((*bit, now, now + minutes * MINUTE));
            }
            ChatAct::Opens(_) | ChatAct::Word { .. } | ChatAct::Thread { .. } => {}
            ChatAct::Stirs => side.stirs(),
            ChatAct::Spacing(minutes) => side.day.spacing = minutes * MINUTE,
            ChatAct::Quiet(quiet) => side.day.quiet = *quiet,
            ChatAct::Night(night) => side.day.night = *night,
            ChatAct::Digests(digests) => side.day.digests.clone_from(digests),
            ChatAct::Weekend(digests) => side.day.weekend.clone_from(digests),
            ChatAct::Limit(limit) => side.day.limit = *limit,
            ChatAct::Pause { minutes, urgent } => {
                side.day.over = side.day.paused.map(|until| until.min(now)).max(side.day.over);
                side.day.paused = minutes.map(|minutes| now + minutes * MINUTE);
                side.day.pause_urgent = *urgent;
                side.rested = true;
            }
        }
        self.follows(chat, act, tick);
    }

    /// A reader has opened a story.
    pub fn opened(&mut self, chat: usize, story: usize) {
        self.sides[chat].fates.entry(story).or_default().opened = true;
        self.sides[chat].is_clear();
    }

    /// Something was published.
    pub fn publish(&mut self, seq: i64, article: usize, lane: Lane, languages: u8, wake: bool, at: i64) {
        self.tick += 1;
        let tick = self.tick;
        self.notes_threads(seq, article);
        self.entries.push(Entry { seq, article, lane, languages, at, tick, stopped: false, wake, shaken: false });
    }

    /// An article may not be sent (or may again).
    pub fn close_article(&mut self, article: usize) {
        self.tick += 1;
        for entry in self.entries.iter_mut().filter(|entry| entry.article == article) {
            entry.shaken = true;
        }
    }

    /// All entries that the chat may still get, those that it must get among them.
    pub fn open(&mut self, chat: usize, now: i64) -> Vec<Open> {
        let mut open = Vec::new();
        for place in 0..self.entries.len() {
            let (want, urgent) = self.wants(chat, place, now);
            let entry = &self.entries[place];
            let story = self.articles[entry.article].story;
            if want == Want::Maybe || (want == Want::No && self.asks_for(chat, place, now).0 > Want::No) {
                self.sides[chat].doubts.insert(entry.seq);
            }
            let fate = self.sides[chat].fates.get(&story).copied().unwrap_or_default();
            if want == Want::No || fate.opened || self.sides[chat].is_spent(story) {
                continue;
            }
            let want = if fate.given_up || fate.passed { Want::Maybe } else { want };
            open.push(Open { entry: place, story, want, urgent });
        }
        open
    }

    pub fn story_of(&self, place: usize) -> usize {
        self.articles[self.entries[place].article].story
    }

    /// Whether the chat is to get an entry, and whether as breaking news; what it has already is not looked at.
    pub fn wants(&self, chat: usize, place: usize, now: i64) -> (Want, bool) {
        let (side, entry) = (&self.sides[chat], &self.entries[place]);
        let (mut want, mut urgent) = self.asks_for(chat, place, now);
        urgent &= side.day.mode == Mode::Breaking || !self.is_cooled(entry);
        urgent &= !side.day.is_slept_through(entry.at, now);
        if entry.shaken || side.doubts.contains(&entry.seq) {
            want = want.min(Want::Maybe);
        }
        if !urgent && self.is_beyond_digest(side, entry, now - self.doubtful) {
            want = want.min(if side.rested { Want::Maybe } else { Want::No });
        }
        if let Some((tick, limit, _)) = self.floor
            && entry.tick <= tick
            && entry.at < limit
        {
            let waits = matches!(side.day.mode, Mode::Digest | Mode::Mixed) || side.day.quiet.is_some() || side.rested;
            want = want.min(if waits { Want::Maybe } else { Want::No });
        }
        (want, urgent)
    }

    /// Breaking news that waited an hour in an outage goes as news.
    fn is_cooled(&self, entry: &Entry) -> bool {
        self.floor.is_some_and(|(tick, _, ended)| entry.tick <= tick && entry.at < ended - 60 * MINUTE)
    }

    fn is_beyond_digest(&self, side: &Side, entry: &Entry, now: i64) -> bool {
        let main = self.articles[entry.article].rubrics & 1 == 1;
        let digest = side.day.mode == Mode::Digest || (side.day.mode == Mode::Mixed && !main);
        digest && now - entry.at > side.day.digest_reaches(entry.at)
    }
}

impl Side {
    fn new(chat: usize) -> Side {
        let day = Rules {
            mode: Mode::Now,
            digests: Vec::new(),
            weekend: Vec::new(),
            quiet: None,
            night: Night::Silent,
            spacing: 0,
            limit: 0,
            paused: None,
            pause_urgent: false,
            over: None,
            gate: 0,
            noted: 0,
            last: None,
            counted: Vec::new(),
        };
        Side {
            open: None,
            channel: chat == CHANNEL,
            tongue: tongue(chat).bit(),
            rubrics: [None; RUBRICS as usize],
            languages: [None; 2],
            urgent: None,
            ordinary: None,
            mutes: Vec::new(),
            day,
            rested: false,
            fates: BTreeMap::new(),
            doubts: BTreeSet::new(),
            in_flight: None,
            refused: [false; 2],
            apart: [false; 2],
            plainer: None,
            back: 0,
            visits: 0,
            given_up: BTreeSet::new(),
            vain: 0,
            barred: None,
        }
    }

    pub fn stirs(&mut self) {
        if self.barred.is_some() {
            self.barred = Some(Barred::default());
            self.day.gate = 0;
        }
    }

    fn join(&mut self, rubrics: u64, languages: u8, tick: u64) {
        if self.open.is_some() {
            return;
        }
        if self.urgent.is_none() && self.ordinary.is_none() && self.fates.is_empty() && self.rubrics == [None; 4] {
            for (bit, wish) in self.rubrics.iter_mut().enumerate() {
                *wish = (rubrics >> bit & 1 == 1).then_some(tick);
            }
            for (place, wish) in self.languages.iter_mut().enumerate() {
                *wish = (languages >> place & 1 == 1).then_some(tick);
            }
            (self.urgent, self.ordinary) = (Some(tick), Some(tick));
        }
        self.open = Some(tick);
        self.barred = None;
        self.day.gate = 0;
        self.plainer = None;
        (self.refused, self.apart) = ([false; 2], [false; 2]);
    }
}
