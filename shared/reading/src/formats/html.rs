//! HTML: parses a page like a browser, and makes it well-formed XHTML; text around the main text of a web page is marked.

mod tidy;
pub(super) mod tokenizer;

use contract::Metadata;
use pages::encoding::repair;
use pages::source_page::SourcePage;
use quick_xml::escape::{resolve_html5_entity, unescape_with};

use crate::formats::html::tidy::tidy;
use crate::formats::html::tokenizer::{HtmlToken, HtmlTokenizer};
use crate::metadata::{language, name, paragraph};
use crate::source_book::SourceBook;

/// The name of the only page.
const PAGE: &str = "page";

/// Opens a page of HTML.
pub(super) fn open(text: &str) -> SourceBook {
    let tidied = tidy(text);
    let metadata = document_metadata(&tidied);
    let page = SourcePage { name: PAGE.to_owned(), text: tidied.xhtml, ..SourcePage::default() };
    SourceBook { metadata, pages: vec![page], ..SourceBook::default() }
}

fn document_metadata(tidied: &tidy::TidiedPage) -> Metadata {
    let all = |keys: &[&str]| -> Vec<String> {
        let metas = tidied.metas.iter().filter(|(key, _)| keys.contains(&key.as_str()));
        metas.map(|(_, value)| name(value)).filter(|value| !value.is_empty()).collect()
    };
    let first = |keys: &[&str]| keys.iter().find_map(|key| all(&[key]).into_iter().next());
    let title = first(&["dc.title", "dcterms.title", "og:title"]);
    let own = Some(name(&tidied.title)).filter(|title| !title.is_empty());
    let is_person = |name: &String| !name.contains("://");
    let mut authors: Vec<String> =
        all(&["dc.creator", "dcterms.creator", "author", "article:author"]);
    authors.retain(is_person);
    authors.dedup();
    let tag = first(&["dc.language", "dcterms.language"]).and_then(|tag| language(&tag));
    let keywords = first(&["keywords"]).unwrap_or_default();
    let description =
        tidied.metas.iter().find(|(key, _)| key == "description" || key == "og:description");
    Metadata {
        title: title.or(own).unwrap_or_default(),
        authors,
        language: tag.or_else(|| language(&tidied.language)),
        publisher: first(&["dc.publisher", "dcterms.publisher", "publisher"]),
        description: description.map(|(_, text)| paragraph(text)).filter(|text| !text.is_empty()),
        subjects: keywords.split(',').map(name).filter(|word| !word.is_empty()).collect(),
        ..Metadata::default()
    }
}

/// The pictures of a page, and the number of its letters.
#[derive(Debug, Default)]
pub(crate) struct Pictures {
    /// The references to them in the page, without embedded ones.
    pub(crate) sources: Vec<String>,
    pub(crate) letters: usize,
}

/// Looks for pictures.
pub(crate) fn pictures(text: &str) -> Pictures {
    let mut found = Pictures::default();
    let mut tokens = HtmlTokenizer::new(text);
    while let Some(token) = tokens.next() {
        match token {
            HtmlToken::Start(tag) if matches!(tag.name.as_str(), "script" | "style" | "title") => {
                if !tag.is_closed {
                    tokens.raw(&tag.name);
                }
            }
            HtmlToken::Start(tag) => {
                let source = match tag.name.rsplit(':').next().unwrap_or_default() {
                    "img" => tag.value("src"),
                    "image" => tag.value("xlink:href").or_else(|| tag.value("href")),
                    "object" => tag.value("data"),
                    _ => None,
                };
                let source = source.filter(|source| !source.contains(':'));
                found.sources.extend(source.map(str::to_owned));
            }
            HtmlToken::Text(text) | HtmlToken::Literal(text) => {
                found.letters += text.chars().filter(|letter| letter.is_alphanumeric()).count();
            }
            HtmlToken::End(_) => {}
        }
    }
    found
}

/// The text of a piece of HTML, or of a plain text.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::new();
    for token in HtmlTokenizer::new(text) {
        match token {
            HtmlToken::Text(text) => {
                let text = repair(text);
                plain.push_str(
                    &unescape_with(&text, resolve_html5_entity).unwrap_or(text.as_str().into()),
                );
            }
            HtmlToken::Literal(text) => plain.push_str(text),
            HtmlToken::Start(tag) if matches!(tag.name.as_str(), "p" | "br" | "div" | "li") => {
                plain.push(' ');
            }
            HtmlToken::Start(_) | HtmlToken::End(_) => {}
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_what_it_is() {
        let opened = open(
            "<!doctype html><html lang=de><head><title>Mill &amp; Wind</title>\
             <meta name=author content='Ann Other'><meta property=article:author content='https://x/y'>\
             <meta name=keywords content='mills, wind'><meta name=Description content='About  a mill.'>\
             <script>if (a<b) document.write('<p>no')</script></head><body><p>One<p>Two",
        );

        let found = opened.metadata;
        assert_eq!(
            (found.title.as_str(), found.authors.as_slice()),
            ("Mill & Wind", &["Ann Other".to_owned()][..])
        );
        assert_eq!((found.language.as_deref(), found.subjects.len()), (Some("de"), 2));
        assert_eq!(found.description.as_deref(), Some("About a mill."));
        assert!(
            opened.pages[0].text.ends_with("<body><p>One</p><p>Two</p></body></html>"),
            "{}",
            opened.pages[0].text
        );
    }
}
