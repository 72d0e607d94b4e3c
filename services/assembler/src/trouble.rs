//! What trouble with a blob means for a job: that of the store is nobody's fault, so it costs no attempt.

use std::time::Duration;

use blobs::Error;
use bus::Failure;
use chassis::Seldom;
use tracing::warn;

/// For how long a job waits while the store is in trouble.
const TROUBLE: Duration = Duration::from_secs(10);

/// Decides about jobs that could not store or read a blob.
#[derive(Debug, Default)]
pub(crate) struct Trouble {
    seldom: Seldom,
}

impl Trouble {
    /// The failure of a job for which `error` came from the store.
    pub(crate) fn failure(&self, error: Error) -> Failure {
        if !error.is_passing() {
            return Failure::retry(error);
        }
        if self.seldom.may_say("store") {
            let why = chassis::one_line(&error.into());
            warn!("the store is in trouble, so chapters and books wait: {why}");
        }
        Failure::HandBack(TROUBLE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_store_is_waited_for_and_what_is_wrong_with_a_blob_is_counted() {
        let trouble = Trouble::default();
        let key = || "speech/x".to_owned();

        let full = trouble.failure(Error::Full { key: key() });
        let missing = trouble.failure(Error::NotFound { key: key() });

        assert!(matches!(full, Failure::HandBack(TROUBLE)), "{full:?}");
        assert!(matches!(missing, Failure::Retry(_)), "{missing:?}");
    }
}
