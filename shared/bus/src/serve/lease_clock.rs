//! When a heartbeat is due and when a lease is lost: pure, so that hours can pass in a test.

use std::time::Duration;

use tokio::time::Instant;

/// A heartbeat is due at the first check after this part of the lease that finds progress.
const HEARTBEATS_PER_LEASE: u32 = 3;

/// Why the lease is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LeaseLost {
    /// The work made no progress.
    Stalled,
    /// The process was suspended, so that it sent no heartbeat.
    Suspended,
}

/// What is known about a lease.
#[derive(Debug)]
pub(super) struct LeaseClock {
    length: Duration,
    /// When the last heartbeat was sent.
    heartbeat_at: Instant,
    /// When progress was last found.
    progressed_at: Instant,
    checked_at: Instant,
    /// Whether the broker was out of reach since the last heartbeat: the lease may stand, because the broker may not have run.
    was_disconnected: bool,
}

impl LeaseClock {
    pub(super) fn new(length: Duration, from: Instant) -> Self {
        Self {
            length,
            heartbeat_at: from,
            progressed_at: from,
            checked_at: from,
            was_disconnected: false,
        }
    }

    /// A clock for the same lease, which is known to be `length` now.
    pub(super) fn of_length(&self, length: Duration) -> Self {
        Self::new(length, self.heartbeat_at)
    }

    /// Takes note of whether the work progressed and the broker is connected; says when the lease is lost.
    pub(super) fn check(
        &mut self,
        progressed: bool,
        connected: bool,
        now: Instant,
    ) -> Option<LeaseLost> {
        let slept = now - self.checked_at > self.length;
        self.checked_at = now;
        self.was_disconnected |= !connected;
        if slept || (progressed && !self.was_disconnected && now - self.heartbeat_at > self.length)
        {
            return Some(LeaseLost::Suspended);
        }
        if progressed {
            self.progressed_at = now;
        }
        let heard_at = self.progressed_at.max(self.heartbeat_at);
        (now - heard_at >= self.length).then_some(LeaseLost::Stalled)
    }

    /// Whether a heartbeat is to be sent.
    pub(super) fn is_heartbeat_due(&self) -> bool {
        let due = self.was_disconnected
            || self.checked_at - self.heartbeat_at >= self.length / HEARTBEATS_PER_LEASE;
        due && self.progressed_at > self.heartbeat_at
    }

    /// Takes note that a heartbeat was sent.
    pub(super) fn heartbeat_sent(&mut self, now: Instant) {
        self.heartbeat_at = now;
        self.was_disconnected = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEASE: u64 = 30;

    /// Checks at the given seconds (`true` = progress), and sends heartbeats when due; says when they were sent and when the lease was lost.
    fn play(
        looks: &[(u64, bool)],
        connected: impl Fn(u64) -> bool,
    ) -> (Vec<u64>, Option<(u64, LeaseLost)>) {
        let start = Instant::now();
        let mut clock = LeaseClock::new(Duration::from_secs(LEASE), start);
        let mut heartbeats = vec![];
        for &(second, progressed) in looks {
            let now = start + Duration::from_secs(second);
            if let Some(lost) = clock.check(progressed, connected(second), now) {
                return (heartbeats, Some((second, lost)));
            }
            if clock.is_heartbeat_due() && connected(second) {
                clock.heartbeat_sent(now);
                heartbeats.push(second);
            }
        }
        (heartbeats, None)
    }

    fn every_two_seconds(until: u64, progressed: impl Fn(u64) -> bool) -> Vec<(u64, bool)> {
        (0..=until / 2).map(|n| (2 * n, progressed(2 * n))).collect()
    }

    #[test]
    fn work_that_gets_on_keeps_its_lease_with_three_beats_per_lease() {
        let (heartbeats, lost) = play(&every_two_seconds(90, |_| true), |_| true);

        assert_eq!(heartbeats, [10, 20, 30, 40, 50, 60, 70, 80, 90]);
        assert_eq!(lost, None);
    }

    #[test]
    fn work_that_stands_still_loses_its_lease_when_the_broker_gives_it_away() {
        let (heartbeats, lost) = play(&every_two_seconds(90, |second| second < 14), |_| true);

        assert_eq!(heartbeats, [10, 20]);
        assert_eq!(lost, Some((50, LeaseLost::Stalled)));
    }

    #[test]
    fn a_process_that_slept_through_its_lease_has_lost_it() {
        let (_, lost) = play(&[(0, true), (2, true), (40, true)], |_| true);

        assert_eq!(lost, Some((40, LeaseLost::Suspended)));
    }

    #[test]
    fn an_outage_of_the_broker_costs_no_lease_and_ends_with_a_beat() {
        let (heartbeats, lost) =
            play(&every_two_seconds(100, |_| true), |second| !(11..91).contains(&second));

        assert_eq!(heartbeats, [10, 92]);
        assert_eq!(lost, None);
    }

    #[test]
    fn work_that_stands_still_during_an_outage_is_dropped_all_the_same() {
        let (_, lost) = play(&every_two_seconds(100, |second| second < 14), |second| second < 11);

        assert_eq!(lost, Some((42, LeaseLost::Stalled)));
    }
}
