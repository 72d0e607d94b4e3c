//! Prints the effective configuration, for people.

use std::fmt::Write as _;

use serde_json::Value;

use super::layer::Layer;
use super::refusal::place;
use super::tree::{SettingsTree, at};

/// Writes `config` as TOML; what is not a default says where it came from.
pub(super) fn toml(config: &SettingsTree, layers: &[Layer]) -> String {
    let mut text = String::new();
    for (name, section) in config {
        if let Some(section) = section.as_object() {
            let _ = writeln!(text, "[{name}]");
            settings(&mut text, std::slice::from_ref(name), section, layers);
            text.push('\n');
        }
    }
    text
}

fn settings(text: &mut String, path: &[String], section: &SettingsTree, layers: &[Layer]) {
    for (name, value) in section {
        let path = [path, std::slice::from_ref(name)].concat();
        if let Some(inner) = value.as_object() {
            settings(text, &path, inner, layers);
            continue;
        }
        let key = path[1..].join(".");
        let origin = layers.iter().rev().find(|layer| at(&layer.settings, &path).is_some());
        let _ = match value {
            Value::Null => write!(text, "# {key} ="),
            _ if is_secret(name) => write!(text, "# {key} = (not shown)"),
            _ => write!(text, "{key} = {}", serde_json::to_string(value).unwrap_or_default()),
        };
        let _ = match origin {
            Some(layer) => writeln!(text, "  # {}", place(layer)),
            None => writeln!(text),
        };
    }
}

fn is_secret(name: &str) -> bool {
    ["password", "secret", "token"].contains(&name)
}
