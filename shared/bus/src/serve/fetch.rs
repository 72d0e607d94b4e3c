//! Fetching one message for a free slot.

use std::time::Duration;

use async_nats::{Message, StatusCode};
use tokio_util::sync::CancellationToken;
use tracing::{debug, warn};

use super::acknowledge::hand_over;
use crate::delivery::Delivery;
use crate::inbox::{Came, Inbox};
use crate::{Bus, Error, Queue};

/// Shortest and longest pause between two tries to fetch, while something is wrong.
pub(super) const SHORTEST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// The fetching side of a slot.
pub(super) struct Fetch {
    bus: Bus,
    queue: Queue,
    inbox: Option<Inbox>,
    pause: Duration,
}

impl Fetch {
    pub(super) fn new(bus: &Bus, queue: Queue) -> Self {
        Self { bus: bus.clone(), queue, inbox: None, pause: SHORTEST_PAUSE }
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
                self.pause = SHORTEST_PAUSE;
                Ok(Delivery::read(message))
            }
            Some(StatusCode::TIMEOUT) => {
                self.pause = SHORTEST_PAUSE;
                Ok(None)
            }
            Some(status) => Err(format!("{status} {}", message.description.unwrap_or_default())),
        }
    }

    async fn rest(&mut self, problem: &str, stop: &CancellationToken) {
        self.inbox = None;
        let stream = self.queue.stream();
        if self.pause == SHORTEST_PAUSE || !self.bus.is_connected() {
            debug!("fetching from {stream} again: {problem}");
        } else {
            warn!("cannot fetch from {stream}: {problem}");
        }
        tokio::select! {
            () = sleep(&mut self.pause) => {}
            () = stop.cancelled() => {}
        }
    }

    async fn hand_back(&mut self) {
        let Some(inbox) = self.inbox.take() else { return };
        for message in inbox.close().await {
            if let Some(delivery) = Delivery::read(message) {
                hand_over(&self.bus, &delivery).await;
            }
        }
    }
}

/// Sleeps for about `pause`, and doubles it.
pub(super) async fn sleep(pause: &mut Duration) {
    tokio::time::sleep(pause.mul_f64(0.5 + fastrand::f64() / 2.0)).await;
    *pause = (*pause * 2).min(LONGEST_PAUSE);
}
