//! One article at the desk: its card, the message as readers will see it, its numbers.

use super::{confirm::Question, draft::Draft, mend::Mend, press::Press};
use crate::{
    acts::{
        Deed, guard,
        reach::{Tempo, moment},
        retract::retracted,
    },
    article::{ArticleKey, Form, Language, Story},
    delivery::obstacle::{Obstacle, obstacle},
    locale::args,
    message::{Button, Keyboard, Message, escape, still},
    report::Push,
    store::{
        Entry, Lane, Reading, Result,
        articles::{Listed, Readiness},
        plans::Cause,
        staff::Role,
    },
    telegram::{
        answer::{Answer, Reply, Target, text as plain},
        scene::Scene,
        staff::Editor,
    },
};

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
        Obstacle::Held => "no-held",
        Obstacle::Expired => "no-expired-story",
        Obstacle::SetAside => "no-set-aside",
    };
    scene.say(tongue, key, &args![])
}

/// The sentence that says that a link leads to another site.
pub(super) fn foreign_link(scene: &Scene, tongue: Language) -> String {
    scene.say(tongue, "no-foreign-link", &args![site = escape(scene.newsroom.site.in_language(tongue))])
}

/// The way to a publication begins: the very message that readers will get, of each language, then the first question.
pub(super) fn begin(
    store: &Reading,
    scene: &Scene,
    editor: &Editor,
    target: Target,
    (lane, article, asked): (Lane, ArticleKey, u8),
    tempo: Tempo,
) -> Result<Answer> {
    let unknown = || Answer::say(target, plain(scene.say(editor.tongue, "no-story", &args![]), Keyboard::default()));
    let Some(listed) = store.listed(article)? else { return Ok(unknown()) };
    if let Some(obstacle) = obstacle(store, &listed, scene.now)? {
        let text = obstacle_text(scene, editor.tongue, obstacle);
        return Ok(Answer::say(target, plain(text, Keyboard::default())));
    }
    let foreign = guard::foreign_site(store, &scene.newsroom, (article, lane), scene.now)?;
    if foreign.is_some() && editor.role < Role::Admin {
        return Ok(Answer::say(target, plain(foreign_link(scene, editor.tongue), Keyboard::default())));
    }
    let draft = Draft::new(lane, article, store.revision_of_push(article, lane, scene.now)?, scene.now).knowing(asked);
    let Some(question) = Question::new(store, scene, editor.tongue, draft, tempo)? else {
        return Ok(unknown());
    };
    let mut answer = Answer::default().and(preview(store, scene, target, lane, listed.story)?);
    // Readers of another language get the store's own translation, so the editor sees that too.
    for (part, _) in store.parts(article, lane, 0, scene.now)?.into_iter().filter(|(part, _)| *part != article) {
        if let Some((translation, _)) = store.story(part)? {
            answer = answer.and(preview(store, scene, target, lane, translation)?);
        }
    }
    Ok(answer.and(Reply::Say(target, question.card()?)))
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
        headline = still(&story.headline),
        rubric = escape(&rubric),
        language = scene.say(tongue, &format!("language-{}", story.language.code()), &args![]),
        time = scene.clock(story.published),
        number = article.to_string(),
        state = state(store, scene, tongue, &listed)?,
    ];
    let text = scene.say(tongue, "story", &fields);
    let button = |key: &str, press: Press| Button::data(scene.say(tongue, key, &args![]), press.encode());
    let mend = |key: &str, press: Mend| Button::data(scene.say(tongue, key, &args![]), press.encode());
    let obstacle = obstacle(store, &listed, scene.now)?;
    let mut rows = Vec::new();
    if obstacle.is_none() {
        let mut row = vec![button("btn-breaking", Press::Breaking(article)), button("btn-push", Press::Push(article))];
        if story.rubrics & 1 == 0 {
            row.push(button("btn-main", Press::Main(article)));
        }
        rows.push(row);
    }
    let mut row = Vec::new();
    if matches!(obstacle, None | Some(Obstacle::Embargo(_))) {
        row.push(button("btn-later", Press::Later(article)));
    }
    if retracted(store, article)?.is_some() {
        row.push(mend("btn-restore", Mend::Restore(article)));
    } else if !matches!(listed.readiness, Readiness::Draft | Readiness::Withdrawn) {
        row.push(mend("btn-correct", Mend::Correct(article)));
        row.push(mend("btn-retract", Mend::Retract(article)));
    }
    rows.push(row);
    let mut row = vec![button("btn-preview", Press::Preview(article))];
    if listed.pushed.is_some() {
        row.push(button("btn-numbers", Press::Numbers(article)));
    }
    rows.push(row);
    Ok(Some(plain(text, Keyboard::of(rows))))
}

