//! The questions before a publication, one card that changes. In: a draft. Out: the card with the next question: again?
//! the other language? one more? at night? and at last the number on the button.

use std::time::Duration;

use super::{
    choice::Spoken,
    draft::{Circumstances, Draft, FOREIGN, MANY, OLD, SIMILAR, Step, TWICE, WAKE},
    practice::marked,
    press::Press,
};
use crate::{
    acts::{
        guard::{self, Before},
        publish::morning,
        reach::{self, Estimate, Tempo, moment},
    },
    article::{Language, Story},
    clock::Time,
    delivery::gate::purse::NEEDED,
    locale::args,
    message::{Button, Keyboard, Message, Style, escape, still},
    store::{
        Lane, Reading, Result, Volume,
        plans::{Cause, Plan},
        reach::Reach,
    },
    telegram::{answer::text as plain, scene::Scene},
};

const HOUR: Duration = Duration::from_secs(3600);
/// Seconds of a day.
const DAY: u64 = 86_400;

/// A draft with all that the questions tell.
pub(super) struct Question<'a> {
    store: &'a Reading<'a>,
    scene: &'a Scene,
    tongue: Language,
    pub(super) draft: Draft,
    reach: Reach,
    before: Option<Before>,
    foreign: Option<String>,
    similar: Option<(Story, Time)>,
    recent: u32,
    tempo: Tempo,
    pub(super) story: Story,
    /// The languages of the translations that the store has: their readers get those, whatever is answered.
    translated: u8,
}

/// The text of a question, and its buttons.
type Asked = (String, Vec<Vec<Button>>);

