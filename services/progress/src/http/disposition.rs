//! The `Content-Disposition` header (RFC 6266): under which name a browser saves a file; pure.

/// The name of a file whose own name has no allowed character.
const NAMELESS: &str = "audiobook.m4b";
/// File systems allow 255 bytes.
const LONGEST: usize = 200;

/// Writes the header for a download called `name`: plain ASCII for old clients, UTF-8 for all others.
pub(super) fn attachment(name: &str) -> String {
    let safe: String = name.chars().filter_map(safe).collect();
    let safe = match safe.trim_matches(['.', ' ']) {
        "" => NAMELESS,
        safe => shorten(safe),
    };
    let ascii: String = safe.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{}", percent(safe))
}

/// Drops control characters and characters that change the direction of writing, and replaces those that separate folders.
fn safe(c: char) -> Option<char> {
    match c {
        '/' | '\\' | ':' => Some('-'),
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}' => None,
        '\u{61c}' | '\u{2028}' | '\u{2029}' => None,
        c if c.is_control() => None,
        c => Some(c),
    }
}

/// Whether `c` may stand between quotes; `%` may not, since some browsers decode it there.
fn is_plain(c: char) -> bool {
    (c.is_ascii_graphic() || c == ' ') && !matches!(c, '"' | '\\' | '%')
}

/// Cuts a long name before its extension, never within a character.
fn shorten(name: &str) -> &str {
    if name.len() <= LONGEST {
        return name;
    }
    let end = (0..=LONGEST).rev().find(|&at| name.is_char_boundary(at)).unwrap_or(0);
    &name[..end]
}

fn percent(name: &str) -> String {
    let mut text = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, ascii: &str, utf8: &str) {
        let expected = format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{utf8}");
        assert_eq!(attachment(name), expected, "{name:?}");
    }

    #[test]
    fn plain_names_stay_as_they_are() {
        check("Emma.m4b", "Emma.m4b", "Emma.m4b");
        check("Jane Austen - Emma.m4b", "Jane Austen - Emma.m4b", "Jane%20Austen%20-%20Emma.m4b");
    }

    #[test]
    fn other_scripts_have_a_plain_fallback() {
        check("Käthe.m4b", "K_the.m4b", "K%C3%A4the.m4b");
        check("戦.m4b", "_.m4b", "%E6%88%A6.m4b");
    }

    #[test]
    fn nothing_breaks_out_of_the_header() {
        check("a\r\nSet-Cookie: x=1.m4b", "aSet-Cookie- x=1.m4b", "aSet-Cookie-%20x%3D1.m4b");
        check("a\"; filename=\"b.exe", "a_; filename=_b.exe", "a%22%3B%20filename%3D%22b.exe");
        check("50%41.m4b", "50_41.m4b", "50%2541.m4b");
        check("a'b*.m4b", "a'b*.m4b", "a%27b%2A.m4b");
    }

    #[test]
    fn a_name_cannot_hide_its_extension_or_leave_its_folder() {
        check("book\u{202e}b4m.exe", "bookb4m.exe", "bookb4m.exe");
        check("../../etc/passwd", "-..-etc-passwd", "-..-etc-passwd");
        check("c:\\x.m4b", "c--x.m4b", "c--x.m4b");
    }

    #[test]
    fn there_is_always_a_name_that_a_file_system_takes() {
        check("", "audiobook.m4b", "audiobook.m4b");
        check("\u{202e}\r\n. ", "audiobook.m4b", "audiobook.m4b");

        let long = attachment(&"ä".repeat(500));

        assert!(long.contains(&format!("filename=\"{}\"", "_".repeat(100))));
    }
}
