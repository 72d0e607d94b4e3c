//! A package gets overlays, and keeps everything else.

use super::*;
use crate::read_along::overlay::Par;

const PACKAGE: &str = "<?xml version=\"1.0\"?>\n<package version=\"3.0\"><metadata>\
    <meta property=\"x\">y</meta></metadata>\n<manifest>\
    <item id=\"a\" href=\"t/a%20b.xhtml\" media-type=\"application/xhtml+xml\"/>\
    <item id=\"b\" href=\"b.xhtml\" media-type=\"application/xhtml+xml\" /></manifest><spine/></package>";

const OLD: &str = "<package version=\"3.0\"><metadata>\
    <meta property=\"media:duration\">0:00:01</meta><meta property=\"z\">z</meta></metadata><manifest>\
    <item id=\"a\" media-overlay=\"o\" href=\"a.xhtml\"/>\
    <item id=\"b\" href=\"b.xhtml\" media-overlay='o2'/><item id=\"o\" href=\"o.smil\"/></manifest></package>";

fn overlay(page: &str) -> Overlay {
    let id = "s".to_owned();
    let par = Par { chapter: 0, order: (0, 0), id, begin: 0, clip: (0, 1_500) };
    Overlay { page: page.to_owned(), pars: vec![par] }
}

#[test]
fn pages_get_their_overlays_and_nothing_else_changes() {
    let package = OverlaidPackage::read("E/p.opf", PACKAGE.to_owned()).unwrap();
    assert_eq!(package.item("E/t/a b.xhtml").map(|item| item.id.as_str()), Some("a"));
    assert_eq!(package.version, "3.0");
    let overlay = overlay("E/b.xhtml");
    let addition = Addition {
        prefix: "lector",
        overlays: &[("E/r/1.smil".to_owned(), &overlay)],
        files: &[("E/r/1.m4a".to_owned(), "audio/mp4")],
        narrator: "a & b",
    };

    let written = package.with(&addition, &[]);

    let expected = PACKAGE
        .replace("media-type=\"application/xhtml+xml\" />", "media-type=\"application/xhtml+xml\" media-overlay=\"lector-overlay-1\" />")
        .replace(
            "</metadata>",
            "<meta property=\"media:duration\">0:00:01.500</meta>\n\
             <meta property=\"media:duration\" refines=\"#lector-overlay-1\">0:00:01.500</meta>\n\
             <meta property=\"media:narrator\">a &amp; b</meta>\n\
             <meta property=\"media:active-class\">-epub-media-overlay-active</meta>\n</metadata>",
        )
        .replace(
            "</manifest>",
            "<item id=\"lector-overlay-1\" href=\"r/1.smil\" media-type=\"application/smil+xml\"/>\n\
             <item id=\"lector-file-1\" href=\"r/1.m4a\" media-type=\"audio/mp4\"/>\n</manifest>",
        );
    assert_eq!(written, expected);
}

#[test]
fn overlays_that_a_book_has_already_are_replaced() {
    let package = OverlaidPackage::read("p.opf", OLD.to_owned()).unwrap();
    let addition = Addition { prefix: "l", overlays: &[], files: &[], narrator: "n" };

    let written = package.with(&addition, &["o.smil".to_owned()]);

    assert!(!written.contains("0:00:01<"), "{written}");
    assert!(written.contains("<item id=\"a\"  href=\"a.xhtml\"/>"), "{written}");
    assert!(
        written.contains("<item id=\"b\" href=\"b.xhtml\" /></manifest>")
            || written.contains("<item id=\"b\" href=\"b.xhtml\" />"),
        "{written}"
    );
    assert!(!written.contains("o.smil"), "{written}");
    assert!(written.contains("<meta property=\"z\">z</meta>"), "{written}");
}

#[test]
fn names_are_free_and_what_is_no_package_is_refused() {
    let package = OverlaidPackage::read("p.opf", PACKAGE.replace("\"a\"", "\"lector-1\"")).unwrap();

    assert_eq!(package.free("lector"), "lector2");
    assert_eq!(package.free("read"), "read");
    for text in ["", "<html/>", "<package><metadata></metadata></package>", "<package"] {
        assert_eq!(OverlaidPackage::read("p.opf", text.to_owned()), None, "{text}");
    }
}
