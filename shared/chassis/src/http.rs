//! HTTP: `/livez`, `/readyz`, and serving until told to stop.

use std::net::SocketAddr;

use axum::Router;
use tokio_util::sync::CancellationToken;

/// What a service knows about its own health; clones share it.
#[derive(Debug, Clone, Default)]
pub struct Health {}

impl Health {
    /// Says whether `part` works; `why` (one line) when it does not. `/readyz` is 200 while every part works, else 503 with the reasons as JSON.
    pub fn set(&self, part: &'static str, state: Result<(), String>) {
        let _ = (part, state);
        todo!()
    }

    /// The routes `/livez` and `/readyz`.
    #[must_use]
    pub fn routes(&self) -> Router {
        todo!()
    }
}

/// Serves `router` on `listen` until `stop`, then lets requests in flight end for a few seconds. Port 0 takes a free one;
/// `bound` is told the address. Answers carry `nosniff` and a strict content security policy.
pub async fn serve_http(
    listen: SocketAddr,
    router: Router,
    bound: impl FnOnce(SocketAddr) + Send,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let _ = (listen, router, bound, stop);
    todo!()
}
