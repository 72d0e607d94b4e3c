//! Streams a chapter's samples: its speech and the silence around it in the order of the timeline, mastered.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;

use audio::Pcm;
use audio::mastering::{Mastering, MasteringSettings};
use audio::silence::{self, Edges, TrimmedRange};
use blobs::Error as BlobError;
use bus::Failure;
use contract::{BlobKey, Chapter, Plan, Segment, SegmentFact, SpeechInfo};
use futures::stream::{self, BoxStream, StreamExt, TryStreamExt};
use service::{JobStore, lost_speech};

use crate::spoken_chapter::SpokenChapter;
use audio::levels::{LevelMeter, SoundLevels};
use media::timeline::{SentencePosition, Silences, Spacing, Timeline, TimelineEntry};
use media::word_times::{self, SegmentWords};

/// Largest speech, in bytes.
const LONGEST_SPEECH: u64 = 256 << 20;

/// Samples that are passed on at once: few, because each step between here and the encoder has a copy of them. Takes may end
/// between two pieces, so a change of this length needs a new `chapter_audio::VERSION`.
const PIECE: u64 = 16 * 1024;

/// The speech of a segment; `None` where it could not be spoken.
type FetchedSpeech = Option<(Pcm, SpeechInfo)>;

/// A chapter being streamed: each speech is fetched while the one before it is used.
pub(crate) struct ChapterSound<'a> {
    chapter: &'a Chapter,
    speeches: BoxStream<'a, Result<FetchedSpeech, Failure>>,
    /// Segments laid out so far.
    laid: usize,
    /// Absent once the chapter has ended.
    timeline: Option<Timeline>,
    ready: VecDeque<(TimelineEntry, Arc<Pcm>)>,
    /// Absent if the sound is not mastered, and once the chapter has ended.
    mastering: Option<Mastering>,
    meter: LevelMeter,
    ended: (u64, Vec<SentencePosition>),
    words: Vec<SegmentWords>,
}

/// A chapter that was streamed to its end.
pub(crate) struct LaidOutChapter {
    pub(crate) samples: u64,
    /// Where its sentences lie.
    pub(crate) sentences: Vec<SentencePosition>,
    /// Where its words lie.
    pub(crate) words: Vec<SegmentWords>,
    pub(crate) levels: SoundLevels,
}

/// Begins a chapter; without a `mastering_settings` its sound is not mastered.
pub(crate) fn chapter_sound<'a>(
    store: &'a JobStore,
    silences: &Silences,
    spoken: &SpokenChapter<'a>,
    mastering_settings: Option<MasteringSettings>,
) -> ChapterSound<'a> {
    let SpokenChapter { plan, chapter, ref facts, rate_hz } = *spoken;
    let (timeline, lead_in) = Timeline::begin(Spacing::new(silences, rate_hz));
    let nothing = Arc::new(Pcm { rate_hz, samples: vec![] });
    let segments = chapter.segments.iter().zip(facts.clone());
    let fetch = move |(segment, fact)| async move { fetch(store, plan, segment, &fact).await };
    let speeches = stream::iter(segments).map(fetch).buffered(2);
    ChapterSound {
        chapter,
        speeches: speeches.boxed(),
        laid: 0,
        timeline: Some(timeline),
        ready: [(lead_in, nothing)].into(),
        mastering: mastering_settings
            .map(|mastering_settings| Mastering::new(mastering_settings, rate_hz)),
        meter: LevelMeter::new(rate_hz),
        ended: (0, vec![]),
        words: vec![],
    }
}

/// Fetches and decodes the speech of `segment`; `None` where it could not be spoken. One that is gone, damaged or another
/// than the plan's is lost, and what is left of it is removed: workers look only at its head, which may be intact.
pub(crate) async fn fetch(
    store: &JobStore,
    plan: &Plan,
    segment: &Segment,
    fact: &SegmentFact,
) -> Result<FetchedSpeech, Failure> {
    let spoken = match fact {
        SegmentFact::Spoken(spoken) => spoken,
        SegmentFact::Failed(_) => return Ok(None),
    };
    let lost = |why: &str| lost_speech(plan, segment, spoken, why);
    if spoken.speech != segment.speech {
        return Err(lost("its fact names another"));
    }
    let key = BlobKey::speech(spoken.speech);
    let bytes = match store.blobs.get(&key, LONGEST_SPEECH).await {
        Ok(bytes) => bytes,
        Err(error @ (BlobError::NotFound { .. } | BlobError::Damaged { .. })) => {
            return Err(lost(&error.to_string()));
        }
        Err(error) => return Err(store.failure(error)),
    };
    let decoded = tokio::task::spawn_blocking(move || audio::speech::decode(&bytes));
    let (pcm, mut info) = match decoded.await.map_err(Failure::retry)? {
        Ok(decoded) => decoded,
        Err(error) => {
            let removed = store.blobs.delete(&key).await;
            removed.map_err(|error| store.failure(error))?;
            return Err(lost(&error.to_string()));
        }
    };
    if pcm.rate_hz != spoken.rate_hz {
        return Err(lost(&format!("it has {} samples per second", pcm.rate_hz)));
    }
    // The real number of samples counts, not the one in the description.
    info.samples = pcm.samples.len() as u64;
    Ok(Some((pcm, info)))
}

