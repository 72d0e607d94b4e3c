//! `book.revise`: makes the next revision, with other options. Segments that they do not change come from the cache.
//!
//! A command that cannot be carried out becomes a dead letter and nothing else: an existing audiobook stays as it is.

use bus::{Failure, Outcome, Work};
use contract::{BlobKey, Fact, Plan, Revise};
use planning::planned;
use tracing::info;

use crate::command_context::CommandContext;
use crate::language_warnings::warn_of_language;
use crate::plan_book::{SettledOptions, settle_options};
use crate::read_again::{BookToRead, plan_again, read_again};
use crate::revisions::{newest, was_asked_for};
use crate::store;

/// Plans a book with the options of the command.
pub(crate) async fn revise_book(
    context: &CommandContext,
    revise: &Revise,
    work: &Work,
) -> Result<Outcome, Failure> {
    let book = revise.book;
    let newest = newest(&context.bus, book).await.map_err(Failure::of_broker)?;
    let Some(newest) = newest.filter(|newest| newest.is_planned) else {
        return Err(Failure::reject(format!("book {book} has no plan to revise; submit it first")));
    };
    // Redelivered after it was done: it must not make a second plan. A later command may have been done before this one.
    if was_asked_for(&context.bus, book, work.sequence).await.map_err(Failure::of_broker)? {
        return Ok(Outcome::nothing());
    }
    let mut before = match store::find_plan(context, &BlobKey::plan(book, newest.revision)).await? {
        Ok(plan) => plan,
        Err(why) => plan_again(context, book, newest.revision, &why, work).await?.0,
    };
    let options = revise.options(&before).map_err(Failure::reject)?;
    let settled = settle_options(context, &options).await?.map_err(Failure::reject)?;
    before.revision = newest.revision.next();
    let plan = match settled.options.reads_as(&before.options) {
        true => spoken_otherwise(before, settled),
        false => read_again(context, BookToRead::of(&before), settled, work).await?,
    };
    let wish = plan.options.clone();
    let plan = store::store_plan(context, plan).await?;
    if plan.options != wish {
        // Another command made the plan with this number at the same time; the retry makes the next one.
        return Err(Failure::retry(format!("plan {} was made by another command", plan.revision)));
    }
    let revision = plan.revision.0;
    info!(book.id = %book, revision, "book {book} was revised: its plan is now number {revision}");
    Ok(Outcome::fact(Fact::Planned(planned(&plan, work.sequence))))
}

/// Makes a plan of the same words, with other voices or other files; the book itself is not needed.
fn spoken_otherwise(before: Plan, settled: SettledOptions) -> Plan {
    let SettledOptions { options, manifests, known, .. } = settled;
    let mut plan = Plan { options, ..before };
    let Plan { options, chapters, .. } = &mut plan;
    for segment in chapters.iter_mut().flat_map(|chapter| &mut chapter.segments) {
        segment.speech = options.speech_of(segment);
    }
    warn_of_language(&mut plan, &manifests, &known);
    plan
}
