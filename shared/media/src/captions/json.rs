//! The whole timeline as JSON, for programs, in samples and in milliseconds.

use std::io::{self, Write};

use contract::{BookId, Pause, Place, Revision, SegmentKind};
use serde::{Serialize, Serializer};

use crate::book_timeline::{BookTimeline, TimedChapter, TimedSentence, TimedWord};

/// The version of the document; it changes only by adding.
const SCHEMA: u32 = 1;

/// Writes the whole book.
pub(super) fn write(book: &BookTimeline<'_>, to: &mut impl Write) -> io::Result<()> {
    let document = TimelineJson {
        schema: SCHEMA,
        book: book.plan.book,
        revision: book.plan.revision,
        title: &book.plan.metadata.title,
        authors: &book.plan.metadata.authors,
        language: book.plan.metadata.language.as_deref(),
        voice: book.plan.options.voice.to_string(),
        rate_hz: book.rate_hz,
        samples: book.samples,
        duration_ms: book.ms(book.samples),
        pages: &book.plan.pages,
        chapters: Each(&book.chapters, |chapter| chapter_of(book, chapter)),
    };
    serde_json::to_writer(&mut *to, &document).map_err(io::Error::from)?;
    writeln!(to)
}

#[derive(Serialize)]
struct TimelineJson<'b, C: Serialize> {
    schema: u32,
    book: BookId,
    revision: Revision,
    title: &'b str,
    authors: &'b [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'b str>,
    voice: String,
    rate_hz: u32,
    samples: u64,
    duration_ms: u64,
    pages: &'b [String],
    chapters: C,
}

/// A range in both units.
#[derive(Serialize)]
struct Span {
    start: u64,
    end: u64,
    start_ms: u64,
    end_ms: u64,
}

impl Span {
    fn of(book: &BookTimeline<'_>, start: u64, end: u64) -> Self {
        Self { start, end, start_ms: book.ms(start), end_ms: book.ms(end) }
    }
}

fn chapter_of<'b>(book: &'b BookTimeline<'_>, chapter: &'b TimedChapter<'_>) -> impl Serialize {
    #[derive(Serialize)]
    struct ChapterJson<'b, S: Serialize> {
        chapter: u32,
        title: &'b str,
        #[serde(flatten)]
        span: Span,
        sentences: S,
    }
    ChapterJson {
        chapter: chapter.id.0,
        title: &chapter.title,
        span: Span::of(book, chapter.start, chapter.end),
        sentences: Each(&chapter.sentences, |sentence| sentence_of(book, sentence)),
    }
}

fn sentence_of<'b>(book: &'b BookTimeline<'_>, sentence: &'b TimedSentence<'_>) -> impl Serialize {
    #[derive(Serialize)]
    struct SentenceJson<'b, W: Serialize> {
        segment: u32,
        sentence: usize,
        text: &'b str,
        #[serde(flatten)]
        span: Span,
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        estimated: bool,
        kind: SegmentKind,
        pause: Pause,
        #[serde(skip_serializing_if = "Option::is_none")]
        place: Option<Place>,
        words: W,
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        words_estimated: bool,
    }
    SentenceJson {
        segment: sentence.segment.index,
        sentence: sentence.number + 1,
        text: sentence.text,
        span: Span::of(book, sentence.start, sentence.end),
        estimated: sentence.estimated,
        kind: sentence.kind,
        pause: sentence.pause,
        place: sentence.place,
        words: Each(&sentence.words, |word: &TimedWord| word_of(book, sentence, *word)),
        words_estimated: sentence.words_estimated,
    }
}

fn word_of(
    book: &BookTimeline<'_>,
    sentence: &TimedSentence<'_>,
    word: TimedWord,
) -> impl Serialize {
    #[derive(Serialize)]
    struct WordJson<'b> {
        text: &'b str,
        /// First byte of the sentence's text.
        from: usize,
        #[serde(flatten)]
        span: Span,
    }
    WordJson {
        text: sentence.text.get(word.from..word.to).unwrap_or_default(),
        from: word.from,
        span: Span::of(book, word.start, word.end),
    }
}

/// A list whose entries are made while they are written: a long book has half a million words.
struct Each<'b, T, F>(&'b [T], F);

impl<'b, T, S: Serialize, F: Fn(&'b T) -> S> Serialize for Each<'b, T, F> {
    fn serialize<W: Serializer>(&self, serializer: W) -> Result<W::Ok, W::Error> {
        serializer.collect_seq(self.0.iter().map(&self.1))
    }
}
