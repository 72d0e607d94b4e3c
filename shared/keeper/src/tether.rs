//! A tether: makes a program die with the process that started it, however that process dies.

use std::ffi::OsString;
use std::os::unix::process::CommandExt as _;
use std::process::{Command, ExitCode};

use crate::complain::complain;

/// Asks the kernel to kill this process when its parent dies, and becomes the program that the arguments name.
#[must_use]
pub fn tether_main(mut arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let parent = arguments.next().and_then(|id| id.to_str()?.parse::<i32>().ok());
    let (Some(parent), Some(program)) = (parent, arguments.next()) else {
        complain("a tether needs its parent's process id and a program");
        return ExitCode::FAILURE;
    };
    if !tie(parent) {
        return ExitCode::FAILURE;
    }
    let error = Command::new(&program).args(arguments).exec();
    complain(&format!("cannot run {}: {error}", program.display()));
    ExitCode::FAILURE
}

/// Ties this process to `parent`; returns whether that succeeded, which it does not if the parent died before.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn tie(parent: i32) -> bool {
    use rustix::process::{Signal, getppid, set_parent_process_death_signal};
    // The signal survives `exec`. Killing is safe: the server syncs data before it answers.
    if let Err(error) = set_parent_process_death_signal(Some(Signal::KILL)) {
        complain(&format!("cannot make a program end with its parent: {error}"));
        return false;
    }
    getppid().is_some_and(|id| id.as_raw_nonzero().get() == parent)
}

/// Other systems have no such signal: a server that outlives its keeper is stopped by the next keeper.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn tie(_parent: i32) -> bool {
    true
}
