//! Families of models (Piper, Kokoro, Kitten): loads a voice into the family that its model inputs indicate.

mod chunks;
mod inputs;
mod kokoro;
mod synthesizer;
mod utterance;
mod vits;

use crate::error::{Error, bad_voice};
use crate::request::VoiceSpec;
use crate::runtime::{LoadedModel, Runtime};

pub use synthesizer::Synthesizer;
pub use utterance::Utterance;

/// Loads a voice; the inputs of its model determine the family.
pub fn load(voice: &VoiceSpec, runtime: &Runtime) -> Result<Box<dyn Synthesizer>, Error> {
    let config = match &voice.files.config {
        Some(path) => std::fs::read_to_string(path).map_err(|error| {
            Error::passing(format!("{} cannot be read: {error}", path.display()))
        })?,
        None => String::new(),
    };
    let loaded = runtime.load(&voice.files.model)?;
    let is_on_card = loaded.is_on_card;
    let mut family = family(voice, loaded, &config)?;
    if is_on_card {
        family.warm_up();
    }
    Ok(family)
}

fn family(
    voice: &VoiceSpec,
    loaded: LoadedModel,
    config: &str,
) -> Result<Box<dyn Synthesizer>, Error> {
    let wants = |name: &str| loaded.file.inputs.iter().any(|input| input.name == name);
    if wants("style") {
        return Ok(Box::new(kokoro::Kokoro::new(loaded, config, &voice.files.styles)?));
    }
    if wants("scales") {
        return Ok(Box::new(vits::Vits::new(loaded, config, voice.noise)?));
    }
    let inputs: Vec<&str> = loaded.file.inputs.iter().map(|input| input.name.as_str()).collect();
    Err(bad_voice(format!(
        "a model with the inputs {} belongs to no known family of voices (Piper, Kokoro, Kitten)",
        inputs.join(", ")
    )))
}
