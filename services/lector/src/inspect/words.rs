//! `lector inspect --words`: words whose sounds are guessed, as a lexicon to edit.

use anyhow::anyhow;
use chassis::{Exit, OrExit as _};
use contract::is_same_language;
use planning::{Inspection, LANGUAGE};
use serde_json::json;
use voice::phonemes::{EnglishPhonemizer, GuessedWord};

use crate::output;

/// Prints the words of the book that no dictionary has; `is_json` as JSON.
pub(super) fn show(book: &Inspection, is_json: bool) -> anyhow::Result<Exit> {
    let language = book.metadata.language.as_deref().unwrap_or(LANGUAGE);
    if !is_same_language(language, "en") {
        let why =
            "sounds are guessed here in English only; elsewhere espeak-ng has rules for every word";
        return Err(anyhow!("{why}, and this book is in `{language}`")).or_exit(Exit::Config);
    }
    let spoken = book.sentences.iter().map(|sentence| sentence.spoken.as_str());
    let guesses = EnglishPhonemizer::load().guesses(spoken);
    if is_json {
        output::say_json(&json!({ "words": guesses }))?;
        return Ok(Exit::Done);
    }
    output::say("# Words whose sounds are guessed. Correct what is wrong, and delete the rest.");
    for GuessedWord { written, count, ipa } in guesses {
        output::say(&format!("\n[[word]] # {count} ×\nwritten = \"{written}\"\nipa = \"{ipa}\""));
    }
    Ok(Exit::Done)
}
