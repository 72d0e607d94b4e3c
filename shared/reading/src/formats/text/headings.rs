//! Finds the headings of a plain text: by words such as `Chapter`, by numbers in order, or by capitals.

use crate::formats::text::lines::TextParagraph;
use crate::formats::text::number::{number, split_number};
use crate::formats::xhtml_builder::title_of;

/// Longest heading, in characters.
const LONGEST: usize = 90;
/// Longest title below the number of a chapter.
const TITLE: usize = 60;

/// Words before the number of a part.
const PARTS: &str = "act/band/book/buch/część/cz/deel/del/teil/libro/livre/livro/osa/part/parte/partie/tome/volume/книга/\
    часть";
/// Words before the number of a chapter.
const CHAPTERS: &str = "canto/capitolo/capítulo/capitulo/capitol/chapitre/chapter/chap/fejezet/hoofdstuk/kapitel/kapitola/\
    kapittel/letter/luku/night/poglavlje/rozdział/scene/section/sonnet/stave/story/глава";
/// Headings that have no number.
const NAMED: &str = "acknowledgements/acknowledgments/afterword/anhang/appendix/author's note/avant-propos/conclusion/\
    dedication/einleitung/epilog/epílogo/epilogo/épilogue/epilogue/finale/foreword/inleiding/interlude/\
    introduction/introducción/introduzione/nachwort/postscript/préface/preface/prefazione/prolog/\
    prologo/prólogo/prologue/translator's note/translator's preface/voorwoord/vorwort/введение/\
    предисловие/эпилог";
/// Headings of the table of contents.
const CONTENTS: &str = "contents/table of contents/contents of the volume/inhalt/inhaltsverzeichnis/table des matières/\
    índice/indice/inhoud/spis treści/содержание";

/// A paragraph that is a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::formats) struct Heading {
    /// 1 for parts, 2 for chapters, 3 for numbers below them.
    pub(in crate::formats) level: usize,
    /// Its lines, joined.
    pub(in crate::formats) title: String,
    /// The number of its paragraphs.
    pub(in crate::formats) paragraphs: usize,
}

/// For each paragraph, the heading that begins there.
pub(in crate::formats) fn headings(paragraphs: &[TextParagraph]) -> Vec<Option<Heading>> {
    let mut found: Vec<Option<Heading>> =
        (0..paragraphs.len()).map(|at| by_word(&paragraphs[at..])).collect();
    let by_words = found.iter().flatten().filter(|heading| heading.level == 2).count();
    let level = if by_words > 1 { 3 } else { 2 };
    for (at, heading) in by_order(paragraphs, level) {
        found[at].get_or_insert(heading);
    }
    if found.iter().flatten().count() < 2 {
        for (at, heading) in by_capitals(paragraphs) {
            found[at].get_or_insert(heading);
        }
    }
    found
}

/// Whether a paragraph is the heading of the table of contents.
pub(super) fn is_contents(paragraph: &TextParagraph) -> bool {
    let text = paragraph.lines[0].trim_end_matches(['.', ':']).to_lowercase();
    is_one_of(&text, CONTENTS)
}

/// Whether a line is a heading such as `Chapter 3`.
pub(in crate::formats) fn is_numbered(line: &str) -> bool {
    numbered(line).is_some()
}

/// A key by which a heading in the contents matches the one in the text: `Chapter IV`.
pub(super) fn key(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.take(2).collect::<Vec<_>>().join(" ").to_lowercase()
}

fn by_word(paragraphs: &[TextParagraph]) -> Option<Heading> {
    let paragraph = &paragraphs[0];
    let text = paragraph.text();
    let is_entry =
        paragraph.lines.iter().any(|line| line.contains("....") || line.contains(". . ."));
    if paragraph.lines.len() > 3
        || text.chars().count() > LONGEST
        || is_entry
        || ends_like_prose(&text)
    {
        return None;
    }
    let first = &paragraph.lines[0];
    if is_named(first) {
        return Some(Heading { level: 2, title: title_of(&paragraph.lines), paragraphs: 1 });
    }
    let (level, rest) = numbered(first)?;
    let is_bare = rest.is_empty() && paragraph.lines.len() == 1;
    if !is_bare && !rest.is_empty() && !is_title(rest) {
        return None;
    }
    match paragraphs.get(1).filter(|next| is_bare && is_title_below(next)) {
        Some(next) => {
            let lines = [paragraph.lines.clone(), next.lines.clone()].concat();
            Some(Heading { level, title: title_of(&lines), paragraphs: 2 })
        }
        None => Some(Heading { level, title: title_of(&paragraph.lines), paragraphs: 1 }),
    }
}

