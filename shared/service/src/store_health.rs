//! What an error of the object store means for a job: while the store is full, away or refuses access, no attempt is counted.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use blobs::Error;
use bus::Failure;
use chassis::{Health, Seldom};
use tracing::warn;

/// Delay before a job is delivered again while the store fails.
const REST: Duration = Duration::from_secs(10);

/// The name of the store as a part of [`Health`].
const STORE: &str = "store";

/// The known state of the store.
#[derive(Debug)]
pub struct StoreHealth {
    /// What waits while the store fails, for the log: `segments`.
    waiting: &'static str,
    /// Where it is reported, if anywhere.
    health: Option<Health>,
    seldom: Seldom,
    /// Whether the last write failed: a full store can still be read, so only a write shows that it works again.
    refuses_writes: AtomicBool,
}

impl StoreHealth {
    /// A store that works so far; `waiting` names, for the log, what waits when it does not: `segments`.
    #[must_use]
    pub fn new(waiting: &'static str) -> Self {
        let (seldom, refuses_writes) = (Seldom::default(), AtomicBool::new(false));
        Self { waiting, health: None, seldom, refuses_writes }
    }

    /// As [`StoreHealth::new`], and its state decides whether the service is ready. All reads and writes must then be noted.
    #[must_use]
    pub fn reported(waiting: &'static str, health: Health) -> Self {
        health.set(STORE, Ok(()));
        Self { health: Some(health), ..Self::new(waiting) }
    }

    /// Notes the result of a read; a failure of the store hands the job back, uncounted.
    pub fn after_read<T>(&self, read: Result<T, Error>) -> Result<T, Failure> {
        if read.is_ok() && !self.refuses_writes.load(Ordering::Relaxed) {
            self.report(Ok(()));
        }
        read.map_err(|error| self.failure(error))
    }

    /// Notes the result of a write; a failure of the store hands the job back, uncounted.
    pub fn after_write<T>(&self, written: Result<T, Error>) -> Result<T, Failure> {
        let is_refused = written.as_ref().is_err_and(Error::is_passing);
        self.refuses_writes.store(is_refused, Ordering::Relaxed);
        if written.is_ok() {
            self.report(Ok(()));
        }
        written.map_err(|error| self.failure(error))
    }

    /// Decides what `error` means for the job: handed back if the store has failed, else a failure that counts.
    pub fn failure(&self, error: Error) -> Failure {
        if !error.is_passing() {
            return Failure::retry(error);
        }
        self.report(Err(error.to_string()));
        if self.seldom.may_say(STORE) {
            let why = chassis::one_line(&error.into());
            warn!("the object store cannot be used, so {} wait: {why}", self.waiting);
        }
        Failure::HandBack(REST)
    }

    fn report(&self, state: Result<(), String>) {
        if let Some(health) = &self.health {
            health.set(STORE, state);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> Error {
        Error::Full { key: "speech/x".to_owned() }
    }

    #[test]
    fn the_store_is_waited_for_and_what_is_wrong_with_a_blob_is_counted() {
        let store = StoreHealth::new("segments");

        let full = store.failure(full());
        let missing = store.failure(Error::NotFound { key: "speech/x".to_owned() });

        assert!(matches!(full, Failure::HandBack(REST)), "{full:?}");
        assert!(matches!(missing, Failure::Retry(_)), "{missing:?}");
    }

    #[test]
    fn a_store_that_refused_a_write_is_ready_again_after_a_write_and_not_after_a_read() {
        let health = Health::default();
        let store = StoreHealth::reported("segments", health.clone());

        store.after_write::<()>(Err(full())).unwrap_err();
        store.after_read(Ok(())).unwrap();
        let reasons = health.reasons();
        store.after_write(Ok(())).unwrap();

        assert!(reasons.contains_key("store"), "{reasons:?}");
        assert!(health.reasons().is_empty());
    }
}
