//! A paragraph, cut into sentences that can be spoken.

use contract::{Pause, Sentence};

/// A sentence longer than this is cut.
pub(crate) const LONGEST: usize = 600;
/// A paragraph longer than this is cut before sentences are looked for, so that the search stays quick.
const PARAGRAPH: usize = 10_000;
/// Shortenings that end with a full stop, and are followed by what they shorten.
const SHORTENINGS: [&str; 7] = ["vol", "chap", "no", "nos", "fig", "p", "pp"];

/// Cuts a paragraph; every sentence but the last is followed by [`Pause::Sentence`], the last by `end`.
pub(crate) fn sentences(text: &str, language: &str, end: Pause) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for (part, pause) in cut(text, PARAGRAPH, end) {
        let pieces = merged(sentencex::segment(primary(language), part));
        let last = pieces.len().saturating_sub(1);
        for (at, piece) in pieces.iter().enumerate() {
            let pause = if at == last { pause } else { Pause::Sentence };
            let parts = cut(piece.trim(), LONGEST, pause);
            let speakable = parts.into_iter().filter(|(text, _)| !text.is_empty());
            sentences
                .extend(speakable.map(|(text, pause)| Sentence { text: text.to_owned(), pause }));
        }
    }
    sentences
}

/// The language of a BCP 47 tag, without script and region.
fn primary(tag: &str) -> &str {
    let end = tag.find(['-', '_']).unwrap_or(tag.len());
    &tag[..end]
}

/// Joins what the splitter cut wrongly: pieces that go on in lower case, say nothing, or follow a shortening.
fn merged(pieces: Vec<&str>) -> Vec<String> {
    let mut sentences: Vec<String> = Vec::new();
    for piece in pieces {
        match sentences.last_mut() {
            Some(last) if goes_on(last, piece) => last.push_str(piece),
            _ => sentences.push(piece.to_owned()),
        }
    }
    sentences
}

fn goes_on(before: &str, piece: &str) -> bool {
    let first =
        piece.trim_start_matches(|c: char| c.is_whitespace() || "\"'“”‘’«»‹›—–-…(".contains(c));
    let Some(letter) = first.chars().next() else { return true };
    if letter.is_lowercase() || !piece.contains(char::is_alphanumeric) {
        return true;
    }
    if !before.contains(char::is_alphanumeric) {
        return true;
    }
    let Some(word) = before.trim_end().strip_suffix('.') else { return false };
    let word = word.rsplit([' ', '(']).next().unwrap_or_default();
    let known = SHORTENINGS.contains(&word.to_lowercase().as_str());
    let is_number = word.len() == before.trim().len() - 1
        && !word.is_empty()
        && word.chars().all(|c| "IVXLCDM".contains(c));
    (known && !word.starts_with(char::is_lowercase) || word == "p" || word == "pp") || is_number
}

/// Cuts `text` near its middle until no part is longer than `longest`; the last part ends with `end`, the others with nothing.
fn cut(text: &str, longest: usize, end: Pause) -> Vec<(&str, Pause)> {
    let mut parts = Vec::new();
    let mut waiting = vec![text];
    while let Some(part) = waiting.pop() {
        if part.len() <= longest || part.chars().count() <= longest {
            parts.push((part, Pause::None));
            continue;
        }
        let (left, right) = part.split_at(cutting_place(part));
        waiting.push(right.trim_start());
        waiting.push(left.trim_end());
    }
    if let Some((_, pause)) = parts.last_mut() {
        *pause = end;
    }
    parts
}

/// Where to cut: behind the punctuation nearest to the middle, else at a space, else at the middle.
fn cutting_place(text: &str) -> usize {
    let middle = text.len() / 2;
    let near = |wanted: fn(char) -> bool| {
        let places = text.char_indices().filter(|(_, letter)| wanted(*letter));
        let places = places.map(|(at, letter)| at + letter.len_utf8());
        // Not at the edges: a cut must make both parts shorter.
        let inner = places.filter(|at| (text.len() / 4..text.len() * 3 / 4).contains(at));
        inner.min_by_key(|at| at.abs_diff(middle))
    };
    near(|c| matches!(c, ';' | ':' | '—'))
        .or_else(|| near(|c| matches!(c, ',' | '–')))
        .or_else(|| near(char::is_whitespace))
        .unwrap_or_else(|| text.floor_char_boundary(middle))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found = sentences(text, "en-GB", Pause::Paragraph);
        let texts: Vec<&str> = found.iter().map(|sentence| sentence.text.as_str()).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn sentences_end_where_readers_pause() {
        check("One came. Two stayed!", &["One came.", "Two stayed!"]);
        check("“Stop!” he cried. She did.", &["“Stop!” he cried.", "She did."]);
        check("See Vol. II of it. Mr. Smith left.", &["See Vol. II of it.", "Mr. Smith left."]);
        check("He said no. Then he went.", &["He said no.", "Then he went."]);
        check("VIII. The Hunt", &["VIII. The Hunt"]);
        check("", &[]);
    }

    #[test]
    fn the_last_sentence_carries_the_pause_of_its_paragraph() {
        let found = sentences("One. Two.", "en", Pause::Scene);

        let pauses: Vec<Pause> = found.iter().map(|sentence| sentence.pause).collect();
        assert_eq!(pauses, [Pause::Sentence, Pause::Scene]);
    }

    #[test]
    fn long_sentences_are_cut_and_nothing_is_lost() {
        for text in
            ["word, ".repeat(500), "word ".repeat(500), "x".repeat(5_000), "é".repeat(30_000)]
        {
            let found = sentences(&text, "en", Pause::Paragraph);

            assert!(found.iter().all(|sentence| sentence.text.chars().count() <= LONGEST));
            let said: usize = found.iter().map(|s| s.text.replace(' ', "").chars().count()).sum();
            assert_eq!(said, text.replace(' ', "").chars().count());
            assert!(found[..found.len() - 1].iter().all(|s| s.pause == Pause::None), "{found:?}");
        }
    }
}
