//! The timeline of a chapter: the places of every sentence and every silence, in whole samples.

use crate::aac::FRAME;
use std::ops::Range;

use audio::silence::{Edges, TrimmedRange};
use contract::{Pause, Segment, SegmentId, Sentence, SpeechInfo};
use serde::{Deserialize, Serialize};

/// Lengths of silence, in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Silences {
    /// Before the first word of a chapter.
    pub lead_in_seconds: f64,
    /// In place of a segment that could not be spoken.
    pub gap_seconds: f64,
    /// After sentences.
    pub pauses: Pauses,
}

/// Silence after a sentence, by what ends there, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pauses {
    /// Seconds of silence after a sentence.
    pub sentence_seconds: f64,
    /// Seconds of silence after a line of verse.
    pub line_seconds: f64,
    /// Seconds of silence after a paragraph.
    pub paragraph_seconds: f64,
    /// Seconds of silence after a heading.
    pub heading_seconds: f64,
    /// Seconds of silence after a scene.
    pub scene_seconds: f64,
    /// Seconds of silence after a chapter.
    pub chapter_seconds: f64,
}

impl Default for Silences {
    fn default() -> Self {
        Self { lead_in_seconds: 0.5, gap_seconds: 0.5, pauses: Pauses::default() }
    }
}

impl Default for Pauses {
    fn default() -> Self {
        Self {
            sentence_seconds: 0.35,
            line_seconds: 0.3,
            paragraph_seconds: 0.7,
            heading_seconds: 1.0,
            scene_seconds: 1.8,
            chapter_seconds: 1.5,
        }
    }
}

impl Pauses {
    /// How long the silence is, in seconds.
    pub fn seconds(&self, pause: Pause) -> f64 {
        match pause {
            Pause::None => 0.0,
            Pause::Sentence => self.sentence_seconds,
            Pause::Line => self.line_seconds,
            Pause::Paragraph | Pause::Other => self.paragraph_seconds,
            Pause::Heading => self.heading_seconds,
            Pause::Scene => self.scene_seconds,
            Pause::Chapter => self.chapter_seconds,
        }
    }
}

/// Lengths of silence, in samples of one rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spacing {
    /// Before the first word of a chapter.
    pub lead_in: u64,
    /// In place of a segment that could not be spoken.
    pub gap: u64,
    pauses: [u64; 8],
    rate_hz: u32,
}

impl Spacing {
    /// Computes the lengths at `rate_hz`.
    pub fn new(silences: &Silences, rate_hz: u32) -> Self {
        let pauses = [
            Pause::None,
            Pause::Sentence,
            Pause::Line,
            Pause::Paragraph,
            Pause::Heading,
            Pause::Scene,
            Pause::Chapter,
            Pause::Other,
        ];
        Self {
            // At a joint the priming frame is dropped, so it must hold only silence: the lead-in is at least a frame.
            lead_in: samples(silences.lead_in_seconds, rate_hz).max(FRAME),
            gap: samples(silences.gap_seconds, rate_hz),
            pauses: pauses.map(|pause| samples(silences.pauses.seconds(pause), rate_hz)),
            rate_hz,
        }
    }

    /// Samples per second.
    pub fn rate_hz(&self) -> u32 {
        self.rate_hz
    }

    /// All lengths as text. It is part of keys in the store, so it must not change.
    pub(crate) fn recipe(&self) -> String {
        let Self { lead_in, gap, pauses, rate_hz } = self;
        format!(
            "Spacing {{ lead_in: {lead_in}, gap: {gap}, pauses: {pauses:?}, rate_hz: {rate_hz} }}"
        )
    }

    /// The length of `pause`.
    pub fn pause(&self, pause: Pause) -> u64 {
        self.pauses[pause as usize]
    }

    /// The silence wanted after `sentence`: its pause, or more if the text asks for it.
    fn after(&self, sentence: &Sentence) -> u64 {
        let asked = u64::from(sentence.silence_ms) * u64::from(self.rate_hz) / 1000;
        self.pause(sentence.pause).max(asked)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the configuration is within 0 and 60 seconds"
)]
fn samples(seconds: f64, rate_hz: u32) -> u64 {
    (seconds * f64::from(rate_hz)).round() as u64
}

/// A stretch of a chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimelineEntry {
    /// This number of zero samples.
    Silence(u64),
    /// These samples of the segment's speech, and whether they must be faded in and out.
    Speech(Range<u64>, Edges),
}

