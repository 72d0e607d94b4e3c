//! Streams that cannot be used although the broker is there: noted by who fails, mended and reported by who looks.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// The streams in trouble, and why.
#[derive(Debug, Default)]
pub(crate) struct StreamTrouble {
    streams: Mutex<BTreeMap<&'static str, String>>,
    noted: Notify,
}

impl StreamTrouble {
    /// Takes note that something may be missing on the broker.
    pub(crate) fn doubt(&self) {
        self.noted.notify_one();
    }

    /// Takes note that `stream` cannot be used, for the reason `why`.
    pub(crate) fn note(&self, stream: &'static str, why: &str) {
        self.streams().insert(stream, why.to_owned());
        self.doubt();
    }

    /// Takes note that `stream` can be used.
    pub(crate) fn clear(&self, stream: &'static str) {
        self.streams().remove(stream);
    }

    /// The streams in trouble.
    pub(crate) fn all(&self) -> BTreeMap<&'static str, String> {
        self.streams().clone()
    }

    /// Waits until something may be missing.
    pub(crate) async fn doubted(&self) {
        self.noted.notified().await;
    }

    fn streams(&self) -> MutexGuard<'_, BTreeMap<&'static str, String>> {
        self.streams.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
