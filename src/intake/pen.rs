//! What the desk wrote, over what the file says. In: an article as its file has it now, and the strokes of the desk. Out: the
//! article as it is to be kept, and each stroke as it stands then. A file that says what the desk wrote agrees; one that says what
//! it said before waits to be written; one that says something else leaves the desk's word standing and asks the desk, once.

use std::{borrow::Cow, time::Duration};

use super::{Accepted, Notice, meaning::link};
use crate::{
    article::{Article, ArticleKey, Image, Status, as_picture},
    clock::Time,
    newsroom::Newsroom,
    store::{
        Result, Writing,
        pen::{Field, Stage, Stroke, TEXTS},
    },
};

/// For so long a file that agreed may not come back to something else without the desk being asked: systems write their own copy of
/// a story over ours hours later. After that, what a file says is news.
const REMEMBERED: Duration = Duration::from_secs(7 * 86_400);

/// The words of `status`.
const WITHDRAWN: &str = "withdrawn";

/// The article as the desk wants it; what became of the desk's words is kept.
pub(super) fn overlaid<'a>(
    store: &Writing,
    path: &str,
    article: Cow<'a, Article>,
    newsroom: &Newsroom,
    now: Time,
    accepted: &mut Accepted,
) -> Result<Cow<'a, Article>> {
    let Some(key) = store.article_key(&article.id.0)? else { return Ok(article) };
    let mut strokes = store.strokes(key)?;
    if strokes.is_empty() {
        return Ok(article);
    }
    let known = store.owner_of(&article.id.0)?.and_then(|owner| owner.version);
    if article.version.zip(known).is_some_and(|(new, old)| new < old) {
        return Ok(article); // an older file says nothing
    }
    let says = |field| says(&article, path, newsroom, field);
    if strokes.iter().any(|stroke| stroke.field == Field::File) {
        typed_is_written(store, key, path, says, now)?;
        strokes = store.strokes(key)?;
    }
    let mut followed = Vec::new();
    // What was wrong comes last: it goes with the text.
    for before in strokes {
        let differs = followed.iter().any(|(_, stroke): &(_, Option<Stroke>)| is(stroke.as_ref(), Stage::Differs));
        let after = follow(before.clone(), says(before.field), differs, now);
        followed.push((before, after));
    }
    let is_news = followed.iter().any(|(before, after)| {
        is(after.as_ref(), Stage::Differs) && before.stage != Stage::Differs && before.field != Field::Correction
    });
    if is_news {
        accepted.log.push(format!("{path}: it says something else than the desk wrote; the desk is asked"));
        accepted.notices.push(Notice::Differs { article: key });
    }
    let mut wanted = article.into_owned();
    for (before, after) in followed {
        match after {
            None => store.drop_stroke(key, before.field)?,
            Some(after) => {
                if after != before {
                    store.keep_stroke(key, &after)?;
                }
                set(&mut wanted, after.field, after.wrote);
            }
        }
    }
    Ok(Cow::Owned(wanted))
}

fn is(stroke: Option<&Stroke>, stage: Stage) -> bool {
    stroke.is_some_and(|stroke| stroke.stage == stage)
}

/// The file of a typed story has come to be: whatever was changed since its text was made is a stroke like any other.
fn typed_is_written(
    store: &Writing,
    article: ArticleKey,
    path: &str,
    says: impl Fn(Field) -> Option<String>,
    now: Time,
) -> Result<()> {
    store.file_is_written(article, path)?;
    let Some(lines) = store.lines(article)? else { return Ok(()) };
    for field in TEXTS {
        store.write_field(article, field, (says(field).as_deref(), lines.field(field)), None, now)?;
    }
    Ok(())
}

/// What a file says in a field; nothing, where it is empty.
pub(super) fn says(article: &Article, path: &str, newsroom: &Newsroom, field: Field) -> Option<String> {
    let text = match field {
        Field::File => None,
        Field::Headline => Some(article.headline.clone()),
        Field::Lead => Some(article.lead.clone()),
        Field::Url => link(article, path, newsroom),
        Field::Image => article.image.as_ref().map(|image| Image::as_text(image).to_owned()),
        Field::Correction => article.correction.clone(),
        Field::Status => Some(status(article.status).to_owned()),
    };
    text.filter(|text| !text.is_empty())
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft",
        Status::Published => "published",
        Status::Withheld => "withheld",
        Status::Withdrawn => WITHDRAWN,
    }
}

fn set(article: &mut Article, field: Field, text: Option<String>) {
    match field {
        Field::File => {}
        Field::Headline => article.headline = text.unwrap_or_default(),
        Field::Lead => article.lead = text.unwrap_or_default(),
        Field::Url => article.url = text,
        Field::Image => {
            article.image = text.and_then(|text| as_picture(&text));
            article.site_image = None;
        }
        Field::Correction => article.correction = text,
        Field::Status if text.as_deref() == Some(WITHDRAWN) => article.status = Status::Withdrawn,
        Field::Status => article.status = Status::Published,
    }
}

