//! The lease of a job: beats while the work gets on, and the knowledge of when it is lost.

use std::sync::atomic::Ordering;
use std::time::Duration;

use async_nats::Subject;
use tokio::time::Instant;

use crate::{Bus, Work};

/// Looks at the work per lease; a beat is sent at the first look after a third of the lease that finds it got on.
const LOOKS: u32 = 12;
const BEATS: u32 = 3;

/// Why the job is no longer ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lost {
    /// The work did not get on.
    Stalled,
    /// Nothing of us ran, so that no beat went out.
    Suspended,
}

/// The lease of one delivery.
pub(super) struct Lease<'a> {
    bus: &'a Bus,
    reply: &'a Subject,
    length: Duration,
    /// When the broker last heard of us.
    beat_at: Instant,
    /// When the work last got on, as far as we looked.
    got_on_at: Instant,
    looked_at: Instant,
    /// Whether the broker could not be reached since: it cannot have given the job away then, or nobody can tell.
    excused: bool,
}

impl<'a> Lease<'a> {
    pub(super) fn new(bus: &'a Bus, reply: &'a Subject, length: Duration, from: Instant) -> Self {
        Self { bus, reply, length, beat_at: from, got_on_at: from, looked_at: from, excused: false }
    }

    /// Beats as long as the work gets on; returns when the lease is lost.
    pub(super) async fn keep(&mut self, work: &Work) -> Lost {
        self.keep_while(|| work.got_on.swap(false, Ordering::Relaxed)).await
    }

    /// Beats although no handler says that it gets on: while we store what follows.
    pub(super) async fn keep_anyway(&mut self) -> Lost {
        self.keep_while(|| true).await
    }

    async fn keep_while(&mut self, gets_on: impl Fn() -> bool) -> Lost {
        loop {
            if let Some(lost) = self.look(gets_on(), Instant::now()) {
                return lost;
            }
            if self.owes_a_beat() {
                self.beat().await;
            }
            tokio::time::sleep(self.length / LOOKS).await;
        }
    }

    /// Whether the lease is lost although the work may be done: for the moment after a long sleep of the process.
    pub(super) fn lost(&mut self) -> Option<Lost> {
        self.look(true, Instant::now())
    }

    fn look(&mut self, got_on: bool, now: Instant) -> Option<Lost> {
        let slept = now - self.looked_at > self.length;
        self.looked_at = now;
        self.excused |= !self.bus.is_connected();
        if slept || (got_on && !self.excused && now - self.beat_at > self.length) {
            return Some(Lost::Suspended);
        }
        if got_on {
            self.got_on_at = now;
        }
        (now - self.got_on_at.max(self.beat_at) >= self.length).then_some(Lost::Stalled)
    }

    fn owes_a_beat(&self) -> bool {
        let due = self.excused || self.looked_at - self.beat_at >= self.length / BEATS;
        due && self.got_on_at > self.beat_at && self.bus.is_connected()
    }

    async fn beat(&mut self) {
        if self.bus.nats().publish(self.reply.clone(), "+WPI".into()).await.is_ok() {
            self.beat_at = Instant::now();
            self.excused = false;
        }
    }
}
