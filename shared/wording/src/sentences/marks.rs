//! Quotation marks, brackets and dashes around the ends of sentences.

use std::ops::Range;

/// The position after the marks that close at `at`, and the stops that follow them; whether a quotation was closed, and a bracket.
pub(super) struct ClosingMarks {
    pub(super) end: usize,
    pub(super) quotation: bool,
    pub(super) bracket: Option<usize>,
    /// Whether a stop follows the closing marks: then the sentence ends, whatever is inside them.
    pub(super) stop: bool,
}

/// Reads the closing marks from `at` on.
pub(super) fn closing_marks(text: &str, at: usize) -> ClosingMarks {
    let mut closed = ClosingMarks { end: at, quotation: false, bracket: None, stop: false };
    loop {
        let rest = &text[closed.end..];
        let mut letters = rest.chars();
        let Some(mark) = letters.next() else { break };
        let next = letters.next();
        if is_closing_quote(mark, next) {
            closed.quotation = true;
        } else if matches!(mark, ')' | ']' | '}' | '）' | '】' | '〕') {
            closed.bracket = Some(closed.end);
        } else if matches!(mark, '.' | '!' | '?' | '…' | '。') && closed.end > at {
            closed.stop = true;
        } else if let Some(length) = note_mark(rest) {
            closed.end += length;
            continue;
        } else if let Some(length) = distant_quote(rest) {
            closed.quotation = true;
            closed.end += length;
            continue;
        } else if let Some(length) = trailing_ellipsis(rest) {
            closed.stop = true;
            closed.end += length;
            continue;
        } else {
            break;
        }
        closed.end += mark.len_utf8();
    }
    closed
}

/// The length of the mark of a note right behind a sentence: `[4]`, `¹²`, `*`, `†`.
fn note_mark(rest: &str) -> Option<usize> {
    /// Most figures of a note's number.
    const FIGURES: usize = 3;
    let bracketed = rest.strip_prefix('[').and_then(|number| {
        let length = number.bytes().take_while(u8::is_ascii_digit).count();
        let closed = (1..=FIGURES).contains(&length) && number[length..].starts_with(']');
        closed.then_some(length + 2)
    });
    let is_mark = |mark: char| "*†‡¹²³⁰⁴⁵⁶⁷⁸⁹".contains(mark);
    let behind = rest.trim_start_matches(is_mark);
    let ends = behind.is_empty() || behind.starts_with(char::is_whitespace);
    bracketed.or_else(|| Some(rest.len() - behind.len()).filter(|length| *length > 0 && ends))
}

/// Marks that open in one language and close in another: the text after them decides.
fn is_closing_quote(mark: char, next: Option<char>) -> bool {
    match mark {
        '”' | '」' | '』' | '》' | '〉' => true,
        '"' | '\'' | '’' | '“' | '‘' | '»' | '«' | '›' | '‹' => {
            !next.is_some_and(opens_before)
        }
        _ => false,
    }
}

fn opens_before(next: char) -> bool {
    next.is_alphanumeric() || matches!(next, '¿' | '¡')
}

/// The length of a space and the closing quotation mark after it: the French guillemet, and any after "… ".
fn distant_quote(rest: &str) -> Option<usize> {
    let mark = rest.trim_start();
    let next = mark.strip_prefix(['»', '›', '”'])?.chars().next();
    let closes = mark.len() < rest.len() && !next.is_some_and(opens_before);
    closes.then(|| rest.len() - mark.len() + mark.chars().next().map_or(0, char::len_utf8))
}

/// The length of a space and a separate ellipsis after it: "Never! … He laughed."
fn trailing_ellipsis(rest: &str) -> Option<usize> {
    let mark = rest.trim_start();
    let behind = mark.strip_prefix('…').or_else(|| mark.strip_prefix("..."))?;
    let alone = behind.is_empty() || behind.starts_with(char::is_whitespace);
    (alone && mark.len() < rest.len()).then(|| rest.len() - behind.len())
}

/// A mark that may open a quotation.
pub(super) fn is_opening_quote(mark: char) -> bool {
    matches!(
        mark,
        '"' | '\'' | '“' | '‘' | '„' | '‚' | '«' | '»' | '‹' | '›' | '「' | '『' | '”' | '《'
    )
}

/// A mark that may precede the first word of a sentence.
pub(super) fn is_leading(mark: char) -> bool {
    is_opening_quote(mark)
        || mark.is_whitespace()
        || is_dash(mark)
        || matches!(
            mark,
            '’' | '('
                | '['
                | '{'
                | '（'
                | '【'
                | '〔'
                | '¿'
                | '¡'
                | '…'
                | '.'
                | '*'
                | '_'
                | '•'
                | '·'
        )
}

pub(super) fn is_dash(mark: char) -> bool {
    matches!(mark, '—' | '–' | '-' | '―')
}

/// The ranges of brackets, in order; nested and unclosed ones are left out.
pub(super) fn brackets(text: &str) -> Vec<Range<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, mark) in text.char_indices() {
        match mark {
            '(' | '[' | '{' | '（' | '【' | '〔' => open.push(at),
            ')' | ']' | '}' | '）' | '】' | '〕' => {
                let Some(start) = open.pop() else { continue };
                while found.last().is_some_and(|inner| inner.start > start) {
                    found.pop();
                }
                found.push(start..at);
            }
            _ => {}
        }
    }
    found
}

/// Where speech breaks off: dashes before a closing quotation mark.
pub(super) fn breaks(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, mark) in text.char_indices() {
        if is_dash(mark) {
            start = start.or(Some(at));
            continue;
        }
        let Some(from) = start.take() else { continue };
        let next = text[at + mark.len_utf8()..].chars().next();
        if is_closing_quote(mark, next) {
            found.push(from..at);
        }
    }
    found
}

/// The ranges of quotations, in order; nested and unclosed ones are left out.
pub(super) fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, &str)> = None;
    let mut before = ' ';
    for (at, mark) in text.char_indices() {
        let next = text[at + mark.len_utf8()..].chars().next();
        match open {
            Some((start, closers))
                if closers.contains(mark)
                    && (is_closing_quote(mark, next) || before.is_whitespace()) =>
            {
                found.push(start..at);
                open = None;
            }
            Some(_) => {}
            None if !before.is_alphanumeric() || !mark.is_ascii() => {
                open = closers(mark).map(|closers| (at, closers));
            }
            None => {}
        }
        before = mark;
    }
    found
}

/// The mark that closes a quotation opened by `mark`. A straight single mark does not count, because it is mostly an apostrophe.
fn closers(mark: char) -> Option<&'static str> {
    match mark {
        '"' => Some("\""),
        '“' => Some("”"),
        '”' => Some("”"),
        '„' => Some("“”"),
        '‘' => Some("’"),
        '«' => Some("»"),
        '»' => Some("«"),
        '「' => Some("」"),
        '『' => Some("』"),
        _ => None,
    }
}
