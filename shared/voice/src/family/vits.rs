//! Piper's voices, and those that are made like them: VITS graphs with a `.onnx.json`.

mod buckets;
mod config;
mod times;

use std::collections::{BTreeSet, HashMap};
use std::time::{Duration, Instant};

use super::{Family, Said, check_inputs, input};
use crate::error::{Error, FailedKind, bad_voice};
use crate::runtime::file::Element;
use crate::runtime::{Loaded, Model, Tensor};

use config::Config;
use times::{Told, symbol_times};

/// Most symbols in one call: about half a minute, for which a medium voice needs half a gigabyte.
const LONGEST: usize = 400;

/// The id between two symbols.
const PAD: i32 = 0;

/// Frames are so many samples where the voice does not say it.
const HOP: usize = 256;

/// Symbols of the sentence that is tried first.
const TRIAL: usize = 12;

/// Longest time to get ready; what it was not enough for is done when it is needed.
const WARM_UP: Duration = Duration::from_secs(5);

/// A Piper voice.
pub(super) struct Vits {
    model: Box<dyn Model>,
    config: Config,
    /// Of what the ids are.
    ids: Element,
    has_speakers: bool,
    outputs: Vec<String>,
    told: Told,
    noise: f32,
    /// Whether ids are padded to one of few lengths.
    pads: bool,
}

/// Ids, and whose they are.
#[derive(Debug, Default, PartialEq, Eq)]
struct Ids {
    ids: Vec<i32>,
    /// The symbol that each id belongs to: those at the ends belong to none.
    owners: Vec<Option<usize>>,
    unknown: BTreeSet<char>,
}

impl Vits {
    /// Takes a loaded model, its `.onnx.json`, and the share of the noise that it was trained with: none makes it say the same thing
    /// the same way every time.
    pub(super) fn new(loaded: Loaded, config: &str, noise: f32) -> Result<Self, Error> {
        let whole = [Element::I64, Element::I32];
        let config = Config::read(config)?;
        check_inputs(&loaded, &["input", "input_lengths", "scales", "sid"])?;
        let ids = input(&loaded, &["input"], &whole)?.element;
        input(&loaded, &["input_lengths"], &whole)?;
        input(&loaded, &["scales"], &[Element::F32])?;
        let has_speakers = loaded.file.inputs.iter().any(|input| input.name == "sid");
        let mut outputs: Vec<_> = loaded.file.outputs.iter().map(|it| it.name.clone()).collect();
        outputs.truncate(2);
        let told = match outputs.get(1).map(String::as_str) {
            None => Told::Nothing,
            Some("durations") => Told::Samples,
            Some(_) => Told::Frames(config.hop_length.unwrap_or(HOP)),
        };
        if outputs.is_empty() {
            return Err(bad_voice("the model has no output"));
        }
        let (model, pads) = (loaded.model, false);
        Ok(Self { model, config, ids, has_speakers, outputs, told, noise, pads })
    }

    /// The inputs for `ids`, of which there may be pads behind those that `input_lengths` counts.
    fn inputs(
        &self,
        ids: &[i32],
        speaker: &str,
        speed: f32,
    ) -> Result<Vec<(&'static str, Tensor)>, Error> {
        let width = if self.pads { buckets::width(ids.len()) } else { ids.len() };
        let mut padded = ids.to_vec();
        padded.resize(width, PAD);
        let length = i32::try_from(ids.len()).map_err(|_| Error::passing("too many symbols"))?;
        let speaker = self.config.speaker(speaker)?;
        let scales = &self.config.inference;
        let scales = vec![
            scales.noise_scale * self.noise,
            scales.length_scale / speed,
            scales.noise_w * self.noise,
        ];
        let mut inputs = vec![
            ("input", Tensor::numbers(self.ids, [1, width], &padded)),
            ("input_lengths", Tensor::numbers(self.ids, [1], &[length])),
            ("scales", Tensor::floats([3], scales)),
        ];
        if self.has_speakers {
            inputs.push(("sid", Tensor::numbers(self.ids, [1], &[speaker])));
        }
        Ok(inputs)
    }

    /// The sound of `ids`, and what the model tells of them.
    fn run(
        &mut self,
        ids: &[i32],
        speaker: &str,
        speed: f32,
    ) -> Result<(Vec<f32>, Option<Vec<f32>>), Error> {
        let inputs = self.inputs(ids, speaker, speed)?;
        let outputs: Vec<&str> = self.outputs.iter().map(String::as_str).collect();
        let mut found = self.model.run(&inputs, &outputs)?.into_iter().map(Tensor::into_floats);
        Ok((found.next().unwrap_or_default(), found.next()))
    }

