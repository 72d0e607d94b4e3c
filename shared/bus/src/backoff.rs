//! Backoff: delays that double from failure to failure, with jitter, so that many clients do not come back at the same moment.

use std::time::Duration;

/// Most doublings; far beyond any longest delay.
const MOST_DOUBLINGS: u32 = 20;

/// Delays between tries: `first`, then twice as long after every failure, up to `longest`.
#[derive(Debug, Clone, Copy)]
pub struct Backoff {
    first: Duration,
    longest: Duration,
    failures: u32,
}

impl Backoff {
    /// A backoff without failures.
    #[must_use]
    pub const fn new(first: Duration, longest: Duration) -> Self {
        Self { first, longest, failures: 0 }
    }

    /// The same delays, after `failures` in a row.
    #[must_use]
    pub const fn after(self, failures: u32) -> Self {
        Self { failures, ..self }
    }

    /// Counts a failure, and returns how long to wait before the next try: between half and all of [`Backoff::ceiling`].
    pub fn delay(&mut self) -> Duration {
        self.failures = self.failures.saturating_add(1);
        self.ceiling().mul_f64(0.5 + fastrand::f64() / 2.0)
    }

    /// Counts a failure, and waits before the next try.
    pub async fn wait(&mut self) {
        tokio::time::sleep(self.delay()).await;
    }

    /// Forgets the failures, because something worked.
    pub fn reset(&mut self) {
        self.failures = 0;
    }

    /// Whether nothing has failed since the start or the last success.
    #[must_use]
    pub const fn is_fresh(&self) -> bool {
        self.failures == 0
    }

    /// The longest delay after the failures so far; zero after none.
    #[must_use]
    pub fn ceiling(&self) -> Duration {
        let Some(doublings) = self.failures.checked_sub(1) else { return Duration::ZERO };
        let factor = 2_u32.pow(doublings.min(MOST_DOUBLINGS));
        self.first.saturating_mul(factor).min(self.longest)
    }

    /// A delay between zero and [`Backoff::ceiling`], for jobs that failed at the same time.
    #[must_use]
    pub fn full_jitter(&self) -> Duration {
        self.ceiling().mul_f64(fastrand::f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_double_up_to_the_longest_and_are_spread_over_their_second_half() {
        let mut backoff = Backoff::new(Duration::from_millis(100), Duration::from_millis(500));

        for ceiling_ms in [100, 200, 400, 500, 500] {
            let (delay, ceiling) = (backoff.delay(), Duration::from_millis(ceiling_ms));
            assert!(ceiling / 2 <= delay && delay <= ceiling, "{delay:?} of {ceiling:?}");
        }
        assert!(!backoff.is_fresh());
        backoff.reset();
        assert!(backoff.is_fresh() && backoff.ceiling() == Duration::ZERO);
    }

    #[test]
    fn no_number_of_failures_is_too_large() {
        let backoff = Backoff::new(Duration::from_secs(2), Duration::from_secs(300));

        assert_eq!(backoff.after(1).ceiling(), Duration::from_secs(2));
        assert_eq!(backoff.after(u32::MAX).ceiling(), Duration::from_secs(300));
        assert!(backoff.after(3).full_jitter() <= Duration::from_secs(8));
    }
}
