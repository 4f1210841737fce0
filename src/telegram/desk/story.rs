//! One article at the desk: finding it, its card, the message as readers will see it, its numbers.

use url::Url;

use super::{Editor, confirm::Question, draft::Draft, plain};
use crate::{
    article::{ArticleKey, Form, Language, Story},
    delivery::audience::{Obstacle, Tempo, moment, obstacle},
    locale::args,
    message::{Button, Keyboard, Message, escape},
    newsroom::Newsroom,
    report::Push,
    store::{
        Lane, Reading, Result,
        articles::{Listed, Readiness},
        plans::Why,
    },
    telegram::{
        answer::{Answer, Reply, Target},
        room::Room,
        scene::Scene,
    },
};

/// The number in `412` and `a412`.
pub(super) fn number(which: &str) -> Option<ArticleKey> {
    let digits = which.strip_prefix(['a', 'A', '№']).unwrap_or(which);
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok().map(ArticleKey)).flatten()
}

/// Whether a text is one link and nothing else.
pub(super) fn is_link(text: &str) -> bool {
    !text.contains(char::is_whitespace) && Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

/// Whether a link is that of an article.
pub(super) async fn is_known(room: &Room, link: &str) -> Result<bool> {
    let (link, newsroom) = (link.to_owned(), room.newsroom.borrow().clone());
    room.store.read(move |store| Ok(find(store, &newsroom, &link)?.is_some())).await
}

/// The article that is meant by its number, `a412`, its id or a link to its page, with whatever parameters.
pub(super) fn find(store: &Reading, newsroom: &Newsroom, which: &str) -> Result<Option<ArticleKey>> {
    let which = which.trim();
    if let Some(key) = number(which)
        && store.listed(key)?.is_some()
    {
        return Ok(Some(key));
    }
    if let Some(key) = store.article_key(which)? {
        return Ok(Some(key));
    }
    let Ok(link) = newsroom.url.join(which) else { return Ok(None) };
    if !is_link(link.as_str()) || !is_link(which) && !which.starts_with('/') {
        return Ok(None);
    }
    let mut bare = link.clone();
    bare.set_fragment(None);
    let mut candidates = vec![link.to_string(), bare.to_string()];
    bare.set_query(None);
    candidates.push(bare.to_string());
    candidates.push(bare.as_str().trim_end_matches('/').to_owned());
    for candidate in candidates {
        if let Some(key) = store.article_by_url(&candidate)? {
            return Ok(Some(key));
        }
    }
    Ok(None)
}

/// The sentence that says what stands in the way, and what to do.
pub(super) fn obstacle_text(scene: &Scene, tongue: Language, obstacle: Obstacle) -> String {
    let key = match obstacle {
        Obstacle::Draft => "no-draft",
        Obstacle::Embargo(until) => {
            let zone = scene.newsroom.zone;
            let time = format!("{} {}", scene.words.date(tongue, until, zone), scene.words.time(until, zone));
            return scene.say(tongue, "no-embargo", &args![time = time]);
        }
        Obstacle::Withheld => "no-withheld",
        Obstacle::Withdrawn => "no-withdrawn",
        Obstacle::Held => "no-rubric",
        Obstacle::SetAside => "no-set-aside",
    };
    scene.say(tongue, key, &args![])
}

/// The way to a publication begins: the very message that readers will get, then the first question.
pub(super) fn begin(
    store: &Reading,
    scene: &Scene,
    editor: &Editor,
    target: Target,
    (lane, article): (Lane, ArticleKey),
    tempo: Tempo,
) -> Result<Answer> {
    let Some(listed) = store.listed(article)? else { return Ok(super::unknown(scene, editor, target)) };
    if let Some(obstacle) = obstacle(store, &listed, scene.now)? {
        let text = obstacle_text(scene, editor.tongue, obstacle);
        return Ok(Answer::say(target, plain(text, Keyboard::default())));
    }
    let draft = Draft::new(lane, article, listed.story.revision, scene.now);
    let Some(question) = Question::new(store, scene, editor.tongue, draft, tempo)? else {
        return Ok(super::unknown(scene, editor, target));
    };
    let card = question.card()?;
    Ok(Answer::default().and(preview(store, scene, target, lane, listed.story)?).and(Reply::Say(target, card)))
}

/// The message as readers will see it.
pub(super) fn preview(store: &Reading, scene: &Scene, target: Target, lane: Lane, story: Story) -> Result<Reply> {
    let renderer = scene.renderer();
    let form = store.story(story.key)?.map_or(Form::Photo, |(_, form)| form);
    let render = |form| match lane {
        Lane::Breaking => renderer.breaking(&story, form),
        Lane::News => renderer.push(&story, form),
    };
    let (message, text) = (render(form), render(form.max(Form::Formatted)));
    Ok(Reply::Preview(target, Box::new(story), message, text))
}

/// The card of an article; `None`: there is none.
pub(super) fn card(store: &Reading, scene: &Scene, editor: &Editor, article: ArticleKey) -> Result<Option<Message>> {
    let Some(listed) = store.listed(article)? else { return Ok(None) };
    let (story, tongue) = (&listed.story, editor.tongue);
    let rubric = scene.renderer().rubric(story).map_or_else(String::new, |rubric| rubric.label(tongue));
    let fields = args![
        headline = escape(&story.headline),
        rubric = escape(&rubric),
        language = scene.say(tongue, &format!("language-{}", story.language.code()), &args![]),
        time = scene.words.time(story.published, scene.newsroom.zone),
        number = article.to_string(),
        state = state(store, scene, tongue, &listed)?,
    ];
    let text = scene.say(tongue, "story", &fields);
    let button = |key: &str, data: String| Button::data(scene.say(tongue, key, &args![]), data);
    let mut rows = Vec::new();
    if obstacle(store, &listed, scene.now)?.is_none() {
        rows.push(vec![button("btn-breaking", format!("d:b:{article}")), button("btn-push", format!("d:p:{article}"))]);
    }
    let mut row = vec![button("btn-preview", format!("d:v:{article}"))];
    if listed.pushed.is_some() {
        row.push(button("btn-numbers", format!("d:i:{article}")));
    }
    rows.push(row);
    Ok(Some(plain(text, Keyboard::of(rows))))
}

/// «Разослана 14:05, 12 копий · Айгүл»
fn state(store: &Reading, scene: &Scene, tongue: Language, listed: &Listed) -> Result<String> {
    let clock = |at| scene.words.time(at, scene.newsroom.zone);
    let at = moment(scene.now, scene.newsroom.zone);
    match listed.readiness {
        Readiness::Ready => {}
        Readiness::Draft => return Ok(scene.say(tongue, "state-draft", &args![])),
        Readiness::Withdrawn => return Ok(obstacle_text(scene, tongue, Obstacle::Withdrawn)),
        Readiness::Withheld => return Ok(obstacle_text(scene, tongue, Obstacle::Withheld)),
        Readiness::Held => return Ok(obstacle_text(scene, tongue, Obstacle::Held)),
    }
    if let Some(embargo) = listed.embargo.filter(|embargo| *embargo > scene.now) {
        return Ok(scene.say(tongue, "state-embargo", &args![time = clock(embargo)]));
    }
    let planned = store.plans_of(listed.story.key)?;
    if let Some(due) = planned.iter().filter(|plan| plan.why == Why::Scheduled).find_map(|plan| plan.due) {
        return Ok(scene.say(tongue, "later-set", &args![time = clock(due)]));
    }
    let Some(push) = Push::newest(store, listed.story.key, at)? else {
        return Ok(scene.say(tongue, "state-waiting", &args![]));
    };
    if push.is_breaking() && push.pending > 0 {
        return Ok(scene.say(tongue, "state-partial", &args![done = push.progress.ended(), all = push.all()]));
    }
    let copies = scene.words.count_copies(tongue, u64::from(store.copies(listed.story.key)?));
    let nobody = if push.is_breaking() { "who-console" } else { "who-itself" };
    let who = push.who.as_ref().map_or_else(|| scene.say(tongue, nobody, &args![]), |who| escape(who));
    Ok(scene.say(tongue, "state-sent", &args![time = clock(push.began), copies = copies, who = who]))
}

/// The numbers of an article's newest publication.
pub(super) fn numbers(store: &Reading, scene: &Scene, tongue: Language, article: ArticleKey) -> Result<String> {
    let at = moment(scene.now, scene.newsroom.zone);
    Ok(match Push::newest(store, article, at)? {
        Some(push) => push.text(&scene.words, &scene.newsroom, tongue),
        None => scene.say(tongue, "state-waiting", &args![]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_articles() {
        let check = |text: &str, expected: Option<i64>| assert_eq!(number(text), expected.map(ArticleKey), "{text}");
        check("412", Some(412));
        check("a412", Some(412));
        check("№412", Some(412));
        check("a", None);
        check("a4b", None);
        check("about", None);
        check("99999999999999999999", None);
        check("", None);
    }

    #[test]
    fn links_alone() {
        let check = |text: &str, expected| assert_eq!(is_link(text), expected, "{text}");
        check("https://vecher.kz/a/1", true);
        check("http://vecher.kz", true);
        check("vecher.kz/a/1", false);
        check("см. https://vecher.kz", false);
        check("метро", false);
        check("tg://resolve?domain=x", false);
    }
}
