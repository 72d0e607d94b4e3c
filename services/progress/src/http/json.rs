//! Answers in JSON that was written out already.

use axum::http::header;
use axum::response::IntoResponse;

/// Written-out JSON that must not be kept by anybody.
pub(super) fn uncached_json(body: String) -> impl IntoResponse {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (headers, body)
}
