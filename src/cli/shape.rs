//! The shape of the command line, as a value: what is parsed, and what completions and man pages are made of. The settings are
//! flags of every command, and told once: in `headliner --help` and its man page.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Arguments, tell};

/// Where the help of a command sends for the rest.
const REST: &str = "The settings can be given to every command; `headliner --help` tells them.";

/// All that is parsed.
pub(super) fn command() -> clap::Command {
    let whole = Arguments::command();
    let settings: Vec<clap::Arg> = whole.get_arguments().filter(|arg| arg.is_global_set()).cloned().collect();
    whole.mut_subcommands(|command| {
        let name = command.get_name().to_owned();
        // What a command has already is not given to it once more.
        let carried = |arg: &clap::Arg| match is_its_own(&name, arg) {
            true => arg.clone().help_heading(None::<&str>).hide_short_help(false),
            false => arg.clone().hide(true),
        };
        command.args(settings.iter().map(carried)).after_help(REST)
    })
}

/// `check --database` is a wish of its own, and not only where the database is.
fn is_its_own(command: &str, arg: &clap::Arg) -> bool {
    command == "check" && arg.get_id() == "HEADLINER_DATABASE"
}

/// What a shell completes the command line with
#[derive(Args, Debug)]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

/// Prints it.
pub(super) fn completions(completions: &Completions) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(completions.shell, &mut command(), "headliner", &mut script);
    say!("{}", String::from_utf8_lossy(&script).trim_end());
    ExitCode::SUCCESS
}

/// The man pages, one for each command
#[derive(Args, Debug)]
pub(super) struct Man {
    /// The folder to write them into; it is made
    folder: PathBuf,
}

/// Writes them.
pub(super) fn man(man: &Man) -> anyhow::Result<ExitCode> {
    let folder = &man.folder;
    fs::create_dir_all(folder)
        .map_err(|error| anyhow::anyhow!("cannot make the folder {}: {error}; name another", folder.display()))?;
    let mut command = command().mut_args(|arg| arg.hide_short_help(false)); // a page leaves out what the short help does
    command.build();
    let mut pages = 0;
    write_pages(&command, folder, &mut pages).with_context(|| format!("cannot write into {}", folder.display()))?;
    say!("{} in {}", tell::count(pages, "man page"), folder.display());
    Ok(ExitCode::SUCCESS)
}

fn write_pages(command: &clap::Command, folder: &Path, pages: &mut usize) -> io::Result<()> {
    let page = clap_mangen::Man::new(command.clone());
    let mut text = Vec::new();
    page.render(&mut text)?;
    fs::write(folder.join(page.get_filename()), text)?;
    *pages += 1;
    let mut commands = command.get_subcommands().filter(|command| command.get_name() != "help");
    commands.try_for_each(|command| write_pages(command, folder, pages))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        command().debug_assert();
    }

    /// Told once, taken everywhere.
    #[test]
    fn settings_are_told_once_and_taken_everywhere() {
        let help = |words: &[&str]| command().try_get_matches_from(words).unwrap_err().to_string();
        let whole = help(&["headliner", "--help"]);
        for name in ["--send-rate", "HEADLINER_SEND_RATE", "--token", "TELOXIDE_TOKEN", "--database"] {
            assert!(whole.contains(name), "{name} is not told\n{whole}");
        }
        for words in [
            &["headliner", "trace", "--help"][..],
            &["headliner", "help", "run"],
            &["headliner", "readers", "import", "--help"],
        ] {
            let told = help(words);
            assert!(!told.contains("--send-rate") && !told.contains("Settings ("), "{words:?}\n{told}");
        }
        assert!(help(&["headliner", "trace", "--help"]).contains(REST));
        let check = help(&["headliner", "check", "--help"]);
        assert!(check.contains("--database") && !check.contains("--send-rate"), "{check}");
        for words in [
            &["headliner", "--send-rate", "7", "readers", "list"][..],
            &["headliner", "readers", "--send-rate", "7", "list"],
            &["headliner", "readers", "list", "--send-rate", "7"],
        ] {
            let matches = command().try_get_matches_from(words).unwrap();
            let given = |matches: &clap::ArgMatches| matches.get_one::<String>("HEADLINER_SEND_RATE").cloned();
            assert_eq!(given(&matches).as_deref(), Some("7"), "{words:?}");
        }
    }

    #[test]
    fn a_slip_is_told_with_the_nearest_name() {
        let check = |words: &[&str], near: &str| {
            let told = command().try_get_matches_from(words).unwrap_err().to_string();
            assert!(told.contains(near), "{words:?}\n{told}");
        };
        check(&["headliner", "chekc"], "'check'");
        check(&["headliner", "readers", "improt", "a.csv"], "'import'");
        check(&["headliner", "push", "7", "--braking"], "'--breaking'");
        check(&["headliner", "run", "--send-rat", "7"], "'--send-rate'");
    }
}
