//! Deterministic tones instead of speech, and every way to misbehave: for tests and benchmarks.

use std::f64::consts::TAU;
use std::fs::File;
use std::io::Write as _;
use std::time::{Duration, Instant};

use contract::Digest;
use synth_worker::Sim;
use voice::{Error, SpeakRequest, Speech, SpeechEngine};

use crate::memory;

/// As many models have it.
const RATE_HZ: u32 = 24_000;

/// Speaking speed of an unhurried reader.
const CHARACTERS_PER_SECOND: f64 = 16.5;

/// Length of a sentence's tone; silence follows, and its end.
const TONE: Duration = Duration::from_millis(80);

/// Loudness of the tone, of 32767.
const LEVEL: f64 = 9_000.0;

/// Length and loudness of the end of a sentence: 30 dB below the tone.
const END: Duration = Duration::from_millis(20);
const SOFT: f64 = 285.0;

/// The longest wait without a word of progress.
const TICK: Duration = Duration::from_millis(200);

/// The `sim` engine.
#[derive(Debug)]
pub(crate) struct ToneEngine {
    sim: Sim,
}

impl ToneEngine {
    /// Pretends what `sim` says.
    #[must_use]
    pub(crate) fn new(sim: Sim) -> Self {
        Self { sim }
    }

    fn latency(&self, text: &str) -> Duration {
        let characters = text.chars().count() as f64;
        let us = self.sim.latency_ms * 1e3 + self.sim.latency_us_per_character * characters;
        Duration::from_secs_f64((us / 1e6).max(0.0))
    }
}

impl ToneEngine {
    fn characters_per_second(&self) -> f64 {
        let wanted = self.sim.characters_per_second;
        if wanted > 0.0 { wanted } else { CHARACTERS_PER_SECOND }
    }

    /// Writes into the journal that `text` was spoken.
    fn note(&self, text: &str) -> Result<(), Error> {
        let Some(path) = &self.sim.journal else { return Ok(()) };
        let line = format!("{}\n", Digest::of(text.as_bytes()));
        let journal = File::options().create(true).append(true).open(path);
        let noted = journal.and_then(|mut journal| journal.write_all(line.as_bytes()));
        noted.map_err(|error| Error::passing(format!("cannot write {}: {error}", path.display())))
    }

    /// What is heard between the tones: silence, or the noise that was asked for.
    fn background(&self, length: usize, seed: u64) -> Vec<i16> {
        let half = 1_i16 << self.sim.noise_bits.clamp(1, 12).saturating_sub(1);
        if self.sim.noise_bits == 0 {
            return vec![0; length];
        }
        let mut rng = fastrand::Rng::with_seed(seed);
        std::iter::repeat_with(|| rng.i16(-half..half)).take(length).collect()
    }

    /// The sound of a sentence: a tone whose pitch follows from the text, digital silence, and a short soft tone, so that the silence is
    /// no pause but part of what is said.
    fn tone(&self, text: &str, speed: f32) -> Vec<i16> {
        let rate = f64::from(RATE_HZ);
        let pace = self.characters_per_second() * f64::from(speed);
        let seconds = text.chars().count() as f64 / pace;
        let (tone, end) = (whole(TONE.as_secs_f64() * rate), whole(END.as_secs_f64() * rate));
        let length = whole(seconds * rate).max(tone);
        let digest = Digest::of(text.as_bytes()).0;
        let pitch_hz =
            150.0 + f64::from(u16::from_le_bytes([digest[0], digest[1]])) / 65_536.0 * 450.0;
        let sound =
            |index: usize, level| rounded((index as f64 / rate * pitch_hz * TAU).sin() * level);
        let mut samples = self.background(length, u64::from(digest[2]));
        for (index, sample) in samples.iter_mut().enumerate().skip(length.saturating_sub(end)) {
            *sample = sound(index, SOFT);
        }
        for (index, sample) in samples.iter_mut().enumerate().take(tone) {
            *sample = sound(index, LEVEL);
        }
        samples
    }
}

impl SpeechEngine for ToneEngine {
    fn made_by(&self) -> String {
        "sim 2".to_owned()
    }

    fn rate_hz(&self) -> u32 {
        RATE_HZ
    }

