//! Makes HTML well-formed XHTML: closes every element, and loses no word.

use pages::encoding::repair;
use quick_xml::escape::{escape, resolve_html5_entity, unescape_with};

use crate::formats::boilerplate::LICENCE;
use crate::formats::html::tokenizer::{HtmlTag, HtmlToken, HtmlTokenizer};

/// Elements nested deeper than this keep their text, but lose their tags.
const DEPTH: usize = 200;
/// Elements that can have no content.
const VOID: &str = "area/base/br/col/embed/hr/img/input/link/meta/param/source/track/wbr";
/// Elements that cannot be in a paragraph.
const BLOCKS: &str = "address/article/aside/blockquote/center/details/dialog/dir/div/dl/fieldset/figcaption/figure/footer/\
    form/h1/h2/h3/h4/h5/h6/header/hgroup/hr/main/menu/nav/ol/p/pre/section/table/ul/li/dt/dd/body";
/// Why text around the main text of a web page is left out.
const AROUND: &str = "around the text of the page";

/// A page, made well-formed.
#[derive(Debug, Default)]
pub(super) struct TidiedPage {
    pub(super) xhtml: String,
    pub(super) title: String,
    /// As the page says it.
    pub(super) language: String,
    /// Names, in lower case, and contents of its meta elements.
    pub(super) metas: Vec<(String, String)>,
}

struct HtmlTidier {
    tidied: TidiedPage,
    open: Vec<String>,
    /// Whether the page marks its main text.
    has_main: bool,
}

/// Makes a page well-formed.
pub(super) fn tidy(text: &str) -> TidiedPage {
    let text = repair(text);
    let lower = text.to_ascii_lowercase();
    let has_main = lower.contains("<main") || lower.matches("<article").count() == 1;
    let mut tidy = HtmlTidier { tidied: TidiedPage::default(), open: Vec::new(), has_main };
    let mut tokens = HtmlTokenizer::new(&text);
    while let Some(token) = tokens.next() {
        match token {
            HtmlToken::Text(text) => tidy.tidied.xhtml.push_str(text),
            HtmlToken::Literal(text) => tidy.tidied.xhtml.push_str(&escape(text)),
            HtmlToken::End(name) => tidy.end(&name),
            HtmlToken::Start(tag) => match tag.name.as_str() {
                "script" | "style" if !tag.is_closed => drop(tokens.raw(&tag.name)),
                "title" if !tag.is_closed && !tidy.is_open("svg") => {
                    let title = tokens.raw("title");
                    if tidy.tidied.title.is_empty() {
                        let title = unescape_with(title, resolve_html5_entity);
                        tidy.tidied.title = title.unwrap_or_default().into_owned();
                    }
                }
                _ => tidy.start(&tag),
            },
        }
    }
    while let Some(name) = tidy.open.pop() {
        tidy.tidied.xhtml.push_str(&format!("</{name}>"));
    }
    tidy.tidied
}

impl HtmlTidier {
    fn is_open(&self, name: &str) -> bool {
        self.open.iter().any(|open| open == name)
    }

    fn start(&mut self, tag: &HtmlTag<'_>) {
        let name = tag.name.as_str();
        self.imply_ends(name);
        match name {
            "meta" => self.meta(tag),
            "html" => {
                let language = tag.value("lang").or_else(|| tag.value("xml:lang"));
                language.unwrap_or_default().clone_into(&mut self.tidied.language);
            }
            _ => {}
        }
        let is_void = is_one_of(name, VOID);
        if self.open.len() >= DEPTH && !is_void {
            return;
        }
        let mut text = format!("<{name}");
        if let Some(reason) = self.reason(tag) {
            text.push_str(&format!(" data-lector-skip=\"{reason}\""));
        }
        for (key, value) in &tag.attributes {
            if is_plain(key) && !key.starts_with("on") && !key.starts_with("data-lector-") {
                text.push_str(&format!(" {key}=\"{}\"", escape(value.as_ref())));
            }
        }
        let closed = is_void || tag.is_closed;
        text.push_str(if closed { "/>" } else { ">" });
        self.tidied.xhtml.push_str(&text);
        if !closed {
            self.open.push(name.to_owned());
        }
    }

    /// Ends open elements that cannot contain an element of this name.
    fn imply_ends(&mut self, name: &str) {
        let (ends, within) = match name {
            "li" => ("li", "ul/ol/menu/dir"),
            "dt" | "dd" => ("dt/dd", "dl"),
            "td" | "th" => ("td/th", "tr/table"),
            "tr" | "tbody" | "tfoot" | "thead" => ("tr/caption", "table"),
            "option" => ("option", "select"),
            "body" => ("head", "html"),
            _ if is_one_of(name, BLOCKS) => ("p", BLOCKS),
            _ => return,
        };
        let is_end = |open: &String| is_one_of(open, ends);
        let in_table = matches!(name, "tr" | "tbody" | "tfoot" | "thead");
        let is_cell = |open: &String| !in_table && (open == "td" || open == "th");
        let is_wall = |open: &String| is_one_of(open, within) || is_cell(open);
        let found = self.open.iter().rev().position(|open| is_end(open) || is_wall(open));
        let Some(at) = found.map(|above| self.open.len() - 1 - above) else { return };
        if is_end(&self.open[at]) {
            self.close(at);
        }
    }

