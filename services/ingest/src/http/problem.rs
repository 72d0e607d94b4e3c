//! The answers to a client whose book was not accepted.

use axum::Json;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// Seconds after which a client may try again.
const AGAIN: &str = "5";

/// Why a book was not accepted.
#[derive(Debug)]
pub(crate) struct UploadProblem {
    status: StatusCode,
    title: &'static str,
    detail: String,
    hint: &'static str,
}

impl UploadProblem {
    pub(crate) fn too_large(limit: u64) -> Self {
        Self {
            status: StatusCode::PAYLOAD_TOO_LARGE,
            title: "the book is too large",
            detail: format!("a book may have at most {} MiB", limit >> 20),
            hint: "raise ingest.largest_book_mib, or remove pictures from the book",
        }
    }

    pub(crate) fn broker_away() -> Self {
        Self {
            status: StatusCode::SERVICE_UNAVAILABLE,
            title: "the broker cannot be reached",
            detail: "the book was not accepted".to_owned(),
            hint: "try again in a few seconds",
        }
    }

    pub(crate) fn form(detail: &str) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            title: "the request is malformed",
            detail: detail.to_owned(),
            hint: "for example: curl -F file=@book.epub -F voice=espeak:en-us …/v1/books",
        }
    }

    pub(crate) fn option(error: &dyn std::error::Error) -> Self {
        Self {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            title: "an option is wrong",
            detail: error.to_string(),
            hint: "correct the option and send the book again",
        }
    }

    pub(crate) fn not_a_book(error: &dyn std::error::Error) -> Self {
        Self {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            title: "this is not a book that can be read",
            detail: error.to_string(),
            hint: "send an EPUB, or a book in another format that Lector reads",
        }
    }

    pub(crate) fn of_bus(error: &bus::Error) -> Self {
        match error {
            bus::Error::Full { .. } => Self::full(error),
            bus::Error::Unreachable { .. } | bus::Error::Timeout { .. } => Self::broker_away(),
            bus::Error::Denied { .. }
            | bus::Error::Malformed { .. }
            | bus::Error::Broker { .. } => Self::ours(error),
        }
    }

    pub(crate) fn of_blobs(error: &blobs::Error, limit: u64) -> Self {
        match error {
            blobs::Error::TooLarge { .. } => Self::too_large(limit),
            blobs::Error::Full { .. } => Self::full(error),
            blobs::Error::Away { .. } => Self { detail: error.to_string(), ..Self::broker_away() },
            blobs::Error::Throttled { .. }
            | blobs::Error::ClockSkew { .. }
            | blobs::Error::Store { .. } => Self {
                title: "the store cannot be used",
                detail: error.to_string(),
                ..Self::broker_away()
            },
            blobs::Error::Url { .. }
            | blobs::Error::NotAllowed { .. }
            | blobs::Error::NotFound { .. }
            | blobs::Error::Damaged { .. }
            | blobs::Error::NoBucket { .. }
            | blobs::Error::Denied { .. } => Self::ours(error),
        }
    }

    fn full(error: &dyn std::error::Error) -> Self {
        Self {
            status: StatusCode::INSUFFICIENT_STORAGE,
            title: "the store is full",
            detail: error.to_string(),
            hint: "remove old books, or give the store more room",
        }
    }

    fn ours(error: &dyn std::error::Error) -> Self {
        Self {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            title: "the book could not be accepted",
            detail: error.to_string(),
            hint: "see the log of ingest",
        }
    }
}

impl IntoResponse for UploadProblem {
    fn into_response(self) -> Response {
        let body = json!({ "title": self.title, "detail": self.detail, "hint": self.hint });
        let mut response = (self.status, Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(RETRY_AFTER, HeaderValue::from_static(AGAIN));
        }
        response
    }
}
