//! Families of voices: what a kind of model wants for a sentence, and what comes back.

mod cut;
mod kokoro;
mod said;
#[cfg(test)]
mod tests;
mod vits;

use crate::error::{Error, FailedKind, bad_voice};
use crate::phonemes::Phonemes;
use crate::request::{LoadVoice, Manner};
use crate::runtime::file::{Element, Outlet};
use crate::runtime::{Loaded, Runtime};

pub(crate) use said::Said;

/// A loaded voice.
pub(crate) trait Family {
    /// Samples per second of everything that it says.
    fn rate_hz(&self) -> u32;

    /// Its speakers, in their order; empty where there is only one.
    fn speakers(&self) -> Vec<String>;

    /// Most symbols in one call of the model: its memory grows with them. Longer sentences are said in pieces.
    fn longest(&self) -> usize;

    /// On a graphics card: does now what would else make the first sentences wait.
    fn warm_up(&mut self) {}

    /// Says at most so many symbols, in one call.
    fn say(&mut self, symbols: &[char], speaker: &str, speed: f32) -> Result<Said, Error>;

    /// Says a sentence without silence at its ends. Calls `progress` after every call of the model.
    fn speak(
        &mut self,
        phonemes: &Phonemes,
        manner: &Manner,
        progress: &mut dyn FnMut(),
    ) -> Result<Said, Error> {
        let symbols = &phonemes.symbols;
        let rate_hz = self.rate_hz();
        let longest = manner.longest.map_or(self.longest(), |wish| wish.clamp(1, self.longest()));
        let mut whole = Said::nothing();
        let mut before = None;
        for piece in cut::pieces(symbols, longest) {
            let symbols = &symbols[piece];
            let mut said = self.say(symbols, &manner.speaker, manner.speed)?;
            progress();
            if !said.samples.iter().all(|sample| sample.is_finite()) {
                let message = "the model answered something that is no sound".to_owned();
                return Err(Error { kind: FailedKind::NoSound, message });
            }
            said.trim(rate_hz);
            whole.append(said, before.map_or(0, |last| cut::pause(last, rate_hz)));
            before = symbols.iter().copied().rfind(|symbol| *symbol != ' ');
        }
        Ok(whole)
    }
}

/// Loads a voice; which family it is shows in what its model wants.
pub(crate) fn load(voice: &LoadVoice, runtime: &Runtime) -> Result<Box<dyn Family>, Error> {
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

fn family(voice: &LoadVoice, loaded: Loaded, config: &str) -> Result<Box<dyn Family>, Error> {
    let wants = |name: &str| loaded.file.inputs.iter().any(|input| input.name == name);
    if wants("style") {
        return Ok(Box::new(kokoro::Kokoro::new(loaded, config, &voice.files.styles)?));
    }
    if wants("scales") {
        return Ok(Box::new(vits::Vits::new(loaded, config, voice.noise)?));
    }
    let inputs: Vec<&str> = loaded.file.inputs.iter().map(|input| input.name.as_str()).collect();
    Err(bad_voice(format!(
        "a model that wants {} is no voice of a family that is known here (Piper, Kokoro, Kitten)",
        inputs.join(", ")
    )))
}

/// Finds an input by the first of `names` that the model has.
fn input<'a>(loaded: &'a Loaded, names: &[&str], kinds: &[Element]) -> Result<&'a Outlet, Error> {
    let find = |name: &&str| loaded.file.inputs.iter().find(|input| input.name == **name);
    let found = names.iter().find_map(find);
    let found = found.ok_or_else(|| bad_voice(format!("the model has no input `{}`", names[0])))?;
    if kinds.contains(&found.element) {
        return Ok(found);
    }
    Err(bad_voice(format!("the model's input `{}` is {:?}", found.name, found.element)))
}

/// Refuses a model that wants more than its family gives.
fn check_inputs(loaded: &Loaded, known: &[&str]) -> Result<(), Error> {
    let is_new = |input: &&Outlet| !known.contains(&input.name.as_str());
    match loaded.file.inputs.iter().find(is_new) {
        Some(input) => Err(bad_voice(format!("the model wants `{}`, too", input.name))),
        None => Ok(()),
    }
}