fn is_named(line: &str) -> bool {
    let line = line.trim_end_matches(['.', ':']).to_lowercase().replace('’', "'");
    let known = |text: &str| is_one_of(text.trim(), NAMED);
    known(&line) || line.split_once([':', '—']).is_some_and(|(begin, _)| known(begin))
}

/// The level of a line such as `Chapter IV. The Mill`, and the text after the number.
fn numbered(line: &str) -> Option<(usize, &str)> {
    let line = line.trim_start_matches("THE ").trim_start_matches("The ");
    if let Some((unit, rest)) = east_asian(line) {
        return Some((unit, rest));
    }
    let (word, rest) = line.split_once(' ')?;
    let lower = word.trim_end_matches('.').to_lowercase();
    let level = if is_one_of(&lower, CHAPTERS) {
        2
    } else if is_one_of(&lower, PARTS) {
        1
    } else {
        // “First Part”, “Erstes Kapitel”.
        number(word)?;
        let (unit, rest) = rest.split_once([' ', '.', ':']).unwrap_or((rest, ""));
        let unit = unit.to_lowercase();
        let level = if is_one_of(&unit, CHAPTERS) { 2 } else { 1 };
        return (level == 2 || is_one_of(&unit, PARTS)).then(|| (level, trimmed(rest)));
    };
    let begins_large = word.chars().next().is_some_and(char::is_uppercase);
    let (_, rest) = split_number(rest).filter(|_| begins_large)?;
    Some((level, trimmed(rest)))
}

/// `第十二章 …`
fn east_asian(line: &str) -> Option<(usize, &str)> {
    let rest = line.strip_prefix('第')?;
    let end =
        rest.find(|c: char| !("零〇一二三四五六七八九十百千两".contains(c) || c.is_numeric()))?;
    let unit = rest[end..].chars().next().filter(|_| end > 0)?;
    let level = match unit {
        '章' | '回' | '节' | '節' | '話' | '话' => 2,
        '部' | '卷' | '巻' | '編' | '编' => 1,
        _ => return None,
    };
    Some((level, trimmed(&rest[end + unit.len_utf8()..])))
}

fn trimmed(rest: &str) -> &str {
    rest.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '.' | ':' | '-' | '–' | '—' | '　')
    })
}

/// Whether most words of some length are capitalised, or the script has no capitals.
fn is_title(text: &str) -> bool {
    let small = long_words(text).filter(|word| begins_small(word)).count();
    let first = text.split_whitespace().find(|word| word.contains(char::is_alphanumeric));
    !first.is_some_and(begins_small) && small * 2 <= long_words(text).count()
}

/// Words other than articles and the like.
fn long_words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().filter(|word| word.chars().count() > 3)
}

fn begins_small(word: &str) -> bool {
    word.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
}

/// Whether a paragraph after the number of a chapter is its title.
fn is_title_below(paragraph: &TextParagraph) -> bool {
    let text = paragraph.text();
    paragraph.gap < 4
        && paragraph.lines.len() <= 2
        && text.chars().count() <= TITLE
        && text.chars().any(char::is_alphabetic)
        && !ends_like_prose(&text)
        && !text.starts_with(['"', '“', '«', '—', '-'])
        && numbered(&text).is_none()
        && is_title(&text)
        && (!text.ends_with('.') || long_words(&text).all(|word| !begins_small(word)))
}

/// Whether a word is in a list separated by slashes.
fn is_one_of(word: &str, words: &str) -> bool {
    words.split('/').any(|known| known == word)
}

fn ends_like_prose(text: &str) -> bool {
    text.ends_with([',', ';', '"', '”', '»'])
}

/// Paragraphs that are or begin with consecutive numbers.
fn by_order(paragraphs: &[TextParagraph], level: usize) -> Vec<(usize, Heading)> {
    let counted = |at: usize| {
        let paragraph = &paragraphs[at];
        let [line] = paragraph.lines.as_slice() else { return None };
        let (value, rest) = split_number(line)?;
        let rest = rest.trim_start_matches(['.', ')', ':', ' ']);
        let is_alone = rest.is_empty();
        let is_titled = paragraph.gap >= 2
            && rest.chars().count() <= TITLE
            && !rest.ends_with(['.', ',', ';'])
            && is_title(rest);
        (is_alone || is_titled).then_some((at, value))
    };
    let found: Vec<(usize, u32)> = (0..paragraphs.len()).filter_map(counted).collect();
    let follows = |pair: &[(usize, u32)]| pair[1].1 == pair[0].1 + 1 && pair[1].0 > pair[0].0 + 1;
    let in_order = |at: usize| {
        let before = at > 0 && follows(&found[at - 1..=at]);
        let after = at + 1 < found.len() && follows(&found[at..=at + 1]);
        before || after
    };
    let chosen = (0..found.len()).filter(|&at| in_order(at));
    chosen
        .map(|at| {
            let (place, _) = found[at];
            let (mut lines, mut count) = (paragraphs[place].lines.clone(), 1);
            let bare = split_number(&lines[0]).is_some_and(|(_, rest)| trimmed(rest).is_empty());
            if let Some(next) = paragraphs.get(place + 1).filter(|next| bare && is_capitals(next)) {
                lines.extend(next.lines.clone());
                count = 2;
            }
            (place, Heading { level, title: title_of(&lines), paragraphs: count })
        })
        .collect()
}

