//! How fast the simulator takes `sendMessage`, and what a message costs it in lean mode: it must never be what limits a
//! measurement of the bot. `cargo bench --bench simulator`; a number as argument sends so many messages.
//!
//! The simulator runs on a thread of its own, one current-thread runtime, as in the tests. The client beside it is as bare
//! as can be: ready-made requests on keep-alive connections.

use std::{
    error::Error,
    io::{Read, Write},
    net::TcpStream,
    sync::mpsc,
    time::Instant,
};

use simulator::{Settings, Simulator};

/// Connections of the client, each on a thread that mostly waits.
const CONNECTIONS: usize = 16;
/// Messages sent unless told otherwise.
const MESSAGES: usize = 300_000;

fn main() -> Result<(), Box<dyn Error>> {
    let asked = std::env::args().skip(1).find_map(|word| word.parse().ok());
    let messages = asked.unwrap_or(MESSAGES);
    for lean in [true, false] {
        measure(lean, messages)?;
    }
    Ok(())
}

fn measure(lean: bool, messages: usize) -> Result<(), Box<dyn Error>> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || serve(lean, &sender));
    let (sim, thread, first) = receiver.recv()?;
    let address = sim.url().trim_start_matches("http://").to_string();
    run(&address, sim.token(), first, messages / 10)?;
    sim.reset_counters();
    let (memory, cpu, started) = (resident()?, cpu_seconds(thread)?, Instant::now());
    run(&address, sim.token(), first + 1_000_000, messages)?;
    let (wall, cpu) = (started.elapsed().as_secs_f64(), cpu_seconds(thread)? - cpu);
    let grown = resident()?.saturating_sub(memory);
    let accepted = sim.counters().accepted;
    let mode = if lean { "lean" } else { "full" };
    println!(
        "{mode}: {accepted} sendMessage, {:.0}/s beside the client, {:.0}/s on one core, {:.0} bytes a message",
        accepted as f64 / wall,
        accepted as f64 / cpu,
        grown as f64 / accepted as f64
    );
    sim.stop();
    Ok(())
}

/// Runs a simulator on this thread and hands out the means to talk to it.
fn serve(lean: bool, ready: &mpsc::Sender<(Simulator, i32, i64)>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let settings = Settings { lean, log_capacity: 1000, ..Settings::unlimited() };
        let sim = Simulator::start(settings).await.expect("a free port");
        let first = sim.crowd(10_000_000).start;
        ready.send((sim, thread_id(), first)).expect("the bench listens");
        std::future::pending::<()>().await;
    });
}

/// Sends so many messages, each to another chat.
fn run(address: &str, token: &str, first: i64, messages: usize) -> Result<(), Box<dyn Error>> {
    let share = messages.div_ceil(CONNECTIONS);
    std::thread::scope(|scope| {
        for connection in 0..CONNECTIONS {
            scope.spawn(move || {
                let from = first + i64::try_from(connection * share).unwrap_or(0);
                send(address, token, from, share).expect("the simulator answers");
            });
        }
    });
    Ok(())
}

fn send(address: &str, token: &str, first: i64, count: usize) -> std::io::Result<()> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    let mut answer = [0; 4096];
    for chat in (first..).take(count) {
        let body = format!(
            r#"{{"chat_id":{chat},"text":"<b>Headline {chat}</b>\nA lead of the usual length, with a link.","parse_mode":"HTML",
            "reply_markup":{{"inline_keyboard":[[{{"text":"Read","url":"https://example.org/{chat}"}}]]}}}}"#
        );
        let head =
            format!("POST /bot{token}/sendMessage HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\n");
        stream.write_all(format!("{head}content-length: {}\r\n\r\n{body}", body.len()).as_bytes())?;
        let read = stream.read(&mut answer)?;
        assert!(answer[..read].starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer[..read]));
    }
    Ok(())
}

/// Memory of this process in bytes.
fn resident() -> Result<u64, Box<dyn Error>> {
    let pages = std::fs::read_to_string("/proc/self/statm")?;
    Ok(pages.split_whitespace().nth(1).ok_or("statm")?.parse::<u64>()? * 4096)
}

fn thread_id() -> i32 {
    let link = std::fs::read_link("/proc/thread-self").unwrap_or_default();
    link.file_name().and_then(|name| name.to_str()).and_then(|name| name.parse().ok()).unwrap_or(0)
}

/// Processor time of a thread so far.
fn cpu_seconds(thread: i32) -> Result<f64, Box<dyn Error>> {
    let stat = std::fs::read_to_string(format!("/proc/self/task/{thread}/schedstat"))?;
    let nanoseconds: f64 = stat.split_whitespace().next().ok_or("schedstat")?.parse()?;
    Ok(nanoseconds / 1e9)
}
