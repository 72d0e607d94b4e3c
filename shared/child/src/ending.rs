//! How a child process ended, and what it said last.

use std::fmt;
use std::os::unix::process::ExitStatusExt as _;
use std::process::ExitStatus;

/// Lines of standard error that a crash report has.
const REPORTED: usize = 3;

/// How a process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// It still runs, but closed its output; or its status is unknown.
    ClosedOutput,
    /// By itself, with this exit code.
    Code(i32),
    /// By this signal.
    Signal(i32),
}

impl From<Option<ExitStatus>> for How {
    fn from(status: Option<ExitStatus>) -> Self {
        match status.map(|status| (status.signal(), status.code())) {
            Some((Some(signal), _)) => Self::Signal(signal),
            Some((None, Some(code))) => Self::Code(code),
            Some((None, None)) | None => Self::ClosedOutput,
        }
    }
}

impl fmt::Display for How {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ClosedOutput => f.write_str("closed its output"),
            Self::Code(code) => write!(f, "ended with exit code {code}"),
            Self::Signal(signal) => match signal_name(*signal) {
                Some(name) => write!(f, "was killed by {name}"),
                None => write!(f, "was killed by signal {signal}"),
            },
        }
    }
}

/// A crash report: how a child ended, and its last words. Displayed as one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// How it ended.
    pub how: How,
    /// The last lines of its standard error, without empty ones and backtraces.
    pub last_words: Vec<String>,
}

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let last = &self.last_words[self.last_words.len().saturating_sub(REPORTED)..];
        self.how.fmt(f)?;
        if last.is_empty() { Ok(()) } else { write!(f, "; last words: {}", last.join(" / ")) }
    }
}

fn signal_name(signal: i32) -> Option<&'static str> {
    Some(match signal {
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
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: Option<i32>, words: &[&str], expected: &str) {
        let last_words = words.iter().map(|&word| word.to_owned()).collect();
        let ending = Ending { how: raw.map(ExitStatus::from_raw).into(), last_words };
        assert_eq!(ending.to_string(), expected);
    }

    #[test]
    fn a_crash_report_names_the_signal_and_the_last_words() {
        check(Some(11), &[], "was killed by SIGSEGV");
        check(Some(6), &["1", "2", "3", "4"], "was killed by SIGABRT; last words: 2 / 3 / 4");
        check(Some(3 << 8), &["bad"], "ended with exit code 3; last words: bad");
        check(None, &[], "closed its output");
    }
}
