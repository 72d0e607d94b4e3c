//! Connecting to the broker and opening the object store.

use std::io::IsTerminal as _;
use std::net::SocketAddr;
use std::time::Duration;

use blobs::Blobs;
use bus::{Bus, Trace};
use chassis::{Health, Seldom, one_line};
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use crate::http::serve_health;
use crate::readiness::BROKER;

/// Shortest time limit for a step of the store that a short lease leads to: a disk may be slow, and it takes the store six seconds to
/// find out that it is full.
const SHORTEST_STEP: Duration = Duration::from_secs(8);

/// Pause between two tries to connect.
const PAUSE: Duration = Duration::from_millis(500);

/// A service that waits longer than this says on its port what it waits for.
const UNSAID: Duration = Duration::from_secs(1);

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

impl ConnectError {
    /// Whether the broker may do later what it did not do now: a cluster may be choosing its leaders.
    fn is_passing(&self) -> bool {
        match self {
            Self::Broker(error) => match error {
                bus::Error::Unreachable { .. }
                | bus::Error::Full { .. }
                | bus::Error::Timeout { .. }
                | bus::Error::Broker { .. } => true,
                bus::Error::Denied { .. } | bus::Error::Malformed { .. } => false,
            },
            Self::Store(blobs::Error::Denied { .. }) => false,
            Self::Store(error) => error.is_passing(),
        }
    }
}

/// Connects as [`connect`] does, and waits for a broker that is away, or cannot do what is asked yet, as long as `nats.wait_seconds`
/// says; `None` once `stop` is cancelled.
///
/// While it waits, `/livez` and `/readyz` are served on `listen`, and say why the service is not ready.
pub async fn connect_service(
    who: &str,
    nats: &bus::Config,
    blobs: &blobs::Config,
    listen: Option<SocketAddr>,
    stop: &CancellationToken,
) -> Result<Option<Connections>, ConnectError> {
    let end = wait(nats).map(|wait| Instant::now() + wait);
    let (seldom, health) = (Seldom::default(), Health::default());
    health.set(BROKER, Err("the broker has not answered yet".to_owned()));
    let connecting = async {
        loop {
            match Box::pin(connect(who, nats, blobs)).await {
                Err(error) if error.is_passing() && end.is_none_or(|end| Instant::now() < end) => {
                    let why = one_line(&error.into());
                    if seldom.may_say(BROKER) {
                        warn!("waiting for the broker: {why}");
                    }
                    health.set(BROKER, Err(why));
                    sleep(PAUSE).await;
                }
                connected => return connected,
            }
        }
    };
    let connecting_in_public = async {
        tokio::select! {
            connected = connecting => connected,
            never = say(listen, &health) => never,
        }
    };
    stop.run_until_cancelled(connecting_in_public).await.transpose()
}

/// Serves `health` on `listen` after a moment, for as long as it is polled. A port that cannot be had is said later, by whoever
/// serves more there.
async fn say<T>(listen: Option<SocketAddr>, health: &Health) -> T {
    sleep(UNSAID).await;
    let bound = |at| info!("waiting for the broker; http://{at}/readyz says why");
    if let Err(error) = serve_health(listen, health, bound, CancellationToken::new()).await {
        warn!("cannot say on {listen:?} what is waited for: {}", one_line(&error));
    }
    std::future::pending().await
}

/// How long a service waits for the broker; `None` means for ever.
fn wait(nats: &bus::Config) -> Option<Duration> {
    let is_watched = || std::io::stderr().is_terminal();
    match nats.wait_seconds {
        Some(seconds) => Some(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)),
        // A first try takes as long as people wait.
        None => is_watched().then_some(Duration::ZERO),
    }
}

/// Connects as `who` (a unique name), opens the store, and creates what is missing in both where `nats.provision` says so.
pub async fn connect(
    who: &str,
    nats: &bus::Config,
    blobs: &blobs::Config,
) -> Result<Connections, ConnectError> {
    let trace = Trace { current: chassis::trace::current, adopt: chassis::trace::adopt };
    let bus = Bus::connect(nats, who, trace).await?;
    let blobs = Blobs::open(&within_lease(blobs, nats), bus.client()).await?;
    if nats.provision {
        ensure(&bus, &blobs, nats.replicas).await?;
    }
    Ok(Connections { bus, blobs, provision: nats.provision, replicas: nats.replicas })
}

/// A step of the store that takes longer than the lease would cost the job its lease before anybody is told why.
fn within_lease(blobs: &blobs::Config, nats: &bus::Config) -> blobs::Config {
    let longest = nats.lease().max(SHORTEST_STEP).as_secs_f64();
    if blobs.timeout_seconds <= longest {
        return blobs.clone();
    }
    info!(
        "blobs.timeout_seconds is {}, longer than nats.lease_seconds allows; using {longest}",
        blobs.timeout_seconds
    );
    blobs::Config { timeout_seconds: longest, ..blobs.clone() }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_of_the_store_takes_no_longer_than_the_lease() {
        let limit = |lease_seconds, timeout_seconds| {
            let nats = bus::Config { lease_seconds, ..bus::Config::default() };
            let blobs = blobs::Config { timeout_seconds, ..blobs::Config::default() };
            within_lease(&blobs, &nats).timeout_seconds
        };

        assert!((limit(30.0, 30.0) - 30.0).abs() < 1e-9);
        assert!((limit(8.0, 30.0) - 8.0).abs() < 1e-9);
        assert!((limit(8.0, 4.0) - 4.0).abs() < 1e-9);
        assert!((limit(2.0, 30.0) - 8.0).abs() < 1e-9, "a disk may be slow");
    }
}
