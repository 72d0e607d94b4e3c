//! `/health`, `/status` and `/metrics`, beside `/livez` and `/readyz`.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use chassis::{Health, Metric};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;
use tracing::info;

use crate::activity::Activity;
use crate::card;
use crate::engines::Engines;
use crate::metrics::metrics;
use crate::presence::now_text;

type Shared = (Arc<Activity>, Arc<Engines>);

/// Serves the worker's state on `listen`, if anywhere, until `ended`.
pub(crate) async fn serve(
    listen: Option<SocketAddr>,
    health: &Health,
    shared: Shared,
    ended: CancellationToken,
) -> anyhow::Result<()> {
    let counted = shared.clone();
    let routes = Router::new()
        .route("/health", get(get_health))
        .route("/status", get(get_status))
        .with_state(shared)
        .merge(chassis::metrics_route(move || get_metrics(&counted)));
    let bound = |address| info!("listening on http://{address}");
    service::serve(listen.map(chassis::free_address), routes, health, bound, ended).await
}

async fn get_health(State((activity, engines)): State<Shared>) -> Json<Value> {
    let view = activity.view(&engines, now_text());
    Json(json!({
        "status": "healthy",
        "gpu_available": voice::card(&runs_on(&activity, &engines)).is_some(),
        "model_loaded": !view.engines.is_empty(),
    }))
}

fn get_metrics((activity, engines): &Shared) -> Vec<Metric> {
    let view = activity.view(engines, now_text());
    metrics(&view, &runs_on(activity, engines), fell_back(activity, engines).as_deref())
}

/// Why models do not run on what was wanted.
fn fell_back(activity: &Activity, engines: &Engines) -> Option<String> {
    engines.trouble().or_else(|| activity.identity().fell_back.clone())
}

/// What models run on.
fn runs_on(activity: &Activity, engines: &Engines) -> String {
    engines.runs_on().unwrap_or_else(|| activity.identity().runs_on.clone())
}

async fn get_status(State((activity, engines)): State<Shared>) -> Json<Value> {
    let view = activity.view(&engines, now_text());
    let real_time_factor =
        (view.speech_seconds > 0.0).then(|| view.engine_seconds / view.speech_seconds);
    let runs_on = runs_on(&activity, &engines);
    let free_mib = match voice::card(&runs_on) {
        Some(card) => card::free_mib(card).await,
        None => None,
    };
    Json(json!({
        "status": view.state,
        "current_chapter": activity.current_chapter(),
        "gpu_memory_free_mb": free_mib.unwrap_or(0),
        "uptime_seconds": view.uptime_seconds,
        "worker": view.worker,
        "slots": view.slots,
        "busy": view.busy,
        "engines": view.engines,
        "runs_on": runs_on,
        "fell_back": fell_back(&activity, &engines),
        "spoken": view.spoken,
        "real_time_factor": real_time_factor,
        "restarts": view.engine_restarts,
    }))
}
