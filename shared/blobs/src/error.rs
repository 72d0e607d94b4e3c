//! Why a store could not do what was asked.

use crate::cloud_refusal::{CloudRefusal, refusal};
use crate::nats_store::BucketError;

/// Why a blob could not be stored or read.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum Error {
    #[error("`{url}` cannot be used for a store: {why}")]
    Url { url: String, why: String },
    #[error(
        "the source `{source_url}` is not allowed; add its folder or prefix to [ingest.sources]"
    )]
    NotAllowed { source_url: String },
    #[error("there is no blob `{key}`")]
    NotFound { key: String },
    #[error("the blob `{key}` is damaged: {why}")]
    Damaged { key: String, why: String },
    #[error(
        "the store is full, so `{key}` was not written; make room, and restart nats-server if it was its disk"
    )]
    Full { key: String },
    #[error("permission denied for `{key}`; check the credentials and permissions of the store")]
    Denied { key: String },
    #[error("could not {what} `{key}`: the store throttles our requests, or is overloaded (503)")]
    Throttled { what: &'static str, key: String },
    #[error(
        "could not {what} `{key}`: the store says that the clock of this machine is wrong; set it, for example with `timedatectl set-ntp true`"
    )]
    ClockSkew { what: &'static str, key: String },
    #[error("`{key}` is larger than the {limit} bytes allowed")]
    TooLarge { key: String, limit: u64 },
    #[error("the broker has no bucket `{bucket}`; run `lector provision` first")]
    NoBucket { bucket: String },
    #[error("could not {what} `{key}`: the broker cannot be reached")]
    Away { what: &'static str, key: String },
    #[error("could not {what} `{key}`")]
    Store { what: &'static str, key: String, source: Box<dyn std::error::Error + Send + Sync> },
}

impl Error {
    /// Whether the store itself has failed: the same call may succeed once the store works again.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Full { .. }
            | Self::Denied { .. }
            | Self::Throttled { .. }
            | Self::ClockSkew { .. }
            | Self::NoBucket { .. }
            | Self::Away { .. }
            | Self::Store { .. } => true,
            Self::Url { .. }
            | Self::NotAllowed { .. }
            | Self::NotFound { .. }
            | Self::Damaged { .. }
            | Self::TooLarge { .. } => false,
        }
    }

    /// Whether the store itself is the cause, and not who asks it: all others have the same trouble.
    #[must_use]
    pub fn is_of_the_store(&self) -> bool {
        self.is_passing() && !matches!(self, Self::Denied { .. } | Self::ClockSkew { .. })
    }

    /// Reads what the object store says about an attempt to `what` the blob `key`.
    pub(crate) fn new(what: &'static str, key: impl ToString, error: object_store::Error) -> Self {
        let key = key.to_string();
        match refusal(&error) {
            Some(CloudRefusal::Throttled) => return Self::Throttled { what, key },
            Some(CloudRefusal::ClockSkew) => return Self::ClockSkew { what, key },
            None => {}
        }
        match error {
            object_store::Error::NotFound { .. } => Self::NotFound { key },
            object_store::Error::PermissionDenied { .. }
            | object_store::Error::Unauthenticated { .. } => Self::Denied { key },
            object_store::Error::Generic { source, store } => {
                match source.downcast::<BucketError>() {
                    Ok(error) => Self::of_bucket(what, key, *error),
                    Err(source) if io_kind(&*source) == Some(std::io::ErrorKind::StorageFull) => {
                        Self::Full { key }
                    }
                    Err(source)
                        if io_kind(&*source) == Some(std::io::ErrorKind::PermissionDenied) =>
                    {
                        Self::Denied { key }
                    }
                    Err(source) => {
                        let source = object_store::Error::Generic { source, store }.into();
                        Self::Store { what, key, source }
                    }
                }
            }
            other => Self::Store { what, key, source: other.into() },
        }
    }

    /// Reads what the broker says about an attempt to `what` the blob `key`.
    pub(crate) fn of_bucket(what: &'static str, key: impl ToString, error: BucketError) -> Self {
        let key = key.to_string();
        match error {
            BucketError::NoBucket { bucket } => Self::NoBucket { bucket },
            BucketError::Full(_) => Self::Full { key },
            BucketError::Damaged(why) => Self::Damaged { key, why },
            BucketError::Missing => Self::NotFound { key },
            BucketError::Away => Self::Away { what, key },
            BucketError::Silent
            | BucketError::Unanswered
            | BucketError::Exists
            | BucketError::Stale
            | BucketError::Broker(_) => Self::Store { what, key, source: error.into() },
        }
    }

    /// A call that took too long.
    pub(crate) fn slow(what: &'static str, key: impl ToString) -> Self {
        let source = "the store did not answer within the time limit".into();
        Self::Store { what, key: key.to_string(), source }
    }

    /// Reads a failure of a file or of another reader.
    pub(crate) fn io(what: &'static str, key: impl ToString, error: std::io::Error) -> Self {
        let key = key.to_string();
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::NotFound { key },
            std::io::ErrorKind::PermissionDenied => Self::Denied { key },
            std::io::ErrorKind::StorageFull => Self::Full { key },
            _ => Self::Store { what, key, source: error.into() },
        }
    }
}

/// The kind of the input-output error that is the cause of `error`, if there is one.
fn io_kind(error: &(dyn std::error::Error + 'static)) -> Option<std::io::ErrorKind> {
    let chain = std::iter::successors(Some(error), |error| error.source());
    chain
        .filter_map(|error| error.downcast_ref::<std::io::Error>())
        .map(std::io::Error::kind)
        .last()
}
