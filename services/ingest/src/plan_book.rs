//! `book.submit`: the source is fetched, read and planned; what cannot be read becomes the fact `failed`.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use bus::{Failure, Outcome, Work};
use contract::{
    BlobKey, BookId, Digest, Fact, FailureCode, Options, Plan, Revision, Source, Submit,
};
use tempfile::TempDir;
use tokio::task::spawn_blocking;
use tokio::time::{interval, timeout};
use tracing::info;
use uuid::Builder;

use crate::commands::Commands;
use crate::failed::{Asked, failed};
use crate::fetch::{Trouble, fetch};
use crate::plan::{Subject, plan, planned};
use crate::revisions::{Newest, newest};
use crate::source::{self, Error};
use crate::store;
use crate::text::lexicon::Lexicon;

/// Largest plan: a book of twenty million characters, with room.
pub(crate) const PLAN_BYTES: u64 = 256 << 20;
/// Longest time to read a book; War and Peace takes about a second.
const READING: Duration = Duration::from_secs(300);
/// Most lexicons of one book.
const LEXICONS: usize = 16;
/// Largest lexicon.
pub(crate) const LEXICON_BYTES: u64 = 4 << 20;
/// Time between two signs of life while a book is read.
const BEAT: Duration = Duration::from_secs(2);
/// The try after which a passing trouble is told as the book's failure.
const LAST_TRY: u32 = 4;

/// A plan, and the cover's bytes.
type Made = (Plan, Option<Vec<u8>>);

/// Plans a book.
pub(crate) async fn plan_book(
    ingest: &Commands,
    submit: Submit,
    work: &Work,
) -> Result<Outcome, Failure> {
    let book = submit.book.unwrap_or_else(|| derived(work.enqueued_at_ms, work.sequence));
    let newest = newest(&ingest.bus, book).await.map_err(Failure::retry)?;
    let Some(revision) = due(newest, work) else { return Ok(Outcome::nothing()) };
    let asked = Asked { book, revision, by: work.sequence };
    if let Some(problem) = &submit.problem {
        let message = format!("the options are wrong: {problem}");
        return fail(ingest, &submit, failed(asked, FailureCode::BadInput, message)).await;
    }
    let folder = TempDir::new().map_err(Failure::retry)?;
    let path = folder.path().join("book");
    let fetched = fetch(&ingest.blobs, &submit.source, &path, (&ingest.settings, work)).await;
    let source = match fetched {
        Ok(source) => source,
        Err(Trouble::Final(code, message)) => {
            return fail(ingest, &submit, failed(asked, code, message)).await;
        }
        Err(Trouble::Passing(error)) if work.attempt >= LAST_TRY => {
            let message =
                format!("the source could not be fetched: {error}; submit it again later");
            return Ok(Outcome::fact(failed(asked, FailureCode::SourceUnavailable, message)));
        }
        Err(Trouble::Passing(error)) => return Err(Failure::Retry(error)),
        Err(Trouble::Store(failure)) => return Err(failure),
    };
    let lexicons = match lexicons(ingest, &submit.options).await? {
        Ok(lexicons) => lexicons,
        Err(why) => {
            return fail(ingest, &submit, failed(asked, FailureCode::BadInput, why)).await;
        }
    };
    let made = make(path, (asked, source), &submit, (lexicons, work)).await?;
    let (plan, cover) = match made {
        Ok(made) => made,
        Err(error) => {
            let fact = failed(asked, FailureCode::BadInput, error.to_string());
            return fail(ingest, &submit, fact).await;
        }
    };
    if let (Some(key), Some(jpeg)) = (&plan.metadata.cover, cover) {
        ingest.blobs.put(key, jpeg.into()).await.map_err(store::failure)?;
    }
    let plan = store::store_plan(ingest, plan).await?;
    let (chapters, segments) = (plan.chapters.len(), plan.segment_count());
    info!(book.id = %book, chapters, segments, "book {book} was planned: {segments} segments");
    Ok(Outcome::fact(Fact::Planned(planned(&plan, work.sequence))))
}

