//! Markdown: recognised by its marks, and converted to XHTML by `pulldown-cmark`.

mod front_matter;

use pages::source_page::SourcePage;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use quick_xml::escape::escape;

use crate::formats::directives::with_directives;
use crate::metadata::name;
use crate::source_book::SourceBook;

/// The name of the only page.
const PAGE: &str = "text";
/// Fewest points for a text to count as Markdown.
const ENOUGH: usize = 3;
/// Lines of a text that are checked.
const LINES: usize = 5_000;

/// Whether a text is Markdown: by its front matter, or by its marks.
pub(super) fn is_markdown(text: &str) -> bool {
    if front_matter::parts(text).is_some() {
        return true;
    }
    let (mut strong, mut points) = (0, 0);
    let mut above = "";
    for line in text.lines().take(LINES) {
        let is_ruled = !above.trim().is_empty() && is_rule_below(line);
        points += if is_heading(line) {
            3
        } else if is_ruled {
            2
        } else {
            0
        };
        points += 3 * usize::from(has_link(line)) + 2 * usize::from(line.starts_with("```"));
        strong += usize::from(has_strong(line));
        above = line;
    }
    points + strong.min(2) >= ENOUGH
}

fn is_heading(line: &str) -> bool {
    let rest = line.trim_start_matches('#');
    (1..=6).contains(&(line.len() - rest.len()))
        && rest.starts_with(' ')
        && rest.contains(char::is_alphanumeric)
}

fn is_rule_below(line: &str) -> bool {
    let line = line.trim_end();
    line.len() >= 3 && (line.bytes().all(|b| b == b'=') || line.bytes().all(|b| b == b'-'))
}

/// `[words](where)`
fn has_link(line: &str) -> bool {
    line.split_once("](").is_some_and(|(before, after)| before.contains('[') && after.contains(')'))
}

/// `**words**`
fn has_strong(line: &str) -> bool {
    let inner = line.split_once("**").map_or("", |(_, rest)| rest);
    inner.starts_with(char::is_alphanumeric) && inner.contains("**")
}

/// Opens a text of Markdown.
pub(super) fn open(text: &str) -> SourceBook {
    let (front, body) = front_matter::parts(text).unwrap_or(("", text));
    let mut metadata = front_matter::metadata(front);
    if metadata.title.is_empty() {
        metadata.title = only_title(body).unwrap_or_default();
    }
    let mut xhtml = String::from("<html><body>");
    html::push_html(&mut xhtml, Parser::new_ext(body, options()).map(with_notes));
    xhtml.push_str("</body></html>");
    let page = SourcePage {
        name: PAGE.to_owned(),
        text: with_directives(&xhtml),
        ..SourcePage::default()
    };
    SourceBook { metadata, pages: vec![page], ..SourceBook::default() }
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
}

/// Writes notes and references to them as in EPUBs.
fn with_notes(event: Event<'_>) -> Event<'_> {
    let id = |label: &str| format!("note-{}", escape(label));
    match event {
        Event::FootnoteReference(label) => Event::InlineHtml(
            format!("<a epub:type=\"noteref\" href=\"#{}\">{}</a>", id(&label), escape(&*label))
                .into(),
        ),
        Event::Start(Tag::FootnoteDefinition(label)) => {
            Event::Html(format!("<aside epub:type=\"footnote\" id=\"{}\">", id(&label)).into())
        }
        Event::End(TagEnd::FootnoteDefinition) => Event::Html("</aside>\n".into()),
        Event::TaskListMarker(_) => Event::Text("".into()),
        event => event,
    }
}

/// The highest heading, if it is the only one of its level.
fn only_title(text: &str) -> Option<String> {
    let (mut titles, mut open) = (Vec::new(), false);
    for event in Parser::new_ext(text, options()) {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => {
                open = true;
                titles.push(String::new());
            }
            Event::End(TagEnd::Heading(_)) => open = false,
            Event::Text(text) | Event::Code(text) if open => {
                if let Some(title) = titles.last_mut() {
                    title.push_str(&text);
                }
            }
            _ => {}
        }
    }
    match titles.as_slice() {
        [title] => Some(name(title)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_is_told_from_plain_text() {
        for markdown in [
            "# One\n\nText.",
            "One\n===\n\nText.\n\nTwo\n---\n",
            "See [the mill](mill.html).",
            "---\ntitle: One\n---\nText.",
            "% One\n% Ann Other\n\nText.",
        ] {
            assert!(is_markdown(markdown), "{markdown}");
        }
        for plain in [
            "CHAPTER I\n\nHe said [nothing] (then).",
            "#\n\n# \n\n* * *\n\n***",
            "----\n\nA ruled line.\n",
            "He was **very** tired.",
            "C# is a note.\n#hashtag",
        ] {
            assert!(!is_markdown(plain), "{plain}");
        }
    }

    #[test]
    fn marks_become_elements() {
        let opened = open(
            "# Mill\n\nHe *went*.[^1]\n\n***\n\n> She.\n\n[^1]: By foot.\n\n## A & B\n\n[pause 1.5s]",
        );

        let text = opened.pages[0].text.replace('\n', "");
        assert_eq!(opened.metadata.title, "Mill");
        assert_eq!(
            text,
            "<html><body><h1>Mill</h1><p>He <em>went</em>.<a epub:type=\"noteref\" href=\"#note-1\">1</a></p><hr />\
             <blockquote><p>She.</p></blockquote><aside epub:type=\"footnote\" id=\"note-1\"><p>By foot.</p></aside>\
             <h2>A &amp; B</h2><p><span data-lector-pause=\"1500\">[pause 1.5s]</span></p></body></html>"
        );
    }
}
