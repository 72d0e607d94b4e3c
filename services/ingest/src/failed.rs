//! The fact that a submitted book came to nothing.

use contract::{BookId, Fact, Failed, FailureCode, Revision, Schema};

/// Says that no plan could be made of a book.
pub(crate) fn failed(book: BookId, code: FailureCode, message: String) -> Fact {
    let revision = Revision::FIRST;
    Fact::Failed(Failed { schema: Schema::default(), book, revision, code, message })
}
