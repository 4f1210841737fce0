use std::time::Duration;

use chrono_tz::Tz;

use super::*;
use crate::{
    article::Language,
    bot_api::Unclear,
    delivery::decide::visit::Floor,
    newsroom::{Minute, Mode, Night, Sound},
    store::{
        ChatKey, Cursors, Kind, Lane, Seq, Volume,
        editions::EditionId,
        events::{Happening, What},
        ledger::Served,
        log::Standing,
    },
};

/// Monday 23 November 2026, noon in Almaty; the entry of all cases came out an hour before.
const NOON: Time = Time(1_795_417_200_000);

fn minutes(before_noon: i64) -> Time {
    Time(NOON.0 - before_noon * 60_000)
}

/// One entry of rubric 1 for one reader of it who has been here for a day; each case changes something.
struct Scene {
    entry: Entry,
    chat: Chat,
    events: Vec<Happening>,
    mutes: Vec<Mute>,
    rows: Vec<Row>,
    rules: Rules,
    stopped: Option<Time>,
    obstacle: Option<Obstacle>,
    full: bool,
    oldest: Time,
}

/// A message: when, how many stories it shows, whether this one is among them (of two it is only named), how it ended, up to
/// where it decides.
struct Row(Time, usize, bool, Option<Ended>, i64);

fn scene() -> Scene {
    Scene {
        entry: entry(),
        chat: chat(),
        events: Vec::new(),
        mutes: Vec::new(),
        rows: Vec::new(),
        rules: Rules {
            zone: Tz::Asia__Almaty,
            uncertain: Uncertain::Mention,
            floor: Floor::default(),
            line_well: Time(0),
            doubtful: Duration::ZERO,
        },
        stopped: None,
        obstacle: None,
        full: false,
        oldest: minutes(43_200),
    }
}

fn entry() -> Entry {
    Entry {
        seq: Seq(5),
        article: ArticleKey(7),
        story: 7,
        lane: Lane::News,
        rubrics: 0b10,
        languages: 1,
        volume: Volume::AsChosen,
        asks: false,
        opened: None,
        stopped: false,
        at: minutes(60),
        standing: Standing::Ready,
        words: Vec::new(),
    }
}

fn chat() -> Chat {
    Chat {
        key: ChatKey(1),
        telegram: 1,
        topic: 0,
        kind: Kind::Reader,
        state: State::Open,
        cursors: Cursors::all(Seq(4)),
        not_before: Time(0),
        rubrics: 0b10,
        languages: 1,
        urgent: true,
        mode: Mode::Now,
        digests: vec![Minute(19 * 60)],
        weekend: vec![Minute(19 * 60)],
        quiet: None,
        night: Night::Silent,
        paused: None,
        pause_urgent: false,
        rested: None,
        spacing: Duration::ZERO,
        limit: 0,
        last: None,
        zone: None,
        tongue: Language::Ru,
        photos: true,
        sound: Sound::All,
        source: None,
        title: None,
        joined: minutes(1440),
    }
}

impl Scene {
    fn event(&mut self, before_noon: i64, what: What, detail: &str) {
        let detail = (!detail.is_empty()).then(|| detail.to_owned());
        self.events.push(Happening { at: minutes(before_noon), what, detail });
    }

    /// The entry was decided.
    fn decide(&mut self) {
        self.chat.cursors = Cursors::all(Seq(6));
    }

    fn deliveries(&self) -> Vec<Delivery> {
        let row = |Row(at, _, _, ended, upto): &Row| Delivery {
            chat: self.chat.key,
            at: *at,
            served: Served::News,
            after: Seq(4),
            upto: Seq(*upto),
            edition: EditionId(1),
            ended: *ended,
            answered: None,
            attempt: 0,
        };
        self.rows.iter().map(row).collect()
    }

    fn why(&self) -> Why {
        let history = History::new(&self.chat, &[], &self.events, |id| (id == "society").then_some(1));
        let rows = self.deliveries();
        let shown = rows.iter().zip(&self.rows).filter(|(_, Row(_, _, shown, ..))| *shown);
        let copy = |(row, Row(_, stories, ..)): (&Delivery, &Row)| {
            let (article, form) = (ArticleKey(7), Form::Formatted);
            Copy { story: 7, article, named: *stories == 2, deleted: false, form, row: row.clone() }
        };
        let copies: Vec<Copy> = shown.map(copy).collect();
        let decided = rows
            .iter()
            .zip(&self.rows)
            .find(|(row, Row(_, stories, ..))| decides(row, *stories, &self.entry, self.rules.uncertain));
        let facts = Facts {
            chat: self.chat.clone(),
            since: Vec::new(),
            mutes: self.mutes.clone(),
            follows: Vec::new(),
            recent: rows.iter().rev().cloned().collect(),
            doubts: Doubts::of(&copies, self.rules.uncertain),
            full: self.full,
            returned: None,
            overnight: Vec::new(),
            offers: false,
        };
        let busy = self.chat.state != State::Open || rows.iter().any(|row| row.ended.is_none());
        let tail = Tail::new(vec![self.entry.clone()], Seq(6));
        why(&Case {
            entry: &self.entry,
            stopped: self.stopped,
            obstacle: self.obstacle,
            chat: &self.chat,
            history: &history,
            mutes: &self.mutes,
            copies: &copies,
            decided: decided.map(|(row, Row(_, shown, ..))| (row, *shown)),
            facts: (!busy).then_some(&facts),
            tail: &tail,
            rules: &self.rules,
            oldest: self.oldest,
            now: NOON,
        })
    }
}

