//! `FictionBook` 2: one document of sections, poems and notes, with its pictures inside.

mod body;
mod description;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use pages::encoding::repair;

use crate::cover;
use crate::formats::fb2::body::BodyWriter;
use crate::formats::fb2::description::DescriptionReader;
use crate::formats::xml::{self, XmlEvent, attribute, local};
use crate::source_book::SourceBook;

/// Largest cover, as base64.
const PICTURE: usize = 28 << 20;

/// Opens an FB2 document.
pub(super) fn open(text: &str) -> SourceBook {
    let text = repair(text);
    let mut opened = SourceBook::default();
    let mut description = DescriptionReader::default();
    let mut body: Option<BodyWriter> = None;
    let mut picture: Option<String> = None;
    let are_gaps = text.matches("<empty-line").count() * 10 < text.matches("<p>").count();
    let read = xml::walk(&text, |met| match met {
        XmlEvent::Start(tag) if local(&tag) == "body" && body.is_none() => {
            let name = attribute(&tag, "name").unwrap_or_default();
            body = Some(BodyWriter::new(&name, opened.pages.len(), are_gaps));
        }
        XmlEvent::End(name) if name == "body" => {
            body.take().into_iter().for_each(|body| body.finish(&mut opened));
        }
        XmlEvent::Start(tag) if body.is_none() && local(&tag) == "binary" => {
            let is_cover = attribute(&tag, "id") == description.cover;
            picture = picture.take().or_else(|| is_cover.then(String::new));
        }
        XmlEvent::Text(text) if body.is_none() && description.is_done => {
            let room = |picture: &&mut String| picture.len() + text.len() <= PICTURE;
            if let Some(picture) = picture.as_mut().filter(room) {
                picture.push_str(&text);
            }
        }
        XmlEvent::End(name) if name == "binary" => {
            if opened.cover.is_none()
                && let Some(text) = picture.take()
            {
                take_cover(&text, &mut opened);
            }
        }
        met => match &mut body {
            Some(body) => body.meet(&met),
            None => description.meet(&met),
        },
    });
    body.into_iter().for_each(|body| body.finish(&mut opened));
    if let Err(why) = read {
        opened.warnings.push(format!("the file is damaged: {why}"));
    }
    opened.metadata = description.metadata();
    opened
}

fn take_cover(text: &str, opened: &mut SourceBook) {
    let plain: String = text.split_whitespace().collect();
    let jpeg = STANDARD.decode(plain).map_err(|error| error.to_string());
    match jpeg.and_then(|bytes| cover::jpeg(&bytes)) {
        Ok(jpeg) => opened.cover = Some(jpeg),
        Err(why) => opened.warnings.push(format!("the cover was not used: {why}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(description: &str, rest: &str) -> SourceBook {
        open(&format!(
            "<?xml version=\"1.0\"?><FictionBook xmlns:l=\"x\"><description><title-info>{description}</title-info></description>{rest}</FictionBook>"
        ))
    }

    fn check(body: &str, expected: &str) {
        let opened = book("", &format!("<body><section>{body}</section></body>"));
        let text = opened.pages[0].text.replace('\n', "");
        let inner = text
            .trim_start_matches("<html><body><section>")
            .trim_end_matches("</section></body></html>");
        assert_eq!(inner, expected, "{body}");
    }

    #[test]
    fn a_book_says_what_it_is() {
        let opened = book(
            "<genre>sf</genre><author><first-name>Ann</first-name><last-name>Other</last-name></author>\
             <book-title>The Mill &amp; Wind</book-title><annotation><p>About</p><p>a mill.</p></annotation>\
             <lang>ru</lang><translator><nickname>third</nickname></translator><sequence name='Mills' number='2'/>",
            "<body><section><p>x</p></section></body>",
        );

        let found = opened.metadata;
        assert_eq!(
            (found.title.as_str(), found.authors.as_slice()),
            ("The Mill & Wind", &["Ann Other".to_owned()][..])
        );
        assert_eq!(
            (found.language.as_deref(), found.description.as_deref()),
            (Some("ru"), Some("About a mill."))
        );
        assert_eq!(
            (found.contributors[0].name.as_str(), found.contributors[0].role.as_str()),
            ("third", "trl")
        );
        let series = found.series.unwrap();
        assert_eq!((series.name.as_str(), series.index.as_deref()), ("Mills", Some("2")));
        assert_eq!(found.subjects, ["sf"]);
    }

    #[test]
    fn sections_are_nested_in_the_table_of_contents() {
        let section = |title: &str, rest: &str| {
            format!("<section><title><p>{title}</p></title>{rest}</section>")
        };
        let inner = section("I", "<p>a</p>") + &section("II", "<p>b</p>");
        let opened = book(
            "",
            &format!(
                "<body><title><p>Ann Other</p><p>The Mill</p></title>{}</body>",
                section("Part One", &inner)
            ),
        );

        let entries: Vec<(usize, &str)> =
            opened.contents.iter().map(|entry| (entry.level, entry.title.as_str())).collect();
        assert_eq!(entries, [(1, "Part One"), (2, "I"), (2, "II")]);
        assert!(
            opened.pages[0]
                .text
                .contains("<div epub:type=\"titlepage\"><h1>Ann Other<br/>The Mill</h1></div>"),
            "{}",
            opened.pages[0].text
        );
    }

    #[test]
    fn every_element_keeps_its_meaning() {
        check(
            "<p>a <emphasis>b</emphasis> <strong>c</strong></p>",
            "<p>a <em>b</em> <strong>c</strong></p>",
        );
        check(
            "<poem><title><p>T</p></title><stanza><v>a</v><v>b &lt;</v></stanza><text-author>N</text-author></poem>",
            "<div class=\"poem\"><h2>T</h2><p class=\"verse\">a<br/>b &lt;</p><p class=\"text-author\">N</p></div>",
        );
        check(
            "<epigraph><p>e</p></epigraph><cite><p>c</p></cite>",
            "<blockquote epub:type=\"epigraph\"><p>e</p></blockquote><blockquote><p>c</p></blockquote>",
        );
        check("<subtitle>* * *</subtitle><subtitle>S</subtitle>", "<hr/><h2>S</h2>");
        check("<table><tr><td>a</td></tr></table>", "<table><tr><td>a</td></tr></table>");
        check(
            "<p>a<a l:href='#n1' type='note'>[1]</a></p>",
            "<p>a<a epub:type=\"noteref\" href=\"#n1\">[1]</a></p>",
        );
    }

    #[test]
    fn notes_are_notes() {
        let opened = book(
            "",
            "<body><section><p>x</p></section></body><body name='notes'><title><p>Notes</p></title><section id='n1'><title><p>1</p></title><p>By foot.</p></section></body>",
        );

        let text = &opened.pages[1].text.replace('\n', "");
        assert!(text.contains("<aside epub:type=\"footnote\" id=\"n1\"><span data-lector-skip=\"number of a note\">1</span><p>By foot.</p></aside>"), "{text}");
        assert!(opened.contents.is_empty());
    }

    #[test]
    fn broken_markup_keeps_its_words() {
        let opened =
            open("<FictionBook><body><section><p>a<emphasis>b</p><p>c & d</section></body>");

        let text = opened.pages[0].text.replace('\n', "");
        assert_eq!(
            text,
            "<html><body><section><p>a<em>b</em></p><p>c &amp; d</p></section></body></html>"
        );
    }
}
