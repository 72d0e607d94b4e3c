//! Reads XML of untrusted books as events: without DTDs and custom entities, and tolerant of errors.

use quick_xml::Reader;
use quick_xml::escape::{resolve_html5_entity, unescape_with};
use quick_xml::events::{BytesRef, BytesStart, Event};

/// An event of a document.
#[derive(Debug)]
pub(super) enum XmlEvent<'t> {
    /// An element begins; an empty element is followed by its [`XmlEvent::End`], too.
    Start(BytesStart<'t>),
    /// The element of this local name ends.
    End(String),
    Text(String),
}

/// Passes the events of a document on; an error says where it cannot be read any further.
pub(super) fn walk(text: &str, mut meet: impl FnMut(XmlEvent<'_>)) -> Result<(), String> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => meet(XmlEvent::Start(tag)),
            Ok(Event::Empty(tag)) => {
                let name = local(&tag);
                meet(XmlEvent::Start(tag));
                meet(XmlEvent::End(name));
            }
            Ok(Event::End(tag)) => meet(XmlEvent::End(tag.local_name().as_ref().to_owned())),
            Ok(Event::Text(text)) => meet(XmlEvent::Text((*text).to_owned())),
            Ok(Event::CData(text)) => meet(XmlEvent::Text((*text).to_owned())),
            Ok(Event::GeneralRef(name)) => meet(XmlEvent::Text(resolved(&name))),
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(error) => {
                let at = reader.error_position();
                return Err(format!("it cannot be read beyond byte {at}: {error}"));
            }
        }
    }
}

fn resolved(name: &BytesRef<'_>) -> String {
    match name.resolve_char_ref() {
        Ok(Some(letter)) => letter.to_string(),
        Ok(None) | Err(_) => {
            resolve_html5_entity(name).map_or_else(|| format!("&{};", &**name), str::to_owned)
        }
    }
}

/// An element's name without its prefix.
pub(super) fn local(tag: &BytesStart<'_>) -> String {
    tag.local_name().as_ref().to_owned()
}

/// The value of an attribute, by its name without prefix.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.html_attributes();
    let found = attributes.with_checks(false).flatten();
    let mut found = found.filter(|attribute| {
        let key = attribute.key.as_ref();
        key.rsplit(':').next() == Some(name)
    });
    let value = found.next()?.value;
    Some(unescape_with(&value, resolve_html5_entity).map_or_else(|_| value.to_string(), Into::into))
}
