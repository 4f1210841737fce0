//! The admins' part. In: what an admin says and presses, and who opened an invitation. Out: an answer, or `None` where it
//! is not theirs. Whether the person is an admin is checked at every act.

mod health;
mod invite;
mod numbers;
mod people;

use super::{
    answer::{Answer, Reply, text as plain},
    desk::{Editor, is_staff},
    reader::help,
    room::Room,
    update::{Pressed, Said, Speech},
};
use crate::{
    article::ArticleKey,
    delivery::Status,
    locale::args,
    message::Keyboard,
    store::{Result, staff::Role},
};

pub use invite::invited;

/// What the data of the admins' buttons begins with.
pub const PREFIX: &str = "a:";

/// What admins can say.
pub const COMMANDS: &[&str] = &["stats", "staff", "health", "help_admin"];

/// What an admin wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wish {
    /// The numbers of so many days.
    Stats(Option<u32>),
    /// The numbers of one push.
    Push(ArticleKey),
    Staff,
    Health,
    Help,
}

/// More days than this are the number of an article.
const LONGEST: i64 = 366;

impl Wish {
    /// Reads a message; `None`: it is not the admins'.
    fn of(said: &Said) -> Option<Wish> {
        let Speech::Command { name, rest } = &said.speech else { return None };
        match name.as_str() {
            "stats" => Some(Wish::stats(rest)),
            "staff" => Some(Wish::Staff),
            "health" => Some(Wish::Health),
            "help_admin" => Some(Wish::Help),
            _ => None,
        }
    }

    /// `30` is days, `a30` and `1030` are articles.
    fn stats(rest: &str) -> Wish {
        let article = rest.strip_prefix(['a', '№']).and_then(|number| number.parse().ok());
        match (article, rest.parse::<i64>()) {
            (Some(article), _) => Wish::Push(ArticleKey(article)),
            (None, Ok(days @ 1..=LONGEST)) => Wish::Stats(u32::try_from(days).ok()),
            (None, Ok(article)) if article > LONGEST => Wish::Push(ArticleKey(article)),
            _ => Wish::Stats(None),
        }
    }
}

/// Answers what is the admins'; `None`: it is not, and nothing was written.
pub async fn said(room: &Room, update: i64, said: &Said) -> Result<Option<Answer>> {
    let Some(wish) = Wish::of(said) else { return Ok(None) };
    if !is_staff(room, said.person.id, Role::Admin).await? {
        return Ok(None);
    }
    let (said, status) = (said.clone(), room.delivery.status().borrow().clone());
    let database = room.store.size();
    if let Wish::Stats(_) | Wish::Push(_) | Wish::Health = wish {
        // Counting takes its time: not at the writer.
        let scene = room.scene().await?;
        let message = room.store.read(move |store| {
            let Some(admin) = Editor::of(store, &scene, &said.person, Role::Admin)? else { return Ok(None) };
            let message = match wish {
                Wish::Push(article) => numbers::push(store, &scene, &admin, article)?,
                Wish::Health => health::report(store, &scene, &admin, &status, database)?,
                _ => numbers::stats(store, &scene, &admin, if let Wish::Stats(days) = wish { days } else { None })?,
            };
            Ok(Some(Answer::say(&said.address, message)))
        });
        let answer = message.await?;
        room.act_repeatably(update, |_, _| Ok(())).await?;
        return Ok(answer);
    }
    let answer = room.act_repeatably(update, move |store, scene| {
        let Some(admin) = Editor::of(store, scene, &said.person, Role::Admin)? else { return Ok(None) };
        let message = match wish {
            Wish::Staff => people::list(store, scene, &admin)?,
            _ => plain(help::existing(&scene.say(admin.tongue, "help-admin", &args![])), Keyboard::default()),
        };
        Ok(Some(Answer::say(&said.address, message)))
    });
    answer.await
}

/// What a button of the admins is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Press {
    Days(u32),
    Staff,
    Invite,
    AskRemove(i64),
    Remove(i64),
    Accept(i64),
    Decline(i64),
}

impl Press {
    fn parse(data: &str) -> Option<Press> {
        let (verb, number) = data.strip_prefix(PREFIX)?.split_once(':')?;
        let number: i64 = number.parse().ok()?;
        Some(match verb {
            "d" => Press::Days(u32::try_from(number).ok().filter(|days| i64::from(*days) <= LONGEST)?),
            "l" => Press::Staff,
            "i" => Press::Invite,
            "r" => Press::AskRemove(number),
            "z" => Press::Remove(number),
            "y" => Press::Accept(number),
            "n" => Press::Decline(number),
            _ => return None,
        })
    }
}

/// Answers a press on one of the admins' buttons.
pub async fn pressed(room: &Room, update: i64, pressed: &Pressed) -> Result<Answer> {
    let Some(press) = Press::parse(&pressed.data) else {
        return super::reader::stale(room, update, pressed, "/staff").await;
    };
    let pressed = pressed.clone();
    if let Press::Days(days) = press {
        let scene = room.scene().await?;
        let place = pressed.clone();
        let message = room.store.read(move |store| {
            let admin = Editor::of(store, &scene, &place.person, Role::Admin)?;
            admin.map(|admin| numbers::stats(store, &scene, &admin, Some(days))).transpose()
        });
        if let Some(message) = message.await? {
            room.act_repeatably(update, |_, _| Ok(())).await?;
            return Ok(Answer::default().and(Reply::Edit(pressed.address.chat, pressed.message, message)));
        }
    }
    let answer = room.act(update, move |store, scene| {
        let Some(admin) = Editor::of(store, scene, &pressed.person, Role::Admin)? else {
            let toast = scene.say(scene.tongue(&pressed.person), "no-rights", &args![]);
            return Ok(Answer::default().and(Reply::Toast(pressed.query.clone(), toast, true)));
        };
        let edit = |message| Answer::default().and(Reply::Edit(pressed.address.chat, pressed.message, message));
        match press {
            Press::Days(_) | Press::Staff => Ok(edit(people::list(store, scene, &admin)?)),
            Press::Invite => invite::make(store, scene, &admin, &pressed),
            Press::AskRemove(person) => people::ask_remove(store, scene, &admin, &pressed, person),
            Press::Remove(person) => people::remove(store, scene, &admin, &pressed, person),
            Press::Accept(person) => invite::settle(store, scene, &admin, &pressed, (person, true)),
            Press::Decline(person) => invite::settle(store, scene, &admin, &pressed, (person, false)),
        }
    });
    Ok(answer.await?.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_or_an_article() {
        let check = |rest: &str, expected| assert_eq!(Wish::stats(rest), expected, "{rest}");
        check("", Wish::Stats(None));
        check("30", Wish::Stats(Some(30)));
        check("366", Wish::Stats(Some(366)));
        check("412", Wish::Push(ArticleKey(412)));
        check("a12", Wish::Push(ArticleKey(12)));
        check("0", Wish::Stats(None));
        check("-5", Wish::Stats(None));
        check("week", Wish::Stats(None));
    }

    #[test]
    fn buttons() {
        let check = |data: &str, expected| assert_eq!(Press::parse(data), expected, "{data}");
        check("a:d:30", Some(Press::Days(30)));
        check("a:d:100000", None);
        check("a:y:5000000001", Some(Press::Accept(5_000_000_001)));
        check("a:q:1", None);
        check("d:l:0", None);
        check("a:", None);
    }
}
