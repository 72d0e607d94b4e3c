//! Sentences, gathered into what one synthesis call speaks.

use contract::{ChapterId, Pause, Segment, SegmentId, Sentence, Voice, speech_key};

use crate::source::Block;
use crate::text::sentences::sentences;

/// A segment that is at least so long ends with its paragraph.
const ENOUGH: usize = 300;
/// No segment is longer.
const MOST: usize = 600;

/// Cuts a chapter into segments.
pub(crate) fn segments(
    id: ChapterId,
    blocks: &[Block],
    language: &str,
    voice: &Voice,
) -> Vec<Segment> {
    let mut groups: Vec<Vec<Sentence>> = Vec::new();
    let mut length = 0;
    for sentence in chapter_sentences(blocks, language) {
        let characters = sentence.text.chars().count();
        let last = groups.last().and_then(|group| group.last()).map(|last| last.pause);
        let starts_anew = last.is_none_or(|pause| {
            pause >= Pause::Heading
                || length + characters > MOST
                || (pause == Pause::Paragraph && length >= ENOUGH)
        });
        match groups.last_mut().filter(|_| !starts_anew) {
            Some(group) => group.push(sentence),
            None => {
                groups.push(vec![sentence]);
                length = 0;
            }
        }
        length += characters;
    }
    let segment = |(index, sentences): (u32, Vec<Sentence>)| Segment {
        id: SegmentId::new(id, index),
        speech: speech_key(voice, sentences.iter().map(|sentence| sentence.text.as_str())),
        sentences,
    };
    (1..).zip(groups).map(segment).collect()
}

fn chapter_sentences(blocks: &[Block], language: &str) -> Vec<Sentence> {
    let mut found: Vec<Sentence> = Vec::new();
    for block in blocks {
        match block {
            Block::Heading(_, text) => found.extend(sentences(text, language, Pause::Heading)),
            Block::Paragraph(text) => found.extend(sentences(text, language, Pause::Paragraph)),
            Block::Break => {
                if let Some(last) = found.last_mut() {
                    last.pause = Pause::Scene;
                }
            }
        }
    }
    if let Some(last) = found.last_mut() {
        last.pause = Pause::Chapter;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(characters: usize) -> Block {
        Block::Paragraph(format!("{}.", "x".repeat(characters - 1)))
    }

    fn lengths(blocks: &[Block]) -> Vec<usize> {
        let found = segments(ChapterId(1), blocks, "en", &Voice::default());
        found.iter().map(|segment| segment.sentences.iter().map(|s| s.text.len()).sum()).collect()
    }

    #[test]
    fn short_paragraphs_are_joined_and_long_ones_stand_alone() {
        let blocks: Vec<Block> = [100, 100, 150, 100, 550, 580].map(paragraph).into();

        assert_eq!(lengths(&blocks), [350, 100, 550, 580]);
    }

    #[test]
    fn headings_and_scenes_end_a_segment() {
        let heading = Block::Heading(1, "One".to_owned());
        let blocks = [heading, paragraph(100), Block::Break, paragraph(100)];

        assert_eq!(lengths(&blocks), [3, 100, 100]);
    }

    #[test]
    fn pauses_say_what_ends() {
        let heading = Block::Heading(1, "One".to_owned());
        let blocks = [heading, paragraph(10), Block::Break, paragraph(10), paragraph(10)];

        let found = segments(ChapterId(1), &blocks, "en", &Voice::default());

        let pauses: Vec<Pause> =
            found.iter().flat_map(|segment| &segment.sentences).map(|s| s.pause).collect();
        assert_eq!(pauses, [Pause::Heading, Pause::Scene, Pause::Paragraph, Pause::Chapter]);
    }
}
