//! The times of every chapter, sentence and word of a book in its finished file, with the words as the book writes them.

use std::collections::HashMap;

use contract::{
    Chapter, ChapterId, Pause, Place, Plan, SegmentId, SegmentKind, Sentence, WordTime,
};

use crate::chapter_audio::ChapterAudio;
use crate::chapter_marks::ChapterMark;
use crate::timeline::SentencePosition;
use crate::word_times::SegmentWords;

/// A book with its times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookTimeline<'p> {
    /// The plan that was read.
    pub plan: &'p Plan,
    /// Samples per second.
    pub rate_hz: u32,
    /// Length of the finished file.
    pub samples: u64,
    /// In order.
    pub chapters: Vec<TimedChapter<'p>>,
}

/// A chapter of the finished file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimedChapter<'p> {
    /// Its id.
    pub id: ChapterId,
    /// Its title, as the file shows it.
    pub title: String,
    /// First sample, by the chapter mark.
    pub start: u64,
    /// One past the last sample.
    pub end: u64,
    /// The first sample of the chapter's own sound; priming samples may precede it.
    pub sound_at: u64,
    /// In order.
    pub sentences: Vec<TimedSentence<'p>>,
}

/// A sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimedSentence<'p> {
    /// Its segment.
    pub segment: SegmentId,
    /// Its place in the segment, from 0.
    pub number: usize,
    /// Its text, as the book writes it.
    pub text: &'p str,
    /// The kind of its segment.
    pub kind: SegmentKind,
    /// The pause after it.
    pub pause: Pause,
    /// Its place in the source.
    pub place: Option<Place>,
    /// First sample.
    pub start: u64,
    /// One past the last sample.
    pub end: u64,
    /// Whether `start` and `end` are estimated.
    pub estimated: bool,
    /// Its words, in order, as far as the voice reports them.
    pub words: Vec<TimedWord>,
    /// Whether the times of the words are estimated.
    pub words_estimated: bool,
}

/// A word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimedWord {
    /// First byte of the sentence's text.
    pub from: usize,
    /// One past the last byte.
    pub to: usize,
    /// First sample.
    pub start: u64,
    /// One past the last sample.
    pub end: u64,
}

