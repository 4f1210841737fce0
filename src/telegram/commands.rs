//! Every command, once. In: what somebody says behind a slash. Out: its answer. Menus and help texts follow from the same
//! table, so that a new command is a row here and the function that it names. For whom it is not, it does not exist.

use super::{
    admin,
    answer::{Answer, text as plain},
    desk,
    reader::{self, latest, privacy, saved, search, start, stop, talk::Talk, words},
    room::Room,
    staff::{Call, call, call_to_act},
    update::{Place, Said},
};
use crate::{
    acts::find::numbered,
    locale::args,
    message::{Keyboard, escape, still},
    store::{Result, Writing, staff::Role},
};
use Act::{Acts, Breaking, Staff, Talks};
use Groups::{Administrators, Whoever};

/// One command.
struct Command {
    name: &'static str,
    /// Whose it is; `None`: everybody's.
    role: Option<Role>,
    groups: Groups,
    /// Whether it stands in the menu, with the words of `command-NAME`.
    menu: bool,
    help: Help,
    act: Act,
}

/// Who may say it in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Groups {
    /// Whoever may say it elsewhere.
    Whoever,
    /// The group's administrators.
    Administrators,
}

/// Which help text names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Help {
    /// None.
    No,
    Reader,
    Editor,
    Admin,
}

/// What answers it; the text is what stands behind the name.
enum Act {
    /// In a transaction, with what is known of the chat.
    Talks(Talking),
    /// It only looks, beside the writer.
    Staff(fn(&Call, &str) -> Result<Answer>),
    /// It changes something, in a transaction.
    Acts(fn(&Call, &Writing, &str) -> Result<Answer>),
    /// `/breaking`: what stands behind the name may be a story.
    Breaking,
}

type Talking = fn(&Talk, &str) -> Result<Answer>;

const ALL: Option<Role> = None;
const EDITOR: Option<Role> = Some(Role::Editor);
const ADMIN: Option<Role> = Some(Role::Admin);
const MENU: bool = true;
const NO_MENU: bool = false;

/// `/a412`: the number belongs to the name. Nobody can type it as it stands here, since names are read in small letters.
const NUMBERED: &str = "aNUMBER";

/// In the order of the menus.
const COMMANDS: &[Command] = &[
    row("breaking", EDITOR, Whoever, MENU, Help::Editor, Breaking),
    row("news", EDITOR, Whoever, MENU, Help::Editor, Staff(desk::news)),
    row("queue", EDITOR, Whoever, MENU, Help::Editor, Staff(desk::queue)),
    row("held", EDITOR, Whoever, MENU, Help::Editor, Staff(desk::held)),
    row("log", EDITOR, Whoever, MENU, Help::Editor, Staff(desk::log)),
    row("practice", EDITOR, Whoever, NO_MENU, Help::Editor, Staff(desk::practice)),
    row("push", EDITOR, Whoever, NO_MENU, Help::No, Staff(desk::push)),
    row("schedule", EDITOR, Whoever, NO_MENU, Help::Editor, Acts(desk::schedule)),
    row("correct", EDITOR, Whoever, NO_MENU, Help::No, Acts(desk::correct)),
    row("retract", EDITOR, Whoever, NO_MENU, Help::No, Acts(desk::retract)),
    row(NUMBERED, EDITOR, Whoever, NO_MENU, Help::No, Staff(desk::story)),
    row("help_editor", EDITOR, Whoever, NO_MENU, Help::Admin, Staff(help_editor)),
    row("stats", ADMIN, Whoever, MENU, Help::Admin, Staff(admin::stats)),
    row("export", ADMIN, Whoever, NO_MENU, Help::Admin, Staff(admin::export)),
    row("staff", ADMIN, Whoever, MENU, Help::Admin, Staff(admin::staff)),
    row("health", ADMIN, Whoever, MENU, Help::Admin, Staff(admin::health)),
    row("channels", ADMIN, Whoever, NO_MENU, Help::Admin, Staff(admin::channels)),
    row("help_admin", ADMIN, Whoever, NO_MENU, Help::No, Staff(help_admin)),
    row("start", ALL, Whoever, NO_MENU, Help::No, Talks(start::start)),
    row("latest", ALL, Whoever, MENU, Help::Reader, Talks(latest::show)),
    row("rubrics", ALL, Administrators, MENU, Help::Reader, Talks(reader::rubrics)),
    row("settings", ALL, Administrators, MENU, Help::Reader, Talks(reader::settings)),
    row("search", ALL, Whoever, MENU, Help::Reader, Talks(search::search)),
    row("saved", ALL, Whoever, NO_MENU, Help::Reader, Talks(saved::show)),
    row("follow", ALL, Administrators, NO_MENU, Help::Reader, Talks(words::follow)),
    row("unfollow", ALL, Administrators, NO_MENU, Help::No, Talks(words::unfollow)),
    row("pause", ALL, Administrators, MENU, Help::Reader, Talks(reader::pause)),
    row("resume", ALL, Administrators, NO_MENU, Help::No, Talks(reader::resume)),
    row("stop", ALL, Administrators, NO_MENU, Help::Reader, Talks(stop::stop)),
    row("privacy", ALL, Whoever, NO_MENU, Help::Reader, Talks(privacy::show)),
    row("help", ALL, Whoever, MENU, Help::No, Talks(help)),
];

