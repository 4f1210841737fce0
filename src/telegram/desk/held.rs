//! What waits for a person, at the desk. In: `/held`, presses. Out: the list, an article with its reasons and what can be
//! done about it, and what the desk is told without asking.

use super::{choice::Choice, press::Press};
use crate::{
    article::{ArticleKey, Language},
    locale::{Words, args},
    message::{Button, Keyboard, Message, Style, escape, still, text},
    store::{
        Reading, Result,
        articles::Listed,
        held::{Reason, Waiting},
    },
    telegram::{answer::text as plain, scene::Scene, staff::Editor},
};

/// How many articles a page has.
const PAGE: u32 = 8;
/// A page further back than this is not asked for by our own buttons.
const LAST: u32 = 100_000;
/// The most code points of a headline on a button.
const HEADLINE: usize = 60;
/// The most code points of a name, a key or a value in a reason.
const NAME: usize = 60;

/// `/held`: all that waits, newest first.
pub(super) fn list(store: &Reading, scene: &Scene, editor: &Editor, skip: u32) -> Result<Message> {
    let (tongue, count) = (editor.tongue, store.count_held()?);
    let found = store.held(skip.min(LAST), PAGE + 1)?;
    let title = match count {
        0 => scene.say(tongue, "held-empty", &args![]),
        count => scene.say(tongue, "held-title", &args![count = count]),
    };
    let item = |(listed, _): &Waiting| {
        let headline = text::cut(&listed.story.headline, HEADLINE);
        vec![Button::data(headline, Press::Held(listed.story.key).encode())]
    };
    let mut rows: Vec<Vec<Button>> = found.iter().take(PAGE as usize).map(item).collect();
    let page = |key: &str, skip| Button::data(scene.say(tongue, key, &args![]), Press::HeldList(skip).encode());
    let mut row = Vec::new();
    if skip > 0 {
        row.push(page("page-newer", skip.saturating_sub(PAGE)));
    }
    if found.len() > PAGE as usize {
        row.push(page("page-older", skip + PAGE));
    }
    rows.push(row);
    Ok(plain(title, Keyboard::of(rows)))
}

/// One article that waits, and what can be done about it; `None`: it does not wait any more.
pub(super) fn card(store: &Reading, scene: &Scene, editor: &Editor, article: ArticleKey) -> Result<Option<Message>> {
    let tongue = editor.tongue;
    let Some(hold) = store.hold(article)? else { return Ok(None) };
    let Some(listed) = store.listed(article)?.filter(is_held) else { return Ok(None) };
    let mut rows = Vec::new();
    if hold.reasons.iter().any(Reason::wants_rubric) {
        let choice = |rubric: &crate::newsroom::Rubric| {
            Button::data(rubric.label(tongue), Press::ReleaseIn(Choice { article, bit: rubric.bit }).encode())
        };
        let choices: Vec<Button> = scene.newsroom.rubrics.iter().map(choice).collect();
        rows.extend(choices.chunks(2).map(<[Button]>::to_vec));
    } else {
        let label = scene.say(tongue, "btn-held-release", &args![]);
        rows.push(vec![Button::data(label, Press::Release(article).encode())]);
    }
    let label = scene.say(tongue, "btn-held-drop", &args![]);
    rows.push(vec![Button::data(label, Press::Drop(article).encode()).styled(Style::Danger)]);
    Ok(Some(plain(line(&scene.words, tongue, &(listed, hold.reasons)), Keyboard::of(rows))))
}

fn is_held(listed: &Listed) -> bool {
    listed.readiness == crate::store::articles::Readiness::Held
}

/// Headline and reasons, as the desk reads them.
pub(super) fn line(words: &Words, tongue: Language, (listed, reasons): &Waiting) -> String {
    let reasons: Vec<String> = reasons.iter().map(|reason| said(words, tongue, reason)).collect();
    let fields = args![headline = still(&listed.story.headline), reasons = reasons.join("\n")];
    words.say(tongue, "held-item", &fields)
}

/// A reason, with the line that would mend it.
pub(super) fn said(words: &Words, tongue: Language, reason: &Reason) -> String {
    let short = |text: &str| escape(&text::cut(text, NAME));
    match reason {
        Reason::Rubric { name } => words.say(tongue, "held-rubric", &args![name = short(&quotable(name))]),
        Reason::NoRubric => words.say(tongue, "held-no-rubric", &args![]),
        Reason::NoLink => words.say(tongue, "held-no-link", &args![]),
        Reason::ForeignLink { host } => words.say(tongue, "held-foreign-link", &args![host = short(host)]),
        Reason::Key { key, value } => words.say(tongue, "held-key", &args![key = short(key), value = short(value)]),
        Reason::SecondFile { id, file } => {
            words.say(tongue, "held-second-file", &args![id = short(id), file = short(file)])
        }
        Reason::Alike { file, .. } => words.say(tongue, "held-alike", &args![file = short(file)]),
    }
}

/// As it may stand between the quotes of the newsroom's file.
pub(super) fn quotable(name: &str) -> String {
    name.replace('\\', "\\\\").replace('"', "\\\"")
}
