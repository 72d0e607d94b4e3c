//! When to look at what is on the broker.

use std::collections::BTreeMap;

use tokio::sync::watch;

use crate::Bus;
use crate::monitor::reconnected;

/// Reasons to look at what is on the broker.
#[derive(Debug)]
pub struct TopologyDoubts {
    bus: Bus,
    connections: watch::Receiver<u64>,
}

impl Bus {
    /// The streams that cannot be used, each with its reason.
    #[must_use]
    pub fn streams_in_trouble(&self) -> BTreeMap<&'static str, String> {
        self.trouble().all()
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
            () = self.bus.trouble().doubted() => {}
        }
    }
}