fn check(change: impl FnOnce(&mut Scene), expected: &Why) {
    let mut scene = scene();
    change(&mut scene);
    assert_eq!(scene.why(), *expected, "{:?} {:?} for {:?}", scene.entry, scene.events, scene.chat);
}

#[test]
fn what_the_ledger_tells() {
    use Ended::{Delivered, Refused};
    let (failure, silence) = (Ended::Uncertain(Unclear::Failure), Ended::Uncertain(Unclear::Silence));
    let (ten, five) = (minutes(10), minutes(5));
    let has = |after| Why::Has { at: five, message: 812, article: ArticleKey(7), after };
    let shown = |at, ended| Row(at, 1, true, ended, 6);
    check(|scene| scene.rows = vec![shown(five, Some(Delivered(812)))], &has(None));
    check(|scene| scene.rows = vec![shown(five, None)], &Why::InFlight(five));
    let twice = |stories| vec![shown(ten, Some(silence)), Row(five, stories, true, Some(Delivered(812)), 6)];
    check(|scene| scene.rows = twice(2), &has(Some((ten, Doubt::Named))));
    check(|scene| scene.rows = twice(1), &has(Some((ten, Doubt::SentAgain))));
    let again = |scene: &mut Scene| scene.rules.uncertain = Uncertain::Resend;
    let once = |scene: &mut Scene| scene.rows = vec![shown(ten, Some(silence))];
    let failed = |scene: &mut Scene| scene.rows = vec![shown(ten, Some(failure))];
    check(|scene| (once(scene), scene.decide()).1, &Why::Uncertain(ten, Doubt::Named));
    check(|scene| (once(scene), again(scene)).1, &Why::Uncertain(ten, Doubt::SentAgain));
    check(failed, &Why::Uncertain(ten, Doubt::SentAgain));
    let skip = |scene: &mut Scene| scene.rules.uncertain = Uncertain::Skip;
    check(|scene| (once(scene), skip(scene), scene.decide()).2, &Why::Uncertain(ten, Doubt::Left));
    for refusal in
        [Refusal::Blocked, Refusal::Gone, Refusal::NoRights, Refusal::Content(Form::Plain), Refusal::Other(9)]
    {
        let refused = |scene: &mut Scene| scene.rows = vec![shown(ten, Some(Refused(refusal)))];
        check(|scene| (refused(scene), scene.decide()).1, &Why::Refused(ten, refusal));
    }
    check(|scene| scene.rows = vec![shown(ten, Some(Refused(Refusal::Content(Form::Photo))))], &Why::Due);
    // Sixty in the message, this one in its tail.
    let tail = |scene: &mut Scene| scene.rows = vec![Row(five, 60, false, Some(Delivered(813)), 6)];
    check(|scene| (tail(scene), scene.decide()).1, &Why::Tail { at: five, message: Some(813) });
}

#[test]
fn what_was_asked_for_then() {
    let back_and_forth = |scene: &mut Scene| {
        scene.event(90, What::RubricOff, "society");
        scene.event(30, What::RubricOn, "society");
        scene.decide();
    };
    check(back_and_forth, &Why::AskedLater(Lack::Rubric, minutes(30)));
    check(|scene| (scene.chat.rubrics = 0b100, scene.decide()).1, &Why::NotAsked(Lack::Rubric));
    let off = |scene: &mut Scene| {
        scene.chat.rubrics = 0;
        scene.event(30, What::RubricOff, "society");
    };
    check(off, &Why::GivenUp(Lack::Rubric, minutes(30)));
    let interrupted = |scene: &mut Scene| {
        scene.event(50, What::RubricOff, "society");
        scene.event(30, What::RubricOn, "society");
        scene.decide();
    };
    check(interrupted, &Why::GivenUp(Lack::Rubric, minutes(50)));
    let kazakh = |scene: &mut Scene| scene.event(30, What::Languages, "2>1");
    check(|scene| (kazakh(scene), scene.decide()).1, &Why::AskedLater(Lack::Language, minutes(30)));
    let breaking = |scene: &mut Scene| scene.event(30, What::Mode, "breaking>now");
    check(|scene| (breaking(scene), scene.decide()).1, &Why::AskedLater(Lack::Ordinary, minutes(30)));
    let urgent = |scene: &mut Scene| {
        (scene.entry.lane, scene.chat.rubrics) = (Lane::Breaking, 1);
        scene.event(30, What::UrgentOn, "");
        scene.decide();
    };
    check(urgent, &Why::AskedLater(Lack::Breaking, minutes(30)));
    let mute = Mute { rubric: 1, from: minutes(70), until: minutes(50) };
    check(|scene| (scene.mutes.push(mute), scene.decide()).1, &Why::Muted(mute));
}

