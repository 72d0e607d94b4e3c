//! Which plans a book has, and whether they came to an end.

use bus::{Bus, Error};
use contract::{BookId, FactKind, FactSubject, Revision};

/// The newest plan of a book that anything is known of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Newest {
    pub(crate) revision: Revision,
    pub(crate) is_planned: bool,
    /// Whether it was finished, failed or cancelled.
    pub(crate) is_over: bool,
}

/// Looks for the newest plan of a book; `None` for a book that nothing has happened to.
pub(crate) async fn newest(bus: &Bus, book: BookId) -> Result<Option<Newest>, Error> {
    let mut newest: Option<Newest> = None;
    for end in ["planned", "finished", "failed", "cancelled"] {
        for fact in bus.fact_subjects(&format!("fact.{book}.*.{end}")).await? {
            newest = Some(with(newest, fact));
        }
    }
    Ok(newest)
}

fn with(newest: Option<Newest>, fact: FactSubject) -> Newest {
    let fresh = Newest { revision: fact.revision, is_planned: false, is_over: false };
    let mut newest = newest.filter(|newest| newest.revision >= fact.revision).unwrap_or(fresh);
    if newest.revision == fact.revision {
        match fact.kind {
            FactKind::Planned => newest.is_planned = true,
            FactKind::Finished | FactKind::Failed | FactKind::Cancelled => newest.is_over = true,
            FactKind::Segment(_) | FactKind::Chapter(_) => {}
        }
    }
    newest
}
