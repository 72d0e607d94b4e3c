//! The levels of a sound, measured in one pass: RMS, peak, noise floor, silence at its ends.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

/// Samples above this, of 32768, are not silence: −60 dB.
const SILENCE: u16 = 32;

/// Blocks in half a second; the noise floor is the level of the quietest half second.
const BLOCKS: usize = 10;

/// The measurements of a sound; levels are in hundredths of a decibel relative to full scale, and absent for digital silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SoundLevels {
    /// Length in samples.
    pub samples: u64,
    /// Samples per second.
    pub rate_hz: u32,
    /// Root mean square of all samples.
    pub centi_rms: Option<i32>,
    /// The highest sample.
    pub centi_peak: Option<i32>,
    /// Root mean square of the quietest half second.
    pub centi_floor: Option<i32>,
    /// Samples before the first one that is not silence.
    pub head: u64,
    /// Samples after the last one that is not silence.
    pub tail: u64,
}

/// Measures a sound, piece by piece.
#[derive(Debug)]
pub struct LevelMeter {
    rate_hz: u32,
    samples: u64,
    squares: u64,
    peak: u16,
    /// First and last sample that are not silence.
    sounding: Option<(u64, u64)>,
    /// Squares of the block that is being filled, and how many samples are in it.
    block: (u64, u64),
    /// Squares of the last blocks.
    blocks: VecDeque<u64>,
    quietest: Option<u64>,
}

impl LevelMeter {
    /// A meter for samples of `rate_hz`.
    #[must_use]
    pub fn new(rate_hz: u32) -> Self {
        Self {
            rate_hz,
            samples: 0,
            squares: 0,
            peak: 0,
            sounding: None,
            block: (0, 0),
            blocks: VecDeque::with_capacity(BLOCKS),
            quietest: None,
        }
    }

    /// Takes in the next samples.
    pub fn hear(&mut self, samples: &[i16]) {
        let length = self.block_length();
        let mut rest = samples;
        while !rest.is_empty() {
            let room = usize::try_from(length - self.block.1).unwrap_or(usize::MAX);
            let (now, later) = rest.split_at(room.min(rest.len()));
            self.hear_within_block(now);
            if self.block.1 == length {
                self.end_block();
            }
            rest = later;
        }
    }

    /// The measurements so far.
    #[must_use]
    pub fn heard(&self) -> SoundLevels {
        let half_second = self.block_length() * BLOCKS as u64;
        let (head, tail) = match self.sounding {
            Some((first, last)) => (first, self.samples - last - 1),
            None => (self.samples, self.samples),
        };
        let peak = u64::from(self.peak);
        SoundLevels {
            samples: self.samples,
            rate_hz: self.rate_hz,
            centi_rms: level(self.squares, self.samples),
            centi_peak: level(peak * peak, 1),
            centi_floor: match self.quietest {
                Some(squares) => level(squares, half_second),
                None => level(self.squares, self.samples),
            },
            head,
            tail,
        }
    }

    fn block_length(&self) -> u64 {
        (u64::from(self.rate_hz) / (2 * BLOCKS as u64)).max(1)
    }

    fn hear_within_block(&mut self, samples: &[i16]) {
        let square = |&sample: &i16| {
            let size = u64::from(sample.unsigned_abs());
            size * size
        };
        let squares: u64 = samples.iter().map(square).sum();
        let peak = samples.iter().map(|sample| sample.unsigned_abs()).max().unwrap_or_default();
        if peak > SILENCE {
            let sounds = |sample: &i16| sample.unsigned_abs() > SILENCE;
            let place = |at: Option<usize>| self.samples + at.unwrap_or_default() as u64;
            let first = place(samples.iter().position(sounds));
            let last = place(samples.iter().rposition(sounds));
            self.sounding = Some((self.sounding.map_or(first, |(first, _)| first), last));
        }
        self.peak = self.peak.max(peak);
        self.squares += squares;
        self.samples += samples.len() as u64;
        self.block = (self.block.0 + squares, self.block.1 + samples.len() as u64);
    }

    fn end_block(&mut self) {
        self.blocks.push_back(self.block.0);
        self.block = (0, 0);
        if self.blocks.len() > BLOCKS {
            self.blocks.pop_front();
        }
        if self.blocks.len() == BLOCKS {
            let window = self.blocks.iter().sum();
            self.quietest = Some(self.quietest.map_or(window, |least| least.min(window)));
        }
    }
}

/// A level from the sum and the number of squares.
fn level(squares: u64, samples: u64) -> Option<i32> {
    if squares == 0 || samples == 0 {
        return None;
    }
    let mean = squares as f64 / samples as f64 / 32_768.0 / 32_768.0;
    #[expect(clippy::cast_possible_truncation, reason = "levels are small")]
    let centi = (1_000.0 * mean.log10()).round() as i32;
    Some(centi)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE_HZ: u32 = 8_000;

    fn listen(samples: &[i16], piece: usize) -> SoundLevels {
        let mut listener = LevelMeter::new(RATE_HZ);
        samples.chunks(piece).for_each(|piece| listener.hear(piece));
        listener.heard()
    }

    fn square(level: i16, samples: usize) -> Vec<i16> {
        (0..samples).map(|at: usize| if at.is_multiple_of(2) { level } else { -level }).collect()
    }

    #[test]
    fn levels_and_silences_are_those_of_the_sound() {
        let sound = [square(0, 4_000), square(3_277, 16_000), square(16, 8_000)].concat();

        let heard = listen(&sound, 28_000);

        assert_eq!((heard.samples, heard.head, heard.tail), (28_000, 4_000, 8_000));
        assert_eq!(heard.centi_peak, Some(-2_000));
        assert_eq!(heard.centi_rms, Some(-2_243), "ten times the logarithm of 16/28 less");
        assert_eq!(heard.centi_floor, None, "the first half second is digital silence");
        assert_eq!(listen(&sound[4_000..], 999).centi_floor, Some(-6_623));
        for piece in [1, 399, 400, 401] {
            assert_eq!(listen(&sound, piece), heard, "{piece}");
        }
    }

    #[test]
    fn silence_and_nothing_have_no_level() {
        let heard = listen(&[0; 100], 7);

        assert_eq!((heard.centi_rms, heard.centi_peak, heard.centi_floor), (None, None, None));
        assert_eq!((heard.head, heard.tail), (100, 100));
        assert_eq!(listen(&[], 1), SoundLevels { rate_hz: RATE_HZ, ..SoundLevels::default() });
    }
}
