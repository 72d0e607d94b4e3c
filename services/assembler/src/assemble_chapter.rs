//! Encodes a chapter as soon as its last segment is dealt with.

use bus::{Failure, Outcome, Work};
use contract::{
    BlobKey, Chapter, ChapterEncoded, ChapterJob, Fact, FactKind, FactSubject, Gap, Plan, Schema,
    SegmentFact, SegmentSpoken,
};
use futures::{StreamExt, TryStreamExt, stream};
use tracing::{debug, info};

use crate::adts;
use crate::assemble::Assemble;
use crate::chapter_audio::{ChapterAudio, digest};
use crate::encode::{Encoding, Wrong};
use crate::timeline::Spacing;

/// Facts that are looked up at once.
const LOOKS: usize = 8;

impl Assemble {
    /// Encodes the chapter that `job` names, unless it was encoded before.
    pub(crate) async fn assemble_chapter(
        &self,
        job: &ChapterJob,
        work: &Work,
    ) -> Result<Outcome, Failure> {
        let alive = self.alive(job.book, job.revision).await?;
        let Some(plan) = alive else { return Ok(Outcome::nothing()) };
        let Some(chapter) = plan.chapter(job.chapter) else {
            return Err(Failure::reject(format!("the plan has no chapter {}", job.chapter)));
        };
        let facts = self.segment_facts(&plan, chapter).await?;
        work.progress();
        let gaps = gaps(chapter, &facts);
        let fact = |audio, made: ChapterAudio, cached| {
            Outcome::fact(Fact::Chapter(ChapterEncoded {
                schema: Schema::default(),
                book: job.book,
                revision: job.revision,
                chapter: job.chapter,
                audio,
                frames: made.frames,
                samples: made.samples,
                rate_hz: made.rate_hz,
                encoder: made.encoder,
                cached,
                gaps,
            }))
        };
        let trouble = |error| self.trouble.failure(error);
        let encoder = self.ffmpeg.encoder_id(self.config.bit_rate_kbps);
        let rate_hz = rate_of(&facts)?.unwrap_or(0);
        let spacing = Spacing::new(&self.config, rate_hz);
        let digest = digest(&encoder, rate_hz, &spacing, chapter, &facts);
        let key = BlobKey::chapter(digest);
        if rate_hz == 0 {
            // Nothing was spoken, so nothing says which rate the book has; the book's job puts silence here.
            let empty = ChapterAudio { frames: 0, samples: 0, rate_hz, encoder, sentences: vec![] };
            return Ok(fact(key, empty, false));
        }
        if let Some(made) = ChapterAudio::load(&self.blobs, digest).await.map_err(trouble)? {
            debug!(book.id = %job.book, chapter.id = %job.chapter, "chapter {} was encoded before", job.chapter);
            return Ok(fact(key, made, true));
        }
        let made = self.encode(chapter, &facts, &key, work).await?;
        made.store(&self.blobs, digest).await.map_err(trouble)?;
        info!(
            book.id = %job.book, chapter.id = %job.chapter, samples = made.samples, frames = made.frames,
            "chapter {} was encoded", job.chapter
        );
        Ok(fact(key, made, false))
    }

    /// Looks up what became of every segment of `chapter`, in order.
    async fn segment_facts(
        &self,
        plan: &Plan,
        chapter: &Chapter,
    ) -> Result<Vec<SegmentFact>, Failure> {
        let look = |id| {
            let kind = FactKind::Segment(id);
            let subject = FactSubject { book: plan.book, revision: plan.revision, kind };
            async move {
                match self.bus.fact(subject).await.map_err(Failure::retry)? {
                    Some(Fact::Segment(fact)) => Ok(fact),
                    _ => Err(Failure::retry(format!("segment {id} is not dealt with yet"))),
                }
            }
        };
        let ids: Vec<_> = chapter.segments.iter().map(|segment| segment.id).collect();
        stream::iter(ids).map(look).buffered(LOOKS).try_collect().await
    }

    /// Streams the chapter through the encoder.
    async fn encode(
        &self,
        chapter: &Chapter,
        facts: &[SegmentFact],
        key: &BlobKey,
        work: &Work,
    ) -> Result<ChapterAudio, Failure> {
        let rate_hz = rate_of(facts)?.unwrap_or(0);
        let kbps = self.config.bit_rate_kbps;
        let folder = self.scratch.make().map_err(Failure::retry)?;
        let mut encoding =
            Encoding::start(&self.ffmpeg, rate_hz, kbps, folder.path()).map_err(Failure::retry)?;
        let mut sound = self.chapter_sound(chapter, facts, rate_hz);
        while let Some(samples) = sound.next().await? {
            encoding.write(&samples).await.map_err(Failure::retry)?;
            work.progress();
        }
        let (samples, sentences) = sound.end();
        let encoded = encoding.finish(&|| work.progress()).await.map_err(Failure::retry)?;
        if encoded.samples != samples {
            let (frames, expected) = (encoded.frames, samples / crate::timeline::FRAME);
            return Err(Failure::retry(Wrong::Frames { frames, samples, expected }));
        }
        self.upload_file(key, &encoded.path, work).await?;
        let encoder = self.ffmpeg.encoder_id(kbps);
        Ok(ChapterAudio { frames: encoded.frames, samples, rate_hz, encoder, sentences })
    }
}

/// The rate that all spoken segments share; `None` when nothing was spoken.
fn rate_of(facts: &[SegmentFact]) -> Result<Option<u32>, Failure> {
    let mut rate = None;
    for fact in facts {
        let SegmentFact::Spoken(spoken) = fact else { continue };
        if *rate.get_or_insert(spoken.rate_hz) != spoken.rate_hz {
            return Err(Failure::reject(mixed_rates(spoken, rate.unwrap_or(0))));
        }
        if !adts::can_carry(spoken.rate_hz) {
            return Err(Failure::reject(format!(
                "segment {} has {} samples per second, which AAC cannot carry; choose another voice",
                spoken.segment, spoken.rate_hz
            )));
        }
    }
    Ok(rate)
}

pub(crate) fn mixed_rates(spoken: &SegmentSpoken, other: u32) -> String {
    format!(
        "segment {} has {} samples per second where {other} were expected; all segments of a book must share a rate",
        spoken.segment, spoken.rate_hz
    )
}

fn gaps(chapter: &Chapter, facts: &[SegmentFact]) -> Vec<Gap> {
    let gap = |(segment, fact): (&contract::Segment, &SegmentFact)| match fact {
        SegmentFact::Spoken(_) => None,
        SegmentFact::Failed(failed) => Some(Gap {
            segment: segment.id,
            chapter_title: chapter.title.clone(),
            text: segment.text(),
            reason: failed.reason.clone(),
        }),
    };
    chapter.segments.iter().zip(facts).filter_map(gap).collect()
}