    fn end(&mut self, name: &str) {
        let is_cell = |open: &str| matches!(open, "td" | "th" | "table");
        let is_table = matches!(
            name,
            "td" | "th" | "tr" | "table" | "tbody" | "thead" | "tfoot" | "body" | "html"
        );
        let found =
            self.open.iter().rev().position(|open| open == name || (!is_table && is_cell(open)));
        let Some(at) = found.map(|above| self.open.len() - 1 - above) else { return };
        if self.open[at] == name {
            self.close(at);
        }
    }

    fn close(&mut self, at: usize) {
        for name in self.open.drain(at..).rev() {
            self.tidied.xhtml.push_str(&format!("</{name}>"));
        }
    }

    fn meta(&mut self, tag: &HtmlTag<'_>) {
        let key = tag.value("name").or_else(|| tag.value("property"));
        if let (Some(key), Some(value)) = (key, tag.value("content")) {
            self.tidied.metas.push((key.to_ascii_lowercase(), value.to_owned()));
        }
    }

    /// Why an element is left out.
    fn reason(&self, tag: &HtmlTag<'_>) -> Option<&'static str> {
        let has = |key, word| {
            tag.value(key)
                .is_some_and(|value| value.split_ascii_whitespace().any(|found| found == word))
        };
        if has("class", "pg-boilerplate") || has("id", "pg-header") || has("id", "pg-footer") {
            return Some(LICENCE);
        }
        let is_outside = self.has_main && !self.is_open("main") && !self.is_open("article");
        match tag.name.as_str() {
            "nav" | "form" | "button" | "select" | "textarea" => Some(AROUND),
            "header" | "footer" | "aside" if is_outside => Some(AROUND),
            _ if has("role", "navigation") || has("role", "search") => Some(AROUND),
            _ => None,
        }
    }
}

/// Whether a name is in a list separated by slashes.
fn is_one_of(name: &str, names: &str) -> bool {
    names.split('/').any(|known| known == name)
}

/// Whether the name of an attribute is valid in XML.
fn is_plain(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_' | '.'))
}

#[cfg(test)]
mod tests {
    use quick_xml::Reader;
    use quick_xml::events::Event;

    use super::*;

    fn check(html: &str, expected: &str) {
        assert_eq!(tidy(html).xhtml, expected, "{html}");
    }

    #[test]
    fn everything_is_closed_where_it_ends() {
        check("<p>a<p>b<br>c", "<p>a</p><p>b<br/>c</p>");
        check("<p><b>a<p>b", "<p><b>a</b></p><p>b</p>");
        check(
            "<ul><li>a<li>b<ul><li>c</ul></ul>d",
            "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>d",
        );
        check(
            "<table><tr><td>a<td>b<tr><td>c</table>",
            "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
        );
        check("<div><b>x</div>y</b>", "<div><b>x</b></div>y");
        check("<div><table><tr><td></div>x", "<div><table><tr><td>x</td></tr></table></div>");
        check("a & b &lt; c < d &amp; &nbsp;", "a &amp; b &lt; c &lt; d &amp; &nbsp;");
        check("<script>a<b && '<p>'</SCRIPT>x<style>p{}</style>", "x");
        check("<p onclick=x 1=2 id=a>t", "<p id=\"a\">t</p>");
    }

    #[test]
    fn what_is_around_the_text_is_marked() {
        let around = format!(" data-lector-skip=\"{AROUND}\"");
        check("<nav>x</nav>", &format!("<nav{around}>x</nav>"));
        check("<header>x</header>", "<header>x</header>");
        check(
            "<header>x</header><main><header>y</header></main>",
            &format!("<header{around}>x</header><main><header>y</header></main>"),
        );
        check(
            "<section class='pg-boilerplate pgheader' id='pg-header'>x</section>",
            &format!(
                "<section data-lector-skip=\"{LICENCE}\" class=\"pg-boilerplate pgheader\" id=\"pg-header\">x</section>"
            ),
        );
    }

    #[test]
    fn whatever_comes_in_what_goes_out_is_well_formed() {
        let pieces = [
            "<p>",
            "</p>",
            "<b",
            "<td>",
            "</table>",
            "<table>",
            "x & y",
            "<!--",
            "-->",
            "='\"",
            "<li/>",
            "</div>",
            "<div>",
            ">",
            "<svg:rect a=1>",
            "<![CDATA[",
            "]]>",
            "é\u{1}",
        ];
        let mut random = 7_usize;
        for _ in 0..300 {
            let mut soup = String::new();
            for _ in 0..40 {
                random = random
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                soup.push_str(pieces[(random >> 33) % pieces.len()]);
            }

            let xhtml = format!("<r>{}</r>", tidy(&soup).xhtml);

            let mut reader = Reader::from_str(&xhtml);
            loop {
                match reader.read_event() {
                    Ok(Event::Eof) => break,
                    Ok(_) => {}
                    Err(error) => panic!("{error}: {soup} became {xhtml}"),
                }
            }
        }
    }

    #[test]
    fn depth_costs_tags_and_no_text() {
        let deep = format!("{}deep{}after", "<div>".repeat(5000), "</div>".repeat(5000));

        let xhtml = tidy(&deep).xhtml;

        assert_eq!(xhtml.matches("<div>").count(), DEPTH);
        assert!(xhtml.contains("deep") && xhtml.contains("after"));
    }
}
