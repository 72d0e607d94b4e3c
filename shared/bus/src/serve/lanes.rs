//! The lanes that a slot takes its jobs from: one consumer each, and never more than one job taken.

use async_nats::{Message, StatusCode};
use futures::future::{FutureExt as _, join_all, select_all};

use crate::delivery::MessageDelivery;
use crate::inbox::{Inbox, Received};
use crate::{Bus, Error, Intake};

/// What a look at the lanes brought.
pub(super) enum Fetched {
    Job(MessageDelivery),
    /// The wait at the broker ended without a job.
    Nothing,
    /// The lanes must be opened anew, for this reason.
    Broken(String),
    /// The broker denies the request.
    Denied(String),
}

/// The lanes of one slot.
pub(super) struct Lanes {
    stream: &'static str,
    /// The next one to be looked at first is at the front.
    lanes: Vec<Lane>,
    /// Lanes that were left because another one brought a job; closed outside of anything that may be broken off.
    left: Vec<Inbox>,
}

struct Lane {
    consumer: &'static str,
    inbox: Option<Inbox>,
}

impl Lanes {
    pub(super) fn new(intake: &Intake) -> Self {
        let lanes = intake.lanes.iter().map(|&consumer| Lane { consumer, inbox: None }).collect();
        Self { stream: intake.queue.stream(), lanes, left: vec![] }
    }

    /// Forgets all subscriptions.
    pub(super) fn reset(&mut self) {
        for lane in &mut self.lanes {
            lane.inbox = None;
        }
    }

    /// Closes the lanes that were left, and returns the messages that were under way: to be handed back.
    pub(super) async fn surplus(&mut self) -> Vec<Message> {
        let left = std::mem::take(&mut self.left);
        join_all(left.into_iter().map(Inbox::close)).await.into_iter().flatten().collect()
    }

    /// Unsubscribes from all lanes, and returns the messages that were under way.
    pub(super) async fn close(&mut self) -> Vec<Message> {
        self.left.extend(self.lanes.iter_mut().filter_map(|lane| lane.inbox.take()));
        self.surplus().await
    }

    /// Waits for a job. With several lanes, it first looks into each, the one that was longest not looked into first.
    pub(super) async fn fetch(&mut self, bus: &Bus) -> Result<Fetched, Error> {
        for lane in &mut self.lanes {
            if lane.inbox.is_none() {
                lane.inbox = Some(Inbox::open(bus, self.stream, lane.consumer).await?);
            }
        }
        if self.lanes.len() > 1 {
            match self.look().await {
                Fetched::Nothing => {}
                fetched => return Ok(fetched),
            }
        }
        Ok(self.wait().await)
    }

    /// Looks into one lane after the other: the usual way to a job while there are many.
    async fn look(&mut self) -> Fetched {
        for _ in 0..self.lanes.len() {
            self.lanes.rotate_left(1);
            let Some(inbox) = self.lanes.last_mut().and_then(|lane| lane.inbox.as_mut()) else {
                continue;
            };
            if let Err(problem) = inbox.request_now().await {
                return Fetched::Broken(problem);
            }
            match read(inbox.next().await) {
                Fetched::Nothing => {}
                fetched => return fetched,
            }
        }
        Fetched::Nothing
    }

    /// Waits in all lanes at once; the first job ends the wait in the others.
    async fn wait(&mut self) -> Fetched {
        let mut inboxes: Vec<&mut Inbox> =
            self.lanes.iter_mut().filter_map(|lane| lane.inbox.as_mut()).collect();
        for inbox in &mut inboxes {
            if let Err(problem) = inbox.request(1).await {
                return Fetched::Broken(problem);
            }
        }
        let waiting = inboxes.iter_mut().map(|inbox| inbox.next().boxed());
        let (received, at, others) = select_all(waiting).await;
        drop(others);
        let fetched = read(received);
        // A request that is left open could bring a second job, whose lease would run while the first one is done.
        let others = self.lanes.iter_mut().enumerate().filter(|(other, _)| *other != at);
        self.left.extend(others.filter_map(|(_, lane)| lane.inbox.take()));
        fetched
    }
}

/// A message with a status brings no job: most often there was none.
fn read(received: Received) -> Fetched {
    let message = match received {
        Received::Message(message) => message,
        Received::Broken(problem) => return Fetched::Broken(problem),
        Received::Denied(what) => return Fetched::Denied(what),
    };
    match message.status {
        None | Some(StatusCode::OK) => {
            MessageDelivery::read(message).map_or(Fetched::Nothing, Fetched::Job)
        }
        Some(StatusCode::TIMEOUT | StatusCode::NOT_FOUND) => Fetched::Nothing,
        Some(status) => {
            Fetched::Broken(format!("{status} {}", message.description.unwrap_or_default()))
        }
    }
}