/// An id made of what is the same at every delivery of the message.
pub(crate) fn derived(enqueued_at_ms: i64, sequence: u64) -> BookId {
    let seed = format!("book {enqueued_at_ms} {sequence}");
    let mut random = [0; 10];
    random.copy_from_slice(&Digest::of(seed.as_bytes()).0[..10]);
    let at_ms = u64::try_from(enqueued_at_ms).unwrap_or_default();
    BookId(Builder::from_unix_timestamp_millis(at_ms, &random).into_uuid())
}

/// The revision that this submission is to be planned as; `None` when there is nothing to do.
///
/// One that failed is planned anew when it is driven again, but not when the same message is delivered again.
fn due(newest: Option<Newest>, work: &Work) -> Option<Revision> {
    let Some(newest) = newest else { return Some(Revision::FIRST) };
    let is_answered = newest.asked_by == Some(work.sequence);
    let is_settled = newest.is_planned || newest.is_cancelled || is_answered;
    (!is_settled).then(|| newest.revision.next())
}

/// Says that the book failed, and forgets what was uploaded for it alone.
async fn fail(ingest: &Commands, submit: &Submit, fact: Fact) -> Result<Outcome, Failure> {
    if let Source::Blob(key) = &submit.source
        && key.as_str().starts_with("sources/upload-")
    {
        ingest.bus.say(&fact).await.map_err(Failure::retry)?;
        ingest.blobs.delete(key).await.map_err(store::failure)?;
    }
    Ok(Outcome::fact(fact))
}

/// Fetches the lexicons of the options; the inner error is the submitter's to mend.
async fn lexicons(
    ingest: &Commands,
    options: &Options,
) -> Result<Result<Lexicon, String>, Failure> {
    if options.lexicons.len() > LEXICONS {
        return Ok(Err(format!("there are more than {LEXICONS} lexicons; join some of them")));
    }
    let mut texts = Vec::new();
    for key in &options.lexicons {
        let bytes = match ingest.blobs.get(key, LEXICON_BYTES).await {
            Ok(bytes) => bytes,
            Err(error) if error.is_passing() => return Err(store::failure(error)),
            Err(error) => return Ok(Err(format!("the lexicon `{key}` cannot be had: {error}"))),
        };
        texts.push((key.to_string(), String::from_utf8_lossy(&bytes).into_owned()));
    }
    Ok(Lexicon::of_all(&texts).map_err(|error| error.to_string()))
}

/// Reads and plans on a thread of its own; a panic there is a fault of ours, and a book that failed.
async fn make(
    path: PathBuf,
    (asked, source): (Asked, BlobKey),
    submit: &Submit,
    (lexicon, work): (Lexicon, &Work),
) -> Result<Result<Made, Error>, Failure> {
    let (options, name) = (submit.options.clone(), submit.name.clone());
    let reading = spawn_blocking(move || {
        read_and_plan(&path, (asked, source), (options, &lexicon), name.as_deref())
    });
    let mut beat = interval(BEAT);
    let beats = async {
        loop {
            beat.tick().await;
            work.progress();
        }
    };
    tokio::select! {
        read = timeout(READING, reading) => match read {
            Ok(Ok(made)) => Ok(made),
            Ok(Err(_)) => Ok(Err(Error::Fault("it stumbled over the book".to_owned()))),
            Err(_) => Ok(Err(Error::Fault("reading took too long".to_owned()))),
        },
        never = beats => never,
    }
}

fn read_and_plan(
    path: &Path,
    (asked, source): (Asked, BlobKey),
    (options, lexicon): (Options, &Lexicon),
    name: Option<&str>,
) -> Result<Made, Error> {
    let Asked { book, revision, .. } = asked;
    let damaged = |error: io::Error| Error::Damaged(error.to_string());
    let mut manuscript = source::read(File::open(path).map_err(damaged)?)?;
    let cover = manuscript.cover.take();
    let key = cover.as_ref().map(|jpeg| BlobKey::cover(Digest::of(jpeg)));
    let subject = Subject { book, revision, source, cover: key, options, lexicon, name };
    plan(manuscript, subject).map(|plan| (plan, cover))
}