/// «Разослана 14:05, 12 копий · Айгүл»
pub(super) fn state(store: &Reading, scene: &Scene, tongue: Language, listed: &Listed) -> Result<String> {
    let clock = |at| scene.clock(at);
    let at = moment(scene.now, scene.newsroom.zone);
    match listed.readiness {
        Readiness::Ready => {}
        Readiness::Draft => return Ok(scene.say(tongue, "state-draft", &args![])),
        Readiness::Withdrawn => return withdrawn(store, scene, tongue, listed.story.key),
        Readiness::Withheld => return Ok(obstacle_text(scene, tongue, Obstacle::Withheld)),
        Readiness::Held => return Ok(obstacle_text(scene, tongue, Obstacle::Held)),
        Readiness::Expired => return Ok(obstacle_text(scene, tongue, Obstacle::Expired)),
    }
    if let Some(embargo) = listed.embargo.filter(|embargo| *embargo > scene.now) {
        return Ok(scene.say(tongue, "state-embargo", &args![time = clock(embargo)]));
    }
    let planned = store.plans_of(listed.story.key)?;
    if let Some(due) = planned.iter().filter(|plan| plan.why == Cause::Scheduled).find_map(|plan| plan.due) {
        return Ok(scene.say(tongue, "later-set", &args![time = clock(due)]));
    }
    let Some(push) = Push::newest(store, listed.story.key, at)? else {
        return Ok(scene.say(tongue, "state-waiting", &args![]));
    };
    if push.is_breaking() && push.pending > 0 {
        return Ok(scene.say(tongue, "state-partial", &args![done = push.progress.ended(), all = push.all()]));
    }
    if push.entry.stopped {
        let left = store.pending_for(&Entry { stopped: false, ..push.entry.clone() }, at)?;
        let done = push.progress.ended();
        return Ok(scene.say(tongue, "state-stopped", &args![done = done, all = done.saturating_add(left)]));
    }
    let copies = store.copies(listed.story.key)?;
    if copies == 0 {
        return Ok(scene.say(tongue, "state-nobody", &args![time = clock(push.began)]));
    }
    let copies = scene.words.count_copies(tongue, u64::from(copies));
    let nobody = if push.is_breaking() { "who-console" } else { "who-itself" };
    let who = push.who.as_ref().map_or_else(|| scene.say(tongue, nobody, &args![]), |who| escape(who));
    Ok(scene.say(tongue, "state-sent", &args![time = clock(push.began), copies = copies, who = who]))
}

/// «Снята 14:05 · Айгүл», or that its file withdraws it.
fn withdrawn(store: &Reading, scene: &Scene, tongue: Language, article: ArticleKey) -> Result<String> {
    let first = retracted(store, article)?;
    let act = first.map(|first| store.last_act(first, Deed::Retract.word())).transpose()?.flatten();
    let Some(act) = act else { return Ok(obstacle_text(scene, tongue, Obstacle::Withdrawn)) };
    let who = match act.by {
        Some(by) => escape(&store.staff_name(by)?),
        None => scene.say(tongue, "who-console", &args![]),
    };
    Ok(scene.say(tongue, "state-withdrawn", &args![time = scene.clock(act.at), who = who]))
}

/// The numbers of an article's newest publication.
pub(super) fn numbers(store: &Reading, scene: &Scene, tongue: Language, article: ArticleKey) -> Result<String> {
    let at = moment(scene.now, scene.newsroom.zone);
    Ok(match Push::newest(store, article, at)? {
        Some(push) => push.text(&scene.words, &scene.newsroom, tongue),
        None => scene.say(tongue, "state-waiting", &args![]),
    })
}
