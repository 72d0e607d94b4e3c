//! The smallest service: it answers on HTTP until it is told to stop. The tests of this crate start it.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::anyhow;
use chassis::{Exit, Health, OrExit as _, Telemetry, serve_http};
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Config {
    telemetry: Telemetry,
    worker: Worker,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Worker {
    /// What goes wrong: `fails` at once, `hangs` when it is told to stop, or nothing.
    trouble: String,
}

fn main() -> ExitCode {
    chassis::run("service", run)
}

async fn run(config: Config, stop: CancellationToken) -> anyhow::Result<()> {
    if config.worker.trouble == "fails" {
        let failed: anyhow::Result<()> = Err(anyhow!("nobody listens\nthere"));
        return failed.or_exit(Exit::Unreachable);
    }
    let span = tracing::info_span!("serve");
    let health = Health::default();
    health.set("broker", Err("it is away".to_owned()));
    let listen = ([127, 0, 0, 1], 0).into();
    let bound = |address| span.in_scope(|| tracing::info!("listening on {address}"));
    serve_http(listen, health.routes(), bound, stop).await?;
    if config.worker.trouble == "hangs" {
        tokio::time::sleep(Duration::from_secs(60)).await;
    }
    Ok(())
}
