//! Fetching one message for a free slot.

use std::time::Duration;

use async_nats::{Message, StatusCode};
use tokio_util::sync::CancellationToken;
use tracing::{debug, warn};

use super::acknowledge::hand_back_now;
use crate::delivery::MessageDelivery;
use crate::inbox::{Inbox, Received};
use crate::{Backoff, Bus, Error, Queue};

/// Shortest and longest pause between two tries to fetch, after an error.
const SHORTEST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// The fetching side of a slot.
pub(super) struct JobFetcher {
    bus: Bus,
    queue: Queue,
    inbox: Option<Inbox>,
    backoff: Backoff,
}

impl JobFetcher {
    pub(super) fn new(bus: &Bus, queue: Queue) -> Self {
        Self { bus: bus.clone(), queue, inbox: None, backoff: fetch_backoff() }
    }

    /// Waits for a message; `None` once `stop` is cancelled and messages that were under way are handed back.
    pub(super) async fn next(
        &mut self,
        stop: &CancellationToken,
    ) -> Result<Option<MessageDelivery>, Error> {
        loop {
            let received = tokio::select! {
                biased;
                () = stop.cancelled() => break,
                received = self.fetch() => received,
            };
            let problem = match received {
                Ok(Received::Message(message)) => match self.accept(message) {
                    Ok(Some(delivery)) => return Ok(Some(delivery)),
                    Ok(None) => continue,
                    Err(problem) => problem,
                },
                Ok(Received::Broken(problem)) => problem,
                Ok(Received::Denied(what)) => return Err(Error::Denied { what }),
                Err(error @ Error::Denied { .. }) => return Err(error),
                Err(error) => error.to_string(),
            };
            self.pause_after(&problem, stop).await;
        }
        self.hand_back().await;
        Ok(None)
    }

    async fn fetch(&mut self) -> Result<Received, Error> {
        self.bus.monitor().connected(self.bus.nats()).await;
        let inbox = match &mut self.inbox {
            Some(inbox) => inbox,
            empty => {
                let inbox =
                    Inbox::open(&self.bus, self.queue.stream(), self.queue.consumer()).await?;
                empty.insert(inbox)
            }
        };
        if let Err(problem) = inbox.request(&self.bus, 1).await {
            return Ok(Received::Broken(problem));
        }
        Ok(inbox.next().await)
    }

    /// A message with a status brings no job: most often that there was none.
    fn accept(&mut self, message: Message) -> Result<Option<MessageDelivery>, String> {
        match message.status {
            None | Some(StatusCode::OK) => {
                self.backoff.reset();
                Ok(MessageDelivery::read(message))
            }
            Some(StatusCode::TIMEOUT) => {
                self.backoff.reset();
                Ok(None)
            }
            Some(status) => Err(format!("{status} {}", message.description.unwrap_or_default())),
        }
    }

    async fn pause_after(&mut self, problem: &str, stop: &CancellationToken) {
        self.inbox = None;
        let stream = self.queue.stream();
        if self.backoff.is_fresh() || !self.bus.is_connected() {
            debug!("fetching from {stream} again after an error: {problem}");
        } else {
            warn!("cannot fetch from {stream}, trying again: {problem}");
        }
        tokio::select! {
            () = self.backoff.wait() => {}
            () = stop.cancelled() => {}
        }
    }

    async fn hand_back(&mut self) {
        let Some(inbox) = self.inbox.take() else { return };
        for message in inbox.close().await {
            if let Some(delivery) = MessageDelivery::read(message) {
                hand_back_now(&self.bus, &delivery).await;
            }
        }
    }
}

/// The pauses between tries to fetch.
pub(super) fn fetch_backoff() -> Backoff {
    Backoff::new(SHORTEST_PAUSE, LONGEST_PAUSE)
}
