//! Deliveries that came to nothing because the broker was in trouble: no fault of their jobs.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Jobs that are remembered; of more than that, the oldest are forgotten.
const MOST: usize = 10_000;

/// How many deliveries of each job came to nothing here, by the job's sequence in its stream.
#[derive(Debug, Default)]
pub(super) struct TroubledDeliveries(Mutex<BTreeMap<u64, u64>>);

impl TroubledDeliveries {
    pub(super) fn note(&self, sequence: u64) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *known.entry(sequence).or_default() += 1;
        if known.len() > MOST {
            known.pop_first();
        }
    }

    pub(super) fn count(&self, sequence: u64) -> u64 {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&sequence).copied().unwrap_or_default()
    }
}
