//! Looks for signs that a voice went wrong: speech cut off, looped, silent, distorted, or with a DC offset. These are cheap signs, not proofs.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use contract::{Digest, Speed};

use crate::speech::Speech;

/// Frames per second of an envelope.
const FRAMES: usize = 50;
/// Sentences after which the speaking rate of a voice is known.
const KNOWN: usize = 30;
/// Most sentences that a rate is computed from.
const REMEMBERED: usize = 200;
/// Sentences with fewer letters say little about the rate.
const SHORT: usize = 12;
/// Sentences with more letters keep close to the rate.
const LONG: usize = 40;
/// Longest silence within a sentence, in frames: 1.5 s.
const SILENCE: usize = 75;
/// Amplitude that is silence, as a factor of the loudest frame's: −50 dB.
const SILENT: f64 = 0.003;
/// Amplitude at the end that is speech, as a factor of the loudest frame's: −25 dB.
const CUT: f64 = 0.056;
/// Samples at full scale, one after another, that are distortion.
const CLIPPED: usize = 4;
/// Length of one round of a loop, in frames, and the least correlation between its rounds.
const ROUND: std::ops::RangeInclusive<usize> = 15..=250;
const ALIKE: f64 = 0.97;

/// A voice at a speed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RateKey {
    /// The voice's digest.
    pub voice: Digest,
    /// How fast it is to speak.
    pub speed: Speed,
}

/// Speaking rates of voices, learnt from their speech.
#[derive(Debug, Default)]
pub struct SpeakingRates(Mutex<HashMap<RateKey, Vec<f64>>>);

impl SpeakingRates {
    /// Says why a speech is suspicious. From a speech that is not, it learns the speaking rate of the `voice`.
    pub fn suspicion(
        &self,
        voice: RateKey,
        speech: &Speech,
        sentences: &[String],
    ) -> Option<String> {
        let mut paces = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = paces.entry(voice).or_default();
        let usual = (known.len() >= KNOWN).then(|| median(known));
        let mut heard = Vec::new();
        for (number, (time, text)) in speech.sentences.iter().zip(sentences).enumerate() {
            let range = usize::try_from(time.start).ok()?..usize::try_from(time.end).ok()?;
            let samples = speech.pcm.samples.get(range)?;
            let letters = text.chars().filter(|letter| letter.is_alphanumeric()).count();
            if !speech.unsaid.is_empty() && samples.iter().all(|sample| *sample == 0) {
                continue;
            }
            let found = signal_suspicion(samples, speech.pcm.rate_hz as usize, letters)
                .or_else(|| rate_suspicion(samples.len(), speech.pcm.rate_hz, letters, usual));
            if let Some(why) = found {
                return Some(format!("sentence {}: {why}", number + 1));
            }
            if letters >= LONG {
                heard.push(seconds_per_letter(samples.len(), speech.pcm.rate_hz, letters));
            }
        }
        known.extend(heard);
        let surplus = known.len().saturating_sub(REMEMBERED);
        known.drain(..surplus);
        None
    }
}

/// Seconds per letter.
fn seconds_per_letter(samples: usize, rate_hz: u32, letters: usize) -> f64 {
    samples as f64 / f64::from(rate_hz) / letters as f64
}