impl<'a> Question<'a> {
    /// Looks at the readers; `None`: there is no such article.
    pub(super) fn new(
        store: &'a Reading<'a>,
        scene: &'a Scene,
        tongue: Language,
        draft: Draft,
        tempo: Tempo,
    ) -> Result<Option<Question<'a>>> {
        let (article, lane, now) = (draft.article, draft.lane, scene.now);
        let Some((story, _)) = store.story(article)? else { return Ok(None) };
        let at = moment(now, scene.newsroom.zone);
        let Some(reach) = reach::reach(store, article, lane, draft.languages, at)? else { return Ok(None) };
        let tempo = if lane == Lane::Breaking { tempo } else { Tempo::free(tempo.free) };
        let translated = store.parts(article, lane, 0, now)?;
        let mut question = Question {
            store,
            scene,
            tongue,
            draft,
            reach,
            before: guard::before(store, article)?,
            foreign: guard::foreign_site(store, &scene.newsroom, (article, lane), now)?,
            similar: guard::similar(store, &story, now)?,
            recent: store.breaking_since(now - HOUR)?,
            tempo,
            story,
            translated: translated.into_iter().fold(0, |mask, (_, languages)| mask | languages),
        };
        if draft.is_practice() {
            question.practise();
        }
        question.draft.stars = question.estimate().stars;
        Ok(Some(question))
    }

    /// Nobody else gets it, and nothing stands in the way; readers of another language are asked about as ever.
    fn practise(&mut self) {
        let others = u32::from(self.reach.other_language > 0);
        self.reach = Reach { audience: 1, other_language: others, ..Reach::default() };
        (self.before, self.foreign, self.similar, self.recent) = (None, None, None, 0);
        self.tempo = Tempo::free(self.tempo.free);
    }

    /// How many would get it.
    pub(super) fn audience(&self) -> u32 {
        self.reach.audience
    }

    pub(super) fn estimate(&self) -> Estimate {
        reach::estimate(self.audience(), &self.tempo)
    }

    fn circumstances(&self) -> Circumstances {
        Circumstances {
            language: self.story.language,
            others: self.reach.other_language,
            before: self.before.is_some(),
            foreign: self.foreign.is_some(),
            old: !self.draft.is_practice() && guard::age(&self.story, self.scene.now).is_some(),
            similar: self.similar.is_some(),
            many: !self.draft.is_practice() && self.recent >= self.scene.newsroom.breaking.per_hour,
            night: reach::is_night(&self.reach),
            audience: self.audience(),
        }
    }

    /// The card with the next question.
    pub(super) fn card(&self) -> Result<Message> {
        let step = self.draft.next(&self.circumstances());
        let (text, mut rows) = match step {
            Step::Twice => self.twice()?,
            Step::Foreign => self.foreign(),
            Step::Old => self.old(),
            Step::Similar => self.similar(),
            Step::Translation => self.translation(),
            Step::Many => self.sure(self.say("ask-many", &args![count = self.recent]), MANY),
            Step::Nobody => (self.say("no-audience", &args![]), vec![vec![self.cancel()]]),
            Step::Wake => self.wake(),
            Step::Night => (format!("{}\n\n{}", self.confirm(), self.night()), self.night_buttons()),
            Step::Confirm => (self.confirm(), self.confirm_buttons()),
        };
        if matches!(step, Step::Translation | Step::Night | Step::Confirm) {
            let at = rows.len() - 1;
            rows.insert(at, self.language_buttons()?);
        }
        let text = if self.draft.is_practice() { marked(self.scene, self.tongue, &text) } else { text };
        Ok(plain(text, Keyboard::of(rows)))
    }

    pub(super) fn cancel(&self) -> Button {
        Button::data(self.say("btn-cancel", &args![]), Press::Cancel.encode())
    }

    fn ask(&self, key: &str, draft: Draft) -> Button {
        Button::data(self.say(key, &args![]), Press::Ask(draft).encode())
    }

    /// A question that a yes answers.
    fn sure(&self, text: String, question: u8) -> Asked {
        (text, vec![vec![self.cancel(), self.ask("btn-yes", self.draft.knowing(question))]])
    }

    pub(super) fn foreign(&self) -> Asked {
        let site = escape(self.scene.newsroom.site.in_language(self.tongue));
        let host = escape(self.foreign.as_deref().unwrap_or_default());
        self.sure(self.say("ask-foreign-link", &args![site = site, host = host]), FOREIGN)
    }

    pub(super) fn old(&self) -> Asked {
        self.sure(self.say("ask-old", &args![age = self.age()]), OLD)
    }

    pub(super) fn similar(&self) -> Asked {
        let Some((story, at)) = &self.similar else { return self.sure(String::new(), SIMILAR) };
        let fields = args![headline = still(&story.headline), time = self.scene.clock(*at)];
        let yes = Button::data(self.say("btn-yes", &args![]), Press::Cancel.encode());
        let no = self.ask("btn-no", self.draft.knowing(SIMILAR));
        (self.say("ask-similar", &fields), vec![vec![yes, no]])
    }

    fn translation(&self) -> Asked {
        let own = self.story.language.bit() | self.translated;
        let key = if self.story.language == Language::Kk { "ask-translation-kk" } else { "ask-translation" };
        let others = self.readers(self.reach.other_language);
        let same = Draft { languages: Language::Ru.bit() | Language::Kk.bit() | own, ..self.draft };
        let nothing = Draft { languages: own, ..self.draft };
        let text = self.say(key, &args![otherlang = others]);
        let both = |same_key| vec![self.ask(same_key, same), self.ask("ask-translation-skip", nothing)];
        if self.draft.is_practice() {
            return (text, vec![both("ask-translation-same"), vec![self.cancel()]]);
        }
        let add = vec![self.translate("ask-translation-add")];
        (text, vec![add, both("ask-translation-later"), vec![self.cancel(), self.edit()]])
    }

    fn wake(&self) -> Asked {
        let text = self.say("confirm-wake", &args![silent = self.readers(self.reach.silent)]);
        let text = format!("{text}\n{}", self.price(&self.estimate())).trim_end().to_owned();
        let go = Press::Go(self.draft.knowing(WAKE)).encode();
        let yes = Button::data(self.say("confirm-wake-yes", &args![]), go).styled(Style::Danger);
        (text, vec![vec![self.cancel()], vec![yes]])
    }

    fn confirm_buttons(&self) -> Vec<Vec<Button>> {
        let (key, style) = match self.draft.lane {
            Lane::Breaking => ("confirm-send", Style::Danger),
            Lane::News => ("confirm-send-push", Style::Primary),
        };
        let go = Press::Go(self.draft).encode();
        let send = Button::data(self.say(key, &args![readers_to = self.to_shortly()]), go).styled(style);
        // What is typed in practice would be a real article's.
        let aside = if self.draft.is_practice() { vec![self.cancel()] } else { vec![self.cancel(), self.edit()] };
        vec![aside, vec![send]]
    }

    fn edit(&self) -> Button {
        Button::data(self.say("confirm-edit", &args![]), Press::EditText(self.draft).encode())
    }

    fn translate(&self, key: &str) -> Button {
        Button::data(self.say(key, &args![]), Press::Translate(self.draft).encode())
    }

    /// The translation's way to another text, and the language of what was typed, which its letters may not have told.
    fn language_buttons(&self) -> Result<Vec<Button>> {
        let mut row = Vec::new();
        if self.draft.lane == Lane::News || self.draft.is_practice() {
            return Ok(row);
        }
        if self.translated & !self.story.language.bit() != 0 {
            row.push(self.translate("confirm-edit-translation"));
        }
        if self.store.is_for_staff(self.draft.article)? && self.store.translates(self.draft.article)?.is_none() {
            let (article, language) = (self.draft.article, next_language(self.story.language));
            let name = self.say(&format!("language-{}", self.story.language.code()), &args![]);
            let label = self.say("btn-typed-language", &args![language = name]);
            row.push(Button::data(label, Press::InLanguage(Spoken { article, language }).encode()));
        }
        Ok(row)
    }

    fn say(&self, key: &str, args: &crate::locale::Args) -> String {
        self.scene.say(self.tongue, key, args)
    }

    fn readers(&self, count: u32) -> String {
        self.scene.words.count_readers(self.tongue, u64::from(count))
    }

    pub(super) fn readers_to(&self) -> String {
        reach::told(&self.reach, &self.scene.words, self.tongue)
    }

    fn to_shortly(&self) -> String {
        reach::told_shortly(&self.reach, &self.scene.words, self.tongue)
    }

    /// The story went out: to the others? It counts down: then it can be taken back, and not be sent again.
    pub(super) fn twice(&self) -> Result<Asked> {
        let entry = match &self.before {
            None => return Ok(self.sure(String::new(), TWICE)),
            Some(Before::Waits(plan)) => return self.waits(plan),
            Some(Before::Sent(entry)) => entry,
        };
        let copies = self.scene.words.count_copies(self.tongue, u64::from(self.store.copies(self.draft.article)?));
        let time = self.scene.clock(entry.at);
        let text = match self.store.publisher(entry.seq)? {
            Some(by) => {
                let who = escape(&self.store.staff_name(by)?);
                self.say("ask-twice", &args![who = who, time = time, copies = copies])
            }
            None => self.say("ask-twice-console", &args![time = time, copies = copies]),
        };
        let others = self.say("btn-others", &args![n = self.audience()]);
        let others = Button::data(others, Press::Ask(self.draft.knowing(TWICE)).encode());
        Ok((text, vec![vec![self.cancel(), others]]))
    }

    fn waits(&self, plan: &Plan) -> Result<Asked> {
        let at = moment(self.scene.now, self.scene.newsroom.zone);
        let reach = reach::reach(self.store, plan.article, plan.lane, plan.languages, at)?.unwrap_or_default();
        let who = match plan.by {
            Some(by) => escape(&self.store.staff_name(by)?),
            None => self.say("who-console", &args![]),
        };
        let readers = reach::told(&reach, &self.scene.words, self.tongue);
        let text = match plan.due.filter(|_| plan.why == Cause::Countdown) {
            Some(due) => {
                let seconds = due.since(self.scene.now).as_millis().div_ceil(1000).to_string();
                self.say("ask-counting", &args![who = who, readers_to = readers, seconds = seconds])
            }
            None => self.say("ask-seconded", &args![who = who, readers_to = readers]),
        };
        let back = Button::data(self.say("btn-undo", &args![]), Press::TakeBack(plan.id).encode());
        Ok((text, vec![vec![self.cancel(), back.styled(Style::Danger)]]))
    }

    /// «уже читали — 3, на паузе — 1»: what is nothing is not named.
    fn left_out(&self) -> String {
        let (reach, breaking) = (&self.reach, self.draft.lane == Lane::Breaking);
        let causes = [
            ("left-already", reach.already),
            ("left-off", if breaking { reach.opted_out } else { 0 }),
            ("left-language", reach.other_language),
            ("left-paused", reach.paused),
        ];
        let causes = causes.into_iter().filter(|(_, count)| *count > 0);
        causes.map(|(key, n)| self.say(key, &args![n = n])).collect::<Vec<_>>().join(", ")
    }

    /// How long ago it came out, if that is long.
    fn age(&self) -> String {
        let Some(age) = guard::age(&self.story, self.scene.now) else { return String::new() };
        match age.as_secs() / DAY {
            days @ 2.. => self.scene.words.count_days(self.tongue, days),
            _ => self.scene.words.duration(self.tongue, age),
        }
    }

    fn confirm(&self) -> String {
        let (scene, estimate, age) = (self.scene, self.estimate(), self.age());
        let breaking = self.draft.lane == Lane::Breaking;
        let undo = if breaking { scene.newsroom.breaking.undo } else { Duration::ZERO };
        let later = Some(self.reach.later).filter(|later| *later > 0);
        let fields = args![
            readers_to = self.readers_to(),
            excluded = self.left_out(),
            age = if age.is_empty() { age } else { self.say("confirm-age", &args![age = age]) },
            later = later.map_or_else(String::new, |later| scene.words.number(self.tongue, i64::from(later))),
            median = scene.words.duration(self.tongue, estimate.middle.max(Duration::from_secs(1))),
            last = scene.words.time(scene.now + undo + estimate.last, scene.newsroom.zone),
            price = self.price(&estimate),
        ];
        let text = self.say(if breaking { "confirm" } else { "confirm-push" }, &fields);
        match breaking && self.story.url.is_none() {
            true => format!("{}\n\n{}", text.trim_end(), self.say("ask-no-link", &args![])),
            false => text,
        }
    }

    /// What speed costs, or why it cannot be had although the newsroom would pay; else nothing.
    pub(super) fn price(&self, estimate: &Estimate) -> String {
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

    fn night_buttons(&self) -> Vec<Vec<Button>> {
        let morning = self.say("btn-send-morning", &args![time = morning(&self.scene.newsroom).to_string()]);
        let morning = Button::data(morning, Press::Morning(self.draft).encode());
        let silent = Press::Go(Draft { volume: Volume::Silent, ..self.draft }).encode();
        let silent = Button::data(self.say("btn-send-silent", &args![]), silent).styled(Style::Primary);
        let wake = Press::Ask(Draft { volume: Volume::Wake, ..self.draft }).encode();
        let wake = Button::data(self.say("btn-send-wake", &args![]), wake).styled(Style::Danger);
        vec![vec![self.cancel(), morning], vec![self.edit()], vec![silent], vec![wake]]
    }
}

/// The languages in turn.
fn next_language(language: Language) -> Language {
    match language {
        Language::Ru => Language::Kk,
        Language::Kk => Language::En,
        Language::En => Language::Ru,
    }
}
