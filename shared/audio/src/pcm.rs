//! Sound as numbers.

use std::time::Duration;

/// Mono sound: 16-bit samples at a rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pcm {
    /// Samples per second.
    pub rate_hz: u32,
    /// The samples.
    pub samples: Vec<i16>,
}

impl Pcm {
    /// How long it lasts.
    #[must_use]
    pub fn duration(&self) -> Duration {
        Duration::from_secs_f64(self.samples.len() as f64 / f64::from(self.rate_hz))
    }
}
