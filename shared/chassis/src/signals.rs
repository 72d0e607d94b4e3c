//! The signals to stop: SIGINT and SIGTERM.

use std::process;
use std::thread;

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::Exit;

/// Cancels `stop` at the first SIGINT or SIGTERM; returns which exit code that means. The second one ends the process at once.
pub async fn shutdown_signal(stop: CancellationToken) -> Exit {
    let Ok(mut signals) = Signals::listen() else {
        tracing::warn!("cannot listen for SIGINT and SIGTERM; only SIGKILL will stop this process");
        return std::future::pending().await;
    };
    let first = signals.next().await;
    stop.cancel();
    let runtime = tokio::runtime::Handle::current();
    // On a thread of its own, so that the second signal works even if the runtime is stuck.
    let impatient = thread::Builder::new()
        .name("second-signal".to_owned())
        .spawn(move || process::exit(i32::from(runtime.block_on(signals.next()) as u8)));
    if impatient.is_err() {
        tracing::warn!("could not start a thread, so a second signal has no effect");
    }
    first
}

struct Signals {
    interrupt: Signal,
    terminate: Signal,
}

impl Signals {
    fn listen() -> std::io::Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn next(&mut self) -> Exit {
        tokio::select! {
            _ = self.interrupt.recv() => Exit::Interrupted,
            _ = self.terminate.recv() => Exit::Terminated,
        }
    }
}
