//! Splits serde's error about a setting into the place and the kind of mistake. It never keeps the value, which may be a password.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::tree::SettingsTree;

/// A setting that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refused {
    /// Where it is: section, then keys.
    pub(super) path: Vec<String>,
    pub(super) mistake: Mistake,
}

/// What is wrong with a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mistake {
    /// There is no such setting; what there is.
    UnknownField { name: String, known: Vec<String> },
    /// It is none of these.
    UnknownVariant { known: Vec<String> },
    /// It has another type than this.
    Type { wanted: String },
    /// It has a value that this cannot have.
    Value { wanted: String },
    /// A message of our own code.
    Message(String),
}

impl Refused {
    /// The type that is wanted where another one is.
    pub(super) fn wanted_type(&self) -> Option<&str> {
        match &self.mistake {
            Mistake::Type { wanted } => Some(wanted),
            Mistake::UnknownField { .. }
            | Mistake::UnknownVariant { .. }
            | Mistake::Value { .. }
            | Mistake::Message(_) => None,
        }
    }
}

/// Reads `settings` into a `C`.
pub(super) fn read<C: DeserializeOwned>(settings: SettingsTree) -> Result<C, Refused> {
    serde_path_to_error::deserialize(Value::Object(settings)).map_err(|error| {
        let path = error.path().iter().map(ToString::to_string).collect();
        refused(path, &error.inner().to_string())
    })
}

fn refused(mut path: Vec<String>, text: &str) -> Refused {
    let wanted = || text.rsplit_once(", expected ").map_or("", |(_, wanted)| wanted).to_owned();
    let mistake = if let Some(rest) = text.strip_prefix("unknown field `") {
        let name = rest.split('`').next().unwrap_or_default().to_owned();
        // The place of an unknown name ends with that name.
        if path.last() != Some(&name) {
            path.push(name.clone());
        }
        Mistake::UnknownField { name, known: quoted(&wanted()) }
    } else if text.starts_with("unknown variant `") {
        Mistake::UnknownVariant { known: quoted(&wanted()) }
    } else if text.starts_with("invalid type: ") {
        Mistake::Type { wanted: wanted() }
    } else if text.starts_with("invalid value: ") {
        Mistake::Value { wanted: wanted() }
    } else {
        Mistake::Message(text.to_owned())
    };
    Refused { path, mistake }
}

/// What stands between backticks.
fn quoted(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(ToOwned::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, mistake: Mistake) {
        assert_eq!(refused(vec![], text).mistake, mistake, "{text}");
    }

    #[test]
    fn what_serde_says_is_taken_apart_without_the_value() {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        let wanted = || "usize".to_owned();

        check(
            "invalid type: string \"a, expected b\", expected usize",
            Mistake::Type { wanted: wanted() },
        );
        check("invalid value: integer `-2`, expected usize", Mistake::Value { wanted: wanted() });
        check(
            "unknown variant `hunter2`, expected `ort` or `rten`",
            Mistake::UnknownVariant { known: owned(&["ort", "rten"]) },
        );
        check(
            "unknown field `slotts`, expected one of `slots`, `listen`",
            Mistake::UnknownField { name: "slotts".to_owned(), known: owned(&["slots", "listen"]) },
        );
        check("it must be short", Mistake::Message("it must be short".to_owned()));
    }
}
