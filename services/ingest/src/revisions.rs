//! Which plans a book has, who asked for the newest, and how it ended.

use std::collections::BTreeMap;

use bus::{Bus, Error};
use contract::{BookId, Fact, FactKind, FactSubject, Revision};

/// What the facts say about a book's newest plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NewestRevision {
    pub(crate) revision: Revision,
    pub(crate) is_planned: bool,
    pub(crate) is_cancelled: bool,
    /// Whether it was finished, failed or cancelled.
    pub(crate) is_over: bool,
    /// The command that asked for the plan, or that failed to get one.
    pub(crate) asked_by: Option<u64>,
}

/// Looks for the newest plan of a book; `None` for a book without facts. A plan whose fact cannot be read is none.
pub(crate) async fn newest(bus: &Bus, book: BookId) -> Result<Option<NewestRevision>, Error> {
    let mut known: BTreeMap<Revision, NewestRevision> = BTreeMap::new();
    for end in ["planned", "finished", "failed", "cancelled"] {
        for fact in bus.fact_subjects(&format!("fact.{book}.*.{end}")).await? {
            note(&mut known, fact);
        }
    }
    while let Some((revision, mut newest)) = known.pop_last() {
        let kind = if newest.is_planned { FactKind::Planned } else { FactKind::Failed };
        newest.asked_by = match bus.fact(FactSubject { book, revision, kind }).await? {
            Some(Fact::Planned(planned)) => planned.asked_by,
            Some(Fact::Failed(failed)) => failed.asked_by,
            None if newest.is_planned => {
                newest.is_planned = false;
                if !newest.is_over {
                    continue;
                }
                None
            }
            _ => None,
        };
        return Ok(Some(newest));
    }
    Ok(None)
}

/// Whether the command with this stream sequence has made a plan.
pub(crate) async fn was_asked_for(bus: &Bus, book: BookId, sequence: u64) -> Result<bool, Error> {
    for subject in bus.fact_subjects(&format!("fact.{book}.*.planned")).await? {
        if let Some(Fact::Planned(planned)) = bus.fact(subject).await?
            && planned.asked_by == Some(sequence)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

fn note(known: &mut BTreeMap<Revision, NewestRevision>, fact: FactSubject) {
    let revision = fact.revision;
    let newest = known.entry(revision).or_insert(NewestRevision {
        revision,
        is_planned: false,
        is_cancelled: false,
        is_over: false,
        asked_by: None,
    });
    match fact.kind {
        FactKind::Planned => newest.is_planned = true,
        FactKind::Cancelled => (newest.is_cancelled, newest.is_over) = (true, true),
        FactKind::Finished | FactKind::Failed => newest.is_over = true,
        FactKind::Segment(_)
        | FactKind::Chapter(_)
        | FactKind::Delivered(_)
        | FactKind::Undelivered(_) => {}
    }
}
