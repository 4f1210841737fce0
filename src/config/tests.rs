use std::{collections::HashMap, time::Duration};

use super::{settings::SETTINGS, *};

const EXAMPLE: &str = include_str!("../../.env.example");

fn load_with(pairs: &[(&str, &str)]) -> Result<Config, Vec<String>> {
    let environment: HashMap<String, String> =
        pairs.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    Config::load(&Flags::default(), |name| environment.get(name).cloned())
}

#[test]
fn the_defaults_are_those_of_the_table() {
    let config = load_with(&[]).expect("nothing has to be set");
    assert_eq!(config.token, None);
    assert_eq!(config.api_url.as_str(), "https://api.telegram.org/");
    assert_eq!(config.articles, PathBuf::from("data/articles"));
    assert_eq!(config.words(), PathBuf::from("data/words"));
    assert_eq!((config.send_rate, config.paid_rate), (30, 0));
    assert_eq!(config.max_age, Duration::from_secs(6 * 3600));
    assert_eq!(config.keep, Duration::from_secs(30 * 86_400));
    assert_eq!(config.uncertain, Uncertain::Mention);
    assert_eq!(config.log, LogFormat::Text);
    assert!(config.feeds.is_empty() && config.admins.is_empty() && config.ops.is_none() && config.desk.is_none());
}

#[test]
fn settings_are_read() {
    let config = load_with(&[
        ("TELOXIDE_TOKEN", " 123:abc-DEF_1 "),
        ("TELOXIDE_PROXY", "socks5://127.0.0.1:9050"),
        ("HEADLINER_ADMINS", "1, 2,"),
        ("HEADLINER_DESK", "-1001234567890"),
        ("HEADLINER_SEND_RATE", "0"),
        ("HEADLINER_UNCERTAIN", "resend"),
        ("HEADLINER_FEEDS", "https://vecher.kz/rss,https://vecher.kz/kk/rss  https://aqshamnews.kz/rss"),
        ("HEADLINER_OPS", "127.0.0.1:9464"),
        ("HEADLINER_LOG", "json"),
        ("HEADLINER_KEEP", ""),
    ]);
    let config = config.expect("all of these are right");
    assert_eq!(config.token.as_ref().map(Token::reveal), Some("123:abc-DEF_1"));
    assert_eq!(config.admins, [1, 2]);
    assert_eq!(config.desk, Some(-1_001_234_567_890));
    assert_eq!(config.send_rate, 0);
    assert_eq!(config.uncertain, Uncertain::Resend);
    assert_eq!(config.feeds.len(), 3);
    assert_eq!(config.log, LogFormat::Json);
    // An empty variable is none.
    assert_eq!(config.keep, Duration::from_secs(30 * 86_400));
}

#[test]
fn all_mistakes_come_at_once_and_none_repeats_a_secret() {
    let mistakes = load_with(&[
        ("TELOXIDE_TOKEN", "sEcReT"),
        ("TELOXIDE_API_URL", "localhost:8081"),
        ("TELOXIDE_PROXY", "user:sEcReT@proxy"),
        ("HEADLINER_ADMINS", "1,@anna"),
        ("HEADLINER_DESK", "desk"),
        ("HEADLINER_SEND_RATE", "-1"),
        ("HEADLINER_PAID_RATE", "1001"),
        ("HEADLINER_MAX_AGE", "6"),
        ("HEADLINER_UNCERTAIN", "ignore"),
        ("HEADLINER_KEEP", "1h"),
        ("HEADLINER_FEEDS", "feed"),
        ("HEADLINER_OPS", "9464"),
        ("HEADLINER_API", "localhost"),
        ("HEADLINER_API_TOKEN", "sEcReT"),
        ("HEADLINER_WEBHOOK", "hooks.example/sEcReT"),
        ("HEADLINER_WEBHOOK_SECRET", "two sEcReTs"),
        ("HEADLINER_LOG", "xml"),
    ])
    .expect_err("all of these are wrong");
    assert_eq!(
        mistakes,
        [
            "TELOXIDE_TOKEN is no token; copy it whole from @BotFather, like 123456:ABC…",
            "TELOXIDE_API_URL: \"localhost:8081\" is no web address; write it whole, with https://",
            "TELOXIDE_PROXY is no proxy address; write http://host:port or socks5://host:port",
            "HEADLINER_ADMINS: \"@anna\" is no Telegram user id; write numbers with commas between, such as 12345,67890",
            "HEADLINER_DESK: \"desk\" is no chat id; a group's is a negative number, such as -1001234567890",
            "HEADLINER_SEND_RATE: \"-1\" is no number from 0 to 100000",
            "HEADLINER_PAID_RATE: \"1001\" is no number from 0 to 1000",
            "HEADLINER_MAX_AGE: \"6\" is no length of time; write a number and its unit, like 30s, 10m, 6h or 30d",
            "HEADLINER_UNCERTAIN: \"ignore\" is none of mention, resend, skip",
            "HEADLINER_KEEP: \"1h\" is too short; at least 1d",
            "HEADLINER_FEEDS: \"feed\" is no web address; write it whole, with https://",
            "HEADLINER_OPS: \"9464\" is no address; write one like 127.0.0.1:9464",
            "HEADLINER_API: \"localhost\" is no address; write one like 127.0.0.1:9465",
            "HEADLINER_API_TOKEN has 6 characters and needs at least 32: take a random one, like `openssl rand -hex 32` makes",
            "HEADLINER_WEBHOOK is no web address; write it whole, with https://",
            "HEADLINER_WEBHOOK_SECRET may have letters, digits and signs of ASCII only, without spaces",
            "HEADLINER_LOG: \"xml\" is none of text, json",
        ]
    );
    assert!(!mistakes.join("\n").contains("sEcReT"));
}

