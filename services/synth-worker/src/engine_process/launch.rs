//! Builds the command line of an engine process.

use contract::Engine;
use tokio::process::Command;

use crate::config::Worker;
use crate::engine_child::ENGINE_CHILD;

/// Turns off the telemetry of ONNX Runtime; it must be set before the library is loaded, because the library's own switch comes
/// too late.
const NO_TELEMETRY: (&str, &str) = ("ORT_DISABLE_TELEMETRY", "1");

/// The program that runs `engine`.
pub(super) fn command(worker: &Worker, engine: Engine) -> Command {
    let mut words = worker.engine_command.iter();
    let mut command = match words.next() {
        Some(program) => Command::new(program),
        None => {
            let mut ourselves = Command::from(child::this_program());
            ourselves.arg(ENGINE_CHILD);
            ourselves
        }
    };
    command.args(words).arg(engine.name()).env(NO_TELEMETRY.0, NO_TELEMETRY.1);
    command
}
