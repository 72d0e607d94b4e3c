//! Errors as `application/problem+json` (RFC 9457), with a stable code.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// Seconds after which a client may try again.
const AGAIN: &str = "5";

/// What went wrong with a request.
#[derive(Debug)]
pub(super) struct ProblemDetails {
    status: StatusCode,
    code: &'static str,
    detail: String,
}

impl IntoResponse for ProblemDetails {
    fn into_response(self) -> Response {
        let body = json!({
            "type": "about:blank",
            "title": self.status.canonical_reason(),
            "status": self.status.as_u16(),
            "code": self.code,
            "detail": self.detail,
        });
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        let mut answer = (self.status, kind, body.to_string()).into_response();
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(AGAIN));
        }
        answer
    }
}

pub(super) fn not_found(detail: impl Into<String>) -> ProblemDetails {
    ProblemDetails { status: StatusCode::NOT_FOUND, code: "not_found", detail: detail.into() }
}

pub(super) fn bad_request(detail: impl Into<String>) -> ProblemDetails {
    ProblemDetails { status: StatusCode::BAD_REQUEST, code: "bad_request", detail: detail.into() }
}

pub(super) fn unavailable(detail: impl Into<String>) -> ProblemDetails {
    ProblemDetails {
        status: StatusCode::SERVICE_UNAVAILABLE,
        code: "unavailable",
        detail: detail.into(),
    }
}
