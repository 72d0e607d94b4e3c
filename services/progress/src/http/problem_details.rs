//! Errors as `application/problem+json` (RFC 9457), with a stable code.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

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
        (self.status, kind, body.to_string()).into_response()
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
