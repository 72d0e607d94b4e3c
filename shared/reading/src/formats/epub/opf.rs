//! Reads the metadata of a package document (OPF) that a library keeps beside a book.

use contract::Metadata;

use crate::error::Error;
use crate::formats::epub::package;
use crate::formats::epub::package_metadata::package_metadata;

/// Reads the metadata of the document.
pub(crate) fn read(bytes: &[u8]) -> Result<Metadata, Error> {
    package::alone(bytes).map(|document| package_metadata(&document))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A document of Calibre: no manifest, no spine.
    const OF_A_LIBRARY: &str = r#"<?xml version='1.0' encoding='utf-8'?>
<package xmlns="http://www.idpf.org/2007/opf" unique-identifier="uuid_id" version="2.0">
    <metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">
        <dc:identifier opf:scheme="calibre" id="calibre_id">17</dc:identifier>
        <dc:title>Wind &amp; Mills</dc:title>
        <dc:creator opf:file-as="King, Ada" opf:role="aut">Ada King</dc:creator>
        <dc:creator opf:role="nrt">N. Reader</dc:creator>
        <dc:contributor opf:role="bkp">calibre (7.1) [https://calibre-ebook.com]</dc:contributor>
        <dc:date>1895-05-07T00:00:00+00:00</dc:date>
        <dc:description>&lt;p&gt;One &amp;amp; two.&lt;/p&gt;</dc:description>
        <dc:publisher>Loft &amp; Co</dc:publisher>
        <dc:identifier opf:scheme="ISBN">9783161484100</dc:identifier>
        <dc:language>eng</dc:language>
        <dc:subject>Wind</dc:subject>
        <dc:rights>Nobody's</dc:rights>
        <meta name="calibre:series" content="Mills"/>
        <meta name="calibre:series_index" content="2.0"/>
    </metadata>
    <guide>
        <reference type="cover" title="Cover" href="cover.jpg"/>
    </guide>
</package>"#;

    #[test]
    fn what_a_library_keeps_beside_a_book_is_read() {
        let found = read(OF_A_LIBRARY.as_bytes()).unwrap();

        assert_eq!(found.title, "Wind & Mills");
        assert_eq!(found.authors, ["Ada King"]);
        let people: Vec<_> =
            found.contributors.iter().map(|c| (c.name.as_str(), c.role.as_str())).collect();
        assert_eq!(people, [("N. Reader", "nrt")]);
        let series = found.series.unwrap();
        assert_eq!((series.name.as_str(), series.index.as_deref()), ("Mills", Some("2")));
        assert_eq!(found.publisher.as_deref(), Some("Loft & Co"));
        assert_eq!(found.date.as_deref(), Some("1895-05-07"));
        assert_eq!(found.isbn.as_deref(), Some("9783161484100"));
        assert_eq!(found.language.as_deref(), Some("eng"));
        assert_eq!(found.description.as_deref(), Some("One & two."));
        assert_eq!(found.subjects, ["Wind"]);
        assert_eq!(found.rights.as_deref(), Some("Nobody's"));
    }

    #[test]
    fn what_is_no_package_document_is_refused() {
        for text in ["", "hello", "<package>", "<package><metadata></metadata></package>"] {
            let _ = read(text.as_bytes());
        }
        assert!(read(b"hello").is_err());
    }
}
