//! Revisions that are still alive, and the facts of their segments and chapters.

use std::time::Duration;

use bus::{Bus, Failure};
use contract::{
    BookId, Chapter, ChapterEncoded, ChapterId, Fact, FactKind, FactSubject, Plan, Revision,
    SegmentFact,
};
use service::{not_encoded, not_spoken};
use tracing::debug;

/// Delay before a premature job is delivered again.
const PREMATURE: Duration = Duration::from_secs(5);

/// Whether a revision is still being made.
pub(crate) enum Liveness {
    Alive,
    /// Cancelled, failed, or superseded.
    Dead,
}

/// Looks up whether a revision is alive.
pub(crate) async fn liveness(
    bus: &Bus,
    book: BookId,
    revision: Revision,
) -> Result<Liveness, Failure> {
    let look = |revision, kind| bus.fact(FactSubject { book, revision, kind });
    let (cancelled, failed, newer, planned) = futures::try_join!(
        look(revision, FactKind::Cancelled),
        look(revision, FactKind::Failed),
        look(revision.next(), FactKind::Planned),
        look(revision, FactKind::Planned),
    )
    .map_err(Failure::of_broker)?;
    if cancelled.is_some() || failed.is_some() || newer.is_some() {
        return Ok(Liveness::Dead);
    }
    match planned {
        Some(_) => Ok(Liveness::Alive),
        None => {
            // As after the broker has lost facts: it is announced again.
            debug!("a job is premature: there is no plan {revision} of book {book}");
            Err(Failure::HandBack(PREMATURE))
        }
    }
}

/// Looks up the fact of every segment of `chapter`, in order; where one is missing, its segment is spoken first.
pub(crate) async fn all_segment_facts(
    bus: &Bus,
    plan: &Plan,
    chapter: &Chapter,
) -> Result<Vec<SegmentFact>, Failure> {
    let facts = known_segment_facts(bus, plan, chapter).await?;
    let missing = chapter.segments.iter().zip(&facts).filter(|(_, fact)| fact.is_none());
    let failure = || not_spoken(plan, missing.map(|(segment, _)| segment));
    let all: Option<Vec<SegmentFact>> = facts.iter().cloned().collect();
    all.ok_or_else(failure)
}

/// Looks up the fact of every segment of `chapter`, in order; `None` while one is missing.
pub(crate) async fn segment_facts(
    bus: &Bus,
    plan: &Plan,
    chapter: &Chapter,
) -> Result<Option<Vec<SegmentFact>>, Failure> {
    Ok(known_segment_facts(bus, plan, chapter).await?.into_iter().collect())
}

/// Looks up the fact of every segment of `chapter`, in order.
pub(crate) async fn known_segment_facts(
    bus: &Bus,
    plan: &Plan,
    chapter: &Chapter,
) -> Result<Vec<Option<SegmentFact>>, Failure> {
    let subject = |kind| FactSubject { book: plan.book, revision: plan.revision, kind };
    let kinds = chapter.segments.iter().map(|segment| FactKind::Segment(segment.id));
    let subjects: Vec<FactSubject> = kinds.map(subject).collect();
    let facts = bus.facts(&subjects).await.map_err(Failure::of_broker)?;
    let segment = |fact| match fact {
        Some(Fact::Segment(fact)) => Some(fact),
        _ => None,
    };
    Ok(facts.into_iter().map(segment).collect())
}

/// Looks up every chapter of `plan`, in order; missing ones are encoded first.
pub(crate) async fn chapter_facts(bus: &Bus, plan: &Plan) -> Result<Vec<ChapterEncoded>, Failure> {
    let subject = |kind| FactSubject { book: plan.book, revision: plan.revision, kind };
    let ids: Vec<ChapterId> = plan.chapters.iter().map(|chapter| chapter.id).collect();
    let subjects: Vec<FactSubject> = ids.iter().map(|id| subject(FactKind::Chapter(*id))).collect();
    let facts = bus.facts(&subjects).await.map_err(Failure::of_broker)?;
    let encoded = |fact| match fact {
        Some(Fact::Chapter(encoded)) => Some(encoded),
        _ => None,
    };
    let facts: Vec<Option<ChapterEncoded>> = facts.into_iter().map(encoded).collect();
    let missing = || ids.iter().zip(&facts).filter(|(_, fact)| fact.is_none()).map(|(id, _)| *id);
    match missing().next() {
        None => Ok(facts.into_iter().flatten().collect()),
        Some(_) => Err(not_encoded(plan, missing())),
    }
}