fn median(paces: &[f64]) -> f64 {
    let mut sorted = paces.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

fn rate_suspicion(
    samples: usize,
    rate_hz: u32,
    letters: usize,
    usual: Option<f64>,
) -> Option<String> {
    let usual = usual.filter(|_| letters >= SHORT)?;
    let factor = seconds_per_letter(samples, rate_hz, letters) / usual;
    let allowed = if letters >= LONG { 0.55..=1.8 } else { 0.4..=2.6 };
    (!allowed.contains(&factor)).then(|| format!("it takes {factor:.1} times as long as usual"))
}

fn signal_suspicion(samples: &[i16], rate_hz: usize, letters: usize) -> Option<String> {
    if letters == 0 {
        return None;
    }
    let frame = (rate_hz / FRAMES).max(1);
    let envelope: Vec<f64> = samples.chunks(frame).map(loudness).collect();
    let loudest = envelope.iter().copied().fold(0.0, f64::max);
    let silent = envelope.split(|&frame| frame > loudest * SILENT).map(<[f64]>::len).max();
    if silent.is_some_and(|frames| frames > SILENCE) {
        return Some("it is silent for long".to_owned());
    }
    let is_full = |sample: &i16| sample.unsigned_abs() >= 32_735;
    let clipped = samples.split(|sample| !is_full(sample)).map(<[i16]>::len).max();
    if clipped.is_some_and(|count| count >= CLIPPED) {
        return Some("it is distorted".to_owned());
    }
    let mean = samples.iter().map(|&sample| f64::from(sample)).sum::<f64>() / samples.len() as f64;
    if mean.abs() > 0.01 * 32_768.0 {
        return Some("it has a DC offset".to_owned());
    }
    if !(0.0056..=0.4).contains(&(loudness(samples) / 32_768.0)) {
        return Some("it is much too quiet or too loud".to_owned());
    }
    // The last 10 ms are faded.
    let end = samples.len().saturating_sub(frame / 2);
    let last = &samples[end.saturating_sub(frame)..end];
    if loudness(last) > loudest * CUT {
        return Some("it breaks off".to_owned());
    }
    is_looped(&envelope, loudest).then(|| "it repeats itself".to_owned())
}

fn loudness(samples: &[i16]) -> f64 {
    let sum: f64 = samples.iter().map(|&sample| f64::from(sample).powi(2)).sum();
    (sum / samples.len().max(1) as f64).sqrt()
}

/// Whether the envelope repeats the same round three times or more, with a likeness that normal speech never has.
fn is_looped(envelope: &[f64], loudest: f64) -> bool {
    let floor = (loudest * SILENT).max(1.0);
    let logs: Vec<f64> = envelope.iter().map(|frame| (frame / floor).max(1.0).ln()).collect();
    ROUND.clone().any(|round| {
        let window = round.max(FRAMES) * 2;
        (0..logs.len().saturating_sub(window + round - 1)).step_by(FRAMES / 5).any(|start| {
            let first = &logs[start..start + window];
            correlation(first, &logs[start + round..start + round + window]) > ALIKE
        })
    })
}

/// The correlation of two stretches; none where one of them does not move.
fn correlation(first: &[f64], second: &[f64]) -> f64 {
    let mean = |stretch: &[f64]| stretch.iter().sum::<f64>() / stretch.len() as f64;
    let (of_first, of_second) = (mean(first), mean(second));
    let (mut product, mut square, mut other) = (0.0, 0.0, 0.0);
    for (a, b) in first.iter().zip(second) {
        let (a, b) = (a - of_first, b - of_second);
        product += a * b;
        square += a * a;
        other += b * b;
    }
    if square < 1.0 || other < 1.0 { 0.0 } else { product / (square * other).sqrt() }
}

#[cfg(test)]
mod tests {
    use audio::Pcm;
    use contract::SentenceTime;

    use super::*;

    const RATE_HZ: u32 = 16_000;

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "small numbers, made here"
    )]
    /// Noise whose loudness goes up and down as syllables do, never twice the same way; its end is quiet.
    fn babble(seconds: f64, seed: u64) -> Vec<i16> {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut samples = Vec::new();
        while samples.len() < (seconds * f64::from(RATE_HZ)) as usize {
            let (length, level) = (random.usize(1_000..4_000), random.f64() * 9_000.0 + 500.0);
            let rise = |at: usize| (at as f64 / length as f64 * std::f64::consts::PI).sin();
            samples.extend(
                (0..length).map(|at| ((random.f64() * 2.0 - 1.0) * level * rise(at)) as i16),
            );
        }
        samples.extend([0; 800]);
        samples
    }

    fn suspicion(paces: &SpeakingRates, samples: Vec<i16>, text: &str) -> Option<String> {
        let times = vec![SentenceTime { start: 0, end: samples.len() as u64 }];
        let pcm = Pcm { rate_hz: RATE_HZ, samples };
        let speech = Speech {
            pcm,
            sentences: times,
            words: vec![],
            words_are_estimated: false,
            unsaid: vec![],
        };
        paces.suspicion(
            RateKey { voice: Digest::of(b"voice"), speed: Speed::USUAL },
            &speech,
            &[text.to_owned()],
        )
    }

    fn check(samples: Vec<i16>, expected: &str) {
        let found = suspicion(&SpeakingRates::default(), samples, "some letters");
        assert_eq!(found.as_deref(), (!expected.is_empty()).then_some(expected));
    }

    #[test]
    fn speech_is_not_suspected() {
        for seed in 0..50 {
            check(babble(6.0, seed), "");
        }
    }

    #[test]
    fn sounds_that_speech_does_not_make_are() {
        let sound = babble(3.0, 1);
        check([&sound[..], &[0; 30_000], &sound].concat(), "sentence 1: it is silent for long");
        check([&sound[..], &[32_767; 9], &sound].concat(), "sentence 1: it is distorted");
        let beside = sound.iter().map(|sample| sample.saturating_add(900)).collect();
        check(beside, "sentence 1: it has a DC offset");
        check(
            sound.iter().map(|s| s / 200).collect(),
            "sentence 1: it is much too quiet or too loud",
        );
        check(sound[..sound.len() - 2_400].to_vec(), "sentence 1: it breaks off");
        let round = &sound[..16_000];
        let looped = [&sound[..], round, round, round, round, round, &[0; 800]].concat();
        check(looped, "sentence 1: it repeats itself");
    }

    #[test]
    fn a_pace_is_learnt_and_what_keeps_far_from_it_is_suspected() {
        let paces = SpeakingRates::default();
        let text = "a".repeat(60);
        for seed in 0..40 {
            assert_eq!(suspicion(&paces, babble(5.0, seed), &text), None);
        }

        let hasty = suspicion(&paces, babble(1.0, 3), &text).unwrap();
        let slow = suspicion(&paces, babble(15.0, 3), &text).unwrap();

        assert!(hasty.contains("0.2 times") && slow.contains("3.0 times"), "{hasty}, {slow}");
        assert_eq!(suspicion(&paces, babble(1.0, 3), "a"), None);
    }
}
