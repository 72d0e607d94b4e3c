//! The last lines of a child's standard error, for its crash report.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader};
use tokio::process::ChildStderr;
use tokio::task::JoinSet;
use tracing::debug;

/// Lines that are kept.
const LINES: usize = 20;

/// Longest line; the rest of it counts as the next one.
const LONGEST: u64 = 1024;

/// Longest wait for the last words of a process that has ended.
const LAST: Duration = Duration::from_millis(500);

/// Keeps the last lines of a standard error, and logs all lines at the level debug.
#[derive(Debug)]
pub(crate) struct StderrTail {
    lines: Arc<Mutex<VecDeque<String>>>,
    reading: JoinSet<()>,
}

impl StderrTail {
    /// Keeps what `stderr` of the child called `name` says, until it ends.
    pub(crate) fn collect(name: &str, stderr: ChildStderr) -> Self {
        let lines = Arc::new(Mutex::new(VecDeque::with_capacity(LINES)));
        let mut reading = JoinSet::new();
        reading.spawn(read(name.to_owned(), stderr, Arc::clone(&lines)));
        Self { lines, reading }
    }

    /// The last lines of a child that has ended.
    pub(crate) async fn last(&mut self) -> Vec<String> {
        let _ = tokio::time::timeout(LAST, self.reading.join_next()).await;
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}

async fn read(name: String, stderr: ChildStderr, lines: Arc<Mutex<VecDeque<String>>>) {
    let mut stderr = BufReader::new(stderr);
    let mut line = vec![];
    while let Ok(1..) = (&mut stderr).take(LONGEST).read_until(b'\n', &mut line).await {
        let text = String::from_utf8_lossy(&line).trim_end().to_owned();
        line.clear();
        if text.is_empty() {
            continue;
        }
        debug!(child = name, "{name}: {text}");
        if is_of_backtrace(&text) {
            continue;
        }
        let mut lines = lines.lock().unwrap_or_else(PoisonError::into_inner);
        if lines.len() == LINES {
            lines.pop_front();
        }
        lines.push_back(text);
    }
}

/// Whether a line belongs to a backtrace: the error itself stands before it.
fn is_of_backtrace(line: &str) -> bool {
    let line = line.trim_start();
    let is_number = |number: &str| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    let is_caller = line.split_once(": ").is_some_and(|(number, _)| is_number(number));
    is_caller
        || line.starts_with("at /")
        || line.starts_with("stack backtrace:")
        || line.starts_with("note: ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callers_are_no_last_words() {
        let said = [
            "memory allocation of 4194304 bytes failed",
            "stack backtrace:",
            "   0: std::alloc::rust_oom",
            "             at /rustc/library/std/src/alloc.rs:398:9",
            "  12: main",
            "note: Some details are omitted, run with `RUST_BACKTRACE=full` for a verbose backtrace.",
            "error: 7: no such device",
        ];

        let kept: Vec<&str> = said.into_iter().filter(|line| !is_of_backtrace(line)).collect();

        assert_eq!(kept, [said[0], said[6]]);
    }
}
