//! Limits and faults, on the paused clock.

use std::time::Duration;

use serde_json::json;
use simulator::{Fault, Faults, Limits, Settings};
use tokio::time::Instant;

use super::ground::Ground;

async fn strict() -> Ground {
    Ground::new(Settings { limits: Limits::strict(), ..Settings::default() }).await
}

#[tokio::test(start_paused = true)]
async fn thirty_a_second_pass_and_no_more() {
    let ground = strict().await;
    let crowd = ground.sim.crowd(100);
    let mut refused = 0;
    for chat in crowd.clone().take(40) {
        let answer = ground.call("sendMessage", json!({"chat_id": chat, "text": "x"})).await;
        refused += u64::from(answer["error_code"] == 429);
        if answer["error_code"] == 429 {
            assert!(answer["parameters"]["retry_after"].as_u64() >= Some(1));
        }
    }
    let counters = ground.sim.counters();
    assert_eq!((counters.accepted, counters.refused[&429], counters.busiest_second), (30, refused, 30));
    assert!(counters.busiest_second_asked > 30);
}

/// Strict: edits and replies count like any message, and who does not wait is refused and counted.
#[tokio::test(start_paused = true)]
async fn whatever_sends_or_edits_counts_and_a_retry_after_stands() {
    let ground = strict().await;
    let crowd = ground.sim.crowd(40);
    let marat = ground.sim.person("Марат", "ru");
    marat.start("");
    let sent = ground.ok("sendMessage", json!({"chat_id": crowd.start, "text": "x"})).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    for chat in crowd.clone().skip(1).take(28) {
        ground.ok("sendMessage", json!({"chat_id": chat, "text": "x"})).await;
    }
    let number = sent["message_id"].clone();
    let edit = json!({"chat_id": crowd.start, "message_id": number, "text": "y"});
    ground.ok("editMessageText", edit).await;
    ground.ok("sendMessage", json!({"chat_id": marat.id(), "text": "x"})).await;
    let told = ground.refused("sendMessage", json!({"chat_id": crowd.start + 30, "text": "x"})).await;
    assert_eq!(told, "Too Many Requests: retry after 1");
    assert_eq!(ground.sim.counters().asked_too_soon, 0);
    tokio::time::sleep(Duration::from_millis(900)).await;
    for chat in [crowd.start + 31, marat.id()] {
        ground.refused("sendMessage", json!({"chat_id": chat, "text": "x"})).await;
    }
    let counters = ground.sim.counters();
    assert_eq!((counters.asked_too_soon, counters.busiest_second_asked), (2, 33));
    tokio::time::sleep(Duration::from_secs(2)).await;
    ground.ok("sendMessage", json!({"chat_id": marat.id(), "text": "x"})).await;
    assert_eq!(ground.sim.counters().asked_too_soon, 2);
}

#[tokio::test(start_paused = true)]
async fn telegram_waits_in_silence_before_it_refuses() {
    let limits = Limits { per_second: 1, ..Limits::telegram() };
    let ground = Ground::new(Settings { limits, ..Settings::default() }).await;
    let crowd = ground.sim.crowd(20);
    let started = Instant::now();
    let calls = crowd.map(|chat| ground.call("sendMessage", json!({"chat_id": chat, "text": "x"})));
    let answers = futures_util::future::join_all(calls).await;
    let accepted = answers.iter().filter(|answer| answer["ok"] == true).count();
    assert!((8..=10).contains(&accepted), "one a second for eight seconds, not {accepted}");
    assert!(started.elapsed() <= Duration::from_secs(10), "{:?}", started.elapsed());
    assert_eq!(ground.sim.counters().busiest_second, 1);
}

#[tokio::test(start_paused = true)]
async fn a_reply_to_somebody_who_just_wrote_is_outside_the_bulk_limit() {
    let limits = Limits { per_second: 1, silent_wait: 0, ..Limits::telegram() };
    let ground = Ground::new(Settings { limits, ..Settings::default() }).await;
    let crowd = ground.sim.crowd(2);
    ground.ok("sendMessage", json!({"chat_id": crowd.start, "text": "x"})).await;
    ground.refused("sendMessage", json!({"chat_id": crowd.start + 1, "text": "x"})).await;
    let marat = ground.sim.person("Марат", "ru");
    marat.start("");
    ground.ok("sendMessage", json!({"chat_id": marat.id(), "text": "x"})).await;
}

