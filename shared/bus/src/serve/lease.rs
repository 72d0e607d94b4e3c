//! The lease of a job: beats while the work gets on, and the knowledge of when it is lost.

use std::sync::atomic::Ordering;
use std::time::Duration;

use async_nats::Subject;
use tokio::time::Instant;

use super::watch::{Lost, Watch};
use crate::{Bus, Work};

/// Looks at the work per lease.
const LOOKS: u32 = 12;

/// The lease of one delivery.
pub(super) struct Lease<'a> {
    bus: &'a Bus,
    reply: &'a Subject,
    length: Duration,
    watch: Watch,
}

impl<'a> Lease<'a> {
    pub(super) fn new(bus: &'a Bus, reply: &'a Subject, length: Duration, from: Instant) -> Self {
        Self { bus, reply, length, watch: Watch::new(length, from) }
    }

    /// Beats as long as the work gets on; returns when the lease is lost.
    pub(super) async fn keep(&mut self, work: &Work) -> Lost {
        self.keep_while(|| work.got_on.swap(false, Ordering::Relaxed)).await
    }

    /// Beats although no handler says that it gets on: while we store what follows.
    pub(super) async fn keep_anyway(&mut self) -> Lost {
        self.keep_while(|| true).await
    }

    /// Whether the lease was lost although the work is done: for the moment after a long sleep of the process.
    pub(super) fn lost(&mut self) -> Option<Lost> {
        self.watch.look(true, self.bus.is_connected(), Instant::now())
    }

    async fn keep_while(&mut self, gets_on: impl Fn() -> bool) -> Lost {
        loop {
            let in_reach = self.bus.is_connected();
            if let Some(lost) = self.watch.look(gets_on(), in_reach, Instant::now()) {
                return lost;
            }
            if self.watch.owes_a_beat() && in_reach {
                self.beat().await;
            }
            tokio::time::sleep(self.length / LOOKS).await;
        }
    }

    async fn beat(&mut self) {
        if self.bus.nats().publish(self.reply.clone(), "+WPI".into()).await.is_ok() {
            self.watch.beaten(Instant::now());
        }
    }
}
