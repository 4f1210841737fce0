//! Taking one file in. In: what the watcher saw, inside a write transaction. Out: rows, and what is to be told.

use std::{borrow::Cow, path::Path, time::Duration};

use super::{
    Notice,
    feeds::FOLDER,
    identity::{Identity, Place, identify},
    meaning::{Action, Before, decide, facts, is_archive, link},
    pen::overlaid,
    sight::Arrival,
    watch::{Seen, is_there},
    ways::page,
};
use crate::{
    article::{Article, ArticleKey, Fault, Status},
    clock::{Moment, Time},
    newsroom::Newsroom,
    store::{
        Lane, Result, Volume, Writing,
        articles::{Kept, Readiness, Submission},
        held::Reason,
        identities::Owner,
        log::Publication,
        plans::{Cause, Plan},
    },
};

/// What came of a file.
#[derive(Debug, Default)]
pub struct Accepted {
    /// For the log.
    pub log: Vec<String>,
    /// For the desk.
    pub notices: Vec<Notice>,
    /// Files that may be another article now, though nothing in them has changed.
    pub again: Vec<String>,
}

/// Takes in what was seen.
pub fn accept(
    store: &Writing,
    seen: &Seen,
    folder: &Path,
    newsroom: &Newsroom,
    arrival: Arrival,
    max_age: Duration,
    moment: &Moment,
) -> Result<Accepted> {
    let (mut accepted, now) = (Accepted::default(), moment.now());
    match seen {
        Seen::Looked { first } => {
            if *first {
                store.begin(now)?;
            }
            if store.is_desk_behind()? {
                accepted.notices.push(Notice::DeskIsBehind);
            }
        }
        Seen::Gone { path } => {
            if let Some(article) = store.article_at(path)? {
                accepted.again = store.copies_of(&article.id)?;
            }
            gone(store, path, &mut accepted)?;
        }
        Seen::Opened { path } => {
            store.folder_is_readable(path)?;
            solved(store, path, &mut accepted)?;
        }
        Seen::Fault { path, fault } if fault.ignored && store.article_at(path)?.is_none() => {
            if store.clear_fault(path)? {
                accepted.notices.push(Notice::Solved { path: path.clone() });
            }
            accepted.log.push(format!("{path}: passed over: {fault}"));
        }
        Seen::Fault { path, fault } => {
            store.file_is_unreadable(path)?;
            if store.note_fault(path, fault, now)? {
                accepted.notices.push(Notice::Fault { path: path.clone(), fault: fault.clone() });
            }
        }
        Seen::Article { path, article, .. } => {
            let arrival = by_feed(store, path, arrival)?;
            read(store, path, article, folder, newsroom, arrival, max_age, moment, &mut accepted)?;
        }
    }
    Ok(accepted)
}

/// A feed's story may have been there since the feed was last read.
fn by_feed(store: &Writing, path: &str, arrival: Arrival) -> Result<Arrival> {
    let unseen = if path.starts_with(FOLDER) { store.unseen_by_feed(path)? } else { None };
    Ok(unseen.map_or(arrival, |unseen| arrival.by_feed(unseen)))
}

/// Finds out which article this is, and takes it.
#[allow(clippy::too_many_arguments)]
fn read(
    store: &Writing,
    path: &str,
    article: &Article,
    folder: &Path,
    newsroom: &Newsroom,
    arrival: Arrival,
    max_age: Duration,
    moment: &Moment,
    accepted: &mut Accepted,
) -> Result<()> {
    let place = place(path, article, folder, newsroom, arrival, max_age, moment);
    let mut identity = identify(store, &place)?;
    if identity.says_nothing {
        return leave(store, path, identity.before, accepted);
    }
    if let Some(owner) = store.owner_of(&identity.id.0)?
        && let Some(before) = owner.path.filter(|before| before != path && !(place.stands)(before))
    {
        accepted.log.push(format!("{path}: taken for article {}, whose file was {before}", owner.key));
    }
    let (copies, called) = (identity.copies.take(), std::mem::take(&mut identity.called));
    let called = (!matches!(copies, Some(Reason::SecondFile { .. }))).then_some(called);
    let article = identified(store, path, article, identity, accepted)?;
    let article = overlaid(store, path, article, newsroom, moment.now(), accepted)?;
    let key = take(store, path, &article, copies, newsroom, arrival, max_age, moment, accepted)?;
    store.is_called(key, called.as_deref())
}

