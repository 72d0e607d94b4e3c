//! A chapter's samples become as loud as the book shall be: one gain, a limiter for the peaks that are then too high, and dither where
//! samples are rounded again.
//!
//! As many samples come out as went in, each at its place. Silence of the timeline stays digital zero.

mod limiter;
mod noise;
mod peaks;

use std::collections::VecDeque;

use contract::Loudness;

use limiter::{Limiter, ONE};
use peaks::Peaks;

/// What a preset asks for, in hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// Integrated loudness of the finished book.
    pub centi_lufs: i32,
    /// No true peak is higher. Encoding moves peaks, so half a decibel is kept below what is promised.
    pub centi_dbtp: i32,
}

/// What `loudness` asks for; nothing is changed where it is off.
pub fn target(loudness: Loudness) -> Option<Target> {
    let target = |centi_lufs, centi_dbtp| Some(Target { centi_lufs, centi_dbtp });
    match loudness {
        Loudness::Audiobook => target(-1_900, -350),
        Loudness::Acx => target(-2_000, -350),
        Loudness::Podcast => target(-1_600, -150),
        Loudness::Off => None,
    }
}

/// How a chapter is mastered: part of its name, because it changes its sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manner {
    /// How much louder it is made, in hundredths of a decibel.
    pub centi_gain: i32,
    /// No true peak is higher, in hundredths of dBTP.
    pub centi_dbtp: i32,
}

/// A chapter being mastered.
#[derive(Debug)]
pub struct Mastering {
    gain: f32,
    peaks: Peaks,
    limiter: Limiter,
    /// Samples that wait for what comes behind them, made louder.
    waiting: VecDeque<f32>,
    /// Stretches of the waiting samples: how long, and whether they are sound or silence of the timeline.
    stretches: VecDeque<(usize, bool)>,
    /// Place of the next sample that comes out.
    place: u64,
}

impl Mastering {
    /// Begins a chapter.
    pub fn new(manner: Manner, rate_hz: u32) -> Self {
        let ceiling = factor(manner.centi_dbtp) * 32_768.0;
        Self {
            gain: factor(manner.centi_gain),
            peaks: Peaks::new(ceiling),
            limiter: Limiter::new(ceiling, rate_hz),
            waiting: VecDeque::new(),
            stretches: VecDeque::new(),
            place: 0,
        }
    }

    /// Takes in what comes next, and gives out what is ready.
    pub fn sound(&mut self, samples: &[i16]) -> Vec<i16> {
        self.stretches.push_back((samples.len(), true));
        let louder: Vec<f32> =
            samples.iter().map(|&sample| f32::from(sample) * self.gain).collect();
        self.waiting.extend(&louder);
        self.pass(&louder)
    }

    /// The same for silence of the timeline.
    pub fn silence(&mut self, samples: usize) -> Vec<i16> {
        self.stretches.push_back((samples, false));
        self.waiting.resize(self.waiting.len() + samples, 0.0);
        self.pass(&vec![0.0; samples])
    }

    /// Gives out what is left.
    pub fn end(&mut self) -> Vec<i16> {
        let latency = self.peaks.latency() + self.limiter.latency();
        self.pass(&vec![0.0; latency])
    }

    fn pass(&mut self, louder: &[f32]) -> Vec<i16> {
        let peaks = self.peaks.push(louder);
        let mut ready = Vec::with_capacity(peaks.len());
        for peak in peaks {
            let Some(share) = self.limiter.push(peak) else { continue };
            let Some(sample) = self.waiting.pop_front() else { break };
            let is_sound = self.is_sound();
            ready.push(self.finished(sample, share, is_sound));
            self.place += 1;
        }
        ready
    }

    /// Whether the sample that comes out is sound.
    fn is_sound(&mut self) -> bool {
        while let Some((left, is_sound)) = self.stretches.front_mut() {
            if *left > 0 {
                *left -= 1;
                return *is_sound;
            }
            self.stretches.pop_front();
        }
        false
    }

    /// Rounds a sample. What is exact already needs no dither, and silence must not hiss.
    fn finished(&self, sample: f32, share: u32, is_sound: bool) -> i16 {
        let is_exact = self.gain == 1.0 && share == ONE;
        let noise = if is_exact || !is_sound { 0.0 } else { noise::triangular(self.place) };
        let limited = sample * (share as f32 / ONE as f32);
        #[expect(clippy::cast_possible_truncation, reason = "a cast saturates")]
        let rounded = (limited + noise).round() as i16;
        rounded
    }
}

/// Hundredths of a decibel as a factor of amplitude.
pub fn factor(centi_db: i32) -> f32 {
    #[expect(clippy::cast_possible_truncation, reason = "fewer digits are enough")]
    let factor = 10_f64.powf(f64::from(centi_db) / 2_000.0) as f32;
    factor
}

#[cfg(test)]
mod tests;
