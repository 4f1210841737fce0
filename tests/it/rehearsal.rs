//! `headliner check --telegram` against a simulator in Telegram's place: that it finds nothing where nothing is to be found, finds what is
//! answered otherwise, disturbs nobody, leaves nothing behind and gives nothing away.

use std::{
    collections::{BTreeSet, HashMap},
    fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::ExitCode,
    time::Duration,
};

use headliner::{
    bot_api::Client,
    cli::rehearsal::{Finding, NOT_PLAYED, Options, Rehearsal, rehearse, run},
    config::{Config, Flags, Token},
    store::Store,
};
use simulator::{Fault, Person, Settings, Simulator};
use tokio::time::Instant;

/// A Telegram with its limits, and an admin who has pressed Start.
async fn telegram() -> (Simulator, Client, Person) {
    let sim = Simulator::start(Settings::default()).await.unwrap();
    let client = Client::new(&sim.url().parse().unwrap(), None, &Token::new(sim.token()).unwrap()).unwrap();
    let admin = sim.person_with("Айгуль Сейткали", "kk", "aigul_the_admin", Some(5_123_456_789));
    admin.start("");
    (sim, client, admin)
}

async fn rehearsed(client: &Client, chat: i64) -> Rehearsal {
    rehearse(client, chat, std::future::pending(), |_| {}).await.unwrap()
}

/// What was answered otherwise: method, step, and of what.
fn otherwise(rehearsal: &Rehearsal) -> Vec<(&str, &str, String)> {
    let found = rehearsal.findings.iter().filter(|finding| !finding.is_as_expected());
    fn shown(finding: &Finding) -> (&str, &str, String) {
        let what: Vec<&str> = finding.otherwise.iter().map(|difference| difference.what.as_str()).collect();
        (finding.method.as_str(), finding.step, what.join("; "))
    }
    found.map(shown).collect()
}

#[tokio::test(start_paused = true)]
async fn a_telegram_like_the_simulator_is_as_expected() {
    let (sim, client, admin) = telegram().await;
    let begin = Instant::now();
    let rehearsal = rehearsed(&client, admin.id()).await;
    assert_eq!(otherwise(&rehearsal), []);
    assert!(rehearsal.is_as_expected() && rehearsal.findings.len() > 60, "{}", rehearsal.findings.len());
    assert!(begin.elapsed() < Duration::from_secs(120), "{:?} for two minutes", begin.elapsed());
    assert!(rehearsal.floods.is_empty(), "it goes slowly enough: {:?}", rehearsal.floods);
    assert_eq!(admin.received().len(), 0, "{}", admin.transcript());
    assert!(sim.counters().busiest_chat_second <= 2);
}

