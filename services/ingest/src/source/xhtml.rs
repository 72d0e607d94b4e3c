//! XHTML to blocks of text: no word is lost; what is not to be read is counted, with the reason.
//!
//! Well-formed documents are walked as XML. Anything else is walked again *leniently*: unescaped `<` and `&` are text,
//! end tags close what they can, and void elements need no end.

mod element;
mod writer;

use std::collections::{BTreeMap, HashMap, HashSet};

use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::Event;

use crate::source::Block;
use crate::source::xhtml::element::{Element, Kind};
use crate::source::xhtml::writer::Writer;

pub(crate) use writer::spaced;

/// Elements nested deeper than this keep their text, but no longer count as elements.
const DEPTH: usize = 256;

/// A document as it was walked.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Document {
    pub(crate) blocks: Vec<Block>,
    /// Where wanted ids lie: the index of the block that they are in, or that follows them.
    pub(crate) anchors: HashMap<String, usize>,
    /// Characters that are not read, by reason.
    pub(crate) left_out: BTreeMap<&'static str, u64>,
    /// Whether it was not well-formed.
    pub(crate) is_malformed: bool,
}

/// Walks a document; `wanted` are the ids whose places matter.
pub(crate) fn walk(text: &str, wanted: &HashSet<&str>) -> Document {
    let mut strict = Walk::new(wanted, false);
    if strict.run(text) {
        return strict.finish();
    }
    let mut lenient = Walk::new(wanted, true);
    lenient.run(&element::escape_stray_brackets(text));
    lenient.finish()
}

struct Walk<'w> {
    wanted: &'w HashSet<&'w str>,
    lenient: bool,
    open: Vec<Element>,
    /// Elements open beyond [`DEPTH`].
    deeper: usize,
    writer: Writer,
    anchors: HashMap<String, usize>,
}

impl<'w> Walk<'w> {
    fn new(wanted: &'w HashSet<&'w str>, lenient: bool) -> Self {
        Self {
            wanted,
            lenient,
            open: Vec::new(),
            deeper: 0,
            writer: Writer::default(),
            anchors: HashMap::new(),
        }
    }