    fn speak(&mut self, speak: &SpeakRequest, progress: &mut dyn FnMut()) -> Result<Speech, Error> {
        let began = Instant::now();
        let text = speak.sentences.join(" ");
        let held = self.sim.memory.as_deref().map(memory::hold).transpose();
        let _held =
            held.map_err(|error| Error::passing(format!("no memory to simulate: {error}")))?;
        let has = |wanted: &str| !wanted.is_empty() && text.contains(wanted);
        if has(&self.sim.crash_on) {
            crash();
        }
        if has(&self.sim.hang_on) {
            hang();
        }
        if has(&self.sim.fail_on) || lot(&text, speak.attempt) < self.sim.fail_rate {
            return Err(Error::passing("sim was told to fail"));
        }
        let latency = self.latency(&text);
        spin_until(began + latency.mul_f64(self.sim.cpu_share.clamp(0.0, 1.0)));
        let mut speech = Speech::join(
            RATE_HZ,
            speak.sentences.iter().map(|text| self.tone(text, speak.options.speed)),
        );
        if has(&self.sim.garbage_on) {
            speech.pcm.samples.fill(0);
        }
        sleep_until(began + latency, progress);
        self.note(&text)?;
        Ok(speech)
    }
}

/// A number in 0..1 that follows from text and attempt alone.
fn lot(text: &str, attempt: u32) -> f64 {
    let digest = Digest::of(format!("{attempt}\n{text}").as_bytes()).0;
    f64::from(u32::from_le_bytes([digest[0], digest[1], digest[2], digest[3]])) / 2f64.powi(32)
}

#[expect(clippy::print_stderr, reason = "the last words that a crash report must show")]
fn crash() -> ! {
    eprintln!("sim was told to crash");
    std::process::abort()
}

fn hang() -> ! {
    loop {
        sleep(TICK);
    }
}

fn spin_until(end: Instant) {
    while Instant::now() < end {
        std::hint::spin_loop();
    }
}

fn sleep_until(end: Instant, progress: &mut dyn FnMut()) {
    loop {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return;
        }
        sleep(left.min(TICK));
        progress();
    }
}

#[expect(clippy::disallowed_methods, reason = "the thread of an engine child is here to wait")]
fn sleep(time: Duration) {
    std::thread::sleep(time);
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count of samples: small and not negative"
)]
fn whole(samples: f64) -> usize {
    samples.round() as usize
}

#[expect(clippy::cast_possible_truncation, reason = "within ±LEVEL")]
fn rounded(sample: f64) -> i16 {
    sample.round() as i16
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speak(sim: Sim, text: &str, attempt: u32) -> Result<Speech, Error> {
        let sentences = vec![text.to_owned(), "And again.".to_owned()];
        let speak = SpeakRequest::new("sim".parse().unwrap(), sentences, attempt);
        ToneEngine::new(sim).speak(&speak, &mut || {})
    }

    #[test]
    fn the_same_text_is_the_same_sound_and_another_text_is_not() {
        let text = "It was a bright cold day in April.";

        let speech = speak(Sim::default(), text, 1).unwrap();

        assert_eq!(Ok(&speech), speak(Sim::default(), text, 2).as_ref());
        assert_ne!(Ok(&speech), speak(Sim::default(), "It was a dark day in April.", 1).as_ref());
        assert_eq!(speech.sentences[0].end, whole(34.0 / CHARACTERS_PER_SECOND * 24_000.0) as u64);
        assert_eq!(speech.sentences[1].end, speech.pcm.samples.len() as u64);
    }

    #[test]
    fn speed_is_the_length_of_what_is_said() {
        let text = "It was a bright cold day in April, and the clocks were striking.";
        let length = |speed| ToneEngine::new(Sim::default()).tone(text, speed).len();

        assert_eq!(length(2.0), length(1.0) / 2);
        assert_eq!(length(0.5), length(1.0) * 2);
    }

    #[test]
    fn the_wished_share_of_attempts_fails() {
        let sim = Sim { fail_rate: 0.3, ..Sim::default() };

        let failed = (0..1000).filter(|n| speak(sim.clone(), &format!("{n}"), 1).is_err()).count();

        assert!((250..350).contains(&failed), "{failed}");
    }

    #[test]
    fn latency_is_kept_to_and_tells_of_progress() {
        let sim = Sim { latency_ms: 30.0, latency_us_per_character: 1000.0, ..Sim::default() };
        let began = Instant::now();

        speak(sim, "Ten chars.", 1).unwrap();

        let took = began.elapsed();
        assert!(took >= Duration::from_millis(51), "{took:?}");
    }
}
