//! The `.onnx.json` beside a Piper voice: fields that are used are required, unknown fields are ignored.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use crate::error::{Error, bad_voice};

/// The configuration of a Piper voice.
#[derive(Debug, Deserialize)]
pub(super) struct PiperConfig {
    pub audio: Audio,
    #[serde(default)]
    pub inference: Inference,
    /// The ids of each symbol.
    pub phoneme_id_map: HashMap<String, Vec<i32>>,
    #[serde(default = "one")]
    pub num_speakers: i32,
    /// Names of speakers; old voices have null here.
    #[serde(default)]
    pub speaker_id_map: Option<BTreeMap<String, i32>>,
    #[serde(default)]
    pub default_speaker_id: Option<i32>,
    /// Samples of a frame, the unit in which some models report the duration of each id.
    #[serde(default)]
    pub hop_length: Option<usize>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Audio {
    pub sample_rate: u32,
}

/// The intended parameters of inference.
#[derive(Debug, Deserialize)]
#[serde(default)]
pub(super) struct Inference {
    pub noise_scale: f32,
    pub length_scale: f32,
    pub noise_w: f32,
}

impl Default for Inference {
    fn default() -> Self {
        Self { noise_scale: 0.667, length_scale: 1.0, noise_w: 0.8 }
    }
}

fn one() -> i32 {
    1
}

impl PiperConfig {
    /// Reads the file's text.
    pub(super) fn read(text: &str) -> Result<Self, Error> {
        let config: Self = serde_json::from_str(text).map_err(|error| {
            bad_voice(format!("the voice's .onnx.json cannot be read: {error}"))
        })?;
        if !(4_000..=192_000).contains(&config.audio.sample_rate) {
            return Err(bad_voice(format!("the rate {} Hz is invalid", config.audio.sample_rate)));
        }
        Ok(config)
    }

    /// The names of its speakers, by number.
    pub(super) fn speakers(&self) -> Vec<String> {
        let names = self.speaker_id_map.iter().flatten().filter(|_| self.num_speakers > 1);
        let mut names: Vec<(i32, &String)> = names.map(|(name, &number)| (number, name)).collect();
        names.sort();
        names.into_iter().map(|(_, name)| name.clone()).collect()
    }

    /// The number of a speaker, by name or by number; an empty name means the voice's default.
    pub(super) fn speaker(&self, name: &str) -> Result<i32, Error> {
        let names = self.speaker_id_map.as_ref();
        if name.is_empty() {
            return Ok(self.default_speaker_id.unwrap_or(0));
        }
        if let Some(number) = names.and_then(|names| names.get(name)) {
            return Ok(*number);
        }
        if let Some(number) = name.parse().ok().filter(|n| (0..self.num_speakers).contains(n)) {
            return Ok(number);
        }
        let known: Vec<&str> = names.into_iter().flatten().map(|(name, _)| name.as_str()).collect();
        Err(bad_voice(match known[..] {
            [] => format!("the voice has no speaker `{name}`: it has {}", self.num_speakers),
            _ => format!("the voice has no speaker `{name}`; try {}", known.join(", ")),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_and_new_files_are_read() {
        let old = r#"{"audio": {"sample_rate": 22050}, "phoneme_id_map": {"a": [14]}, "speaker_id_map": null}"#;
        let config = PiperConfig::read(old).unwrap();
        assert_eq!(config.speaker("").unwrap(), 0);
        assert_eq!(config.inference.noise_w, 0.8);

        let new = r#"{"audio": {"sample_rate": 16000, "quality": "low"}, "num_speakers": 3, "default_speaker_id": 2,
            "speaker_id_map": {"slt": 0, "rms": 1}, "phoneme_id_map": {"a": [1, 2]}, "vowel_clusters": {}, "hop_length": 160}"#;
        let config = PiperConfig::read(new).unwrap();
        assert_eq!(config.speaker("").unwrap(), 2);
        assert_eq!(config.speaker("rms").unwrap(), 1);
        assert_eq!(config.speaker("2").unwrap(), 2);
        let refused = config.speaker("awb").unwrap_err().message;
        assert_eq!(refused, "the voice has no speaker `awb`; try rms, slt");
    }

    #[test]
    fn what_is_needed_must_be_there() {
        for text in ["", "{}", r#"{"audio": {"sample_rate": 1}, "phoneme_id_map": {}}"#] {
            assert!(PiperConfig::read(text).is_err(), "{text}");
        }
    }
}
