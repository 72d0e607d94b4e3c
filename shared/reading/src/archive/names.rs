//! Names of the entries of an archive: the same file is found however its name was written.
//!
//! Archives are made on systems that decompose accents, that use the character sets of DOS or Windows, or that keep percent escapes;
//! a package document spells the same name in its own way.

use std::collections::HashMap;

use pages::links::{file_key, percent_decoded};

/// The upper half of code page 437, in which archives without a mark are to be read.
const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// The names of an archive, each with the place of its entry.
#[derive(Debug, Default)]
pub(super) struct EntryNames {
    exact: HashMap<String, usize>,
    /// By the key of every name that the entry may be called by.
    by_key: HashMap<String, usize>,
}

impl EntryNames {
    /// Adds an entry under a name that was already checked; `raw` are the bytes that the archive has for it.
    pub(super) fn add(&mut self, name: String, raw: &[u8], index: usize) {
        for other in std::iter::once(name.clone()).chain(others(&name, raw)) {
            self.by_key.entry(file_key(&other)).or_insert(index);
        }
        self.exact.insert(name, index);
    }

    /// All names, as the archive has them.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.exact.keys().map(String::as_str)
    }

    /// The entry called `name`, or something that means the same.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        let name = name.trim_start_matches('/');
        let folded = || self.by_key.get(&file_key(name));
        self.exact.get(name).or_else(folded).copied()
    }
}

/// Decodes the name of an entry.
pub(super) fn decoded(raw: &[u8]) -> String {
    std::str::from_utf8(raw).map_or_else(|_| cp437(raw), str::to_owned)
}

/// Other readings of a name that is not plain ASCII.
fn others(name: &str, raw: &[u8]) -> Vec<String> {
    let mut others = vec![];
    if name.contains('%') {
        others.push(percent_decoded(name));
    }
    if std::str::from_utf8(raw).is_err() {
        for encoding in [encoding_rs::WINDOWS_1252, encoding_rs::MACINTOSH, encoding_rs::SHIFT_JIS]
        {
            let (text, has_errors) = encoding.decode_without_bom_handling(raw);
            if !has_errors {
                others.push(text.into_owned());
            }
        }
    } else if !name.is_ascii() {
        // UTF-8 that was taken for another character set when the archive was made.
        others.extend(bytes_of_cp437(name).and_then(|bytes| String::from_utf8(bytes).ok()));
        let (bytes, _, is_lossy) = encoding_rs::WINDOWS_1252.encode(name);
        if !is_lossy {
            others.extend(String::from_utf8(bytes.into_owned()).ok());
        }
    }
    others
}

fn cp437(raw: &[u8]) -> String {
    let upper: Vec<char> = CP437.chars().collect();
    let letter = |&byte: &u8| match byte {
        0..0x80 => char::from(byte),
        _ => upper.get(usize::from(byte) - 0x80).copied().unwrap_or('\u{fffd}'),
    };
    raw.iter().map(letter).collect()
}

fn bytes_of_cp437(name: &str) -> Option<Vec<u8>> {
    let byte = |letter: char| match letter {
        _ if letter.is_ascii() => u8::try_from(letter).ok(),
        _ => CP437.chars().zip(0x80_u8..=0xff).find(|(known, _)| *known == letter).map(|(_, b)| b),
    };
    name.chars().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the archive's `raw` name is found as `asked`.
    fn check(raw: &[u8], asked: &str) {
        let mut names = EntryNames::default();
        names.add(decoded(raw), raw, 7);

        assert_eq!(names.find(asked), Some(7), "{raw:?} as {asked}");
        assert_eq!(names.find("another.xhtml"), None);
    }

    #[test]
    fn a_file_is_found_however_its_name_is_written() {
        check(b"OPS/a.xhtml", "/OPS/a.xhtml");
        check(b"OPS/A.XHTML", "ops/a.xhtml");
        check(b"OPS\\a.xhtml", "OPS/a.xhtml");
        check("che\u{301}.xhtml".as_bytes(), "ché.xhtml");
        check("ché.xhtml".as_bytes(), "che\u{301}.xhtml");
        check("CHÉ.xhtml".as_bytes(), "che\u{301}.XHTML");
        check("한글.xhtml".as_bytes(), "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}.xhtml");
        check(b"ch\x82.xhtml", "ché.xhtml");
        check(b"\x8erger\x81.xhtml", "Ärgerü.xhtml");
        check(b"ch\xe9.xhtml", "ché.xhtml");
        check(b"ch\x8e.xhtml", "ché.xhtml");
        check("ch├⌐.xhtml".as_bytes(), "ché.xhtml");
        check("chÃ©.xhtml".as_bytes(), "ché.xhtml");
        check(b"a%20b.xhtml", "a b.xhtml");
        check(b"a b.xhtml", "a%20b.xhtml");
        check(b"ch%C3%A9.xhtml", "ché.xhtml");
        check("ché.xhtml".as_bytes(), "ch%c3%a9.xhtml");
        check(b"100%.xhtml", "100%.xhtml");
        check("a\u{a0}b.xhtml".as_bytes(), "a\u{a0}b.xhtml");
    }

    #[test]
    fn the_code_page_has_its_letters_in_place() {
        assert_eq!(CP437.chars().count(), 128);
        assert_eq!(cp437(b"\x80\x9b\xe1\xff"), "Ç¢ß\u{a0}");
    }
}