#[test]
fn who_was_away() {
    let away = |state, since: i64, back: Option<i64>| Why::Away {
        state,
        since: Some(minutes(since)),
        back: back.map(minutes),
    };
    check(|scene| scene.chat.joined = minutes(30), &Why::BeforeJoining(minutes(30)));
    let kinds = [
        (What::Left, State::Left),
        (What::Blocked, State::Blocked),
        (What::Gone, State::Gone),
        (What::NoRights, State::NoRights),
    ];
    for (what, state) in kinds {
        let closed = |scene: &mut Scene| {
            scene.chat.state = state;
            scene.event(90, what, "");
        };
        check(closed, &away(state, 90, None));
        check(|scene| (scene.chat.state = state, scene.event(30, what, "")).1, &away(state, 30, None));
        let returned = |scene: &mut Scene| {
            scene.event(90, what, "");
            scene.event(30, What::Returned, "");
            scene.decide();
        };
        check(returned, &away(state, 90, Some(30)));
    }
}

#[test]
fn what_keeps_it_back() {
    let stopped = |scene: &mut Scene| (scene.entry.stopped, scene.stopped) = (true, Some(minutes(40)));
    check(stopped, &Why::Stopped(Some(minutes(40))));
    for obstacle in [Obstacle::SetAside, Obstacle::Withdrawn, Obstacle::Withheld] {
        let closed = |scene: &mut Scene| (scene.entry.standing, scene.obstacle) = (Standing::Closed, Some(obstacle));
        check(closed, &Why::Obstacle(obstacle));
    }
    let outage = |scene: &mut Scene| {
        scene.rules.floor = Floor::raised(Seq(5), minutes(10), minutes(10), Duration::from_secs(1800))
    };
    check(outage, &Why::TooOld { before: minutes(40), counted: None });
    let counted = |scene: &mut Scene| {
        outage(scene);
        scene.rows = vec![Row(minutes(5), 1, false, Some(Ended::Delivered(9)), 6)];
        scene.decide();
    };
    check(counted, &Why::TooOld { before: minutes(40), counted: Some(minutes(5)) });
    let old_digest = |scene: &mut Scene| {
        (scene.entry.at, scene.chat.joined) = (minutes(37 * 60), minutes(50 * 60));
        scene.chat.mode = Mode::Digest;
    };
    check(old_digest, &Why::BeyondDigest);
    check(|scene| (scene.oldest = minutes(30), scene.decide()).1, &Why::Forgotten);
    check(Scene::decide, &Why::Passed(None));
}

#[test]
fn what_it_waits_for() {
    let at = |hour: i64| minutes((12 - hour) * 60);
    let waits = |delay, until| Why::Waits(until, vec![(delay, until)]);
    check(|_| {}, &Why::Due);
    check(|scene| scene.rows = vec![Row(minutes(1), 1, false, None, 4)], &Why::Due);
    check(|scene| scene.chat.mode = Mode::Digest, &waits(Delay::Digest, at(19)));
    check(|scene| scene.chat.mode = Mode::Mixed, &waits(Delay::Digest, at(19)));
    check(|scene| scene.chat.quiet = Some((Minute(11 * 60), Minute(13 * 60))), &waits(Delay::Quiet, at(13)));
    check(|scene| scene.chat.paused = Some(at(15)), &waits(Delay::Break, at(15)));
    check(|scene| scene.chat.not_before = at(13), &waits(Delay::Hold, at(13)));
    let spaced = |scene: &mut Scene| {
        (scene.chat.last, scene.chat.spacing) = (Some(minutes(10)), Duration::from_secs(1800));
    };
    check(spaced, &waits(Delay::Spacing, minutes(-20)));
    let full = |scene: &mut Scene| (scene.full, scene.chat.last) = (true, Some(minutes(10)));
    check(full, &waits(Delay::Limit, at(19)));
}
