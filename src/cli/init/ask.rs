//! The questions of `headliner init`. In: lines of standard input. Out: answers that can be taken; one that cannot is told with
//! what to do, and asked for again.

use std::io::{IsTerminal, Write, stdin, stdout};

use anyhow::bail;
use chrono_tz::{TZ_VARIANTS, Tz};
use url::Url;

use crate::{
    app::{self, WrongToken},
    config::{Config, Token},
    newsroom::{Newsroom, Paper},
};

/// How often one question is asked: whoever answers from a file would be asked for ever.
const ATTEMPTS: usize = 10;
/// How many time zones are named after one that is none.
const ZONES: usize = 4;
/// Below this two names have nothing to do with each other (Jaro-Winkler, 0 to 1).
const ALIKE: f64 = 0.8;

/// Whose bot it is.
pub(super) struct Answered {
    pub token: Token,
    /// It was typed just now.
    pub asked: bool,
    /// Its name at Telegram, unless Telegram was not asked.
    pub bot: Option<String>,
}

/// The token of the settings, else the one that is typed; Telegram says whose it is.
pub(super) async fn token(config: &Config, offline: bool) -> anyhow::Result<Answered> {
    if let Some(token) = config.token.clone() {
        let bot = if offline { None } else { Some(greeted(config, &token).await?) };
        return Ok(Answered { token, asked: false, bot });
    }
    for _ in 0..ATTEMPTS {
        let token = ask("The bot's token, from @BotFather (/newbot)", None, |text| {
            Token::new(text).map_err(|why| format!("What was typed {why}."))
        })?;
        if offline {
            return Ok(Answered { token, asked: true, bot: None });
        }
        match greeted(config, &token).await {
            Ok(bot) => return Ok(Answered { token, asked: true, bot: Some(bot) }),
            Err(error) if error.is::<WrongToken>() => {
                say!("Telegram does not know this token; copy it whole from @BotFather.")
            }
            Err(error) => return Err(error),
        }
    }
    bail!("Telegram knew none of {ATTEMPTS} tokens; send /token to @BotFather, and run `headliner init` again")
}

async fn greeted(config: &Config, token: &Token) -> anyhow::Result<String> {
    let me = app::greet(&app::client(config, token)?, config).await?;
    say!("The token belongs to @{}.", me.username);
    Ok(me.username.to_string())
}

/// Who the newspaper is.
pub(super) fn paper() -> anyhow::Result<Paper> {
    let built_in = Newsroom::default();
    let name = ask("The newspaper's name", None, name)?;
    let url = ask("Its site, such as https://vestnik.example", None, site)?;
    let zone = ask("Its time zone", Some(built_in.zone.name()), zone)?;
    let usual: Vec<&str> = built_in.rubrics.iter().map(|rubric| rubric.id.as_str()).collect();
    let rubrics = ask("Its first rubrics, with commas between", Some(&usual.join(", ")), |text| {
        let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
        Ok(names.map(str::to_owned).collect())
    })?;
    Ok(Paper { name, url, zone, rubrics })
}

/// Asks until the answer can be taken. Nothing typed, and nobody who types, is `usual`, where there is one.
fn ask<T>(question: &str, usual: Option<&str>, take: impl Fn(&str) -> Result<T, String>) -> anyhow::Result<T> {
    let shown = usual.map(|usual| format!(" [{usual}]")).unwrap_or_default();
    for _ in 0..ATTEMPTS {
        print!("{question}{shown}: ");
        stdout().flush()?;
        let mut line = String::new();
        let is_over = stdin().read_line(&mut line)? == 0;
        if !stdin().is_terminal() {
            say!(""); // nobody pressed Enter here
        }
        let answer = Some(line.trim()).filter(|line| !line.is_empty()).or(usual);
        match answer.map(&take) {
            Some(Ok(value)) => return Ok(value),
            Some(Err(why)) => say!("{why}"),
            None if is_over => {
                let asked = question.to_lowercase();
                bail!(
                    "nobody answers here ({asked}), so nothing is written; type the answers, or give one on each line"
                )
            }
            None => {}
        }
    }
    bail!("no answer could be taken; nothing is written")
}

fn name(text: &str) -> Result<String, String> {
    match text.chars().any(char::is_alphanumeric) {
        true => Ok(text.to_owned()),
        false => Err("A name has letters.".to_owned()),
    }
}

/// An address; one without a scheme is taken as https.
fn site(text: &str) -> Result<Url, String> {
    let whole = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    let url = Url::parse(&whole).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    let url = url.filter(|url| url.host_str().is_some_and(|host| host.contains('.') || host == "localhost"));
    url.ok_or_else(|| format!("\"{text}\" is no web address; write it like https://vestnik.example."))
}

/// A zone by its name or its city, in any case of letters.
fn zone(text: &str) -> Result<Tz, String> {
    let wanted = text.to_lowercase().replace(' ', "_");
    let name = |zone: &Tz| zone.name().to_lowercase();
    let is_city = |zone: &&Tz| name(zone).rsplit('/').next() == Some(wanted.as_str());
    let found = TZ_VARIANTS.iter().find(|zone| name(zone) == wanted).or_else(|| TZ_VARIANTS.iter().find(is_city));
    found.copied().ok_or_else(|| {
        let near = near(&wanted);
        let meant = if near.is_empty() {
            "write one like Asia/Almaty".to_owned()
        } else {
            format!("did you mean {}?", near.join(", "))
        };
        format!("\"{text}\" is no time zone; {meant}")
    })
}

/// The zones whose names or cities are most like it.
fn near(wanted: &str) -> Vec<&'static str> {
    let likeness = |zone: &Tz| {
        let name = zone.name().to_lowercase();
        let city = name.rsplit('/').next().unwrap_or(&name);
        strsim::jaro_winkler(wanted, city).max(strsim::jaro_winkler(wanted, &name))
    };
    let mut scored: Vec<(f64, &str)> = TZ_VARIANTS.iter().map(|zone| (likeness(zone), zone.name())).collect();
    scored.retain(|(score, _)| *score >= ALIKE);
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored.into_iter().map(|(_, name)| name).take(ZONES).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_found_by_name_and_city_or_its_nearest_are_named() {
        let check = |text: &str, expected: &str| assert_eq!(zone(text).map(|zone| zone.name()).unwrap(), expected);
        check("Asia/Almaty", "Asia/Almaty");
        check("asia/almaty", "Asia/Almaty");
        check("Aqtobe", "Asia/Aqtobe");
        check("new york", "America/New_York");
        check("UTC", "UTC");
        for (text, near) in [("Asia/Almati", "Asia/Almaty"), ("Qostanai", "Asia/Qostanay"), ("Moskow", "Europe/Moscow")]
        {
            let told = zone(text).unwrap_err();
            assert!(told.contains("is no time zone; did you mean ") && told.contains(near), "{told}");
        }
        assert_eq!(zone("11111").unwrap_err(), "\"11111\" is no time zone; write one like Asia/Almaty");
    }

    #[test]
    fn a_site_is_taken_with_and_without_its_scheme() {
        let check =
            |text: &str, expected: &str| assert_eq!(site(text).map(String::from).unwrap_or_else(|why| why), expected);
        check("vestnik.example", "https://vestnik.example/");
        check("http://vestnik.example/kk", "http://vestnik.example/kk");
        check("вестник.қаз", "https://xn--b1agjinxh.xn--80ao21a/");
        for text in ["вестник", "ftp://vestnik.example", "https://"] {
            check(text, &format!("\"{text}\" is no web address; write it like https://vestnik.example."));
        }
    }
}
