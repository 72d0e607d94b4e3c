//! DOCX: paragraphs by style, lists, tables and notes; deleted text is left out, inserted text is read.

mod part;
mod style_sheet;
mod write;

use contract::Metadata;
use pages::encoding::{decode, repair};

use crate::archive::BookArchive;
use crate::error::Error;
use crate::formats::docx::part::{DocumentPart, PartItem, items};
use crate::formats::docx::style_sheet::StyleSheet;
use crate::formats::xhtml_builder::XhtmlBuilder;
use crate::formats::xml::{self, XmlEvent, attribute, local};
use crate::metadata::{date, language, name, paragraph as plain};
use crate::source_book::SourceBook;

/// The name of the only page.
const PAGE: &str = "document";

/// The path of the document, in an archive that has one.
pub(super) fn location(archive: &mut BookArchive) -> Result<Option<String>, Error> {
    let mut found = None;
    if let Some(bytes) = archive.read("_rels/.rels")? {
        // After an error here, the usual path is used.
        let _ = xml::walk(&decode(&bytes), |met| {
            if let XmlEvent::Start(tag) = met
                && attribute(&tag, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
            {
                found = attribute(&tag, "Target");
            }
        });
    }
    let found = found.unwrap_or_else(|| "word/document.xml".to_owned());
    let found = found.trim_start_matches('/').to_owned();
    Ok((found.ends_with(".xml") && found.starts_with("word/") && archive.contains(&found))
        .then_some(found))
}

/// Opens the document at `location`.
pub(super) fn open(archive: &mut BookArchive, location: &str) -> Result<SourceBook, Error> {
    let mut opened = SourceBook::default();
    let styles = StyleSheet::read(&text(archive, "word/styles.xml")?);
    let document = text(archive, location)?;
    if document.is_empty() {
        return Err(Error::Damaged(format!("`{location}` is missing")));
    }
    let (document, broken) = items(&document, DocumentPart::Document, &styles);
    let mut notes = Vec::new();
    for (part, name) in
        [(DocumentPart::Footnotes, "footnotes"), (DocumentPart::Endnotes, "endnotes")]
    {
        let (found, _) = items(&text(archive, &format!("word/{name}.xml"))?, part, &styles);
        notes.extend(found);
    }
    if let Some(why) = broken {
        opened.warnings.push(format!("the document is damaged: {why}"));
    }
    let mut page = XhtmlBuilder::new(PAGE);
    write::write(&document, &notes, &mut page);
    let (page, contents) = page.finish();
    opened.pages.push(page);
    opened.contents = contents;
    opened.metadata = document_metadata(&text(archive, "docProps/core.xml")?);
    let metadata = &mut opened.metadata;
    if metadata.title.is_empty() {
        metadata.title = title(&document).unwrap_or_default();
    }
    metadata.language = metadata.language.take().or(styles.language);
    Ok(opened)
}

/// Reads a document of the archive; empty if it is missing.
fn text(archive: &mut BookArchive, name: &str) -> Result<String, Error> {
    Ok(archive.read(name)?.map(|bytes| repair(&decode(&bytes))).unwrap_or_default())
}

/// The paragraph that is styled as the title, if there is exactly one.
fn title(items: &[PartItem]) -> Option<String> {
    let mut titles = items.iter().filter(|item| item.is_title());
    let title = titles.next().map(|item| name(&item.plain()));
    title.filter(|title| titles.next().is_none() && !title.is_empty())
}

/// Reads the document's properties.
fn document_metadata(core: &str) -> Metadata {
    let (mut metadata, mut text) = (Metadata::default(), String::new());
    let read = xml::walk(core, |met| match met {
        XmlEvent::Start(tag) => {
            text.clear();
            drop(local(&tag));
        }
        XmlEvent::Text(more) => text.push_str(&more),
        XmlEvent::End(element) => {
            let value = Some(name(&text)).filter(|value| !value.is_empty());
            let Some(value) = value else { return };
            match element.as_str() {
                "title" => metadata.title = value,
                "creator" => {
                    let names = value.split(';').map(name).filter(|name| !name.is_empty());
                    metadata.authors.extend(names);
                }
                "description" => metadata.description = Some(plain(&text)),
                "language" => metadata.language = language(&value),
                "created" => metadata.date = date(&value),
                "subject" => metadata.subjects.push(value),
                "keywords" => {
                    let words = value.split([',', ';']).map(name).filter(|word| !word.is_empty());
                    metadata.subjects.extend(words);
                }
                _ => {}
            }
        }
    });
    // Damaged properties are used as far as they can be read.
    drop(read);
    metadata
}

#[cfg(test)]
mod tests;