impl ChapterSound<'_> {
    /// The samples that come next; `None` at the end.
    pub(crate) async fn next(&mut self) -> Result<Option<Vec<i16>>, Failure> {
        loop {
            let samples = if let Some((piece, pcm)) = self.ready.pop_front() {
                match piece {
                    TimelineEntry::Silence(samples) => self.silence(samples),
                    TimelineEntry::Speech(range, clicks) => self.speech(pcm, range, clicks).await?,
                }
            } else if self.timeline.is_some() {
                self.lay_out().await?;
                continue;
            } else if let Some(mut mastering) = self.mastering.take() {
                mastering.end()
            } else {
                return Ok(None);
            };
            if !samples.is_empty() {
                self.meter.hear(&samples);
                return Ok(Some(samples));
            }
        }
    }

    /// The layout and the levels of the whole chapter; called after the last samples.
    pub(crate) fn end(self) -> LaidOutChapter {
        let (samples, sentences) = self.ended;
        LaidOutChapter { samples, sentences, words: self.words, levels: self.meter.heard() }
    }

    /// Lays out the next segment, or else the chapter's end.
    async fn lay_out(&mut self) -> Result<(), Failure> {
        let nothing = || Arc::new(Pcm { rate_hz: 0, samples: vec![] });
        let Some(segment) = self.chapter.segments.get(self.laid) else {
            if let Some(timeline) = self.timeline.take() {
                let (tail, samples, spots) = timeline.end();
                self.ready.push_back((tail, nothing()));
                self.ended = (samples, spots);
            }
            return Ok(());
        };
        self.laid += 1;
        let speech = self.speeches.try_next().await?.flatten();
        let Some(timeline) = &mut self.timeline else { return Ok(()) };
        match speech {
            Some((pcm, info)) => {
                let pcm = Arc::new(pcm);
                let look = |range| TrimmedRange::find(&pcm.samples, range, pcm.rate_hz);
                let entries = timeline.speech(segment, &info, look);
                self.words.extend(word_times::place(timeline.sentences(), segment.id, &info));
                self.ready.extend(entries.into_iter().map(|piece| (piece, pcm.clone())));
            }
            None => self.ready.push_back((timeline.gap(segment), nothing())),
        }
        Ok(())
    }

    /// The first piece of the silence; the rest comes next.
    fn silence(&mut self, samples: u64) -> Vec<i16> {
        let now = samples.min(PIECE);
        if samples > now {
            let nothing = Arc::new(Pcm { rate_hz: 0, samples: vec![] });
            self.ready.push_front((TimelineEntry::Silence(samples - now), nothing));
        }
        let now = usize::try_from(now).unwrap_or_default();
        match &mut self.mastering {
            Some(mastering) => mastering.silence(now),
            None => vec![0; now],
        }
    }

    /// The first piece of `range`, faded where it would click; the rest comes next. Mastering is computation, so it runs on a
    /// thread of its own.
    async fn speech(
        &mut self,
        pcm: Arc<Pcm>,
        mut range: Range<u64>,
        mut clicks: Edges,
    ) -> Result<Vec<i16>, Failure> {
        // The rest must be long enough to be faded.
        if range.end.saturating_sub(range.start) > 2 * PIECE {
            let rest = range.start + PIECE..range.end;
            self.ready.push_front((
                TimelineEntry::Speech(rest, Edges { start: false, ..clicks }),
                pcm.clone(),
            ));
            range.end = range.start + PIECE;
            clicks.end = false;
        }
        let mut mastering = self.mastering.take();
        let working = tokio::task::spawn_blocking(move || {
            let mut samples = cut(&pcm, &range).to_vec();
            silence::fade(&mut samples, pcm.rate_hz, clicks);
            let samples = match &mut mastering {
                Some(mastering) => mastering.sound(&samples),
                None => samples,
            };
            (mastering, samples)
        });
        let (mastering, samples) = working.await.map_err(Failure::retry)?;
        self.mastering = mastering;
        Ok(samples)
    }
}

/// The samples of `range`, cut off at the end of the speech.
fn cut<'a>(pcm: &'a Pcm, range: &Range<u64>) -> &'a [i16] {
    let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(pcm.samples.len());
    &pcm.samples[place(range.start)..place(range.end)]
}
