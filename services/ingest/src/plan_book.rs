//! `book.submit`: the source is fetched, read and planned; what cannot be read becomes the fact `failed`.

use std::path::Path;
use std::time::Duration;

use bus::{Failure, Outcome, Work};
use contract::{
    BookId, Digest, Fact, FailureCode, Options, Plan, Revision, Source, Submit, VoiceManifest,
};
use planning::{LANGUAGE, planned};
use reading::Error;
use tempfile::TempDir;
use tokio::time::interval;
use tracing::info;
use uuid::Builder;

use crate::commands::Commands;
use crate::failed::{Asked, failed};
use crate::fetch::{Trouble, fetch};
use crate::reader::Order;
use crate::revisions::{Newest, newest};
use crate::said_cover::check_cover;
use crate::store;
use crate::voices::{Unsettled, is_language_warning, language_warning, settle_voices};

/// Largest plan: a book of twenty million characters, with room.
pub(crate) const PLAN_BYTES: u64 = 256 << 20;
/// Most lexicons of one book.
const LEXICONS: usize = 16;
/// Largest lexicon.
pub(crate) const LEXICON_BYTES: u64 = 4 << 20;
/// Time between two signs of life while a book is read.
const BEAT: Duration = Duration::from_secs(2);
/// The try after which a passing trouble is told as the book's failure.
const LAST_TRY: u32 = 4;

/// A plan, and the cover's bytes.
pub(crate) type Made = (Plan, Option<Vec<u8>>);

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
        Err(Trouble::Store(error)) => return Err(ingest.store.failure(error)),
    };
    let (options, manifests, lexicons) = match chosen(ingest, &submit.options).await? {
        Ok(chosen) => chosen,
        Err(why) => {
            return fail(ingest, &submit, failed(asked, FailureCode::BadInput, why)).await;
        }
    };
    let order = Order { book, revision, source, options, lexicons, name: submit.name.clone() };
    let (mut plan, cover) = match make(ingest, &path, order, work).await {
        Ok(made) => made,
        Err(error @ Error::NoReader(_)) => return Err(Failure::retry(error)),
        Err(error) => {
            let fact = failed(asked, FailureCode::BadInput, error.to_string());
            return fail(ingest, &submit, fact).await;
        }
    };
    warn_of_language(&mut plan, &manifests);
    if let (Some(key), Some(jpeg)) = (&plan.metadata.cover, cover) {
        ingest.blobs.put(key, jpeg.into()).await.map_err(|error| ingest.store.failure(error))?;
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
        ingest.blobs.delete(key).await.map_err(|error| ingest.store.failure(error))?;
    }
    Ok(Outcome::fact(fact))
}

/// Options whose voices are settled, the manifests of those that have one, and the texts of the lexicons.
pub(crate) type Chosen = (Options, Vec<VoiceManifest>, Vec<(String, String)>);

/// Finds what the options name; the inner error is the submitter's to mend.
pub(crate) async fn chosen(
    ingest: &Commands,
    options: &Options,
) -> Result<Result<Chosen, String>, Failure> {
    let (options, manifests) = match settle_voices(&ingest.blobs, options.clone()).await {
        Ok(settled) => settled,
        Err(Unsettled::Store(error)) => return Err(ingest.store.failure(error)),
        Err(Unsettled::Wrong(why)) => return Ok(Err(why)),
    };
    if let Err(why) = check_cover(ingest, &options).await? {
        return Ok(Err(why));
    }
    Ok(lexicons(ingest, &options).await?.map(|lexicons| (options, manifests, lexicons)))
}

/// Says in the plan which of its voices do not speak the language of the book, instead of what was said before.
pub(crate) fn warn_of_language(plan: &mut Plan, manifests: &[VoiceManifest]) {
    let language = plan.metadata.language.as_deref().unwrap_or(LANGUAGE);
    let warnings = manifests.iter().filter_map(|manifest| language_warning(manifest, language));
    let warnings: Vec<String> = warnings.collect();
    plan.warnings.retain(|warning| !is_language_warning(warning));
    plan.warnings.extend(warnings);
}

/// Fetches the lexicons of the options; the inner error is the submitter's to mend.
async fn lexicons(
    ingest: &Commands,
    options: &Options,
) -> Result<Result<Vec<(String, String)>, String>, Failure> {
    if options.lexicons.len() > LEXICONS {
        return Ok(Err(format!("there are more than {LEXICONS} lexicons; join some of them")));
    }
    let mut texts = Vec::new();
    for key in &options.lexicons {
        let bytes = match ingest.blobs.get(key, LEXICON_BYTES).await {
            Ok(bytes) => bytes,
            Err(error) if error.is_passing() => return Err(ingest.store.failure(error)),
            Err(error) => return Ok(Err(format!("the lexicon `{key}` cannot be had: {error}"))),
        };
        texts.push((key.to_string(), String::from_utf8_lossy(&bytes).into_owned()));
    }
    Ok(Ok(texts))
}

/// Has the book read and planned in another process, and says meanwhile that the work gets on.
pub(crate) async fn make(
    ingest: &Commands,
    path: &Path,
    order: Order,
    work: &Work,
) -> Result<Made, Error> {
    let mut beat = interval(BEAT);
    let beats = async {
        loop {
            beat.tick().await;
            work.progress();
        }
    };
    tokio::select! {
        made = ingest.reader.plan(path, order) => made,
        never = beats => never,
    }
}
