//! The story that the demo plays by itself: people press what they see on their phones, as people do, and the newsroom writes
//! files. In: the cast and the desk. Out: acts, and for each step an event `story` for the page, with the phone that acts. It
//! begins when somebody looks on. Whoever skips it sees its end soon: everybody acts at once then. A button that does not come
//! is not waited for long: the story goes on without it.

use std::{io, sync::Arc, time::Duration};

use serde_json::{Value, json};
use simulator::{Button, Person};
use tokio::time::{Instant, sleep};

use super::{
    cast::Cast,
    desk::Desk,
    samples::{self, LANGUAGES, Sample},
};

/// How long somebody looks for a button or a message before going on without it.
const PATIENCE: Duration = Duration::from_secs(6);
/// The same where it can be asked for again.
const SOON: Duration = Duration::from_secs(2);
/// How often the editor asks for the list of what could be breaking.
const ASKS: usize = 6;
/// Between two looks.
const LOOK: Duration = Duration::from_millis(60);
/// What a person takes to read before they act.
const READING: Duration = Duration::from_millis(1600);
/// The desk takes no press on a button that sends sooner after it has appeared, whoever skips.
const READ: Duration = Duration::from_secs(1);
/// The steps, for the page's progress.
const STEPS: [&str; 9] = ["start", "rubric", "channel", "bind", "group", "news", "breaking", "repair", "stats"];
/// So many readers without a phone get the breaking news too: enough that it takes some seconds and can be stopped.
const CROWD: u64 = 150;

/// Plays the story to its end, as soon as a page is looked at.
pub async fn play(desk: Arc<Desk>, cast: Cast, zone: chrono_tz::Tz) {
    desk.tell_story(json!({"step": "waiting", "index": 0, "of": STEPS.len(), "done": false}));
    if desk.watched.subscribe().wait_for(|watched| *watched).await.is_err() {
        return;
    }
    let story = Story { desk: desk.clone(), cast, zone };
    if let Err(error) = story.tell().await {
        desk.tell_story(json!({"step": "failed", "index": 0, "of": STEPS.len(), "done": true, "values": {"why": error.to_string()}}));
        return;
    }
    desk.tell_story(json!({"step": "done", "index": STEPS.len(), "of": STEPS.len(), "done": true}));
}

struct Story {
    desk: Arc<Desk>,
    cast: Cast,
    zone: chrono_tz::Tz,
}

impl Story {
    async fn tell(&self) -> io::Result<()> {
        self.readers_start().await;
        self.rubrics_are_chosen().await;
        self.channel_is_bound().await;
        self.group_is_joined().await;
        self.news_comes().await?;
        self.editor_pushes_breaking().await?;
        self.editor_repairs_it().await?;
        self.step("stats", json!({}));
        self.desk.tell_actor(self.cast.admin.id());
        self.rest(READING / 2).await;
        self.cast.admin.say("/stats");
        self.rest(READING * 2).await;
        Ok(())
    }

    fn step(&self, step: &str, values: Value) {
        let index = STEPS.iter().position(|known| *known == step).unwrap_or_default();
        self.desk.tell_story(json!({"step": step, "index": index, "of": STEPS.len(), "done": false, "values": values}));
    }

    /// Nothing happens for so long, unless whoever looks on wants to see the end.
    async fn rest(&self, long: Duration) {
        let mut skipped = self.desk.skipped.subscribe();
        tokio::select! {
            () = sleep(long) => {}
            _ = skipped.wait_for(|skipped| *skipped) => {}
        }
    }

    async fn readers_start(&self) {
        let Cast { aigul, daniyar, emma, .. } = &self.cast;
        self.step("start", json!({}));
        self.rest(READING).await;
        for person in [aigul, daniyar, emma] {
            self.desk.tell_actor(person.id());
            self.rest(READING / 3).await;
            person.start("");
            answer(person, 0).await;
            self.rest(READING / 2).await;
        }
        self.rest(READING).await;
    }

    async fn rubrics_are_chosen(&self) {
        let Cast { aigul, daniyar, emma, .. } = &self.cast;
        self.step("rubric", json!({}));
        for (reader, rubric) in [(aigul, "Қоғам"), (daniyar, "Общество"), (emma, "Society")] {
            self.desk.tell_actor(reader.id());
            if press(reader, &["🗂"]).await.is_none() {
                reader.say("/rubrics");
            }
            self.rest(READING / 2).await;
            press(reader, &[rubric]).await;
            self.rest(READING / 2).await;
        }
        self.rest(READING).await;
    }

    async fn channel_is_bound(&self) {
        let Cast { editor, channel, .. } = &self.cast;
        self.step("channel", json!({}));
        self.desk.tell_actor(channel.id());
        self.rest(READING / 2).await;
        let before = editor.received().len();
        channel.promote_bot(&[]);
        answer(editor, before).await;
        self.rest(READING).await;
        self.step("bind", json!({}));
        self.desk.tell_actor(editor.id());
        for rubric in ["Главное", "Общество"] {
            press(editor, &[rubric]).await;
            self.rest(READING / 2).await;
        }
        press(editor, &["Готово"]).await;
        self.rest(READING).await;
    }

