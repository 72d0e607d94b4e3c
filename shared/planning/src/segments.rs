//! Sentences, gathered into what one synthesis call speaks.

use std::ops::Range;

use contract::{
    ChapterId, Digest, Pause, Place, Segment, SegmentId, SegmentKind, Sentence, SpeechKey, Speed,
    Voice, speech_key,
};
use reading::block::{Block, Kind};
use reading::passage::{Mark, Meaning};
use wording::lexicon::Lexicon;
use wording::normal::{self, Hint, HintKind};
use wording::sentence_of;
use wording::sentences::{Piece, pieces};

use crate::account::Fates;

/// A segment that is at least so long ends with its paragraph.
const ENOUGH: usize = 300;
/// No segment is longer.
const MOST: usize = 600;
/// A segment shorter than this goes on though the text changes its kind.
const SHORT: usize = 100;

/// A sentence, and the kind of the block that it is in.
type Spoken = (SegmentKind, Sentence);

/// How a text is read.
pub(crate) struct Manner<'a> {
    /// The language of the book.
    pub(crate) language: &'a str,
    pub(crate) voice: &'a Voice,
    pub(crate) speed: Speed,
    pub(crate) lexicon: &'a Lexicon,
}

/// Cuts a chapter into segments, and tells `fates` what is spoken.
pub(crate) fn segments(
    id: ChapterId,
    blocks: &[Block],
    manner: &Manner<'_>,
    fates: &mut Fates,
) -> Vec<Segment> {
    let mut groups: Vec<(SegmentKind, Vec<Sentence>)> = Vec::new();
    let mut length = 0;
    for (kind, sentence) in chapter_sentences(blocks, manner, fates) {
        let characters = sentence.text.chars().count();
        let last = groups.last().and_then(|(_, group)| group.last()).map(|last| last.pause);
        let of_last = groups.last().map(|(kind, _)| *kind);
        let starts_anew = last.is_none_or(|pause| {
            pause >= Pause::Heading
                || length + characters > MOST
                || (pause == Pause::Paragraph && length >= ENOUGH)
                || (of_last != Some(kind) && length >= SHORT)
        });
        match groups.last_mut().filter(|_| !starts_anew) {
            Some((_, group)) => group.push(sentence),
            None => {
                groups.push((kind, vec![sentence]));
                length = 0;
            }
        }
        length += characters;
    }
    let segment = |(index, (kind, sentences)): (u32, (SegmentKind, Vec<Sentence>))| {
        let speech = SpeechKey(Digest([0; 32]));
        let mut segment = Segment { id: SegmentId::new(id, index), speech, kind, sentences };
        let said: Vec<_> = segment.sentences.iter().map(Sentence::spoken).collect();
        let said = said.iter().map(|said| &**said);
        segment.speech = speech_key(manner.voice, manner.speed, said, &segment.sounds());
        segment
    };
    (1..).zip(groups).map(segment).collect()
}

fn chapter_sentences(blocks: &[Block], manner: &Manner<'_>, fates: &mut Fates) -> Vec<Spoken> {
    let mut found: Vec<Spoken> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        if block.kind == Kind::Break {
            if let Some((_, last)) = found.last_mut() {
                last.pause = Pause::Scene;
            }
            continue;
        }
        let next_is_heading = || blocks.get(at + 1).is_some_and(|next| next.level().is_some());
        let pause = match block.kind {
            Kind::Speaker => Pause::Sentence,
            Kind::Heading(_) if !next_is_heading() => Pause::Heading,
            _ => Pause::Paragraph,
        };
        let language = block.language.as_deref().unwrap_or(manner.language);
        let kind = kind_of(block);
        let spoken = |piece: Piece| {
            fates.speak(block.page, block.passage.numbers(piece.range.clone()));
            (kind, sentence(block, piece, language, manner.lexicon))
        };
        found.extend(block_pieces(block, language, pause).into_iter().map(spoken));
    }
    if let Some((_, last)) = found.last_mut() {
        last.pause = Pause::Chapter;
    }
    found
}

