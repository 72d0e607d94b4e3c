//! What the store has lost is made again by the jobs that made it before, a few times at most; the job that lacks it waits.

use blobs::{Blobs, Error};
use bus::{Failure, Remedy};
use contract::{
    BlobKey, BookId, BookJob, ChapterEncoded, ChapterId, ChapterJob, Fact, Finished, Job,
    MADE_AGAIN, PLAN_BYTES, Plan, Retry, Revision, Schema, Segment, SegmentFact, SegmentSpoken,
    SynthJob,
};
use tracing::{debug, warn};

/// The failure of a job without the speech of `segment`, which is spoken again.
#[must_use]
pub fn lost_speech(plan: &Plan, segment: &Segment, spoken: &SegmentSpoken, why: &str) -> Failure {
    let (id, times) = (segment.id, spoken.again);
    if times >= MADE_AGAIN {
        return Failure::reject(format!(
            "the speech of segment {id} was lost {} times, the last time because {why}; check the store",
            times + 1
        ));
    }
    warn!(
        book.id = %plan.book, segment.id = %id, again = times + 1,
        "the speech of segment {id} is lost, so it is spoken again: {why}"
    );
    let job = SynthJob { again: times + 1, ..SynthJob::of(plan, segment) };
    Failure::Lacking(Remedy {
        untrue: vec![Fact::Segment(SegmentFact::Spoken(spoken.clone()))],
        jobs: vec![Job::Synth(job)],
    })
}

/// The failure of a job before all of `missing` are spoken; their jobs are enqueued, unless they are open.
#[must_use]
pub fn not_spoken<'a>(plan: &Plan, missing: impl Iterator<Item = &'a Segment>) -> Failure {
    let jobs: Vec<Job> = missing.map(|it| Job::Synth(SynthJob::of(plan, it))).collect();
    debug!(book.id = %plan.book, "waiting for {} segments of book {}", jobs.len(), plan.book);
    Failure::Lacking(Remedy { untrue: vec![], jobs })
}

/// The failure of a job without the audio of a chapter, which is encoded again; what is left of it must have been removed.
#[must_use]
pub fn lost_chapter(encoded: &ChapterEncoded, why: &str) -> Failure {
    let ChapterEncoded { book, revision, chapter, again, .. } = *encoded;
    if again >= MADE_AGAIN {
        return Failure::reject(format!(
            "the audio of chapter {chapter} was lost {} times, the last time because {why}; check the store",
            again + 1
        ));
    }
    warn!(
        book.id = %book, chapter.id = %chapter, again = again + 1,
        "the audio of chapter {chapter} is lost, so it is encoded again: {why}"
    );
    let job = ChapterJob { schema: Schema::default(), book, revision, chapter, again: again + 1 };
    Failure::Lacking(Remedy {
        untrue: vec![Fact::Chapter(encoded.clone())],
        jobs: vec![Job::Chapter(job)],
    })
}

/// The failure of a job before all chapters are encoded.
#[must_use]
pub fn not_encoded(plan: &Plan, missing: impl Iterator<Item = ChapterId>) -> Failure {
    let (schema, book, revision) = (Schema::default(), plan.book, plan.revision);
    let job = |chapter| Job::Chapter(ChapterJob { schema, book, revision, chapter, again: 0 });
    Failure::Lacking(Remedy { untrue: vec![], jobs: missing.map(job).collect() })
}

/// The failure of a job without its plan: ingest plans the book again, as its next revision.
#[must_use]
pub fn lost_plan(book: BookId, revision: Revision, why: &str) -> Failure {
    warn!(book.id = %book, revision = revision.0, "plan {revision} of book {book} is lost, so it is planned again: {why}");
    let job = Retry { schema: Schema::default(), book, lost: Some(revision) };
    Failure::Lacking(Remedy { untrue: vec![], jobs: vec![Job::Retry(job)] })
}

/// The failure of a delivery without a file of its audiobook, which is made again.
#[must_use]
pub fn lost_file(book: BookId, revision: Revision, why: &str) -> Failure {
    warn!(book.id = %book, "a file of book {book} is lost, so it is made again: {why}");
    let job = BookJob { schema: Schema::default(), book, revision, lost: true };
    Failure::Lacking(Remedy { untrue: vec![], jobs: vec![Job::Book(job)] })
}

/// Why a file of a finished audiobook is gone, if one is: missing, or cut off. What is left of it is removed.
pub async fn find_lost_file(blobs: &Blobs, finished: &Finished) -> Result<Option<String>, Error> {
    let first = (&finished.audiobook, finished.size_bytes);
    let all = finished.files.iter().map(|file| (&file.blob, file.size_bytes));
    for (blob, size_bytes) in std::iter::once(first).chain(all) {
        match blobs.size(blob).await? {
            None => return Ok(Some(format!("there is no `{blob}`"))),
            Some(size) if size == size_bytes => {}
            Some(size) => {
                blobs.delete(blob).await?;
                return Ok(Some(format!("`{blob}` has {size} bytes instead of {size_bytes}")));
            }
        }
    }
    Ok(None)
}

/// Loads a plan; the inner error says why there is none that can be read.
pub async fn find_plan(blobs: &Blobs, key: &BlobKey) -> Result<Result<Plan, String>, Error> {
    let bytes = match blobs.get(key, PLAN_BYTES).await {
        Err(error @ (Error::NotFound { .. } | Error::Damaged { .. })) => {
            return Ok(Err(error.to_string()));
        }
        bytes => bytes?,
    };
    // On a thread for blocking work: the plan of a long book takes a while.
    let parsed = tokio::task::spawn_blocking(move || serde_json::from_slice(&bytes));
    let parsed = parsed.await.map_err(|error| error.to_string());
    Ok(parsed.and_then(|plan| plan.map_err(|error| error.to_string())))
}
