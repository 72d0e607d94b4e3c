//! Plans in memory, for the jobs of a service.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use bus::Failure;
use contract::{BlobKey, BookId, Plan, Revision};

use crate::JobStore;
use crate::lost::{find_plan, lost_plan};

/// Plans kept in memory; that of a long book takes about 10 MB.
const KEPT: usize = 3;

/// Loads plans, and remembers the last few.
#[derive(Debug, Default)]
pub struct Plans {
    kept: Mutex<VecDeque<(BlobKey, Arc<Plan>)>>,
}

impl Plans {
    /// Loads a plan; one that is gone or damaged is made again.
    pub async fn load(
        &self,
        store: &JobStore,
        book: BookId,
        revision: Revision,
    ) -> Result<Arc<Plan>, Failure> {
        let key = &BlobKey::plan(book, revision);
        if let Some(plan) = self.remembered(key) {
            return Ok(plan);
        }
        let plan = match store.after_read(find_plan(&store.blobs, key).await)? {
            Ok(plan) => Arc::new(plan),
            Err(why) => return Err(lost_plan(book, revision, &why)),
        };
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