/// A file with an article in it, as [`identify`] wants it.
pub(super) fn place<'a>(
    path: &'a str,
    article: &'a Article,
    folder: &'a Path,
    newsroom: &Newsroom,
    arrival: Arrival,
    max_age: Duration,
    moment: &Moment,
) -> Place<'a, impl Fn(&str) -> bool> {
    let came_out = article.came_out.unwrap_or(arrival.came);
    Place {
        path,
        article,
        language: article.language.unwrap_or(newsroom.language),
        zone: newsroom.zone,
        page: page(link(article, path, newsroom).as_deref()),
        is_old: arrival.unseen_until.since(came_out) > max_age,
        now: moment.now(),
        stands: |other: &str| is_there(folder, other),
    }
}

/// The file says nothing, since another one speaks for its article; what it was taken for before, and waited, is not there.
fn leave(store: &Writing, path: &str, before: Option<Owner>, accepted: &mut Accepted) -> Result<()> {
    if let Some(before) = before {
        store.file_is_gone(path)?;
        store.leaves_file(before.key)?;
    }
    solved(store, path, accepted)
}

/// Nothing is wrong with it any more.
fn solved(store: &Writing, path: &str, accepted: &mut Accepted) -> Result<()> {
    if store.clear_fault(path)? {
        accepted.notices.push(Notice::Solved { path: path.to_owned() });
    }
    Ok(())
}

/// The article under the name that it has here.
fn identified<'a>(
    store: &Writing,
    path: &str,
    article: &'a Article,
    identity: Identity,
    accepted: &mut Accepted,
) -> Result<Cow<'a, Article>> {
    if let Some(before) = identity.before {
        accepted.again.extend(store.copies_of(&before.id)?);
        match store.known(&before.id)?.is_some_and(|known| known.readiness == Readiness::Held) {
            true => drop(store.file_is_gone(path)?), // what waited has found its place, or its name
            false => gone(store, path, accepted)?,   // another story has taken its place
        }
        store.leaves_file(before.key)?;
    }
    Ok(match identity.id == article.id {
        true => Cow::Borrowed(article),
        false => Cow::Owned(Article { id: identity.id, ..article.clone() }),
    })
}

/// What was not sent of it is taken back.
fn gone(store: &Writing, path: &str, accepted: &mut Accepted) -> Result<()> {
    let articles = store.file_is_gone(path)?;
    let was_bad = store.clear_fault(path)?;
    if was_bad && articles.is_empty() {
        accepted.notices.push(Notice::Solved { path: path.to_owned() });
    }
    for article in articles {
        accepted.log.push(format!("{path}: the file is gone; what waited for article {article} is taken back"));
        accepted.notices.push(Notice::TakenBack { path: path.to_owned(), article });
    }
    Ok(())
}

#[allow(clippy::too_many_arguments)]
fn take(
    store: &Writing,
    path: &str,
    article: &Article,
    copies: Option<Reason>,
    newsroom: &Newsroom,
    arrival: Arrival,
    max_age: Duration,
    moment: &Moment,
    accepted: &mut Accepted,
) -> Result<ArticleKey> {
    let now = moment.now();
    let known = store.known(&article.id)?;
    let (hold, plans) = match &known {
        Some(known) => (store.hold(known.key)?, store.plans_of(known.key)?),
        None => (None, Vec::new()),
    };
    let embargo = plans.iter().find(|plan| plan.why == Cause::Embargo);
    let before = Before { known, hold, embargoed: embargo.is_some() };
    let is_old = before.known.is_none() && is_archive(article, &before, arrival, max_age);
    let copies = copies.filter(|_| !is_old); // an archive may say a thing twice
    let (facts, reasons) = facts(article, path, copies, newsroom, &before, arrival, moment);
    let kept = store.keep(&facts, now)?;
    store.file_is_read(kept.key)?;
    let action = decide(article, &facts, &kept, &before, arrival, newsroom, max_age, moment);
    let action = if goes_with_another(store, &kept, &facts, now)? { Action::TakeBack } else { action };
    act(store, action, kept.key, embargo, path, now, accepted)?;
    warn(store, path, &article.warnings, now, accepted)?;
    if kept.outdated {
        return Ok(kept.key);
    }
    take_along(store, article.status, &kept, &before, path, now, accepted)?;
    expire(store, article, &facts, &plans, kept.key, now)?;
    if facts.readiness != Readiness::Held {
        store.forget_held(kept.key)?;
        return Ok(kept.key);
    }
    let released = before.was_kept_back().then_some(now);
    if store.keep_held(kept.key, &reasons, released, now)? {
        let why = reasons.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        accepted.log.push(format!("{path}: held as article {}, nobody gets it: {why}", kept.key));
        accepted.notices.push(Notice::DeskIsBehind);
    }
    Ok(kept.key)
}

