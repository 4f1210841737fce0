//! The settings as flags of the command line, one for each. They are texts here: `read` is where all are checked together.

use std::{collections::BTreeMap, fmt};

use clap::{Arg, ArgMatches, Args, Command, Error, FromArgMatches};

use super::settings::{SETTINGS, Setting};

const HEADING: &str = "Settings, for every command (each also an environment variable, or a line of .env)";

/// The flags that were given, by their variables; each wins over the environment. `Debug` shows names only.
#[derive(Clone, Default)]
pub struct Flags(BTreeMap<&'static str, String>);

impl Flags {
    /// The flag that stands for this environment variable.
    pub fn get(&self, variable: &str) -> Option<&str> {
        self.0.get(variable).map(String::as_str)
    }
}

/// `HEADLINER_SEND_RATE` → `send-rate`
fn flag(variable: &str) -> String {
    let name = variable.trim_start_matches("TELOXIDE_").trim_start_matches("HEADLINER_");
    name.to_lowercase().replace('_', "-")
}

/// With the variable, and what it is where it is not set.
fn help(setting: &Setting) -> String {
    match setting.default {
        "" => format!("{} [{}]", setting.help, setting.name),
        default => format!("{} [{}={default}]", setting.help, setting.name),
    }
}

impl Args for Flags {
    fn augment_args(command: Command) -> Command {
        SETTINGS.iter().fold(command, |command, setting| {
            let arg = Arg::new(setting.name).long(flag(setting.name)).value_name(setting.value).help(help(setting));
            let arg = arg.global(true).hide_short_help(true).help_heading(HEADING);
            command.arg(setting.shape.iter().fold(arg, |arg, shape| shape(arg)))
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Flags::augment_args(command)
    }
}

impl FromArgMatches for Flags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Flags, Error> {
        let mut flags = Flags::default();
        flags.update_from_arg_matches(matches)?;
        Ok(flags)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        let given = |name| Some((name, matches.get_one::<String>(name)?.clone()));
        self.0.extend(SETTINGS.iter().filter_map(|setting| given(setting.name)));
        Ok(())
    }
}

impl FromIterator<(&'static str, String)> for Flags {
    fn from_iter<I: IntoIterator<Item = (&'static str, String)>>(given: I) -> Flags {
        Flags(given.into_iter().collect())
    }
}

impl fmt::Debug for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.keys()).finish()
    }
}
