//! A look-ahead limiter: the gain of each sample, so that no peak passes the ceiling. It falls before a peak and recovers after it,
//! always gradually.
//!
//! Gains are whole numbers, so that sums are exact and equal on every machine.

use std::collections::VecDeque;

/// The gain that leaves a sample as it is.
pub(super) const UNITY: u32 = 1 << 30;

/// Attack, the time in which the gain goes down before a peak: 5 ms, as parts of a second.
const ATTACK: u32 = 200;

/// Release, the time in which two thirds of the gain are recovered: 80 ms, as parts of a second.
const RELEASE: u32 = 12;

/// Computes gains from peaks.
#[derive(Debug)]
pub(super) struct Limiter {
    ceiling: f32,
    /// Samples that are looked ahead.
    ahead: usize,
    release: u32,
    /// Peaks taken in.
    taken: u64,
    /// Gains that may still become the lowest within the look-ahead: each higher than the one before.
    lowest: VecDeque<PositionedGain>,
    envelope: u32,
    smooth: [MovingAverage; 2],
    /// How many times in a row the gain was [`UNITY`], up to now.
    unity_run: usize,
}

/// A gain and the sample that needs it.
#[derive(Debug, Clone, Copy)]
struct PositionedGain {
    position: u64,
    gain: u32,
}

/// The mean of the last gains.
#[derive(Debug)]
struct MovingAverage {
    last: VecDeque<u32>,
    sum: u64,
}

impl Limiter {
    pub(super) fn new(ceiling: f32, rate_hz: u32) -> Self {
        let attack = usize::try_from(rate_hz / ATTACK).unwrap_or_default().max(2);
        let first = attack / 2;
        let second = attack + 1 - first;
        // Both means together reach `attack` samples back, so the lowest gain must be held as long.
        Self {
            ceiling,
            ahead: attack - 1,
            release: (rate_hz / RELEASE).max(1),
            taken: 0,
            lowest: VecDeque::new(),
            envelope: UNITY,
            smooth: [MovingAverage::new(first), MovingAverage::new(second)],
            unity_run: 0,
        }
    }

    /// Samples by which gains come later than peaks.
    pub(super) fn latency(&self) -> usize {
        self.ahead
    }

    /// Takes in the next peak; gives the gain of the sample that lies [`Self::latency`] before it.
    pub(super) fn push(&mut self, peak: f32) -> Option<u32> {
        let gain = self.gain(peak);
        while self.lowest.back().is_some_and(|last| last.gain >= gain) {
            self.lowest.pop_back();
        }
        self.lowest.push_back(PositionedGain { position: self.taken, gain });
        self.taken += 1;
        // The gain also falls before the first sample.
        let position = self.taken.checked_sub(self.ahead as u64 + 1);
        while self.lowest.front().is_some_and(|first| Some(first.position) < position) {
            self.lowest.pop_front();
        }
        let target = self.lowest.front().map_or(UNITY, |lowest| lowest.gain);
        let recovery = (UNITY - self.envelope).div_ceil(self.release);
        self.envelope = target.min(self.envelope + recovery);
        self.unity_run = if self.envelope == UNITY { self.unity_run + 1 } else { 0 };
        if self.unity_run > self.ahead + 2 {
            // Both means contain only unity gains, and another one does not change them.
            return position.map(|_| UNITY);
        }
        let smooth = self.smooth[0].push(self.envelope);
        let smooth = self.smooth[1].push(smooth);
        position.map(|_| smooth)
    }

    /// The gain that brings a peak down to the ceiling.
    fn gain(&self, peak: f32) -> u32 {
        if peak <= self.ceiling {
            return UNITY;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "below UNITY, and not negative"
        )]
        let gain = (f64::from(self.ceiling) / f64::from(peak) * f64::from(UNITY)) as u32;
        gain
    }
}

impl MovingAverage {
    fn new(length: usize) -> Self {
        Self { last: vec![UNITY; length].into(), sum: u64::from(UNITY) * length as u64 }
    }

    fn push(&mut self, gain: u32) -> u32 {
        self.sum += u64::from(gain);
        self.sum -= u64::from(self.last.pop_front().unwrap_or_default());
        self.last.push_back(gain);
        u32::try_from(self.sum / self.last.len() as u64).unwrap_or(UNITY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE_HZ: u32 = 24_000;

    fn gains(peaks: &[f32]) -> Vec<f64> {
        let mut limiter = Limiter::new(100.0, RATE_HZ);
        let more = vec![0.0; limiter.latency()];
        let all = peaks.iter().chain(&more);
        let gains: Vec<u32> = all.filter_map(|&peak| limiter.push(peak)).collect();
        gains.into_iter().map(|gain| f64::from(gain) / f64::from(UNITY)).collect()
    }

    #[test]
    fn a_peak_is_met_when_it_comes_and_forgotten_behind_it() {
        let mut peaks = vec![50.0; 20_000];
        peaks[5_000] = 200.0;

        let gains = gains(&peaks);

        assert_eq!(gains.len(), peaks.len());
        assert!(gains[..4_880].iter().all(|&gain| gain == 1.0));
        assert!((0.499..=0.5).contains(&gains[5_000]), "{}", gains[5_000]);
        assert!((0.75..0.9).contains(&gains[5_000 + 2_000]), "{}", gains[7_000]);
        assert!(gains[19_999] > 0.999);
        let steepest = gains.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.0, f64::max);
        assert!(steepest < 0.01, "{steepest}");
    }

    #[test]
    fn whatever_the_peaks_none_passes() {
        for seed in 0..50 {
            let mut random = fastrand::Rng::with_seed(seed);
            let peak = |_| if random.u32(0..50) == 0 { random.f32() * 900.0 } else { 90.0 };
            let peaks: Vec<f32> = (0..5_000).map(peak).collect();

            let gains = gains(&peaks);

            for (at, (peak, gain)) in peaks.iter().zip(&gains).enumerate() {
                let left = f64::from(*peak) * gain;
                assert!(left <= 100.001, "seed {seed}, position {at}: {left}");
            }
        }
    }
}