/// What Headliner knows to send is all there, and stands otherwise in no chat.
#[tokio::test(start_paused = true)]
async fn a_group_and_a_channel_are_rehearsed_in_too() {
    let (sim, client, admin) = telegram().await;
    for room in [sim.supergroup("Редакция", &[&admin]), sim.channel("Вечер", "vecher", &admin)] {
        room.add_bot();
        let rehearsal = rehearsed(&client, room.id()).await;
        assert_eq!(otherwise(&rehearsal), [], "{:?}", rehearsal.place);
        assert!(rehearsal.floods.is_empty(), "{:?}: {:?}", rehearsal.place, rehearsal.floods);
        let messages = room.received().into_iter().filter(|message| !message.deleted).count();
        assert_eq!(messages, 0, "{}", room.transcript());
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_answered_otherwise_is_found_and_cleared_away() {
    let (sim, client, admin) = telegram().await;
    sim.fail_next("editMessageMedia", Fault::Unauthorized, 1);
    let rehearsal = rehearsed(&client, admin.id()).await;
    let covered = ("editMessageMedia", "the photo covered by an edit, by its name", "the answer".to_owned());
    assert_eq!(otherwise(&rehearsal), [covered]);
    assert!(!rehearsal.is_as_expected());

    // A text that is not taken, and a server that is not well.
    sim.fail_text("17:30", 400, "Bad Request: can't parse entities: in other words");
    sim.fail_next("sendDocument", Fault::Restart, 1);
    let rehearsal = rehearsed(&client, admin.id()).await;
    let found: BTreeSet<&str> = otherwise(&rehearsal).into_iter().map(|(method, ..)| method).collect();
    let texts = ["editMessageCaption", "editMessageReplyMarkup", "editMessageText", "sendMessage"];
    assert_eq!(found, BTreeSet::from_iter(texts.into_iter().chain(["sendDocument"])));
    let told = &rehearsal.findings.iter().find(|finding| !finding.is_as_expected()).unwrap().otherwise[0];
    assert!(told.told.ends_with("in other words") && told.expected == "accepted", "{told:?}");
    assert_eq!(admin.received().len(), 0, "{}", admin.transcript());
}

#[tokio::test(start_paused = true)]
async fn floods_are_waited_for() {
    let (sim, client, admin) = telegram().await;
    sim.fail_next("sendPhoto", Fault::Flood(7), 2);
    let begin = Instant::now();
    let rehearsal = rehearsed(&client, admin.id()).await;
    assert_eq!(otherwise(&rehearsal), []);
    assert_eq!(rehearsal.floods, [Duration::from_secs(7); 2]);
    assert!(begin.elapsed() > Duration::from_secs(14 + 60));
    assert_eq!(sim.counters().asked_too_soon, 0);
}

#[tokio::test(start_paused = true)]
async fn one_that_is_broken_off_leaves_nothing() {
    let (_sim, client, admin) = telegram().await;
    let end = tokio::time::sleep(Duration::from_secs(20));
    let rehearsal = rehearse(&client, admin.id(), end, |_| {}).await.unwrap();
    assert!(!rehearsal.whole && !rehearsal.is_as_expected() && rehearsal.left == 0);
    assert!((15..60).contains(&rehearsal.findings.len()), "{}", rehearsal.findings.len());
    assert_eq!(admin.received().len(), 0, "{}", admin.transcript());
}

#[tokio::test(start_paused = true)]
async fn where_nothing_can_be_sent_a_sentence_says_so() {
    let (sim, client, admin) = telegram().await;
    let check = async |chat: i64, expected: &str| {
        let error = rehearse(&client, chat, std::future::pending(), |_| {}).await.unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    };
    check(77, "does not find the chat 77: press Start there first").await;
    admin.block();
    check(admin.id(), "the first message was answered with 403 Forbidden: bot was blocked by the user").await;
    assert_eq!(sim.requests_of("sendMessage").len(), 1, "one try is enough");
}

/// The command in a folder of its own, with these settings.
async fn command(sim: &Simulator, folder: &Path, more: &[(&str, String)]) -> anyhow::Result<ExitCode> {
    let mut settings: HashMap<&str, String> = more.iter().cloned().collect();
    settings.insert("TELOXIDE_TOKEN", sim.token().to_owned());
    settings.insert("TELOXIDE_API_URL", sim.url().to_owned());
    settings.insert("HEADLINER_DATABASE", folder.join("headliner.db").display().to_string());
    let config = Config::load(&Flags::default(), |name| settings.get(name).cloned()).unwrap();
    let options = Options { telegram: true, chat: None, report: folder.join("report.json") };
    run(&options, &config, std::future::pending()).await
}

#[tokio::test(start_paused = true)]
async fn the_report_gives_nothing_away_and_the_bot_is_not_disturbed() {
    let (sim, _, admin) = telegram().await;
    let folder = crate::folder::folder();
    let report = folder.path().join("report.json");
    fs::write(&report, "open to all").unwrap();
    let (bot, secret) = sim.token().split_once(':').unwrap();
    let secrets = [sim.token(), bot, secret, &admin.id().to_string()].map(str::to_owned);
    let descriptions = format!("Bad Request: {} of @headliner_bot in {}", secrets[0], secrets[3]);
    sim.fail_text("17:30", 400, &descriptions);
    let admins = [("HEADLINER_ADMINS", admin.id().to_string())];
    let code = command(&sim, folder.path(), &admins).await.unwrap();
    assert_eq!(code, ExitCode::FAILURE);

    let text = fs::read_to_string(&report).unwrap();
    assert_eq!(fs::metadata(&report).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(text.contains("Bad Request: … of @… in"), "{text}");
    for secret in secrets.iter().map(String::as_str).chain(["headliner_bot of", "Айгуль", "aigul_the_admin", "Admin"])
    {
        assert!(!text.contains(secret), "{secret} is in {text}");
    }
    let report: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert!(report["steps"].as_array().unwrap().len() > 60 && report["chat"] == "private" && report["left"] == 0);

    let asked: BTreeSet<String> = sim.requests().into_iter().map(|request| request.method).collect();
    for method in ["getUpdates", "deleteWebhook", "setMyCommands"] {
        assert!(!asked.iter().any(|asked| asked.eq_ignore_ascii_case(method)), "{method} disturbs a bot at work");
    }
}

#[tokio::test(start_paused = true)]
async fn the_chat_is_the_first_admins() {
    let (sim, _, admin) = telegram().await;
    let folder = crate::folder::folder();
    let error = command(&sim, folder.path(), &[]).await.unwrap_err().to_string();
    assert!(error.contains("nobody is an admin yet") && error.contains("--chat"), "{error}");
    let store = Store::open(&folder.path().join("headliner.db")).unwrap();
    let role = headliner::store::staff::Role::Admin;
    store.write_here(|store| store.add_staff(admin.id(), role, "Айгуль", headliner::clock::Time(1))).unwrap();
    assert_eq!(command(&sim, folder.path(), &[]).await.unwrap(), ExitCode::SUCCESS);
    assert!(admin.chat().message(2).is_some(), "nothing was sent to the admin");
}

/// The methods that the code names: whole requests, and those of teloxide's.
fn used() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![Path::new("src").to_path_buf()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() && !path.ends_with("rehearsal") {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs") {
                named(&fs::read_to_string(&path).unwrap(), &mut found);
            }
        }
    }
    found
}

fn named(code: &str, found: &mut BTreeSet<String>) {
    for before in ["Parcel::json(\"", "const NAME: &'static str = \""] {
        found.extend(code.split(before).skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
    }
    let Some((_, payloads)) = code.split_once("payloads::") else { return };
    let payloads = match payloads.strip_prefix('{') {
        Some(list) => list.split_once('}').map_or("", |(list, _)| list),
        None => payloads.split([',', ';', '}']).next().unwrap_or_default(),
    };
    for name in payloads.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        let mut letters = name.chars();
        found.extend(letters.next().map(|first| format!("{}{}", first.to_lowercase(), letters.as_str())));
    }
}

#[tokio::test(start_paused = true)]
async fn every_method_that_headliner_uses_is_rehearsed() {
    let (_sim, client, admin) = telegram().await;
    let rehearsal = rehearsed(&client, admin.id()).await;
    let played: BTreeSet<&str> = rehearsal.findings.iter().map(|finding| finding.method.as_str()).collect();
    let used = used();
    assert!(used.len() > 14, "the code is written otherwise now: {used:?}");
    let left_out: BTreeSet<&str> = NOT_PLAYED.iter().map(|(method, _)| *method).collect();
    let missing: Vec<&String> =
        used.iter().filter(|method| !played.contains(method.as_str()) && !left_out.contains(method.as_str())).collect();
    assert!(missing.is_empty(), "neither rehearsed nor left out for a reason: {missing:?}");
    let idle: Vec<&&str> = left_out.iter().filter(|method| !used.contains(**method)).collect();
    assert!(idle.is_empty(), "left out though nobody uses them: {idle:?}");
}