/// The place of a sentence in its chapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentencePosition {
    /// Its segment.
    pub segment: SegmentId,
    /// Its place in the segment, from 0.
    pub sentence: usize,
    /// The number of sentences that it covers: more than one if the engine reported no times.
    pub sentences: usize,
    /// The first sample at which it is heard.
    pub start: u64,
    /// One past the last sample at which it is heard.
    pub end: u64,
    /// The sample of the segment's speech at `start`, from which the places of its words follow.
    #[serde(default)]
    pub from: u64,
}

/// A chapter that is laid out segment by segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    spacing: Spacing,
    samples: u64,
    /// Silence at the end, so far.
    quiet: u64,
    /// Silence that is wanted next, besides the silence that is already there.
    owed: u64,
    sentences: Vec<SentencePosition>,
}

impl Timeline {
    /// Begins a chapter; its first piece is the lead-in.
    pub fn begin(spacing: Spacing) -> (Self, TimelineEntry) {
        let mut timeline = Self { spacing, samples: 0, quiet: 0, owed: 0, sentences: vec![] };
        let lead_in = timeline.silence(timeline.spacing.lead_in);
        (timeline, lead_in)
    }

    /// Lays out a spoken segment. `look` finds the silence around a sentence in its speech: the pause before it is filled up to its
    /// length, once that silence is known.
    pub fn speech(
        &mut self,
        segment: &Segment,
        info: &SpeechInfo,
        look: impl Fn(Range<u64>) -> TrimmedRange,
    ) -> Vec<TimelineEntry> {
        let mut entries = vec![];
        let mut at = 0;
        for (ends_at, range) in cut(segment, info) {
            let stretch = look(range);
            let missing = self.owed.saturating_sub(stretch.before());
            entries.push(self.silence(missing));
            self.sentences.push(SentencePosition {
                segment: segment.id,
                sentence: at,
                sentences: ends_at + 1 - at,
                start: self.samples + stretch.before(),
                end: self.samples + (stretch.sounds.end - stretch.kept.start),
                from: stretch.sounds.start,
            });
            at = ends_at + 1;
            let length = stretch.kept.end - stretch.kept.start;
            self.samples += length;
            self.quiet = if length > 0 { 0 } else { self.quiet };
            let pause = self.spacing.after(&segment.sentences[ends_at]);
            self.owed = pause.saturating_sub(stretch.behind());
            entries.push(TimelineEntry::Speech(stretch.kept, stretch.clicks));
        }
        entries
    }

    /// Where the sentences that were laid out so far lie.
    pub fn sentences(&self) -> &[SentencePosition] {
        &self.sentences
    }

    /// Lays out a segment that could not be spoken.
    pub fn gap(&mut self, segment: &Segment) -> TimelineEntry {
        let gap = self.owed + self.spacing.gap;
        self.owed = segment.sentences.last().map_or(0, |last| self.spacing.after(last));
        self.silence(gap)
    }

    /// Ends the chapter in silence, at the border of a frame.
    pub fn end(mut self) -> (TimelineEntry, u64, Vec<SentencePosition>) {
        let least = self.owed.max(FRAME.saturating_sub(self.quiet));
        let length = (self.samples + least).next_multiple_of(FRAME) - self.samples;
        let tail = self.silence(length);
        (tail, self.samples, self.sentences)
    }

    fn silence(&mut self, samples: u64) -> TimelineEntry {
        self.samples += samples;
        self.quiet += samples;
        TimelineEntry::Silence(samples)
    }
}

/// The samples of silence that stand in for a chapter of which nothing could be spoken.
pub fn silent_samples(silences: &Silences, rate_hz: u32) -> u64 {
    let spacing = Spacing::new(silences, rate_hz);
    let silence = spacing.gap + spacing.pause(Pause::Chapter);
    let (timeline, _) = Timeline::begin(spacing);
    let (_, samples, _) = timeline.end();
    (samples + silence).next_multiple_of(FRAME)
}

/// Cuts a speech after its sentences: the index of the sentence that ends, and the samples up to there. If the times are
/// absent or invalid, the speech stays whole.
fn cut(segment: &Segment, info: &SpeechInfo) -> Vec<(usize, Range<u64>)> {
    let last = segment.sentences.len().saturating_sub(1);
    let starts: Vec<u64> = info.sentences.iter().map(|time| time.start).collect();
    let ordered = starts.is_sorted() && starts.last().is_none_or(|&start| start <= info.samples);
    if segment.sentences.is_empty() || starts.len() != segment.sentences.len() || !ordered {
        return if segment.sentences.is_empty() { vec![] } else { vec![(last, 0..info.samples)] };
    }
    (0..=last)
        .map(|at| {
            let start = if at == 0 { 0 } else { starts[at] };
            let end = if at == last { info.samples } else { starts[at + 1] };
            (at, start..end)
        })
        .collect()
}

#[cfg(test)]
mod tests;
