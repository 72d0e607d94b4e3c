//! Removes abandoned uploads: their client disconnected, or their book was refused.

use std::time::Duration;

use blobs::Blobs;
use contract::BlobKey;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tracing::warn;

/// How long removing may take once ingest stops.
const LAST: Duration = Duration::from_secs(1);

/// Takes the keys of abandoned uploads.
#[derive(Debug, Clone)]
pub(crate) struct AbandonedSender(UnboundedSender<BlobKey>);

/// The abandoned uploads that are to be removed.
#[derive(Debug)]
pub(crate) struct AbandonedUploads(UnboundedReceiver<BlobKey>);

/// Makes both ends of the channel.
pub(crate) fn cleaner() -> (AbandonedSender, AbandonedUploads) {
    let (sender, receiver) = unbounded_channel();
    (AbandonedSender(sender), AbandonedUploads(receiver))
}

impl AbandonedSender {
    /// Has the blob removed.
    pub(crate) fn send(&self, key: BlobKey) {
        // Sending fails only when the process is ending; the store's own sweep finds the rest.
        let _ = self.0.send(key);
    }
}

impl AbandonedUploads {
    /// Removes abandoned uploads until `stop`, and all that were sent before it.
    pub(crate) async fn clean(mut self, blobs: Blobs, stop: CancellationToken) {
        loop {
            let key = tokio::select! {
                biased;
                key = self.0.recv() => key,
                () = stop.cancelled() => None,
            };
            let Some(key) = key else { return };
            let last = async {
                stop.cancelled().await;
                sleep(LAST).await;
            };
            tokio::select! {
                deleted = blobs.delete(&key) => if let Err(error) = deleted {
                    warn!("cannot remove the abandoned upload {key}: {error}");
                },
                // The store is away; its own sweep finds the rest.
                () = last => return,
            }
        }
    }
}
