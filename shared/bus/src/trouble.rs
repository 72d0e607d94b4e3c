//! Streams that cannot be used although the broker is there: noted by who fails, mended and reported by who looks.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, watch};

use crate::Bus;
use crate::monitor::reconnected;

/// The streams in trouble, and why.
#[derive(Debug, Default)]
pub(crate) struct StreamTrouble {
    streams: Mutex<BTreeMap<&'static str, String>>,
    noted: Notify,
}

/// Reasons to look at what is on the broker.
#[derive(Debug)]
pub struct TopologyDoubts {
    bus: Bus,
    connections: watch::Receiver<u64>,
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

    fn streams(&self) -> MutexGuard<'_, BTreeMap<&'static str, String>> {
        self.streams.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Bus {
    /// The streams that cannot be used, each with its reason.
    #[must_use]
    pub fn streams_in_trouble(&self) -> BTreeMap<&'static str, String> {
        self.trouble().streams().clone()
    }

    /// The reasons, from now on, to look at what is on the broker.
    #[must_use]
    pub fn topology_doubts(&self) -> TopologyDoubts {
        TopologyDoubts { bus: self.clone(), connections: self.monitor().connections() }
    }
}

impl TopologyDoubts {
    /// Waits for the next reason: a new connection, or something that is missing.
    pub async fn next(&mut self) {
        tokio::select! {
            () = reconnected(&mut self.connections) => {}
            () = self.bus.trouble().noted.notified() => {}
        }
    }
}
