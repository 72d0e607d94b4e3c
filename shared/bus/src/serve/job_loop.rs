//! What the slots of one `serve` share: the handler, the lease, the signals to stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::fetch::fetch_backoff;
use super::troubled_deliveries::TroubledDeliveries;
use crate::jetstream::ApiError;
use crate::{Bus, Error, Intake};

/// What the slots of one `serve` share.
pub(super) struct JobLoop<H> {
    pub(super) bus: Bus,
    pub(super) intake: Intake,
    pub(super) handler: Arc<H>,
    /// How long a job may go without a heartbeat, in nanoseconds; what the broker's consumer says, not our settings.
    pub(super) lease: AtomicU64,
    pub(super) troubled: TroubledDeliveries,
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
        if let Ok(Ok(lease)) = self.bus.query_lease(&self.intake).await {
            self.lease.store(lease, Ordering::Relaxed);
        }
    }
}

impl Bus {
    /// Asks for the lease that the broker grants, in nanoseconds: the settings of whoever provisioned the broker decide.
    pub(super) async fn granted_lease(&self, intake: &Intake) -> Result<u64, Error> {
        let mut backoff = fetch_backoff();
        let stream = intake.queue.stream();
        loop {
            let problem = match self.query_lease(intake).await {
                Ok(Ok(lease)) => return Ok(lease),
                // It may be provisioned later.
                Ok(Err(refusal)) if refusal.is_missing() => {
                    format!("{refusal}; run `lector provision`")
                }
                Ok(Err(refusal)) => {
                    return Err(refusal.into_error(&format!("inspect the queue {stream}")));
                }
                Err(error @ Error::Denied { .. }) => return Err(error),
                Err(error) => error.to_string(),
            };
            tracing::warn!(
                "cannot read the settings of the queue {stream}, trying again: {problem}"
            );
            self.trouble().note(stream, &problem);
            backoff.wait().await;
        }
    }

    /// The shortest lease of all lanes.
    async fn query_lease(&self, intake: &Intake) -> Result<Result<u64, ApiError>, Error> {
        #[derive(Deserialize)]
        struct ConsumerInfo {
            config: ConsumerConfig,
            ts: Option<String>,
        }
        #[derive(Deserialize)]
        struct ConsumerConfig {
            ack_wait: u64,
        }
        let mut shortest = u64::MAX;
        for consumer in &intake.lanes {
            let call = format!("CONSUMER.INFO.{}.{consumer}", intake.queue.stream());
            match self.api::<ConsumerInfo>(&call, &Value::Null).await? {
                Ok(info) => {
                    shortest = shortest.min(info.config.ack_wait);
                    self.clock_skew().compare(info.ts.as_deref());
                }
                Err(refusal) => return Ok(Err(refusal)),
            }
        }
        Ok(Ok(shortest))
    }
}