fn is_capitals(paragraph: &TextParagraph) -> bool {
    let text = paragraph.text();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    paragraph.lines.len() <= 2
        && letters >= 3
        && text.chars().count() <= TITLE
        && !text.chars().any(char::is_lowercase)
        && text.chars().any(char::is_uppercase)
}

/// Separate lines in capitals, if there are only a few of them.
fn by_capitals(paragraphs: &[TextParagraph]) -> Vec<(usize, Heading)> {
    let stands_apart = |paragraph: &TextParagraph| paragraph.gap >= 2 && is_capitals(paragraph);
    let places: Vec<usize> =
        (0..paragraphs.len()).filter(|&at| stands_apart(&paragraphs[at])).collect();
    if places.len() < 2 || places.len() * 4 > paragraphs.len() {
        return vec![];
    }
    let heading =
        |at: usize| Heading { level: 2, title: title_of(&paragraphs[at].lines), paragraphs: 1 };
    places.into_iter().map(|at| (at, heading(at))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::text::lines::{Typesetting, paragraphs};

    fn check(text: &str, expected: &[(usize, &str)]) {
        let paragraphs = paragraphs(text, Typesetting::Typed);
        let found = headings(&paragraphs);
        let found: Vec<(usize, &str)> =
            found.iter().flatten().map(|found| (found.level, found.title.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_and_numbers_make_headings() {
        check("CHAPTER I\n\nHe went.", &[(2, "CHAPTER I")]);
        check("Chapter 12. The Mill\n\nHe went.", &[(2, "Chapter 12. The Mill")]);
        check(
            "CHAPTER I.\n\nThe Mill on the Hill\n\nHe went.",
            &[(2, "CHAPTER I: The Mill on the Hill")],
        );
        check(
            "Chapter One\nIn Which Nobody Goes\n\nHe went.",
            &[(2, "Chapter One: In Which Nobody Goes")],
        );
        check("PART TWO\n\nCHAPTER 3\n\nHe went.", &[(1, "PART TWO"), (2, "CHAPTER 3")]);
        check("Erstes Kapitel\n\nEr ging.", &[(2, "Erstes Kapitel")]);
        check("Глава IV\n\nОн ушёл.", &[(2, "Глава IV")]);
        check("第十二章 老和尚\n\n从前有座山。", &[(2, "第十二章 老和尚")]);
        check("Prologue\n\nHe went.", &[(2, "Prologue")]);
        check("Translator’s Note\n\nHe went.", &[(2, "Translator’s Note")]);
    }

    #[test]
    fn prose_is_no_heading() {
        for prose in [
            "Chapter 5 was the best of them.",
            "Part of him knew it.",
            "chapter and verse",
            "Book three, please.",
            "Act naturally.",
            "CHAPTER I\n\n“No,” he said.",
        ] {
            let paragraphs = paragraphs(prose, Typesetting::Typed);
            let last = headings(&paragraphs).pop().flatten();
            assert_eq!(last, None, "{prose}");
        }
    }

    #[test]
    fn numbers_count_only_in_order() {
        check("I\n\nHe went.\n\nII\n\nHe came.", &[(2, "I"), (2, "II")]);
        check("1.\n\nHe went.\n\n2.\n\nHe came.", &[(2, "1."), (2, "2.")]);
        check(
            "\n\nI. The Mill\n\nHe went.\n\n\nII. The Hill\n\nShe.",
            &[(2, "I. The Mill"), (2, "II. The Hill")],
        );
        check("1984\n\nHe went.\n\n12\n\nHe came.", &[]);
    }

    #[test]
    fn capitals_are_the_last_resort() {
        let body = "He went.\n\nShe came.\n\nThey left.\n\n";
        check(
            &format!("\n\n\nTHE MILL\n\n{body}\n\nTHE HILL\n\n{body}"),
            &[(2, "THE MILL"), (2, "THE HILL")],
        );
        check(&format!("\n\n\nTHE MILL\n\n{body}"), &[]);
    }
}
