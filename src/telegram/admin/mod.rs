//! The admins' part. In: what an admin says and presses, and who opened an invitation. Out: an answer. Whether the person
//! is an admin is checked at every act.

mod channels;
mod health;
pub(super) mod invite;
pub(super) mod numbers;
mod people;
pub(super) mod press;

use super::{
    answer::{Answer, Target},
    reader::talk::stale,
    room::Room,
    staff::{Call, Hand, Pressing},
    update::Pressed,
};
use crate::{
    article::ArticleKey,
    store::{Reading, Result, staff::Role},
};

use numbers::View;
pub(super) use press::Press;

/// More days than this are the number of an article.
const LONGEST: u32 = 366;
/// So many days are exported where no other number is asked for.
const EXPORTED: u32 = 30;

/// What `/stats` is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    /// The numbers of so many days.
    Days(Option<u32>),
    /// The numbers of one push.
    Push(ArticleKey),
}

impl Asked {
    /// `30` is days, `a30` and `1030` are articles.
    fn of(text: &str) -> Asked {
        let article = text.strip_prefix(['a', '№']).and_then(|number| number.parse().ok());
        match (article, text.parse::<i64>()) {
            (Some(article), _) => Asked::Push(ArticleKey(article)),
            (None, Ok(article)) if article > i64::from(LONGEST) => Asked::Push(ArticleKey(article)),
            (None, Ok(days)) => Asked::Days(u32::try_from(days).ok().filter(|days| *days > 0)),
            (None, Err(_)) => Asked::Days(None),
        }
    }
}

/// `/stats [DAYS]`, `/stats aNUMBER`
pub(super) fn stats(call: &Call, what: &str) -> Result<Answer> {
    let (store, scene, tongue) = (call.store, call.scene, call.editor.tongue);
    match Asked::of(what) {
        Asked::Push(article) => Ok(call.say(numbers::push(store, scene, tongue, article)?)),
        Asked::Days(days) => Ok(numbers::stats(store, scene, tongue, days)?.say(call.target)),
    }
}

/// `/export [DAYS]`: the files come to the admin's own chat, or to the desk where that asked.
pub(super) fn export(call: &Call, what: &str) -> Result<Answer> {
    let days = what.trim().parse().ok().filter(|days| (1..=LONGEST).contains(days)).unwrap_or(EXPORTED);
    let is_desk = call.scene.appointed.desk == Some(call.target.chat);
    let target = if is_desk { call.target } else { Target::from(call.editor.id) };
    numbers::files(call.store, call.scene, call.editor.tongue, target, days)
}

/// `/staff`
pub(super) fn staff(call: &Call, _: &str) -> Result<Answer> {
    Ok(call.say(people::list(call.store, call.scene, &call.editor)?))
}

/// `/channels`
pub(super) fn channels(call: &Call, _: &str) -> Result<Answer> {
    Ok(call.say(channels::list(call.store, call.scene, call.editor.tongue)?))
}

/// `/health`
pub(super) fn health(call: &Call, _: &str) -> Result<Answer> {
    Ok(call.say(health::report(call.store, call.scene, &call.editor, call.status, &call.facts)?))
}

/// Answers a press on one of the admins' buttons.
pub(super) async fn pressed(room: &Room, update: i64, pressed: &Pressed) -> Result<Answer> {
    let is_known =
        |press: &Press| !matches!(press, Press::Days(days) | Press::Sheets(days) if !(1..=LONGEST).contains(days));
    let press = Press::decode(&pressed.data).filter(is_known);
    let Some(press) = press else { return stale(room, update, pressed, "/staff").await };
    let at = Pressing { room, update, pressed, role: Role::Admin };
    match press {
        Press::Days(days) => {
            let numbers = move |hand: &Hand, store: &Reading| {
                Ok(numbers::stats(store, hand.scene, hand.editor.tongue, Some(days))?.replace(hand))
            };
            at.look(numbers).await
        }
        Press::Rubrics => at.look(|hand, store| listed(hand, store, View::Rubrics)).await,
        Press::Stories => at.look(|hand, store| listed(hand, store, View::Stories)).await,
        Press::Sheets(days) => {
            at.look(move |hand, store| numbers::files(store, hand.scene, hand.editor.tongue, hand.target(), days)).await
        }
        Press::Staff => at.look(|hand, store| Ok(hand.edit(people::list(store, hand.scene, &hand.editor)?))).await,
        Press::Invite => at.act(invite::make).await,
        Press::Channels => {
            at.look(|hand, store| Ok(hand.edit(channels::list(store, hand.scene, hand.editor.tongue)?))).await
        }
        Press::Disconnect(channel) => at.act(move |hand, store| channels::disconnect(hand, store, channel)).await,
        Press::Connect(channel) => at.act(move |hand, store| channels::connect(hand, store, channel)).await,
        Press::AskRemove(person) => at.look(move |hand, store| people::ask_remove(hand, store, person)).await,
        Press::Remove(person) => at.act(move |hand, store| people::remove(hand, store, person)).await,
        Press::AskAdmin(person) => at.look(move |hand, store| people::ask_admin(hand, store, person)).await,
        Press::MakeAdmin(person) => at.act(move |hand, store| people::make_admin(hand, store, person)).await,
        Press::Accept(person) => at.act(move |hand, store| invite::settle(hand, store, person, true)).await,
        Press::Decline(person) => at.act(move |hand, store| invite::settle(hand, store, person, false)).await,
    }
}

fn listed(hand: &Hand, store: &Reading, view: View) -> Result<Answer> {
    Ok(numbers::list(store, hand.scene, hand.editor.tongue, view)?.replace(hand))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_or_an_article() {
        let check = |rest: &str, expected| assert_eq!(Asked::of(rest), expected, "{rest}");
        check("", Asked::Days(None));
        check("30", Asked::Days(Some(30)));
        check("366", Asked::Days(Some(366)));
        check("412", Asked::Push(ArticleKey(412)));
        check("a12", Asked::Push(ArticleKey(12)));
        check("0", Asked::Days(None));
        check("-5", Asked::Days(None));
        check("week", Asked::Days(None));
    }
}