    async fn group_is_joined(&self) {
        self.step("group", json!({}));
        self.desk.tell_actor(self.cast.group.id());
        self.rest(READING / 2).await;
        self.cast.group.add_bot();
        self.rest(READING * 2).await;
    }

    /// Stories in all languages, one story at a time; each time it is another reader who is looked at.
    async fn news_comes(&self) -> io::Result<()> {
        let readers = [&self.cast.aigul, &self.cast.daniyar, &self.cast.emma];
        for (story, reader) in samples::news(self.zone).chunks(LANGUAGES).zip(readers.into_iter().cycle()) {
            let headline = |one: &Sample| (one.draft.language.clone(), json!(one.draft.headline));
            self.step("news", json!({"headline": Value::Object(story.iter().map(headline).collect())}));
            self.desk.tell_actor(reader.id());
            for Sample { id, draft } in story {
                self.desk.publish(Some(id), draft.clone()).await?;
            }
            self.rest(READING * 3).await;
        }
        // One story more comes by the feed of the site, which the newsroom's file names from now on.
        self.desk.name_feed()?;
        Ok(())
    }

    /// The editor chooses a story that nobody subscribed to, and presses on to the end.
    async fn editor_pushes_breaking(&self) -> io::Result<()> {
        let editor = &self.cast.editor;
        self.desk.clone().gather_crowd(CROWD);
        for sample in samples::breaking(self.zone) {
            self.desk.publish(Some(&sample.id), samples::mistaken(&sample)).await?;
        }
        self.rest(READING).await;
        self.step("breaking", json!({}));
        self.desk.tell_actor(editor.id());
        // Whoever skips to the end is faster than the store is read: the list is asked for until the story is in it.
        for _ in 0..ASKS {
            let before = editor.received().len();
            editor.say("/breaking");
            answer(editor, before).await;
            self.rest(READING).await;
            if press_within(editor, &["потушили пожар", "На складе"], SOON).await.is_some() {
                break;
            }
        }
        // From the last step back: a step that is not asked for is not waited for.
        let steps = ["Отправить сейчас", "⚡️ Отправить", "То же, перевод позже"];
        for _ in 0..=steps.len() {
            self.rest(READING).await;
            sleep(READ).await;
            if press(editor, &steps).await.is_none_or(|label| label.contains(steps[0])) {
                break;
            }
        }
        Ok(())
    }

    /// There is a mistake in it: the editor stops it, corrects the headline and goes on; the newsroom corrects the files of the
    /// translations. Where it has gone out before somebody could stop it, it is corrected all the same.
    async fn editor_repairs_it(&self) -> io::Result<()> {
        let Cast { aigul, daniyar, emma, editor, .. } = &self.cast;
        for reader in [aigul, daniyar, emma] {
            until(|| has(reader, "⚡").then_some(()), PATIENCE).await;
        }
        self.step("repair", json!({}));
        self.desk.tell_actor(editor.id());
        press_within(editor, &["■ Стоп"], SOON).await;
        self.rest(READING).await;
        press(editor, &["Исправить и продолжить", "Исправить"]).await;
        self.rest(READING).await;
        press(editor, &["Заголовок"]).await;
        self.rest(READING).await;
        let story = samples::breaking(self.zone);
        for right in story.iter().filter(|right| right.draft.language == "ru") {
            editor.say(&right.draft.headline);
            press(editor, &["С пометкой «Исправлено»"]).await;
            self.rest(READING).await;
            editor.say(&right.draft.correction);
            until(|| has(daniyar, &right.draft.headline).then_some(()), PATIENCE).await;
        }
        // The file of the story itself says so by now; the desk's list of files shows it.
        for Sample { id, draft } in story {
            self.desk.correct(&id, draft).await?;
        }
        for reader in [daniyar, aigul, emma] {
            self.desk.tell_actor(reader.id());
            until(|| has(reader, "✏️").then_some(()), PATIENCE).await;
            self.rest(READING).await;
        }
        self.rest(READING).await;
        Ok(())
    }
}

/// Whether the person has a message that says this.
fn has(person: &Person, words: &str) -> bool {
    person.received().iter().any(|message| message.text.contains(words))
}

/// Waits until the person has more than `before` messages of the bot.
async fn answer(person: &Person, before: usize) -> bool {
    until(|| (person.received().len() > before).then_some(()), PATIENCE).await.is_some()
}

/// Presses the button in sight whose label contains the first of these that one has; the label, `None` if none comes.
async fn press(person: &Person, labels: &[&str]) -> Option<String> {
    press_within(person, labels, PATIENCE).await
}

async fn press_within(person: &Person, labels: &[&str], patience: Duration) -> Option<String> {
    let fitting = |buttons: Vec<Button>| {
        labels.iter().find_map(|label| buttons.iter().find(|button| button.label.contains(label)).cloned())
    };
    let button = until(|| fitting(person.buttons()), patience).await?;
    person.press(&button.label);
    Some(button.label)
}

async fn until<T>(look: impl Fn() -> Option<T>, patience: Duration) -> Option<T> {
    let given_up = Instant::now() + patience;
    loop {
        match look() {
            Some(seen) => return Some(seen),
            None if Instant::now() >= given_up => return None,
            None => sleep(LOOK).await,
        }
    }
}
