//! Samples of fewer bits.

use super::flac::{BITS, COMPACT_BITS};

/// What a compact sample is multiplied with.
const STEP: i32 = 1 << (BITS - COMPACT_BITS);

/// Rounds samples to [`COMPACT_BITS`] bits. What was lost of a sample is given to the next one, which moves the noise towards high pitches,
/// where it is heard least (error feedback of first order; Lipshitz, Vanderkooy and Wannamaker, "Minimally audible noise shaping", 1991).
pub(super) fn shortened(samples: &[i16]) -> Vec<i16> {
    let (least, most) = (i32::from(i16::MIN) / STEP, i32::from(i16::MAX) / STEP);
    let mut owed = 0;
    let shorten = |&sample: &i16| {
        // Silence stays silence.
        if sample == 0 {
            owed = 0;
        }
        let wanted = i32::from(sample) + owed;
        let short = (wanted + STEP / 2).div_euclid(STEP).clamp(least, most);
        owed = (wanted - short * STEP).clamp(-STEP, STEP);
        i16::try_from(short).unwrap_or_default()
    };
    samples.iter().map(shorten).collect()
}

#[cfg(test)]
mod tests {
    use super::super::flac::lengthened;
    use super::*;

    /// A hum of few and of many bits, and its extremes.
    fn hum() -> Vec<i16> {
        let wave = |at: u16| (f64::from(at) / 17.0).sin() * f64::from(at);
        let wave = (1..20_000).map(|at| format!("{:.0}", wave(at)).parse().unwrap_or(i16::MAX));
        wave.chain([i16::MIN; 50]).chain([i16::MAX; 50]).collect()
    }

    fn back(samples: &[i16]) -> Vec<i16> {
        let lengthen =
            |&sample: &i16| lengthened(i32::from(sample), COMPACT_BITS).expect("twelve bits");
        shortened(samples).iter().map(lengthen).collect()
    }

    #[test]
    fn what_is_lost_is_small_and_lies_in_the_high_pitches() {
        let (before, after) = (hum(), back(&hum()));

        let mut drift = 0;
        for (before, after) in before.iter().zip(&after).take(19_999) {
            let lost = i32::from(*before) - i32::from(*after);
            assert!(lost.abs() <= STEP, "{before} became {after}");
            drift += lost;
            assert!(drift.abs() <= STEP, "the low pitches hold what is lost");
        }
        assert!(after.iter().rev().take(50).all(|sample| *sample == 32_752), "the loudest");
    }

    #[test]
    fn silence_stays_silence() {
        let sound: Vec<i16> = [7, 7, 7].into_iter().chain([0; 100]).collect();

        assert!(back(&sound)[3..].iter().all(|sample| *sample == 0));
    }
}
