//! Connecting to the broker and opening the object store.

use blobs::Blobs;
use bus::{Bus, Trace};
use tokio_util::sync::CancellationToken;

/// The connections of a service.
#[derive(Debug, Clone)]
pub struct Connections {
    /// Jobs, facts and views.
    pub bus: Bus,
    /// The object store.
    pub blobs: Blobs,
    /// Whether what is missing on the broker may be created.
    pub provision: bool,
    /// Copies of a bucket that is created.
    pub replicas: usize,
}

/// Why a service could not connect.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages of what they hold say it")]
pub enum ConnectError {
    #[error(transparent)]
    Broker(#[from] bus::Error),
    #[error(transparent)]
    Store(#[from] blobs::Error),
}

/// Connects as `who` (a unique name), opens the store, and creates what is missing in both where `nats.provision` says so.
pub async fn connect(
    who: &str,
    nats: &bus::Config,
    blobs: &blobs::Config,
) -> Result<Connections, ConnectError> {
    let trace = Trace { current: chassis::trace::current, adopt: chassis::trace::adopt };
    let bus = Bus::connect(nats, who, trace).await?;
    let blobs = Blobs::open(blobs, bus.client()).await?;
    if nats.provision {
        ensure(&bus, &blobs, nats.replicas).await?;
    }
    Ok(Connections { bus, blobs, provision: nats.provision, replicas: nats.replicas })
}

/// Creates the bucket; a request that the broker denies would only time out, so denials are listened for.
async fn ensure(bus: &Bus, blobs: &Blobs, replicas: usize) -> Result<(), ConnectError> {
    let never = CancellationToken::new();
    tokio::select! {
        biased;
        ensured = blobs.ensure(replicas) => Ok(ensured.map(drop)?),
        denied = bus.denied(&never) => Ok(denied?),
    }
}