    /// Walks to the end; `false` when the document is not well-formed, and the walk not lenient.
    fn run(&mut self, text: &str) -> bool {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.check_end_names = !self.lenient;
        config.allow_unmatched_ends = self.lenient;
        config.allow_dangling_amp = self.lenient;
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => self.start(&Element::read(&tag), self.lenient),
                Ok(Event::Empty(tag)) => {
                    let element = Element::read(&tag);
                    self.start(&element, true);
                    if !element.is_void() {
                        self.end(&element.name);
                    }
                }
                Ok(Event::End(tag)) => self.end(&tag.local_name().as_ref().to_ascii_lowercase()),
                Ok(Event::Text(text)) => self.text(&text),
                Ok(Event::CData(text)) => self.text(&text),
                Ok(Event::GeneralRef(name)) => self.reference(&name),
                Ok(Event::Eof) => {
                    return self.lenient || (self.open.is_empty() && self.deeper == 0);
                }
                Ok(_) => {}
                Err(_) if self.lenient => {
                    let at = usize::try_from(reader.error_position()).unwrap_or(text.len());
                    let rest = text.get(at..).unwrap_or_default();
                    self.writer.leave_out("unreadable markup", rest);
                    return true;
                }
                Err(_) => return false,
            }
        }
    }

    fn start(&mut self, element: &Element, void_needs_no_end: bool) {
        if self.lenient {
            self.imply_end(element);
        }
        let block = element.kind.is_block() && self.reason().is_none();
        if block {
            self.writer.end_block();
        }
        if !element.id.is_empty() && self.wanted.contains(element.id.as_str()) {
            let at = self.writer.position();
            self.anchors.entry(element.id.clone()).or_insert(at);
        }
        match element.kind {
            Kind::LineBreak => self.text(" "),
            Kind::Rule if self.reason().is_none() => self.writer.scene(),
            Kind::Image => self.writer.describe(&element.alt),
            _ => {}
        }
        if element.is_void() && void_needs_no_end {
            return;
        }
        if self.open.len() == DEPTH {
            self.deeper += 1;
            return;
        }
        self.open.push(element.clone());
    }

    fn end(&mut self, name: &str) {
        if self.deeper > 0 {
            self.deeper -= 1;
            if element::kind_of(name).is_block() && self.reason().is_none() {
                self.writer.end_block();
            }
            return;
        }
        let Some(at) = self.open.iter().rposition(|open| open.name == name) else { return };
        while self.open.len() > at {
            let was_read = self.reason().is_none();
            let Some(element) = self.open.pop() else { return };
            if element.kind.is_block() && was_read {
                self.writer.end_block();
            }
            if element.leave_out.is_some() {
                self.writer.end_left_out();
            }
        }
    }

    /// In tag soup, a paragraph ends where the next block begins.
    fn imply_end(&mut self, element: &Element) {
        let last = self.open.last().map(|open| open.name.as_str());
        let ends = match last {
            Some("p") => element.kind.is_block(),
            Some("li") => element.name == "li",
            Some("dt" | "dd") => matches!(element.name.as_str(), "dt" | "dd"),
            Some("td" | "th") => matches!(element.name.as_str(), "td" | "th" | "tr"),
            Some("head") => element.name == "body",
            _ => false,
        };
        if ends && let Some(last) = last.map(str::to_owned) {
            self.end(&last);
        }
    }

    fn text(&mut self, text: &str) {
        match self.reason() {
            None => self.writer.write(text, self.heading()),
            Some("") => {}
            Some(reason) => self.writer.leave_out(reason, text),
        }
    }

    fn reference(&mut self, name: &quick_xml::events::BytesRef<'_>) {
        let mut buffer = [0; 4];
        match name.resolve_char_ref() {
            Ok(Some(letter)) => self.text(letter.encode_utf8(&mut buffer)),
            Ok(None) | Err(_) => match resolve_html5_entity(name) {
                Some(text) => self.text(text),
                None => self.text(&format!("&{};", &**name)),
            },
        }
    }

    /// Why the present place is not read; empty for what nobody would see.
    fn reason(&self) -> Option<&'static str> {
        self.open.iter().find_map(|element| element.leave_out)
    }

    fn heading(&self) -> Option<u8> {
        self.open.iter().rev().find_map(|element| element.kind.level())
    }

    fn finish(self) -> Document {
        let (blocks, left_out) = self.writer.finish();
        let anchors = self.anchors;
        Document { blocks, anchors, left_out, is_malformed: self.lenient }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walked(body: &str) -> Document {
        walk(
            &format!("<html><head><title>no</title></head><body>{body}</body></html>"),
            &HashSet::new(),
        )
    }

    fn check(body: &str, expected: &[&str]) {
        let document = walked(body);
        let text = |block: &Block| block.text().unwrap_or("---").to_owned();
        let found: Vec<String> = document.blocks.iter().map(text).collect();
        assert_eq!(found, expected, "{body}");
    }

    #[test]
    fn blocks_stand_for_themselves_and_inline_markup_joins() {
        check("<p><span>W</span>hen <i>we</i>\n<b>met</b></p>", &["When we met"]);
        check("<div>bare<p>one</p>tail</div>", &["bare", "one", "tail"]);
        check("<table><tr><td>ANNA</td><td>Yes.</td></tr></table>", &["ANNA", "Yes."]);
        check("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", &["a", "b", "c"]);
        check("<p>a<br/>b</p>", &["a b"]);
        check(
            "<p>so\u{ad}ft\u{200b} \u{a0}x&nbsp;&eacute;&#233;&unknown;</p>",
            &["soft x éé&unknown;"],
        );
        check("<p><a id='x'/>one</p><p><span/>two</p>", &["one", "two"]);
    }

    #[test]
    fn scenes_end_at_rules_and_ornaments() {
        check("<p>a</p><hr/><p>b</p>", &["a", "---", "b"]);
        check("<p>a</p><p>* * *</p><hr/><p>b</p>", &["a", "---", "b"]);
        check("<p>* * *</p><p>b</p>", &["b"]);
        assert_eq!(walked("<p>a</p><p>* * *</p><p>b</p>").left_out["scene break"], 5);
    }

    #[test]
    fn what_is_not_read_is_counted_with_a_reason() {
        let body = "<p>a<a epub:type='noteref' href='#n'>12</a> b<span epub:type='pagebreak'>7</span></p>\
            <div hidden=''><p>not</p></div><p style='display: none'>nor</p><ruby>漢<rt>kan</rt></ruby>";

        let document = walked(body);

        let texts: Vec<&str> = document.blocks.iter().filter_map(Block::text).collect();
        assert_eq!(texts, ["a b", "漢"]);
        let left_out: Vec<(&str, u64)> = document.left_out.into_iter().collect();
        let ruby = ("reading aid (ruby)", 3);
        assert_eq!(left_out, [("hidden", 6), ("note reference", 2), ("page number", 1), ruby]);
    }

    #[test]
    fn a_picture_is_described_only_where_there_is_nothing_else() {
        check("<img alt='A map' src='m.png'/>", &["A map"]);
        check("<p>text</p><img alt='A map' src='m.png'/>", &["text"]);
        assert_eq!(walked("<p>t</p><img alt='A map'/>").left_out["description of a picture"], 5);
    }

    #[test]
    fn tag_soup_loses_no_word() {
        check(
            "<p>one<p>two<br>three <b>x<i>y</b></i> & raw < amp <div>four",
            &["one", "two three xy & raw < amp", "four"],
        );
        check("<ul><li>a<li>b</ul>tail</p></div>", &["a", "b", "tail"]);
        assert!(walked("<p>open").is_malformed && !walked("<p>closed</p>").is_malformed);
    }

    #[test]
    fn wanted_ids_are_found_where_their_text_begins() {
        let text = "<body><h1 id='a'>A</h1><p>one</p><a id='b'/><h2>B</h2><p>two <i id='c'>c</i></p></body>";

        let document = walk(text, &HashSet::from(["a", "b", "c"]));

        let at = |id: &str| document.anchors[id];
        assert_eq!((at("a"), at("b"), at("c")), (0, 2, 3));
    }

    #[test]
    fn any_depth_is_walked_and_keeps_its_text() {
        let deep =
            format!("{}deep{}<p>after</p>", "<div>".repeat(100_000), "</div>".repeat(100_000));

        check(&deep, &["deep", "after"]);
    }
}
