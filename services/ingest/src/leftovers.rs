//! Removes, beside the work, what crashes left in the store: there may be very much to look at.

use std::time::Duration;

use blobs::Blobs;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

/// How often it is looked for.
const LOOK: Duration = Duration::from_secs(3600);

/// Delay before the first look: a service that has just started has more urgent things to do.
const FIRST: Duration = Duration::from_secs(10);

/// Age from which an incomplete upload counts as left by a crash: no upload takes that long.
const LEFTOVERS: Duration = Duration::from_secs(24 * 3600);

/// Removes what is left, now and then, until `stop`.
pub(crate) async fn remove_leftovers(blobs: Blobs, stop: CancellationToken) {
    let removing = async {
        sleep(FIRST).await;
        loop {
            match blobs.sweep(LEFTOVERS).await {
                Ok(0) => {}
                Ok(size_bytes) => {
                    info!(size_bytes, "removed {size_bytes} bytes that crashes left in the store");
                }
                Err(error) => warn!("cannot remove data that crashes left in the store: {error}"),
            }
            sleep(LOOK).await;
        }
    };
    // What is broken off is found by the next ingest.
    stop.run_until_cancelled(removing).await;
}
