//! `book.cancel`: no further segment is spoken; finished speech stays in the cache.

use bus::{Failure, Outcome, Work};
use contract::{Cancel, Cancelled, Fact, Revision, Schema};
use tracing::info;

use crate::command_context::CommandContext;
use crate::revisions::{NewestRevision, newest};

/// Cancels the newest plan of a book; a book that has ended is not changed.
///
/// `release` removes the open jobs when it receives the fact.
pub(crate) async fn cancel_book(
    context: &CommandContext,
    cancel: &Cancel,
    work: &Work,
) -> Result<Outcome, Failure> {
    let book = cancel.book;
    let newest = newest(&context.bus, book).await.map_err(Failure::of_broker)?;
    // A command that is delivered late must not cancel a plan that was requested after it.
    let is_late =
        |newest: NewestRevision| newest.asked_by.is_some_and(|asked_by| work.sequence < asked_by);
    if newest.is_some_and(|newest| newest.is_over || is_late(newest)) {
        return Ok(Outcome::nothing());
    }
    // A book that has not been read yet is cancelled, too.
    let revision = newest.map_or(Revision::FIRST, |newest| newest.revision);
    info!(book.id = %book, revision = revision.0, "book {book} was cancelled");
    Ok(Outcome::fact(Fact::Cancelled(Cancelled { schema: Schema::default(), book, revision })))
}
