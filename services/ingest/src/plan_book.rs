//! `book.submit`: fetches, reads and plans a book; one that cannot be read becomes the fact `failed`.

use std::path::Path;
use std::time::Duration;

use bus::{Bus, Failure, Outcome, Work};
use contract::{
    BlobKey, BookId, Digest, Fact, FailureCode, Options, Revision, Source, Submit, Voice,
    VoiceManifest, planned_problem,
};
use planning::planned;
use tempfile::TempDir;
use tokio::time::interval;
use tracing::info;
use uuid::Builder;

use crate::check_cover::check_cover;
use crate::command_context::CommandContext;
use crate::failed::{PlanAttempt, failed};
use crate::fetch::{FetchError, fetch};
use crate::language_warnings::warn_of_language;
use crate::reader::{PlanOrder, PlannedBook, ReadError};
use crate::revisions::{NewestRevision, newest};
use crate::store::{self, LEXICON_BYTES};
use crate::voices::{SettleVoiceError, settle_voices, voices};

/// Most lexicons of one book.
const LEXICONS: usize = 16;
/// Time between two heartbeats while a book is read.
const HEARTBEAT: Duration = Duration::from_secs(2);
/// The attempt after which a transient error fails the book.
const LAST_ATTEMPT: u32 = 4;

/// Plans a book.
pub(crate) async fn plan_book(
    context: &CommandContext,
    submit: Submit,
    work: &Work,
) -> Result<Outcome, Failure> {
    let book = submit.book.unwrap_or_else(|| derived(work.enqueued_at_ms, work.sequence));
    let newest = newest(&context.bus, book).await.map_err(Failure::of_broker)?;
    let Some(revision) = due(newest, work) else { return Ok(Outcome::nothing()) };
    let asked = PlanAttempt { book, revision, by: work.sequence };
    if let Some(problem) = &submit.problem {
        let message = format!("the options are wrong: {problem}");
        return fail(context, &submit, failed(asked, FailureCode::BadInput, message)).await;
    }
    let folder = TempDir::new().map_err(Failure::retry)?;
    let path = folder.path().join("book");
    let fetched = fetch(&context.blobs, &submit.source, &path, &context.settings, work).await;
    let source = match fetched {
        Ok(source) => source,
        Err(FetchError::Final(code, message)) => {
            return fail(context, &submit, failed(asked, code, message)).await;
        }
        Err(FetchError::Transient(error)) if context.host.blame(&*error).is_some() => {
            return Err(context.host.failure(error));
        }
        Err(FetchError::Transient(error)) if work.attempt >= LAST_ATTEMPT => {
            let message =
                format!("the source could not be fetched: {error}; submit the book again later");
            return Ok(Outcome::fact(failed(asked, FailureCode::SourceUnavailable, message)));
        }
        Err(FetchError::Transient(error)) => return Err(Failure::Retry(error)),
        Err(FetchError::Store(error)) => return Err(context.store.failure(error)),
    };
    let settled = match settle_options(context, &submit.options).await? {
        Ok(settled) => settled,
        Err(why) => {
            return fail(context, &submit, failed(asked, FailureCode::BadInput, why)).await;
        }
    };
    let SettledOptions { options, manifests, known, lexicons } = settled;
    let order = PlanOrder { book, revision, source, options, lexicons, name: submit.name.clone() };
    let PlannedBook { mut plan, cover } = match read_and_plan(context, &path, order, work).await {
        Ok(planned) => planned,
        Err(error @ ReadError::NotStarted(_)) => return Err(Failure::retry(error)),
        Err(error @ ReadError::Killed) if work.attempt < LAST_ATTEMPT => {
            return Err(Failure::retry(error));
        }
        Err(error) if context.host.blame(&error).is_some() => {
            return Err(context.host.failure(error));
        }
        Err(error) => {
            let fact = failed(asked, FailureCode::BadInput, error.to_string());
            return fail(context, &submit, fact).await;
        }
    };
    warn_of_language(&mut plan, &manifests, &known);
    if let (Some(key), Some(jpeg)) = (&plan.metadata.cover, cover) {
        context.blobs.put(key, jpeg.into()).await.map_err(|error| context.store.failure(error))?;
    }
    let plan = store::store_plan(context, plan).await?;
    let (chapters, segments) = (plan.chapters.len(), plan.segment_count());
    info!(book.id = %book, chapters, segments, "book {book} was planned: {segments} segments");
    Ok(Outcome::fact(Fact::Planned(planned(&plan, work.sequence))))
}

