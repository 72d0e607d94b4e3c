//! Workers for the tests, and a look at their processes.

use std::fs;

use contract::Engine;
use rustix::process::{Pid, Signal};
use synth_worker::Worker;

/// The worker's own program.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_synth-worker");

/// A worker whose engine children are those of `sim-engine`, which has every engine.
pub(crate) fn worker() -> Worker {
    Worker {
        slots: 1,
        engines: vec![Engine::Onnx, Engine::Espeak, Engine::Sim],
        engine_command: vec![testkit::binary("sim-engine").display().to_string()],
        kill_seconds: 1.0,
        listen: "off".to_owned(),
        ..Worker::default()
    }
}

/// A worker that starts the engine children of the released program, because this executable is a test.
pub(crate) fn as_shipped() -> Worker {
    Worker {
        engines: vec![Engine::Onnx, Engine::Espeak],
        engine_command: vec![PROGRAM.to_owned(), "engine-child".to_owned()],
        ..worker()
    }
}

/// The living child processes of this process; every test is a process of its own.
pub(crate) fn children() -> Vec<u32> {
    children_of(std::process::id())
}

/// The living child processes of a process.
pub(crate) fn children_of(parent: u32) -> Vec<u32> {
    let processes = fs::read_dir("/proc").unwrap();
    let numbers = processes.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    numbers.filter(|&number| is_alive(number) && parent_of(number) == Some(parent)).collect()
}

/// Whether a process runs; one that has ended and was not waited for does not. While another of its threads is still ending, it
/// cannot be waited for.
pub(crate) fn is_alive(process: u32) -> bool {
    let threads = || fs::read_dir(format!("/proc/{process}/task")).map_or(0, Iterator::count);
    stat(process).is_some_and(|(state, _)| state != "Z" || threads() > 1)
}

/// Signals a process.
pub(crate) fn kill(process: u32, signal: Signal) {
    let process = Pid::from_raw(i32::try_from(process).unwrap()).unwrap();
    rustix::process::kill_process(process, signal).unwrap();
}

fn parent_of(process: u32) -> Option<u32> {
    stat(process).map(|(_, parent)| parent)
}

fn stat(process: u32) -> Option<(String, u32)> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
    Some((fields.next()?.to_owned(), fields.next()?.parse().ok()?))
}
