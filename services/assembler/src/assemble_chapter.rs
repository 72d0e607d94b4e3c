//! Encodes a chapter as soon as its last segment is dealt with.

use audio::mastering::MasteringSettings;
use bus::{Failure, Outcome, Work};
use contract::{
    BlobKey, Chapter, ChapterEncoded, ChapterJob, Fact, FactKind, FactSubject, Gap, Plan, Schema,
    SegmentFact, SegmentSpoken,
};
use futures::{StreamExt, TryStreamExt, stream};
use tracing::{debug, info};

use crate::assemble::Assemble;
use crate::chapter_store;
use media::aac::{FRAME, PRIMING};
use media::adts;
use media::chapter_audio::{ChapterAudio, digest};
use media::encode::{Codec, EncodeError};
use media::takes::Takes;
use media::timeline::Spacing;

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
        self.encoders.check(&plan.options.wanted).map_err(Failure::retry)?;
        let facts = self.all_facts(&plan, chapter).await?;
        work.progress();
        let (audio, made, cached) = self.chapter_audio(&plan, chapter, &facts, work).await?;
        let encoded = ChapterEncoded {
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
            gaps: gaps(chapter, &facts),
        };
        self.prepare(&plan, (chapter, &encoded), work).await?;
        Ok(Outcome::fact(Fact::Chapter(encoded)))
    }

    /// The chapter as this assembler encodes it, unless it did before; and whether it did.
    pub(crate) async fn chapter_audio(
        &self,
        plan: &Plan,
        chapter: &Chapter,
        facts: &[SegmentFact],
        work: &Work,
    ) -> Result<(BlobKey, ChapterAudio, bool), Failure> {
        let trouble = |error| self.trouble.failure(error);
        let codec = self.encoders.aac(&plan.options.wanted);
        let encoder = codec.id();
        let rate_hz = rate_of(facts)?.unwrap_or(0);
        let spacing = Spacing::new(&self.config.silences(), rate_hz);
        let manner = match rate_hz {
            0 => None,
            _ => self.manner(plan, chapter, rate_hz, work).await?,
        };
        let digest = digest(&encoder, rate_hz, &spacing, (chapter, manner), facts);
        let key = BlobKey::chapter(digest);
        if rate_hz == 0 {
            // Nothing was spoken, so nothing says which rate the book has; the book's job puts silence here.
            return Ok((key, ChapterAudio::empty(encoder), false));
        }
        if let Some(made) = chapter_store::load(&self.blobs, digest).await.map_err(trouble)? {
            debug!(book.id = %plan.book, chapter.id = %chapter.id, "chapter {} was encoded before", chapter.id);
            return Ok((key, made, true));
        }
        let made = self.encode((chapter, manner), facts, (&codec, &key), work).await?;
        chapter_store::store(&self.blobs, digest, &made).await.map_err(trouble)?;
        info!(
            book.id = %plan.book, chapter.id = %chapter.id, samples = made.samples, frames = made.frames,
            "chapter {} was encoded", chapter.id
        );
        Ok((key, made, false))
    }

    /// Looks up what became of every segment of `chapter`, in order; all of them are dealt with.
    pub(crate) async fn all_facts(
        &self,
        plan: &Plan,
        chapter: &Chapter,
    ) -> Result<Vec<SegmentFact>, Failure> {
        let missing = || Failure::retry(format!("chapter {} is not spoken yet", chapter.id));
        self.segment_facts(plan, chapter).await?.ok_or_else(missing)
    }

    /// Looks up what became of every segment of `chapter`, in order; `None` while one is not dealt with.
    pub(crate) async fn segment_facts(
        &self,
        plan: &Plan,
        chapter: &Chapter,
    ) -> Result<Option<Vec<SegmentFact>>, Failure> {
        let look = |id| {
            let kind = FactKind::Segment(id);
            let subject = FactSubject { book: plan.book, revision: plan.revision, kind };
            async move {
                match self.bus.fact(subject).await.map_err(Failure::retry)? {
                    Some(Fact::Segment(fact)) => Ok(Some(fact)),
                    _ => Ok(None),
                }
            }
        };
        let ids: Vec<_> = chapter.segments.iter().map(|segment| segment.id).collect();
        let facts: Vec<Option<SegmentFact>> =
            stream::iter(ids).map(look).buffered(LOOKS).try_collect().await?;
        Ok(facts.into_iter().collect())
    }

    /// Streams the chapter through the encoder.
    async fn encode(
        &self,
        (chapter, manner): (&Chapter, Option<MasteringSettings>),
        facts: &[SegmentFact],
        (codec, key): (&Codec, &BlobKey),
        work: &Work,
    ) -> Result<ChapterAudio, Failure> {
        let rate_hz = rate_of(facts)?.unwrap_or(0);
        let folder = self.scratch.make().map_err(Failure::retry)?;
        let progress = || work.progress();
        let mut takes = Takes::start(codec, rate_hz, folder.path(), &progress);
        let mut sound = self.chapter_sound(chapter, facts, rate_hz, manner);
        while let Some(samples) = sound.next().await? {
            takes.write(&samples).await.map_err(Failure::retry)?;
            work.progress();
        }
        let heard = sound.heard();
        let (samples, sentences, words) = sound.end();
        let encoded = takes.finish().await.map_err(Failure::retry)?;
        let frames = encoded.frames.sizes.len() as u64;
        if encoded.samples != samples {
            let expected = samples / FRAME + PRIMING;
            return Err(Failure::retry(EncodeError::Frames { frames, samples, expected }));
        }
        let kept = chapter_store::store_table(&self.blobs, key, &encoded.frames).await;
        kept.map_err(|error| self.trouble.failure(error))?;
        self.upload_file(key, &encoded.path, work).await?;
        let encoder = codec.id();
        Ok(ChapterAudio { frames, samples, rate_hz, encoder, sentences, words, levels: heard })
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