/// What becomes of a stroke when its file says this; `None`: the file's word counts from now on. `differs`: the file says something
/// else than the desk wrote in the text that this belongs to.
fn follow(stroke: Stroke, says: Option<String>, differs: bool, now: Time) -> Option<Stroke> {
    if says == stroke.wrote {
        let is_over = now.since(stroke.at) > REMEMBERED;
        let is_kept = match stroke.field {
            Field::Correction => stroke.mine.is_some(),
            Field::Status => stroke.mine.is_some() || stroke.wrote.as_deref() == Some(WITHDRAWN),
            _ => true,
        };
        // Until it is restored, it is the desk that withdrew it.
        let is_kept = is_kept && (!is_over || stroke.field == Field::Status);
        return is_kept.then_some(Stroke { stage: Stage::Agreed, other: None, ..stroke });
    }
    if says.is_some() && says == stroke.mine {
        // It was written when the desk wrote again.
        return Some(Stroke { stage: Stage::Due, was: says, mine: None, other: None, ..stroke });
    }
    let waits = matches!(stroke.stage, Stage::Due | Stage::Kept) && says == stroke.was;
    match stroke.field {
        Field::File => Some(stroke),
        _ if waits => Some(waiting(stroke)),
        Field::Status => {
            let stands = stroke.stage != Stage::Agreed && stroke.wrote.as_deref() == Some(WITHDRAWN);
            stands.then_some(Stroke { was: says, stage: Stage::Due, ..stroke })
        }
        Field::Correction => differs.then_some(Stroke { stage: Stage::Differs, other: says, ..stroke }),
        Field::Headline | Field::Lead | Field::Url | Field::Image => Some(text_differs(stroke, says)),
    }
}

/// The file says what it said. What could not be written is tried again, unless the desk has decided against just that.
fn waiting(stroke: Stroke) -> Stroke {
    let stage = if stroke.asked { stroke.stage } else { Stage::Due };
    Stroke { stage, ..stroke }
}

/// The file says something that is neither what it said nor what the desk wrote.
fn text_differs(stroke: Stroke, says: Option<String>) -> Stroke {
    match stroke.stage {
        // It had agreed, and comes back to what the desk has decided against.
        Stage::Agreed if stroke.asked && says == stroke.was => Stroke { stage: Stage::Kept, ..stroke },
        Stage::Differs if says == stroke.was && stroke.other != stroke.was => {
            Stroke { stage: Stage::Due, other: None, ..stroke }
        }
        _ => Stroke { stage: Stage::Differs, other: says, ..stroke },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Time = Time(1_795_410_000_000);

    fn stroke(field: Field, stage: Stage) -> Stroke {
        let text = |text: &str| Some(text.to_owned());
        Stroke {
            field,
            wrote: text(if field == Field::Status { WITHDRAWN } else { "desk" }),
            was: text(if field == Field::Status { "published" } else { "was" }),
            mine: None,
            other: None,
            stage,
            asked: false,
            told: false,
            at: NOW,
        }
    }

    /// The stages through which a stroke goes as its file says one thing after the other; `-`: it is gone.
    fn check(mut stroke: Stroke, says: &str, expected: &str) {
        let mut stages = Vec::new();
        for word in says.split(' ') {
            let word = Some(word.to_owned()).filter(|word| word != "nothing");
            let Some(after) = follow(stroke.clone(), word, false, NOW) else {
                stages.push("-".to_owned());
                break;
            };
            stages.push(format!("{:?}", after.stage).to_lowercase());
            stroke = after;
        }
        assert_eq!(stages.join(" "), expected, "{says}");
    }

    #[test]
    fn a_text_waits_agrees_or_differs() {
        let due = || stroke(Field::Headline, Stage::Due);
        check(due(), "was was desk desk", "due due agreed agreed");
        check(due(), "third third fourth desk", "differs differs differs agreed");
        check(due(), "third was desk", "differs due agreed");
        check(due(), "desk was", "agreed differs");
        check(stroke(Field::Headline, Stage::Kept), "was third", "due differs");
        check(due(), "nothing", "differs");
        let mine = Stroke { mine: Some("earlier".into()), ..due() };
        check(mine, "earlier was desk", "due differs agreed");
        // The desk has decided against what the file said.
        let decided = Stroke { asked: true, ..due() };
        check(decided, "was desk was was third", "due agreed kept kept differs");
        let old = Stroke { at: NOW - REMEMBERED - Duration::from_secs(1), ..due() };
        check(old, "desk", "-");
    }

    #[test]
    fn a_status_stands_until_the_file_agrees_and_then_is_the_files() {
        check(stroke(Field::Status, Stage::Due), "published withheld withdrawn published", "due due agreed -");
        let restored = |stage| Stroke {
            wrote: Some("published".into()),
            was: Some(WITHDRAWN.into()),
            ..stroke(Field::Status, stage)
        };
        check(restored(Stage::Due), "withdrawn published", "due -");
        check(restored(Stage::Due), "withheld", "-");
        let late = Stroke { mine: Some(WITHDRAWN.into()), was: Some("published".into()), ..restored(Stage::Due) };
        check(late, "published withdrawn published", "agreed due -");
    }

    #[test]
    fn what_was_wrong_goes_with_the_text() {
        let correction = || stroke(Field::Correction, Stage::Due);
        check(correction(), "was desk", "due -");
        check(correction(), "third", "-");
        let with_text = follow(correction(), Some("third".into()), true, NOW).unwrap();
        assert_eq!((with_text.stage, with_text.other.as_deref()), (Stage::Differs, Some("third")));
    }
}
