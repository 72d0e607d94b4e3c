//! `/health`, `/status` and `/metrics`, beside `/livez` and `/readyz`.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use chassis::{Health, Metric};
use contract::WorkerView;
use serde_json::{Value, json};
use service::passing_trouble;
use tokio_util::sync::CancellationToken;
use tracing::info;

use crate::activity::Activity;
use crate::engine_pool::EnginePool;
use crate::gpu_memory;
use crate::metrics::{killed_engines, metrics, store_time};
use crate::presence::now_text;

/// What the routes read.
#[derive(Clone)]
pub(crate) struct StatusState {
    /// What the worker is doing.
    pub activity: Arc<Activity>,
    /// What runs its engines.
    pub engines: Arc<EnginePool>,
    /// What is wrong with it.
    pub health: Health,
}

/// Serves the worker's state on `listen`, if there is one, until `ended`.
pub(crate) async fn serve(
    listen: Option<SocketAddr>,
    state: StatusState,
    ended: CancellationToken,
) -> anyhow::Result<()> {
    let (counted, health) = (state.clone(), state.health.clone());
    let routes = Router::new()
        .route("/health", get(get_health))
        .route("/status", get(get_status))
        .with_state(state)
        .merge(chassis::metrics_route(move || get_metrics(&counted)));
    let bound = |address| info!("listening on http://{address}");
    service::serve(listen.map(chassis::free_address), routes, &health, bound, ended).await
}

async fn get_health(State(state): State<StatusState>) -> Json<Value> {
    let view = state.view();
    Json(json!({
        "status": "healthy",
        "gpu_available": voice::graphics_card(&state.runs_on()).is_some(),
        "model_loaded": !view.engines.is_empty(),
    }))
}

fn get_metrics(state: &StatusState) -> Vec<Metric> {
    let mut all = metrics(&state.view(), &state.runs_on(), state.fell_back().as_deref());
    all.push(killed_engines(state.activity.kills()));
    all.push(store_time(state.activity.store_time()));
    all
}

impl StatusState {
    fn view(&self) -> WorkerView {
        self.activity.view(&self.engines, passing_trouble(&self.health), now_text())
    }

    /// Why models do not run on the wanted backend or device.
    fn fell_back(&self) -> Option<String> {
        self.engines.trouble().or_else(|| self.activity.identity().fell_back.clone())
    }

    /// What models run on.
    fn runs_on(&self) -> String {
        self.engines.runs_on().unwrap_or_else(|| self.activity.identity().runs_on.clone())
    }
}

async fn get_status(State(state): State<StatusState>) -> Json<Value> {
    let view = state.view();
    let real_time_factor =
        (view.speech_seconds > 0.0).then(|| view.engine_seconds / view.speech_seconds);
    let runs_on = state.runs_on();
    let free_mib = match voice::graphics_card(&runs_on) {
        Some(card) => gpu_memory::free_mib(card).await,
        None => None,
    };
    Json(json!({
        "status": view.state,
        "current_chapter": state.activity.current_chapter(),
        "gpu_memory_free_mb": free_mib.unwrap_or(0),
        "uptime_seconds": view.uptime_seconds,
        "worker": view.worker,
        "slots": view.slots,
        "busy": view.busy,
        "engines": view.engines,
        "runs_on": runs_on,
        "fell_back": state.fell_back(),
        "trouble": view.trouble,
        "spoken": view.spoken,
        "real_time_factor": real_time_factor,
        "restarts": view.engine_restarts,
    }))
}
