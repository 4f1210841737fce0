//! `/help`, and what is said to what nobody understands. In: the person's role. Out: the commands of this role, of which
//! only those are named that exist.

use super::Talk;
use crate::{
    locale::args,
    message::{Keyboard, escape},
    store::{Result, staff::Role},
    telegram::{
        admin,
        answer::{Answer, text},
        desk,
        update::Place,
    },
};

/// What readers can say.
pub(in crate::telegram) const COMMANDS: &[&str] = &["start", "latest", "rubrics", "stop", "privacy", "help"];

/// `/help`
pub(super) fn help(talk: &Talk) -> Result<Answer> {
    let role = talk.scene.role(talk.store, talk.person.id)?.filter(|_| talk.address.place == Place::Private);
    let newsroom = &talk.scene.newsroom;
    let paper = escape(newsroom.name.in_language(talk.tongue));
    let mut parts = vec![talk.say("help-reader", &args![paper = paper, contact = escape(&newsroom.contact)])];
    if role >= Some(Role::Editor) {
        parts.push(talk.say("help-editor", &args![]));
    }
    if role >= Some(Role::Admin) {
        parts.push(talk.say("help-admin", &args![]));
    }
    Ok(Answer::say(talk.target(), text(existing(&parts.join("\n\n")), Keyboard::default())))
}

/// A free text in a private chat.
pub(super) fn not_understood(talk: &Talk) -> Answer {
    let contact = escape(&talk.scene.newsroom.contact);
    let said = talk.say("message-to-newsroom", &args![contact = contact]);
    Answer::say(talk.target(), text(format!("{said}\n\n/help"), Keyboard::default()))
}

/// A help text without the commands that do not exist: lines of commands lose them, or go.
pub(in crate::telegram) fn existing(help: &str) -> String {
    let lines = help.lines().filter_map(|line| {
        let start = line.find('/').filter(|at| line[..*at].chars().all(|c| !c.is_alphanumeric()));
        let Some(start) = start else { return Some(line.to_owned()) };
        let commands = line[start + 1..].split(", /").filter(|command| exists(name(command)));
        let commands: Vec<&str> = commands.collect();
        (!commands.is_empty()).then(|| format!("{}/{}", &line[..start], commands.join(", /")))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn name(command: &str) -> &str {
    command.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default()
}

fn exists(command: &str) -> bool {
    [COMMANDS, desk::COMMANDS, admin::COMMANDS].iter().any(|commands| commands.contains(&command))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(help: &str, expected: &str) {
        assert_eq!(existing(help), expected);
    }

    #[test]
    fn only_commands_that_exist_are_named() {
        check("/latest — news\n/nonsense — no\n/stop — go", "/latest — news\n/stop — go");
        check("/nonsense — a break, /stop — leave", "/stop — leave");
        check("/latest — news, /nonsense — no", "/latest — news");
        check("⚡️ /nonsense — no", "");
        check("Write: https://a.kz/b\n\n<b>Title</b>", "Write: https://a.kz/b\n\n<b>Title</b>");
    }
}
