//! Voices of Kokoro, and of Kitten, which has the same interface: tokens, a style and a speed in, samples out.

mod kitten;
mod learnt;
mod misaki;
mod style_tables;
mod vocabulary;
#[cfg(test)]
mod witness;

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::PathBuf;

use super::inputs::{check_inputs, input};
use super::synthesizer::Synthesizer;
use super::utterance::Utterance;
use crate::error::{Error, bad_voice};
use crate::runtime::model_file::ElementType;
use crate::runtime::{LoadedModel, Model, Tensor};

use kitten::Kitten;
use learnt::as_learnt;
use misaki::{MisakiSymbol, as_they_are, to_misaki};
use style_tables::StyleTables;
use vocabulary::Vocabulary;

/// The sample rate of Kokoro and Kitten.
const RATE_HZ: u32 = 24_000;

/// Samples of a frame, the unit in which newer models report the duration of each token.
const HOP: usize = 600;

/// The token at both ends, a pad.
const PAD: i32 = 0;

/// The token before the last pad of Kitten.
const KITTEN_END: i32 = 10;

/// A Kokoro or Kitten voice.
pub(super) struct Kokoro {
    model: Box<dyn Model>,
    names: GraphInterface,
    vocabulary: Vocabulary,
    styles: StyleTables,
    /// The settings of a Kitten voice.
    kitten: Option<Kitten>,
}

/// The names and types of the model's inputs and outputs.
struct GraphInterface {
    tokens: (String, ElementType),
    speed: ElementType,
    sound: String,
    durations: Option<String>,
}

impl Kokoro {
    /// Takes a loaded model, its `config.json` if there is one, and the files of its voices.
    pub(super) fn new(
        loaded: LoadedModel,
        config: &str,
        styles: &[PathBuf],
    ) -> Result<Self, Error> {
        let whole = [ElementType::I64, ElementType::I32];
        check_inputs(&loaded, &["tokens", "input_ids", "style", "speed"])?;
        let tokens = input(&loaded, &["input_ids", "tokens"], &whole)?;
        input(&loaded, &["style"], &[ElementType::F32])?;
        let speed =
            input(&loaded, &["speed"], &[ElementType::F32, ElementType::I64, ElementType::I32])?;
        let mut outputs = loaded.file.outputs.iter().map(|output| output.name.clone());
        let names = GraphInterface {
            tokens: (tokens.name.clone(), tokens.element),
            speed: speed.element,
            sound: outputs.next().ok_or_else(|| bad_voice("the model has no output"))?,
            durations: outputs.find(|name| name.starts_with("duration")),
        };
        let remark =
            |key: &str| loaded.file.metadata.get(key).map(String::as_str).unwrap_or_default();
        let kitten = Kitten::read(config);
        let own = Vocabulary::read(config).or_else(|| Vocabulary::read(remark("kokoro_config")));
        let vocabulary = own.unwrap_or_else(|| match &kitten {
            None => Vocabulary::kokoro(),
            Some(_) => Vocabulary::kitten(),
        });
        let speakers: Vec<String> = remark("speaker_names").split(',').map(str::to_owned).collect();
        let styles = StyleTables::read(styles, &speakers)?;
        Ok(Self { model: loaded.model, names, vocabulary, styles, kitten })
    }

    fn speed(&self, speed: f32) -> Tensor {
        if self.names.speed == ElementType::F32 {
            return Tensor::floats([1], vec![speed]);
        }
        // These models accept only whole speeds.
        #[expect(clippy::cast_possible_truncation, reason = "a speed is small")]
        let whole = speed.round().max(1.0) as i32;
        Tensor::numbers(self.names.speed, [1], &[whole])
    }
}

impl Synthesizer for Kokoro {
    fn rate_hz(&self) -> u32 {
        RATE_HZ
    }

    fn speakers(&self) -> Vec<String> {
        self.styles.names()
    }

    /// Lengths are not padded: tokens after the last one would be spoken, too.
    fn warm_up(&mut self) {
        let _ = self.say(&['a'], "", 1.0);
    }

    /// Kokoro takes 510 tokens, and a symbol may need two. It sounds best with 100 to 300, and the end of a longer text sounds bad.
    fn longest(&self) -> usize {
        if self.kitten.is_some() { 390 } else { 255 }
    }

