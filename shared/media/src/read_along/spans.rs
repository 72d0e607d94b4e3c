//! Puts spans with ids around stretches of a page, and changes nothing else.

use std::ops::Range;

use super::page::{NodeKind, XhtmlPage};

/// A stretch that one span can hold: text and whole elements within one element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SpanCandidate {
    pub(super) bytes: Range<usize>,
    pub(super) letters: Range<u32>,
    node: usize,
}

/// Cuts the stretch of the characters `letters` where elements begin or end within it.
pub(super) fn pieces(page: &XhtmlPage, text: &str, letters: &Range<u32>) -> Vec<SpanCandidate> {
    let mut found: Vec<SpanCandidate> = Vec::new();
    if letters.is_empty() {
        return found;
    }
    for run in page.runs_in(letters) {
        let first = run.letters.start.max(letters.start);
        let end = run.letters.end.min(letters.end);
        let slice = SpanCandidate {
            bytes: page.part(text, run, letters),
            letters: first..end,
            node: run.node,
        };
        let piece = lifted(page, slice, letters);
        match found.last_mut() {
            Some(last) if last.node == piece.node && goes_on(page, last, &piece) => {
                last.bytes.end = last.bytes.end.max(piece.bytes.end);
                last.letters.end = piece.letters.end;
            }
            _ => found.push(piece),
        }
    }
    found.retain(|piece| page.nodes[piece.node].kind != NodeKind::Closed);
    found
}

/// Puts spans around stretches, which are in order and do not overlap; `link` goes to the end of the head.
pub(super) fn insert(
    page: &XhtmlPage,
    text: &str,
    spans: &[(Range<usize>, String)],
    link: &str,
) -> String {
    let mut written = String::with_capacity(text.len() + spans.len() * 48 + link.len());
    let mut at = 0;
    if let Some(head_end) = page.head_end {
        written.push_str(&text[..head_end]);
        written.push_str(link);
        at = head_end;
    }
    let prefix = &page.prefix;
    for (bytes, id) in spans {
        written.push_str(&text[at..bytes.start]);
        written.push_str(&format!("<{prefix}span id=\"{id}\">"));
        written.push_str(&text[bytes.clone()]);
        written.push_str(&format!("</{prefix}span>"));
        at = bytes.end;
    }
    written.push_str(&text[at..]);
    written
}

/// Extends a piece to whole elements that contain only characters of the stretch.
fn lifted(page: &XhtmlPage, mut piece: SpanCandidate, letters: &Range<u32>) -> SpanCandidate {
    loop {
        let node = &page.nodes[piece.node];
        let within = letters.start <= node.letters.start && node.letters.end <= letters.end;
        if node.kind != NodeKind::Inline || !within {
            return piece;
        }
        (piece.bytes, piece.node) = (node.bytes.clone(), node.parent);
    }
}

/// Whether a span can hold everything between two pieces of an element.
fn goes_on(page: &XhtmlPage, last: &SpanCandidate, next: &SpanCandidate) -> bool {
    let first = page.nodes.partition_point(|node| node.bytes.start < last.bytes.end);
    let between = page.nodes[first..].iter().take_while(|node| node.bytes.end <= next.bytes.start);
    let mut between = between.filter(|node| node.bytes.start < next.bytes.start);
    between.all(|node| node.kind == NodeKind::Inline)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Wraps the stretches of a body; each gets a letter, followed by a number if it is in pieces.
    fn wrapped(body: &str, stretches: &[(u32, u32)]) -> String {
        let page = XhtmlPage::read(body).unwrap();
        let mut spans = vec![];
        for (name, &(first, end)) in ('a'..).zip(stretches) {
            for (at, piece) in pieces(&page, body, &(first..end)).into_iter().enumerate() {
                let id = if at == 0 { name.to_string() } else { format!("{name}{at}") };
                spans.push((piece.bytes, id));
            }
        }
        insert(&page, body, &spans, "")
    }

    fn check(body: &str, stretches: &[(u32, u32)], expected: &str) {
        let found = wrapped(body, stretches);
        assert!(XhtmlPage::read(&found).is_some(), "{found}");
        assert_eq!(found.replace(" id=\"", ":").replace("\">", ">"), expected);
    }

    #[test]
    fn sentences_of_a_paragraph_get_a_span_each() {
        check(
            "<p> Ab c. De. </p>",
            &[(0, 4), (4, 7)],
            "<p> <span:a>Ab c.</span> <span:b>De.</span> </p>",
        );
    }

    #[test]
    fn a_span_holds_whole_elements() {
        check(
            "<p>A <em>b</em>. <i>C d.</i></p>",
            &[(0, 3), (3, 6)],
            "<p><span:a>A <em>b</em>.</span> <span:b><i>C d.</i></span></p>",
        );
        check("<p>A<br/>b<img/> c</p>", &[(0, 3)], "<p><span:a>A<br/>b<img/> c</span></p>");
        check("<p><b><i>A</i></b>b</p>", &[(0, 2)], "<p><span:a><b><i>A</i></b>b</span></p>");
    }

    #[test]
    fn a_sentence_that_begins_in_an_element_and_ends_behind_it_is_in_pieces() {
        check(
            "<p><em>A. B</em> c.</p>",
            &[(0, 2), (2, 5)],
            "<p><em><span:a>A.</span> <span:b>B</span></em> <span:b1>c.</span></p>",
        );
    }

    #[test]
    fn cells_and_entries_are_never_in_a_span() {
        check(
            "<table><tr><td>A</td> <td>b</td></tr></table>",
            &[(0, 2)],
            "<table><tr><td><span:a>A</span></td> <td><span:a1>b</span></td></tr></table>",
        );
        check(
            "<div><p>A</p>b</div>",
            &[(0, 2)],
            "<div><p><span:a>A</span></p><span:a1>b</span></div>",
        );
        check(
            "<p>a<svg><text>b</text></svg>c</p>",
            &[(1, 2)],
            "<p>a<svg><text>b</text></svg>c</p>",
        );
    }

    #[test]
    fn references_are_never_cut() {
        check(
            "<p>&mdash;a&amp;b</p>",
            &[(0, 2), (2, 4)],
            "<p><span:a>&mdash;a</span><span:b>&amp;b</span></p>",
        );
    }

    #[test]
    fn whatever_the_stretches_the_page_stays_well_formed_and_keeps_its_text() {
        let body = "<body><p>a<em>b c<b>d</b></em> e &amp; f<br/>g</p><ul><li>h<i>i</i></li><li>j</li></ul>k<h1><span>l</span></h1></body>";
        let letters = 13;
        for cut in 0..=letters {
            for other in cut..=letters {
                let found = wrapped(body, &[(0, cut), (cut, other), (other, letters)]);

                let page = XhtmlPage::read(&found).unwrap_or_else(|| unreachable!("{found}"));
                assert_eq!(page.seen(&found, &(0..99)), "abcdefghijkl");
                let bare = |page: &str| {
                    let parts = page.split("<span").skip(1);
                    let rest = parts.filter_map(|part| part.split_once('>')).map(|(_, rest)| rest);
                    let first = page.split("<span").next().unwrap_or_default();
                    format!("{first}{}", rest.collect::<String>()).replace("</span>", "")
                };
                assert_eq!(bare(&found), bare(body));
            }
        }
    }
}
