//! Joins the chapters into the audiobook, once all of them are encoded.

use std::path::Path;
use std::sync::Arc;

use blobs::Error as BlobError;
use bus::{Failure, Outcome, Work};
use bytes::Bytes;
use contract::{
    BookJob, ChapterEncoded, Fact, Failed, FailureCode, Finished, Format, MadeFile, Plan, Schema,
};
use service::JobStore;
use tracing::{info, warn};

use crate::acx_report::acx_report;
use crate::extras::{FinishedSound, extras};
use crate::join_chapters::SilentChapter;
use crate::make_files::{EncodedBook, make};
use crate::reencode::by_one_encoder;
use crate::revisions::{Liveness, chapter_facts, liveness};
use crate::sound_files::samples_of;
use crate::tools::Tools;
use media::aac::{FRAME, PRIMING};
use media::book_tags::BookTags;
use media::chapter_marks::plain_marks;
use media::timeline::silent_samples;

/// Largest cover.
const LARGEST_COVER: u64 = 32 << 20;

/// Makes the audiobook that `job` names.
pub(crate) async fn assemble_book(
    tools: &Tools,
    job: &BookJob,
    work: &Work,
) -> Result<Outcome, Failure> {
    let Liveness::Alive = liveness(&tools.bus, job.book, job.revision).await? else {
        return Ok(Outcome::nothing());
    };
    let plan = tools.plans.load(&tools.store, job.book, job.revision).await?;
    tools.encoders.check(&plan.options.wanted).map_err(Failure::retry)?;
    let chapters = chapter_facts(&tools.bus, &plan).await?;
    work.progress();
    let chapters = by_one_encoder(tools, &plan, chapters, work).await?;
    let Some(rate_hz) = rate_of(&chapters)? else { return Ok(nothing_was_spoken(job)) };
    let folder = tools.scratch.make().map_err(Failure::retry)?;
    let silence = match chapters.iter().any(|chapter| chapter.frames == 0) {
        true => Some(silent_chapter(tools, &plan, rate_hz, folder.path(), work).await?),
        false => None,
    };
    let length = |made| samples_of(made, &tools.silences, rate_hz);
    let lengths = chapters.iter().map(length).collect();
    let tags = BookTags::of(&plan, cover(&tools.store, &plan).await?);
    let book = EncodedBook { plan: &plan, chapters: &chapters, rate_hz, lengths, tags, silence };
    let mut files = vec![];
    for format in plan.options.wanted.formats().into_iter().filter(|it| it.is_sound()) {
        files.extend(make(tools, &book, format, work).await?);
    }
    files.extend(beside(tools, &plan, &book, &files, work).await?);
    Ok(Outcome::fact(Fact::Finished(finished(&book, files)?)))
}

/// Makes the sidecar files of the audio files in `files`.
async fn beside(
    tools: &Tools,
    plan: &Arc<Plan>,
    book: &EncodedBook<'_>,
    files: &[MadeFile],
    work: &Work,
) -> Result<Vec<MadeFile>, Failure> {
    let Some(first) = files.first() else { return Ok(vec![]) };
    let lead = if is_m4b(first) { PRIMING * FRAME } else { 0 };
    let chapter = |(at, length): (usize, &u64)| {
        let before = if at == 0 { lead } else { 0 };
        (book.title(at), before + length)
    };
    let marks = plain_marks(book.lengths.iter().enumerate().map(chapter));
    let heard = FinishedSound {
        plan,
        chapters: book.chapters,
        marks: &marks,
        rate_hz: book.rate_hz,
        lead,
        name: first.name.rsplit('/').next().unwrap_or(&first.name),
        cover: book.tags.cover.as_ref(),
    };
    let folder = tools.scratch.make().map_err(Failure::retry)?;
    let mut made = extras(&tools.store, &heard, folder.path(), work).await?;
    made.extend(acx_report(&tools.store, plan, book.chapters, book.rate_hz).await?);
    Ok(made)
}

/// Makes the fact that `book` is finished.
fn finished(book: &EncodedBook<'_>, files: Vec<MadeFile>) -> Result<Finished, Failure> {
    let EncodedBook { plan, chapters, rate_hz, .. } = book;
    let first = files.first().ok_or_else(|| Failure::reject("the book has no chapters"))?;
    let length = book.lengths.iter().sum::<u64>();
    // An M4B contains the encoder's priming frame, at the start of its first chapter.
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

/// Encodes the silence that stands in for a chapter of which nothing could be spoken.
async fn silent_chapter(
    tools: &Tools,
    plan: &Plan,
    rate_hz: u32,
    folder: &Path,
    work: &Work,
) -> Result<SilentChapter, Failure> {
    let samples = silent_samples(&tools.silences, rate_hz);
    let codec = tools.encoders.aac(&plan.options.wanted);
    let path = folder.join("silence.aac");
    let mut encoding = codec.start(rate_hz, path).map_err(Failure::retry)?;
    encoding.silence(samples).await.map_err(Failure::retry)?;
    let encoded = encoding.finish(&|| work.progress()).await.map_err(Failure::retry)?;
    let table = encoded.frames().await.map_err(Failure::retry)?;
    let frames = table.sizes.len() as u64;
    Ok(SilentChapter { path: encoded.path, frames })
}

/// Fetches the cover. A missing cover is no reason to fail the book.
async fn cover(store: &JobStore, plan: &Plan) -> Result<Option<Bytes>, Failure> {
    let Some(key) = &plan.metadata.cover else { return Ok(None) };
    match store.blobs.get(key, LARGEST_COVER).await {
        Ok(bytes) => Ok(Some(bytes)),
        Err(
            error @ (BlobError::NotFound { .. }
            | BlobError::TooLarge { .. }
            | BlobError::Damaged { .. }),
        ) => {
            warn!(book.id = %plan.book, "book {} gets no cover: {error}", plan.book);
            Ok(None)
        }
        Err(error) => Err(store.failure(error)),
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
        message: "no segment could be spoken; `lector dead list` says why, `lector dead retry JOB` tries again"
            .to_owned(),
        asked_by: None,
    }))
}

fn is_m4b(file: &MadeFile) -> bool {
    file.format == Format::M4b.name()
}
