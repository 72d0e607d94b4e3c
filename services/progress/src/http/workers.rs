//! `GET /v1/workers`: the workers that are running.

use axum::extract::State;
use axum::response::IntoResponse;

use super::api::Api;
use super::json::uncached_json;
use super::problem_details::{ProblemDetails, unavailable};

/// All workers that reported in the last minute, by name.
pub(super) async fn list(State(api): State<Api>) -> Result<impl IntoResponse, ProblemDetails> {
    let listing = api.workers.listing().await.map_err(|error| unavailable(error.to_string()))?;
    Ok(uncached_json(listing))
}
