//! A package document (OPF): the metadata and the files of a book.

use std::collections::HashMap;

use pages::links::{LinkTarget, resolve};
use quick_xml::events::BytesStart;

use crate::formats::xml::{self, XmlEvent, attribute, local};

/// The elements of Dublin Core that are read.
const DUBLIN_CORE: [&str; 10] = [
    "title",
    "creator",
    "contributor",
    "subject",
    "description",
    "publisher",
    "date",
    "identifier",
    "language",
    "rights",
];

/// Longest chain of fallbacks that is followed; there may be circles.
const FALLBACKS: usize = 20;

/// A package document.
#[derive(Debug, Default)]
pub(crate) struct PackageDocument {
    entries: Vec<MetaEntry>,
    /// The entries that refine the entry with an id.
    refining: HashMap<String, Vec<usize>>,
    /// The files, in the order of the document.
    pub(crate) manifest: Vec<ManifestItem>,
    by_id: HashMap<String, usize>,
    /// The reading order.
    pub(crate) spine: Vec<SpineItem>,
    /// The guide of EPUB 2.
    pub(crate) guide: Vec<GuideReference>,
    /// The id of the table of contents of EPUB 2, if the spine names it.
    ncx: Option<String>,
}

/// A metadata entry about the book, or about another entry.
#[derive(Debug, Default)]
pub(crate) struct MetaEntry {
    /// `dc:title`, or the name of a `meta` element.
    property: String,
    pub(crate) value: String,
    id: Option<String>,
    /// The id of the entry that it refines.
    refines: Option<String>,
    /// `opf:role` of EPUB 2.
    pub(crate) role: Option<String>,
    /// `opf:scheme` of EPUB 2.
    pub(crate) scheme: Option<String>,
    /// `opf:event` of EPUB 2.
    pub(crate) event: Option<String>,
}

/// A file of the book.
#[derive(Debug)]
pub(crate) struct ManifestItem {
    pub(crate) id: String,
    /// Its name in the archive.
    pub(crate) path: String,
    /// The media type, in lower case.
    pub(crate) media_type: String,
    properties: String,
    fallback: Option<String>,
}

/// A place in the reading order.
#[derive(Debug)]
pub(crate) struct SpineItem {
    pub(crate) id: String,
    pub(crate) is_linear: bool,
}

/// An entry of the guide.
#[derive(Debug)]
pub(crate) struct GuideReference {
    pub(crate) kind: String,
    pub(crate) link: LinkTarget,
}

impl PackageDocument {
    /// Reads the document at `location` in the archive.
    pub(crate) fn parse(text: &str, location: &str) -> Result<Self, String> {
        let mut reader = DocumentReader { location, ..DocumentReader::default() };
        xml::walk(text, |event| reader.meet(&event))?;
        if !reader.has_package {
            return Err("it has no <package>".to_owned());
        }
        Ok(reader.document)
    }

    /// The entries about the book with a name, in display order.
    pub(crate) fn entries(&self, property: &str) -> Vec<&MetaEntry> {
        let of_book = self.entries.iter().filter(|entry| entry.refines.is_none());
        let mut found: Vec<&MetaEntry> =
            of_book.filter(|entry| entry.property == property).collect();
        found.sort_by_cached_key(|entry| {
            let place = self.refinements(entry, "display-seq").last();
            place.and_then(|place| place.parse().ok()).unwrap_or(usize::MAX)
        });
        found
    }

