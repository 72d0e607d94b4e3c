//! The message for a setting that is refused: one line, with its origin, never with its value.

use serde_json::Value;

use super::error::ConfigError;
use super::layer::{Layer, Origin, variable};
use super::tree::{SettingsTree, at};
use super::wrong::{Mistake, Refused};

/// The sections that `lector.toml` may have; a service reads those that its `Config` has and passes over the others.
pub const SECTIONS: [&str; 10] = [
    "nats",
    "blobs",
    "telemetry",
    "ingest",
    "worker",
    "assembler",
    "progress",
    "lector",
    "voices",
    "retention",
];

/// How many letters may differ between a name and its suggestion: one in this many, and one more.
const LETTERS_PER_TYPO: usize = 4;

/// Refuses sections that no service has.
pub(super) fn check_sections(layer: &Layer) -> Result<(), ConfigError> {
    let Some(unknown) = layer.settings.keys().find(|name| !SECTIONS.contains(&name.as_str()))
    else {
        return Ok(());
    };
    Err(unknown_key(layer, &[], unknown, &SECTIONS))
}

/// Says what is wrong, and where it came from; `settings` are those that were refused.
pub(super) fn explain(refused: &Refused, settings: &SettingsTree, layers: &[Layer]) -> ConfigError {
    let path = &refused.path;
    let key = path.join(".");
    let found = || at(settings, path).map_or("missing", kind);
    let what = match &refused.mistake {
        Mistake::UnknownField { name, known } => {
            let section = &path[..path.len() - 1];
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            return match origin(layers, path) {
                Some(layer) => unknown_key(layer, section, name, &known),
                None => ConfigError(format!("there is no setting {key}")),
            };
        }
        Mistake::Type { wanted } | Mistake::Value { wanted } => {
            format!("{key} must be {}, but is {}", plain(wanted), found())
        }
        Mistake::UnknownVariant { known } => format!("{key} must be one of {}", known.join(", ")),
        Mistake::Message(message) => format!("{key}: {message}"),
    };
    match origin(layers, path) {
        Some(layer) => ConfigError(format!("{}: {what}", place(layer))),
        None => ConfigError(what),
    }
}

/// The highest layer that has `path`: the one that counts.
fn origin<'a>(layers: &'a [Layer], path: &[String]) -> Option<&'a Layer> {
    layers.iter().rev().find(|layer| at(&layer.settings, path).is_some())
}

fn unknown_key(layer: &Layer, section: &[String], name: &str, known: &[&str]) -> ConfigError {
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
        None => format!("the known ones are {}", known.join(", ")),
    };
    let what = if section.is_empty() { "section" } else { "setting" };
    ConfigError(format!("{}: there is no {what} {}; {hint}", place(layer), written(name)))
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
fn kind(found: &Value) -> &'static str {
    match found {
        Value::Null => "missing",
        Value::Bool(_) => "true or false",
        Value::Number(number) if number.is_u64() => "a whole number",
        Value::Number(number) if number.is_i64() => "a negative number",
        Value::Number(_) => "a number with a fraction",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a section",
    }
}
