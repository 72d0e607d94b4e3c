//! The keeper's log is its standard error.

use std::io::Write as _;

/// Writes an error in one line; the last line is shown if a keeper does not start.
pub(crate) fn complain(why: &str) {
    let line = why.split_whitespace().collect::<Vec<_>>().join(" ");
    _ = writeln!(std::io::stderr().lock(), "lector: {line}");
}
