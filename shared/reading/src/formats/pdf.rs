//! PDF, through poppler's `pdftotext`: reconstructs paragraphs from the lines of its pages.

mod edges;
mod joints;

use std::fs::File;
use std::io;
use std::path::Path;
use std::time::Duration;

use contract::Metadata;

use crate::error::{Error, one_line};
use crate::formats::external_program::ExternalProgram;
use crate::formats::text;
use crate::formats::text::lines::{Typesetting, paragraphs};
use crate::formats::xhtml_builder::XhtmlBuilder;
use crate::metadata::{date, name};
use crate::source_book::SourceBook;

/// The name of the only page.
const PAGE: &str = "text";
/// Longest time that a PDF may take.
const LIMIT: Duration = Duration::from_secs(120);
/// Most text of a PDF.
const BYTES: u64 = 64 << 20;
/// Why lines at the edges of pages are left out.
const EDGE: &str = "header, footer or page number";
/// The warning about every PDF.
const WARNING: &str = "a PDF has lines, not paragraphs: they were joined as well as possible";

/// Opens a PDF.
pub(super) fn open(mut file: File) -> Result<SourceBook, Error> {
    let needed = |program| Error::NeedsProgram { what: "a PDF", program, package: "poppler-utils" };
    let path = child::find_tool("pdftotext").ok_or_else(|| needed("pdftotext"))?;
    let fault = |error: io::Error| Error::Fault(one_line(&error));
    let folder = tempfile::tempdir().map_err(fault)?;
    let mut copy = File::create(folder.path().join("book.pdf")).map_err(fault)?;
    io::copy(&mut file, &mut copy).map_err(fault)?;
    let program = |path| ExternalProgram {
        path,
        what: "a PDF",
        folder: folder.path(),
        limit: LIMIT,
        bytes: BYTES,
    };
    let text = |mode: &[&str]| {
        let arguments = [mode, &["-enc", "UTF-8", "-eol", "unix", "-q", "book.pdf", "-"]].concat();
        let text = program(&path)
            .run(&arguments)
            .map_err(|error| of_password(&path, folder.path(), error))?;
        Ok::<_, Error>(String::from_utf8_lossy(&text).into_owned())
    };
    // The layout mode shows where paragraphs begin, but mixes up columns.
    let mut laid_out = text(&["-layout"])?;
    if has_columns(&laid_out) {
        laid_out = text(&[])?;
    }
    let mut opened = read(&laid_out);
    if let Some(path) = child::find_tool("pdfinfo")
        && let Ok(info) = program(&path).run(&["-enc", "UTF-8", "-isodates", "book.pdf"])
    {
        opened.metadata = document_metadata(&String::from_utf8_lossy(&info));
    }
    Ok(opened)
}

/// Whether many lines have a wide gap in them.
fn has_columns(text: &str) -> bool {
    /// One line in this number.
    const MANY: usize = 4;
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    lines().filter(|line| line.trim().contains("    ")).count() * MANY > lines().count()
}

/// Distinguishes a PDF with a password from a damaged one: the message appears only without `-q`.
fn of_password(path: &Path, folder: &Path, error: Error) -> Error {
    let loud = ExternalProgram { path, what: "a PDF", folder, limit: LIMIT, bytes: BYTES };
    match loud.run(&["book.pdf", "-"]) {
        Err(Error::Conversion { why, .. }) if why.to_lowercase().contains("password") => {
            Error::Protected("a password")
        }
        Err(Error::Conversion { why, .. }) => Error::Damaged(why),
        Ok(_) | Err(_) => error,
    }
}

/// Joins the text of a PDF's pages.
fn read(text: &str) -> SourceBook {
    let pages: Vec<Vec<&str>> = text.split('\u{c}').map(|page| page.lines().collect()).collect();
    let edges = edges::edges(&pages);
    let (mut kept, mut left) = (Vec::new(), Vec::new());
    for (page, edges) in pages.into_iter().zip(&edges) {
        let (out, inner): (Vec<_>, Vec<_>) =
            page.into_iter().enumerate().partition(|(at, _)| edges.contains(at));
        left.extend(out.into_iter().map(|(_, line)| line));
        kept.push(inner.into_iter().map(|(_, line)| line).collect::<Vec<_>>());
    }
    let mut page = XhtmlBuilder::new(PAGE);
    text::write(&paragraphs(&joints::joined(&kept), Typesetting::Printed), &mut page);
    if !left.is_empty() {
        page.skipped(EDGE, &left.join("\n"));
    }
    let (page, contents) = page.finish();
    SourceBook {
        pages: vec![page],
        contents,
        warnings: vec![WARNING.to_owned()],
        ..SourceBook::default()
    }
}

/// Reads the output of `pdfinfo`.
fn document_metadata(info: &str) -> Metadata {
    let field = |wanted: &str| {
        let line = info.lines().find_map(|line| line.strip_prefix(wanted)?.strip_prefix(':'));
        line.map(name).filter(|value| !value.is_empty())
    };
    let list = |value: Option<String>| -> Vec<String> {
        let value = value.unwrap_or_default();
        value.split([',', ';']).map(name).filter(|word| !word.is_empty()).collect()
    };
    // Programs put file names where the title should be.
    let is_file = |title: &str| {
        let title = title.to_lowercase();
        [".doc", ".docx", ".indd", ".qxd", ".tex", ".pdf"]
            .iter()
            .any(|ending| title.ends_with(ending))
    };
    Metadata {
        title: field("Title").filter(|title| !is_file(title)).unwrap_or_default(),
        authors: field("Author")
            .unwrap_or_default()
            .split([';', '&'])
            .map(name)
            .filter(|name| !name.is_empty())
            .collect(),
        subjects: list(field("Keywords")),
        date: field("CreationDate").and_then(|day| date(&day)),
        ..Metadata::default()
    }
}

#[cfg(test)]
mod tests;
