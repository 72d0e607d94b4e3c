//! One origin of settings: a file, a variable, a flag.

use serde_json::Value;
use toml::Table;

use super::error::ConfigError;
use super::tree::{SettingsTree, at, nested, of_toml, parsed};
use super::wrong::Refused;

/// What the names of our variables begin with.
const PREFIX: &str = "LECTOR_";
/// What stands between section and key in the name of a variable.
const NEST: &str = "__";

/// Settings that came from one place.
#[derive(Debug)]
pub(super) struct Layer {
    /// Where from.
    pub(super) origin: Origin,
    /// The settings, by section.
    pub(super) settings: SettingsTree,
    /// Whether the text was read in its second way already; there is no third.
    mended: bool,
}

/// Where settings came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    /// A file, by its name.
    File(String),
    /// A variable: its name, its key, and the text that it had.
    Variable { name: String, path: Vec<String>, text: String },
    /// A flag, by its key, and the text that it had.
    Flag { path: Vec<String>, text: String },
}

impl Layer {
    pub(super) fn of_file(name: &str, text: &str) -> Result<Self, ConfigError> {
        let settings = of_toml(text.parse::<Table>().map_err(|error| syntax(name, &error))?);
        Ok(Self { origin: Origin::File(name.to_owned()), settings, mended: false })
    }

    /// Reads `LECTOR_SECTION__KEY`; `None` for every other variable.
    pub(super) fn of_variable(name: &str, text: &str) -> Option<Self> {
        let key = name.strip_prefix(PREFIX).filter(|key| key.contains(NEST))?.to_lowercase();
        let path: Vec<String> = key.split(NEST).map(ToOwned::to_owned).collect();
        let settings = nested(&path, value_of(text));
        let origin = Origin::Variable { name: name.to_owned(), path, text: text.to_owned() };
        Some(Self { origin, settings, mended: false })
    }

    pub(super) fn of_flag(key: &str, text: &str) -> Self {
        let path: Vec<String> = key.split('.').map(ToOwned::to_owned).collect();
        let settings = nested(&path, value_of(text));
        Self { origin: Origin::Flag { path, text: text.to_owned() }, settings, mended: false }
    }

    /// Reads the layer's own text as the type that is wanted: a text, or a list written with commas. False if that does not help.
    pub(super) fn mend(&mut self, refused: &Refused) -> bool {
        let Some(wanted) = refused.wanted_type() else { return false };
        let (path, text) = match &self.origin {
            Origin::File(_) => return false,
            Origin::Variable { path, text, .. } | Origin::Flag { path, text } => (path, text),
        };
        if self.mended || *path != refused.path {
            return false;
        }
        let value = match at(&self.settings, path) {
            Some(Value::String(_)) if wanted.contains("sequence") => listed(text),
            Some(Value::String(_)) | None => return false,
            Some(_) if wanted.contains("string") => Value::from(text.as_str()),
            Some(_) => return false,
        };
        self.settings = nested(path, value);
        self.mended = true;
        true
    }
}

/// Writes the name of the variable for a key.
pub(super) fn variable(path: &[String]) -> String {
    format!("{PREFIX}{}", path.join(NEST).to_uppercase())
}

fn value_of(text: &str) -> Value {
    parsed(text).unwrap_or_else(|| Value::from(text))
}

/// A list as people write it: `a, b`, with or without brackets.
fn listed(text: &str) -> Value {
    let text = text.trim();
    let inner = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    Value::from(inner.split(',').map(str::trim).collect::<Vec<_>>())
}

/// Says where a file is not TOML, without showing the line: it may hold a password.
fn syntax(name: &str, error: &toml::de::Error) -> ConfigError {
    let text = error.to_string();
    let said: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.contains('|'))
        .collect();
    ConfigError(format!("{name} is not TOML: {}", said.join(": ")))
}