fn sentence(block: &Block, piece: Piece, language: &str, lexicon: &Lexicon) -> Sentence {
    let numbers = block.passage.numbers(piece.range.clone());
    let first = numbers.iter().map(|numbers| numbers.start).min();
    let end = numbers.iter().map(|numbers| numbers.end).max();
    let page = u32::try_from(block.page).ok();
    let place = page.zip(first).zip(end).map(|((page, first), end)| Place { page, first, end });
    let text = &block.passage.text()[piece.range.clone()];
    let said = normal::said(text, language, &hints(block, &piece.range), lexicon);
    let silence_ms = silence_ms(block, &piece.range);
    Sentence { place, silence_ms, ..sentence_of(text, piece.pause, said) }
}

/// The silence that the marks behind a stretch ask for.
fn silence_ms(block: &Block, stretch: &Range<usize>) -> u32 {
    let text = block.passage.text();
    let behind = block.passage.marks_from(stretch.end).iter();
    let behind = behind.take_while(|mark| text[stretch.end..mark.range.start].trim().is_empty());
    let lengths = behind.map(|mark| match mark.meaning {
        Meaning::Pause(length) => length,
        _ => 0,
    });
    lengths.fold(0, u32::saturating_add)
}

/// What markup says of a stretch of a block.
fn hints(block: &Block, stretch: &Range<usize>) -> Vec<Hint> {
    let hint = |mark: &Mark| {
        let kind = match &mark.meaning {
            Meaning::Roman => HintKind::Roman,
            Meaning::Ordinal => HintKind::Ordinal,
            Meaning::Initialism => HintKind::Initialism,
            Meaning::NameTitle => HintKind::NameTitle,
            Meaning::Ipa(sounds) => HintKind::Ipa(sounds.clone()),
            Meaning::Acronym | Meaning::Line | Meaning::Note(_) | Meaning::Pause(_) => return None,
        };
        let is_inside = stretch.start <= mark.range.start && mark.range.end <= stretch.end;
        let range = || mark.range.start - stretch.start..mark.range.end - stretch.start;
        (is_inside && !mark.range.is_empty()).then(|| Hint { range: range(), kind })
    };
    let heading = block.level().map(|_| Hint { range: 0..stretch.len(), kind: HintKind::Heading });
    let marks = block.passage.marks_from(stretch.start).iter();
    let marks = marks.take_while(|mark| mark.range.start < stretch.end);
    marks.filter_map(hint).chain(heading).collect()
}

/// The sentences of a block; a line of verse ends one, and so does a mark that asks for silence.
fn block_pieces(block: &Block, language: &str, end: Pause) -> Vec<Piece> {
    let text = block.passage.text();
    let mut stretches = stretches(block);
    if let Some(last) = stretches.last_mut() {
        last.1 = end;
    }
    let cut = |(stretch, pause): (Range<usize>, Pause)| {
        pieces(&text[stretch.clone()], language, pause).into_iter().map(move |piece| Piece {
            range: stretch.start + piece.range.start..stretch.start + piece.range.end,
            pause: piece.pause,
        })
    };
    stretches.into_iter().flat_map(cut).collect()
}

/// The parts of a block that have something to say, and what ends them; what says nothing goes with the next.
fn stretches(block: &Block) -> Vec<(Range<usize>, Pause)> {
    let text = block.passage.text();
    let ends = block.passage.marks().iter().filter_map(|mark| match mark.meaning {
        Meaning::Line => Some((mark.range.start, Pause::Line)),
        Meaning::Pause(_) => Some((mark.range.start, Pause::None)),
        _ => None,
    });
    let mut stretches = vec![];
    let mut start = 0;
    for (end, pause) in ends.chain([(text.len(), Pause::None)]) {
        if end == text.len() || text[start..end].contains(char::is_alphanumeric) {
            stretches.push((start..end, pause));
            start = end;
        }
    }
    // A mark at the very end: the block's own pause belongs to what it stands behind.
    if stretches.len() > 1 && stretches.last().is_some_and(|(last, _)| last.is_empty()) {
        stretches.pop();
    }
    stretches
}

