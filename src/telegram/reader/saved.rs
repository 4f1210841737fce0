//! `/saved`: what a chat keeps for later, paged in place, with a button to remove each story, and one to undo that. A story that may
//! not be shown any more says so in its line.

use super::{press::Press as Pressing, shelf::Press, talk::Talk};
use crate::{
    article::ArticleKey,
    clock::Time,
    locale::args,
    message::{Button, Keyboard, Message, escape, html::without_empty_links, text},
    store::{Result, articles::Readiness, saved::Saved},
    telegram::{
        answer::{self, Answer, Reply},
        update::Pressed,
    },
};

/// Stories on a page.
const PAGE: usize = 8;
/// Buttons in a row.
const COLUMNS: usize = 4;
/// The most code points of a headline in the list.
const HEADLINE: usize = 200;

/// `/saved`, in a new message.
pub(in crate::telegram) fn show(talk: &Talk, _: &str) -> Result<Answer> {
    Ok(Answer::say(talk.target(), page(talk, 0, None)?))
}

/// Answers a press, in place.
pub(super) fn pressed(talk: &Talk, pressed: &Pressed, press: Press) -> Result<Answer> {
    let Some(chat) = &talk.chat else { return talk.stale(pressed, "/saved") };
    let (toast, page) = match press {
        Press::Page(skip) => (String::new(), page(talk, skip, None)?),
        Press::Remove(story, skip) => {
            let at = talk.store.unsave(chat.key, story)?;
            let undo = at.map(|at| Press::Restore(story, at, skip));
            (talk.say("toast-saved-removed", &args![]), page(talk, skip, undo)?)
        }
        Press::Restore(story, at, skip) => {
            let toast =
                save(talk, story, at.min(talk.scene.now))?.unwrap_or_else(|| talk.say("toast-undone", &args![]));
            (toast, page(talk, skip, None)?)
        }
    };
    let edit = Reply::Edit(pressed.address.chat, pressed.message, page);
    Ok(Answer::toast(&pressed.query, toast).and(edit))
}

/// Saves a story; what is said where the list is full.
pub(super) fn save(talk: &Talk, story: ArticleKey, at: Time) -> Result<Option<String>> {
    let Some(chat) = &talk.chat else { return Ok(None) };
    let max = crate::store::saved::MOST;
    Ok((!talk.store.save(chat.key, story, at)?).then(|| talk.say("toast-saved-full", &args![max = max])))
}

fn page(talk: &Talk, skip: usize, undo: Option<Press>) -> Result<Message> {
    let saved = talk.chat.as_ref().map_or(Ok(Vec::new()), |chat| talk.store.saved(chat.key))?;
    // The last story of the last page may have been removed.
    let skip = skip.min(saved.len().saturating_sub(1) / PAGE * PAGE);
    let shown: Vec<(usize, Saved)> = (1..).zip(saved.iter().copied()).skip(skip).take(PAGE).collect();
    let mut lines = Vec::with_capacity(shown.len());
    for (number, saved) in &shown {
        lines.push(line(talk, *number, saved.article)?);
    }
    let lines = if lines.is_empty() { talk.say("saved-empty", &args![]) } else { lines.join("\n") };
    let said = format!("{}\n\n{lines}", talk.say("saved-title", &args![]));
    let button = |label, press: Press| Button::data(label, Pressing::Saved(press).encode());
    let remove = |(number, saved): &(usize, Saved)| {
        button(talk.say("btn-saved-remove", &args![number = *number]), Press::Remove(saved.article, skip))
    };
    let removes: Vec<Button> = shown.iter().map(remove).collect();
    let mut rows: Vec<Vec<Button>> = removes.chunks(COLUMNS).map(<[Button]>::to_vec).collect();
    let turn = |key, skip| button(talk.say(key, &args![]), Press::Page(skip));
    let newer = (skip > 0).then(|| turn("page-newer", skip.saturating_sub(PAGE)));
    let older = (saved.len() > skip + PAGE).then(|| turn("page-older", skip + PAGE));
    rows.push(newer.into_iter().chain(older).collect());
    rows.push(undo.into_iter().map(|undo| button(talk.say("btn-undo", &args![]), undo)).collect());
    Ok(answer::text(said, Keyboard::of(rows)))
}

/// «3. headline»; what readers may not see any more says that it is gone.
fn line(talk: &Talk, number: usize, story: ArticleKey) -> Result<String> {
    let now = talk.scene.now;
    let listed = talk.store.listed(story)?.filter(|listed| {
        let seen = matches!(listed.readiness, Readiness::Ready | Readiness::Expired);
        seen && listed.embargo.is_none_or(|until| until <= now)
    });
    let Some(listed) = listed else {
        return Ok(format!("{number}. {}", talk.say("retracted-line", &args![])));
    };
    let renderer = talk.scene.renderer();
    let headline = escape(&text::cut(&renderer.headline(&listed.story), HEADLINE));
    let url = escape(&renderer.link(&listed.story).unwrap_or_default());
    let line = talk.say("saved-item", &args![number = number, url = url, headline = headline]);
    Ok(without_empty_links(&line).into_owned())
}
