//! Decodes text: by the byte order mark, the declaration, UTF-8, or else a guess.

mod mojibake;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

pub use crate::encoding::mojibake::{Mojibake, repaired};

/// Bytes in which the declaration of an encoding is looked for.
const DECLARATION: usize = 1024;
/// Bytes that are checked for UTF-16.
const SEEN: usize = 4096;

/// Decodes a document; never fails, and never loses a letter that can be decoded.
pub fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned();
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    if is_nearly_utf8(bytes) {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let declared = declared(bytes).filter(|&encoding| encoding != UTF_8);
    let encoding = declared.unwrap_or_else(|| guess(bytes));
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// UTF-16 without a byte order mark: NUL bytes, and text in one byte order.
pub fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(SEEN)];
    if !head.contains(&0) || is_text_with_nul(head) {
        return None;
    }
    let little = spaces(head, u16::from_le_bytes);
    let big = spaces(head, u16::from_be_bytes);
    match (little, big) {
        (Some(little), big) if little > big.unwrap_or_default() => Some(encoding_rs::UTF_16LE),
        (_, Some(big)) if big > 0 => Some(encoding_rs::UTF_16BE),
        _ => None,
    }
}

/// Whether bytes are a text of one byte a letter in which a few NUL bytes are slips.
fn is_text_with_nul(head: &[u8]) -> bool {
    /// At most one byte in this number is NUL; in UTF-16 of Latin script it is every other.
    const RARE: usize = 8;
    let is_control = |byte: &&u8| matches!(byte, 1..=8 | 0x0e..=0x1f | 0x7f);
    let nul = head.iter().filter(|byte| **byte == 0).count();
    let text: Vec<u8> = head.iter().copied().filter(|byte| *byte != 0).collect();
    let controls = text.iter().filter(is_control).count();
    let ascii = text.iter().filter(|byte| byte.is_ascii()).count();
    nul * RARE <= head.len() && controls * RARE * RARE <= head.len() && ascii * 3 > text.len() * 2
}

/// Removes characters that are no text; those that Windows-1252 has in place of rare control characters are what was meant.
pub fn without_controls(text: &str) -> Cow<'_, str> {
    let is_odd = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    if !text.contains(is_odd) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    for letter in text.chars() {
        if !is_odd(letter) {
            clean.push(letter);
        } else if let Some(meant) = meant_by_control(letter) {
            clean.push(meant);
        }
    }
    Cow::Owned(clean)
}

/// The letter of Windows-1252 at the place of a control character beyond ASCII.
pub fn meant_by_control(letter: char) -> Option<char> {
    let byte = u8::try_from(letter).ok().filter(|byte| (0x80..0xa0).contains(byte))?;
    let meant = WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next()?;
    (!meant.is_control()).then_some(meant)
}

/// Counts letters and spaces of Latin script in two-byte units; `None` if they are not text.
fn spaces(bytes: &[u8], unit: impl Fn([u8; 2]) -> u16) -> Option<usize> {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let mut count = 0;
    let mut letters = char::decode_utf16(units).peekable();
    while let Some(letter) = letters.next() {
        match letter {
            Ok('\t' | '\n' | '\r' | '\u{c}') => count += 1,
            Ok(c) if c.is_control() => return None,
            Ok(c) if c.is_ascii() => count += 1,
            Ok('\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}') => return None,
            Ok(_) => {}
            // A pair at the end may be cut in half.
            Err(_) if letters.peek().is_none() => {}
            Err(_) => return None,
        }
    }
    Some(count)
}

/// Whether bytes are UTF-8 with only a few errors.
fn is_nearly_utf8(bytes: &[u8]) -> bool {
    /// Fewest valid letters beyond ASCII for each error.
    const TRUST: usize = 10;
    let (mut good, mut faults) = (0, 0);
    for piece in bytes.utf8_chunks() {
        good += piece.valid().chars().filter(|c| !c.is_ascii()).count();
        faults += usize::from(!piece.invalid().is_empty());
    }
    good >= faults * TRUST
}