/// A book id that is the same at every delivery of the message.
pub(crate) fn derived(enqueued_at_ms: i64, sequence: u64) -> BookId {
    let seed = format!("book {enqueued_at_ms} {sequence}");
    let mut random = [0; 10];
    random.copy_from_slice(&Digest::of(seed.as_bytes()).0[..10]);
    let at_ms = u64::try_from(enqueued_at_ms).unwrap_or_default();
    BookId(Builder::from_unix_timestamp_millis(at_ms, &random).into_uuid())
}

/// The revision that this submission becomes; `None` when there is nothing to do.
///
/// A book that failed is planned again when it is submitted again, but not when the same message is redelivered.
fn due(newest: Option<NewestRevision>, work: &Work) -> Option<Revision> {
    let Some(newest) = newest else { return Some(Revision::FIRST) };
    let is_answered = newest.asked_by == Some(work.sequence);
    let is_settled = newest.is_planned || newest.is_cancelled || is_answered;
    (!is_settled).then(|| newest.revision.next())
}

/// Stores that the book failed, and removes its upload, unless that is another's or a plan was made of it.
async fn fail(context: &CommandContext, submit: &Submit, fact: Fact) -> Result<Outcome, Failure> {
    if let Source::Blob(key) = &submit.source
        && *key == BlobKey::upload(fact.subject().book.0)
    {
        context.bus.say(&fact).await.map_err(Failure::of_broker)?;
        if !is_planned(&context.bus, key).await? {
            context.blobs.delete(key).await.map_err(|error| context.store.failure(error))?;
        }
    }
    Ok(Outcome::fact(fact))
}

/// Whether a plan of any book names `source`.
async fn is_planned(bus: &Bus, source: &BlobKey) -> Result<bool, Failure> {
    for subject in bus.fact_subjects("fact.*.*.planned").await.map_err(Failure::of_broker)? {
        if let Some(Fact::Planned(planned)) = bus.fact(subject).await.map_err(Failure::of_broker)?
            && planned.source.as_ref() == Some(source)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The options of a book, with what they name in the store.
pub(crate) struct SettledOptions {
    /// With each voice resolved to its model.
    pub(crate) options: Options,
    /// The voices that have a manifest, each with it.
    pub(crate) manifests: Vec<(Voice, VoiceManifest)>,
    /// All voices that can be chosen.
    pub(crate) known: Vec<VoiceManifest>,
    /// Names and texts of the lexicons.
    pub(crate) lexicons: Vec<(String, String)>,
}

/// Finds what the options name; the submitter must correct the inner error.
pub(crate) async fn settle_options(
    context: &CommandContext,
    options: &Options,
) -> Result<Result<SettledOptions, String>, Failure> {
    let (options, manifests) = match settle_voices(&context.blobs, options.clone()).await {
        Ok(settled) => settled,
        Err(SettleVoiceError::Store(error)) => return Err(context.store.failure(error)),
        Err(SettleVoiceError::Invalid(why)) => return Ok(Err(why)),
    };
    if let Err(why) = check_cover(context, &options).await? {
        return Ok(Err(why));
    }
    let known = voices(&context.blobs).await.map_err(|error| context.store.failure(error))?;
    let lexicons = lexicons(context, &options).await?;
    Ok(lexicons.map(|lexicons| SettledOptions { options, manifests, known, lexicons }))
}

/// Fetches the lexicons of the options; the submitter must correct the inner error.
async fn lexicons(
    context: &CommandContext,
    options: &Options,
) -> Result<Result<Vec<(String, String)>, String>, Failure> {
    if options.lexicons.len() > LEXICONS {
        return Ok(Err(format!("a book may have at most {LEXICONS} lexicons; join some of them")));
    }
    let mut texts = Vec::new();
    for key in &options.lexicons {
        let bytes = match context.blobs.get(key, LEXICON_BYTES).await {
            Ok(bytes) => bytes,
            Err(error) if error.is_passing() => return Err(context.store.failure(error)),
            Err(error) => return Ok(Err(format!("the lexicon `{key}` cannot be read: {error}"))),
        };
        texts.push((key.to_string(), String::from_utf8_lossy(&bytes).into_owned()));
    }
    Ok(Ok(texts))
}

/// Reads and plans the book in another process, and sends heartbeats meanwhile.
pub(crate) async fn read_and_plan(
    context: &CommandContext,
    path: &Path,
    order: PlanOrder,
    work: &Work,
) -> Result<PlannedBook, ReadError> {
    let mut heartbeat = interval(HEARTBEAT);
    let heartbeats = async {
        loop {
            heartbeat.tick().await;
            work.progress();
        }
    };
    let book = tokio::select! {
        planned = context.reader.plan(path, order) => planned?,
        never = heartbeats => never,
    };
    match planned_problem(&planned(&book.plan, 0)) {
        None => Ok(book),
        Some(problem) => {
            Err(ReadError::Refused(format!("it is too long to be read aloud: {problem}")))
        }
    }
}
