//! What an assembler uses while it works: memory and CPU, with its encoders, and scratch files.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use system_tests::Process;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// How often it is looked at.
const LOOK: Duration = Duration::from_millis(100);

/// Clock ticks in a second, as /proc counts CPU time.
const TICKS: f64 = 100.0;

/// The most that was used at a time.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Used {
    pub(crate) memory: u64,
    pub(crate) memory_with_server: u64,
    pub(crate) scratch: u64,
    pub(crate) cpu_seconds: f64,
}

/// A look at it ten times a second.
pub(crate) struct Watch {
    stop: CancellationToken,
    looking: JoinHandle<Used>,
}

impl Watch {
    #[expect(clippy::disallowed_methods, reason = "it is waited for when the watch is stopped")]
    pub(crate) fn start(assembler: u32, server: u32, scratch: &Path) -> Self {
        let stop = CancellationToken::new();
        let looking = tokio::spawn(look(assembler, server, scratch.to_owned(), stop.clone()));
        Self { stop, looking }
    }

    /// Stops the assembler, and says what it used.
    pub(crate) async fn stop(self, mut assembler: Process) -> Used {
        self.stop.cancel();
        let used = self.looking.await.unwrap();
        assembler.terminate();
        assembler.ended(Duration::from_secs(60)).await;
        used
    }
}

async fn look(assembler: u32, server: u32, scratch: PathBuf, stop: CancellationToken) -> Used {
    let mut used = Used::default();
    while !stop.is_cancelled() {
        let family = family(assembler);
        let memory = family.iter().map(|&pid| memory(pid)).sum::<u64>();
        used.memory = used.memory.max(memory);
        used.memory_with_server = used.memory_with_server.max(memory + self::memory(server));
        used.scratch = used.scratch.max(size(&scratch));
        used.cpu_seconds = cpu(assembler);
        tokio::time::sleep(LOOK).await;
    }
    used
}

/// A process and its children.
fn family(pid: u32) -> Vec<u32> {
    let children = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    let children = children.flat_map(|task| {
        let children = fs::read_to_string(task.path().join("children")).unwrap_or_default();
        children.split_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<u32>>()
    });
    std::iter::once(pid).chain(children).collect()
}

/// Proportional set size.
fn memory(pid: u32) -> u64 {
    let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
    let line = rollup.lines().find(|line| line.starts_with("Pss:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).unwrap_or(0) * 1024
}

/// CPU seconds of a process, and of its children that have ended.
fn cpu(pid: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let behind = stat.rsplit(')').next().unwrap_or_default();
    let ticks = behind.split_whitespace().skip(11).take(4);
    ticks.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS
}

/// Bytes of all files below a folder.
fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let sizes = entries.map(|entry| match entry.metadata() {
        Ok(about) if about.is_dir() => size(&entry.path()),
        Ok(about) => about.len(),
        Err(_) => 0,
    });
    sizes.sum()
}
