//! Answers with JSON that is serialised already.

use axum::http::header;
use axum::response::IntoResponse;

/// Serialised JSON that must not be cached.
pub(super) fn uncached_json(body: String) -> impl IntoResponse {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (headers, body)
}