const fn row(name: &'static str, role: Option<Role>, groups: Groups, menu: bool, help: Help, act: Act) -> Command {
    Command { name, role, groups, menu, help, act }
}

/// The names in the menu of a role.
pub(super) fn menu(role: Option<Role>) -> impl Iterator<Item = &'static str> {
    COMMANDS.iter().filter(move |command| command.menu && command.role <= role).map(|command| command.name)
}

/// Answers a command.
pub(super) async fn answer(room: &Room, update: i64, said: &Said, name: &str, rest: &str) -> Result<Answer> {
    let found = COMMANDS.iter().find_map(|command| Some((command, command.argument(name, rest)?)));
    let Some((command, argument)) = found else {
        return match desk::no_command(room, update, said).await? {
            Some(answer) => Ok(answer),
            None => reader::not_understood(room, update, said, None).await,
        };
    };
    let role = command.role.unwrap_or(Role::Editor); // what is answered beside the writer is staff's at least
    let answer = match command.act {
        Talks(act) => return talk(room, update, said, (command.groups, act), argument).await,
        Staff(act) => call(room, update, said, (role, false), argument, act).await?,
        Acts(act) => call_to_act(room, update, said, role, argument, act).await?,
        Breaking => desk::breaking(room, update, said, argument).await?,
    };
    match answer {
        Some(answer) => Ok(answer),
        None => reader::not_understood(room, update, said, command.role).await,
    }
}

impl Command {
    /// What the command is to be answered with, if it is this one.
    fn argument<'a>(&self, name: &'a str, rest: &'a str) -> Option<&'a str> {
        match self.name {
            NUMBERED => numbered(name).map(|_| name),
            own => (own == name).then_some(rest),
        }
    }
}

async fn talk(
    room: &Room,
    update: i64,
    said: &Said,
    (groups, act): (Groups, Talking),
    argument: &str,
) -> Result<Answer> {
    let private = said.address.place == Place::Private;
    let may = private
        || groups == Whoever
        || groups == Administrators && room.is_administrator(said.address.chat, said.person.id).await;
    let (said, argument) = (said.clone(), argument.to_owned());
    let answer = room.act_repeatably(update, move |store, scene| {
        let talk = Talk::new(store, scene, &said.address, &said.person)?;
        if may {
            return act(&talk, &argument);
        }
        let only = talk.say("group-admins-only", &args![]);
        Ok(Answer::say(talk.target(), plain(only, Keyboard::default())))
    });
    answer.await
}

