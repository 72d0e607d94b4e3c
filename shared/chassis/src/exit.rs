//! Exit codes: the same in every binary.

use std::fmt;

/// Why a process ends (the numbers follow BSD's sysexits where it has one).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// Done, but something is missing; or failed for a reason without a number of its own.
    Gaps = 1,
    /// The command line is wrong.
    Usage = 2,
    /// The input was refused.
    Input = 65,
    /// A service or the broker cannot be reached.
    Unreachable = 69,
    /// The output cannot be created.
    CannotCreate = 73,
    /// Reading or writing failed.
    Io = 74,
    /// A temporary failure: start again.
    TryAgain = 75,
    /// Not permitted.
    NotPermitted = 77,
    /// The configuration is wrong; starting again will not help.
    Config = 78,
    /// Ctrl-C.
    Interrupted = 130,
    /// A second SIGTERM; a service that could hand back its work ends with [`Exit::Done`].
    Terminated = 143,
}

impl fmt::Display for Exit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "exit {}", *self as u8)
    }
}

/// Marks an error with the exit code that it leads to.
pub trait OrExit<T> {
    /// Adds `exit` to the error, invisible in its message.
    fn or_exit(self, exit: Exit) -> anyhow::Result<T>;
}

impl<T, E: Into<anyhow::Error>> OrExit<T> for Result<T, E> {
    fn or_exit(self, exit: Exit) -> anyhow::Result<T> {
        self.map_err(|error| anyhow::Error::new(Marked { exit, error: error.into() }))
    }
}

/// The exit code that `error` leads to; [`Exit::Gaps`] (1) if it has no mark. The outermost mark counts.
#[must_use]
pub fn exit_of(error: &anyhow::Error) -> Exit {
    let mark = |cause: &(dyn std::error::Error + 'static)| {
        cause.downcast_ref::<Marked>().map(|marked| marked.exit)
    };
    error.chain().find_map(mark).unwrap_or(Exit::Gaps)
}

/// The first error of type `E` among `error` and its causes, marked or not.
#[must_use]
pub fn cause_of<E: std::error::Error + 'static>(error: &anyhow::Error) -> Option<&E> {
    error.chain().find_map(|cause| match cause.downcast_ref::<Marked>() {
        // A mark hides the error that it marks, so that it is not said twice.
        Some(marked) => cause_of(&marked.error),
        None => cause.downcast_ref(),
    })
}

/// Writes `error` with its causes as one line.
#[must_use]
pub fn one_line(error: &anyhow::Error) -> String {
    format!("{error:#}").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An error that knows its exit code; it reads as the error that it marks.
#[derive(Debug)]
struct Marked {
    exit: Exit,
    error: anyhow::Error,
}

impl fmt::Display for Marked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl std::error::Error for Marked {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let inner: &(dyn std::error::Error + 'static) = self.error.as_ref();
        inner.source()
    }
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

#[cfg(test)]
mod tests {
    use anyhow::{Context as _, anyhow};

    use super::*;

    #[test]
    fn a_mark_is_found_under_context_and_not_seen() {
        let failed: Result<(), _> = Err(anyhow!("no such host").context("could not connect"));

        let error = failed.or_exit(Exit::Unreachable).context("could not start").unwrap_err();

        assert_eq!(exit_of(&error), Exit::Unreachable);
        assert_eq!(one_line(&error), "could not start: could not connect: no such host");
    }

    #[test]
    fn an_error_is_found_under_marks_and_context() {
        let failed: Result<(), _> = Err(std::io::Error::other("x"));
        let marked = failed.or_exit(Exit::Io).context("no").or_exit(Exit::Input).unwrap_err();

        assert_eq!(cause_of::<std::io::Error>(&marked).unwrap().to_string(), "x");
        assert!(cause_of::<fmt::Error>(&marked).is_none());
    }

    #[test]
    fn the_outermost_mark_counts_and_none_means_one() {
        let failed: Result<(), _> = Err(anyhow!("x"));
        let error = failed.or_exit(Exit::Io).or_exit(Exit::Input).unwrap_err();

        assert_eq!(exit_of(&error), Exit::Input);
        assert_eq!(exit_of(&anyhow!("x")), Exit::Gaps);
        assert_eq!(one_line(&anyhow!("two\n  lines")), "two lines");
    }
}