#[tokio::test(start_paused = true)]
async fn paid_broadcasts_cost_a_tenth_of_a_star_each_above_the_free_rate() {
    let ground = Ground::new(Settings { limits: Limits::strict(), ..Settings::default() }).await;
    ground.sim.set_stars(10_001.0, 20_000);
    for chat in ground.sim.crowd(50) {
        ground.ok("sendMessage", json!({"chat_id": chat, "text": "x", "allow_paid_broadcast": true})).await;
    }
    assert_eq!(ground.sim.counters().paid, 20);
    let balance = ground.ok("getMyStarBalance", json!({})).await;
    assert_eq!(balance, json!({"amount": 9999, "nanostar_amount": 0}));
    ground.sim.set_stars(100.0, 20_000);
    let chat = ground.sim.crowd(1).start;
    ground.refused("sendMessage", json!({"chat_id": chat, "text": "x", "allow_paid_broadcast": true})).await;
}

#[tokio::test(start_paused = true)]
async fn faults_do_what_they_say() {
    let ground = Ground::free().await;
    let chat = ground.sim.crowd(1).start;
    let url = format!("{}/bot{}/sendMessage", ground.sim.url(), ground.sim.token());
    let cases = [
        (Fault::ResetBefore, 0, false),
        (Fault::ResetAfter, 1, false),
        (Fault::BadGateway, 0, true),
        (Fault::BadGatewayAfter, 1, true),
        (Fault::Restart, 0, true),
        (Fault::Flood(3), 0, true),
        (Fault::FloodAfter(3), 1, true),
        (Fault::Lost, 1, false),
        (Fault::Swallowed, 0, false),
        (Fault::Truncated, 1, false),
        (Fault::Delay(500), 1, true),
    ];
    for (fault, effect, answered) in cases {
        ground.sim.reset_counters();
        ground.sim.fail_next("sendMessage", fault, 1);
        let request = ground.http.post(&url).json(&json!({"chat_id": chat, "text": "x"}));
        let answer = match request.timeout(Duration::from_secs(30)).send().await {
            Ok(response) => response.bytes().await.ok(),
            Err(_) => None,
        };
        let counters = ground.sim.counters();
        assert_eq!((counters.accepted, answer.is_some()), (effect, answered), "{fault:?}");
        let lost = effect == 1 && !matches!(fault, Fault::Delay(_));
        assert_eq!(counters.answers_lost, u64::from(lost), "{fault:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_seed_repeats_a_run() {
    let mut runs = Vec::new();
    for _ in 0..2 {
        let ground = Ground::free().await;
        ground.sim.set_faults(Faults { seed: 5, restart: 0.2, bad_gateway: 0.2, flood: 0.1, ..Faults::none() });
        for chat in ground.sim.crowd(60) {
            let url = format!("{}/bot{}/sendMessage", ground.sim.url(), ground.sim.token());
            ground.http.post(&url).json(&json!({"chat_id": chat, "text": "x"})).send().await.expect("an answer");
        }
        runs.push(ground.sim.requests().into_iter().map(|request| request.fault).collect::<Vec<_>>());
    }
    assert_eq!(runs[0], runs[1]);
    assert!(runs[0].iter().flatten().count() > 10);
}

#[tokio::test(start_paused = true)]
async fn an_outage_refuses_everything_and_ends() {
    let ground = Ground::free().await;
    ground.sim.outage(Fault::BadGateway, Duration::from_secs(60));
    let url = format!("{}/bot{}/getMe", ground.sim.url(), ground.sim.token());
    assert_eq!(ground.http.get(&url).send().await.expect("an answer").status(), 502);
    tokio::time::sleep(Duration::from_secs(61)).await;
    assert_eq!(ground.http.get(&url).send().await.expect("an answer").status(), 200);
}
