//! The entities that a document declares for itself: `<!ENTITY mdash "&#8212;">`. External ones are never fetched.

use std::collections::HashMap;

/// Entities within entities are followed this deep.
const DEPTH: usize = 8;
/// Most bytes that all entities of a document may add.
const ADDED_BYTES: usize = 4 << 20;
/// Most entities of a document.
const MOST: usize = 5_000;
/// Longest name of an entity that is looked for.
const NAME_BYTES: usize = 100;
/// The entities of XML, which cannot be declared otherwise.
const OF_XML: [&str; 5] = ["amp", "lt", "gt", "quot", "apos"];

/// Replaces the entities that the document declares, and takes the declarations out. A document that declares none is `None`; so is
/// one whose entities grow without bound, which keeps its references.
pub(crate) fn expanded(text: &str) -> Option<String> {
    let (begin, subset, end) = internal_subset(text)?;
    let entities = declared(subset);
    let mut written = String::with_capacity(text.len());
    written.push_str(&text[..begin]);
    let mut room = ADDED_BYTES;
    expand(&text[end..], &entities, DEPTH, &mut room, &mut written)?;
    Some(written)
}

/// Finds the declarations in brackets, with the brackets, in the document's type.
fn internal_subset(text: &str) -> Option<(usize, &str, usize)> {
    let doctype = text.find("<!DOCTYPE")?;
    let rest = &text[doctype..];
    let open = doctype + rest.find('[').filter(|&at| !rest[..at].contains('>'))?;
    let (mut quote, mut at) = (None, open + 1);
    while let Some(next) = text[at..].chars().next() {
        match (next, quote) {
            (_, Some(open)) if open == next => quote = None,
            ('"' | '\'', None) => quote = Some(next),
            ('<', None) if text[at..].starts_with("<!--") => {
                at += text[at..].find("-->")?;
            }
            (']', None) => return Some((open, &text[open + 1..at], at + 1)),
            _ => {}
        }
        at += next.len_utf8();
    }
    None
}

/// The general entities that have a text; the first declaration of a name counts.
fn declared(subset: &str) -> HashMap<&str, &str> {
    let mut entities = HashMap::new();
    for part in subset.split("<!ENTITY").skip(1).take(MOST) {
        let Some((name, value)) = part.trim_start().split_once(|c: char| c.is_whitespace()) else {
            continue;
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        if let Some(value) = quote.and_then(|quote| value[1..].split_once(quote))
            && !OF_XML.contains(&name)
        {
            entities.entry(name).or_insert(value.0);
        }
    }
    entities
}

/// Writes a text with its entities replaced; `None` if they are too deep or too many.
fn expand(
    text: &str,
    entities: &HashMap<&str, &str>,
    depth: usize,
    room: &mut usize,
    written: &mut String,
) -> Option<()> {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        written.push_str(&rest[..at]);
        let near = &rest[at + 1..rest.floor_char_boundary(at + 1 + NAME_BYTES)];
        let name = near.split_once(';').map(|(name, _)| name);
        match name.and_then(|name| Some((name, entities.get(name)?))) {
            Some((name, value)) => {
                *room = room.checked_sub(value.len() + 1)?;
                expand(value, entities, depth.checked_sub(1)?, room, written)?;
                rest = &rest[at + name.len() + 2..];
            }
            None => {
                written.push('&');
                rest = &rest[at + 1..];
            }
        }
    }
    written.push_str(rest);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(subset: &str, body: &str, expected: Option<&str>) {
        let found = expanded(&format!("<!DOCTYPE html [{subset}]><p>{body}</p>"));
        let expected = expected.map(|body| format!("<!DOCTYPE html ><p>{body}</p>"));
        assert_eq!(found, expected, "{subset}");
    }

    #[test]
    fn own_entities_are_replaced() {
        check("<!ENTITY O '&#x201C;'>", "&O;Oh&O;", Some("&#x201C;Oh&#x201C;"));
        check("\n<!ENTITY a \"b\">\n<!ENTITY b 'c > ]'>\n", "&a;&b; &c;", Some("bc > ] &c;"));
        check("<!ENTITY a 'x &b; y'><!ENTITY b 'z'>", "&a;", Some("x z y"));
        check("<!ENTITY a '<em>x</em>'>", "&a;", Some("<em>x</em>"));
        check("<!ENTITY a 'one'><!ENTITY a 'two'>", "&a;", Some("one"));
        check("<!-- ]> ' --><!ENTITY a 'one'>", "&a;", Some("one"));
        check("<!ENTITY lt 'no'>", "&lt;", Some("&lt;"));
        check("<!ELEMENT p (#PCDATA)>", "&eacute; & &", Some("&eacute; & &"));
        assert_eq!(expanded("<!DOCTYPE html><p>[&a;]</p>"), None);
        assert_eq!(expanded("<p>&a;</p>"), None);
    }

    #[test]
    fn files_are_not_fetched_and_bombs_do_not_go_off() {
        check("<!ENTITY a SYSTEM 'file:///etc/passwd'>", "&a;", Some("&a;"));
        check("<!ENTITY % a 'x'>%a;", "&a;", Some("&a;"));
        check("<!ENTITY a '&a;'>", "&a;", None);
        check("<!ENTITY a '&b;'><!ENTITY b '&a;'>", "&a;", None);
        let bomb: String = (1..=7)
            .map(|n| format!("<!ENTITY l{n} '{}'>", format!("&l{};", n - 1).repeat(10)))
            .collect();
        check(&format!("<!ENTITY l0 'lol'>{bomb}"), "&l7;", None);
        let wide = format!("<!ENTITY a '{}'>", "x".repeat(10_000));
        check(&wide, &"&a;".repeat(1000), None);
    }
}
