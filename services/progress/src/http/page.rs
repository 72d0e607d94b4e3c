//! The page: three small files in the binary; everything on it comes from the API.

use axum::Router;
use axum::http::header;
use axum::routing::get;

use super::api::Api;

/// The page loads only our own files, and no other page may embed it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
     media-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub(super) fn routes() -> Router<Api> {
    let file = |kind: &'static str, text: &'static str| {
        let headers = [
            (header::CONTENT_TYPE, kind),
            (header::CACHE_CONTROL, "no-cache"),
            (header::CONTENT_SECURITY_POLICY, POLICY),
        ];
        get(move || async move { (headers, text) })
    };
    Router::new()
        .route("/", file("text/html; charset=utf-8", include_str!("../../page/index.html")))
        .route("/page.css", file("text/css; charset=utf-8", include_str!("../../page/page.css")))
        .route(
            "/page.js",
            file("text/javascript; charset=utf-8", include_str!("../../page/page.js")),
        )
}
