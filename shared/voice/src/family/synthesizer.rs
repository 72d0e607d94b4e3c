//! The trait of a loaded voice, whatever its family.

use super::chunks;
use super::utterance::Utterance;
use crate::error::{Error, ErrorKind};
use crate::phonemes::Phonemes;
use crate::request::SynthesisOptions;

/// A loaded voice.
pub trait Synthesizer {
    /// Sample rate of its speech.
    fn rate_hz(&self) -> u32;

    /// Its speakers, in order; empty if there is only one.
    fn speakers(&self) -> Vec<String>;

    /// Most symbols in one call of the model: its memory grows with them. Longer sentences are said in pieces.
    fn longest(&self) -> usize;

    /// On a graphics card: does the preparations for which the first sentences would otherwise wait.
    fn warm_up(&mut self) {}

    /// Says symbols in one call, at most `longest` of them.
    fn say(&mut self, symbols: &[char], speaker: &str, speed: f32) -> Result<Utterance, Error>;

    /// Says a sentence without silence at its ends. Calls `progress` after every call of the model.
    fn speak(
        &mut self,
        phonemes: &Phonemes,
        options: &SynthesisOptions,
        progress: &mut dyn FnMut(),
    ) -> Result<Utterance, Error> {
        let symbols = &phonemes.symbols;
        let rate_hz = self.rate_hz();
        let longest =
            options.max_symbols.map_or(self.longest(), |wish| wish.clamp(1, self.longest()));
        let mut whole = Utterance::empty();
        let mut before = None;
        for piece in chunks::chunks(symbols, longest) {
            let symbols = &symbols[piece];
            let mut said = self.say(symbols, &options.speaker, options.speed)?;
            progress();
            if !said.samples.iter().all(|sample| sample.is_finite()) {
                let message = "the model answered something that is no sound".to_owned();
                return Err(Error { kind: ErrorKind::NoSound, message });
            }
            said.trim(rate_hz);
            whole.append(said, before.map_or(0, |last| chunks::pause(last, rate_hz)));
            before = symbols.iter().copied().rfind(|symbol| *symbol != ' ');
        }
        Ok(whole)
    }
}
