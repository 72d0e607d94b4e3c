//! `book.retry`: makes the same plan a new revision, so that missing segments are tried again and the others come from the cache.
//! A plan that is lost is made again from the book's source. Who retries a dead letter sends this command: `Bus::retry_dead`.

use bus::{Bus, Failure, Outcome, Work};
use contract::{
    BlobKey, BookId, Fact, FactSubject, FailureCode, Planned, Retry, Revision, SegmentFact,
};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use planning::planned;
use tracing::info;

use crate::command_context::CommandContext;
use crate::failed::{PlanAttempt, failed};
use crate::read_again::plan_again;
use crate::revisions::newest;
use crate::store;

/// Facts looked up at once.
const AT_ONCE: usize = 32;

/// Plans a book again, unless there is nothing to try again.
pub(crate) async fn retry_book(
    context: &CommandContext,
    retry: &Retry,
    work: &Work,
) -> Result<Outcome, Failure> {
    let book = retry.book;
    let newest = newest(&context.bus, book).await.map_err(Failure::of_broker)?;
    let Some(newest) = newest.filter(|newest| newest.is_planned) else {
        return Ok(Outcome::nothing());
    };
    // Redelivered after it was done: it must not make a second plan.
    if newest.asked_by.is_some_and(|asked_by| work.sequence <= asked_by) {
        return Ok(Outcome::nothing());
    }
    let (revision, is_over) = (newest.revision, newest.is_over);
    if retry.lost.is_some_and(|lost| lost != revision) {
        return Ok(Outcome::nothing());
    }
    let plan = store::find_plan(context, &BlobKey::plan(book, revision)).await?;
    let is_asked = || async { Ok(is_over || has_gaps(&context.bus, book, revision, work).await?) };
    if plan.is_ok() && (retry.lost.is_some() || !is_asked().await?) {
        return Ok(Outcome::nothing());
    }
    let (mut plan, again) = match plan {
        Ok(plan) => (plan, 0),
        Err(why) => match plan_again(context, book, revision, &why, work).await {
            Err(Failure::Reject(why)) if !is_over => {
                let asked = PlanAttempt { book, revision, by: work.sequence };
                let why = format!("the book cannot be planned again: {why}");
                return Ok(Outcome::fact(failed(asked, FailureCode::Broken, why)));
            }
            made => made?,
        },
    };
    plan.revision = revision.next();
    let plan = store::store_plan(context, plan).await?;
    info!(book.id = %book, revision = plan.revision.0, "book {book} is retried");
    Ok(Outcome::fact(Fact::Planned(Planned { again, ..planned(&plan, work.sequence) })))
}

/// Whether a segment was given up.
async fn has_gaps(
    bus: &Bus,
    book: BookId,
    revision: Revision,
    work: &Work,
) -> Result<bool, Failure> {
    let filter = FactSubject::segments_filter(book, revision);
    let subjects = bus.fact_subjects(&filter).await.map_err(Failure::of_broker)?;
    let mut facts =
        stream::iter(subjects).map(|subject| bus.fact(subject)).buffer_unordered(AT_ONCE);
    while let Some(fact) = facts.try_next().await.map_err(Failure::of_broker)? {
        work.progress();
        if matches!(fact, Some(Fact::Segment(SegmentFact::Failed(_)))) {
            return Ok(true);
        }
    }
    Ok(false)
}