    fn say(&mut self, symbols: &[char], speaker: &str, speed: f32) -> Result<Utterance, Error> {
        let kitten = self.kitten.as_ref();
        let speaker = if speaker.is_empty() { self.styles.first() } else { speaker };
        let speaker = kitten.map_or(speaker, |kitten| kitten.voice(speaker));
        let speed = speed * kitten.map_or(1.0, |kitten| kitten.speed(speaker));
        let written = match kitten {
            None if speaker.starts_with(['a', 'b']) => as_learnt(to_misaki(symbols, speaker)),
            None => to_misaki(symbols, speaker),
            Some(_) => as_they_are(symbols),
        };
        let (tokens, owners, unknown) = tokens(&self.vocabulary, &written);
        if owners.is_empty() {
            let symbols = Some(symbols.iter().map(|_| 0..0).collect());
            return Ok(Utterance { samples: vec![], symbols, unknown });
        }
        let end = if kitten.is_some() { &[KITTEN_END, PAD][..] } else { &[PAD] };
        let tokens = [&[PAD][..], &tokens, end].concat();
        let style = self.styles.style(speaker, owners.len())?;
        let inputs = [
            (
                self.names.tokens.0.as_str(),
                Tensor::numbers(self.names.tokens.1, [1, tokens.len()], &tokens),
            ),
            ("style", Tensor::floats([1, style.len()], style)),
            ("speed", self.speed(speed)),
        ];
        let mut outputs = vec![self.names.sound.as_str()];
        outputs.extend(self.names.durations.as_deref());
        let mut found = self.model.run(&inputs, &outputs)?.into_iter();
        let samples = found.next().map(Tensor::into_floats).unwrap_or_default();
        let frames = found.next().map(Tensor::into_floats);
        let symbols = frames.and_then(|frames| {
            symbol_times(&frames, tokens.len(), &owners, symbols.len(), samples.len())
        });
        Ok(Utterance { samples, symbols, unknown })
    }
}

/// The tokens of the symbols, the symbol of each token, and the symbols without a token.
fn tokens(
    vocabulary: &Vocabulary,
    written: &[MisakiSymbol],
) -> (Vec<i32>, Vec<usize>, BTreeSet<char>) {
    let (mut tokens, mut owners, mut unknown) = (vec![], vec![], BTreeSet::new());
    for &MisakiSymbol { symbol, origin } in written {
        match vocabulary.number(symbol) {
            Some(number) => {
                tokens.push(number);
                owners.push(origin);
            }
            None => drop(unknown.insert(symbol)),
        }
    }
    (tokens, owners, unknown)
}

/// The samples of each of `symbols`, from the frames of all `tokens` (a pad first) and the symbol of each token. A symbol without a
/// token of its own shares that of the symbol before.
fn symbol_times(
    frames: &[f32],
    tokens: usize,
    owners: &[usize],
    symbols: usize,
    samples: usize,
) -> Option<Vec<Range<usize>>> {
    if frames.len() != tokens {
        return None;
    }
    let total = Some(frames.iter().sum::<f32>()).filter(|total| *total > 0.0)?;
    // Some models leave out a few samples at the end, so the frames are scaled to the real length.
    let frame = (samples as f32 / total).min(HOP as f32);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast saturates, and nothing lies behind the last sample"
    )]
    let place = |frames: f32| ((frames * frame) as usize).min(samples);
    let mut times = vec![0..0; symbols];
    let mut at = frames[0];
    let mut filled = 0_usize;
    for (&length, &owner) in frames[1..].iter().zip(owners) {
        let start = place(at);
        at += length;
        let before = filled.checked_sub(1).map_or(start..start, |last| times[last].clone());
        times[filled.min(owner)..owner].fill(before);
        let start = if filled > owner { times[owner].start } else { start };
        times[owner] = start..place(at);
        filled = owner + 1;
    }
    let last = filled.checked_sub(1).map_or(0..0, |last| times[last].clone());
    times[filled..].fill(last);
    Some(times)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_number_is_told() {
        let written = as_they_are(&['ə', 'ß', '.']);

        let (tokens, owners, unknown) = tokens(&Vocabulary::kokoro(), &written);

        assert_eq!((tokens, owners, unknown), (vec![83, 4], vec![0, 2], ['ß'].into()));
    }

    #[test]
    fn frames_become_samples_of_symbols() {
        // Three symbols, of which the second is said with the first, between two pads.
        let times = symbol_times(&[2.0, 3.0, 1.0, 1.0], 4, &[0, 2], 3, 7 * HOP).unwrap();

        assert_eq!(times, [2 * HOP..5 * HOP, 2 * HOP..5 * HOP, 5 * HOP..6 * HOP]);
        assert_eq!(symbol_times(&[1.0; 3], 4, &[0, 2], 3, 600), None);
        assert_eq!(symbol_times(&[f32::NAN; 4], 4, &[0, 2], 3, 600), None);
    }
}
