//! Measures loudness by ITU-R BS.1770 and EBU R 128.

use contract::Level;
use ebur128::{EbuR128, Mode};

use crate::Pcm;

/// Measures sound as it arrives.
#[derive(Debug)]
pub struct Meter(EbuR128);

impl Meter {
    /// A meter for mono sound; `None` at a rate that cannot be measured.
    #[must_use]
    pub fn new(rate_hz: u32) -> Option<Self> {
        // Mono as one channel, without the correction of 3 dB for dual mono.
        EbuR128::new(1, rate_hz, Mode::I | Mode::TRUE_PEAK).ok().map(Self)
    }

    /// Takes in the samples that come next.
    pub fn push(&mut self, samples: &[i16]) {
        // This fails only for incomplete frames, and a frame of mono sound is one sample.
        let _ = self.0.add_frames_i16(samples);
    }

    /// Integrated loudness in LUFS; `None` where there is too little sound to tell.
    #[must_use]
    pub fn lufs(&self) -> Option<f64> {
        self.0.loudness_global().ok().filter(|lufs| lufs.is_finite())
    }

    /// The highest true peak so far in dBTP; `None` if all samples are zero.
    #[must_use]
    pub fn dbtp(&self) -> Option<f64> {
        let peak = self.0.true_peak(0).ok()?;
        (peak > 0.0).then(|| 20.0 * peak.log10())
    }
}

/// Measures a speech; `None` where it is silent.
#[must_use]
pub fn level(pcm: &Pcm) -> Option<Level> {
    let mut meter = Meter::new(pcm.rate_hz)?;
    meter.push(&pcm.samples);
    Some(Level { centi_lufs: meter.lufs().map(centi), centi_dbtp: centi(meter.dbtp()?) })
}

/// The loudness of several sounds together in LUFS, from the level and the samples of each; `None` where none could be measured.
#[must_use]
pub fn mean_lufs(pieces: impl IntoIterator<Item = (Level, u64)>) -> Option<f64> {
    let measured = pieces.into_iter().filter_map(|(level, samples)| {
        let lufs = f64::from(level.centi_lufs?) / 100.0;
        Some((10_f64.powf(lufs / 10.0), samples as f64))
    });
    let (energy, length) = measured
        .fold((0.0, 0.0), |(sum, length), (one, samples)| (sum + one * samples, length + samples));
    (energy > 0.0).then(|| 10.0 * (energy / length).log10())
}

/// Rounds to hundredths.
#[expect(clippy::cast_possible_truncation, reason = "levels are small, and a cast saturates")]
fn centi(decibels: f64) -> i32 {
    (decibels * 100.0).round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE_HZ: u32 = 24_000;

    /// A sine of 997 Hz, `peak_db` below full scale.
    fn tone(seconds: u32, peak_db: f64) -> Pcm {
        let level = 32_768.0 * 10_f64.powf(peak_db / 20.0);
        let sample = |at: u32| {
            let turn = f64::from(at) / f64::from(RATE_HZ) * 997.0 * std::f64::consts::TAU;
            #[expect(clippy::cast_possible_truncation, reason = "below full scale")]
            let sample = (turn.sin() * level).round() as i16;
            sample
        };
        Pcm { rate_hz: RATE_HZ, samples: (0..seconds * RATE_HZ).map(sample).collect() }
    }

    #[test]
    fn a_tone_is_as_loud_as_the_standard_says() {
        let level = level(&tone(5, -20.0)).unwrap();

        // BS.1770: a sine of 997 Hz in one channel at 0 dBFS measures −3.01 LUFS.
        let lufs = level.centi_lufs.unwrap();
        assert!((lufs + 2_301).abs() <= 5, "{lufs}");
        assert!((level.centi_dbtp + 2_000).abs() <= 5, "{}", level.centi_dbtp);
    }

    #[test]
    fn what_is_short_has_a_peak_but_no_loudness_and_silence_has_neither() {
        let mut short = tone(1, -20.0);
        short.samples.truncate(4_000);

        assert_eq!(level(&short).unwrap().centi_lufs, None);
        assert_eq!(level(&Pcm { rate_hz: RATE_HZ, samples: vec![0; 48_000] }), None);
        assert_eq!(level(&Pcm { rate_hz: 0, samples: vec![1] }), None);
    }

    #[test]
    fn the_mean_of_pieces_is_that_of_their_energies() {
        let piece = |centi_lufs, samples| (Level { centi_lufs, centi_dbtp: 0 }, samples);

        let mean = |pieces: &[(Level, u64)]| mean_lufs(pieces.iter().copied());

        let equal = mean(&[piece(Some(-2_000), 5), piece(Some(-2_000), 9), piece(None, 7)]);
        assert!((equal.unwrap() + 20.0).abs() < 1e-9);
        let half = mean(&[piece(Some(-2_000), 5), piece(Some(-9_000), 5)]);
        assert!((half.unwrap() + 23.01).abs() < 0.01);
        assert_eq!(mean(&[piece(None, 7)]), None);
    }
}
