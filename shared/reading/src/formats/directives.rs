//! Marks that authors put into plain text: `[pause 1.5s]`, and `[ipa …]` after a word.

use std::time::Duration;

/// No pause is longer.
const LONGEST: Duration = Duration::from_secs(60);
/// No mark is longer, in bytes.
const MOST: usize = 200;

/// Converts the marks in a page's text to elements. Text that only looks like a mark stays text.
pub(super) fn with_directives(xhtml: &str) -> String {
    let mut marked = String::with_capacity(xhtml.len());
    let mut rest = xhtml;
    while let Some(start) = rest.find(['[', '<']) {
        marked.push_str(&rest[..start]);
        rest = &rest[start..];
        let reach = &rest[..rest.floor_char_boundary(MOST)];
        // Brackets within a tag are not marks.
        let end = if rest.starts_with('<') { rest.find('>') } else { reach.find(']') };
        let length = end.map_or(1, |end| end + 1);
        let attribute = rest.get(1..length - 1).filter(|_| rest.starts_with('[')).and_then(mark);
        match attribute {
            Some(attribute) => {
                marked.push_str(&format!("<span {attribute}>{}</span>", &rest[..length]));
                rest = &rest[length..];
            }
            None => {
                let length = if rest.starts_with('<') { length } else { 1 };
                marked.push_str(&rest[..length]);
                rest = &rest[length..];
            }
        }
    }
    marked.push_str(rest);
    marked
}

/// The attribute for a mark.
fn mark(inner: &str) -> Option<String> {
    let (name, value) = inner.trim().split_once(char::is_whitespace)?;
    let value = value.trim();
    match name {
        "pause" => Some(format!("data-lector-pause=\"{}\"", duration(value)?.as_millis())),
        "ipa" if !value.is_empty() && !value.contains(['<', '"', '[']) => {
            Some(format!("data-lector-ipa=\"{value}\""))
        }
        _ => None,
    }
}

/// `1.5s`, `2 s`, `300ms`.
fn duration(text: &str) -> Option<Duration> {
    let (number, unit) = match text.strip_suffix("ms") {
        Some(number) => (number, 0.001),
        None => (text.strip_suffix('s')?, 1.0),
    };
    let number: f64 = number.trim().parse().ok()?;
    let length = Duration::try_from_secs_f64(number * unit).ok()?;
    (!length.is_zero() && length <= LONGEST).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_elements() {
        assert_eq!(
            with_directives("<p>Wait. [pause 1.5s] Go.</p>"),
            "<p>Wait. <span data-lector-pause=\"1500\">[pause 1.5s]</span> Go.</p>"
        );
        assert_eq!(
            with_directives("Siân [ipa ʃɑːn][pause 300ms]"),
            "Siân <span data-lector-ipa=\"ʃɑːn\">[ipa ʃɑːn]</span><span data-lector-pause=\"300\">[pause 300ms]</span>"
        );
    }

    #[test]
    fn other_brackets_are_text() {
        for text in [
            "[pause]",
            "[pause soon]",
            "[pause -1s]",
            "[pause 61s]",
            "[pause 0s]",
            "[pause NaNs]",
            "[ipa ]",
            "He [the king] left",
            "[1] a [",
            "[[pause",
            "<a title=\"[pause 1s]\">x</a>",
            "a < b [",
            "é[é",
        ] {
            assert_eq!(with_directives(text), text);
        }
    }
}
