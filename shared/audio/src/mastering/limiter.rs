//! How much of each sample is left, so that no peak passes the ceiling: down before the peak comes, up again behind it, never at once.
//!
//! Shares are whole numbers, so that sums are exact and every machine finds the same.

use std::collections::VecDeque;

/// The share that leaves a sample as it is.
pub(super) const ONE: u32 = 1 << 30;

/// Time in which the share goes down before a peak: 5 ms, as parts of a second.
const ATTACK: u32 = 200;

/// Time in which two thirds of the way up are gone: 80 ms, as parts of a second.
const RELEASE: u32 = 12;

/// Computes shares from peaks.
#[derive(Debug)]
pub(super) struct Limiter {
    ceiling: f32,
    /// Samples that are looked ahead.
    ahead: usize,
    release: u32,
    /// Peaks taken in.
    taken: u64,
    /// Shares that may still be the lowest of those ahead, with their places: each higher than the one before.
    lowest: VecDeque<(u64, u32)>,
    envelope: u32,
    smooth: [Mean; 2],
    /// Shares of one, up to now, in a row.
    even: usize,
}

/// The mean of the last shares.
#[derive(Debug)]
struct Mean {
    last: VecDeque<u32>,
    sum: u64,
}

impl Limiter {
    pub(super) fn new(ceiling: f32, rate_hz: u32) -> Self {
        let attack = usize::try_from(rate_hz / ATTACK).unwrap_or_default().max(2);
        let first = attack / 2;
        let second = attack + 1 - first;
        // Both means together reach `attack` samples back, and so far must the lowest share be held.
        Self {
            ceiling,
            ahead: attack - 1,
            release: (rate_hz / RELEASE).max(1),
            taken: 0,
            lowest: VecDeque::new(),
            envelope: ONE,
            smooth: [Mean::new(first), Mean::new(second)],
            even: 0,
        }
    }

    /// Samples by which shares come later.
    pub(super) fn latency(&self) -> usize {
        self.ahead
    }

    /// Takes in the next peak; gives the share of the sample that lies [`Self::latency`] before it.
    pub(super) fn push(&mut self, peak: f32) -> Option<u32> {
        let share = self.share(peak);
        while self.lowest.back().is_some_and(|&(_, last)| last >= share) {
            self.lowest.pop_back();
        }
        self.lowest.push_back((self.taken, share));
        self.taken += 1;
        // Before the first sample the share goes down, too.
        let place = self.taken.checked_sub(self.ahead as u64 + 1);
        while self.lowest.front().is_some_and(|&(first, _)| Some(first) < place) {
            self.lowest.pop_front();
        }
        let wanted = self.lowest.front().map_or(ONE, |&(_, share)| share);
        let up = (ONE - self.envelope).div_ceil(self.release);
        self.envelope = wanted.min(self.envelope + up);
        self.even = if self.envelope == ONE { self.even + 1 } else { 0 };
        if self.even > self.ahead + 2 {
            // Both means are of ones alone, and one more changes nothing.
            return place.map(|_| ONE);
        }
        let smooth = self.smooth[0].push(self.envelope);
        let smooth = self.smooth[1].push(smooth);
        place.map(|_| smooth)
    }

    /// What must be left of a peak.
    fn share(&self, peak: f32) -> u32 {
        if peak <= self.ceiling {
            return ONE;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "below ONE, and not negative"
        )]
        let share = (f64::from(self.ceiling) / f64::from(peak) * f64::from(ONE)) as u32;
        share
    }
}

impl Mean {
    fn new(length: usize) -> Self {
        Self { last: vec![ONE; length].into(), sum: u64::from(ONE) * length as u64 }
    }

    fn push(&mut self, share: u32) -> u32 {
        self.sum += u64::from(share);
        self.sum -= u64::from(self.last.pop_front().unwrap_or_default());
        self.last.push_back(share);
        u32::try_from(self.sum / self.last.len() as u64).unwrap_or(ONE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE_HZ: u32 = 24_000;

    fn shares(peaks: &[f32]) -> Vec<f64> {
        let mut limiter = Limiter::new(100.0, RATE_HZ);
        let more = vec![0.0; limiter.latency()];
        let all = peaks.iter().chain(&more);
        let shares: Vec<u32> = all.filter_map(|&peak| limiter.push(peak)).collect();
        shares.into_iter().map(|share| f64::from(share) / f64::from(ONE)).collect()
    }

    #[test]
    fn a_peak_is_met_when_it_comes_and_forgotten_behind_it() {
        let mut peaks = vec![50.0; 20_000];
        peaks[5_000] = 200.0;

        let shares = shares(&peaks);

        assert_eq!(shares.len(), peaks.len());
        assert!(shares[..4_880].iter().all(|&share| share == 1.0));
        assert!((0.499..=0.5).contains(&shares[5_000]), "{}", shares[5_000]);
        assert!((0.75..0.9).contains(&shares[5_000 + 2_000]), "{}", shares[7_000]);
        assert!(shares[19_999] > 0.999);
        let steepest = shares.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.0, f64::max);
        assert!(steepest < 0.01, "{steepest}");
    }

    #[test]
    fn whatever_the_peaks_none_passes() {
        for seed in 0..50 {
            let mut random = fastrand::Rng::with_seed(seed);
            let peak = |_| if random.u32(0..50) == 0 { random.f32() * 900.0 } else { 90.0 };
            let peaks: Vec<f32> = (0..5_000).map(peak).collect();

            let shares = shares(&peaks);

            for (at, (peak, share)) in peaks.iter().zip(&shares).enumerate() {
                let left = f64::from(*peak) * share;
                assert!(left <= 100.001, "seed {seed}, place {at}: {left}");
            }
        }
    }
}
