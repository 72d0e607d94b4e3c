//! Groups sentences into segments, each of which one synthesis call speaks.

use std::ops::Range;

use contract::{
    ChapterId, Digest, Pause, Place, Segment, SegmentId, SegmentKind, Sentence, SpeechKey, Speed,
    Voice, speech_key,
};
use pages::block::{Block, BlockKind};
use pages::passage::{Annotation, AnnotationKind};
use wording::lexicon::Lexicon;
use wording::normal::{self, Hint, HintKind};
use wording::sentence_of;
use wording::sentences::{SentenceSpan, sentence_spans};

/// A segment that is at least this long ends with its paragraph.
const ENOUGH: usize = 300;
/// Longest segment.
const MOST: usize = 600;
/// A segment shorter than this continues although the kind of the text changes.
const SHORT: usize = 100;

/// A sentence, and the kind of the block that it is in.
struct SpokenSentence {
    kind: SegmentKind,
    sentence: Sentence,
}

/// Sentences of one kind that one synthesis call will speak.
struct SentenceGroup {
    kind: SegmentKind,
    sentences: Vec<Sentence>,
}

/// How a text is spoken.
pub(crate) struct SpeechSettings<'a> {
    /// The language of the book.
    pub(crate) language: &'a str,
    pub(crate) voice: &'a Voice,
    pub(crate) speed: Speed,
    pub(crate) lexicon: &'a Lexicon,
}

/// The segments of a chapter, and the numbers of the characters that they speak, each range with its page.
pub(crate) struct ChapterSegments {
    pub(crate) segments: Vec<Segment>,
    pub(crate) spoken: Vec<(usize, Range<u32>)>,
}

/// Cuts a chapter into segments.
pub(crate) fn segments(
    id: ChapterId,
    blocks: &[Block],
    settings: &SpeechSettings<'_>,
) -> ChapterSegments {
    let mut groups: Vec<SentenceGroup> = Vec::new();
    let mut length = 0;
    let mut spoken = Vec::new();
    for SpokenSentence { kind, sentence } in chapter_sentences(blocks, settings, &mut spoken) {
        let characters = sentence.text.chars().count();
        let last = groups.last().and_then(|group| group.sentences.last()).map(|last| last.pause);
        let of_last = groups.last().map(|group| group.kind);
        let starts_anew = last.is_none_or(|pause| {
            pause >= Pause::Heading
                || length + characters > MOST
                || (pause == Pause::Paragraph && length >= ENOUGH)
                || (of_last != Some(kind) && length >= SHORT)
        });
        match groups.last_mut().filter(|_| !starts_anew) {
            Some(group) => group.sentences.push(sentence),
            None => {
                groups.push(SentenceGroup { kind, sentences: vec![sentence] });
                length = 0;
            }
        }
        length += characters;
    }
    let segments = (1..).zip(groups).map(|(index, SentenceGroup { kind, sentences })| {
        let speech = SpeechKey(Digest([0; 32]));
        let mut segment = Segment { id: SegmentId::new(id, index), speech, kind, sentences };
        let said: Vec<_> = segment.sentences.iter().map(Sentence::spoken).collect();
        let said = said.iter().map(|said| &**said);
        segment.speech = speech_key(settings.voice, settings.speed, said, &segment.sounds());
        segment
    });
    ChapterSegments { segments: segments.collect(), spoken }
}

fn chapter_sentences(
    blocks: &[Block],
    settings: &SpeechSettings<'_>,
    spoken: &mut Vec<(usize, Range<u32>)>,
) -> Vec<SpokenSentence> {
    let mut found: Vec<SpokenSentence> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        if block.kind == BlockKind::Break {
            if let Some(last) = found.last_mut() {
                last.sentence.pause = Pause::Scene;
            }
            continue;
        }
        let next_is_heading = || blocks.get(at + 1).is_some_and(|next| next.level().is_some());
        let pause = match block.kind {
            BlockKind::Speaker => Pause::Sentence,
            BlockKind::Heading(_) if !next_is_heading() => Pause::Heading,
            _ => Pause::Paragraph,
        };
        let language = block.language.as_deref().unwrap_or(settings.language);
        let kind = kind_of(block);
        let speak = |span: SentenceSpan| {
            let numbers = block.passage.numbers(span.range.clone());
            let sentence = sentence(block, span, &numbers, language, settings.lexicon);
            spoken.extend(numbers.into_iter().map(|numbers| (block.page, numbers)));
            SpokenSentence { kind, sentence }
        };
        found.extend(block_spans(block, language, pause).into_iter().map(speak));
    }
    if let Some(last) = found.last_mut() {
        last.sentence.pause = Pause::Chapter;
    }
    found
}

/// A sentence of a block, with the numbers of its characters.
fn sentence(
    block: &Block,
    span: SentenceSpan,
    numbers: &[Range<u32>],
    language: &str,
    lexicon: &Lexicon,
) -> Sentence {
    let first = numbers.iter().map(|numbers| numbers.start).min();
    let end = numbers.iter().map(|numbers| numbers.end).max();
    let page = u32::try_from(block.page).ok();
    let place = page.zip(first).zip(end).map(|((page, first), end)| Place { page, first, end });
    let text = &block.passage.text()[span.range.clone()];
    let said = normal::verbalize(text, language, &hints(block, &span.range), lexicon);
    let silence_ms = silence_ms(block, &span.range);
    Sentence { place, silence_ms, ..sentence_of(text, span.pause, said) }
}

