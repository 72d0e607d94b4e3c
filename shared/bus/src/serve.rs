//! The job loop: fetch one, do it, store what follows, acknowledge. The only place where that order is decided.

mod acknowledge;
mod fetch;
mod job_loop;
mod lanes;
mod lease;
mod lease_clock;
mod payload;
mod run_job;
mod settle;
mod troubled_deliveries;

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use job_loop::JobLoop;
use troubled_deliveries::TroubledDeliveries;

use crate::{Bus, Error, Handler, Intake};

impl Bus {
    /// Does the jobs of `intake` until `stop`; then finishes what it has, or hands it back after `grace`.
    pub async fn serve<H: Handler>(
        &self,
        intake: Intake,
        handler: Arc<H>,
        grace: Duration,
        stop: CancellationToken,
    ) -> Result<(), Error> {
        let lease = tokio::select! {
            lease = self.granted_lease(&intake) => lease?,
            () = stop.cancelled() => return Ok(()),
        };
        let (stop, grace_over) = (stop.child_token(), CancellationToken::new());
        let slots = intake.slots;
        let job_loop = Arc::new(JobLoop {
            bus: self.clone(),
            intake,
            handler,
            lease: AtomicU64::new(lease),
            troubled: TroubledDeliveries::default(),
            stop: stop.clone(),
            grace_over: grace_over.clone(),
        });
        let mut running = JoinSet::new();
        for slot in 0..slots {
            let job_loop = Arc::clone(&job_loop);
            running.spawn(async move { job_loop.slot(slot).await });
        }
        let grace_time_is_up = async {
            stop.cancelled().await;
            tokio::time::sleep(grace).await;
            grace_over.cancel();
            std::future::pending::<()>().await;
        };
        tokio::select! {
            result = join_slots(&mut running, &stop) => result,
            () = grace_time_is_up => Ok(()),
        }
    }
}

/// Waits for all slots; the first that fails stops the others.
async fn join_slots(
    running: &mut JoinSet<Result<(), Error>>,
    stop: &CancellationToken,
) -> Result<(), Error> {
    let mut result = Ok(());
    while let Some(ended) = running.join_next().await {
        let ended = ended.unwrap_or_else(|error| {
            Err(Error::Broker { what: "run a slot for jobs".to_owned(), source: Box::new(error) })
        });
        if ended.is_err() {
            stop.cancel();
            result = result.and(ended);
        }
    }
    result
}

impl<H: Handler> JobLoop<H> {
    /// One slot: one job after the other, while slots up to this one are wanted.
    async fn slot(&self, slot: usize) -> Result<(), Error> {
        let mut fetch = fetch::JobFetcher::new(&self.bus, &self.intake);
        let mut limit = self.intake.limit.clone();
        loop {
            if let Some(limit) = &mut limit {
                // Whoever sets the limit lives as long as the handler.
                self.stop.run_until_cancelled(limit.wait_for(|limit| slot < *limit)).await;
            }
            let Some(delivery) = fetch.next(&self.stop).await? else { return Ok(()) };
            self.run(delivery).await?;
        }
    }
}
