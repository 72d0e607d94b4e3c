//! Reports how an engine process ended: its exit status, and the tail of its standard error.

use std::collections::VecDeque;
use std::os::unix::process::ExitStatusExt as _;
use std::process::ExitStatus;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use contract::Engine;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader};
use tokio::process::ChildStderr;
use tokio::task::JoinSet;
use tracing::debug;

/// Lines of standard error that are kept.
const LINES: usize = 20;

/// Lines of standard error that a crash report has.
const REPORTED: usize = 3;

/// Longest line; the rest of it counts as the next one.
const LONGEST: u64 = 1024;

/// Longest wait for the last words of a process that has ended.
const LAST: Duration = Duration::from_millis(500);

/// The last lines that a child wrote to standard error.
#[derive(Debug)]
pub(crate) struct StderrTail {
    lines: Arc<Mutex<VecDeque<String>>>,
    reading: JoinSet<()>,
}

impl StderrTail {
    /// Keeps what `stderr` says, until it ends.
    pub(crate) fn collect(engine: Engine, stderr: ChildStderr) -> Self {
        let lines = Arc::new(Mutex::new(VecDeque::with_capacity(LINES)));
        let mut reading = JoinSet::new();
        reading.spawn(read(engine, stderr, Arc::clone(&lines)));
        Self { lines, reading }
    }

    /// The last lines of a child that has ended.
    pub(crate) async fn last(&mut self) -> Vec<String> {
        let _ = tokio::time::timeout(LAST, self.reading.join_next()).await;
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}

async fn read(engine: Engine, stderr: ChildStderr, lines: Arc<Mutex<VecDeque<String>>>) {
    let mut stderr = BufReader::new(stderr);
    let mut line = vec![];
    while let Ok(1..) = (&mut stderr).take(LONGEST).read_until(b'\n', &mut line).await {
        let text = String::from_utf8_lossy(&line).trim_end().to_owned();
        line.clear();
        if text.is_empty() {
            continue;
        }
        debug!(engine = engine.name(), "engine: {text}");
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

/// Whether a line belongs to a list of callers: what they were called for stands before it.
fn is_of_backtrace(line: &str) -> bool {
    let line = line.trim_start();
    let is_number = |number: &str| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    let is_caller = line.split_once(": ").is_some_and(|(number, _)| is_number(number));
    is_caller
        || line.starts_with("at /")
        || line.starts_with("stack backtrace:")
        || line.starts_with("note: ")
}

/// Tells how a child ended, and its last words, in one line.
pub(super) fn crash_report(status: Option<ExitStatus>, words: &[String]) -> String {
    let how = match status {
        None => "closed its output".to_owned(),
        Some(status) => match (status.signal(), status.code()) {
            (Some(signal), _) => format!("was killed by {}", signal_name(signal)),
            (None, Some(code)) => format!("ended with exit code {code}"),
            (None, None) => "ended".to_owned(),
        },
    };
    let last = &words[words.len().saturating_sub(REPORTED)..];
    if last.is_empty() {
        return how;
    }
    format!("{how}; last words: {}", last.join(" / "))
}

fn signal_name(signal: i32) -> String {
    let name = match signal {
        1 => "SIGHUP",
        2 => "SIGINT",
        3 => "SIGQUIT",
        4 => "SIGILL",
        5 => "SIGTRAP",
        6 => "SIGABRT",
        7 => "SIGBUS",
        8 => "SIGFPE",
        9 => "SIGKILL",
        11 => "SIGSEGV",
        13 => "SIGPIPE",
        15 => "SIGTERM",
        24 => "SIGXCPU",
        31 => "SIGSYS",
        other => return format!("signal {other}"),
    };
    name.to_owned()
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

    fn check(raw: Option<i32>, words: &[&str], expected: &str) {
        let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
        assert_eq!(crash_report(raw.map(ExitStatus::from_raw), &words), expected);
    }

    #[test]
    fn a_crash_report_names_the_signal_and_the_last_words() {
        check(Some(11), &[], "was killed by SIGSEGV");
        check(Some(6), &["1", "2", "3", "4"], "was killed by SIGABRT; last words: 2 / 3 / 4");
        check(Some(3 << 8), &["bad"], "ended with exit code 3; last words: bad");
        check(None, &[], "closed its output");
    }
}
