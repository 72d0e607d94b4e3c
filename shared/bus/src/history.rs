//! The history of a job that failed or was handed back: its failures, and the last delivery that a worker reported on.

use contract::Attempt;
use serde::{Deserialize, Serialize};

use crate::clock::now;
use crate::delivery::MessageDelivery;
use crate::{Bus, Error};

/// Failures after which a job is given up: one try and three more.
pub(crate) const MAX_FAILURES: usize = 4;

/// Deliveries in a row that no worker reported on, after which the job counts as the one that kills its workers.
pub(crate) const MAX_UNREPORTED: u64 = 20;

/// Deliveries without a stored report after which a hand-back is stored: not every one, because few matter.
const REPORTS_APART: u64 = 10;

const BUCKET: &str = "attempts";

/// The deliveries of a job, as far as they are stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct JobHistory {
    /// What was tried, oldest first.
    pub(crate) failures: Vec<Attempt>,
    /// The last delivery whose report was stored: a failure, or about every tenth hand-back.
    #[serde(rename = "last_word")]
    pub(crate) last_report: u64,
}

impl JobHistory {
    /// Deliveries in a row, before this one, that no worker reported on.
    pub(crate) fn unreported(&self, delivered: u64) -> u64 {
        // A broker that lost count begins again at 1.
        let last_report = if self.last_report < delivered { self.last_report } else { 0 };
        delivered.saturating_sub(last_report + 1)
    }

    /// Whether the report about a delivery that is handed back is to be stored.
    pub(crate) fn is_report_due(&self, delivered: u64) -> bool {
        self.unreported(delivered) + 1 >= REPORTS_APART
    }

    /// Which try this is, from 1.
    pub(crate) fn attempt(&self) -> u32 {
        u32::try_from(self.failures.len() + 1).unwrap_or(u32::MAX)
    }

    /// Takes note of the report on `delivery`: that it failed with `error`, or was handed back.
    pub(crate) fn note(&mut self, delivery: &MessageDelivery, by: &str, error: Option<String>) {
        self.last_report = delivery.delivered;
        if let Some(error) = error {
            self.failures.push(Attempt { at: now(), by: by.to_owned(), error });
        }
    }
}

impl MessageDelivery {
    /// The job's name among histories and dead letters: its subject, and its sequence too where jobs share a subject.
    pub(crate) fn name(&self) -> String {
        if self.subject.starts_with("book.") {
            return format!("{}.{}", self.subject, self.sequence);
        }
        self.subject.clone()
    }
}

impl Bus {
    pub(crate) async fn history(&self, delivery: &MessageDelivery) -> Result<JobHistory, Error> {
        Ok(self.view(BUCKET).get(&delivery.name()).await?.unwrap_or_default())
    }

    pub(crate) async fn save_history(
        &self,
        delivery: &MessageDelivery,
        history: &JobHistory,
    ) -> Result<(), Error> {
        self.view(BUCKET).put(&delivery.name(), history).await
    }

    pub(crate) async fn forget_history(&self, delivery: &MessageDelivery) -> Result<(), Error> {
        self.view::<JobHistory>(BUCKET).remove(&delivery.name()).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_deliveries_without_a_word_are_counted_as_silent() {
        let handed_back_at = |last_report| JobHistory { last_report, ..JobHistory::default() };

        assert_eq!(handed_back_at(0).unreported(1), 0);
        assert_eq!(handed_back_at(0).unreported(22), 21);
        assert_eq!(handed_back_at(21).unreported(22), 0);
        assert_eq!(handed_back_at(21).unreported(3), 2, "the broker lost count");
    }

    #[test]
    fn every_tenth_handing_back_is_recorded() {
        let mut history = JobHistory::default();
        let mut recorded = vec![];

        for delivered in 1..=35 {
            if history.is_report_due(delivered) {
                history.last_report = delivered;
                recorded.push(delivered);
            }
        }

        assert_eq!(recorded, [10, 20, 30]);
    }

    #[test]
    fn histories_of_earlier_builds_are_read() {
        let stored =
            r#"{"failures":[{"at":"2026-01-01T00:00:00Z","by":"a","error":"b"}],"last_word":7}"#;

        let history: JobHistory = serde_json::from_str(stored).unwrap();

        assert_eq!((history.attempt(), history.last_report), (2, 7));
        assert_eq!(serde_json::to_string(&history).unwrap(), stored);
    }
}
