//! Settings as a tree of sections and values, whatever they were written in.

use std::collections::BTreeMap;

use serde_json::{Map, Number, Value};
use toml::Table;

/// A section: its settings, and the sections in it.
pub(super) type SettingsTree = Map<String, Value>;

/// Finds the value at `path`.
pub(super) fn at<'a>(section: &'a SettingsTree, path: &[String]) -> Option<&'a Value> {
    let (first, rest) = path.split_first()?;
    let value = section.get(first)?;
    if rest.is_empty() { Some(value) } else { at(value.as_object()?, rest) }
}

/// A tree that has `value` at `path`, and nothing else.
pub(super) fn nested(path: &[String], value: Value) -> SettingsTree {
    let Some((first, rest)) = path.split_first() else { return SettingsTree::new() };
    let value = if rest.is_empty() { value } else { Value::Object(nested(rest, value)) };
    SettingsTree::from_iter([(first.clone(), value)])
}

/// Puts `over` over `under`: values count instead of values, sections are merged.
pub(super) fn merge(under: &mut SettingsTree, over: &SettingsTree) {
    for (name, value) in over {
        match (under.get_mut(name), value) {
            (Some(Value::Object(under)), Value::Object(over)) => merge(under, over),
            _ => drop(under.insert(name.clone(), value.clone())),
        }
    }
}

/// The tree of a TOML file.
pub(super) fn of_toml(table: Table) -> SettingsTree {
    table.into_iter().map(|(name, value)| (name, value_of(value))).collect()
}

/// Reads text as TOML would read a value; `None` for what is only text.
pub(super) fn parsed(text: &str) -> Option<Value> {
    let text = text.trim();
    let plain = text
        .parse::<bool>()
        .map(Value::from)
        .or_else(|_| text.parse::<u64>().map(Value::from))
        .or_else(|_| text.parse::<i64>().map(Value::from));
    if let Ok(plain) = plain {
        return Some(plain);
    }
    // Of one line: a second one would be another setting.
    let one_value = |table: BTreeMap<String, toml::Value>| table.into_values().next();
    let value = toml::from_str(&format!("value = {text}")).ok().and_then(one_value)?;
    let is_one_line = !text.contains('\n');
    (is_one_line && !matches!(value, toml::Value::Datetime(_))).then(|| value_of(value))
}

fn value_of(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => {
            // Whole numbers that are not negative are those of Rust's unsigned types.
            u64::try_from(number).map_or_else(|_| Value::from(number), Value::from)
        }
        toml::Value::Float(number) => Number::from_f64(number)
            .map_or_else(|| Value::String(number.to_string()), Value::Number),
        toml::Value::Boolean(flag) => Value::Bool(flag),
        toml::Value::Datetime(time) => Value::String(time.to_string()),
        toml::Value::Array(values) => Value::Array(values.into_iter().map(value_of).collect()),
        toml::Value::Table(table) => Value::Object(of_toml(table)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn text_is_read_as_toml_reads_values_and_else_stays_text() {
        let check = |text, expected: Option<Value>| assert_eq!(parsed(text), expected, "{text}");

        check("true", Some(json!(true)));
        check(" 7", Some(json!(7)));
        check("007", Some(json!(7)));
        check("-2", Some(json!(-2)));
        check("2.5", Some(json!(2.5)));
        check("'7'", Some(json!("7")));
        check("['a', 'b']", Some(json!(["a", "b"])));
        check("{ region = 'eu' }", Some(json!({ "region": "eu" })));
        check("nats://host:4222", None);
        check("07:32:00", None);
        check("1\nother = 2", None);
        check("", None);
    }

    #[test]
    fn sections_are_merged_and_values_replaced() {
        let section = |value: Value| value.as_object().unwrap().clone();
        let mut under = section(json!({ "nats": { "url": "a", "replicas": 1 }, "x": [1, 2] }));

        merge(&mut under, &section(json!({ "nats": { "url": "b" }, "x": [3] })));

        assert_eq!(
            Value::Object(under),
            json!({ "nats": { "url": "b", "replicas": 1 }, "x": [3] })
        );
    }
}
