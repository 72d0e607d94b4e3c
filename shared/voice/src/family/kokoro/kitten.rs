//! Kitten's `config.json`: aliases of its voices, and a speed factor for each.

use std::collections::HashMap;

use serde::Deserialize;

/// Kitten's voices.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Kitten {
    name: String,
    voice_aliases: Option<HashMap<String, String>>,
    speed_priors: HashMap<String, f32>,
}

impl Kitten {
    /// Reads it, if `config` is a Kitten's.
    pub(super) fn read(config: &str) -> Option<Self> {
        let kitten: Self = serde_json::from_str(config).ok()?;
        let is_one =
            kitten.name.to_lowercase().contains("kitten") || kitten.voice_aliases.is_some();
        is_one.then_some(kitten)
    }

    /// The voice's name in the files.
    pub(super) fn voice<'a>(&'a self, name: &'a str) -> &'a str {
        let aliases = self.voice_aliases.as_ref();
        aliases.and_then(|aliases| aliases.get(name)).map_or(name, String::as_str)
    }

    /// A factor for the speed of a voice, named as in the files.
    pub(super) fn speed(&self, voice: &str) -> f32 {
        let prior = self.speed_priors.get(voice).copied().unwrap_or(1.0);
        if (0.2..=5.0).contains(&prior) { prior } else { 1.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kitten_says_that_it_is_one() {
        let config = r#"{"name": "Kitten TTS Nano", "type": "ONNX2", "voices": "voices.npz",
            "speed_priors": {"expr-voice-2-f": 0.8}, "voice_aliases": {"Bella": "expr-voice-2-f"}}"#;

        let kitten = Kitten::read(config).unwrap();

        assert_eq!(kitten.voice("Bella"), "expr-voice-2-f");
        assert_eq!(kitten.voice("expr-voice-3-m"), "expr-voice-3-m");
        assert_eq!(kitten.speed("expr-voice-2-f"), 0.8);
        assert_eq!(kitten.speed("expr-voice-3-m"), 1.0);
        assert!(Kitten::read(r#"{"vocab": {}}"#).is_none());
        assert!(Kitten::read("").is_none());
    }
}
