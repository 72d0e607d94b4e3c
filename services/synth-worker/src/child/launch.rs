//! Which program runs an engine, and how it is started.

use std::path::Path;
use std::process::Stdio;

use contract::Engine;
use tokio::process::Command;

use crate::config::Worker;
use crate::engine_child::ENGINE_CHILD;

/// The program that runs `engine`, in a process group of its own: Ctrl-C is for the worker, which then ends its children.
pub(super) fn command(worker: &Worker, engine: Engine) -> Command {
    let mut words = worker.engine_command.iter();
    let mut command = match words.next() {
        Some(program) => Command::new(program),
        None => ourselves(),
    };
    command
        .args(words)
        .arg(engine.name())
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

/// This very program, also after its file was replaced by an upgrade, where the system can say so.
fn ourselves() -> Command {
    const RUNNING: &str = "/proc/self/exe";
    let name = std::env::current_exe().unwrap_or_else(|_| RUNNING.into());
    let mut command = if Path::new(RUNNING).exists() {
        let mut command = Command::new(RUNNING);
        command.arg0(name.file_name().unwrap_or(name.as_os_str()));
        command
    } else {
        Command::new(name)
    };
    command.arg(ENGINE_CHILD);
    command
}
