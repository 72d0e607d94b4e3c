//! Uncompressed sound.

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
    /// How long it lasts; nothing at a rate of 0.
    #[must_use]
    pub fn duration(&self) -> Duration {
        let seconds = self.samples.len() as f64 / f64::from(self.rate_hz.max(1));
        if self.rate_hz == 0 { Duration::ZERO } else { Duration::from_secs_f64(seconds) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_is_as_many_samples_as_the_rate_says() {
        let second = Pcm { rate_hz: 22_050, samples: vec![0; 22_050] };
        let timeless = Pcm { rate_hz: 0, samples: vec![0; 3] };

        assert_eq!(second.duration(), Duration::from_secs(1));
        assert_eq!(timeless.duration(), Duration::ZERO);
    }
}
