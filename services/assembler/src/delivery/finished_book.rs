//! A finished book, as it is handed over.

use contract::{Finished, Plan};

/// What was planned, and what was made of it.
#[derive(Debug, Clone, Copy)]
pub struct FinishedBook<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The files.
    pub finished: &'a Finished,
}