#[test]
fn what_is_nothing_alone_comes_with_the_other() {
    let token = "0123456789abcdef0123456789abcdef";
    let pairs = [
        ("HEADLINER_API", "127.0.0.1:9465", "HEADLINER_API_TOKEN", token),
        ("HEADLINER_WEBHOOK", "http://127.0.0.1/hook", "HEADLINER_WEBHOOK_SECRET", "sEcReT"),
    ];
    for (one, value, other, secret) in pairs {
        assert_eq!(
            load_with(&[(one, value)]).unwrap_err(),
            [format!("{one} is set and {other} is not: set both, or neither")]
        );
        assert_eq!(
            load_with(&[(other, secret)]).unwrap_err(),
            [format!("{other} is set and {one} is not: set both, or neither")]
        );
        let config = load_with(&[(one, value), (other, secret)]).expect("both are set");
        assert!(!format!("{config:?} {:?} {:?}", config.api_token, config.webhook_secret).contains(secret));
    }
}

#[test]
fn a_flag_wins_over_the_environment() {
    let flags = Flags::from_iter([("HEADLINER_SEND_RATE", "5".into())]);
    let config = Config::load(&flags, |name| (name == "HEADLINER_SEND_RATE").then(|| "wrong".into()))
        .expect("the flag is right");
    assert_eq!(config.send_rate, 5);
}

#[test]
fn an_empty_flag_is_none() {
    let flags = Flags::from_iter([("HEADLINER_DATABASE", String::new()), ("HEADLINER_LOG", " ".into())]);
    let given = |name: &str| match name {
        "HEADLINER_DATABASE" => Some("/srv/paper.db".to_owned()),
        "HEADLINER_LOG" => Some("json".to_owned()),
        _ => None,
    };
    let config = Config::load(&flags, given).expect("all is right");
    assert_eq!((config.database, config.log), (PathBuf::from("/srv/paper.db"), LogFormat::Json));
}

#[test]
fn a_file_by_hand_is_read_or_its_line_named() {
    let check = |bytes: &[u8], expected: Result<&str, usize>| {
        let found = plain_text(bytes).map_err(|(line, _)| line);
        assert_eq!(found.as_deref().map_err(|line| *line), expected, "{bytes:?}");
    };
    check(b"\xef\xbb\xbfA=1\n", Ok("A=1\n"));
    check(b"# \xea\xe0\nA=1\n", Ok("# \u{fffd}\u{fffd}\nA=1\n"));
    check(b"A='x' # \xea\n", Ok("A='x' # \u{fffd}\n"));
    check(b"A=1\nB='# \xea'\n", Err(2));
    check(b"A=1\nB=\xea # note\n", Err(2));
    check(b"A=a#\xea\n", Err(1));
    check(b"\xff\xfeA\0=\x001\0", Err(1));
    check("имя = 'Вечёрка' # да\r\n".as_bytes(), Ok("имя = 'Вечёрка' # да\r\n"));
}

#[test]
fn a_mistake_in_the_env_file_has_its_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(".env");
    let check = |bytes: &[u8], expected: Result<Option<&str>, &str>| {
        std::fs::write(&path, bytes).expect("written");
        match (environment(&path), expected) {
            (Ok(all), Ok(value)) => assert_eq!(all.get("HEADLINER_X").map(String::as_str), value),
            (Err(why), Err(part)) => assert!(why.contains(part) && !why.contains("sEcReT"), "{why}"),
            (found, expected) => panic!("{found:?} is not {expected:?}"),
        }
    };
    check(b"\xef\xbb\xbfHEADLINER_X=1\n", Ok(Some("1")));
    check(b"# \xed\xe0\xf8\xe8\r\nHEADLINER_X=1\r\n", Ok(Some("1")));
    check(b"HEADLINER_X=1 # \xed\xe0\n", Ok(Some("1")));
    check(b"A=1\n\nHEADLINER_X=\xed\xe0\n", Err(".env:3: a letter of this line is not UTF-8"));
    check(b"A=1\nsEcReT\n", Err(".env:2: this line is not NAME=value"));
    check(b"A=1\n# b\nB=sEcReT two words\n", Err(".env:3: this line is not NAME=value"));
    check(b"A=1\nB='sEcReT\nC=2\n", Err(".env:2: this line is not NAME=value"));
}

