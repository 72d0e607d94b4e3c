//! Fetching one message for a free slot.

use std::time::Duration;

use async_nats::{Message, StatusCode};
use tokio_util::sync::CancellationToken;
use tracing::{debug, warn};

use crate::delivery::Delivery;
use crate::inbox::{Came, Inbox};
use crate::{Backoff, Bus, Error, Queue};

/// The waits between two tries to reach a queue, while something is wrong.
pub(super) const REACH_QUEUE: Backoff =
    Backoff::new(Duration::from_millis(100), Duration::from_secs(10));

/// The fetching side of a slot.
pub(super) struct Fetch {
    bus: Bus,
    queue: Queue,
    inbox: Option<Inbox>,
    backoff: Backoff,
}

impl Fetch {
    pub(super) fn new(bus: &Bus, queue: Queue) -> Self {
        Self { bus: bus.clone(), queue, inbox: None, backoff: REACH_QUEUE }
    }

    /// Waits for a message; `None` once `stop` is cancelled and what was under way is handed back.
    pub(super) async fn next(
        &mut self,
        stop: &CancellationToken,
    ) -> Result<Option<Delivery>, Error> {
        loop {
            let came = tokio::select! {
                biased;
                () = stop.cancelled() => break,
                came = self.fetch() => came,
            };
            let problem = match came {
                Ok(Came::Message(message)) => match self.take(message) {
                    Ok(Some(delivery)) => return Ok(Some(delivery)),
                    Ok(None) => continue,
                    Err(problem) => problem,
                },
                Ok(Came::Broken(problem)) => problem,
                Ok(Came::Denied(what)) => return Err(Error::Denied { what }),
                Err(error @ Error::Denied { .. }) => return Err(error),
                Err(error) => error.to_string(),
            };
            self.rest(&problem, stop).await;
        }
        self.hand_back().await;
        Ok(None)
    }

    async fn fetch(&mut self) -> Result<Came, Error> {
        self.bus.link().connected(self.bus.nats()).await;
        let inbox = match &mut self.inbox {
            Some(inbox) => inbox,
            empty => {
                let inbox =
                    Inbox::open(&self.bus, self.queue.stream(), self.queue.consumer()).await?;
                empty.insert(inbox)
            }
        };
        if let Err(problem) = inbox.request(&self.bus, 1).await {
            return Ok(Came::Broken(problem));
        }
        Ok(inbox.next().await)
    }

    /// A message with a status brings no job: mostly that there was none.
    fn take(&mut self, message: Message) -> Result<Option<Delivery>, String> {
        match message.status {
            None | Some(StatusCode::OK) => {
                self.backoff.reset();
                Ok(Delivery::read(message))
            }
            Some(StatusCode::TIMEOUT) => {
                self.backoff.reset();
                Ok(None)
            }
            Some(status) => Err(format!("{status} {}", message.description.unwrap_or_default())),
        }
    }

    async fn rest(&mut self, problem: &str, stop: &CancellationToken) {
        self.inbox = None;
        let stream = self.queue.stream();
        if self.backoff.is_fresh() || !self.bus.is_connected() {
            debug!("fetching from {stream} again: {problem}");
        } else {
            warn!("cannot fetch from {stream}: {problem}");
        }
        tokio::select! {
            () = self.backoff.wait() => {}
            () = stop.cancelled() => {}
        }
    }

    async fn hand_back(&mut self) {
        let Some(inbox) = self.inbox.take() else { return };
        for message in inbox.close().await {
            if let Some(delivery) = Delivery::read(message) {
                super::settle::hand_over(&self.bus, &delivery).await;
            }
        }
    }
}
