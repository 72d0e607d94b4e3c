//! Finds out that the store works again where nothing else would: a service without jobs neither reads nor writes.

use std::time::Duration;

use blobs::Blobs;
use chassis::Health;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tracing::debug;

use crate::store_health::STORE;

/// How often a store in trouble is tried.
const AGAIN: Duration = Duration::from_secs(5);

/// Tries a store in trouble until it works, again and again until `stop`.
pub(crate) async fn watch_store(blobs: &Blobs, health: &Health, stop: &CancellationToken) {
    let trying = async {
        loop {
            sleep(AGAIN).await;
            if !health.reasons().contains_key(STORE) {
                continue;
            }
            match blobs.try_writing().await {
                Ok(()) => health.set(STORE, Ok(())),
                Err(error) => debug!("the store is still in trouble: {error}"),
            }
        }
    };
    stop.run_until_cancelled(trying).await;
}
