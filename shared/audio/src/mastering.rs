//! Mastering: brings a chapter to the loudness of the book by one gain, a limiter on true peaks, and dither where samples are
//! rounded again.
//!
//! The number of samples and their positions do not change. Silence of the timeline stays digital zero.

mod dither;
mod limiter;
mod true_peak;

use std::collections::VecDeque;
use std::fmt;

use contract::Loudness;

use limiter::{Limiter, UNITY};
use true_peak::TruePeakMeter;

/// The loudness of a preset, in hundredths.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct LoudnessTarget {
    /// Integrated loudness of the finished book.
    pub centi_lufs: i32,
    /// Ceiling of the true peaks. Encoding changes peaks, so it is half a decibel below the promised value.
    pub centi_dbtp: i32,
}

/// Must not change, not even the name in it: it is part of the cache keys of chapters.
impl fmt::Debug for LoudnessTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Target")
            .field("centi_lufs", &self.centi_lufs)
            .field("centi_dbtp", &self.centi_dbtp)
            .finish()
    }
}

/// The target of `loudness`; `None` for [`Loudness::Off`].
pub fn target(loudness: Loudness) -> Option<LoudnessTarget> {
    let target = |centi_lufs, centi_dbtp| Some(LoudnessTarget { centi_lufs, centi_dbtp });
    match loudness {
        Loudness::Audiobook => target(-1_900, -350),
        Loudness::Acx => target(-2_000, -350),
        Loudness::Podcast => target(-1_600, -150),
        Loudness::Off => None,
    }
}

/// How a chapter is mastered: part of its cache key, because it changes its sound.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct MasteringSettings {
    /// Gain, in hundredths of a decibel.
    pub centi_gain: i32,
    /// Ceiling of the true peaks, in hundredths of dBTP.
    pub centi_dbtp: i32,
}

/// Must not change, not even the name in it: it is part of the cache keys of chapters.
impl fmt::Debug for MasteringSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Manner")
            .field("centi_gain", &self.centi_gain)
            .field("centi_dbtp", &self.centi_dbtp)
            .finish()
    }
}

/// Waiting samples of one kind.
#[derive(Debug)]
struct WaitingSpan {
    samples: usize,
    /// Whether they are sound, not silence of the timeline.
    is_sound: bool,
}

/// A chapter being mastered.
#[derive(Debug)]
pub struct Mastering {
    gain: f32,
    peaks: TruePeakMeter,
    limiter: Limiter,
    /// Amplified samples that wait for the peaks after them.
    waiting: VecDeque<f32>,
    /// The kinds of the waiting samples, in order.
    spans: VecDeque<WaitingSpan>,
    /// Position of the next sample that comes out.
    position: u64,
}

impl Mastering {
    /// Begins a chapter.
    pub fn new(settings: MasteringSettings, rate_hz: u32) -> Self {
        let ceiling = factor(settings.centi_dbtp) * 32_768.0;
        Self {
            gain: factor(settings.centi_gain),
            peaks: TruePeakMeter::new(ceiling),
            limiter: Limiter::new(ceiling, rate_hz),
            waiting: VecDeque::new(),
            spans: VecDeque::new(),
            position: 0,
        }
    }

    /// Takes in the next samples of sound, and returns those that are ready.
    pub fn sound(&mut self, samples: &[i16]) -> Vec<i16> {
        self.spans.push_back(WaitingSpan { samples: samples.len(), is_sound: true });
        let louder: Vec<f32> =
            samples.iter().map(|&sample| f32::from(sample) * self.gain).collect();
        self.waiting.extend(&louder);
        self.pass(&louder)
    }

    /// Takes in silence of the timeline, and returns the samples that are ready.
    pub fn silence(&mut self, samples: usize) -> Vec<i16> {
        self.spans.push_back(WaitingSpan { samples, is_sound: false });
        self.waiting.resize(self.waiting.len() + samples, 0.0);
        self.pass(&vec![0.0; samples])
    }

    /// Returns the remaining samples.
    pub fn end(&mut self) -> Vec<i16> {
        let latency = self.peaks.latency() + self.limiter.latency();
        self.pass(&vec![0.0; latency])
    }

    fn pass(&mut self, louder: &[f32]) -> Vec<i16> {
        let peaks = self.peaks.push(louder);
        let mut ready = Vec::with_capacity(peaks.len());
        for peak in peaks {
            let Some(limiter_gain) = self.limiter.push(peak) else { continue };
            let Some(sample) = self.waiting.pop_front() else { break };
            let is_sound = self.is_sound();
            ready.push(self.finished(sample, limiter_gain, is_sound));
            self.position += 1;
        }
        ready
    }

    /// Whether the next sample to come out is sound.
    fn is_sound(&mut self) -> bool {
        while let Some(span) = self.spans.front_mut() {
            if span.samples > 0 {
                span.samples -= 1;
                return span.is_sound;
            }
            self.spans.pop_front();
        }
        false
    }

    /// Applies the limiter's gain and rounds. A sample that is exact already needs no dither, and silence must not hiss.
    fn finished(&self, sample: f32, limiter_gain: u32, is_sound: bool) -> i16 {
        let is_exact = self.gain == 1.0 && limiter_gain == UNITY;
        let noise = if is_exact || !is_sound { 0.0 } else { dither::triangular(self.position) };
        let limited = sample * (limiter_gain as f32 / UNITY as f32);
        #[expect(clippy::cast_possible_truncation, reason = "a cast saturates")]
        let rounded = (limited + noise).round() as i16;
        rounded
    }
}

/// Converts hundredths of a decibel into a factor of amplitude.
pub fn factor(centi_db: i32) -> f32 {
    #[expect(clippy::cast_possible_truncation, reason = "fewer digits are enough")]
    let factor = 10_f64.powf(f64::from(centi_db) / 2_000.0) as f32;
    factor
}

#[cfg(test)]
mod tests;
