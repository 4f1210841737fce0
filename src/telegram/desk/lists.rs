//! Lists at the desk: what could go out, what goes out, who did what. In: a page. Out: a message with its buttons.

use std::{collections::HashSet, time::Duration};

use super::press::Press;
use crate::{
    acts::{
        Deed,
        reach::{Tempo, estimate, moment},
    },
    article::{ArticleKey, Language},
    delivery::{Status, decide::timing::next_minute},
    locale::args,
    message::{Button, Keyboard, Message, Style, escape, text},
    report::Push,
    store::{
        Entry, Lane, Reading, Result,
        articles::Listed,
        plans::{Cause, Plan},
        staff::Act,
    },
    telegram::{answer::text as plain, scene::Scene, staff::Editor},
};

/// How many articles a page has.
const PAGE: u32 = 8;
/// A page further back than this is not asked for by our own buttons.
const LAST: u32 = 10_000;
/// The most code points of a headline on a button.
const HEADLINE: usize = 40;
/// How many acts the log shows.
const ACTS: u32 = 20;
/// For how long a publication may still be going out.
const GOING: Duration = Duration::from_secs(6 * 3600);
/// How many publications the queue looks at.
const LOOKED_AT: u32 = 30;
/// How many finished ones it names.
const RECENT: usize = 5;

/// What could go out as breaking news: all that readers may see, newest first.
pub(super) fn breaking(store: &Reading, scene: &Scene, editor: &Editor, skip: u32) -> Result<Message> {
    let articles = store.latest(0, u8::MAX, scene.now, skip.min(LAST), PAGE + 1)?;
    let key = if articles.is_empty() && skip == 0 { "breaking-none" } else { "breaking-choose" };
    let mut rows = Vec::new();
    for listed in articles.iter().take(PAGE as usize) {
        let entries = store.entries_of(listed.story.key)?;
        let newest = entries.iter().rfind(|entry| entry.lane == Lane::Breaking);
        rows.push(vec![item(store, scene, editor.tongue, listed, newest, Press::Breaking)?]);
    }
    rows.push(pages(scene, editor.tongue, Press::BreakingList, skip, articles.len()));
    rows.push(vec![Button::data(scene.say(editor.tongue, "btn-cancel", &args![]), Press::Cancel.encode())]);
    Ok(plain(scene.say(editor.tongue, key, &args![]), Keyboard::of(rows)))
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

/// What is going out, what waits for its time, what went out.
pub(super) fn queue(store: &Reading, scene: &Scene, editor: &Editor, status: &Status) -> Result<Message> {
    let (tongue, zone) = (editor.tongue, scene.newsroom.zone);
    let (mut now, mut recent, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    let mut named = HashSet::new();
    for seq in store.published_between(scene.now - GOING, scene.now + Duration::from_millis(1), LOOKED_AT)? {
        let Some(push) = Push::gather(store, seq, moment(scene.now, zone))? else { continue };
        if push.pending > 0 && !push.entry.stopped {
            named.insert(push.entry.story);
            now.push(going(scene, tongue, &push, status.rate));
            let label = scene.say(tongue, "btn-stop", &args![]);
            let label = format!("{label} {}", text::cut(&push.story.headline, HEADLINE / 2));
            rows.push(vec![Button::data(label, Press::Stop(seq).encode()).styled(Style::Danger)]);
        } else if recent.len() < RECENT && named.insert(push.entry.story) {
            // The copies are the story's, however often it was published.
            let copies = scene.words.count_copies(tongue, u64::from(store.copies(push.entry.article)?));
            recent.push(format!("{} {}, {copies}", scene.clock(push.began), escape(&push.story.headline)));
        }
    }
    for plan in store.waiting_plans()?.iter().filter(|plan| plan.why != Cause::Embargo) {
        now.push(waiting(store, scene, tongue, plan)?);
        let label = scene.say(tongue, "btn-take-back", &args![]);
        rows.push(vec![Button::data(label, Press::TakeBack(plan.id).encode())]);
    }
    let mut text = if now.is_empty() {
        let digests = scene.newsroom.new_reader.digest.iter();
        let next = digests.map(|minute| next_minute(scene.now, zone, *minute)).min();
        let time = next.map_or_else(|| "—".into(), |next| scene.words.time(next, zone));
        scene.say(tongue, "queue-empty", &args![time = time])
    } else {
        format!("{}\n{}", scene.say(tongue, "queue-title", &args![]), now.join("\n"))
    };
    if !recent.is_empty() {
        let title = scene.say(tongue, "queue-recent", &args![]);
        text = format!("{text}\n\n{title}\n{}", recent.join("\n"));
    }
    Ok(plain(text, Keyboard::of(rows)))
}

fn going(scene: &Scene, tongue: Language, push: &Push, rate: u32) -> String {
    let last = scene.now + estimate(push.pending, &Tempo::free(rate)).last;
    let fields = args![
        headline = escape(&push.story.headline),
        sent = push.progress.delivered,
        all = push.all(),
        last = scene.clock(last),
    ];
    scene.say(tongue, "queue-item", &fields)
}

fn waiting(store: &Reading, scene: &Scene, tongue: Language, plan: &Plan) -> Result<String> {
    let headline = store.story(plan.article)?.map(|(story, _)| story.headline).unwrap_or_default();
    let time = plan.due.map_or_else(|| "—".into(), |due| scene.clock(due));
    Ok(scene.say(tongue, "queue-waiting", &args![headline = escape(&headline), time = time]))
}

/// Who did what, newest first.
pub(super) fn log(store: &Reading, scene: &Scene, editor: &Editor) -> Result<Message> {
    let acts = store.acts(ACTS)?;
    if acts.is_empty() {
        return Ok(plain(scene.say(editor.tongue, "log-empty", &args![]), Keyboard::default()));
    }
    let mut lines = vec![scene.say(editor.tongue, "log-title", &args![])];
    let mut counted = HashSet::new();
    for act in &acts {
        // The copies are the story's, and stand with what was done last.
        let story = act.article.map(|article| store.story_number(article)).transpose()?.flatten();
        let first = story.is_some_and(|story| counted.insert(story));
        lines.push(line(store, scene, editor.tongue, act, first)?);
    }
    Ok(plain(lines.join("\n"), Keyboard::default()))
}

fn line(store: &Reading, scene: &Scene, tongue: Language, act: &Act, counts: bool) -> Result<String> {
    let zone = scene.newsroom.zone;
    let time = format!("{} {}", scene.words.date(tongue, act.at, zone), scene.words.time(act.at, zone));
    let who = match act.by {
        Some(by) => escape(&store.staff_name(by)?),
        None if act.what == Deed::Lapse.word() => scene.say(tongue, "who-itself", &args![]),
        None => scene.say(tongue, "who-console", &args![]),
    };
    let key = format!("act-{}", act.what);
    let what = if scene.words.has(&key) { scene.say(tongue, &key, &args![]) } else { escape(&act.what) };
    let Some(article) = act.article else {
        let name = escape(act.detail.as_deref().unwrap_or_default());
        let said = scene.say(tongue, "log-staff", &args![time = time, who = who, act = what, name = name]);
        return Ok(said.trim_end().to_owned()); // an invitation names nobody yet
    };
    let headline = store.story(article)?.map(|(story, _)| escape(&story.headline)).unwrap_or_default();
    let copies = scene.words.count_copies(tongue, u64::from(store.copies(article)?));
    let fields = args![time = time, who = who, act = what, headline = headline, copies = copies];
    Ok(scene.say(tongue, if counts { "log-item" } else { "log-item-again" }, &fields))
}
