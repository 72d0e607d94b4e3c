//! The package document of the submitted EPUB: reads it, and adds overlays to it.

use std::ops::Range;

use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::overlay::{Overlay, clock};
use super::paths::{relative, resolve};

/// The class of what is being read.
pub(super) const ACTIVE: &str = "-epub-media-overlay-active";

/// An entry of the manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OverlaidItem {
    pub(super) id: String,
    /// Its name in the archive.
    pub(super) name: String,
    pub(super) kind: String,
    tag: Range<usize>,
}

/// A package document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct OverlaidPackage {
    /// Its name in the archive.
    pub(super) name: String,
    pub(super) version: String,
    pub(super) items: Vec<OverlaidItem>,
    text: String,
    prefix: String,
    metadata_end: usize,
    manifest_end: usize,
    /// Its metadata about existing overlays.
    outdated: Vec<Range<usize>>,
}

/// Additions to a package.
pub(super) struct Addition<'a> {
    /// The prefix of ids.
    pub(super) prefix: &'a str,
    /// The overlays and the names of their documents.
    pub(super) overlays: &'a [(String, &'a Overlay)],
    /// Names and media types of other files.
    pub(super) files: &'a [(String, &'a str)],
    pub(super) narrator: &'a str,
}

impl OverlaidPackage {
    /// Reads a package document; `None` if it is not one.
    pub(super) fn read(name: &str, text: String) -> Option<Self> {
        let mut package = Self { name: name.to_owned(), ..Self::default() };
        let mut reader = Reader::from_str(&text);
        let at = |part: &str| (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize);
        let mut outdated = None;
        loop {
            let event = reader.read_event().ok()?;
            let end = usize::try_from(reader.buffer_position()).ok()?;
            match event {
                Event::Start(tag) => {
                    let start = at(&tag)?.checked_sub(1)?;
                    package.meet(&tag, start..end)?;
                    outdated = is_of_overlay(&tag).then_some(start).or(outdated);
                }
                Event::Empty(tag) => package.meet(&tag, at(&tag)?.checked_sub(1)?..end)?,
                Event::End(tag) => match tag.local_name().as_ref() {
                    "meta" => package.outdated.extend(outdated.take().map(|start| start..end)),
                    "metadata" => package.metadata_end = at(&tag)?.checked_sub(2)?,
                    "manifest" => package.manifest_end = at(&tag)?.checked_sub(2)?,
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
        let is_whole = package.metadata_end > 0 && package.manifest_end > package.metadata_end;
        package.text = text;
        is_whole.then_some(package)
    }

    /// Finds the entry of a page.
    pub(super) fn item(&self, name: &str) -> Option<&OverlaidItem> {
        let same = |item: &&OverlaidItem| item.name == name;
        let folded = |item: &&OverlaidItem| item.name.eq_ignore_ascii_case(name);
        self.items.iter().find(same).or_else(|| self.items.iter().find(folded))
    }

    /// A prefix that no name or id in the package has.
    pub(super) fn free(&self, wish: &str) -> String {
        let taken = |name: &str| self.text.contains(name);
        let numbered = (2..).map(|number| format!("{wish}{number}"));
        let mut names = std::iter::once(wish.to_owned()).chain(numbered);
        names.find(|name| !taken(name)).unwrap_or_else(|| wish.to_owned())
    }

    /// Writes the package with `addition`, and without the files that are `gone`.
    pub(super) fn with(&self, addition: &Addition<'_>, gone: &[String]) -> String {
        let mut edits: Vec<(Range<usize>, String)> =
            self.outdated.iter().map(|bytes| (bytes.clone(), String::new())).collect();
        for item in &self.items {
            let overlay = addition.overlays.iter().position(|(_, o)| o.page == item.name);
            let id = overlay.map(|at| overlay_id(addition.prefix, at));
            if gone.contains(&item.name) {
                edits.push((item.tag.clone(), String::new()));
            } else if let Some(tag) = overlaid(&self.text[item.tag.clone()], id.as_deref()) {
                edits.push((item.tag.clone(), tag));
            }
        }
        edits.push((self.metadata_end..self.metadata_end, self.metadata(addition)));
        edits.push((self.manifest_end..self.manifest_end, self.manifest(addition)));
        edits.sort_by_key(|(bytes, _)| bytes.start);
        let (mut written, mut at) = (String::with_capacity(self.text.len() * 2), 0);
        for (bytes, text) in edits {
            written.push_str(&self.text[at..bytes.start]);
            written.push_str(&text);
            at = bytes.end;
        }
        written.push_str(&self.text[at..]);
        written
    }

    fn meet(&mut self, tag: &BytesStart<'_>, bytes: Range<usize>) -> Option<()> {
        match tag.local_name().as_ref() {
            "package" => {
                self.version = value(tag, "version").unwrap_or_default();
                let prefix =
                    tag.name().as_ref().split_once(':').map(|(prefix, _)| format!("{prefix}:"));
                self.prefix = prefix.unwrap_or_default();
            }
            "item" => self.items.push(OverlaidItem {
                id: value(tag, "id")?,
                name: resolve(&self.name, &value(tag, "href")?),
                kind: value(tag, "media-type").unwrap_or_default(),
                tag: bytes,
            }),
            _ => {}
        }
        Some(())
    }

    fn metadata(&self, addition: &Addition<'_>) -> String {
        let prefix = &self.prefix;
        let meta = |attributes: &str, value: &str| {
            format!(
                "<{prefix}meta property=\"media:{attributes}>{}</{prefix}meta>\n",
                escape(value)
            )
        };
        let total = addition.overlays.iter().map(|(_, overlay)| overlay.duration_ms()).sum();
        let mut text = meta("duration\"", &clock(total));
        for (at, (_, overlay)) in addition.overlays.iter().enumerate() {
            let attributes = format!("duration\" refines=\"#{}\"", overlay_id(addition.prefix, at));
            text.push_str(&meta(&attributes, &clock(overlay.duration_ms())));
        }
        text.push_str(&meta("narrator\"", addition.narrator));
        text.push_str(&meta("active-class\"", ACTIVE));
        text
    }

    fn manifest(&self, addition: &Addition<'_>) -> String {
        let item = |id: String, name: &str, kind: &str| {
            let href = relative(&self.name, name);
            let (prefix, href) = (&self.prefix, escape(&href));
            format!("<{prefix}item id=\"{id}\" href=\"{href}\" media-type=\"{kind}\"/>\n")
        };
        let mut text = String::new();
        for (at, (name, _)) in addition.overlays.iter().enumerate() {
            text.push_str(&item(overlay_id(addition.prefix, at), name, "application/smil+xml"));
        }
        for (at, (name, kind)) in addition.files.iter().enumerate() {
            text.push_str(&item(format!("{}-file-{}", addition.prefix, at + 1), name, kind));
        }
        text
    }
}

fn overlay_id(prefix: &str, at: usize) -> String {
    format!("{prefix}-overlay-{}", at + 1)
}

/// An entry's tag with the overlay `id` in place of any other; `None` if it does not change.
fn overlaid(tag: &str, id: Option<&str>) -> Option<String> {
    const NAME: &str = "media-overlay";
    let mut bare = tag.to_owned();
    if let Some(at) = tag.find(NAME) {
        let quote = at + tag[at..].find(['"', '\''])?;
        let end = quote + 1 + tag[quote + 1..].find(tag[quote..].chars().next()?)?;
        bare.replace_range(at..=end, "");
    }
    let written = match id {
        Some(id) => {
            let close = bare.trim_end_matches(['>', '/', ' ', '\n', '\r', '\t']).len();
            format!("{} {NAME}=\"{id}\"{}", &bare[..close], &bare[close..])
        }
        None => bare,
    };
    (written != tag).then_some(written)
}

fn is_of_overlay(tag: &BytesStart<'_>) -> bool {
    tag.local_name().as_ref() == "meta"
        && value(tag, "property").is_some_and(|property| property.trim().starts_with("media:"))
}

/// The value of an attribute.
pub(super) fn value(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok().flatten()?;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

#[cfg(test)]
mod tests;
