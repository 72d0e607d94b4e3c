//! Fetching one message for a free slot.

use std::time::Duration;

use async_nats::Message;
use tokio_util::sync::CancellationToken;
use tracing::{debug, warn};

use super::acknowledge::hand_back_now;
use super::lanes::{Fetched, Lanes};
use crate::delivery::MessageDelivery;
use crate::{Backoff, Bus, Error, Intake};

/// Shortest and longest pause between two tries to fetch, after an error.
const SHORTEST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// The fetching side of a slot.
pub(super) struct JobFetcher {
    bus: Bus,
    stream: &'static str,
    lanes: Lanes,
    backoff: Backoff,
}

impl JobFetcher {
    pub(super) fn new(bus: &Bus, intake: &Intake) -> Self {
        let (stream, lanes) = (intake.queue.stream(), Lanes::new(intake));
        Self { bus: bus.clone(), stream, lanes, backoff: fetch_backoff() }
    }

    /// Waits for a message; `None` once `stop` is cancelled and messages that were under way are handed back.
    pub(super) async fn next(
        &mut self,
        stop: &CancellationToken,
    ) -> Result<Option<MessageDelivery>, Error> {
        loop {
            let fetched = tokio::select! {
                biased;
                () = stop.cancelled() => break,
                fetched = self.fetch() => fetched,
            };
            let problem = match fetched {
                Ok(Fetched::Job(delivery)) => {
                    self.works();
                    let surplus = self.lanes.surplus().await;
                    self.hand_back(surplus).await;
                    return Ok(Some(delivery));
                }
                Ok(Fetched::Nothing) => {
                    self.works();
                    let surplus = self.lanes.surplus().await;
                    self.hand_back(surplus).await;
                    continue;
                }
                Ok(Fetched::Broken(problem)) => problem,
                Ok(Fetched::Denied(what)) => return Err(Error::Denied { what }),
                Err(error @ Error::Denied { .. }) => return Err(error),
                Err(error) => error.to_string(),
            };
            self.pause_after(&problem, stop).await;
        }
        if !self.bus.is_connected() {
            return Ok(None);
        }
        let under_way = self.lanes.close().await;
        self.hand_back(under_way).await;
        Ok(None)
    }

    async fn fetch(&mut self) -> Result<Fetched, Error> {
        self.bus.monitor().connected(self.bus.nats()).await;
        self.lanes.fetch(&self.bus).await
    }

    fn works(&mut self) {
        self.backoff.reset();
        self.bus.trouble().clear(self.stream);
    }

    async fn pause_after(&mut self, problem: &str, stop: &CancellationToken) {
        self.lanes.reset();
        let stream = self.stream;
        if self.backoff.is_fresh() || !self.bus.is_connected() {
            debug!("fetching from {stream} again after an error: {problem}");
        } else {
            warn!("cannot fetch from {stream}, trying again: {problem}");
            self.bus.trouble().note(stream, problem);
        }
        tokio::select! {
            () = self.backoff.wait() => {}
            () = stop.cancelled() => {}
        }
    }

    async fn hand_back(&self, messages: Vec<Message>) {
        for message in messages {
            // Messages with a status bring no job.
            if let (None, Some(delivery)) = (message.status, MessageDelivery::read(message)) {
                hand_back_now(&self.bus, &delivery).await;
            }
        }
    }
}

/// The pauses between tries to fetch.
pub(super) fn fetch_backoff() -> Backoff {
    Backoff::new(SHORTEST_PAUSE, LONGEST_PAUSE)
}
