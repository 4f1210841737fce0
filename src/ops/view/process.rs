//! The process as the system sees it. In: `/proc`, where there is one. Out: figures by the names that all exporters of Prometheus give
//! them; what the system does not tell is left out.

use std::fs;

/// Ticks a second in which Linux tells processor time, on every machine (`USER_HZ`).
const TICKS: f64 = 100.0;
/// Where the two times stand behind the name of the process, which may hold spaces.
const TIMES: usize = 11;

/// What the system tells.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Process {
    /// Bytes of memory in use.
    pub(super) memory: Option<f64>,
    /// Open files.
    pub(super) files: Option<f64>,
    /// Seconds of processor time, of the user and of the system.
    pub(super) work: Option<f64>,
}

impl Process {
    /// As it is now.
    pub(super) fn now() -> Process {
        let text = |name| fs::read_to_string(format!("/proc/self/{name}")).unwrap_or_default();
        let files = fs::read_dir("/proc/self/fd").map(|files| files.count() as f64);
        Process { memory: memory(&text("status")), files: files.ok(), work: work(&text("stat")) }
    }
}

fn memory(status: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().strip_suffix(" kB")?.trim().parse::<f64>().ok()? * 1024.0)
}

fn work(stat: &str) -> Option<f64> {
    let (_, rest) = stat.rsplit_once(')')?;
    let times: Vec<f64> = rest.split_whitespace().skip(TIMES).take(2).filter_map(|time| time.parse().ok()).collect();
    (times.len() == 2).then(|| times.iter().sum::<f64>() / TICKS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_linux_tells_is_read() {
        assert_eq!(memory("Name:\theadliner\nVmRSS:\t   12345 kB\nThreads:\t4\n"), Some(12_641_280.0));
        assert_eq!(memory("Name:\theadliner\n"), None);
        let stat = "42 (head (line) r) S 1 42 42 0 -1 4194560 1 0 0 0 250 150 0 0 20 0 4 0 1 1 1";
        assert_eq!(work(stat), Some(4.0));
        assert_eq!((work(""), work("42 (x) S 1")), (None, None));
    }
}
