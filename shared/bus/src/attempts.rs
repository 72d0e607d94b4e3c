//! The record of a job that does not go smoothly: what failed, and when its worker last gave word. Written only then.

use contract::Attempt;
use serde::{Deserialize, Serialize};

use crate::clock::now;
use crate::delivery::Delivery;
use crate::{Bus, Error};

/// Failures after which a job is given up: one try and three more.
pub(crate) const MOST_FAILURES: usize = 4;

/// Deliveries in a row without a word of any worker, after which the job itself is taken for the killer.
pub(crate) const MOST_SILENT: u64 = 20;

/// Deliveries without a record of a word, after which a handing back is recorded: seldom, because few matter.
const WORDS_APART: u64 = 10;

const BUCKET: &str = "attempts";

/// What is known about a job's deliveries.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Record {
    /// What was tried, oldest first.
    pub(crate) failures: Vec<Attempt>,
    /// The last delivery whose word was recorded: a failure, or every tenth handing back or so.
    pub(crate) last_word: u64,
}

impl Record {
    /// Deliveries in a row, before this one, that nobody said anything about.
    pub(crate) fn silent(&self, delivered: u64) -> u64 {
        // A broker that lost count begins again at 1.
        let last_word = if self.last_word < delivered { self.last_word } else { 0 };
        delivered.saturating_sub(last_word + 1)
    }

    /// Whether the word about a delivery that is handed back is to be recorded.
    pub(crate) fn is_due(&self, delivered: u64) -> bool {
        self.silent(delivered) + 1 >= WORDS_APART
    }

    /// Which try this is, from 1.
    pub(crate) fn attempt(&self) -> u32 {
        u32::try_from(self.failures.len() + 1).unwrap_or(u32::MAX)
    }

    /// Notes that `delivery` ended with a word; with `error`, that it failed.
    pub(crate) fn note(&mut self, delivery: &Delivery, by: &str, error: Option<String>) {
        self.last_word = delivery.delivered;
        if let Some(error) = error {
            self.failures.push(Attempt { at: now(), by: by.to_owned(), error });
        }
    }
}

impl Delivery {
    /// The job's name among records and dead letters: its subject, and where that is shared its place in the stream.
    pub(crate) fn name(&self) -> String {
        if self.subject.starts_with("book.") {
            return format!("{}.{}", self.subject, self.sequence);
        }
        self.subject.clone()
    }
}

impl Bus {
    pub(crate) async fn record(&self, delivery: &Delivery) -> Result<Record, Error> {
        Ok(self.view(BUCKET).get(&delivery.name()).await?.unwrap_or_default())
    }

    pub(crate) async fn keep_record(
        &self,
        delivery: &Delivery,
        record: &Record,
    ) -> Result<(), Error> {
        self.view(BUCKET).put(&delivery.name(), record).await
    }

    pub(crate) async fn forget_record(&self, delivery: &Delivery) -> Result<(), Error> {
        self.view::<Record>(BUCKET).remove(&delivery.name()).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_deliveries_without_a_word_are_counted_as_silent() {
        let handed_back_at = |last_word| Record { last_word, ..Record::default() };

        assert_eq!(handed_back_at(0).silent(1), 0);
        assert_eq!(handed_back_at(0).silent(22), 21);
        assert_eq!(handed_back_at(21).silent(22), 0);
        assert_eq!(handed_back_at(21).silent(3), 2, "the broker lost count");
    }

    #[test]
    fn every_tenth_handing_back_is_recorded() {
        let mut record = Record::default();
        let mut recorded = vec![];

        for delivered in 1..=35 {
            if record.is_due(delivered) {
                record.last_word = delivered;
                recorded.push(delivered);
            }
        }

        assert_eq!(recorded, [10, 20, 30]);
    }
}
