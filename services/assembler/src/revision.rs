//! Plans of revisions that are still alive.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use bus::Failure;
use contract::{BlobKey, BookId, Fact, FactKind, FactSubject, Plan, Revision};

use crate::assemble::Assemble;

/// Plans kept in memory; a long book's takes about 10 MB.
const KEPT: usize = 3;

/// Bytes that a plan may have.
const LONGEST_PLAN: u64 = 256 << 20;

/// Remembers the last few plans.
#[derive(Debug, Default)]
pub(crate) struct Plans {
    kept: Mutex<VecDeque<(BlobKey, Arc<Plan>)>>,
}

impl Assemble {
    /// Loads the plan of a revision; `None` when the revision is dead: cancelled, failed, or superseded.
    pub(crate) async fn alive(
        &self,
        book: BookId,
        revision: Revision,
    ) -> Result<Option<Arc<Plan>>, Failure> {
        let look = |revision, kind| self.bus.fact(FactSubject { book, revision, kind });
        let (cancelled, failed, newer, planned) = futures::try_join!(
            look(revision, FactKind::Cancelled),
            look(revision, FactKind::Failed),
            look(revision.next(), FactKind::Planned),
            look(revision, FactKind::Planned),
        )
        .map_err(Failure::retry)?;
        if cancelled.is_some() || failed.is_some() || newer.is_some() {
            return Ok(None);
        }
        let Some(Fact::Planned(planned)) = planned else {
            return Err(Failure::retry(format!("there is no plan {revision} of book {book}")));
        };
        self.load(&planned.plan).await.map(Some)
    }

    /// Loads a plan.
    pub(crate) async fn load(&self, key: &BlobKey) -> Result<Arc<Plan>, Failure> {
        if let Some(plan) = self.plans.remembered(key) {
            return Ok(plan);
        }
        let bytes = self.blobs.get(key, LONGEST_PLAN).await;
        let bytes = bytes.map_err(|error| self.trouble.failure(error))?;
        let parsed = tokio::task::spawn_blocking(move || serde_json::from_slice::<Plan>(&bytes));
        let plan = Arc::new(parsed.await.map_err(Failure::retry)?.map_err(Failure::reject)?);
        self.plans.remember(key, &plan);
        Ok(plan)
    }
}

impl Plans {
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
