//! HTTP: `/livez`, `/readyz`, and serving until told to stop.

mod body;
mod line;
mod seats;
mod server;

use std::collections::BTreeMap;
use std::io;
use std::net::{self, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use axum::Router;
use axum::http::StatusCode;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Json, Response};
use axum::routing::get;
use serde_json::json;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::{Exit, OrExit as _};

/// How long requests in flight may take to end once the service stops.
const GRACE: Duration = Duration::from_secs(5);

/// What every answer carries unless its handler says otherwise.
const HEADERS: [(HeaderName, &str); 3] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (
        CONTENT_SECURITY_POLICY,
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    ),
    (REFERRER_POLICY, "no-referrer"),
];

/// What a service knows about its own health; clones share it.
#[derive(Debug, Clone, Default)]
pub struct Health {
    parts: Arc<Mutex<BTreeMap<&'static str, PartHealth>>>,
}

/// Whether a part works, or why not.
#[derive(Debug)]
struct PartHealth {
    state: Result<(), String>,
    /// From when on it is not known any more that it does not work.
    until: Option<Instant>,
}

impl Health {
    /// Sets whether `part` works, or why not, in one line. `/readyz` is 200 while every part works, else 503 with the reasons.
    pub fn set(&self, part: &'static str, state: Result<(), String>) {
        self.insert(part, PartHealth { state, until: None });
    }

    /// Says why `part` does not work, for as long as `lasting`: for trouble whose end may go unnoticed.
    pub fn set_for(&self, part: &'static str, why: String, lasting: Duration) {
        let until = Some(Instant::now() + lasting);
        self.insert(part, PartHealth { state: Err(why), until });
    }

    /// What does not work, and why, by part; empty while the service is ready.
    #[must_use]
    pub fn reasons(&self) -> BTreeMap<&'static str, String> {
        let parts = self.parts.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let lasting = parts.iter().filter(|(_, it)| it.until.is_none_or(|until| now < until));
        lasting.filter_map(|(part, it)| Some((*part, it.state.clone().err()?))).collect()
    }

    fn insert(&self, part: &'static str, health: PartHealth) {
        self.parts.lock().unwrap_or_else(PoisonError::into_inner).insert(part, health);
    }

    /// The routes `/livez` and `/readyz`.
    pub fn routes(&self) -> Router {
        let health = self.clone();
        Router::new()
            .route("/livez", get(async || Json(json!({ "alive": true }))))
            .route("/readyz", get(async move || health.ready()))
    }

    fn ready(&self) -> Response {
        let reasons = self.reasons();
        let ready = reasons.is_empty();
        let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
        (status, Json(json!({ "ready": ready, "reasons": reasons }))).into_response()
    }
}

/// Returns `address`, with port 0 (any free port) if its own is taken: several instances of a service on one machine are usual.
#[must_use]
pub fn free_address(address: SocketAddr) -> SocketAddr {
    match net::TcpListener::bind(address) {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            warn!("{address} is taken, so a free port is used");
            SocketAddr::new(address.ip(), 0)
        }
        _ => address,
    }
}

/// Serves `router` on `listen` until `stop`, then lets requests in flight end for a few seconds.
///
/// It has room for a limited number of connections and of requests; others are told to come back, but for those about health.
/// Port 0 takes a free one; `bound` is called with the address. Answers carry `nosniff` and a strict content security policy.
pub async fn serve_http(
    listen: SocketAddr,
    router: Router,
    bound: impl FnOnce(SocketAddr) + Send,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let listener = TcpListener::bind(listen).await;
    let exit = match &listener {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Exit::NotPermitted,
        _ => Exit::Unreachable,
    };
    let listener =
        listener.with_context(|| format!("could not listen on {listen}")).or_exit(exit)?;
    bound(listener.local_addr().context("could not find out the address that was bound")?);
    let serving = server::serve(listener, router.layer(map_response(guarded)), stop.clone());
    let patience = async {
        stop.cancelled().await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        () = serving => {}
        () = patience => {}
    }
    Ok(())
}

async fn guarded(mut answer: Response) -> Response {
    for (name, value) in HEADERS {
        answer.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trouble_whose_end_may_go_unnoticed_is_forgotten() {
        let health = Health::default();

        health.set_for("store", "full".to_owned(), Duration::from_secs(60));
        health.set_for("host", "full".to_owned(), Duration::ZERO);

        assert_eq!(health.reasons(), [("store", "full".to_owned())].into());
        health.set("store", Ok(()));
        assert!(health.reasons().is_empty());
    }
}
