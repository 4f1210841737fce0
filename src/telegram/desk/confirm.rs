//! The questions before a publication, one card that changes. In: a draft. Out: the card with the next question: again?
//! the other language? one more? at night? and at last the number on the button.

use std::time::Duration;

use super::{
    draft::{Circumstances, Draft, MANY, Step, TWICE, WAKE},
    press::Press,
};
use crate::{
    acts::{
        publish::morning,
        reach::{self, Estimate, Tempo, moment},
    },
    article::{Language, Story},
    delivery::gate::purse::NEEDED,
    locale::args,
    message::{Button, Keyboard, Message, Style, escape},
    store::{Entry, Lane, Reading, Result, Volume, reach::Reach},
    telegram::{answer::text as plain, scene::Scene},
};

const HOUR: Duration = Duration::from_secs(3600);

/// A draft with all that the questions tell.
pub(super) struct Question<'a> {
    store: &'a Reading<'a>,
    scene: &'a Scene,
    tongue: Language,
    draft: Draft,
    reach: Reach,
    before: Option<Entry>,
    recent: u32,
    tempo: Tempo,
    story: Story,
    /// The languages of the translations that the store has: their readers get those, whatever is answered.
    translated: u8,
}

impl<'a> Question<'a> {
    /// Looks at the readers; `None`: there is no such article.
    pub(super) fn new(
        store: &'a Reading<'a>,
        scene: &'a Scene,
        tongue: Language,
        draft: Draft,
        tempo: Tempo,
    ) -> Result<Option<Question<'a>>> {
        let Some((story, _)) = store.story(draft.article)? else { return Ok(None) };
        let at = moment(scene.now, scene.newsroom.zone);
        let Some(reach) = reach::reach(store, draft.article, draft.lane, draft.languages, at)? else {
            return Ok(None);
        };
        let mut before = None;
        for entry in store.entries_of(draft.article)?.into_iter().rev() {
            if entry.lane == Lane::Breaking || store.publisher(entry.seq)?.is_some() {
                before = Some(entry);
                break;
            }
        }
        let recent = store.breaking_since(scene.now - HOUR)?;
        let tempo = if draft.lane == Lane::Breaking { tempo } else { Tempo::free(tempo.free) };
        let translated = store.parts(draft.article, draft.lane, 0, scene.now)?;
        let translated = translated.into_iter().fold(0, |mask, (_, languages)| mask | languages);
        let mut question = Question { store, scene, tongue, draft, reach, before, recent, tempo, story, translated };
        question.draft.stars = question.estimate().stars;
        Ok(Some(question))
    }

    /// How many would get it.
    pub(super) fn audience(&self) -> u32 {
        reach::audience(&self.reach, self.draft.volume)
    }

    fn estimate(&self) -> Estimate {
        reach::estimate(self.audience(), &self.tempo)
    }

    fn circumstances(&self) -> Circumstances {
        Circumstances {
            language: self.story.language,
            others: self.reach.other_language,
            before: self.before.is_some(),
            many: self.recent >= self.scene.newsroom.breaking.per_hour,
            night: reach::is_night(&self.reach),
            audience: self.audience(),
        }
    }

    /// The card with the next question.
    pub(super) fn card(&self) -> Result<Message> {
        let step = self.draft.next(&self.circumstances());
        let yes = |draft: Draft, key: &str| Button::data(self.say(key, &args![]), Press::Ask(draft).encode());
        let cancel = Button::data(self.say("btn-cancel", &args![]), Press::Cancel.encode());
        let own = self.story.language.bit() | self.translated;
        let (text, rows) = match step {
            Step::Twice => (self.twice()?, vec![vec![cancel, yes(self.draft.knowing(TWICE), "btn-yes")]]),
            Step::Translation => {
                let key = if self.story.language == Language::Kk { "ask-translation-kk" } else { "ask-translation" };
                let others = self.readers(self.reach.other_language);
                let same = Draft { languages: Language::Ru.bit() | Language::Kk.bit() | own, ..self.draft };
                let nothing = Draft { languages: own, ..self.draft };
                let both = vec![yes(same, "ask-translation-same"), yes(nothing, "ask-translation-skip")];
                (self.say(key, &args![otherlang = others]), vec![both, vec![cancel]])
            }
            Step::Many => {
                let text = self.say("ask-many", &args![count = self.recent]);
                (text, vec![vec![cancel, yes(self.draft.knowing(MANY), "btn-yes")]])
            }
            Step::Nobody => (self.say("no-audience", &args![]), vec![vec![cancel]]),
            Step::Wake => {
                let text = self.say("confirm-wake", &args![silent = self.readers(self.reach.silent)]);
                let text = format!("{text}\n{}", self.price(&self.estimate())).trim_end().to_owned();
                let go = Press::Go(self.draft.knowing(WAKE)).encode();
                let yes = Button::data(self.say("confirm-wake-yes", &args![]), go).styled(Style::Danger);
                (text, vec![vec![cancel], vec![yes]])
            }
            Step::Night => (format!("{}\n\n{}", self.confirm(), self.night()), self.night_buttons(cancel)),
            Step::Confirm => {
                let (key, style) = match self.draft.lane {
                    Lane::Breaking => ("confirm-send", Style::Danger),
                    Lane::News => ("confirm-send-push", Style::Primary),
                };
                let send =
                    Button::data(self.say(key, &args![readers_to = self.to_shortly()]), Press::Go(self.draft).encode());
                (self.confirm(), vec![vec![cancel], vec![send.styled(style)]])
            }
        };
        Ok(plain(text, Keyboard::of(rows)))
    }

    fn say(&self, key: &str, args: &crate::locale::Args) -> String {
        self.scene.say(self.tongue, key, args)
    }

    fn readers(&self, count: u32) -> String {
        self.scene.words.count_readers(self.tongue, u64::from(count))
    }

    fn readers_to(&self) -> String {
        reach::told(&self.reach, self.draft.volume, &self.scene.words, self.tongue)
    }

    fn to_shortly(&self) -> String {
        reach::told_shortly(&self.reach, self.draft.volume, &self.scene.words, self.tongue)
    }

    fn twice(&self) -> Result<String> {
        let Some(entry) = &self.before else { return Ok(String::new()) };
        let copies = self.scene.words.count_copies(self.tongue, u64::from(self.store.copies(self.draft.article)?));
        let time = self.scene.clock(entry.at);
        Ok(match self.store.publisher(entry.seq)? {
            Some(by) => {
                let who = escape(&self.store.staff_name(by)?);
                self.say("ask-twice", &args![who = who, time = time, copies = copies])
            }
            None => self.say("ask-twice-console", &args![time = time, copies = copies]),
        })
    }

    fn confirm(&self) -> String {
        let (scene, reach) = (self.scene, &self.reach);
        let estimate = self.estimate();
        let number = |n: u32| scene.words.number(self.tongue, i64::from(n));
        let breaking = self.draft.lane == Lane::Breaking;
        let undo = if breaking { scene.newsroom.breaking.undo } else { Duration::ZERO };
        let asleep = if self.draft.volume == Volume::Wake { 0 } else { reach.paused };
        let fields = args![
            readers_to = self.readers_to(),
            already = number(reach.already),
            optedout = number(reach.opted_out),
            otherlang = number(reach.other_language),
            paused = number(asleep),
            later = number(reach.later),
            median = scene.words.duration(self.tongue, estimate.middle.max(Duration::from_secs(1))),
            last = scene.words.time(scene.now + undo + estimate.last, scene.newsroom.zone),
            price = self.price(&estimate),
        ];
        self.say(if breaking { "confirm" } else { "confirm-push" }, &fields)
    }

    /// What speed costs, or why it cannot be had although the newsroom would pay; else nothing.
    fn price(&self, estimate: &Estimate) -> String {
        let number = |n: u32| self.scene.words.number(self.tongue, i64::from(n));
        if !self.tempo.would_pay() || self.audience() <= self.tempo.free {
            return String::new();
        }
        match self.tempo.balance {
            Some(balance) if estimate.stars > 0 => {
                self.say("confirm-price", &args![stars = number(estimate.stars), balance = number(balance)])
            }
            Some(balance) => self.say("confirm-price-few", &args![balance = number(balance), needed = number(NEEDED)]),
            None => self.say("confirm-price-unknown", &args![]),
        }
    }

    fn night(&self) -> String {
        let time = self.scene.words.time(self.scene.now, self.scene.newsroom.zone);
        self.say("confirm-night", &args![time = time, silent = self.readers(self.reach.silent)])
    }

    fn night_buttons(&self, cancel: Button) -> Vec<Vec<Button>> {
        let morning = self.say("btn-send-morning", &args![time = morning(&self.scene.newsroom).to_string()]);
        let morning = Button::data(morning, Press::Morning(self.draft).encode());
        let silent = Press::Go(Draft { volume: Volume::Silent, ..self.draft }).encode();
        let silent = Button::data(self.say("btn-send-silent", &args![]), silent).styled(Style::Primary);
        let wake = Press::Ask(Draft { volume: Volume::Wake, ..self.draft }).encode();
        let wake = Button::data(self.say("btn-send-wake", &args![]), wake).styled(Style::Danger);
        vec![vec![cancel, morning], vec![silent], vec![wake]]
    }
}
