//! How memory, files, streams and consumers grow.

use std::fs;
use std::time::Duration;

use system_tests::Fleet;

/// What one process, or the broker, has.
#[derive(Debug, Clone, PartialEq)]
struct Size {
    name: String,
    memory_mib: f64,
    files: usize,
}

/// What there was after a round.
#[derive(Debug)]
struct Look {
    at: Duration,
    sizes: Vec<Size>,
    streams: u64,
    consumers: u64,
}

/// What there was after each round.
#[derive(Debug, Default)]
pub(crate) struct Growth {
    looks: Vec<Look>,
}

impl Growth {
    pub(crate) async fn take(&mut self, fleet: &Fleet, at: Duration) {
        let mut sizes = vec![size("nats-server", fleet.world.nats.pid())];
        let processes = fleet.members.iter().map(|member| &member.process);
        sizes.extend(processes.map(|process| size(process.name(), process.pid())));
        let info = fleet.bus.client().request("$JS.API.INFO", "".into()).await;
        let info: serde_json::Value = info
            .ok()
            .and_then(|info| serde_json::from_slice(&info.payload).ok())
            .unwrap_or_default();
        let count = |what: &str| info[what].as_u64().unwrap_or_default();
        let (streams, consumers) = (count("streams"), count("consumers"));
        self.looks.push(Look { at, sizes, streams, consumers });
    }

    /// Prints the first look after the start, the last, and the largest in between.
    pub(crate) fn print(&self) {
        let (Some(first), Some(last)) = (self.looks.first(), self.looks.last()) else { return };
        println!(
            "\n{:<14} {:>10} {:>10} {:>10} {:>7} {:>7}   after {} s and {} s",
            "process",
            "MiB",
            "MiB later",
            "most MiB",
            "files",
            "later",
            first.at.as_secs(),
            last.at.as_secs()
        );
        for (at, (before, after)) in first.sizes.iter().zip(&last.sizes).enumerate() {
            let most = self.looks.iter().filter_map(|look| look.sizes.get(at));
            let most = most.map(|size| size.memory_mib).fold(0.0, f64::max);
            println!(
                "{:<14} {:>10.1} {:>10.1} {:>10.1} {:>7} {:>7}",
                before.name, before.memory_mib, after.memory_mib, most, before.files, after.files
            );
        }
        println!(
            "streams {} → {}, consumers {} → {}\n",
            first.streams, last.streams, first.consumers, last.consumers
        );
    }
}

fn size(name: &str, pid: u32) -> Size {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib: f64 =
        line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default();
    let files = fs::read_dir(format!("/proc/{pid}/fd")).map_or(0, Iterator::count);
    Size { name: name.to_owned(), memory_mib: kib / 1024.0, files }
}