/// The silence of the marks after a stretch.
fn silence_ms(block: &Block, stretch: &Range<usize>) -> u32 {
    let text = block.passage.text();
    let behind = block.passage.annotations_from(stretch.end).iter();
    let behind = behind.take_while(|mark| text[stretch.end..mark.range.start].trim().is_empty());
    let lengths = behind.map(|mark| match mark.kind {
        AnnotationKind::Pause(length) => length,
        _ => 0,
    });
    lengths.fold(0, u32::saturating_add)
}

/// The hints of the markup about a stretch of a block.
fn hints(block: &Block, stretch: &Range<usize>) -> Vec<Hint> {
    let hint = |mark: &Annotation| {
        let kind = match &mark.kind {
            AnnotationKind::Roman => HintKind::Roman,
            AnnotationKind::Ordinal => HintKind::Ordinal,
            AnnotationKind::Initialism => HintKind::Initialism,
            AnnotationKind::NameTitle => HintKind::NameTitle,
            AnnotationKind::Ipa(sounds) => HintKind::Ipa(sounds.clone()),
            AnnotationKind::Acronym
            | AnnotationKind::Line
            | AnnotationKind::Link(_)
            | AnnotationKind::Note(_)
            | AnnotationKind::Pause(_) => return None,
        };
        let is_inside = stretch.start <= mark.range.start && mark.range.end <= stretch.end;
        let range = || mark.range.start - stretch.start..mark.range.end - stretch.start;
        (is_inside && !mark.range.is_empty()).then(|| Hint { range: range(), kind })
    };
    let heading = block.level().map(|_| Hint { range: 0..stretch.len(), kind: HintKind::Heading });
    let marks = block.passage.annotations_from(stretch.start).iter();
    let marks = marks.take_while(|mark| mark.range.start < stretch.end);
    marks.filter_map(hint).chain(heading).collect()
}

/// The sentences of a block; a line of verse ends one, and so does a mark that asks for silence.
fn block_spans(block: &Block, language: &str, end: Pause) -> Vec<SentenceSpan> {
    let text = block.passage.text();
    let mut parts = spoken_parts(block);
    if let Some(last) = parts.last_mut() {
        last.pause = end;
    }
    let cut = |part: SentenceSpan| {
        let start = part.range.start;
        let spans = sentence_spans(&text[part.range], language, part.pause).into_iter();
        spans.map(move |span| SentenceSpan {
            range: start + span.range.start..start + span.range.end,
            pause: span.pause,
        })
    };
    parts.into_iter().flat_map(cut).collect()
}

/// The parts of a block with text to speak, and the pause after each; a part without text is joined to the next.
fn spoken_parts(block: &Block) -> Vec<SentenceSpan> {
    let text = block.passage.text();
    let ends = block.passage.annotations().iter().filter_map(|mark| match mark.kind {
        AnnotationKind::Line => Some((mark.range.start, Pause::Line)),
        AnnotationKind::Pause(_) => Some((mark.range.start, Pause::None)),
        _ => None,
    });
    let mut parts = vec![];
    let mut start = 0;
    for (end, pause) in ends.chain([(text.len(), Pause::None)]) {
        if end == text.len() || text[start..end].contains(char::is_alphanumeric) {
            parts.push(SentenceSpan { range: start..end, pause });
            start = end;
        }
    }
    // A mark at the very end: the pause of the block belongs to the part before the mark.
    if parts.len() > 1 && parts.last().is_some_and(|last| last.range.is_empty()) {
        parts.pop();
    }
    parts
}

fn kind_of(block: &Block) -> SegmentKind {
    match block.kind {
        _ if block.note.is_some() => SegmentKind::Note,
        BlockKind::Heading(_) => SegmentKind::Heading,
        BlockKind::Verse => SegmentKind::Verse,
        BlockKind::Quote => SegmentKind::Quote,
        BlockKind::Row => SegmentKind::Table,
        _ => SegmentKind::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pages::passage::Passage;

    fn block(kind: BlockKind, text: &str) -> Block {
        Block { kind, passage: Passage::added(text), ..Block::default() }
    }

    fn cut(blocks: &[Block]) -> Vec<Segment> {
        let (voice, lexicon) = (&Voice::default(), &Lexicon::default());
        let settings = SpeechSettings { language: "en", voice, speed: Speed::USUAL, lexicon };
        segments(ChapterId(1), blocks, &settings).segments
    }

    fn paragraph(characters: usize) -> Block {
        block(BlockKind::Paragraph, &format!("{}.", "x".repeat(characters - 1)))
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
        let heading = block(BlockKind::Heading(1), "One");
        let blocks = [heading, paragraph(100), Block::scene(0), paragraph(100)];

        assert_eq!(lengths(&blocks), [3, 100, 100]);
    }

    #[test]
    fn pauses_say_what_ends() {
        let heading = block(BlockKind::Heading(1), "One");
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
        let place = passage.position();
        "XIV".chars().for_each(|letter| passage.push(letter, None));
        passage.annotate(place, AnnotationKind::Roman);

        let found = cut(&[Block { passage, ..Block::default() }]);

        let sentence = &found[0].sentences[0];
        assert_eq!(sentence.text, "It was 1984, XIV");
        assert_eq!(sentence.spoken(), "It was nineteen eighty-four, fourteen");
    }

    #[test]
    fn a_mark_of_silence_ends_what_is_said_before_it() {
        let mut passage = Passage::default();
        "Wait, ".chars().for_each(|letter| passage.push(letter, None));
        passage.annotate(passage.position(), AnnotationKind::Pause(1_500));
        "then go.".chars().for_each(|letter| passage.push(letter, None));

        let found = cut(&[Block { passage, ..Block::default() }]);

        let said: Vec<_> =
            found[0].sentences.iter().map(|s| (s.text.as_str(), s.silence_ms)).collect();
        assert_eq!(said, [("Wait,", 1_500), ("then go.", 0)]);
    }
}
