//! What is said when a setting is refused: one line, with its origin, never with its value.

use figment::error::{Actual, Kind};

use super::layer::{Layer, Origin, at, variable};
use super::{Error, SECTIONS};

/// How many letters may differ between a name and its suggestion: one in this many, and one more.
const LETTERS_PER_TYPO: usize = 4;

/// Refuses sections that no service has.
pub(super) fn check_sections(layer: &Layer) -> Result<(), Error> {
    let Some(unknown) = layer.dict.keys().find(|name| !SECTIONS.contains(&name.as_str())) else {
        return Ok(());
    };
    Err(unknown_key(layer, &[], unknown, &SECTIONS))
}

/// Says what is wrong, and where it came from.
pub(super) fn explain(error: &figment::Error, layers: &[Layer]) -> Error {
    let path = &error.path;
    if let (Kind::UnknownField(name, known), Some((_, section))) = (&error.kind, path.split_last())
    {
        return match origin(layers, path) {
            Some(layer) => unknown_key(layer, section, name, known),
            None => Error(format!("there is no setting {}", path.join("."))),
        };
    }
    let key = path.join(".");
    let what = match &error.kind {
        Kind::InvalidType(found, wanted) | Kind::InvalidValue(found, wanted) => {
            format!("{key} must be {}, but is {}", plain(wanted), kind(found))
        }
        Kind::UnknownVariant(_, known) => format!("{key} must be one of {}", known.join(", ")),
        Kind::Message(message) => format!("{key}: {message}"),
        other => format!("{key}: {other}"),
    };
    match origin(layers, path) {
        Some(layer) => Error(format!("{}: {what}", place(layer))),
        None => Error(what),
    }
}

/// The highest layer that has `path`: the one that counts.
fn origin<'a>(layers: &'a [Layer], path: &[String]) -> Option<&'a Layer> {
    layers.iter().rev().find(|layer| at(&layer.dict, path).is_some())
}

fn unknown_key(layer: &Layer, section: &[String], name: &str, known: &[&str]) -> Error {
    let written = |name: &str| {
        let path: Vec<String> = section.iter().cloned().chain([name.to_owned()]).collect();
        match &layer.origin {
            Origin::Variable { path: own, .. } if own.len() > path.len() => {
                variable(&[path.as_slice(), &own[path.len()..]].concat())
            }
            Origin::Variable { .. } => variable(&path),
            Origin::File(_) if section.is_empty() => format!("[{name}]"),
            Origin::File(_) | Origin::Flag { .. } => path.join("."),
        }
    };
    let hint = match nearest(name, known) {
        Some(name) => format!("did you mean {}?", written(name)),
        None => format!("known are {}", known.join(", ")),
    };
    let what = if section.is_empty() { "section" } else { "setting" };
    Error(format!("{}: there is no {what} {}; {hint}", place(layer), written(name)))
}

fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let near = |known: &&'a str| (strsim::damerau_levenshtein(name, known), *known);
    let (distance, nearest) = known.iter().map(near).min()?;
    (distance <= 1 + name.chars().count() / LETTERS_PER_TYPO).then_some(nearest)
}

pub(super) fn place(layer: &Layer) -> &str {
    match &layer.origin {
        Origin::File(name) => name,
        Origin::Variable { name, .. } => name,
        Origin::Flag { .. } => "command line",
    }
}

/// Rust's names of types, in words.
fn plain(wanted: &str) -> String {
    match wanted {
        "u8" | "u16" | "u32" | "u64" | "u128" | "usize" => "a whole number".to_owned(),
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" => "a whole number".to_owned(),
        "f32" | "f64" => "a number".to_owned(),
        "a string" | "string" | "path string" => "text".to_owned(),
        "a boolean" => "true or false".to_owned(),
        "a sequence" => "a list".to_owned(),
        other if other.starts_with("struct ") => "a section".to_owned(),
        other => other.to_owned(),
    }
}

/// What was found, without its value.
fn kind(found: &Actual) -> &'static str {
    match found {
        Actual::Bool(_) => "true or false",
        Actual::Unsigned(_) => "a whole number",
        Actual::Signed(_) => "a negative number",
        Actual::Float(_) => "a number with a fraction",
        Actual::Char(_) | Actual::Str(_) | Actual::Bytes(_) => "text",
        Actual::Seq => "a list",
        Actual::Map => "a section",
        Actual::Unit | Actual::Option => "missing",
        _ => "something else",
    }
}
