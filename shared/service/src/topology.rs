//! Keeps what is on the broker as it must be: looked at after every reconnect, every failed fetch, and every minute.

use std::time::Duration;

use chassis::{Health, Seldom, one_line};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::{ConnectError, Connections};

/// Longest time between two looks.
const LOOK: Duration = Duration::from_secs(60);

/// Shortest time between two looks: one failure is noted by many slots.
const APART: Duration = Duration::from_secs(1);

/// Time until the next look after one that failed.
const AGAIN: Duration = Duration::from_secs(5);

/// The part of [`Health`] that the streams and buckets are.
const TOPOLOGY: &str = "streams";

/// Creates streams, consumers and buckets that are gone, where the settings let services do so, and tells `health` which cannot be used.
pub(crate) async fn keep_topology(
    connections: &Connections,
    health: &Health,
    stop: &CancellationToken,
) {
    let (seldom, mut rest) = (Seldom::default(), LOOK);
    let mut doubts = connections.bus.topology_doubts();
    let keeping = async {
        loop {
            // Failures that were noted in between are noticed then.
            sleep(APART).await;
            tokio::select! {
                () = doubts.next() => {}
                () = sleep(rest.saturating_sub(APART)) => {}
            }
            let state = look(connections).await;
            rest = if state.is_ok() { LOOK } else { AGAIN };
            report(connections, &seldom, &state);
            health.set(TOPOLOGY, state);
        }
    };
    stop.run_until_cancelled(keeping).await;
}

fn report(connections: &Connections, seldom: &Seldom, state: &Result<(), String>) {
    let Err(why) = state else { return };
    if connections.bus.is_connected() && seldom.may_say(TOPOLOGY) {
        warn!("the broker lacks something that is needed: {why}");
    }
}

/// Creates what is missing; the error says what cannot be used.
async fn look(connections: &Connections) -> Result<(), String> {
    restore(connections).await.map_err(|error| one_line(&error.into()))?;
    let trouble = connections.bus.streams_in_trouble();
    let each = trouble.iter().map(|(stream, why)| match *stream {
        // Everybody who has something to store says it in the same words.
        "store" => why.clone(),
        stream => format!("{stream}: {why}"),
    });
    let all: Vec<String> = each.collect();
    if all.is_empty() { Ok(()) } else { Err(all.join("; ")) }
}

async fn restore(connections: &Connections) -> Result<(), ConnectError> {
    if !connections.provision {
        return Ok(());
    }
    connections.bus.restore().await?;
    connections.blobs.ensure(connections.replicas).await?;
    Ok(())
}
