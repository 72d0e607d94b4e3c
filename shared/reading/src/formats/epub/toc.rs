//! Tables of contents of EPUBs, flat: the navigation document of EPUB 3, and the NCX of EPUB 2.

use pages::links::{LinkTarget, resolve};
use pages::passage::spaced;
use quick_xml::events::BytesStart;

use crate::formats::xml::{self, XmlEvent, attribute, local};
use crate::source_book::TocEntry;

/// The content of a navigation document.
#[derive(Debug, Default)]
pub(crate) struct Navigation {
    pub(crate) contents: Vec<TocEntry>,
    /// The landmarks: words of the vocabulary, and the target of each.
    pub(crate) landmarks: Vec<(String, LinkTarget)>,
}

/// Reads the navigation document at `location`.
pub(crate) fn navigation(text: &str, location: &str) -> Result<Navigation, String> {
    let mut reader = NavigationReader { table: TocBuilder::new(location), ..Default::default() };
    xml::walk(text, |event| reader.meet(&event))?;
    Ok(reader.navigation)
}

/// Reads the NCX at `location`.
pub(crate) fn ncx(text: &str, location: &str) -> Result<Vec<TocEntry>, String> {
    let (mut table, mut is_in_map) = (TocBuilder::new(location), false);
    xml::walk(text, |event| match &event {
        XmlEvent::Start(tag) => match local(tag).as_str() {
            "navMap" => is_in_map = true,
            "navPoint" if is_in_map => table.begin(),
            "navLabel" if is_in_map => table.begin_title(),
            "content" if is_in_map => table.link(attribute(tag, "src"), None),
            _ => {}
        },
        XmlEvent::Text(text) => table.text(text),
        XmlEvent::End(name) => match name.as_str() {
            "navMap" => is_in_map = false,
            "navPoint" => table.end(),
            "navLabel" => table.end_title(),
            _ => {}
        },
    })?;
    Ok(table.contents())
}

/// Entries of a table that is being read.
#[derive(Debug, Default)]
struct TocBuilder<'l> {
    location: &'l str,
    entries: Vec<PendingEntry>,
    /// Which of them are open, the innermost last.
    open: Vec<usize>,
    /// Whether the text is the title of the innermost one.
    is_title: bool,
}

/// An entry that may have no target.
#[derive(Debug, Default)]
struct PendingEntry {
    title: String,
    link: Option<LinkTarget>,
    kind: Option<String>,
    level: usize,
}

impl<'l> TocBuilder<'l> {
    fn new(location: &'l str) -> Self {
        Self { location, ..Self::default() }
    }

    fn begin(&mut self) {
        self.open.push(self.entries.len());
        self.entries.push(PendingEntry { level: self.open.len(), ..PendingEntry::default() });
        self.is_title = false;
    }

    fn end(&mut self) {
        self.open.pop();
        self.is_title = false;
    }

    fn innermost(&mut self) -> Option<&mut PendingEntry> {
        self.entries.get_mut(*self.open.last()?)
    }

    fn link(&mut self, href: Option<String>, kind: Option<String>) {
        let link = href.map(|href| resolve(self.location, &href));
        if let Some(entry) = self.innermost() {
            (entry.link, entry.kind) = (link, kind);
        }
    }

    fn begin_title(&mut self) {
        if let Some(entry) = self.innermost() {
            entry.title.clear();
            self.is_title = true;
        }
    }

    fn end_title(&mut self) {
        self.is_title = false;
    }

    fn text(&mut self, text: &str) {
        if self.is_title
            && let Some(entry) = self.innermost()
        {
            entry.title.push_str(text);
        }
    }

    /// The entries with a target.
    fn contents(self) -> Vec<TocEntry> {
        let entry = |entry: PendingEntry| {
            let LinkTarget { path, fragment } = entry.link?;
            let fragment = fragment.unwrap_or_default();
            Some(TocEntry { title: spaced(&entry.title), path, fragment, level: entry.level })
        };
        self.entries.into_iter().filter_map(entry).collect()
    }

    fn landmarks(self) -> Vec<(String, LinkTarget)> {
        let landmark = |entry: PendingEntry| Some((entry.kind?, entry.link?));
        self.entries.into_iter().filter_map(landmark).collect()
    }
}

/// A navigation document that is being read.
#[derive(Debug, Default)]
struct NavigationReader<'l> {
    navigation: Navigation,
    /// The kind of the open `nav`; `None` outside of one.
    kind: Option<String>,
    table: TocBuilder<'l>,
}

impl NavigationReader<'_> {
    fn meet(&mut self, event: &XmlEvent<'_>) {
        match event {
            XmlEvent::Start(tag) => self.start(tag),
            XmlEvent::Text(text) => self.table.text(text),
            XmlEvent::End(name) => match name.as_str() {
                "nav" => self.end_nav(),
                "li" => self.table.end(),
                "a" => self.table.end_title(),
                _ => {}
            },
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        match local(tag).as_str() {
            "nav" => {
                self.end_nav();
                self.kind = Some(attribute(tag, "type").unwrap_or_default());
            }
            "li" if self.kind.is_some() => self.table.begin(),
            "a" if self.kind.is_some() => {
                self.table.link(attribute(tag, "href"), attribute(tag, "type"));
                self.table.begin_title();
            }
            _ => {}
        }
    }

    fn end_nav(&mut self) {
        let location = self.table.location;
        let table = std::mem::replace(&mut self.table, TocBuilder::new(location));
        match self.kind.take().unwrap_or_default().trim() {
            "toc" => self.navigation.contents = table.contents(),
            "landmarks" => self.navigation.landmarks = table.landmarks(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(found: &[TocEntry], expected: &[(usize, &str, &str, &str)]) {
        let found: Vec<_> = found
            .iter()
            .map(|e| (e.level, e.title.as_str(), e.path.as_str(), e.fragment.as_str()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_navigation_document_has_nested_entries_and_landmarks() {
        let found = navigation(
            "<html><body><ol><li><a href='no.xhtml'>no</a></li></ol>\
             <nav epub:type='toc'><h1>Contents</h1><ol><li><span>Part</span><ol>\
             <li><a href='a%20b.xhtml#caf%C3%A9'>One <b>&amp;</b>\n two</a></li></ol></li><li><a href='../c.xhtml'>Three</a></li></ol></nav>\
             <nav epub:type='landmarks'><ol><li><a epub:type='cover' href='d.xhtml'>Cover</a></li></ol></nav></body></html>",
            "OPS/text/nav.xhtml",
        )
        .unwrap();

        let expected =
            [(2, "One & two", "OPS/text/a b.xhtml", "café"), (1, "Three", "OPS/c.xhtml", "")];
        check(&found.contents, &expected);
        let landmark = LinkTarget { path: "OPS/text/d.xhtml".to_owned(), fragment: None };
        assert_eq!(found.landmarks, [("cover".to_owned(), landmark)]);
    }

    #[test]
    fn an_ncx_has_nested_entries_and_no_pages() {
        let found = ncx(
            "<ncx><docTitle><text>T</text></docTitle><navMap><navPoint><navLabel><text>I</text></navLabel><content src='a.xhtml'/>\
             <navPoint><navLabel><text>1</text></navLabel><content src='a.xhtml#x'/></navPoint></navPoint></navMap>\
             <pageList><pageTarget><navLabel><text>7</text></navLabel><content src='a.xhtml#p7'/></pageTarget></pageList></ncx>",
            "toc.ncx",
        );

        check(&found.unwrap(), &[(1, "I", "a.xhtml", ""), (2, "1", "a.xhtml", "x")]);
    }
}
