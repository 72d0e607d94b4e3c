//! Our own format of lexicons, in TOML.

use serde::Deserialize;
use toml::Spanned;

use crate::lexicon::entry::{CaseSensitivity, LexiconEntry, MOST, Matcher};
use crate::lexicon::error::LexiconErrorKind;
use contract::primary_subtag;
use verbalizer::Notation;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TomlLexicon {
    /// The language of the texts that it is for.
    language: Option<String>,
    #[serde(default)]
    word: Vec<Spanned<TomlEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TomlEntry {
    written: Option<String>,
    pattern: Option<String>,
    said: Option<String>,
    ipa: Option<String>,
    /// Whether capitals matter.
    #[serde(default)]
    case: bool,
    /// Whether it is found inside of words.
    #[serde(default)]
    part: bool,
}

/// The entries of a file, each with its byte position.
pub(crate) fn entries(text: &str) -> Result<Vec<(usize, LexiconEntry)>, (usize, LexiconErrorKind)> {
    let file: TomlLexicon = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        (at, LexiconErrorKind::Toml(error.message().replace('\n', ", ")))
    })?;
    let language = file.language.map(|tag| primary_subtag(&tag).to_lowercase());
    let mut entries = Vec::new();
    for word in file.word {
        let at = word.span().start;
        if entries.len() == MOST {
            return Err((at, LexiconErrorKind::TooMany(MOST + 1)));
        }
        let entry = entry(word.into_inner(), language.clone()).map_err(|reason| (at, reason))?;
        entries.push((at, entry));
    }
    Ok(entries)
}

fn entry(word: TomlEntry, language: Option<String>) -> Result<LexiconEntry, LexiconErrorKind> {
    let find = match (word.written, word.pattern) {
        (Some(written), None) if !written.trim().is_empty() => {
            Matcher::Words(written.trim().to_owned())
        }
        (None, Some(pattern)) => Matcher::Pattern(pattern),
        _ => return Err(LexiconErrorKind::NothingToFind),
    };
    let (spoken, notation) = match (word.said, word.ipa) {
        (Some(said), None) => (said, Notation::Words),
        (None, Some(ipa)) if !ipa.trim().is_empty() => (ipa.trim().to_owned(), Notation::Ipa),
        _ => return Err(LexiconErrorKind::NothingToSay),
    };
    let case = if word.case { CaseSensitivity::Exact } else { CaseSensitivity::Ignored };
    Ok(LexiconEntry { find, spoken, notation, case, part: word.part, language })
}
