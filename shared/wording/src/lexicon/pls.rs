//! Pronunciation lexicons of the W3C (PLS 1.0).

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::lexicon::entry::{CaseSensitivity, LexiconEntry, MOST, Matcher};
use crate::lexicon::error::LexiconErrorKind;
use contract::primary_subtag;
use verbalizer::Notation;

/// The parts of a lexeme so far.
#[derive(Default)]
struct Lexeme {
    written: Vec<String>,
    alias: Option<String>,
    sounds: Option<String>,
    /// Whether the sounds are marked as preferred.
    preferred: bool,
}

/// A file that is being read.
#[derive(Default)]
struct PlsParser {
    /// The alphabet of phonemes that name none.
    alphabet: String,
    language: Option<String>,
    lexeme: Lexeme,
    /// The text of the element that is being read.
    text: String,
    /// Whether the phoneme that is being read is preferred.
    prefers: bool,
    entries: Vec<(usize, LexiconEntry)>,
}

/// The entries of a file, each with the byte position of its end.
pub(crate) fn entries(text: &str) -> Result<Vec<(usize, LexiconEntry)>, (usize, LexiconErrorKind)> {
    let mut reader = Reader::from_str(text);
    let mut parser = PlsParser::default();
    let mut depth = 0_usize;
    loop {
        let event = reader.read_event();
        let at = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        let done = match event.map_err(|error| (at, LexiconErrorKind::Xml(error.to_string())))? {
            Event::Start(element) => {
                depth += 1;
                parser.start(&element, depth)
            }
            Event::Empty(element) => parser.start(&element, depth + 1),
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                parser.end(element.local_name().as_ref(), at)
            }
            Event::Text(part) => {
                parser.text.push_str(&part);
                Ok(())
            }
            Event::CData(part) => {
                parser.text.push_str(&part);
                Ok(())
            }
            Event::GeneralRef(name) => {
                parser.text.push_str(&entity(&name));
                Ok(())
            }
            Event::Eof if depth > 0 => {
                Err(LexiconErrorKind::Xml("it ends before </lexicon>".to_owned()))
            }
            Event::Eof => return Ok(parser.entries),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => Ok(()),
        };
        done.map_err(|reason| (at, reason))?;
    }
}

impl PlsParser {
    fn start(&mut self, element: &BytesStart<'_>, depth: usize) -> Result<(), LexiconErrorKind> {
        self.text.clear();
        let name = element.local_name();
        let name = name.as_ref();
        match name {
            "lexicon" => {
                self.alphabet = attribute(element, "alphabet").unwrap_or_else(|| "ipa".to_owned());
                self.language =
                    attribute(element, "xml:lang").map(|tag| primary_subtag(&tag).to_lowercase());
            }
            _ if depth == 1 => return Err(LexiconErrorKind::Root(name.to_owned())),
            "lexeme" => self.lexeme = Lexeme::default(),
            "phoneme" => {
                let alphabet =
                    attribute(element, "alphabet").unwrap_or_else(|| self.alphabet.clone());
                if alphabet != "ipa" {
                    return Err(LexiconErrorKind::Alphabet(alphabet));
                }
                self.prefers = attribute(element, "prefer").as_deref() == Some("true");
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str, at: usize) -> Result<(), LexiconErrorKind> {
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.text.clear();
        let lexeme = &mut self.lexeme;
        match name {
            "grapheme" if !text.is_empty() => lexeme.written.push(text),
            // The first one counts, as in the standard.
            "alias" => lexeme.alias = lexeme.alias.take().or(Some(text)),
            "phoneme" if lexeme.sounds.is_none() || (self.prefers && !lexeme.preferred) => {
                lexeme.sounds = Some(text).filter(|text| !text.is_empty());
                lexeme.preferred = self.prefers;
            }
            "lexeme" => self.lexeme_ends(at)?,
            _ => {}
        }
        Ok(())
    }

    fn lexeme_ends(&mut self, at: usize) -> Result<(), LexiconErrorKind> {
        let Lexeme { written, alias, sounds, .. } = std::mem::take(&mut self.lexeme);
        let (spoken, notation) = match (sounds, alias) {
            (Some(sounds), _) => (sounds, Notation::Ipa),
            (None, Some(alias)) => (alias, Notation::Words),
            (None, None) => return Err(LexiconErrorKind::Lexeme),
        };
        if written.is_empty() {
            return Err(LexiconErrorKind::Lexeme);
        }
        for written in written {
            if self.entries.len() == MOST {
                return Err(LexiconErrorKind::TooMany(MOST + 1));
            }
            let (find, spoken, language) =
                (Matcher::Words(written), spoken.clone(), self.language.clone());
            let entry = LexiconEntry {
                find,
                spoken,
                notation,
                case: CaseSensitivity::Dictionary,
                part: false,
                language,
            };
            self.entries.push((at, entry));
        }
        Ok(())
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok().flatten()?;
    attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.trim().to_owned())
}

/// The character of `&amp;` or `&#x259;`; an unknown reference is kept unchanged.
fn entity(name: &str) -> String {
    let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => number.parse().ok(),
    });
    let known = quick_xml::escape::resolve_html5_entity(name).map(str::to_owned);
    let character = number.and_then(char::from_u32).map(String::from);
    character.or(known).unwrap_or_else(|| format!("&{name};"))
}