    /// Whether `ids` sound the same with pads behind: a graph that does not look at `input_lengths` would say them.
    fn can_pad(&mut self, ids: &[i32]) -> Result<bool, Error> {
        let noise = std::mem::take(&mut self.noise);
        let plain = self.run(ids, "", 1.0);
        self.pads = true;
        let padded = self.run(ids, "", 1.0);
        (self.pads, self.noise) = (false, noise);
        Ok(buckets::are_alike(&plain?.0, &padded?.0))
    }
}

impl Family for Vits {
    fn rate_hz(&self) -> u32 {
        self.config.audio.sample_rate
    }

    fn speakers(&self) -> Vec<String> {
        self.config.speakers()
    }

    fn longest(&self) -> usize {
        LONGEST
    }

    /// Tries whether pads are harmless, and then every length, the longest first. What fails here will be told when it is needed.
    fn warm_up(&mut self) {
        let began = Instant::now();
        let map = &self.config.phoneme_id_map;
        let mut letters: Vec<char> = map
            .keys()
            .filter_map(|key| key.parse().ok())
            .filter(|it: &char| it.is_alphabetic())
            .collect();
        letters.sort_unstable();
        letters.truncate(TRIAL);
        let trial = ids(map, &letters).ids;
        self.pads = self.can_pad(&trial).unwrap_or(false);
        if !self.pads {
            return;
        }
        for width in buckets::descending() {
            let long: Vec<i32> = trial.iter().copied().cycle().take(width).collect();
            let warmed = self.run(&long, "", 1.0);
            let goes_on = warmed.map_or_else(|error| error.kind == FailedKind::Memory, |_| true);
            if !goes_on || began.elapsed() > WARM_UP {
                return;
            }
        }
    }

    fn say(&mut self, symbols: &[char], speaker: &str, speed: f32) -> Result<Said, Error> {
        let Ids { ids, owners, unknown } = ids(&self.config.phoneme_id_map, symbols);
        let (samples, mut lengths) = self.run(&ids, speaker, speed)?;
        if let (Some(lengths), Told::Frames(_)) = (&mut lengths, self.told) {
            // Those of pads that were put behind.
            lengths.truncate(ids.len());
        }
        let symbols = lengths.and_then(|lengths| {
            let lengths = self.told.samples(&ids, &lengths)?;
            symbol_times(&lengths, &owners, symbols.len(), samples.len())
        });
        Ok(Said { samples, symbols, unknown })
    }
}

/// `^ _`, every symbol's ids with `_` behind, `$`.
fn ids(map: &HashMap<String, Vec<i32>>, symbols: &[char]) -> Ids {
    let mut found = Ids::default();
    let pad = map.get("_").and_then(|ids| ids.first()).copied().unwrap_or(PAD);
    let mut add = |ids: &[i32], owner: Option<usize>| {
        found.ids.extend(ids);
        found.owners.extend(ids.iter().map(|_| owner));
    };
    let edge = |symbol: &str| map.get(symbol).map(Vec::as_slice).unwrap_or_default();
    if !edge("^").is_empty() {
        add(edge("^"), None);
        add(&[pad], None);
    }
    let mut key = [0; 4];
    for (index, symbol) in symbols.iter().enumerate() {
        match map.get(&*symbol.encode_utf8(&mut key)) {
            Some(ids) => {
                add(ids, Some(index));
                add(&[pad], Some(index));
            }
            None => {
                found.unknown.insert(*symbol);
            }
        }
    }
    add(edge("$"), None);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_of_piper() {
        let entries = [("_", 0), ("^", 1), ("$", 2), (" ", 3), ("a", 14), ("b", 15), ("ˌ", 0)];
        let map = entries.map(|(symbol, id)| (symbol.to_owned(), vec![id])).into();

        let found = ids(&map, &['a', ' ', 'x', 'ˌ', 'b']);

        assert_eq!(found.ids, [1, 0, 14, 0, 3, 0, 0, 0, 15, 0, 2]);
        let owners = [
            None,
            None,
            Some(0),
            Some(0),
            Some(1),
            Some(1),
            Some(3),
            Some(3),
            Some(4),
            Some(4),
            None,
        ];
        assert_eq!(found.owners, owners);
        assert_eq!(found.unknown, ['x'].into());
    }
}
