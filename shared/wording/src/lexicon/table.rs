//! Our own format of lexicons, in TOML.

use serde::Deserialize;
use toml::Spanned;

use crate::language::primary;
use crate::lexicon::{Case, Entry, Find, Reason};
use crate::normal::Kind;

/// More entries are a mistake.
pub(crate) const MOST: usize = 100_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// The language of the texts it is for.
    language: Option<String>,
    #[serde(default)]
    word: Vec<Spanned<Word>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Word {
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

/// The entries of a file, each with its place in bytes.
pub(crate) fn entries(text: &str) -> Result<Vec<(usize, Entry)>, (usize, Reason)> {
    let file: File = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        (at, Reason::Toml(error.message().replace('\n', ", ")))
    })?;
    let language = file.language.map(|tag| primary(&tag).to_lowercase());
    let mut entries = Vec::new();
    for word in file.word {
        let at = word.span().start;
        if entries.len() == MOST {
            return Err((at, Reason::TooMany(MOST + 1)));
        }
        let entry = entry(word.into_inner(), language.clone()).map_err(|reason| (at, reason))?;
        entries.push((at, entry));
    }
    Ok(entries)
}

fn entry(word: Word, language: Option<String>) -> Result<Entry, Reason> {
    let find = match (word.written, word.pattern) {
        (Some(written), None) if !written.trim().is_empty() => {
            Find::Words(written.trim().to_owned())
        }
        (None, Some(pattern)) => Find::Pattern(pattern),
        _ => return Err(Reason::NothingToFind),
    };
    let (spoken, kind) = match (word.said, word.ipa) {
        (Some(said), None) => (said, Kind::Words),
        (None, Some(ipa)) if !ipa.trim().is_empty() => (ipa.trim().to_owned(), Kind::Ipa),
        _ => return Err(Reason::NothingToSay),
    };
    let case = if word.case { Case::Exact } else { Case::Ignored };
    Ok(Entry { find, spoken, kind, case, part: word.part, language })
}
