//! Makes paragraphs of the lines of a plain text: joins hard-wrapped prose, and keeps the lines of verse.

/// Lowest right margin that is assumed, unless all lines are shorter.
const WIDTH: usize = 60;
/// Lowest right margin of prose.
const NARROW: usize = 40;
/// Lines longer than this are paragraphs, not wrapped.
const UNWRAPPED: usize = 110;
/// One line in this number must be long for a text to count as not wrapped.
const LONG_LINES: usize = 20;
/// Most room at the end of a wrapped line in monospaced text.
const SLACK: usize = 4;
/// Share of lines that must end before the margin for a text to have no fixed margin.
const RAGGED: f32 = 0.35;

/// A run of lines that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::formats) struct TextParagraph {
    /// Its lines; never empty, without spaces at the ends.
    pub(in crate::formats) lines: Vec<String>,
    /// The number of empty lines above it.
    pub(in crate::formats) gap: usize,
    /// Whether its lines are kept, because they are not wrapped prose.
    pub(in crate::formats) is_verse: bool,
}

impl TextParagraph {
    /// Its text, unwrapped.
    pub(super) fn text(&self) -> String {
        unwrapped(&self.lines)
    }
}

/// The typesetting of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::formats) enum Typesetting {
    /// Monospaced: lines are filled up to the same number of characters.
    Typed,
    /// Proportional: lines differ in their number of characters.
    Printed,
}

/// The layout of the lines of a text.
struct LineLayout {
    /// Every line is a paragraph.
    is_unwrapped: bool,
    /// New paragraphs are indented, without empty lines between them.
    is_indented: bool,
    /// The right margin, in characters.
    width: usize,
    /// Most room at the end of wrapped lines.
    slack: usize,
    /// Fewest lines of verse.
    least: usize,
}

/// Finds the paragraphs of a text.
pub(in crate::formats) fn paragraphs(text: &str, setting: Typesetting) -> Vec<TextParagraph> {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    let text = text.replace('\u{c}', "\n\n\n").replace('\t', "    ");
    let lines: Vec<&str> = text.split('\n').map(str::trim_end).collect();
    let layout = layout(&lines, setting);
    let (mut found, mut gap) = (Vec::new(), 0);
    for group in lines.chunk_by(|one, next| one.is_empty() == next.is_empty()) {
        if group[0].is_empty() {
            gap = group.len();
        } else {
            layout.part(group, gap, &mut found);
            gap = 0;
        }
    }
    found
}

fn layout(lines: &[&str], setting: Typesetting) -> LineLayout {
    let filled: Vec<&&str> = lines.iter().filter(|line| !line.is_empty()).collect();
    let empty = lines.len() - filled.len();
    let mut lengths: Vec<usize> = filled.iter().map(|line| line.chars().count()).collect();
    lengths.sort_unstable();
    let long = lengths.iter().filter(|&&length| length > UNWRAPPED).count();
    let indented = filled.iter().filter(|line| indent(line) > 0).count();
    let margin = lengths.get(lengths.len() * 9 / 10).copied().unwrap_or_default();
    let (slack, least, widest) = match setting {
        Typesetting::Typed => (SLACK, 2, WIDTH),
        Typesetting::Printed => (margin / 4, 4, 0),
    };
    let mut inner = 0;
    let mut early = 0;
    for pair in lines.windows(2).filter(|pair| !pair[0].is_empty() && !pair[1].is_empty()) {
        inner += 1;
        early += usize::from(ends_early(pair[0], pair[1], margin, slack));
    }
    let is_ragged = margin < NARROW || ratio(early, inner) > RAGGED;
    LineLayout {
        is_unwrapped: long * LONG_LINES >= filled.len().max(1),
        is_indented: empty * 8 < filled.len() && indented * 40 > filled.len(),
        width: if is_ragged { margin.max(widest) } else { margin },
        slack,
        least,
    }
}

impl LineLayout {
    /// Splits a group of lines without empty lines into paragraphs.
    fn part(&self, group: &[&str], gap: usize, found: &mut Vec<TextParagraph>) {
        let mut push = |lines: &[&str], is_verse| {
            let first = std::ptr::eq(lines, &group[..lines.len()]);
            let lines = lines.iter().map(|line| line.trim().to_owned()).collect();
            found.push(TextParagraph { lines, gap: if first { gap } else { 0 }, is_verse });
        };
        let is_verse = self.is_verse(group);
        if self.is_unwrapped && !is_verse {
            group.chunks(1).for_each(|line| push(line, false));
        } else if self.is_indented && !group.iter().all(|line| indent(line) > 0) {
            let base = group.iter().map(|line| indent(line)).min().unwrap_or_default();
            group.chunk_by(|_, next| indent(next) <= base).for_each(|lines| push(lines, false));
        } else {
            push(group, is_verse);
        }
    }

