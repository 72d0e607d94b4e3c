//! Joins the chapters into the audiobook, once all of them are encoded.

use std::path::Path;
use std::sync::Arc;

use blobs::Error as BlobError;
use bus::{Failure, Outcome, Work};
use bytes::Bytes;
use contract::{
    BookJob, ChapterEncoded, Fact, FactKind, FactSubject, Failed, FailureCode, Finished, Format,
    MadeFile, Plan, Schema,
};
use futures::{StreamExt, TryStreamExt, stream};
use tracing::{info, warn};

use crate::assemble::Assemble;
use crate::extras::FinishedSound;
use crate::join_chapters::{JoinError, SilentChapter};
use crate::make_files::EncodedBook;
use media::aac::{FRAME, PRIMING};
use media::book_tags::BookTags;
use media::chapter_marks::plain_marks;

/// Facts that are looked up at once.
const LOOKS: usize = 8;

/// Bytes that a cover may have.
const LARGEST_COVER: u64 = 32 << 20;

impl Assemble {
    /// Makes the audiobook that `job` names.
    pub(crate) async fn assemble_book(
        &self,
        job: &BookJob,
        work: &Work,
    ) -> Result<Outcome, Failure> {
        let alive = self.alive(job.book, job.revision).await?;
        let Some(plan) = alive else { return Ok(Outcome::nothing()) };
        self.encoders.check(&plan.options.wanted).map_err(Failure::retry)?;
        let chapters = self.chapter_facts(&plan).await?;
        work.progress();
        let chapters = self.by_one_encoder(&plan, chapters, work).await?;
        let Some(rate_hz) = rate_of(&chapters)? else { return Ok(nothing_was_spoken(job)) };
        let folder = self.scratch.make().map_err(Failure::retry)?;
        let silence = match chapters.iter().any(|chapter| chapter.frames == 0) {
            true => Some(self.silence(&plan, rate_hz, folder.path(), work).await?),
            false => None,
        };
        let tags = BookTags::of(&plan, self.cover(&plan).await?);
        let book = EncodedBook { plan: &plan, chapters: &chapters, rate_hz, tags, silence };
        let mut files = vec![];
        for format in plan.options.wanted.formats().into_iter().filter(|it| it.is_sound()) {
            files.extend(self.make(&book, format, work).await?);
        }
        files.extend(self.beside(&plan, &book, &files, work).await?);
        Ok(Outcome::fact(Fact::Finished(self.finished(&book, files)?)))
    }

    /// Makes what stands beside the sound in `files`.
    async fn beside(
        &self,
        plan: &Arc<Plan>,
        book: &EncodedBook<'_>,
        files: &[MadeFile],
        work: &Work,
    ) -> Result<Vec<MadeFile>, Failure> {
        let Some(first) = files.first() else { return Ok(vec![]) };
        let lead = if is_m4b(first) { PRIMING * FRAME } else { 0 };
        let chapter = |(at, made): (usize, &ChapterEncoded)| {
            let before = if at == 0 { lead } else { 0 };
            (book.title(at), before + self.samples_of(made, book.rate_hz))
        };
        let marks = plain_marks(book.chapters.iter().enumerate().map(chapter));
        let heard = FinishedSound {
            plan,
            chapters: book.chapters,
            marks: &marks,
            rate_hz: book.rate_hz,
            lead,
            name: first.name.rsplit('/').next().unwrap_or(&first.name),
            cover: book.tags.cover.as_ref(),
        };
        let folder = self.scratch.make().map_err(Failure::retry)?;
        let mut made = self.extras(&heard, folder.path(), work).await?;
        made.extend(self.acx_report(plan, book.chapters, book.rate_hz).await?);
        Ok(made)
    }

    /// Says what came of `book`.
    fn finished(&self, book: &EncodedBook<'_>, files: Vec<MadeFile>) -> Result<Finished, Failure> {
        let EncodedBook { plan, chapters, rate_hz, .. } = book;
        let first = files.first().ok_or_else(|| Failure::reject("the book has no chapters"))?;
        let length = chapters.iter().map(|made| self.samples_of(made, *rate_hz)).sum::<u64>();
        // The encoder's first frame is a part of an M4B, as it is of the first chapter there.
        let samples = length + if is_m4b(first) { PRIMING * FRAME } else { 0 };
        let (size_bytes, duration_ms) = (first.size_bytes, samples * 1000 / u64::from(*rate_hz));
        let encoder = chapters.iter().find(|made| made.frames > 0).map(|made| made.encoder.clone());
        let gaps: Vec<_> = chapters.iter().flat_map(|made| made.gaps.clone()).collect();
        info!(
            book.id = %plan.book, size_bytes, duration_ms, gaps = gaps.len(),
            chapters = chapters.len(), files = files.len(), "book {} is finished", plan.book
        );
        Ok(Finished {
            schema: Schema::default(),
            book: plan.book,
            revision: plan.revision,
            audiobook: first.blob.clone(),
            size_bytes,
            duration_ms,
            file_name: first.name.clone(),
            files,
            encoder: encoder.unwrap_or_default(),
            gaps,
        })
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
    async fn silence(
        &self,
        plan: &Plan,
        rate_hz: u32,
        folder: &Path,
        work: &Work,
    ) -> Result<SilentChapter, Failure> {
        let samples = self.silent_samples(rate_hz);
        let codec = self.encoders.aac(&plan.options.wanted);
        let path = folder.join("silence.aac");
        let mut encoding = codec.start(rate_hz, path).map_err(Failure::retry)?;
        encoding.silence(samples).await.map_err(Failure::retry)?;
        let encoded = encoding.finish(&|| work.progress()).await.map_err(Failure::retry)?;
        let table = encoded.frames().await.map_err(Failure::retry)?;
        let frames = table.sizes.len() as u64;
        Ok(SilentChapter { path: encoded.path, frames })
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

    pub(crate) fn not_joined(&self, wrong: JoinError) -> Failure {
        match wrong {
            JoinError::Read { source, .. } if source.is_passing() => self.trouble.failure(source),
            wrong => Failure::retry(wrong),
        }
    }
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

fn is_m4b(file: &MadeFile) -> bool {
    file.format == Format::M4b.name()
}
