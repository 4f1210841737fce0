//! From the `rename` of an article's file into the store to the accepted `sendMessage`, with the real program.

use std::{
    thread,
    time::{Duration, SystemTime},
};

use super::bench::{folder, program, row, simulator, wait_for_accepted};

const ARTICLES: usize = 60;

pub fn measure() {
    let (sim, people) = simulator(1);
    let folder = folder();
    let line = format!("chat_id,language,rubrics,mode,source\n{},ru,society,now,\n", people.start);
    std::fs::write(folder.path().join("readers.csv"), line).unwrap();
    assert!(program(folder.path(), &sim).args(["readers", "import", "readers.csv"]).status().unwrap().success());
    let mut bot = program(folder.path(), &sim).args(["run", "--send-rate", "0"]).spawn().unwrap();
    thread::sleep(Duration::from_secs(2)); // its first look at the folder
    let mut took: Vec<f64> = (0..ARTICLES).map(|number| article(&sim, folder.path(), number)).collect();
    bot.kill().unwrap();
    let _ = bot.wait();
    took.sort_by(f64::total_cmp);
    let (median, p95) = (took[took.len() / 2], took[took.len() * 95 / 100]);
    row("file to phone, median", &format!("{median:.0} ms"), "≤ 50 ms");
    row("file to phone, p95", &format!("{p95:.0} ms"), "≤ 150 ms");
}

/// Milliseconds for one article.
fn article(sim: &simulator::Simulator, folder: &std::path::Path, number: usize) -> f64 {
    thread::sleep(Duration::from_millis(1_000 + (number as u64 * 37) % 100)); // one message a second and chat
    let text = format!(
        "---\nid: n{number}\nurl: https://vecher.kz/n{number}\nrubric: society\nheadline: \"Новость {number}\"\n---\n\nПодробности.\n"
    );
    let (draft, file) = (folder.join("articles/.draft"), folder.join(format!("articles/n{number}.md")));
    std::fs::write(&draft, text).unwrap();
    let accepted = sim.counters().accepted;
    let begun = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    std::fs::rename(draft, file).unwrap();
    wait_for_accepted(sim, accepted + 1);
    let arrived = sim.counters().last_accepted_us.unwrap();
    (arrived as f64 - begun.as_micros() as f64) / 1_000.0
}
