//! The connection to the broker.

use tokio_util::sync::CancellationToken;
use tracing::Span;

use crate::{Config, Error};

/// How trace context crosses the broker; `chassis` supplies the two functions, so that the bus needs no telemetry of its own.
#[derive(Debug, Clone, Copy)]
pub struct Trace {
    /// Writes the span's context as a W3C `traceparent`.
    pub current: fn(&Span) -> Option<String>,
    /// Makes the span a child of a `traceparent`.
    pub adopt: fn(&Span, &str),
}

impl Trace {
    /// Carries nothing.
    #[must_use]
    pub fn none() -> Self {
        Self { current: |_| None, adopt: |_, _| {} }
    }
}

/// A connection to the broker; clones share it.
#[derive(Debug, Clone)]
pub struct Bus {}

impl Bus {
    /// Connects as `who` (a service's or worker's unique name), and provisions where the configuration says so.
    pub async fn connect(config: &Config, who: &str, trace: Trace) -> Result<Self, Error> {
        let _ = (config, who, trace);
        todo!()
    }

    /// Creates what is missing of the topology, and updates what differs.
    pub async fn provision(&self) -> Result<(), Error> {
        todo!()
    }

    /// The client, for the object store that `blobs` owns.
    #[must_use]
    pub fn client(&self) -> async_nats::Client {
        todo!()
    }

    /// The name given at `connect`.
    #[must_use]
    pub fn who(&self) -> &str {
        todo!()
    }

    /// Whether the broker can be reached right now.
    #[must_use]
    pub fn is_connected(&self) -> bool {
        todo!()
    }

    /// Returns when the broker denies something that the service cannot live without, or when `stop` is cancelled.
    pub async fn denied(&self, stop: &CancellationToken) -> Result<(), Error> {
        let _ = stop;
        todo!()
    }

    /// Sends what is still buffered and closes; call it last.
    pub async fn close(self) {
        todo!()
    }
}
