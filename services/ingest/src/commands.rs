//! Passes each command about a book to its handler.

use bus::{Failure, GivenUp, Handler, Outcome, Work};
use contract::{FailureCode, Job, Revision};

use crate::command_context::CommandContext;
use crate::failed::{PlanAttempt, failed};
use crate::{cancel_book, plan_book, retry_book, revise_book};

impl Handler for CommandContext {
    const NAME: &'static str = "handle_command";

    async fn handle(&self, job: Job, work: Work) -> Result<Outcome, Failure> {
        let handling = async {
            match job {
                Job::Submit(submit) => plan_book::plan_book(self, submit, &work).await,
                Job::Cancel(cancel) => cancel_book::cancel_book(self, &cancel, &work).await,
                Job::Retry(retry) => retry_book::retry_book(self, &retry, &work).await,
                Job::Revise(revise) => revise_book::revise_book(self, &revise, &work).await,
                Job::Synth(_) | Job::Chapter(_) | Job::Book(_) | Job::Deliver(_) => {
                    Err(Failure::reject("this job belongs to another queue"))
                }
            }
        };
        self.host.judge(Box::pin(self.store.watched(&work, handling)).await)
    }

    fn given_up(&self, given_up: &GivenUp<'_>) -> Outcome {
        let Some(Job::Submit(submit)) = given_up.job else { return Outcome::nothing() };
        let (sequence, reason) = (given_up.sequence, given_up.reason.to_owned());
        let derived = || plan_book::derived(given_up.enqueued_at_ms, sequence);
        let book = submit.book.unwrap_or_else(derived);
        let asked = PlanAttempt { book, revision: Revision::FIRST, by: sequence };
        Outcome::fact(failed(asked, FailureCode::Broken, reason))
    }
}

#[cfg(test)]
mod tests;
