//! Mastered sound has the wanted loudness, no peak above the ceiling, and every sample at its place.

use std::f64::consts::TAU;

use super::*;

const RATE_HZ: u32 = 24_000;

/// A sound that swells and sinks, with overtones; its peaks come near to full scale.
fn swelling(samples: usize) -> Vec<i16> {
    let sample = |at: usize| {
        let seconds = at as f64 / f64::from(RATE_HZ);
        let swell = 0.5 + 0.5 * (seconds * 3.0 * TAU).sin();
        let wave = |hz: f64, share: f64| (seconds * hz * TAU).sin() * share;
        let sound = wave(180.0, 0.5) + wave(2_310.0, 0.3) + wave(7_777.0, 0.2);
        #[expect(clippy::cast_possible_truncation, reason = "below full scale")]
        let sample = (sound * swell * 32_000.0).round() as i16;
        sample
    };
    (0..samples).map(sample).collect()
}

/// Masters silence, `sound`, and silence, in pieces of `piece` samples.
fn mastered(settings: MasteringSettings, sound: &[i16], piece: usize) -> Vec<i16> {
    let mut mastering = Mastering::new(settings, RATE_HZ);
    let mut all = mastering.silence(2_000);
    for piece in sound.chunks(piece) {
        all.extend(mastering.sound(piece));
    }
    all.extend(mastering.silence(2_000));
    all.extend(mastering.end());
    all
}

fn true_peak(samples: &[i16]) -> f64 {
    let mut meter = crate::loudness::Meter::new(RATE_HZ).unwrap();
    meter.push(samples);
    meter.dbtp().unwrap()
}

#[test]
fn sound_that_needs_nothing_is_not_touched() {
    let sound: Vec<i16> = swelling(30_000).iter().map(|sample| sample / 2).collect();

    let all = mastered(MasteringSettings { centi_gain: 0, centi_dbtp: -350 }, &sound, 999);

    assert_eq!(all, [&[0; 2_000][..], &sound, &[0; 2_000]].concat());
}

#[test]
fn no_peak_passes_and_silence_stays_silent() {
    let sound = swelling(100_000);
    for centi_gain in [0, 300, 1_200, 2_400] {
        let all = mastered(MasteringSettings { centi_gain, centi_dbtp: -350 }, &sound, 4_096);

        assert_eq!(all.len(), sound.len() + 4_000);
        assert!(all[..2_000].iter().chain(&all[102_000..]).all(|&sample| sample == 0));
        let peak = true_peak(&all);
        assert!((-4.0..=-3.4).contains(&peak), "{centi_gain}: {peak}");
    }
}

#[test]
fn what_is_below_the_ceiling_is_only_made_louder() {
    let sound: Vec<i16> = swelling(50_000).iter().map(|sample| sample / 20).collect();

    let all = mastered(MasteringSettings { centi_gain: 600, centi_dbtp: -350 }, &sound, 4_096);

    let factor = f64::from(factor(600));
    let error = |(&before, &after): (&i16, &i16)| f64::from(after) - f64::from(before) * factor;
    let errors: Vec<f64> = sound.iter().zip(&all[2_000..52_000]).map(error).collect();
    assert!(errors.iter().all(|error| error.abs() <= 1.5), "one bit of dither, half of rounding");
    let mean = errors.iter().sum::<f64>() / errors.len() as f64;
    let square = errors.iter().map(|error| error * error).sum::<f64>() / errors.len() as f64;
    assert!(mean.abs() < 0.02, "{mean}");
    assert!((square - 0.25).abs() < 0.02, "dither and rounding: a quarter; {square}");
}

#[test]
fn pieces_do_not_matter() {
    let sound = swelling(20_000);
    let settings = MasteringSettings { centi_gain: 700, centi_dbtp: -150 };

    let whole = mastered(settings, &sound, 20_000);

    for piece in [1, 63, 64, 1_000] {
        assert!(mastered(settings, &sound, piece) == whole, "{piece}");
    }
}

#[test]
fn what_names_chapters_in_the_cache_is_written_as_ever() {
    let target = target(Loudness::Audiobook);
    let settings = MasteringSettings { centi_gain: 700, centi_dbtp: -350 };

    let written = format!("{target:?} {settings:?}");

    assert_eq!(
        written,
        "Some(Target { centi_lufs: -1900, centi_dbtp: -350 }) Manner { centi_gain: 700, centi_dbtp: -350 }"
    );
}
