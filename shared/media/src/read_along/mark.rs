//! Marks the spoken sentences of a page with elements.

use std::ops::Range;

use contract::is_visible;

use super::overlay::Par;
use super::page::XhtmlPage;
use super::spans::{insert, pieces};
use crate::book_timeline::TimedSentence;

/// A sentence of a page.
#[derive(Debug, Clone)]
pub(super) struct ReadSentence<'b> {
    /// The index of its chapter.
    pub(super) chapter: usize,
    /// Its place among the sentences of the chapter.
    pub(super) order: usize,
    /// Where the sound of its chapter begins in the book.
    pub(super) sound_at: u64,
    pub(super) sentence: &'b TimedSentence<'b>,
    /// Its characters in the page.
    pub(super) letters: Range<u32>,
}

/// Puts spans around the sentences of a page. `None` if the page is not well-formed, or does not contain the text that was
/// read.
pub(super) fn mark(
    text: &str,
    mut said: Vec<ReadSentence<'_>>,
    link: &str,
) -> Option<(String, Vec<Par>)> {
    let page = XhtmlPage::read(text)?;
    let known = said.iter().filter(|said| is_there(&page, text, said)).count();
    if known * 2 < said.len() {
        return None;
    }
    said.sort_by_key(|said| (said.letters.start, said.letters.end));
    let prefix = free(text);
    let mut spans: Vec<(Range<usize>, String)> = vec![];
    let (mut pars, mut done) = (vec![], 0);
    for said in said {
        if said.letters.start < done || said.letters.is_empty() {
            continue;
        }
        for (number, piece) in pieces(&page, text, &said.letters).into_iter().enumerate() {
            if spans.last().is_some_and(|(last, _)| piece.bytes.start < last.end) {
                continue;
            }
            let id = id(&prefix, &said, number);
            spans.push((piece.bytes, id.clone()));
            pars.push(Par {
                chapter: said.chapter,
                order: (said.order, number),
                id,
                begin: begin(&said, piece.letters.start - said.letters.start),
                clip: (0, 0),
            });
        }
        done = said.letters.end;
    }
    Some((insert(&page, text, &spans, link), pars))
}

/// The id of an element: chapter, sentence, and piece.
fn id(prefix: &str, said: &ReadSentence<'_>, piece: usize) -> String {
    let sentence = said.sentence;
    let (chapter, segment) = (sentence.segment.chapter.0, sentence.segment.index);
    let piece = if piece == 0 { String::new() } else { format!("-{}", piece + 1) };
    format!("{prefix}-{chapter}-{segment}-{}{piece}", sentence.number + 1)
}

/// A prefix that no id of the page has.
fn free(text: &str) -> String {
    let names = std::iter::once("said".to_owned()).chain((2..).map(|n| format!("said{n}")));
    let taken =
        |name: &String| text.contains(&format!("\"{name}-")) || text.contains(&format!("'{name}-"));
    names.take(1_000).find(|name| !taken(name)).unwrap_or_else(|| "lector-said".to_owned())
}

/// The sample at which the part of a sentence that begins `letters` after its start is said, in the sound of its chapter.
fn begin(said: &ReadSentence<'_>, letters: u32) -> u64 {
    let sentence = said.sentence;
    let (start, end) = (sentence.start - said.sound_at, sentence.end - said.sound_at);
    if letters == 0 {
        return start;
    }
    let visible = sentence.text.char_indices().filter(|&(_, letter)| is_visible(letter));
    let at = visible.map(|(at, _)| at).nth(letters as usize).unwrap_or(sentence.text.len());
    let word = sentence.words.iter().find(|word| word.to > at);
    word.map_or_else(
        || {
            let whole = u64::from(said.letters.end - said.letters.start).max(1);
            start + (end - start) * u64::from(letters).min(whole) / whole
        },
        |word| word.start - said.sound_at,
    )
}

/// Whether the page has the text of a sentence at its place.
fn is_there(page: &XhtmlPage, text: &str, said: &ReadSentence<'_>) -> bool {
    let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (seen, meant) = (plain(&page.seen(text, &said.letters)), plain(said.sentence.text));
    let ends = |text: &str| text.chars().next().zip(text.chars().last());
    seen == meant || ends(&seen) == ends(&meant)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book_timeline::TimedWord;
    use crate::book_timeline::tests::sentence;

    fn said<'b>(
        sentence: &'b TimedSentence<'b>,
        order: usize,
        letters: Range<u32>,
    ) -> ReadSentence<'b> {
        ReadSentence { chapter: 0, order, sound_at: 100, sentence, letters }
    }

    #[test]
    fn every_sentence_has_an_element_and_a_time() {
        let (mut first, mut second) =
            (sentence("One two.", 100, 900), sentence("Three.", 1_000, 1_600));
        second.number = 1;
        first.words = vec![TimedWord { from: 4, to: 7, start: 700, end: 800 }];
        let text = "<html><head></head><body><p><em>One</em> <u>two. Thr</u>ee.</p></body></html>";

        let (marked, pars) =
            mark(text, vec![said(&second, 1, 7..13), said(&first, 0, 0..7)], "<link/>").unwrap();

        let expected = "<html><head><link/></head><body><p><span id=\"said-1-1-1\"><em>One</em></span> \
            <u><span id=\"said-1-1-1-2\">two.</span> <span id=\"said-1-1-2\">Thr</span></u>\
            <span id=\"said-1-1-2-2\">ee.</span></p></body></html>";
        assert_eq!(marked, expected);
        let times: Vec<_> = pars.iter().map(|par| (par.order, par.begin)).collect();
        assert_eq!(times, [((0, 0), 0), ((0, 1), 600), ((1, 0), 900), ((1, 1), 1_200)]);
    }

    #[test]
    fn pages_with_other_words_are_left_alone() {
        let sentence = sentence("One two.", 100, 900);
        let check = |text: &str, marked: bool| {
            assert_eq!(mark(text, vec![said(&sentence, 0, 0..7)], "").is_some(), marked, "{text}");
        };

        check("<p>One two.</p>", true);
        check("<p>And now for something else.</p>", false);
        check("<p>One two.", false);
    }

    #[test]
    fn ids_that_are_there_are_not_taken_again() {
        assert_eq!(free("<p id=\"said-1\"/>"), "said2");
    }
}
