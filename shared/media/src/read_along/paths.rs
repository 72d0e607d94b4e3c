//! Names in an archive, and how documents in it refer to one another.

/// The name that `reference` means in the document called `from`; without the part after `#`.
pub(super) fn resolve(from: &str, reference: &str) -> String {
    let path = reference.split(['#', '?']).next().unwrap_or_default();
    let path = decoded(path);
    let mut parts: Vec<&str> = match path.starts_with('/') {
        true => vec![],
        false => from.rsplit_once('/').map_or(vec![], |(folder, _)| folder.split('/').collect()),
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// How the document called `from` refers to the file called `to`.
pub(super) fn relative(from: &str, to: &str) -> String {
    let folder: Vec<&str> =
        from.rsplit_once('/').map_or(vec![], |(folder, _)| folder.split('/').collect());
    let parts: Vec<&str> = to.split('/').collect();
    let most = folder.len().min(parts.len() - 1);
    let shared = (0..most).take_while(|&at| folder[at] == parts[at]).count();
    let up = std::iter::repeat_n("..".to_owned(), folder.len() - shared);
    let down = parts[shared..].iter().map(|part| encoded(part));
    up.chain(down).collect::<Vec<_>>().join("/")
}

fn decoded(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut found = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = path.get(at + 1..at + 3).and_then(|code| u8::from_str_radix(code, 16).ok());
        match code.filter(|_| bytes[at] == b'%') {
            Some(byte) => found.push(byte),
            None => found.push(bytes[at]),
        }
        at += if bytes[at] == b'%' && code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&found).into_owned()
}

fn encoded(part: &str) -> String {
    let mut found = String::with_capacity(part.len());
    for byte in part.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                found.push(byte.into());
            }
            byte => found.push_str(&format!("%{byte:02X}")),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_lead_from_one_document_to_another_and_back() {
        for (from, to, reference) in [
            ("EPUB/a/b.smil", "EPUB/text/c 1.xhtml", "../text/c%201.xhtml"),
            ("b.smil", "EPUB/c.xhtml", "EPUB/c.xhtml"),
            ("EPUB/b.smil", "c.xhtml", "../c.xhtml"),
            ("x/y/z", "x/y/é&", "%C3%A9%26"),
        ] {
            assert_eq!(relative(from, to), reference);
            assert_eq!(resolve(from, reference), to);
        }
        assert_eq!(resolve("EPUB/p.opf", "./a/../b.xhtml#id"), "EPUB/b.xhtml");
        assert_eq!(resolve("p.opf", "../../b%zz"), "b%zz");
    }
}
