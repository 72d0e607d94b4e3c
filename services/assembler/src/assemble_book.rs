//! Joins the chapters into the audiobook, once all of them are encoded.

use std::path::Path;

use blobs::Error as BlobError;
use bus::{Failure, Outcome, Work};
use bytes::Bytes;
use contract::{
    BlobKey, BookJob, ChapterEncoded, Fact, FactKind, FactSubject, Failed, FailureCode, Finished,
    Format, MadeFile, Pause, Plan, Schema,
};
use futures::{StreamExt, TryStreamExt, stream};
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use tracing::{debug, info, warn};

use crate::assemble::Assemble;
use crate::book_tags::BookTags;
use crate::chapter_marks::{Mark, marks};
use crate::encode::{Encoded, Encoding};
use crate::extras::Heard;
use crate::file_name::file_name;
use crate::join_chapters::{Part, Wrong, join_chapters};
use crate::mp4::{self, Front, Sound};
use crate::tags;
use crate::timeline::{FRAME, Spacing, Timeline};

/// Facts that are looked up at once.
const LOOKS: usize = 8;

/// Bytes that a cover may have.
const LARGEST_COVER: u64 = 32 << 20;

/// The finished file's extension.
const EXTENSION: &str = "m4b";

impl Assemble {
    /// Makes the audiobook that `job` names.
    pub(crate) async fn assemble_book(
        &self,
        job: &BookJob,
        work: &Work,
    ) -> Result<Outcome, Failure> {
        let alive = self.alive(job.book, job.revision).await?;
        let Some(plan) = alive else { return Ok(Outcome::nothing()) };
        let chapters = self.chapter_facts(&plan).await?;
        work.progress();
        let Some(rate_hz) = rate_of(&chapters)? else { return Ok(nothing_was_spoken(job)) };
        warn_of_mixed_encoders(&chapters);
        let folder = self.scratch.make().map_err(Failure::retry)?;
        let silence = match chapters.iter().any(|chapter| chapter.frames == 0) {
            true => Some(self.silence(rate_hz, folder.path(), work).await?),
            false => None,
        };
        let part = |(of_plan, chapter): (&contract::Chapter, &ChapterEncoded)| {
            Part::new(&of_plan.title, chapter, silence.as_ref())
        };
        let parts: Vec<Part> = plan.chapters.iter().zip(&chapters).map(part).collect();
        let marks = marks(parts.iter().map(|part| (part.title.as_str(), part.frames)));
        let samples = marks.last().map_or(0, |mark| mark.end);
        let (sound, mut file) =
            join_chapters(&self.blobs, &parts, rate_hz, folder.path(), &|| work.progress())
                .await
                .map_err(|wrong| self.not_joined(wrong))?;
        debug!(book.id = %job.book, "the chapters of book {} are joined", job.book);
        let cover = self.cover(&plan).await?;
        work.progress();
        let key = BlobKey::audiobook(job.book, job.revision, EXTENSION);
        let name = file_name(&plan.metadata.authors, &plan.metadata.title, EXTENSION);
        let heard = Heard::as_m4b((&plan, &chapters), &marks, &name, cover.as_ref());
        let extras = self.extras(&heard, folder.path(), work).await?;
        let front = front(sound, marks, &plan, cover).await?;
        work.progress();
        file.rewind().await.map_err(Failure::retry)?;
        let size_bytes = self.upload(&key, front.read().chain(file), work).await?;
        let report = self.acx_report(&plan, &chapters, rate_hz).await?;
        let gaps: Vec<_> = chapters.into_iter().flat_map(|chapter| chapter.gaps).collect();
        let duration_ms = samples * 1000 / u64::from(rate_hz);
        info!(
            book.id = %job.book, size_bytes, duration_ms, gaps = gaps.len(), chapters = parts.len(),
            "book {} is finished", job.book
        );
        let format = Format::M4b.name().to_owned();
        let file = MadeFile { format, blob: key.clone(), name: name.clone(), size_bytes };
        Ok(Outcome::fact(Fact::Finished(Finished {
            schema: Schema::default(),
            book: job.book,
            revision: job.revision,
            audiobook: key,
            size_bytes,
            duration_ms,
            file_name: name,
            files: [file].into_iter().chain(report).chain(extras).collect(),
            gaps,
        })))
    }

