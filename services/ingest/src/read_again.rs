//! Reads a book again from its source: for other words, or because its plan is lost.

use bus::{Failure, Work};
use contract::{
    BlobKey, BookId, Fact, FactKind, FactSubject, MADE_AGAIN, Plan, Planned, Revision, Source,
};
use tempfile::TempDir;
use tracing::warn;

use crate::command_context::CommandContext;
use crate::fetch::{FetchError, fetch};
use crate::language_warnings::warn_of_language;
use crate::plan_book::{SettledOptions, read_and_plan, settle_options};
use crate::reader::{PlanOrder, PlannedBook, ReadError};
use crate::store;

/// An extension for a title that stands in for a file name, because the extension of a file name is cut off.
const ENDING: &str = ".book";

/// A book that was read before.
#[derive(Debug)]
pub(crate) struct BookToRead {
    book: BookId,
    /// Of the plan that is to be made.
    revision: Revision,
    source: BlobKey,
    title: String,
}

impl BookToRead {
    /// The book of `plan`, under the plan's number.
    pub(crate) fn of(plan: &Plan) -> Self {
        let Plan { book, revision, source, metadata, .. } = plan;
        let (source, title) = (source.clone(), metadata.title.clone());
        Self { book: *book, revision: *revision, source, title }
    }
}

/// Makes a plan with other words or other pronunciations.
pub(crate) async fn read_again(
    context: &CommandContext,
    known: BookToRead,
    settled: SettledOptions,
    work: &Work,
) -> Result<Plan, Failure> {
    let BookToRead { book, revision, source, title } = known;
    let SettledOptions { options, manifests, known, lexicons } = settled;
    let folder = TempDir::new().map_err(Failure::retry)?;
    let path = folder.path().join("book");
    let source = Source::Blob(source);
    let fetched = fetch(&context.blobs, &source, &path, &context.settings, work).await;
    let source = fetched.map_err(|trouble| match trouble {
        FetchError::Final(_, message) => Failure::reject(message),
        FetchError::Transient(error) => Failure::Retry(error),
        FetchError::Store(error) => context.store.failure(error),
    })?;
    let name = Some(format!("{title}{ENDING}"));
    let order = PlanOrder { book, revision, source, options, lexicons, name };
    let PlannedBook { mut plan, cover } =
        read_and_plan(context, &path, order, work).await.map_err(|error| match error {
            ReadError::NotStarted(_) | ReadError::Killed => Failure::retry(error),
            _ if context.host.blame(&error).is_some() => context.host.failure(error),
            _ => Failure::reject(error.to_string()),
        })?;
    warn_of_language(&mut plan, &manifests, &known);
    if let (Some(key), Some(jpeg)) = (&plan.metadata.cover, cover) {
        context.blobs.put(key, jpeg.into()).await.map_err(|error| context.store.failure(error))?;
    }
    Ok(plan)
}

/// Makes a plan that is lost once more, and says how many of the book were lost by now.
pub(crate) async fn plan_again(
    context: &CommandContext,
    book: BookId,
    revision: Revision,
    why: &str,
    work: &Work,
) -> Result<(Plan, u32), Failure> {
    let subject = FactSubject { book, revision, kind: FactKind::Planned };
    let Some(Fact::Planned(planned)) =
        context.bus.fact(subject).await.map_err(Failure::of_broker)?
    else {
        return Err(Failure::reject(format!("book {book} has no plan; submit it again")));
    };
    let again = planned.again + 1;
    if again > MADE_AGAIN {
        return Err(Failure::reject(format!(
            "{again} plans of the book were lost, the last one because {why}; check the store"
        )));
    }
    warn!(book.id = %book, again, "plan {revision} of book {book} is lost, so the book is read again: {why}");
    let source = source_of(context, &planned).await?;
    let Planned { options, title, .. } = planned;
    let settled = settle_options(context, &options).await?.map_err(Failure::reject)?;
    let known = BookToRead { book, revision, source, title };
    Ok((read_again(context, known, settled, work).await?, again))
}

/// The source of a plan that is lost: its fact names it, or that of earlier versions an earlier plan.
async fn source_of(context: &CommandContext, planned: &Planned) -> Result<BlobKey, Failure> {
    if let Some(source) = &planned.source {
        return Ok(source.clone());
    }
    for revision in (1..planned.revision.0).rev() {
        let key = BlobKey::plan(planned.book, Revision(revision));
        if let Ok(plan) = store::find_plan(context, &key).await? {
            return Ok(plan.source);
        }
    }
    Err(Failure::reject("its plan is lost, and nothing names its source; submit it again"))
}
