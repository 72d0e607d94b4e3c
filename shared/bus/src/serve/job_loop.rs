//! What the slots of one `serve` share: the handler, the lease, the signals to stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::fetch::fetch_backoff;
use crate::jetstream::ApiError;
use crate::{Bus, Error, Queue};

/// What the slots of one `serve` share.
pub(super) struct JobLoop<H> {
    pub(super) bus: Bus,
    pub(super) queue: Queue,
    pub(super) handler: Arc<H>,
    /// How long a job may go without a heartbeat, in nanoseconds; what the broker's consumer says, not our settings.
    pub(super) lease: AtomicU64,
    /// Cancelled when nothing new is to be fetched.
    pub(super) stop: CancellationToken,
    /// Cancelled when the grace time is over.
    pub(super) grace_over: CancellationToken,
}

impl<H> JobLoop<H> {
    /// How long a job may go without a heartbeat.
    pub(super) fn lease(&self) -> Duration {
        Duration::from_nanos(self.lease.load(Ordering::Relaxed))
    }

    /// Asks for the lease again: a job may be delivered a second time because the lease was shortened.
    pub(super) async fn refresh_lease(&self) {
        if let Ok(Ok(lease)) = self.bus.query_lease(self.queue).await {
            self.lease.store(lease, Ordering::Relaxed);
        }
    }
}

impl Bus {
    /// Asks for the lease that the broker grants, in nanoseconds: the settings with which the broker was provisioned decide.
    pub(super) async fn granted_lease(&self, queue: Queue) -> Result<u64, Error> {
        let mut backoff = fetch_backoff();
        loop {
            match self.query_lease(queue).await {
                Ok(Ok(lease)) => return Ok(lease),
                Ok(Err(refusal)) => {
                    return Err(
                        refusal.into_error(&format!("inspect the queue {}", queue.stream()))
                    );
                }
                Err(error @ Error::Denied { .. }) => return Err(error),
                Err(error) => tracing::warn!(
                    "cannot read the settings of the queue {}, trying again: {error}",
                    queue.stream()
                ),
            }
            backoff.wait().await;
        }
    }

    async fn query_lease(&self, queue: Queue) -> Result<Result<u64, ApiError>, Error> {
        #[derive(Deserialize)]
        struct ConsumerInfo {
            config: ConsumerConfig,
        }
        #[derive(Deserialize)]
        struct ConsumerConfig {
            ack_wait: u64,
        }
        let call = format!("CONSUMER.INFO.{}.{}", queue.stream(), queue.consumer());
        let info = self.api::<ConsumerInfo>(&call, &Value::Null).await?;
        Ok(info.map(|info| info.config.ack_wait))
    }
}
