//! Revisions that are still alive: their plans, and the facts of their segments and chapters.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bus::{Bus, Failure};
use contract::{
    BlobKey, BookId, Chapter, ChapterEncoded, Fact, FactKind, FactSubject, Plan, Revision,
    SegmentFact,
};
use futures::{StreamExt, TryStreamExt, stream};
use tracing::debug;

use crate::store::JobStore;

/// Plans kept in memory; that of a long book takes about 10 MB.
const KEPT: usize = 3;

/// Largest plan, in bytes.
const LONGEST_PLAN: u64 = 256 << 20;

/// Delay before a premature job is delivered again.
const PREMATURE: Duration = Duration::from_secs(5);

/// Facts that are looked up at once.
const LOOKS: usize = 8;

/// Loads plans, and remembers the last few.
#[derive(Debug, Default)]
pub(crate) struct Plans {
    kept: Mutex<VecDeque<(BlobKey, Arc<Plan>)>>,
}

/// Whether a revision is still being made, and its plan.
pub(crate) enum Liveness {
    Alive(BlobKey),
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
        Some(Fact::Planned(planned)) => Ok(Liveness::Alive(planned.plan)),
        _ => Err(premature(&format!("there is no plan {revision} of book {book}"))),
    }
}

/// Hands back a job that came before the facts that it needs, as after the broker has lost facts: they are stored again.
fn premature(why: &str) -> Failure {
    debug!("a job is premature: {why}");
    Failure::HandBack(PREMATURE)
}

/// Looks up the fact of every segment of `chapter`, in order; while one is missing, the job is premature.
pub(crate) async fn all_segment_facts(
    bus: &Bus,
    plan: &Plan,
    chapter: &Chapter,
) -> Result<Vec<SegmentFact>, Failure> {
    let missing = || premature(&format!("chapter {} is not spoken yet", chapter.id));
    segment_facts(bus, plan, chapter).await?.ok_or_else(missing)
}

/// Looks up the fact of every segment of `chapter`, in order; `None` while one is missing.
pub(crate) async fn segment_facts(
    bus: &Bus,
    plan: &Plan,
    chapter: &Chapter,
) -> Result<Option<Vec<SegmentFact>>, Failure> {
    let look = |id| {
        let kind = FactKind::Segment(id);
        let subject = FactSubject { book: plan.book, revision: plan.revision, kind };
        async move {
            match bus.fact(subject).await.map_err(Failure::of_broker)? {
                Some(Fact::Segment(fact)) => Ok(Some(fact)),
                _ => Ok(None),
            }
        }
    };
    let ids: Vec<_> = chapter.segments.iter().map(|segment| segment.id).collect();
    let facts: Vec<Option<SegmentFact>> =
        stream::iter(ids).map(look).buffered(LOOKS).try_collect().await?;
    Ok(facts.into_iter().collect())
}

/// Looks up every chapter of `plan`, in order.
pub(crate) async fn chapter_facts(bus: &Bus, plan: &Plan) -> Result<Vec<ChapterEncoded>, Failure> {
    let look = |id| {
        let kind = FactKind::Chapter(id);
        let subject = FactSubject { book: plan.book, revision: plan.revision, kind };
        async move {
            match bus.fact(subject).await.map_err(Failure::of_broker)? {
                Some(Fact::Chapter(fact)) => Ok(fact),
                _ => Err(premature(&format!("chapter {id} is not encoded yet"))),
            }
        }
    };
    let ids: Vec<_> = plan.chapters.iter().map(|chapter| chapter.id).collect();
    stream::iter(ids).map(look).buffered(LOOKS).try_collect().await
}

impl Plans {
    /// Loads the plan called `key`.
    pub(crate) async fn load(&self, store: &JobStore, key: &BlobKey) -> Result<Arc<Plan>, Failure> {
        if let Some(plan) = self.remembered(key) {
            return Ok(plan);
        }
        let bytes = store.get(key, LONGEST_PLAN).await?;
        let parsed = tokio::task::spawn_blocking(move || serde_json::from_slice::<Plan>(&bytes));
        let plan = Arc::new(parsed.await.map_err(Failure::retry)?.map_err(Failure::reject)?);
        self.remember(key, &plan);
        Ok(plan)
    }

    fn remember(&self, key: &BlobKey, plan: &Arc<Plan>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_front((key.clone(), plan.clone()));
        kept.truncate(KEPT);
    }

    fn remembered(&self, key: &BlobKey) -> Option<Arc<Plan>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|(known, _)| known == key)?;
        let found = kept.remove(at)?;
        let plan = found.1.clone();
        kept.push_front(found);
        Some(plan)
    }
}