impl<'p> BookTimeline<'p> {
    /// Lays out the book. `audio` describes the sound of every chapter of `plan`; `marks` are the places of the chapters in the
    /// file, and `lead` is the number of samples before the sound of the first one.
    pub fn of(
        plan: &'p Plan,
        audio: &[Option<ChapterAudio>],
        marks: &[ChapterMark],
        rate_hz: u32,
        lead: u64,
    ) -> Self {
        let chapters = plan.chapters.iter().zip(audio).zip(marks).enumerate();
        let timed = |(at, ((chapter, audio), mark)): (usize, ((&'p Chapter, _), &ChapterMark))| {
            let sound_at = mark.start + if at == 0 { lead } else { 0 };
            let audio: &Option<ChapterAudio> = audio;
            TimedChapter {
                id: chapter.id,
                title: mark.title.clone(),
                start: mark.start,
                end: mark.end,
                sound_at,
                sentences: audio
                    .as_ref()
                    .map_or(vec![], |audio| sentences(chapter, audio, sound_at)),
            }
        };
        let samples = marks.last().map_or(0, |mark| mark.end);
        Self { plan, rate_hz, samples, chapters: chapters.map(timed).collect() }
    }

    /// The same book with each chapter in a file of its own, `lead` samples before its sound.
    pub fn chapter_by_itself(&self, at: usize, lead: u64) -> Option<Self> {
        let chapter = self.chapters.get(at)?;
        let (start, sound_at) = (0, lead);
        let moved = |time: u64| time.saturating_sub(chapter.sound_at) + lead;
        let mut alone = chapter.clone();
        (alone.start, alone.sound_at, alone.end) = (start, sound_at, moved(chapter.end));
        for sentence in &mut alone.sentences {
            (sentence.start, sentence.end) = (moved(sentence.start), moved(sentence.end));
            for word in &mut sentence.words {
                (word.start, word.end) = (moved(word.start), moved(word.end));
            }
        }
        Some(Self { samples: alone.end, chapters: vec![alone], ..*self })
    }

    /// A sample's time in milliseconds, to the nearest.
    pub fn ms(&self, sample: u64) -> u64 {
        let rate_hz = u64::from(self.rate_hz.max(1));
        (sample * 1000 + rate_hz / 2) / rate_hz
    }
}

/// Lays out the sentences of a chapter whose sound begins at `sound_at`.
fn sentences<'p>(
    chapter: &'p Chapter,
    audio: &ChapterAudio,
    sound_at: u64,
) -> Vec<TimedSentence<'p>> {
    let words: HashMap<SegmentId, &SegmentWords> =
        audio.words.iter().map(|words| (words.segment, words)).collect();
    let mut spots = audio.sentences.iter().peekable();
    let mut timed = Vec::new();
    for segment in &chapter.segments {
        while let Some(spot) = spots.next_if(|spot| spot.segment == segment.id) {
            let last = spot.sentence + spot.sentences;
            let covered = segment.sentences.get(spot.sentence..last).unwrap_or_default();
            let words = words.get(&segment.id).copied();
            for (at, sentence, (start, end)) in shared(spot, covered) {
                let said = words_of(sentence, at, words);
                let words_estimated = words.is_some_and(|words| words.estimated);
                let exact = !said.is_empty() && !words_estimated;
                let (first, last) = (said.first(), said.last());
                timed.push(TimedSentence {
                    segment: segment.id,
                    number: at,
                    text: &sentence.text,
                    kind: segment.kind,
                    pause: sentence.pause,
                    place: sentence.place,
                    start: first.filter(|_| exact).map_or(start, |word| word.start) + sound_at,
                    end: last.filter(|_| exact).map_or(end, |word| word.end) + sound_at,
                    estimated: spot.sentences > 1 && !exact,
                    words: said.into_iter().map(|word| word.later(sound_at)).collect(),
                    words_estimated,
                });
            }
        }
    }
    timed
}

/// Divides a spot among the sentences that it covers, by their lengths.
fn shared<'p>(
    spot: &SentencePosition,
    covered: &'p [Sentence],
) -> Vec<(usize, &'p Sentence, (u64, u64))> {
    let length = |sentence: &Sentence| sentence.text.chars().count().max(1) as u64;
    let whole = covered.iter().map(length).sum::<u64>().max(1);
    let mut before = 0;
    let share = |(at, sentence): (usize, &'p Sentence)| {
        let place = |part: u64| spot.start + (spot.end - spot.start) * part / whole;
        let start = place(before);
        before += length(sentence);
        (spot.sentence + at, sentence, (start, place(before)))
    };
    covered.iter().enumerate().map(share).collect()
}

/// The words of the sentence `at`, as the book writes them; spoken words that stand for the same letters become one.
fn words_of(sentence: &Sentence, at: usize, words: Option<&SegmentWords>) -> Vec<TimedWord> {
    let all = words.map_or(&[][..], |words| &words.words);
    let mut found: Vec<TimedWord> = Vec::new();
    for &WordTime { from, to, start, end, .. } in
        all.iter().filter(|word| word.sentence as usize == at)
    {
        let written = sentence.written(from as usize..to as usize);
        if sentence.text.get(written.clone()).is_none_or(str::is_empty) {
            continue;
        }
        match found.last_mut() {
            Some(last) if written.start < last.to => {
                (last.to, last.end) = (last.to.max(written.end), last.end.max(end));
            }
            _ => found.push(TimedWord { from: written.start, to: written.end, start, end }),
        }
    }
    found
}

impl TimedWord {
    fn later(self, by: u64) -> Self {
        Self { start: self.start + by, end: self.end + by, ..self }
    }
}

#[cfg(test)]
pub(crate) mod tests;
