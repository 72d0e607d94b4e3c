//! Why the broker could not do what was asked.

/// Why the bus could not do its work.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum Error {
    #[error("cannot reach the broker at {url}")]
    Unreachable { url: String, source: Box<dyn std::error::Error + Send + Sync> },
    #[error("permission denied by the broker: {what}")]
    Denied { what: String },
    #[error("cannot {what}: the broker's store is full; make room")]
    Full { what: String },
    #[error("the broker did not answer in time when asked to {what}")]
    Timeout { what: String },
    #[error("cannot read {what}")]
    Malformed { what: String, source: serde_json::Error },
    #[error("could not {what}")]
    Broker { what: String, source: Box<dyn std::error::Error + Send + Sync> },
}
