//! Delivery, measured: `cargo bench --bench delivery`, or with the names of parts (`phone`, `desk`, `rate`, `million`, `holds`,
//! `repairs`, `lanes`, `morning`, `starts`) as arguments. Everything goes over HTTP on loopback to a simulator on a thread of its own, without limits, keeping
//! counters only. Figures and goals are in `benches/README.md`.

mod bench;
mod desk;
mod holds;
mod lanes;
mod million;
mod morning;
mod phone;
mod rate;
mod repairs;
mod starts;

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let wants = |part: &str| asked.is_empty() || asked.iter().any(|word| word == part);
    println!("| what | measured | goal |\n|---|---|---|");
    if wants("phone") {
        phone::measure();
    }
    if wants("desk") {
        desk::measure();
    }
    if wants("rate") {
        rate::measure();
    }
    if wants("million") {
        million::measure();
    }
    if wants("holds") {
        holds::measure();
    }
    if wants("repairs") {
        repairs::measure();
    }
    if wants("lanes") {
        lanes::measure();
    }
    if wants("morning") {
        morning::measure();
    }
    if wants("starts") {
        starts::measure();
    }
}
