//! What the styles of a DOCX mean.

use std::collections::HashMap;

use crate::formats::xml::{self, Met, attribute, local};

/// How far a style's ancestors are followed.
const ANCESTORS: usize = 20;

/// What a paragraph is, by its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Meaning {
    #[default]
    Body,
    /// A heading and its level, from 1.
    Heading(usize),
    Title,
    Quote,
    /// An entry of the table of contents.
    Contents,
}

/// A style, as it is written.
#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: String,
    /// From 0.
    outline: Option<usize>,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    pub(super) language: Option<String>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(xml: &str) -> Self {
        let mut styles = Self::default();
        let mut open: Option<(String, Style)> = None;
        let read = xml::walk(xml, |met| match met {
            Met::Start(tag) => {
                let value = || attribute(&tag, "val").unwrap_or_default();
                match (local(&tag).as_str(), &mut open) {
                    ("style", open) => {
                        let id = attribute(&tag, "styleId").unwrap_or_default();
                        *open = Some((id, Style::default()));
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
            Met::End(name) if name == "style" => {
                if let Some((id, style)) = open.take() {
                    styles.styles.insert(id, style);
                }
            }
            Met::End(_) | Met::Text(_) => {}
        });
        // Styles that cannot be read to their end are as good as they go.
        drop(read);
        styles
    }

    /// What paragraphs of a style are.
    pub(super) fn meaning(&self, id: &str) -> Meaning {
        let mut id = id;
        for _ in 0..ANCESTORS {
            let Some(style) = self.styles.get(id) else { return by_name(&id.to_lowercase()) };
            let meaning = by_name(&style.name);
            if meaning != Meaning::Body {
                return meaning;
            }
            match style.outline {
                Some(level @ 0..9) => return Meaning::Heading(level + 1),
                Some(_) => return Meaning::Body,
                None => id = &style.based_on,
            }
        }
        Meaning::Body
    }
}

/// What a style of this name is; built-in styles have the same names in all languages.
fn by_name(name: &str) -> Meaning {
    if let Some(level) = name.strip_prefix("heading") {
        return level
            .trim()
            .parse()
            .map_or(Meaning::Body, |level| Meaning::Heading(usize::clamp(level, 1, 9)));
    }
    match name {
        "title" => Meaning::Title,
        "quote" | "intense quote" | "intensequote" | "block text" => Meaning::Quote,
        _ if name.starts_with("toc ") && name != "toc heading" => Meaning::Contents,
        _ => Meaning::Body,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_mean_what_they_or_their_ancestors_are_called() {
        let styles = Styles::read(
            "<w:styles><w:docDefaults><w:rPr><w:lang w:val='de-DE'/></w:rPr></w:docDefaults>\
             <w:style w:styleId='berschrift1'><w:name w:val='heading 1'/></w:style>\
             <w:style w:styleId='Mine'><w:name w:val='My Chapter'/><w:basedOn w:val='berschrift1'/></w:style>\
             <w:style w:styleId='Level'><w:name w:val='L'/><w:pPr><w:outlineLvl w:val='2'/></w:pPr></w:style>\
             <w:style w:styleId='Loop'><w:name w:val='x'/><w:basedOn w:val='Loop'/></w:style></w:styles>",
        );

        assert_eq!(styles.language.as_deref(), Some("de-DE"));
        let check = |id, expected| assert_eq!(styles.meaning(id), expected, "{id}");
        check("berschrift1", Meaning::Heading(1));
        check("Mine", Meaning::Heading(1));
        check("Level", Meaning::Heading(3));
        check("Loop", Meaning::Body);
        check("Heading2", Meaning::Heading(2));
        check("", Meaning::Body);
    }
}
