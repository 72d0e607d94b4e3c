//! Running the parts of a service at the same time.

use chassis::Health;
use futures::future::{BoxFuture, FutureExt as _};
use futures::stream::{FuturesUnordered, StreamExt as _};
use tokio_util::sync::CancellationToken;

use crate::connections::Connections;
use crate::exits::OrItsExit as _;
use crate::readiness::watch_broker;
use crate::report_trouble::report_trouble;
use crate::topology::keep_topology;
use crate::watch_store::watch_store;

/// A part of a service: it runs at the same time as the others, until it is told to stop.
pub type Part<'a> = BoxFuture<'a, anyhow::Result<()>>;

/// Runs `parts` and what every service has: the watch on the broker, on what is stored there and on a store in trouble, and the end when
/// the broker denies something.
/// Closes the connection at the end.
///
/// `stop` is cancelled when a part fails, so give a token of the service's own.
pub async fn run<'a>(
    connections: &'a Connections,
    health: &'a Health,
    mut parts: Vec<Part<'a>>,
    stop: &'a CancellationToken,
) -> anyhow::Result<()> {
    let bus = &connections.bus;
    parts.push(async { bus.denied(stop).await.or_its_exit() }.boxed());
    parts.push(watch_broker(bus, health, stop).map(Ok).boxed());
    parts.push(keep_topology(connections, health, stop).map(Ok).boxed());
    parts.push(watch_store(&connections.blobs, health, stop).map(Ok).boxed());
    parts.push(report_trouble(bus, health, stop).map(Ok).boxed());
    let ended = run_parts(parts, stop).await;
    bus.clone().close().await;
    ended
}

/// Runs `parts` until all have ended. The first that fails stops the others, and its error is returned.
pub async fn run_parts(parts: Vec<Part<'_>>, stop: &CancellationToken) -> anyhow::Result<()> {
    let mut running: FuturesUnordered<_> = parts.into_iter().collect();
    let mut first = Ok(());
    while let Some(ended) = running.next().await {
        if ended.is_err() {
            stop.cancel();
            first = first.and(ended);
        }
    }
    first
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::*;

    #[tokio::test]
    async fn the_first_part_that_fails_stops_the_others_and_is_the_reason() {
        let stop = CancellationToken::new();
        let waiting = async {
            stop.cancelled().await;
            Err(anyhow!("second"))
        };
        let failing = async { Err(anyhow!("first")) };

        let ended = run_parts(vec![waiting.boxed(), failing.boxed()], &stop).await;

        assert_eq!(ended.unwrap_err().to_string(), "first");
    }

    #[tokio::test]
    async fn a_part_that_ends_well_leaves_the_others_alone() {
        let stop = CancellationToken::new();
        let looking = async {
            tokio::task::yield_now().await;
            anyhow::ensure!(!stop.is_cancelled(), "stopped");
            Ok(())
        };

        let ended = run_parts(vec![async { Ok(()) }.boxed(), looking.boxed()], &stop).await;

        ended.unwrap();
    }
}
