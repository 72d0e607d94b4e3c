//! Why the broker could not do what was asked.

/// Why the bus could not do its work.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum Error {
    #[error("cannot reach the broker at {url}")]
    Unreachable { url: String, source: Box<dyn std::error::Error + Send + Sync> },
    #[error("permission denied by the broker: {what}")]
    Denied { what: String },
    #[error(
        "cannot {what}: the broker's store is full; make room, and restart nats-server if it was its disk"
    )]
    Full { what: String },
    #[error("the broker did not answer in time when asked to {what}")]
    Timeout { what: String },
    #[error("cannot read {what}")]
    Malformed { what: String, source: serde_json::Error },
    #[error("could not {what}")]
    Broker { what: String, source: Box<dyn std::error::Error + Send + Sync> },
}

/// Writes an error with its causes on one line.
pub(crate) fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let next = error.to_string();
        if !text.contains(&next) {
            text = format!("{text}: {next}");
        }
        cause = error.source();
    }
    text
}