    /// Looks up every chapter of `plan`, in order.
    async fn chapter_facts(&self, plan: &Plan) -> Result<Vec<ChapterEncoded>, Failure> {
        let look = |id| {
            let kind = FactKind::Chapter(id);
            let subject = FactSubject { book: plan.book, revision: plan.revision, kind };
            async move {
                match self.bus.fact(subject).await.map_err(Failure::retry)? {
                    Some(Fact::Chapter(fact)) => Ok(fact),
                    _ => Err(Failure::retry(format!("chapter {id} is not encoded yet"))),
                }
            }
        };
        let ids: Vec<_> = plan.chapters.iter().map(|chapter| chapter.id).collect();
        stream::iter(ids).map(look).buffered(LOOKS).try_collect().await
    }

    /// Encodes what stands for a chapter of which nothing could be spoken.
    async fn silence(&self, rate_hz: u32, folder: &Path, work: &Work) -> Result<Encoded, Failure> {
        let spacing = Spacing::new(&self.config, rate_hz);
        let silence = spacing.gap + spacing.pause(Pause::Chapter);
        let (timeline, _) = Timeline::begin(spacing);
        let (_, samples, _) = timeline.end();
        let samples = (samples + silence).next_multiple_of(FRAME);
        let kbps = self.config.bit_rate_kbps;
        let mut encoding =
            Encoding::start(&self.ffmpeg, rate_hz, kbps, folder).map_err(Failure::retry)?;
        encoding.silence(samples).await.map_err(Failure::retry)?;
        encoding.finish(&|| work.progress()).await.map_err(Failure::retry)
    }

    /// Fetches the cover. A book without its picture is better than no book.
    async fn cover(&self, plan: &Plan) -> Result<Option<Bytes>, Failure> {
        let Some(key) = &plan.metadata.cover else { return Ok(None) };
        match self.blobs.get(key, LARGEST_COVER).await {
            Ok(bytes) => Ok(Some(bytes)),
            Err(
                error @ (BlobError::NotFound { .. }
                | BlobError::TooLarge { .. }
                | BlobError::Damaged { .. }),
            ) => {
                warn!(book.id = %plan.book, "book {} gets no cover: {error}", plan.book);
                Ok(None)
            }
            Err(error) => Err(self.trouble.failure(error)),
        }
    }

    pub(crate) fn not_joined(&self, wrong: Wrong) -> Failure {
        match wrong {
            Wrong::Read { source, .. } if source.is_passing() => self.trouble.failure(source),
            wrong => Failure::retry(wrong),
        }
    }
}

/// Makes what comes before the sound.
async fn front(
    sound: Sound,
    marks: Vec<Mark>,
    plan: &Plan,
    cover: Option<Bytes>,
) -> Result<Front, Failure> {
    let tags = tags::of(&BookTags::of(plan, cover));
    let making = move || {
        let tags = tags::tag_box(&tags).map_err(Failure::retry)?;
        Ok(mp4::front(sound, &marks, &tags))
    };
    tokio::task::spawn_blocking(making).await.map_err(Failure::retry)?
}

/// The rate that all chapters share; `None` when nothing of the book could be spoken.
fn rate_of(chapters: &[ChapterEncoded]) -> Result<Option<u32>, Failure> {
    let mut spoken = chapters.iter().filter(|chapter| chapter.frames > 0);
    let Some(first) = spoken.next() else { return Ok(None) };
    match spoken.find(|chapter| chapter.rate_hz != first.rate_hz) {
        None => Ok(Some(first.rate_hz)),
        Some(other) => Err(Failure::reject(format!(
            "chapter {} has {} samples per second and chapter {} has {}; all chapters of a book must share a rate",
            first.chapter, first.rate_hz, other.chapter, other.rate_hz
        ))),
    }
}

/// Chapters of several versions of ffmpeg join as well as those of one; only "same speech, same bytes" is lost.
fn warn_of_mixed_encoders(chapters: &[ChapterEncoded]) {
    if let Some([one, two]) = chapters
        .windows(2)
        .find(|pair| pair[0].encoder != pair[1].encoder)
        .and_then(|pair| <&[ChapterEncoded; 2]>::try_from(pair).ok())
    {
        warn!(
            book.id = %one.book,
            "the chapters of book {} come from several encoders: {} and {}", one.book, one.encoder, two.encoder
        );
    }
}

fn nothing_was_spoken(job: &BookJob) -> Outcome {
    Outcome::fact(Fact::Failed(Failed {
        schema: Schema::default(),
        book: job.book,
        revision: job.revision,
        code: FailureCode::Broken,
        message: "not one segment could be spoken; `lector dead list` says why, `lector dead retry` tries again"
            .to_owned(),
        asked_by: None,
    }))
}
