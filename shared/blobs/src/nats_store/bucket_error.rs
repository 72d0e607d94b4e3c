//! Why the broker could not do what was asked of a bucket.

use async_nats::jetstream::ErrorCode;
use async_nats::jetstream::context::{
    PublishError, PublishErrorKind, RequestError, RequestErrorKind,
};
use async_nats::jetstream::stream::{DirectGetError, DirectGetErrorKind};
use object_store::path::Path;

type BoxedError = Box<dyn std::error::Error + Send + Sync>;

/// Why the bucket could not do its work.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BucketError {
    #[error("the broker has no bucket `{bucket}`; run `lector provision` first")]
    NoBucket { bucket: String },
    #[error("the bucket is full: {0}")]
    Full(String),
    #[error("{0}")]
    Damaged(String),
    #[error(
        "the broker did not answer within the time limit; check that it runs, and that this user may use the bucket's subjects"
    )]
    Silent,
    #[error("the broker cannot be reached")]
    Away,
    /// As while the broker starts, or elects who leads the bucket.
    #[error("nothing responds for the bucket; check that the broker runs with JetStream")]
    Unanswered,
    #[error("the object does not exist")]
    Missing,
    #[error("the object exists already")]
    Exists,
    /// Another writer has written in the meantime.
    #[error("another writer changed the object in the meantime")]
    Stale,
    #[error("{0}")]
    Broker(#[source] BoxedError),
}

impl BucketError {
    pub(crate) fn broker(source: impl Into<BoxedError>) -> Self {
        Self::Broker(source.into())
    }

    /// As an error of the object store crate, for the object at `location`.
    pub(super) fn at(self, location: &Path) -> object_store::Error {
        let path = location.to_string();
        match self {
            Self::Missing => object_store::Error::NotFound { path, source: self.into() },
            Self::Exists => object_store::Error::AlreadyExists { path, source: self.into() },
            Self::Stale => object_store::Error::Precondition { path, source: self.into() },
            Self::NoBucket { .. }
            | Self::Full(_)
            | Self::Damaged(_)
            | Self::Silent
            | Self::Away
            | Self::Unanswered
            | Self::Broker(_) => {
                object_store::Error::Generic { store: "NATS", source: self.into() }
            }
        }
    }

    /// Reads the answer to a publish.
    pub(super) fn of_publish(error: PublishError, bucket: &str) -> Self {
        match error.kind() {
            PublishErrorKind::StreamNotFound => Self::Unanswered,
            PublishErrorKind::TimedOut => Self::Silent,
            PublishErrorKind::WrongLastSequence => Self::Stale,
            PublishErrorKind::WrongLastMessageId
            | PublishErrorKind::BrokenPipe
            | PublishErrorKind::MaxAckPending
            | PublishErrorKind::MaxPayloadExceeded
            | PublishErrorKind::Other => match refusal(&error) {
                Some(refusal) => Self::of_api(refusal.clone(), bucket),
                None => Self::broker(error),
            },
        }
    }

    /// Reads a refusal of the JetStream interface.
    pub(super) fn of_api(error: async_nats::jetstream::Error, bucket: &str) -> Self {
        let text = error.to_string();
        match error.error_code() {
            ErrorCode::STREAM_NOT_FOUND => Self::NoBucket { bucket: bucket.to_owned() },
            ErrorCode::SEQUENCE_NOT_FOUND | ErrorCode::NO_MESSAGE_FOUND => Self::Missing,
            ErrorCode::STREAM_MESSAGE_DELETE_FAILED if text.contains("found") => Self::Missing,
            ErrorCode::STREAM_WRONG_LAST_SEQUENCE
            | ErrorCode::STREAM_WRONG_LAST_SEQUENCE_CONSTANT
            | ErrorCode::STREAM_EXPECTED_LAST_SEQ_PER_SUBJECT_NOT_READY => Self::Stale,
            ErrorCode::STORAGE_RESOURCES_EXCEEDED
            | ErrorCode::ACCOUNT_RESOURCES_EXCEEDED
            | ErrorCode::INSUFFICIENT_RESOURCES => Self::Full(text),
            ErrorCode::STREAM_STORE_FAILED
                if ["maximum", "no space", "resource"].iter().any(|why| text.contains(why)) =>
            {
                Self::Full(text)
            }
            _ => Self::broker(error),
        }
    }

    /// Reads a request that got no proper answer.
    pub(super) fn of_request(error: RequestError) -> Self {
        match error.kind() {
            RequestErrorKind::TimedOut => Self::Silent,
            RequestErrorKind::NoResponders => Self::Unanswered,
            _ => Self::broker(error),
        }
    }

    /// Reads the answer to a direct get.
    pub(super) fn of_get(error: DirectGetError) -> Self {
        match error.kind() {
            DirectGetErrorKind::NotFound => Self::Missing,
            DirectGetErrorKind::TimedOut => Self::Silent,
            DirectGetErrorKind::ErrorResponse(async_nats::StatusCode::NO_RESPONDERS, _) => {
                Self::Unanswered
            }
            DirectGetErrorKind::ErrorResponse(..)
            | DirectGetErrorKind::InvalidSubject
            | DirectGetErrorKind::Request
            | DirectGetErrorKind::Other => Self::broker(error),
        }
    }
}

fn refusal(error: &PublishError) -> Option<&async_nats::jetstream::Error> {
    std::error::Error::source(error)?.downcast_ref()
}
