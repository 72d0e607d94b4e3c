//! A finished book, as it is delivered.

use contract::{Finished, Plan};

/// The plan of a book, and the files made from it.
#[derive(Debug, Clone, Copy)]
pub struct FinishedBook<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The files.
    pub finished: &'a Finished,
}