    /// The value with a name that refines an entry.
    pub(crate) fn refinements<'d>(
        &'d self,
        entry: &'d MetaEntry,
        property: &'d str,
    ) -> impl Iterator<Item = &'d str> {
        let refining = entry.id.as_ref().and_then(|id| self.refining.get(id));
        let refining = refining.into_iter().flatten().map(|&at| &self.entries[at]);
        refining.filter(move |other| other.property == property).map(|other| other.value.as_str())
    }

    /// The file with an id.
    pub(crate) fn item(&self, id: &str) -> Option<&ManifestItem> {
        self.manifest.get(*self.by_id.get(id)?)
    }

    /// The item itself where `is_wanted`, else the first of its fallbacks that is.
    pub(crate) fn item_or_fallback<'d>(
        &'d self,
        item: &'d ManifestItem,
        is_wanted: impl Fn(&ManifestItem) -> bool,
    ) -> Option<&'d ManifestItem> {
        let fallbacks = std::iter::successors(Some(item), |item| {
            item.fallback.as_deref().and_then(|id| self.item(id))
        });
        fallbacks.take(FALLBACKS).find(|item| is_wanted(item))
    }

    /// The navigation document of EPUB 3.
    pub(crate) fn navigation(&self) -> Option<&ManifestItem> {
        self.manifest.iter().find(|item| item.has("nav"))
    }

    /// The table of contents of EPUB 2: the one that the spine names, else the first.
    pub(crate) fn ncx(&self) -> Option<&ManifestItem> {
        let named = self.ncx.as_deref().and_then(|id| self.item(id));
        let is_ncx = |item: &&ManifestItem| item.media_type == "application/x-dtbncx+xml";
        named.or_else(|| self.manifest.iter().find(is_ncx))
    }

    /// The cover that the package names: a picture, or in old books a page.
    pub(crate) fn cover(&self) -> Option<&ManifestItem> {
        let by_property = self.manifest.iter().find(|item| item.has("cover-image"));
        by_property.or_else(|| self.item(&self.entries("cover").first()?.value))
    }

    fn add_entry(&mut self, entry: MetaEntry) {
        if let Some(id) = &entry.refines {
            self.refining.entry(id.clone()).or_default().push(self.entries.len());
        }
        self.entries.push(entry);
    }

    fn add_item(&mut self, item: ManifestItem) {
        match self.by_id.get(&item.id) {
            Some(&at) => self.manifest[at] = item,
            None => {
                self.by_id.insert(item.id.clone(), self.manifest.len());
                self.manifest.push(item);
            }
        }
    }
}

impl ManifestItem {
    /// Whether the item has a property.
    pub(crate) fn has(&self, property: &str) -> bool {
        self.properties.split_ascii_whitespace().any(|found| found == property)
    }
}

/// The part of the document that is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Section {
    #[default]
    Other,
    Metadata,
    Manifest,
    Spine,
    Guide,
}

/// An entry whose element is open.
struct OpenEntry {
    /// The name of the element.
    element: String,
    /// Its value is the attribute `content`, if there is one.
    entry: MetaEntry,
    text: String,
}

/// A document that is being read.
#[derive(Default)]
struct DocumentReader<'l> {
    location: &'l str,
    document: PackageDocument,
    section: Section,
    has_package: bool,
    open: Option<OpenEntry>,
}

