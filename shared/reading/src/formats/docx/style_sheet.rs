//! The meaning of the styles of a DOCX.

use std::collections::HashMap;

use crate::formats::xml::{self, XmlEvent, attribute, local};

/// Most ancestors of a style that are followed.
const ANCESTORS: usize = 20;

/// The kind of a paragraph, by its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum StyleRole {
    #[default]
    Body,
    /// A heading and its level, from 1.
    Heading(usize),
    Title,
    Quote,
    /// An entry of the table of contents.
    Contents,
}

/// A style, as it is stored.
#[derive(Debug, Default)]
struct StyleDefinition {
    name: String,
    based_on: String,
    /// The outline level, from 0.
    outline: Option<usize>,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct StyleSheet {
    styles: HashMap<String, StyleDefinition>,
    pub(super) language: Option<String>,
}

impl StyleSheet {
    /// Reads `styles.xml`.
    pub(super) fn read(xml: &str) -> Self {
        let mut styles = Self::default();
        let mut open: Option<(String, StyleDefinition)> = None;
        let read = xml::walk(xml, |met| match met {
            XmlEvent::Start(tag) => {
                let value = || attribute(&tag, "val").unwrap_or_default();
                match (local(&tag).as_str(), &mut open) {
                    ("style", open) => {
                        let id = attribute(&tag, "styleId").unwrap_or_default();
                        *open = Some((id, StyleDefinition::default()));
                    }
                    ("name", Some((_, style))) => style.name = value().to_lowercase(),
                    ("basedOn", Some((_, style))) => style.based_on = value(),
                    ("outlineLvl", Some((_, style))) => style.outline = value().parse().ok(),
                    ("lang", None) if styles.language.is_none() => {
                        styles.language = crate::metadata::language(&value());
                    }
                    _ => {}
                }
            }
            XmlEvent::End(name) if name == "style" => {
                if let Some((id, style)) = open.take() {
                    styles.styles.insert(id, style);
                }
            }
            XmlEvent::End(_) | XmlEvent::Text(_) => {}
        });
        // Damaged styles are used as far as they can be read.
        drop(read);
        styles
    }

    /// The kind of paragraphs with a style.
    pub(super) fn role(&self, id: &str) -> StyleRole {
        let mut id = id;
        for _ in 0..ANCESTORS {
            let Some(style) = self.styles.get(id) else { return by_name(&id.to_lowercase()) };
            let role = by_name(&style.name);
            if role != StyleRole::Body {
                return role;
            }
            match style.outline {
                Some(level @ 0..9) => return StyleRole::Heading(level + 1),
                Some(_) => return StyleRole::Body,
                None => id = &style.based_on,
            }
        }
        StyleRole::Body
    }
}

/// The kind of a style by its name; built-in styles have the same names in all languages.
fn by_name(name: &str) -> StyleRole {
    if let Some(level) = name.strip_prefix("heading") {
        return level
            .trim()
            .parse()
            .map_or(StyleRole::Body, |level| StyleRole::Heading(usize::clamp(level, 1, 9)));
    }
    match name {
        "title" => StyleRole::Title,
        "quote" | "intense quote" | "intensequote" | "block text" => StyleRole::Quote,
        _ if name.starts_with("toc ") && name != "toc heading" => StyleRole::Contents,
        _ => StyleRole::Body,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_mean_what_they_or_their_ancestors_are_called() {
        let styles = StyleSheet::read(
            "<w:styles><w:docDefaults><w:rPr><w:lang w:val='de-DE'/></w:rPr></w:docDefaults>\
             <w:style w:styleId='berschrift1'><w:name w:val='heading 1'/></w:style>\
             <w:style w:styleId='Mine'><w:name w:val='My Chapter'/><w:basedOn w:val='berschrift1'/></w:style>\
             <w:style w:styleId='Level'><w:name w:val='L'/><w:pPr><w:outlineLvl w:val='2'/></w:pPr></w:style>\
             <w:style w:styleId='Loop'><w:name w:val='x'/><w:basedOn w:val='Loop'/></w:style></w:styles>",
        );

        assert_eq!(styles.language.as_deref(), Some("de-DE"));
        let check = |id, expected| assert_eq!(styles.role(id), expected, "{id}");
        check("berschrift1", StyleRole::Heading(1));
        check("Mine", StyleRole::Heading(1));
        check("Level", StyleRole::Heading(3));
        check("Loop", StyleRole::Body);
        check("Heading2", StyleRole::Heading(2));
        check("", StyleRole::Body);
    }
}
