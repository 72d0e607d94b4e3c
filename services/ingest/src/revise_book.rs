//! `book.revise`: the next revision, with other choices. What they do not change is in the cache, and costs nothing.
//!
//! A wish that cannot be fulfilled becomes a dead letter and nothing else: the audiobook that is there stays what it is.

use bus::{Failure, Outcome, Work};
use contract::{BlobKey, Fact, Plan, Revise, Source};
use planning::planned;
use tempfile::TempDir;
use tracing::info;

use crate::command_context::CommandContext;
use crate::fetch::{FetchError, fetch};
use crate::plan_book::{SettledOptions, read_and_plan, settle_options, warn_of_language};
use crate::reader::{PlanOrder, PlannedBook, ReadError};
use crate::revisions::{newest, was_asked_for};
use crate::store;

/// An ending that a title loses when it stands in for the name of a file.
const ENDING: &str = ".book";

/// Plans a book as it is wished for now.
pub(crate) async fn revise_book(
    context: &CommandContext,
    revise: &Revise,
    work: &Work,
) -> Result<Outcome, Failure> {
    let book = revise.book;
    let newest = newest(&context.bus, book).await.map_err(Failure::retry)?;
    let Some(newest) = newest.filter(|newest| newest.is_planned) else {
        return Err(Failure::reject(format!("book {book} has no plan to revise; submit it")));
    };
    // Delivered again after it was done: a second plan would be one too many. A later wish may have been quicker than this one.
    if was_asked_for(&context.bus, book, work.sequence).await.map_err(Failure::retry)? {
        return Ok(Outcome::nothing());
    }
    let mut before = store::load_plan(context, &BlobKey::plan(book, newest.revision)).await?;
    let options = revise.options(&before).map_err(Failure::reject)?;
    let settled = settle_options(context, &options).await?.map_err(Failure::reject)?;
    before.revision = newest.revision.next();
    let plan = match settled.options.reads_as(&before.options) {
        true => spoken_otherwise(before, settled),
        false => read_again(context, before, settled, work).await?,
    };
    let wish = plan.options.clone();
    let plan = store::store_plan(context, plan).await?;
    if plan.options != wish {
        // Two commands at once: the other one's plan has this number, and the next one is ours.
        return Err(Failure::retry(format!("plan {} was made of another wish", plan.revision)));
    }
    let revision = plan.revision.0;
    info!(book.id = %book, revision, "book {book} was revised: its plan is number {revision} now");
    Ok(Outcome::fact(Fact::Planned(planned(&plan, work.sequence))))
}

/// The same words by other voices, or in other files; the book itself is not needed.
fn spoken_otherwise(before: Plan, settled: SettledOptions) -> Plan {
    let SettledOptions { options, manifests, .. } = settled;
    let mut plan = Plan { options, ..before };
    let Plan { options, chapters, .. } = &mut plan;
    for segment in chapters.iter_mut().flat_map(|chapter| &mut chapter.segments) {
        segment.speech = options.speech_of(segment);
    }
    warn_of_language(&mut plan, &manifests);
    plan
}

/// Other words, or the same ones said otherwise: the book is read again.
async fn read_again(
    context: &CommandContext,
    before: Plan,
    settled: SettledOptions,
    work: &Work,
) -> Result<Plan, Failure> {
    let SettledOptions { options, manifests, lexicons } = settled;
    let folder = TempDir::new().map_err(Failure::retry)?;
    let path = folder.path().join("book");
    let source = Source::Blob(before.source.clone());
    let fetched = fetch(&context.blobs, &source, &path, &context.settings, work).await;
    let source = fetched.map_err(|trouble| match trouble {
        FetchError::Final(_, message) => Failure::reject(message),
        FetchError::Transient(error) => Failure::Retry(error),
        FetchError::Store(error) => context.store.failure(error),
    })?;
    let Plan { book, revision, metadata, .. } = before;
    let name = Some(format!("{}{ENDING}", metadata.title));
    let order = PlanOrder { book, revision, source, options, lexicons, name };
    let PlannedBook { mut plan, cover } =
        read_and_plan(context, &path, order, work).await.map_err(|error| match error {
            ReadError::NotStarted(_) => Failure::retry(error),
            _ => Failure::reject(error.to_string()),
        })?;
    warn_of_language(&mut plan, &manifests);
    if let (Some(key), Some(jpeg)) = (&plan.metadata.cover, cover) {
        context.blobs.put(key, jpeg.into()).await.map_err(|error| context.store.failure(error))?;
    }
    Ok(plan)
}