/// `/help`: of the roles that a person has.
fn help(talk: &Talk, _: &str) -> Result<Answer> {
    let role = talk.scene.role(talk.store, talk.person.id)?.filter(|_| talk.address.place == Place::Private);
    let newsroom = &talk.scene.newsroom;
    let paper = still(newsroom.name.in_language(talk.tongue));
    let reader = talk.say("help-reader", &args![paper = paper, contact = escape(&newsroom.contact)]);
    let mut parts = vec![existing(&reader, Help::Reader)];
    if role >= EDITOR {
        parts.push(existing(&talk.say("help-editor", &args![]), Help::Editor));
    }
    if role >= ADMIN {
        parts.push(existing(&talk.say("help-admin", &args![]), Help::Admin));
    }
    Ok(Answer::say(talk.target(), plain(parts.join("\n\n"), Keyboard::default())))
}

fn help_editor(call: &Call, _: &str) -> Result<Answer> {
    let help = existing(&call.scene.say(call.editor.tongue, "help-editor", &args![]), Help::Editor);
    Ok(call.say(plain(help, Keyboard::default())))
}

fn help_admin(call: &Call, _: &str) -> Result<Answer> {
    let help = existing(&call.scene.say(call.editor.tongue, "help-admin", &args![]), Help::Admin);
    Ok(call.say(plain(help, Keyboard::default())))
}

/// A help text without the commands that do not exist: lines of commands lose them, or go.
fn existing(text: &str, help: Help) -> String {
    let exists = |name: &str| COMMANDS.iter().any(|command| command.name == name && command.help == help);
    let lines = text.lines().filter_map(|line| {
        let start = line.find('/').filter(|at| line[..*at].chars().all(|c| !c.is_alphanumeric()));
        let Some(start) = start else { return Some(line.to_owned()) };
        let commands = line[start + 1..].split(", /").filter(|command| exists(first_word(command)));
        let commands: Vec<&str> = commands.collect();
        (!commands.is_empty()).then(|| format!("{}/{}", &line[..start], commands.join(", /")))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn first_word(command: &str) -> &str {
    command.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article::Language, locale::Words};

    #[test]
    fn only_commands_that_exist_are_named() {
        let check = |text: &str, expected: &str| assert_eq!(existing(text, Help::Reader), expected);
        check("/latest — news\n/nonsense — no\n/stop — go", "/latest — news\n/stop — go");
        check("/nonsense — a break, /stop — leave", "/stop — leave");
        check("/latest — news, /nonsense — no", "/latest — news");
        check("⚡️ /nonsense — no", "");
        check("Write: https://a.kz/b\n\n<b>Title</b>", "Write: https://a.kz/b\n\n<b>Title</b>");
    }

    #[test]
    fn every_command_has_its_words() {
        let words = Words::built_in();
        for command in COMMANDS {
            let key = match command.help {
                Help::No => None,
                Help::Reader => Some("help-reader"),
                Help::Editor => Some("help-editor"),
                Help::Admin => Some("help-admin"),
            };
            for language in Language::ALL {
                let args = args![paper = "", contact = ""];
                let named = |key| words.say(language, key, &args).contains(&format!("/{}", command.name));
                assert!(key.is_none_or(named), "{key:?} does not name {} in {}", command.name, language.code());
            }
            let shown = words.has(&format!("command-{}", command.name));
            assert!(shown || !command.menu, "{} has no words for the menu", command.name);
        }
    }

    #[test]
    fn every_name_is_one_commands() {
        let mut names: Vec<&str> = COMMANDS.iter().map(|command| command.name).collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|two| two[0] != two[1]), "{names:?}");
        let named = |name: &str| COMMANDS.iter().filter(|command| command.argument(name, "x").is_some()).count();
        assert_eq!((named("a412"), named("a"), named("about"), named("news"), named("nonsense")), (1, 0, 0, 1, 0));
    }

    #[test]
    fn a_menu_is_of_a_role() {
        let readers = ["latest", "rubrics", "settings", "search", "pause", "help"];
        let editors = ["breaking", "news", "queue", "held", "log"];
        let admins = ["stats", "staff", "health"];
        assert_eq!(menu(None).collect::<Vec<_>>(), readers);
        assert_eq!(menu(EDITOR).collect::<Vec<_>>(), [editors.as_slice(), &readers].concat());
        assert_eq!(menu(ADMIN).collect::<Vec<_>>(), [editors.as_slice(), &admins, &readers].concat());
    }
}
