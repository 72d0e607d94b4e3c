//! Checks that cannot run on this machine: they print why, and fail in CI, which has everything that they need.

use std::env;
use std::ffi::OsStr;
use std::fmt::Display;

/// Says in one line why a check does not run. Panics where `CI` is set: there, every check has to run.
#[track_caller]
#[expect(clippy::print_stderr, reason = "a check that did not run must be seen")]
pub fn skip(why: impl Display) {
    assert!(!is_ci(env::var_os("CI").as_deref()), "not run, but CI has to run it: {why}");
    eprintln!("not run: {why}");
}

/// Whether the value of `CI` says yes, as forges write it.
fn is_ci(value: Option<&OsStr>) -> bool {
    value.is_some_and(|value| !["", "0", "false"].map(OsStr::new).contains(&value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ci_is_what_the_variable_says() {
        for (value, expected) in [("true", true), ("1", true), ("", false), ("false", false)] {
            assert_eq!(is_ci(Some(OsStr::new(value))), expected, "{value}");
        }
        assert!(!is_ci(None));
    }
}