/// What comes to be published of a story that was withdrawn is withdrawn with it.
fn goes_with_another(store: &Writing, kept: &Kept, facts: &Submission, now: Time) -> Result<bool> {
    if kept.outdated || facts.readiness != Readiness::Ready {
        return Ok(false);
    }
    let Some(by) = store.withdrawn_sibling(kept.key)? else { return Ok(false) };
    store.retract_with(kept.key, by, now)?;
    Ok(true)
}

/// A retraction takes the whole story, in all languages; its end brings all of it back.
fn take_along(
    store: &Writing,
    status: Status,
    kept: &Kept,
    before: &Before,
    path: &str,
    now: Time,
    accepted: &mut Accepted,
) -> Result<()> {
    let key = kept.key;
    let was_sent = before.known.as_ref().is_some_and(|known| known.in_log);
    let stood = before.known.as_ref().is_some_and(|known| known.readiness != Readiness::Withdrawn);
    if was_sent && stood && status == Status::Withdrawn {
        accepted.log.push(format!("{path}: article {key} is withdrawn, and its copies with it"));
    } else if was_sent && kept.changed {
        accepted.log.push(format!("{path}: article {key} has changed since it was published; its copies follow"));
    }
    if status != Status::Published {
        store.says_itself(key)?;
    }
    if status == Status::Withdrawn {
        return if was_sent { store.retract_story(key, now) } else { Ok(()) };
    }
    for other in store.restore_story(key, now)? {
        let seq = store.publish(&news(other), now)?;
        accepted.log.push(format!("{path}: its translation, article {other}, is published again as {}", seq.0));
    }
    Ok(())
}

/// Tells once what a taken article goes without; where it lacks nothing, that what was wrong with the file is mended.
fn warn(store: &Writing, path: &str, warnings: &[Fault], now: Time, accepted: &mut Accepted) -> Result<()> {
    match Fault::together(warnings) {
        Some(fault) => {
            if store.note_fault(path, &fault, now)? {
                accepted.notices.push(Notice::Warning { path: path.to_owned(), fault });
            }
        }
        None => solved(store, path, accepted)?,
    }
    Ok(())
}

/// The end of its time is a plan, so that it comes without its file being looked at.
fn expire(
    store: &Writing,
    article: &Article,
    facts: &Submission,
    plans: &[Plan],
    key: ArticleKey,
    now: Time,
) -> Result<()> {
    let planned = plans.iter().find(|plan| plan.why == Cause::Expiry).and_then(|plan| plan.due);
    let wanted = article.expires.filter(|_| matches!(facts.readiness, Readiness::Ready | Readiness::Held));
    if planned != wanted {
        store.take_back_all(key, Cause::Expiry)?;
        if let Some(due) = wanted {
            store.plan_later(&news(key), due, Cause::Expiry, now)?;
        }
    }
    Ok(())
}

/// Ordinary news, by itself.
fn news(article: ArticleKey) -> Publication {
    Publication { article, lane: Lane::News, languages: 0, volume: Volume::AsChosen, by: None }
}

fn act(
    store: &Writing,
    action: Action,
    article: ArticleKey,
    embargo: Option<&Plan>,
    path: &str,
    now: Time,
    accepted: &mut Accepted,
) -> Result<()> {
    let publication = news(article);
    match action {
        Action::Nothing => {}
        Action::Publish => {
            store.take_back_all(article, Cause::Embargo)?;
            let seq = store.publish(&publication, now)?;
            accepted.log.push(format!("{path}: published as {} (article {article})", seq.0));
        }
        Action::EnterMain => {
            let seq = store.enter_main(article, None, now)?;
            accepted
                .log
                .push(format!("{path}: main news now, published for its readers as {} (article {article})", seq.0));
        }
        Action::Later(due) => {
            if embargo.is_none_or(|plan| plan.due != Some(due)) {
                store.take_back_all(article, Cause::Embargo)?;
                store.plan_later(&publication, due, Cause::Embargo, now)?;
                accepted.log.push(format!("{path}: embargoed until {due}"));
            }
        }
        Action::Ask(due) => {
            let plan = store.plan_later(&publication, due, Cause::Ask, now)?;
            accepted.log.push(format!("{path}: asks for a breaking push; goes out as news at {due} otherwise"));
            accepted.notices.push(Notice::AsksBreaking { article, plan });
        }
        Action::Archive => store.archive_it(article)?,
        Action::TakeBack => {
            for why in [Cause::Embargo, Cause::Ask, Cause::Countdown, Cause::Scheduled, Cause::Second] {
                store.take_back_all(article, why)?;
            }
        }
    }
    Ok(())
}
