//! References from one document of a book to another.

use icu_normalizer::ComposingNormalizerBorrowed;

/// The target of a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkTarget {
    /// The name of a file of the book.
    pub path: String,
    /// An id in that file.
    pub fragment: Option<String>,
}

/// Resolves a reference in the file `document` of a book.
#[must_use]
pub fn resolve(document: &str, href: &str) -> LinkTarget {
    // Blanks and line ends around a reference, and within it at the seam, are slips of those who made the book.
    let href = href.trim();
    let path = href[..href.find(['#', '?']).unwrap_or(href.len())].trim_end();
    let fragment = href.split_once('#').map(|(_, fragment)| percent_decoded(fragment));
    let fragment = fragment.map(|fragment| fragment.trim().to_owned());
    if path.is_empty() && fragment.is_some() {
        return LinkTarget { path: document.to_owned(), fragment };
    }
    if path.starts_with('/') || has_scheme(path) {
        return LinkTarget { path: percent_decoded(path.trim_start_matches('/')), fragment };
    }
    LinkTarget { path: percent_decoded(&join(document, path)), fragment }
}

/// The file name for a `path` in the file `document` of a book; a path with a leading `/` starts at the book's root.
#[must_use]
pub fn join(document: &str, path: &str) -> String {
    let folder = document.rsplit_once('/').map_or("", |(folder, _)| folder);
    let folder = if path.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// A key by which two spellings of the name of a file are compared: case, accents, escapes and slashes do not matter.
#[must_use]
pub fn file_key(name: &str) -> String {
    let plain = name.trim_start_matches('/').replace('\\', "/");
    let plain = if plain.contains('%') { percent_decoded(&plain) } else { plain };
    if plain.is_ascii() {
        return plain.to_ascii_lowercase();
    }
    let composed = ComposingNormalizerBorrowed::new_nfc();
    composed.normalize(&composed.normalize(&plain).to_lowercase()).into_owned()
}

/// Whether a reference points out of the book: `https:`, `mailto:`.
fn has_scheme(href: &str) -> bool {
    let Some((scheme, _)) = href.split_once(':') else { return false };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-'))
}

/// Decodes the percent escapes of a part of a URL.
#[must_use]
pub fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match digits.filter(|_| first == b'%').and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_lead_to_names_in_the_archive() {
        let check = |href, path: &str, fragment: Option<&str>| {
            let found = resolve("OPS/text/nav.xhtml", href);
            assert_eq!(
                (found.path.as_str(), found.fragment.as_deref()),
                (path, fragment),
                "{href}"
            );
        };

        check("a.xhtml", "OPS/text/a.xhtml", None);
        check("./a%20b.xhtml#caf%C3%A9", "OPS/text/a b.xhtml", Some("café"));
        check("../../../a.xhtml?q=1#x", "a.xhtml", Some("x"));
        check("/OPS/a.xhtml#", "OPS/a.xhtml", Some(""));
        check("https://example.org/a", "https://example.org/a", None);
        check("100%.xhtml", "OPS/text/100%.xhtml", None);
        check(" a.xhtml#x ", "OPS/text/a.xhtml", Some("x"));
        check("a.xhtml #x%20", "OPS/text/a.xhtml", Some("x"));
        check("\n a.xhtml\n", "OPS/text/a.xhtml", None);
        check("a.xhtml# \t", "OPS/text/a.xhtml", Some(""));
        check("#x ", "OPS/text/nav.xhtml", Some("x"));
    }

    #[test]
    fn fragments_are_decoded() {
        assert_eq!(percent_decoded("caf%C3%A9%zz%4"), "café%zz%4");
    }
}
