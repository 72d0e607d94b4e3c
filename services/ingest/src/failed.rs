//! The fact that no plan could be made of a submitted book.

use contract::{BookId, Fact, Failed, FailureCode, Revision, Schema};

/// Who asked for a plan, and for which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PlanAttempt {
    pub(crate) book: BookId,
    pub(crate) revision: Revision,
    /// The stream sequence of the command.
    pub(crate) by: u64,
}

/// The fact that an attempt to plan a book has failed.
pub(crate) fn failed(asked: PlanAttempt, code: FailureCode, message: String) -> Fact {
    let PlanAttempt { book, revision, by } = asked;
    let asked_by = Some(by);
    Fact::Failed(Failed { schema: Schema::default(), book, revision, code, message, asked_by })
}
