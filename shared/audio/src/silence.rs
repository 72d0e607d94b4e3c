//! Silence at both ends of speech: a gate finds it, and a fade avoids a click at the cut.

use std::ops::Range;

/// Frames in a second: the resolution.
const FRAMES: u32 = 100;

/// The threshold of the gate, relative to the loudest frame, as a factor of amplitude: −45 dB. A final `f` is louder, the hiss of
/// a model is not.
const GATE: f64 = 0.0056;

/// Frames below the gate that stay at each end, for sounds that begin or end softly: 40 ms.
const KEPT: u64 = 4;

/// A sound whose first or last sample is higher than this would click: 1 % of full scale.
const LOUD: u16 = 328;

/// Length of a fade: 5 ms, as parts of a second.
const FADED: u32 = 200;

/// A choice among the two ends of a range of samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edges {
    /// Its start.
    pub start: bool,
    /// Its end.
    pub end: bool,
}

impl Edges {
    /// Both ends.
    pub const BOTH: Self = Self { start: true, end: true };
    /// None of them.
    pub const NEITHER: Self = Self { start: false, end: false };
}

/// A range of a speech without its outer silence. `kept` and `sounds` are samples of the whole speech.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrimmedRange {
    /// The part that is used; never empty, unless the range was.
    pub kept: Range<u64>,
    /// The part that is heard, within `kept`.
    pub sounds: Range<u64>,
    /// The ends that would click without a fade.
    pub clicks: Edges,
}

impl TrimmedRange {
    /// A range that was not measured: all of it is kept, and counts as sound.
    pub fn whole(range: Range<u64>) -> Self {
        Self { kept: range.clone(), sounds: range, clicks: Edges::NEITHER }
    }

    /// Gates `range` of a speech. If all of it is silent, all of it is kept: then the engine intended the silence.
    pub fn find(samples: &[i16], range: Range<u64>, rate_hz: u32) -> Self {
        let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(samples.len());
        let slice = &samples[place(range.start)..place(range.end)];
        let frame = (rate_hz / FRAMES).max(1);
        let energies: Vec<f64> =
            slice.chunks(usize::try_from(frame).unwrap_or(1)).map(energy).collect();
        let threshold = energies.iter().copied().fold(0.0, f64::max) * GATE * GATE;
        let is_sound = |energy: &f64| *energy > threshold;
        let (Some(first), Some(last)) =
            (energies.iter().position(is_sound), energies.iter().rposition(is_sound))
        else {
            return Self::whole(range);
        };
        let frame = u64::from(frame);
        let start = range.start + first as u64 * frame;
        let end = (range.start + (last as u64 + 1) * frame).min(range.end);
        let margin = KEPT * frame;
        let kept = start.saturating_sub(margin).max(range.start)..(end + margin).min(range.end);
        let is_loud = |at: u64| samples[place(at).min(samples.len() - 1)].unsigned_abs() > LOUD;
        let clicks = Edges {
            start: kept.start > range.start || is_loud(kept.start),
            end: kept.end < range.end || is_loud(kept.end - 1),
        };
        Self { kept, sounds: start..end, clicks }
    }

    /// Silence that is kept before the sound.
    pub fn before(&self) -> u64 {
        self.sounds.start - self.kept.start
    }

    /// Silence that is kept after the sound.
    pub fn behind(&self) -> u64 {
        self.kept.end - self.sounds.end
    }
}

/// Mean square of a frame.
fn energy(frame: &[i16]) -> f64 {
    let sum: i64 = frame.iter().map(|&sample| i64::from(sample) * i64::from(sample)).sum();
    sum as f64 / frame.len() as f64
}

/// Makes a sound begin or end without a click, as [`TrimmedRange::clicks`] says.
pub fn fade(samples: &mut [i16], rate_hz: u32, edges: Edges) {
    let length = usize::try_from(rate_hz / FADED).unwrap_or_default().min(samples.len() / 2);
    let fade = |index: usize, sample: &mut i16| {
        // Whole numbers, so that every machine gets the same; the middle of each step, so that no sample becomes zero.
        let (share, whole) = (2 * index as i64 + 1, 2 * length as i64);
        let faded = i64::from(*sample) * share / whole;
        *sample = i16::try_from(faded).unwrap_or_default();
    };
    if edges.start {
        samples.iter_mut().take(length).enumerate().for_each(|(index, it)| fade(index, it));
    }
    if edges.end {
        samples.iter_mut().rev().take(length).enumerate().for_each(|(index, it)| fade(index, it));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE_HZ: u32 = 16_000;

    /// Hiss, a square wave, hiss.
    fn sound(before: usize, length: usize, behind: usize, level: i16) -> Vec<i16> {
        let hiss = |count| (0..count).map(|at: usize| if at.is_multiple_of(2) { 1 } else { -1 });
        let wave = (0..length).map(|at| if at % 80 < 40 { level } else { -level });
        hiss(before).chain(wave).chain(hiss(behind)).collect()
    }

    #[test]
    fn standing_silence_is_found_and_its_surplus_cut() {
        for level in [30_000, 600] {
            let samples = sound(8_000, 16_000, 4_000, level);

            let trimmed = TrimmedRange::find(&samples, 0..28_000, RATE_HZ);

            assert_eq!(trimmed.sounds, 8_000..24_000);
            assert_eq!(trimmed.kept, 7_360..24_640);
            assert_eq!((trimmed.before(), trimmed.behind()), (640, 640));
            assert_eq!(trimmed.clicks, Edges::BOTH);
        }
    }

    #[test]
    fn what_lies_beside_the_range_is_nothing_to_it() {
        let samples = sound(100, 16_000, 100, 9_000);

        let trimmed = TrimmedRange::find(&samples, 1_000..2_001, RATE_HZ);

        assert_eq!((trimmed.kept, trimmed.sounds), (1_000..2_001, 1_000..2_001));
        assert_eq!(trimmed.clicks, Edges::BOTH, "both ends are loud");
    }

    #[test]
    fn silence_alone_is_left_as_it_is() {
        for samples in [vec![], vec![0; 5_000]] {
            let range = 0..samples.len() as u64;

            assert_eq!(
                TrimmedRange::find(&samples, range.clone(), RATE_HZ),
                TrimmedRange::whole(range)
            );
        }
        let too_far = TrimmedRange::find(&[0; 10], 5..99, RATE_HZ);
        assert_eq!(too_far, TrimmedRange::whole(5..99));
    }

    #[test]
    fn only_cut_ends_are_faded() {
        let faded = |ends| {
            let mut samples = vec![10_000; 1_000];
            fade(&mut samples, RATE_HZ, ends);
            samples
        };

        let both = faded(Edges::BOTH);
        assert!(both[0] < 100 && both[999] < 100 && both[..80].is_sorted());
        assert!(both[80..920].iter().all(|&sample| sample == 10_000));
        assert!(faded(Edges::NEITHER).iter().all(|&sample| sample == 10_000));
        assert_eq!(faded(Edges { start: true, end: false })[999], 10_000);
        fade(&mut [], RATE_HZ, Edges::BOTH);
        fade(&mut [1], RATE_HZ, Edges::BOTH);
    }
}
