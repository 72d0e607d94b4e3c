//! The job loop: fetch one, do it, store what follows, acknowledge. The only place where that order is decided.

mod fetch;
mod lease;
mod read;
mod settle;
mod watch;
mod work;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::api::Refusal;
use crate::{Bus, Error, Handler, Queue};

/// What the slots of one `serve` share.
struct Line<H> {
    bus: Bus,
    queue: Queue,
    handler: Arc<H>,
    /// How long a job may go without a sign of life, in nanoseconds; what the broker's consumer says, not our configuration.
    lease: AtomicU64,
    /// Cancelled when nothing new is to be fetched.
    stop: CancellationToken,
    /// Cancelled when the grace time is over.
    over: CancellationToken,
}

impl Bus {
    /// Does the jobs of `queue`, at most `slots` at once, until `stop`; then finishes what it has, or hands it back after `grace`.
    #[expect(
        clippy::too_many_arguments,
        reason = "five, and the bus itself; each service calls it once"
    )]
    pub async fn serve<H: Handler>(
        &self,
        queue: Queue,
        slots: usize,
        handler: Arc<H>,
        grace: Duration,
        stop: CancellationToken,
    ) -> Result<(), Error> {
        let lease = tokio::select! {
            lease = self.lease_of(queue) => lease?,
            () = stop.cancelled() => return Ok(()),
        };
        let (stop, over) = (stop.child_token(), CancellationToken::new());
        let line = Arc::new(Line {
            bus: self.clone(),
            queue,
            handler,
            lease: AtomicU64::new(lease),
            stop: stop.clone(),
            over: over.clone(),
        });
        let mut running = JoinSet::new();
        for _ in 0..slots {
            let line = Arc::clone(&line);
            running.spawn(async move { line.slot().await });
        }
        let time_is_up = async {
            stop.cancelled().await;
            tokio::time::sleep(grace).await;
            over.cancel();
            std::future::pending::<()>().await;
        };
        tokio::select! {
            result = all(&mut running, &stop) => result,
            () = time_is_up => Ok(()),
        }
    }

    /// Asks for the lease that the broker grants, because the configuration of whoever provisioned it decides; in nanoseconds.
    async fn lease_of(&self, queue: Queue) -> Result<u64, Error> {
        let mut backoff = fetch::REACH_QUEUE;
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
            backoff.wait().await;
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

/// Waits for all slots; the first that fails stops the others.
async fn all(
    running: &mut JoinSet<Result<(), Error>>,
    stop: &CancellationToken,
) -> Result<(), Error> {
    let mut result = Ok(());
    while let Some(ended) = running.join_next().await {
        let ended = ended.unwrap_or_else(|error| {
            Err(Error::Broker { what: "go on with a slot".to_owned(), source: Box::new(error) })
        });
        if ended.is_err() {
            stop.cancel();
            result = result.and(ended);
        }
    }
    result
}

impl<H: Handler> Line<H> {
    /// How long a job may go without a sign of life.
    fn lease(&self) -> Duration {
        Duration::from_nanos(self.lease.load(Ordering::Relaxed))
    }

    /// Asks for the lease again: a job that comes a second time may have been taken away because somebody shortened it.
    async fn look_at_lease(&self) {
        if let Ok(Ok(lease)) = self.bus.lease_now(self.queue).await {
            self.lease.store(lease, Ordering::Relaxed);
        }
    }

    /// One slot: one job after the other.
    async fn slot(&self) -> Result<(), Error> {
        let mut fetch = fetch::Fetch::new(&self.bus, self.queue);
        while let Some(delivery) = fetch.next(&self.stop).await? {
            self.attend(delivery).await?;
        }
        Ok(())
    }
}