fn kind_of(block: &Block) -> SegmentKind {
    match block.kind {
        _ if block.note.is_some() => SegmentKind::Note,
        Kind::Heading(_) => SegmentKind::Heading,
        Kind::Verse => SegmentKind::Verse,
        Kind::Quote => SegmentKind::Quote,
        Kind::Row => SegmentKind::Table,
        _ => SegmentKind::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use reading::passage::Passage;

    fn block(kind: Kind, text: &str) -> Block {
        Block { kind, passage: Passage::added(text), ..Block::default() }
    }

    fn cut(blocks: &[Block]) -> Vec<Segment> {
        let (voice, lexicon) = (&Voice::default(), &Lexicon::default());
        let manner = Manner { language: "en", voice, speed: Speed::USUAL, lexicon };
        segments(ChapterId(1), blocks, &manner, &mut Fates::new(vec![]))
    }

    fn paragraph(characters: usize) -> Block {
        block(Kind::Paragraph, &format!("{}.", "x".repeat(characters - 1)))
    }

    fn lengths(blocks: &[Block]) -> Vec<usize> {
        let found = cut(blocks);
        found.iter().map(|segment| segment.sentences.iter().map(|s| s.text.len()).sum()).collect()
    }

    #[test]
    fn short_paragraphs_are_joined_and_long_ones_stand_alone() {
        let blocks: Vec<Block> = [100, 100, 150, 100, 550, 580].map(paragraph).into();

        assert_eq!(lengths(&blocks), [350, 100, 550, 580]);
    }

    #[test]
    fn headings_and_scenes_end_a_segment() {
        let heading = block(Kind::Heading(1), "One");
        let blocks = [heading, paragraph(100), Block::scene(0), paragraph(100)];

        assert_eq!(lengths(&blocks), [3, 100, 100]);
    }

    #[test]
    fn pauses_say_what_ends() {
        let heading = block(Kind::Heading(1), "One");
        let blocks = [heading, paragraph(10), Block::scene(0), paragraph(10), paragraph(10)];

        let found = cut(&blocks);

        let pauses: Vec<Pause> =
            found.iter().flat_map(|segment| &segment.sentences).map(|s| s.pause).collect();
        assert_eq!(pauses, [Pause::Heading, Pause::Scene, Pause::Paragraph, Pause::Chapter]);
    }

    #[test]
    fn what_is_spoken_differs_from_what_captions_show() {
        let mut passage = Passage::default();
        for letter in "It was 1984, ".chars() {
            passage.push(letter, None);
        }
        let place = passage.place();
        "XIV".chars().for_each(|letter| passage.push(letter, None));
        passage.mark(place, Meaning::Roman);

        let found = cut(&[Block { passage, ..Block::default() }]);

        let sentence = &found[0].sentences[0];
        assert_eq!(sentence.text, "It was 1984, XIV");
        assert_eq!(sentence.spoken(), "It was nineteen eighty-four, fourteen");
    }

    #[test]
    fn a_mark_of_silence_ends_what_is_said_before_it() {
        let mut passage = Passage::default();
        "Wait, ".chars().for_each(|letter| passage.push(letter, None));
        passage.mark(passage.place(), Meaning::Pause(1_500));
        "then go.".chars().for_each(|letter| passage.push(letter, None));

        let found = cut(&[Block { passage, ..Block::default() }]);

        let said: Vec<_> =
            found[0].sentences.iter().map(|s| (s.text.as_str(), s.silence_ms)).collect();
        assert_eq!(said, [("Wait,", 1_500), ("then go.", 0)]);
    }
}
