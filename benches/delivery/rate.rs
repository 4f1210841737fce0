//! Messages a second without a limit, intents and ledger on, beside a bare `reqwest` loop to the same server.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Instant,
};

use headliner::{delivery::Delivery, store::Store};
use simulator::{Faults, Simulator};

use super::bench::{newsroom, outfit, program, publish, row, runtime, simulator, wait_for_accepted};

const MESSAGES: u64 = 30_000;
const ROUNDS: usize = 5;
/// As fast as paid broadcasts may be.
const LIMIT: u32 = 1_000;
/// Requests in flight of the bare loop: with more it gets no faster.
const TASKS: usize = 64;

pub fn measure() {
    // By turns, since a machine that others use too is faster at one time than at another.
    let rounds: Vec<[f64; 3]> = (0..ROUNDS)
        .map(|_| {
            let (bare, free) = (bare(), ours(0, Faults::none()));
            [bare, free, free / bare * 100.0]
        })
        .collect();
    row("messages a second, bare `reqwest` loop", &median(&rounds, 0), "");
    row("messages a second, delivery", &median(&rounds, 1), "");
    row("the one of the other, in percent", &median(&rounds, 2), "≥ 60");
    let faults = Faults { latency_ms: 60, jitter_ms: 40, ..Faults::none() };
    let limited = ours(LIMIT, faults);
    row(
        &format!("messages a second at a limit of {LIMIT}, answers after 60 to 100 ms"),
        &format!("{limited:.0}"),
        "≥ 990",
    );
}

/// The middle of the rounds, with the least and the most.
fn median(rounds: &[[f64; 3]], of: usize) -> String {
    let mut values: Vec<f64> = rounds.iter().map(|round| round[of]).collect();
    values.sort_by(f64::total_cmp);
    format!("{:.0} ({:.0} to {:.0})", values[values.len() / 2], values[0], values[values.len() - 1])
}

fn bare() -> f64 {
    let (sim, people) = simulator(MESSAGES);
    let client = reqwest::Client::builder().tcp_nodelay(true).pool_max_idle_per_host(512).build().unwrap();
    let url: Arc<str> = format!("{}/bot{}/sendMessage", sim.url(), sim.token()).into();
    let (next, last) = (Arc::new(AtomicI64::new(people.start)), people.end);
    let begun = Instant::now();
    runtime().block_on(async {
        let tasks: Vec<_> = (0..TASKS)
            .map(|_| {
                let (client, url, next) = (client.clone(), url.clone(), next.clone());
                tokio::spawn(async move {
                    loop {
                        let chat = next.fetch_add(1, Ordering::Relaxed);
                        if chat >= last {
                            return;
                        }
                        send(&client, &url, chat).await;
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
    });
    per_second(&sim, begun)
}

async fn send(client: &reqwest::Client, url: &str, chat: i64) {
    let body = format!(
        "{{\"chat_id\":{chat},\"link_preview_options\":{{\"url\":\"https://vecher.kz/1\",\"prefer_large_media\":true,\
         \"show_above_text\":true}},\"parse_mode\":\"HTML\",\"reply_markup\":{{\"inline_keyboard\":[[{{\"text\":\"Читать на \
         Vecher.kz\",\"url\":\"https://vecher.kz/1?utm_source=telegram&utm_medium=bot\"}},{{\"callback_data\":\"m:1\",\
         \"text\":\"⋯\"}}]]}},\"text\":\"<b>Новый мост через Большую Алматинку открыт</b>\\n\\nПо нему пошли автобусы; \
         трамвай обещают к весне.\\n\\n#Общество\"}}"
    );
    let request = client.post(url).header(reqwest::header::CONTENT_TYPE, "application/json").body(body);
    let answer = request.send().await.unwrap().bytes().await.unwrap();
    assert!(answer.starts_with(b"{\"ok\":true"));
}

fn ours(rate: u32, faults: Faults) -> f64 {
    let (sim, people) = simulator(MESSAGES);
    sim.set_faults(faults);
    let folder = super::bench::folder();
    let lines: String = people.map(|person| format!("{person},ru,society,now,\n")).collect();
    std::fs::write(folder.path().join("readers.csv"), format!("chat_id,language,rubrics,mode,source\n{lines}"))
        .unwrap();
    let imported = program(folder.path(), &sim).args(["readers", "import", "readers.csv"]).output().unwrap();
    assert!(imported.status.success());
    let store = Store::open(&folder.path().join("headliner.db")).unwrap();
    let newsroom = newsroom(&store);
    runtime().block_on(async {
        let (outfit, _newsroom) = outfit(&store, &sim, rate);
        let (_delivery, work) = Delivery::start(outfit, std::future::pending()).await.unwrap();
        let work = tokio::spawn(work);
        publish(&store, &newsroom, "bridge");
        let begun = Instant::now();
        let waiting = sim.clone();
        tokio::task::spawn_blocking(move || wait_for_accepted(&waiting, MESSAGES)).await.unwrap();
        work.abort();
        per_second(&sim, begun)
    })
}

fn per_second(sim: &Simulator, begun: Instant) -> f64 {
    let counters = sim.counters();
    assert_eq!(counters.accepted, MESSAGES, "{counters:?}");
    MESSAGES as f64 / begun.elapsed().as_secs_f64()
}