impl DocumentReader<'_> {
    fn meet(&mut self, event: &XmlEvent<'_>) {
        match event {
            XmlEvent::Start(tag) => self.start(&local(tag), tag),
            XmlEvent::Text(text) => {
                if let Some(open) = &mut self.open {
                    open.text.push_str(text);
                }
            }
            XmlEvent::End(name) => self.end(name),
        }
    }

    fn start(&mut self, name: &str, tag: &BytesStart<'_>) {
        // Ids and properties with blanks around them are meant without.
        let value = |name| attribute(tag, name).map(|value| value.trim().to_owned());
        match (self.section, name) {
            (_, "package") => self.has_package = true,
            (_, "metadata") => self.section = Section::Metadata,
            (_, "manifest") => self.section = Section::Manifest,
            (_, "spine") => {
                self.section = Section::Spine;
                self.document.ncx = value("toc");
            }
            (_, "guide") => self.section = Section::Guide,
            (Section::Metadata, _) if self.open.is_none() => {
                let text = String::new();
                self.open = entry(name, tag).map(|entry| OpenEntry {
                    element: name.to_owned(),
                    entry,
                    text,
                });
            }
            (Section::Manifest, "item") => {
                let path = resolve(self.location, &value("href").unwrap_or_default()).path;
                self.document.add_item(ManifestItem {
                    id: value("id").unwrap_or_default(),
                    path,
                    media_type: value("media-type").unwrap_or_default().to_ascii_lowercase(),
                    properties: value("properties").unwrap_or_default(),
                    fallback: value("fallback"),
                });
            }
            (Section::Spine, "itemref") => self.document.spine.push(SpineItem {
                id: value("idref").unwrap_or_default(),
                is_linear: value("linear").is_none_or(|linear| linear == "yes"),
            }),
            (Section::Guide, "reference") => {
                if let Some(href) = value("href") {
                    let kind = value("type").unwrap_or_default();
                    let link = resolve(self.location, &href);
                    self.document.guide.push(GuideReference { kind, link });
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if let Some(OpenEntry { mut entry, text, .. }) =
            self.open.take_if(|open| open.element == name)
        {
            if entry.value.is_empty() {
                text.trim().clone_into(&mut entry.value);
            }
            self.document.add_entry(entry);
        }
        if matches!(name, "metadata" | "manifest" | "spine" | "guide") {
            self.section = Section::Other;
            self.open = None;
        }
    }
}

/// The metadata in the attributes of an element.
fn entry(name: &str, tag: &BytesStart<'_>) -> Option<MetaEntry> {
    let value = |name| attribute(tag, name);
    let refines = value("refines").map(|id| id.trim().trim_start_matches('#').to_owned());
    let (property, content) = match name {
        "meta" => (value("property").or_else(|| value("name"))?, value("content")),
        _ if DUBLIN_CORE.contains(&name) => (format!("dc:{name}"), None),
        _ => return None,
    };
    Some(MetaEntry {
        property,
        value: content.unwrap_or_default(),
        id: value("id").map(|id| id.trim().to_owned()),
        refines,
        role: value("role"),
        scheme: value("scheme"),
        event: value("event"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(inner: &str) -> PackageDocument {
        PackageDocument::parse(&format!("<package>{inner}</package>"), "OPS/p.opf").unwrap()
    }

    #[test]
    fn entries_come_in_the_order_in_which_they_want_to_be_shown() {
        let document = parsed(
            "<metadata><dc:creator id='a'>A</dc:creator><dc:creator id='b'>B</dc:creator><dc:creator>C</dc:creator>\
             <meta refines='#b' property='display-seq'>1</meta><meta refines='#a' property='display-seq'>2</meta>\
             <meta refines='#a' property='role'>aut</meta></metadata>",
        );

        let creators = document.entries("dc:creator");
        let names: Vec<&str> = creators.iter().map(|entry| entry.value.as_str()).collect();
        assert_eq!(names, ["B", "A", "C"]);
        assert_eq!(document.refinements(creators[1], "role").collect::<Vec<_>>(), ["aut"]);
        assert_eq!(document.refinements(creators[2], "role").count(), 0);
        assert!(document.entries("role").is_empty(), "it is said of an author");
    }

    #[test]
    fn files_are_found_by_id_property_and_fallback() {
        let document = parsed(
            "<manifest><item id='a' href='../a%20b.jpg' media-type='Image/JPEG' fallback='b'/>\
             <item id='b' href='b.svg' media-type='image/svg+xml' fallback='c'/>\
             <item id='c' href='c.xhtml' media-type='application/xhtml+xml' fallback='a' properties='x nav'/>\
             <item id='n' href='n.ncx' media-type='application/x-dtbncx+xml'/></manifest>\
             <spine toc='missing'><itemref idref='a' linear='no'/><itemref idref='c'/></spine>",
        );

        let item = document.item("a").unwrap();
        assert_eq!((item.path.as_str(), item.media_type.as_str()), ("a b.jpg", "image/jpeg"));
        let page = |item: &ManifestItem| item.path.ends_with(".xhtml");
        assert_eq!(document.item_or_fallback(item, page).unwrap().id, "c");
        assert!(document.item_or_fallback(item, |_| false).is_none(), "fallbacks in a circle");
        assert_eq!(document.navigation().unwrap().id, "c");
        assert_eq!(document.ncx().unwrap().id, "n");
        let linear: Vec<bool> = document.spine.iter().map(|item| item.is_linear).collect();
        assert_eq!(linear, [false, true]);
    }
}
