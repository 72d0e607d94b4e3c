//! What the slots of one `serve` share: the handler, the lease, the signals to stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::fetch::{SHORTEST_PAUSE, sleep};
use crate::api::Refusal;
use crate::{Bus, Error, Queue};

/// What the slots of one `serve` share.
pub(super) struct Line<H> {
    pub(super) bus: Bus,
    pub(super) queue: Queue,
    pub(super) handler: Arc<H>,
    /// How long a job may go without a sign of life, in nanoseconds; what the broker's consumer says, not our configuration.
    pub(super) lease: AtomicU64,
    /// Cancelled when nothing new is to be fetched.
    pub(super) stop: CancellationToken,
    /// Cancelled when the grace time is over.
    pub(super) over: CancellationToken,
}

impl<H> Line<H> {
    /// How long a job may go without a sign of life.
    pub(super) fn lease(&self) -> Duration {
        Duration::from_nanos(self.lease.load(Ordering::Relaxed))
    }

    /// Asks for the lease again: a job that comes a second time may have been taken away because somebody shortened it.
    pub(super) async fn look_at_lease(&self) {
        if let Ok(Ok(lease)) = self.bus.lease_now(self.queue).await {
            self.lease.store(lease, Ordering::Relaxed);
        }
    }
}

impl Bus {
    /// Asks for the lease that the broker grants, because the configuration of whoever provisioned it decides; in nanoseconds.
    pub(super) async fn lease_of(&self, queue: Queue) -> Result<u64, Error> {
        let mut pause = SHORTEST_PAUSE;
        loop {
            match self.lease_now(queue).await {
                Ok(Ok(lease)) => return Ok(lease),
                Ok(Err(refusal)) => {
                    return Err(
                        refusal.into_error(&format!("look at the queue {}", queue.stream()))
                    );
                }
                Err(error @ Error::Denied { .. }) => return Err(error),
                Err(error) => tracing::warn!("waiting for the queue {}: {error}", queue.stream()),
            }
            sleep(&mut pause).await;
        }
    }

    async fn lease_now(&self, queue: Queue) -> Result<Result<u64, Refusal>, Error> {
        #[derive(Deserialize)]
        struct Info {
            config: Config,
        }
        #[derive(Deserialize)]
        struct Config {
            ack_wait: u64,
        }
        let call = format!("CONSUMER.INFO.{}.{}", queue.stream(), queue.consumer());
        let info = self.api::<Info>(&call, &Value::Null).await?;
        Ok(info.map(|info| info.config.ack_wait))
    }
}
