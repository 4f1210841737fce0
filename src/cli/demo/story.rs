//! The story that the demo plays by itself: people press what they see on their phones, as people do, and the newsroom writes
//! files. In: the cast and the desk. Out: acts, and for each step an event `story` for the page. A button that does not come
//! is not waited for long: the story goes on without it.

use std::{io, sync::Arc, time::Duration};

use serde_json::{Value, json};
use simulator::{Button, Person};
use tokio::time::{Instant, sleep};

use super::{
    cast::Cast,
    desk::Desk,
    samples::{self, Sample},
};

/// How long somebody looks for a button or a message before going on without it.
const PATIENCE: Duration = Duration::from_secs(6);
/// Between two looks.
const LOOK: Duration = Duration::from_millis(60);
/// What a person takes to read before they act.
const READING: Duration = Duration::from_millis(1600);
/// The steps, for the page's progress.
const STEPS: [&str; 8] = ["start", "rubric", "channel", "bind", "group", "news", "breaking", "stats"];

/// Plays the story to its end, or until the page asks to skip it.
pub async fn play(desk: Arc<Desk>, cast: Cast, zone: chrono_tz::Tz) {
    let mut skipped = desk.skipped.subscribe();
    let story = Story { desk: desk.clone(), cast, zone };
    tokio::select! {
        played = story.tell() => if let Err(error) = played {
            desk.tell_story(json!({"step": "failed", "index": 0, "of": STEPS.len(), "done": true, "values": {"why": error.to_string()}}));
            return;
        },
        _ = skipped.wait_for(|skipped| *skipped) => {}
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
        self.step("stats", json!({}));
        self.cast.admin.say("/stats");
        sleep(READING * 2).await;
        Ok(())
    }

    fn step(&self, step: &str, values: Value) {
        let index = STEPS.iter().position(|known| *known == step).unwrap_or_default();
        self.desk.tell_story(json!({"step": step, "index": index, "of": STEPS.len(), "done": false, "values": values}));
    }

    async fn readers_start(&self) {
        let Cast { aigul, daniyar, .. } = &self.cast;
        sleep(READING).await;
        self.step("start", json!({}));
        for person in [aigul, daniyar] {
            person.start("");
            answer(person, 0).await;
            sleep(READING / 3).await;
        }
        sleep(READING).await;
    }

    async fn rubrics_are_chosen(&self) {
        let Cast { aigul, daniyar, .. } = &self.cast;
        self.step("rubric", json!({}));
        for (reader, rubric) in [(aigul, "Қоғам"), (daniyar, "Общество")] {
            if !press(reader, &["🗂"]).await {
                reader.say("/rubrics");
            }
            sleep(READING / 2).await;
            press(reader, &[rubric]).await;
            sleep(READING / 2).await;
        }
        sleep(READING).await;
    }

    async fn channel_is_bound(&self) {
        let Cast { editor, channel, .. } = &self.cast;
        self.step("channel", json!({}));
        let before = editor.received().len();
        channel.promote_bot(&[]);
        answer(editor, before).await;
        sleep(READING).await;
        self.step("bind", json!({}));
        for rubric in ["Главное", "Общество"] {
            press(editor, &[rubric]).await;
            sleep(READING / 2).await;
        }
        press(editor, &["Готово"]).await;
        sleep(READING).await;
    }

    async fn group_is_joined(&self) {
        self.step("group", json!({}));
        self.cast.group.add_bot();
        sleep(READING * 2).await;
    }

    /// Stories in both languages, a pair at a time.
    async fn news_comes(&self) -> io::Result<()> {
        for pair in samples::news(self.zone).chunks(2) {
            let headline = pair.last().map_or("", |sample| sample.draft.headline.as_str());
            self.step("news", json!({"headline": headline}));
            for Sample { id, draft } in pair {
                self.desk.publish(Some(id), draft.clone()).await?;
            }
            sleep(READING * 3).await;
        }
        Ok(())
    }

    /// The editor chooses a story that nobody subscribed to, and presses on to the end.
    async fn editor_pushes_breaking(&self) -> io::Result<()> {
        let editor = &self.cast.editor;
        for Sample { id, draft } in samples::breaking(self.zone) {
            self.desk.publish(Some(&id), draft).await?;
        }
        sleep(READING).await;
        self.step("breaking", json!({}));
        let before = editor.received().len();
        editor.say("/breaking");
        answer(editor, before).await;
        sleep(READING).await;
        press(editor, &["потушили пожар", "На складе"]).await;
        for wanted in
            [&["То же самое", "⚡️ Отправить"][..], &["⚡️ Отправить", "Отправить без звука"], &["Отправить сейчас"]]
        {
            sleep(READING).await;
            press(editor, wanted).await;
        }
        sleep(READING * 3).await;
        Ok(())
    }
}

/// Waits until the person has more than `before` messages of the bot.
async fn answer(person: &Person, before: usize) -> bool {
    until(|| (person.received().len() > before).then_some(())).await.is_some()
}

/// Presses the first button in sight whose label contains one of these; false if none comes.
async fn press(person: &Person, labels: &[&str]) -> bool {
    let fitting = |button: &Button| labels.iter().any(|label| button.label.contains(label));
    let Some(button) = until(|| person.buttons().into_iter().find(fitting)).await else { return false };
    person.press(&button.label);
    true
}

async fn until<T>(look: impl Fn() -> Option<T>) -> Option<T> {
    let given_up = Instant::now() + PATIENCE;
    loop {
        match look() {
            Some(seen) => return Some(seen),
            None if Instant::now() >= given_up => return None,
            None => sleep(LOOK).await,
        }
    }
}
