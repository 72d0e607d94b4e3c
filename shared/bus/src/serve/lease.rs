//! The lease of a job: heartbeats while the handler makes progress, and the end when the lease is lost.

use std::sync::atomic::Ordering;
use std::time::Duration;

use async_nats::Subject;
use tokio::time::Instant;

use super::lease_clock::{LeaseClock, LeaseLost};
use crate::{Bus, Work};

/// Checks of the handler's progress per lease.
const CHECKS_PER_LEASE: u32 = 12;

/// The lease of one delivery.
pub(super) struct Lease<'a> {
    bus: &'a Bus,
    reply: &'a Subject,
    length: Duration,
    clock: LeaseClock,
}

impl<'a> Lease<'a> {
    pub(super) fn new(bus: &'a Bus, reply: &'a Subject, length: Duration, from: Instant) -> Self {
        Self { bus, reply, length, clock: LeaseClock::new(length, from) }
    }

    /// The same lease, which is known to be `length` now.
    pub(super) fn of_length(self, length: Duration) -> Self {
        let clock = self.clock.of_length(length);
        Self { length, clock, ..self }
    }

    /// Sends heartbeats while the handler makes progress; returns when the lease is lost.
    pub(super) async fn heartbeat_while_progressing(&mut self, work: &Work) -> LeaseLost {
        self.heartbeat_while(|| work.progressed.swap(false, Ordering::Relaxed)).await
    }

    /// Sends heartbeats while the outcome is stored; returns when the lease is lost.
    pub(super) async fn heartbeat_while_storing(&mut self) -> LeaseLost {
        self.heartbeat_while(|| true).await
    }

    /// Whether the lease was lost although the work is done, because the process was suspended.
    pub(super) fn lost(&mut self) -> Option<LeaseLost> {
        self.clock.check(true, self.bus.is_connected(), Instant::now())
    }

    async fn heartbeat_while(&mut self, progresses: impl Fn() -> bool) -> LeaseLost {
        loop {
            let connected = self.bus.is_connected();
            if let Some(lost) = self.clock.check(progresses(), connected, Instant::now()) {
                return lost;
            }
            if self.clock.is_heartbeat_due() && connected {
                self.heartbeat().await;
            }
            tokio::time::sleep(self.length / CHECKS_PER_LEASE).await;
        }
    }

    async fn heartbeat(&mut self) {
        if self.bus.nats().publish(self.reply.clone(), "+WPI".into()).await.is_ok() {
            self.clock.heartbeat_sent(Instant::now());
        }
    }
}
