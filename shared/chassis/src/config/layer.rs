//! One origin of settings: a file, a variable, a flag.

use figment::Provider as _;
use figment::error::Kind;
use figment::providers::{Format as _, Toml};
use figment::value::{Dict, Value};

use super::Error;

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
    pub(super) dict: Dict,
    /// Whether the text was read in another way already; there is no third.
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
    pub(super) fn of_file(name: &str, text: &str) -> Result<Self, Error> {
        let data = Toml::string(text).data().map_err(|error| syntax(name, &error))?;
        let dict = data.into_values().next().unwrap_or_default();
        Ok(Self { origin: Origin::File(name.to_owned()), dict, mended: false })
    }

    /// Reads `LECTOR_SECTION__KEY`; `None` for every other variable.
    pub(super) fn of_variable(name: &str, text: &str) -> Option<Self> {
        let key = name.strip_prefix(PREFIX).filter(|key| key.contains(NEST))?.to_lowercase();
        let path: Vec<String> = key.split(NEST).map(ToOwned::to_owned).collect();
        let dict = nested(&path, parsed(text));
        Some(Self {
            origin: Origin::Variable { name: name.to_owned(), path, text: text.to_owned() },
            dict,
            mended: false,
        })
    }

    pub(super) fn of_flag(key: &str, text: &str) -> Self {
        let path: Vec<String> = key.split('.').map(ToOwned::to_owned).collect();
        let dict = nested(&path, parsed(text));
        Self { origin: Origin::Flag { path, text: text.to_owned() }, dict, mended: false }
    }

    /// Takes the layer's own text for what `error` says is wanted: a text, or a list written with commas. False when that is no help.
    pub(super) fn mend(&mut self, error: &figment::Error) -> bool {
        let Kind::InvalidType(_, wanted) = &error.kind else { return false };
        let (path, text) = match &self.origin {
            Origin::File(_) => return false,
            Origin::Variable { path, text, .. } | Origin::Flag { path, text } => (path, text),
        };
        if self.mended || *path != error.path {
            return false;
        }
        let value = match at(&self.dict, path) {
            Some(Value::String(..)) if wanted.contains("sequence") => {
                Value::from(text.split(',').map(str::trim).collect::<Vec<_>>())
            }
            Some(Value::String(..)) | None => return false,
            Some(_) if wanted.contains("string") => Value::from(text.as_str()),
            Some(_) => return false,
        };
        self.dict = nested(path, value);
        self.mended = true;
        true
    }
}

/// Writes the name of the variable for a key.
pub(super) fn variable(path: &[String]) -> String {
    format!("{PREFIX}{}", path.join(NEST).to_uppercase())
}

/// Finds the value at `path`.
pub(super) fn at<'a>(dict: &'a Dict, path: &[String]) -> Option<&'a Value> {
    let (first, rest) = path.split_first()?;
    let value = dict.get(first)?;
    if rest.is_empty() { Some(value) } else { at(value.as_dict()?, rest) }
}

fn nested(path: &[String], value: Value) -> Dict {
    let Some((first, rest)) = path.split_first() else { return Dict::new() };
    let value = if rest.is_empty() { value } else { Value::from(nested(rest, value)) };
    Dict::from([(first.clone(), value)])
}

/// Reads a value as TOML would, else as text.
fn parsed(text: &str) -> Value {
    text.parse().unwrap_or_else(|_: std::convert::Infallible| Value::from(text))
}

/// Says where a file is not TOML, without showing the line: it may hold a password.
fn syntax(name: &str, error: &figment::Error) -> Error {
    let text = error.to_string();
    let said: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.contains('|') && !line.starts_with("in "))
        .collect();
    Error(format!("{name} is not TOML: {}", said.join(": ")))
}