#[test]
fn every_setting_has_its_flag() {
    use clap::{Args, Command, FromArgMatches};
    let command = Flags::augment_args(Command::new("headliner"));
    for setting in SETTINGS {
        let flag = setting.name.trim_start_matches("TELOXIDE_").trim_start_matches("HEADLINER_");
        let flag = format!("--{}", flag.to_lowercase().replace('_', "-"));
        let matches = command.clone().try_get_matches_from(
            ["headliner", &flag, "-1"]
                .iter()
                .filter(|arg| {
                    // Only the desk's id may begin with a hyphen.
                    **arg != "-1" || flag == "--desk"
                })
                .copied()
                .chain((flag != "--desk").then_some("x")),
        );
        let flags = Flags::from_arg_matches(&matches.unwrap_or_else(|error| panic!("{flag}: {error}"))).expect("flags");
        assert!(flags.get(setting.name).is_some(), "{flag} does not reach {}", setting.name);
        assert_eq!(format!("{flags:?}"), format!("[{:?}]", setting.name));
    }
}

#[test]
fn the_token_is_never_shown() {
    let config = load_with(&[("TELOXIDE_TOKEN", "123:sEcReT"), ("TELOXIDE_PROXY", "http://a:sEcReT@proxy.kz:1")])
        .expect("both are right");
    let token = config.token.clone().expect("a token");
    let flags = Flags::from_iter([("TELOXIDE_TOKEN", "123:sEcReT".into())]);
    assert!(!format!("{config:?} {token} {token:?} {flags:?}").contains("sEcReT"));
}

#[test]
fn the_example_lists_every_setting_with_its_default() {
    let lines = EXAMPLE.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let listed: Vec<(&str, &str)> = lines.map(|line| line.split_once('=').expect("NAME=value")).collect();
    let settings: Vec<(&str, &str)> = SETTINGS.iter().map(|setting| (setting.name, setting.default)).collect();
    assert_eq!(listed, settings);
    // Each has a comment, alone or with its neighbour.
    for paragraph in EXAMPLE.split("\n\n") {
        assert!(paragraph.starts_with('#'), "{paragraph} has no comment");
    }
}

#[test]
fn the_environment_is_read_over_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(".env");
    assert!(!environment(&path).expect("no file is an empty one").contains_key("HEADLINER_FROM_FILE"));
    std::fs::write(&path, "# comment\nHEADLINER_FROM_FILE=\"a b\"\nPATH=from the file\n").expect("written");
    let all = environment(&path);
    assert!(all.is_err(), "a value with spaces needs quotes");
    std::fs::write(&path, "# comment\nHEADLINER_FROM_FILE=\"a b\"\nPATH=file\n").expect("written");
    let all = environment(&path).expect("right now");
    assert_eq!(all["HEADLINER_FROM_FILE"], "a b");
    assert_ne!(all["PATH"], "file");
    std::fs::write(&path, "TELOXIDE_TOKEN='123:sEcReT\n").expect("written");
    assert!(!environment(&path).expect_err("an open quote").contains("sEcReT"));
}

#[test]
fn unknown_settings_are_named_with_the_nearest() {
    let names = ["HEADLINER_SENDRATE", "HEADLINER_LOG", "PATH", "HEADLINER_XQZW"];
    assert_eq!(
        unknown(names),
        [
            "HEADLINER_SENDRATE is no setting and is ignored; did you mean HEADLINER_SEND_RATE?",
            "HEADLINER_XQZW is no setting and is ignored; .env.example lists them all",
        ]
    );
}

#[test]
fn lengths_of_time_are_read() {
    let check = |text: &str, expected: Option<u64>| {
        assert_eq!(parse_duration(text).ok().map(|duration| duration.as_millis() as u64), expected, "{text}");
    };
    check("30m", Some(1_800_000));
    check(" 6h ", Some(21_600_000));
    check("30d", Some(2_592_000_000));
    check("0s", Some(0));
    check("500ms", Some(500));
    check("10 min", Some(600_000));
    check("30", None);
    check("m", None);
    check("-5m", None);
    check("1.5h", None);
    check("99999999999999999999d", None);
    check("18446744073709551615d", None);
}
