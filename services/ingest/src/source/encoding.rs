//! Bytes to text: byte order mark, declaration, UTF-8, and at last a guess.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// How far into a document its encoding may be declared.
const DECLARATION: usize = 1024;

/// Decodes a document; never fails, and never loses a letter that can be told.
pub(crate) fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned();
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let declared = declared(bytes).filter(|&encoding| encoding != UTF_8);
    let encoding = declared.unwrap_or_else(|| guess(bytes));
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// `<?` in two-byte units.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [b'<', 0, b'?' | b'h' | b'!' | b'p', 0, ..] => Some(encoding_rs::UTF_16LE),
        [0, b'<', 0, b'?' | b'h' | b'!' | b'p', ..] => Some(encoding_rs::UTF_16BE),
        _ => None,
    }
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

/// Makes markup parseable without changing what it says: a bare `&` is escaped, forbidden control characters go.
pub(crate) fn repair(text: &str) -> String {
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

/// Says whether what follows a `&` makes it a reference.
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

    #[test]
    fn only_bare_ampersands_are_escaped() {
        assert_eq!(
            repair("a & b &amp; c &#233; AT&T &x y;\u{1}"),
            "a &amp; b &amp; c &#233; AT&amp;T &amp;x y;"
        );
    }
}
