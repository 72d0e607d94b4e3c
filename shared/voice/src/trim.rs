//! Trims silence from both ends of a sentence; the assembler adds the pauses.

use std::ops::Range;

/// Frames in a second: the resolution of the cut.
const FRAMES: u32 = 100;

/// The threshold of silence, relative to the loudest frame, as a factor of amplitude: −45 dB. A final `f` is louder, the hiss of
/// a model is not.
const SILENCE: f32 = 0.0056;

/// Frames kept before the first sound and after the last: 40 ms, for sounds that begin or end softly.
const KEPT: usize = 4;

/// Frames of the fade at both ends, which prevents clicks: 10 ms.
const FADED: usize = 1;

/// Finds the part of `samples` that is not silent; empty if all is silent.
pub(crate) fn speech_range(samples: &[f32], rate_hz: u32) -> Range<usize> {
    let frame = frame(rate_hz);
    let loudness = |frame: &[f32]| {
        let count = frame.len() as f32;
        (frame.iter().map(|sample| sample * sample).sum::<f32>() / count).sqrt()
    };
    let frames: Vec<f32> = samples.chunks(frame).map(loudness).collect();
    let threshold = frames.iter().copied().fold(0.0, f32::max) * SILENCE;
    let sounds = |loudness: &f32| *loudness > threshold;
    let Some(first) = frames.iter().position(sounds) else { return 0..0 };
    let last = frames.iter().rposition(sounds).unwrap_or(first);
    let end = ((last + 1 + KEPT) * frame).min(samples.len());
    first.saturating_sub(KEPT) * frame..end
}

/// Fades both ends of a sound, so that it does not click.
pub(crate) fn fade(samples: &mut [f32], rate_hz: u32) {
    let length = (FADED * frame(rate_hz)).min(samples.len() / 2);
    let share = |index: usize| (index as f32 + 0.5) / length as f32;
    for (index, sample) in samples.iter_mut().take(length).enumerate() {
        *sample *= share(index);
    }
    for (index, sample) in samples.iter_mut().rev().take(length).enumerate() {
        *sample *= share(index);
    }
}

fn frame(rate_hz: u32) -> usize {
    usize::try_from(rate_hz / FRAMES).unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE_HZ: u32 = 16_000;

    #[test]
    fn silence_goes_and_sound_stays_however_quiet_the_voice_is() {
        for level in [0.9, 0.01] {
            let mut samples = vec![level * 0.001; 8_000];
            samples.extend((0..16_000).map(|n| if n % 80 < 40 { level } else { -level }));
            samples.extend(vec![level * 0.001; 4_000]);

            let kept = speech_range(&samples, RATE_HZ);

            assert_eq!(kept, 8_000 - 640..24_000 + 640);
        }
    }

    #[test]
    fn what_has_no_sound_has_no_length() {
        assert_eq!(speech_range(&[], RATE_HZ), 0..0);
        assert_eq!(speech_range(&[0.0; 1_000], RATE_HZ), 0..0);
    }

    #[test]
    fn ends_are_faded_and_the_middle_is_not() {
        let mut samples = vec![1.0; 1_000];

        fade(&mut samples, RATE_HZ);

        assert!(samples[0] < 0.01 && samples[999] < 0.01);
        assert!(samples[..160].windows(2).all(|pair| pair[0] < pair[1]));
        assert!(samples[160..840].iter().all(|sample| *sample == 1.0));
        fade(&mut [], RATE_HZ);
        fade(&mut [1.0], RATE_HZ);
    }
}
