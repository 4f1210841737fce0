//! Lists of articles at the desk: what could go out as breaking news, and all of them. In: a page. Out: a message with its
//! buttons.

use super::press::Press;
use crate::{
    article::{ArticleKey, Language},
    locale::args,
    message::{Button, Keyboard, Message, text},
    store::{Entry, Lane, Reading, Result, articles::Listed},
    telegram::{answer::text as plain, scene::Scene, staff::Editor},
};

/// How many articles a page has.
const PAGE: u32 = 8;
/// A page further back than this is not asked for by our own buttons.
const LAST: u32 = 10_000;
/// The most code points of a headline on a button.
const HEADLINE: usize = 40;

/// What could go out as breaking news, in earnest or for practice: all that readers may see, newest first.
pub(super) fn breaking(store: &Reading, scene: &Scene, editor: &Editor, skip: u32, practice: bool) -> Result<Message> {
    let articles = store.latest(0, u8::MAX, scene.now, skip.min(LAST), PAGE + 1)?;
    let press = if practice { Press::Practice } else { Press::Breaking };
    let page = if practice { Press::PracticeList } else { Press::BreakingList };
    let key = match practice {
        false => "breaking-list", // a text can be typed without any story
        true if articles.is_empty() && skip == 0 => "breaking-none",
        true => "practice-choose",
    };
    let mut rows = Vec::new();
    for listed in articles.iter().take(PAGE as usize) {
        let entries = store.entries_of(listed.story.key)?;
        let newest = entries.iter().rfind(|entry| entry.lane == Lane::Breaking);
        rows.push(vec![item(store, scene, editor.tongue, listed, newest, press)?]);
    }
    rows.push(pages(scene, editor.tongue, page, skip, articles.len()));
    rows.push(vec![Button::data(scene.say(editor.tongue, "btn-cancel", &args![]), Press::Cancel.encode())]);
    let text = scene.say(editor.tongue, key, &args![]);
    let practice = practice.then(|| scene.say(editor.tongue, "practice", &args![]));
    let text = practice.map_or(text.clone(), |practice| format!("{practice}\n\n{text}"));
    Ok(plain(text, Keyboard::of(rows)))
}

/// The latest articles, drafts included.
pub(super) fn news(store: &Reading, scene: &Scene, editor: &Editor, skip: u32) -> Result<Message> {
    let articles = store.articles(skip.min(LAST), PAGE + 1)?;
    let key = if articles.is_empty() && skip == 0 { "breaking-none" } else { "news-choose" };
    let shown = articles.iter().take(PAGE as usize);
    let mut rows = Vec::new();
    for listed in shown {
        let entries = store.entries_of(listed.story.key)?;
        rows.push(vec![item(store, scene, editor.tongue, listed, entries.last(), Press::Story)?]);
    }
    rows.push(pages(scene, editor.tongue, Press::NewsList, skip, articles.len()));
    Ok(plain(scene.say(editor.tongue, key, &args![]), Keyboard::of(rows)))
}

/// A story on a button. «✓ разослана» only where somebody got it, and nobody stopped it.
fn item(
    store: &Reading,
    scene: &Scene,
    tongue: Language,
    listed: &Listed,
    newest: Option<&Entry>,
    press: fn(ArticleKey) -> Press,
) -> Result<Button> {
    let key = match newest {
        _ if listed.story.withdrawn => "btn-list-withdrawn",
        Some(entry) if entry.stopped => "btn-list-stopped",
        Some(_) if store.copies(listed.story.key)? > 0 => "btn-list-sent",
        _ => "btn-list-item",
    };
    let time = scene.clock(listed.story.published);
    let headline = text::cut(&scene.renderer().headline(&listed.story), HEADLINE);
    let label = scene.say(tongue, key, &args![time = time, headline = headline]);
    Ok(Button::data(label, press(listed.story.key).encode()))
}

fn pages(scene: &Scene, tongue: Language, press: fn(u32) -> Press, skip: u32, found: usize) -> Vec<Button> {
    let mut row = Vec::new();
    if skip > 0 {
        let data = press(skip.saturating_sub(PAGE)).encode();
        row.push(Button::data(scene.say(tongue, "page-newer", &args![]), data));
    }
    if found > PAGE as usize {
        row.push(Button::data(scene.say(tongue, "page-older", &args![]), press(skip + PAGE).encode()));
    }
    row
}