/// Finds `encoding="…"` of the XML declaration, or `charset=…` of a meta element.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARATION)]).to_ascii_lowercase();
    let after = head.split_once("encoding=").or_else(|| head.split_once("charset="))?.1;
    let label = after.trim_start_matches(['"', '\'']);
    let end = label.find(['"', '\'', ' ', '?', '>', ';', '/']).unwrap_or(label.len());
    Encoding::for_label(&label.as_bytes()[..end])
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

/// Makes markup parseable without changing its content: escapes a bare `&`, and removes forbidden control characters.
pub fn repair(text: &str) -> String {
    let mut repaired = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        repaired.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        repaired.push_str(if is_reference(rest) { "&" } else { "&amp;" });
    }
    repaired.push_str(rest);
    repaired.retain(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r'));
    repaired
}

/// Whether the text after a `&` makes it a reference.
fn is_reference(rest: &str) -> bool {
    /// The longest HTML name has 32 characters.
    const LONGEST: usize = 33;
    let name = rest.bytes().take(LONGEST).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#');
    let length = name.count();
    length > 0 && rest.as_bytes().get(length) == Some(&b';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_decoded_as_they_declare_or_look() {
        let text = "<?xml version='1.0' encoding='iso-8859-1'?><p>café</p>";
        let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        let utf16: Vec<u8> = "<?xml?>é".encode_utf16().flat_map(u16::to_le_bytes).collect();

        assert_eq!(decode(&latin), text);
        assert_eq!(decode("é".as_bytes()), "é");
        assert_eq!(decode(b"\xef\xbb\xbfx"), "x");
        assert_eq!(decode(&utf16), "<?xml?>é");
        assert_eq!(
            decode(b"<p>caf\xe9 cr\xe8me br\xfbl\xe9e, voil\xe0</p>"),
            "<p>café crème brûlée, voilà</p>"
        );
    }

    fn check(text: &str, encoding: &'static Encoding) {
        let (bytes, _, unmappable) = encoding.encode(text);
        assert!(!unmappable, "{}", encoding.name());
        assert_eq!(decode(&bytes), text, "{}", encoding.name());
    }

    #[test]
    fn encodings_are_guessed_from_the_text() {
        let russian = "Однажды весною, в час небывало жаркого заката, в городе появились двое.";
        check(russian, encoding_rs::KOI8_R);
        check(russian, encoding_rs::WINDOWS_1251);
        check("Zażółć gęślą jaźń, rzekł król do żony.", encoding_rs::WINDOWS_1250);
        check(
            "“Ça va,” she said — and naïvely drank the café crème; Zoë ate a brûlée.",
            encoding_rs::WINDOWS_1252,
        );
        check("昔々、あるところにおじいさんとおばあさんがいました。", encoding_rs::SHIFT_JIS);
        check("从前有座山，山里有座庙，庙里有个老和尚。", encoding_rs::GBK);
    }

    #[test]
    fn utf_16_is_read_with_and_without_a_mark() {
        for text in
            ["Once — upon a time.\n", "Жили-были старик и старуха.\n", "昔々 あるところに\n"]
        {
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!(decode(&little), text);
            assert_eq!(decode(&big), text);
            assert_eq!(decode(&[&b"\xff\xfe"[..], &little].concat()), text);
            assert_eq!(decode(&[&b"\xfe\xff"[..], &big].concat()), text);
        }
    }

    #[test]
    fn a_nul_among_letters_is_no_utf_16() {
        for text in ["<p>Nul \0 byte.</p>", "caf\u{e9} \0 and more of it", "\0Once upon a time"] {
            assert_eq!(decode(text.as_bytes()), text);
            assert_eq!(without_controls(text), text.replace('\0', ""));
        }
        assert_eq!(without_controls("It\u{92}s \u{85}\u{81}\u{1}\tx"), "It’s …\tx");
    }

    #[test]
    fn a_fault_in_much_utf_8_is_no_reason_to_guess() {
        let text = "é".repeat(30);
        let broken = [text.as_bytes(), b"\xff"].concat();

        assert_eq!(decode(&broken), format!("{text}\u{fffd}"));
    }

    #[test]
    fn only_bare_ampersands_are_escaped() {
        assert_eq!(
            repair("a & b &amp; c &#233; AT&T &x y;\u{1}"),
            "a &amp; b &amp; c &#233; AT&amp;T &amp;x y;"
        );
    }
}
