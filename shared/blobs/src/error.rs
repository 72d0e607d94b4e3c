//! What can go wrong between us and the store.

/// Why a blob could not be stored or read.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum Error {
    #[error("`{url}` does not name a store: {why}")]
    Url { url: String, why: String },
    #[error(
        "the source `{source_url}` is not allowed; add its folder or prefix to [ingest.sources]"
    )]
    NotAllowed { source_url: String },
    #[error("there is no blob `{key}`")]
    NotFound { key: String },
    #[error("the blob `{key}` is damaged: {why}")]
    Damaged { key: String, why: String },
    #[error("the store is full: `{key}` was refused")]
    Full { key: String },
    #[error("the store denies access to `{key}`")]
    Denied { key: String },
    #[error("`{key}` is larger than the {limit} bytes allowed")]
    TooLarge { key: String, limit: u64 },
    #[error("could not {what} `{key}`")]
    Store { what: &'static str, key: String, source: Box<dyn std::error::Error + Send + Sync> },
}
