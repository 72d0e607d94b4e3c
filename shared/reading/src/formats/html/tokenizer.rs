//! Splits HTML into tags and text, as tolerant as a browser.

use std::borrow::Cow;

use quick_xml::escape::{resolve_html5_entity, unescape_with};

/// A piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::formats) enum HtmlToken<'t> {
    /// Text, with its references.
    Text(&'t str),
    /// Text without references.
    Literal(&'t str),
    Start(HtmlTag<'t>),
    /// The name of what ends, in lower case.
    End(String),
}

/// A start tag.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::formats) struct HtmlTag<'t> {
    /// In lower case.
    pub(in crate::formats) name: String,
    /// Names in lower case; values without references.
    pub(in crate::formats) attributes: Vec<(String, Cow<'t, str>)>,
    /// Whether it ends itself.
    pub(in crate::formats) is_closed: bool,
}

impl HtmlTag<'_> {
    /// The value of an attribute.
    pub(in crate::formats) fn value(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_ref())
    }
}

/// The rest of the text.
pub(in crate::formats) struct HtmlTokenizer<'t> {
    rest: &'t str,
    /// Whether no unclosed comment was found yet: searching for its end again each time would take quadratic time.
    comments_end: bool,
}

impl<'t> Iterator for HtmlTokenizer<'t> {
    type Item = HtmlToken<'t>;

    fn next(&mut self) -> Option<HtmlToken<'t>> {
        loop {
            let rest = self.rest;
            if rest.is_empty() {
                return None;
            }
            let at = rest.find('<').unwrap_or(rest.len());
            if at > 0 {
                self.rest = &rest[at..];
                return Some(HtmlToken::Text(&rest[..at]));
            }
            let inner = &rest[1..];
            if let Some(comment) = inner.strip_prefix("!--") {
                let end = self.comments_end.then(|| comment.split_once("-->")).flatten();
                self.comments_end = end.is_some();
                let end = end.or_else(|| comment.split_once('>'));
                self.rest = end.map_or("", |(_, rest)| rest);
            } else if let Some(text) = inner.strip_prefix("![CDATA[") {
                let (text, rest) = text.split_once("]]>").unwrap_or((text, ""));
                self.rest = rest;
                return Some(HtmlToken::Literal(text));
            } else if inner.starts_with(['!', '?']) {
                self.rest = inner.split_once('>').map_or("", |(_, rest)| rest);
            } else if let Some(end) = inner.strip_prefix('/').filter(|end| begins_name(end)) {
                let (name, rest) = end.split_once('>').unwrap_or((end, ""));
                self.rest = rest;
                return Some(HtmlToken::End(name_of(name).to_ascii_lowercase()));
            } else if begins_name(inner) {
                return Some(HtmlToken::Start(self.tag()));
            } else {
                self.rest = inner;
                return Some(HtmlToken::Literal("<"));
            }
        }
    }
}

impl<'t> HtmlTokenizer<'t> {
    pub(in crate::formats) fn new(text: &'t str) -> Self {
        Self { rest: text, comments_end: true }
    }

    /// Whether an element ends somewhere in the rest.
    pub(in crate::formats) fn has_end(&self, name: &str) -> bool {
        self.rest.to_ascii_lowercase().contains(&format!("</{name}"))
    }

    /// Skips to the end tag of an element without markup, and returns its text.
    pub(in crate::formats) fn raw(&mut self, name: &str) -> &'t str {
        let rest = self.rest;
        let ends = |&at: &usize| {
            let tag = rest.as_bytes().get(at + 2..at + 2 + name.len());
            rest[at..].starts_with("</")
                && tag.is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()))
        };
        let end = rest.match_indices('<').map(|(at, _)| at).find(ends).unwrap_or(rest.len());
        self.rest = rest[end..].split_once('>').map_or("", |(_, rest)| rest);
        &rest[..end]
    }

    /// Scans a start tag at the start of the rest.
    fn tag(&mut self) -> HtmlTag<'t> {
        let rest = &self.rest[1..];
        let name = name_of(rest);
        let mut rest = &rest[name.len()..];
        let mut tag =
            HtmlTag { name: name.to_ascii_lowercase(), attributes: Vec::new(), is_closed: false };
        loop {
            rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix('>') {
                rest = after;
                break;
            }
            if let Some(after) = rest.strip_prefix('/') {
                tag.is_closed = after.starts_with('>');
                rest = after;
                continue;
            }
            if rest.is_empty() || rest.starts_with('<') {
                break;
            }
            let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/' | '<'));
            let (name, after) = rest.split_at(end.unwrap_or(rest.len()).max(1).min(rest.len()));
            let (value, after) = value(after);
            tag.attributes.push((name.to_ascii_lowercase(), value));
            rest = after;
        }
        self.rest = rest;
        tag
    }
}

/// Scans `="value"`, if there is one.
fn value(rest: &str) -> (Cow<'_, str>, &str) {
    let Some(value) = rest.trim_start().strip_prefix('=') else { return (Cow::Borrowed(""), rest) };
    let value = value.trim_start();
    let quoted = value.strip_prefix('"').and_then(|inner| inner.split_once('"'));
    let quoted =
        quoted.or_else(|| value.strip_prefix('\'').and_then(|inner| inner.split_once('\'')));
    // A value with the end of an element in it has lost its closing quote.
    let quoted = quoted.filter(|(value, _)| !value.contains("</"));
    let (value, rest) = quoted.unwrap_or_else(|| {
        let end = value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len());
        value.split_at(end)
    });
    (unescape_with(value, resolve_html5_entity).unwrap_or(Cow::Borrowed(value)), rest)
}

fn begins_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// The name at the start of a tag.
fn name_of(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_')));
    &text[..end.unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_scanned_as_they_come() {
        let mut tokens = HtmlTokenizer::new(
            "<A HREF=x.html Title='a > b' hidden alt=\"&eacute;\"/>a < b<!-- <p> --></A >",
        );

        let Some(HtmlToken::Start(tag)) = tokens.next() else { panic!("no tag") };
        assert_eq!((tag.name.as_str(), tag.is_closed), ("a", true));
        assert_eq!((tag.value("href"), tag.value("title")), (Some("x.html"), Some("a > b")));
        assert_eq!((tag.value("hidden"), tag.value("alt")), (Some(""), Some("é")));
        let rest: Vec<HtmlToken<'_>> = tokens.collect();
        let expected = [
            HtmlToken::Text("a "),
            HtmlToken::Literal("<"),
            HtmlToken::Text(" b"),
            HtmlToken::End("a".to_owned()),
        ];
        assert_eq!(rest, expected);
    }

    #[test]
    fn anything_at_all_is_scanned_to_its_end() {
        for text in [
            "<",
            "<a",
            "<a b",
            "<a b=",
            "<a b='",
            "</",
            "</a",
            "<!--",
            "<![CDATA[x",
            "<a =>",
            "<é>",
            "<a é=ü>x",
        ] {
            assert!(HtmlTokenizer::new(text).count() <= 3, "{text}");
        }
    }
}
