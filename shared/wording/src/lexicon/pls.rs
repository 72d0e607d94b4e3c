//! Pronunciation lexicons of the W3C (PLS 1.0).

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::language::primary;
use crate::lexicon::table::MOST;
use crate::lexicon::{Case, Entry, Find, Reason};
use crate::normal::Kind;

/// What is read of a lexeme so far.
#[derive(Default)]
struct Lexeme {
    written: Vec<String>,
    alias: Option<String>,
    sounds: Option<String>,
    /// Whether the sounds are those that the author prefers.
    preferred: bool,
}

/// A file, as far as it is read.
#[derive(Default)]
struct Reading {
    /// The alphabet that holds where a phoneme names none.
    alphabet: String,
    language: Option<String>,
    lexeme: Lexeme,
    /// The text of the element that is being read.
    text: String,
    /// Whether the phoneme that is being read is preferred.
    prefers: bool,
    entries: Vec<(usize, Entry)>,
}

/// The entries of a file, each with the place of its end in bytes.
pub(crate) fn entries(text: &str) -> Result<Vec<(usize, Entry)>, (usize, Reason)> {
    let mut reader = Reader::from_str(text);
    let mut reading = Reading::default();
    let mut depth = 0_usize;
    loop {
        let event = reader.read_event();
        let at = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        let done = match event.map_err(|error| (at, Reason::Xml(error.to_string())))? {
            Event::Start(element) => {
                depth += 1;
                reading.start(&element, depth)
            }
            Event::Empty(element) => reading.start(&element, depth + 1),
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                reading.end(element.local_name().as_ref(), at)
            }
            Event::Text(part) => {
                reading.text.push_str(&part);
                Ok(())
            }
            Event::CData(part) => {
                reading.text.push_str(&part);
                Ok(())
            }
            Event::GeneralRef(name) => {
                reading.text.push_str(&entity(&name));
                Ok(())
            }
            Event::Eof if depth > 0 => Err(Reason::Xml("it ends before </lexicon>".to_owned())),
            Event::Eof => return Ok(reading.entries),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => Ok(()),
        };
        done.map_err(|reason| (at, reason))?;
    }
}

impl Reading {
    fn start(&mut self, element: &BytesStart<'_>, depth: usize) -> Result<(), Reason> {
        self.text.clear();
        let name = element.local_name();
        let name = name.as_ref();
        match name {
            "lexicon" => {
                self.alphabet = attribute(element, "alphabet").unwrap_or_else(|| "ipa".to_owned());
                self.language =
                    attribute(element, "xml:lang").map(|tag| primary(&tag).to_lowercase());
            }
            _ if depth == 1 => return Err(Reason::Root(name.to_owned())),
            "lexeme" => self.lexeme = Lexeme::default(),
            "phoneme" => {
                let alphabet =
                    attribute(element, "alphabet").unwrap_or_else(|| self.alphabet.clone());
                if alphabet != "ipa" {
                    return Err(Reason::Alphabet(alphabet));
                }
                self.prefers = attribute(element, "prefer").as_deref() == Some("true");
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str, at: usize) -> Result<(), Reason> {
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.text.clear();
        let lexeme = &mut self.lexeme;
        match name {
            "grapheme" if !text.is_empty() => lexeme.written.push(text),
            // The first one counts, as it does in the standard.
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

    fn lexeme_ends(&mut self, at: usize) -> Result<(), Reason> {
        let Lexeme { written, alias, sounds, .. } = std::mem::take(&mut self.lexeme);
        let (spoken, kind) = match (sounds, alias) {
            (Some(sounds), _) => (sounds, Kind::Ipa),
            (None, Some(alias)) => (alias, Kind::Words),
            (None, None) => return Err(Reason::Lexeme),
        };
        if written.is_empty() {
            return Err(Reason::Lexeme);
        }
        for written in written {
            if self.entries.len() == MOST {
                return Err(Reason::TooMany(MOST + 1));
            }
            let (find, spoken, language) =
                (Find::Words(written), spoken.clone(), self.language.clone());
            let entry = Entry { find, spoken, kind, case: Case::Dictionary, part: false, language };
            self.entries.push((at, entry));
        }
        Ok(())
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok().flatten()?;
    attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.trim().to_owned())
}

/// The character of `&amp;` or `&#x259;`; what it is not, is kept as it stands.
fn entity(name: &str) -> String {
    let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => number.parse().ok(),
    });
    let known = quick_xml::escape::resolve_html5_entity(name).map(str::to_owned);
    let character = number.and_then(char::from_u32).map(String::from);
    character.or(known).unwrap_or_else(|| format!("&{name};"))
}
