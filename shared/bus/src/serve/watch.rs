//! When a beat is due and when a lease is lost: pure, so that hours can pass in a test.

use std::time::Duration;

use tokio::time::Instant;

/// A beat is due at the first look after this part of the lease that finds that the work got on.
const BEATS: u32 = 3;

/// Why the job is no longer ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lost {
    /// The work did not get on.
    Stalled,
    /// Nothing of us ran, so that no beat went out.
    Suspended,
}

/// What is known about a lease.
#[derive(Debug)]
pub(super) struct Watch {
    length: Duration,
    /// When the broker last heard of us.
    beat_at: Instant,
    /// When the work last got on, as far as we looked.
    got_on_at: Instant,
    looked_at: Instant,
    /// Whether the broker was out of reach since the last beat: it cannot have given the job away then, or nobody can tell.
    excused: bool,
}

impl Watch {
    pub(super) fn new(length: Duration, from: Instant) -> Self {
        Self { length, beat_at: from, got_on_at: from, looked_at: from, excused: false }
    }

    /// Takes note of whether the work got on and the broker is in reach; says when the lease is lost.
    pub(super) fn look(&mut self, got_on: bool, in_reach: bool, now: Instant) -> Option<Lost> {
        let slept = now - self.looked_at > self.length;
        self.looked_at = now;
        self.excused |= !in_reach;
        if slept || (got_on && !self.excused && now - self.beat_at > self.length) {
            return Some(Lost::Suspended);
        }
        if got_on {
            self.got_on_at = now;
        }
        let heard_at = self.got_on_at.max(self.beat_at);
        (now - heard_at >= self.length).then_some(Lost::Stalled)
    }

    /// Whether the broker is to be told that the work got on.
    pub(super) fn owes_a_beat(&self) -> bool {
        let due = self.excused || self.looked_at - self.beat_at >= self.length / BEATS;
        due && self.got_on_at > self.beat_at
    }

    /// Takes note that a beat went out.
    pub(super) fn beaten(&mut self, now: Instant) {
        self.beat_at = now;
        self.excused = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEASE: u64 = 30;

    /// Looks at the given seconds (`true` = the work got on), beating when that is due; says when beats went out and when the lease was lost.
    fn play(
        looks: &[(u64, bool)],
        in_reach: impl Fn(u64) -> bool,
    ) -> (Vec<u64>, Option<(u64, Lost)>) {
        let start = Instant::now();
        let mut watch = Watch::new(Duration::from_secs(LEASE), start);
        let mut beats = vec![];
        for &(second, got_on) in looks {
            let now = start + Duration::from_secs(second);
            if let Some(lost) = watch.look(got_on, in_reach(second), now) {
                return (beats, Some((second, lost)));
            }
            if watch.owes_a_beat() && in_reach(second) {
                watch.beaten(now);
                beats.push(second);
            }
        }
        (beats, None)
    }

    fn every_two_seconds(until: u64, got_on: impl Fn(u64) -> bool) -> Vec<(u64, bool)> {
        (0..=until / 2).map(|n| (2 * n, got_on(2 * n))).collect()
    }

    #[test]
    fn work_that_gets_on_keeps_its_lease_with_three_beats_per_lease() {
        let (beats, lost) = play(&every_two_seconds(90, |_| true), |_| true);

        assert_eq!(beats, [10, 20, 30, 40, 50, 60, 70, 80, 90]);
        assert_eq!(lost, None);
    }

    #[test]
    fn work_that_stands_still_loses_its_lease_when_the_broker_gives_it_away() {
        let (beats, lost) = play(&every_two_seconds(90, |second| second < 14), |_| true);

        assert_eq!(beats, [10, 20]);
        assert_eq!(lost, Some((50, Lost::Stalled)));
    }

    #[test]
    fn a_process_that_slept_through_its_lease_has_lost_it() {
        let (_, lost) = play(&[(0, true), (2, true), (40, true)], |_| true);

        assert_eq!(lost, Some((40, Lost::Suspended)));
    }

    #[test]
    fn an_outage_of_the_broker_costs_no_lease_and_ends_with_a_beat() {
        let (beats, lost) =
            play(&every_two_seconds(100, |_| true), |second| !(11..91).contains(&second));

        assert_eq!(beats, [10, 92]);
        assert_eq!(lost, None);
    }

    #[test]
    fn work_that_stands_still_during_an_outage_is_dropped_all_the_same() {
        let (_, lost) = play(&every_two_seconds(100, |second| second < 14), |second| second < 11);

        assert_eq!(lost, Some((42, Lost::Stalled)));
    }
}
