//! Voices of Piper and similar ones: VITS models with a `.onnx.json`.

mod buckets;
mod durations;
mod ids;
mod piper_config;

use std::time::{Duration, Instant};

use super::inputs::{check_inputs, input};
use super::synthesizer::Synthesizer;
use super::utterance::Utterance;
use crate::error::{Error, ErrorKind, bad_voice};
use crate::runtime::model_file::ElementType;
use crate::runtime::{LoadedModel, Model, Tensor};

use durations::{DurationOutput, symbol_times};
use ids::{Ids, PAD, ids};
use piper_config::PiperConfig;

/// Most symbols in one call: about half a minute, for which a medium voice needs half a gigabyte.
const LONGEST: usize = 400;

/// Samples of a frame, by default.
const HOP: usize = 256;

/// Symbols of the sentence for the first trial.
const TRIAL: usize = 12;

/// Longest time for preparations; the rest is done when it is needed.
const WARM_UP: Duration = Duration::from_secs(5);

/// A Piper voice.
pub(super) struct Vits {
    model: Box<dyn Model>,
    config: PiperConfig,
    /// The type of the ids.
    ids: ElementType,
    has_speakers: bool,
    outputs: Vec<String>,
    durations: DurationOutput,
    noise: f32,
    /// Whether ids are padded to one of few lengths.
    pads: bool,
}

impl Vits {
    /// Takes a loaded model, its `.onnx.json`, and the share of the noise that it was trained with: without noise, the same text
    /// always sounds the same.
    pub(super) fn new(loaded: LoadedModel, config: &str, noise: f32) -> Result<Self, Error> {
        let whole = [ElementType::I64, ElementType::I32];
        let config = PiperConfig::read(config)?;
        check_inputs(&loaded, &["input", "input_lengths", "scales", "sid"])?;
        let ids = input(&loaded, &["input"], &whole)?.element;
        input(&loaded, &["input_lengths"], &whole)?;
        input(&loaded, &["scales"], &[ElementType::F32])?;
        let has_speakers = loaded.file.inputs.iter().any(|input| input.name == "sid");
        let mut outputs: Vec<_> = loaded.file.outputs.iter().map(|it| it.name.clone()).collect();
        outputs.truncate(2);
        let durations = match outputs.get(1).map(String::as_str) {
            None => DurationOutput::Absent,
            Some("durations") => DurationOutput::Samples,
            Some(_) => DurationOutput::Frames(config.hop_length.unwrap_or(HOP)),
        };
        if outputs.is_empty() {
            return Err(bad_voice("the model has no output"));
        }
        let (model, pads) = (loaded.model, false);
        Ok(Self { model, config, ids, has_speakers, outputs, durations, noise, pads })
    }

    /// The inputs for `ids`, which may have pads after those that `input_lengths` counts.
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

    /// The sound of `ids`, and the durations that the model reports.
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

    /// Whether `ids` sound the same with pads after them: a model that ignores `input_lengths` would speak the pads.
    fn can_pad(&mut self, ids: &[i32]) -> Result<bool, Error> {
        let noise = std::mem::take(&mut self.noise);
        let plain = self.run(ids, "", 1.0);
        self.pads = true;
        let padded = self.run(ids, "", 1.0);
        (self.pads, self.noise) = (false, noise);
        Ok(buckets::are_alike(&plain?.0, &padded?.0))
    }
}

impl Synthesizer for Vits {
    fn rate_hz(&self) -> u32 {
        self.config.audio.sample_rate
    }

    fn speakers(&self) -> Vec<String> {
        self.config.speakers()
    }

    fn longest(&self) -> usize {
        LONGEST
    }

    /// Tries whether pads are harmless, and then every length, the longest first. An error here is ignored; it comes back when the length is used.
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
            let goes_on = warmed.map_or_else(|error| error.kind == ErrorKind::Memory, |_| true);
            if !goes_on || began.elapsed() > WARM_UP {
                return;
            }
        }
    }

    fn say(&mut self, symbols: &[char], speaker: &str, speed: f32) -> Result<Utterance, Error> {
        let Ids { ids, owners, unknown } = ids(&self.config.phoneme_id_map, symbols);
        let (samples, mut lengths) = self.run(&ids, speaker, speed)?;
        if let (Some(lengths), DurationOutput::Frames(_)) = (&mut lengths, self.durations) {
            // The durations of appended pads.
            lengths.truncate(ids.len());
        }
        let symbols = lengths.and_then(|lengths| {
            let lengths = self.durations.samples(&ids, &lengths)?;
            symbol_times(&lengths, &owners, symbols.len(), samples.len())
        });
        Ok(Utterance { samples, symbols, unknown })
    }
}