    /// Whether most lines end although the next word would fit, or none is longer than a line of verse.
    fn is_verse(&self, group: &[&str]) -> bool {
        let inner = group.len() - 1;
        if self.is_unwrapped {
            return inner > 0 && group.iter().all(|line| line.chars().count() < WIDTH);
        }
        let early =
            group.windows(2).filter(|pair| ends_early(pair[0], pair[1], self.width, self.slack));
        group.len() >= self.least && early.count() * 2 > inner
    }
}

/// Whether a line ends although the first word of the next line would fit.
fn ends_early(line: &str, next: &str, width: usize, slack: usize) -> bool {
    let word = next.split_whitespace().next().unwrap_or_default();
    line.chars().count() + 1 + word.chars().count() + slack <= width
}

fn indent(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).count()
}

#[expect(clippy::cast_precision_loss, reason = "a share of lines need not be exact")]
fn ratio(part: usize, whole: usize) -> f32 {
    part as f32 / whole.max(1) as f32
}

/// Joins lines: a word divided by a hyphen becomes one word, and scripts without spaces get no space.
pub(super) fn unwrapped(lines: &[String]) -> String {
    let mut text = String::new();
    for line in lines {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let (last, first) = (text.chars().last(), line.chars().next());
        let joins = match (last, first) {
            (None, _) => true,
            (Some('-'), Some(first)) => first.is_alphabetic() && !text.ends_with("--"),
            (Some('—'), _) | (_, Some('—')) => true,
            (Some(last), Some(first)) => is_spaceless(last) && is_spaceless(first),
            (_, None) => true,
        };
        if !joins {
            text.push(' ');
        }
        text.push_str(&line);
    }
    text
}

/// Whether a letter belongs to a script that is written without spaces.
fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: &str = "It was a long way down to the harbour, and nobody who lived up\n\
        there had ever gone the whole of it on foot, or at least nobody\n\
        who would say so when the miller asked.";

    fn check(text: &str, expected: &[&str]) {
        let found = paragraphs(text, Typesetting::Typed);
        let shown: Vec<String> = found
            .iter()
            .map(|found| if found.is_verse { found.lines.join(" / ") } else { found.text() })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn wrapped_prose_is_joined_and_verse_keeps_its_lines() {
        let text =
            format!("{PROSE}\r\n\r\n  O wind of the west,\r\n  lie down and rest.\r\n\r\n{PROSE}");
        let prose = PROSE.replace('\n', " ");

        check(&text, &[&prose, "O wind of the west, / lie down and rest.", &prose]);
    }

    #[test]
    fn indented_paragraphs_need_no_empty_lines() {
        let text = format!("   {PROSE}\n   {PROSE}\n   “Yes.”\n   “No.”\n   {PROSE}");
        let prose = PROSE.replace('\n', " ");

        check(&text, &[&prose, &prose, "“Yes.”", "“No.”", &prose]);
    }

    #[test]
    fn long_lines_are_paragraphs() {
        let long = PROSE.replace('\n', " ");

        check(&format!("{long}\n{long}\n“Yes.”\n{long}"), &[&long, &long, "“Yes.”", &long]);
    }

    #[test]
    fn narrow_prose_is_no_verse() {
        let narrow = "the miller asked, and nobody would say that\n\
            he had ever gone down to the harbour, or to\nthe sea, on foot.";

        check(narrow, &[&narrow.replace('\n', " ")]);
    }

    #[test]
    fn a_poem_alone_is_verse() {
        let poem = "The kettle sings,\nthe rain has rings,\nand all the little\nhouses lean.";

        check(poem, &[&poem.replace('\n', " / ")]);
    }

    #[test]
    fn words_and_scripts_are_joined_as_they_are_written() {
        let check = |lines: [&str; 2], expected| {
            assert_eq!(unwrapped(&lines.map(str::to_owned)), expected);
        };

        check(["a well-", "known thing"], "a well-known thing");
        check(["he said--", "nothing"], "he said-- nothing");
        check(["老和尚在", "讲故事"], "老和尚在讲故事");
        check(["one", "two"], "one two");
    }
}
