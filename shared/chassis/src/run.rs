//! A service as a process.

use std::future::Future;
use std::process::ExitCode;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio_util::sync::CancellationToken;

/// Runs `service` as a process: `--config FILE`, `--help`, `--version`; configuration, telemetry, runtime, signals, exit code.
pub fn run<C, F, R>(name: &'static str, service: F) -> ExitCode
where
    C: Serialize + DeserializeOwned + Default,
    F: FnOnce(C, CancellationToken) -> R,
    R: Future<Output = anyhow::Result<()>>,
{
    let _ = (name, service);
    todo!()
}

/// Cancels `stop` at the first SIGINT or SIGTERM; returns which exit code that means. The second one ends the process at once.
pub async fn shutdown_signal(stop: CancellationToken) -> crate::Exit {
    let _ = stop;
    todo!()
}
