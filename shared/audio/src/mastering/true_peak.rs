//! True peaks: how high the sound rises between its samples when it is converted or decoded.

use std::f64::consts::PI;

/// Oversampling: points per sample that are checked, including the sample itself.
const PHASES: usize = 8;

/// Samples on each side that a point is interpolated from.
const HALF: usize = 12;

/// Samples that a point is interpolated from.
const TAPS: usize = 2 * HALF;

/// Sharpness of the window (Kaiser's β): flat within 0.02 dB up to four fifths of the band.
const SHARPNESS: f64 = 6.0;

/// Peaks that are computed at once.
const BLOCK: usize = 64;

/// Looks for peaks above a ceiling.
#[derive(Debug)]
pub(super) struct TruePeakMeter {
    ceiling: f32,
    /// The interpolation filter of each point between two samples.
    weights: [[f32; TAPS]; PHASES - 1],
    /// No point can be higher than the highest sample around it times this.
    max_overshoot: f32,
    /// Samples that are still needed.
    buffer: Vec<f32>,
    before: f32,
}

impl TruePeakMeter {
    pub(super) fn new(ceiling: f32) -> Self {
        let weights = weights();
        let sum = |weights: &[f32; TAPS]| weights.iter().map(|weight| weight.abs()).sum::<f32>();
        // A little more, to allow for rounding errors.
        let max_overshoot = weights.iter().map(sum).fold(1.0, f32::max) * 1.001;
        Self { ceiling, weights, max_overshoot, buffer: vec![0.0; HALF - 1], before: 0.0 }
    }

    /// Samples by which peaks come later.
    pub(super) fn latency(&self) -> usize {
        HALF
    }

    /// Takes in samples, and returns the highest peak next to each sample whose neighbours are known; 0 if it cannot reach the ceiling.
    pub(super) fn push(&mut self, samples: &[f32]) -> Vec<f32> {
        self.buffer.extend_from_slice(samples);
        let ready = self.buffer.len().saturating_sub(TAPS - 1);
        let mut peaks = vec![0.0; ready];
        for (at, peaks) in peaks.chunks_mut(BLOCK).enumerate() {
            let around = &self.buffer[at * BLOCK..at * BLOCK + peaks.len() + TAPS - 1];
            let highest = around.iter().fold(0.0, |highest: f32, sample| highest.max(sample.abs()));
            if highest * self.max_overshoot > self.ceiling {
                self.interpolate(around, peaks);
            }
        }
        // A peak between two samples counts for both.
        for peak in &mut peaks {
            let own = *peak;
            *peak = own.max(self.before);
            self.before = own;
        }
        self.buffer.drain(..ready);
        peaks
    }

    /// Computes the highest point from each sample to the next.
    fn interpolate(&self, around: &[f32], peaks: &mut [f32]) {
        for (window, peak) in around.windows(TAPS).zip(peaks) {
            let own = window[HALF - 1].abs();
            let between = self.weights.iter().map(|weights| convolve(window, weights).abs());
            *peak = between.fold(own, f32::max);
        }
    }
}

/// The weighted sum, in eight lanes, so that one instruction can do several.
fn convolve(window: &[f32], weights: &[f32; TAPS]) -> f32 {
    let mut lanes = [0.0_f32; 8];
    for (window, weights) in window.chunks_exact(8).zip(weights.chunks_exact(8)) {
        for (lane, (sample, weight)) in lanes.iter_mut().zip(window.iter().zip(weights)) {
            *lane += sample * weight;
        }
    }
    lanes.iter().sum()
}

/// Interpolation filters: a sine cardinal under a Kaiser window.
fn weights() -> [[f32; TAPS]; PHASES - 1] {
    let mut weights = [[0.0; TAPS]; PHASES - 1];
    for (phase, weights) in weights.iter_mut().enumerate() {
        let offset = (phase + 1) as f64 / PHASES as f64;
        let of = |tap: usize| {
            let distance = tap as f64 - (HALF - 1) as f64 - offset;
            let edge = distance / HALF as f64;
            let window = bessel(SHARPNESS * (1.0 - edge * edge).max(0.0).sqrt());
            (PI * distance).sin() / (PI * distance) * window
        };
        let raw: Vec<f64> = (0..TAPS).map(of).collect();
        let sum: f64 = raw.iter().sum();
        for (weight, raw) in weights.iter_mut().zip(raw) {
            #[expect(clippy::cast_possible_truncation, reason = "fewer digits are enough")]
            let rounded = (raw / sum) as f32;
            *weight = rounded;
        }
    }
    weights
}

/// The modified Bessel function of order 0, by its series.
fn bessel(x: f64) -> f64 {
    let (mut sum, mut term) = (1.0, 1.0);
    for k in 1..30 {
        term *= (x / 2.0 / f64::from(k)).powi(2);
        sum += term;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The highest peak of a sine that is `frequency` of the rate, and never sampled at its top.
    fn found(frequency: f64) -> f32 {
        let mut peaks = TruePeakMeter::new(1.0);
        let sample = |at: u32| {
            #[expect(clippy::cast_possible_truncation, reason = "a test's sound")]
            let sample = ((f64::from(at) * frequency + 0.03) * 2.0 * PI).sin() as f32;
            sample * 10_000.0
        };
        let sine: Vec<f32> = (0..4_000).map(sample).collect();
        let found = [peaks.push(&sine), peaks.push(&[0.0; HALF])].concat();
        assert_eq!(found.len(), sine.len());
        found[200..3_800].iter().fold(0.0, |highest: f32, &peak| highest.max(peak))
    }

    #[test]
    fn peaks_between_samples_are_found() {
        for frequency in [0.01, 0.1, 0.25, 1.0 / 3.0, 0.4] {
            let decibels = 20.0 * (found(frequency) / 10_000.0).log10();

            assert!((-0.15..0.05).contains(&decibels), "{frequency}: {decibels} dB");
        }
    }

    #[test]
    fn peaks_are_told_with_the_samples_beside_them_whatever_the_pieces() {
        let mut samples = vec![0.0; 500];
        samples[300] = 9_000.0;
        samples[301] = 9_000.0;
        let mut whole = TruePeakMeter::new(5_000.0);
        let mut pieces = TruePeakMeter::new(5_000.0);

        let told = [whole.push(&samples), whole.push(&[0.0; HALF])].concat();
        let mut again: Vec<f32> = samples.chunks(7).flat_map(|piece| pieces.push(piece)).collect();
        again.extend(pieces.push(&[0.0; HALF]));

        assert!(told[300] > 11_000.0 && told[301] > 11_000.0, "{:?}", &told[298..304]);
        let significant = |told: &[f32]| -> Vec<f32> {
            told.iter().map(|&peak| if peak > 5_000.0 { peak } else { 0.0 }).collect()
        };
        assert_eq!(significant(&told), significant(&again));
    }
}
