//! Back-off: pauses between tries that grow, with jitter, so that many clients spread.

use std::time::Duration;

/// Pauses that double up to a longest; each is between half and all of the present limit.
#[derive(Debug, Clone)]
pub struct Backoff {
    shortest: Duration,
    longest: Duration,
    limit: Duration,
}

impl Backoff {
    /// Begins with `shortest`.
    #[must_use]
    pub fn new(shortest: Duration, longest: Duration) -> Self {
        Self { shortest, longest, limit: shortest }
    }

    /// The next pause; the one after it may be twice as long.
    pub fn pause(&mut self) -> Duration {
        let pause = self.limit.mul_f64(0.5 + fastrand::f64() / 2.0);
        self.limit = (self.limit * 2).min(self.longest);
        pause
    }

    /// Sleeps for the next pause.
    pub async fn wait(&mut self) {
        tokio::time::sleep(self.pause()).await;
    }

    /// Begins anew, after a success.
    pub fn reset(&mut self) {
        self.limit = self.shortest;
    }

    /// Whether no pause was taken since the last success.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.limit == self.shortest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest_and_begin_anew() {
        let mut backoff = Backoff::new(Duration::from_millis(100), Duration::from_millis(350));

        for limit in [100, 200, 350, 350] {
            let pause = backoff.pause().as_millis();
            assert!((limit / 2..=limit).contains(&pause), "{pause} of {limit}");
            assert!(!backoff.is_fresh());
        }
        backoff.reset();

        assert!(backoff.is_fresh());
        assert!(backoff.pause().as_millis() <= 100);
    }
}
