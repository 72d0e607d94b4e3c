//! `workers` and `provision`.

use std::time::Duration;

use chassis::Exit;
use contract::{WorkerState, WorkerView};

use super::{Session, broker_error};
use crate::output;

/// Prints the synth workers.
pub(crate) async fn workers(session: &Session) -> anyhow::Result<Exit> {
    let mut views = session.bus.workers().all().await.map_err(broker_error)?;
    views.sort_by(|one, other| one.worker.cmp(&other.worker));
    if session.json {
        output::say_json(&views)?;
        return Ok(Exit::Done);
    }
    let rows: Vec<_> = views.iter().map(row).collect();
    output::say(&output::table(["WORKER", "STATE", "BUSY", "SPOKEN", "UP", "ENGINES"], &rows));
    Ok(Exit::Done)
}

fn row(view: &WorkerView) -> [String; 6] {
    let state = match view.state {
        WorkerState::Idle => "idle",
        WorkerState::Busy => "busy",
        WorkerState::Draining => "draining",
        WorkerState::Degraded => "degraded",
    };
    let mut engines = view.engines.join(", ");
    if let Some(trouble) = &view.trouble {
        engines += &format!("; waits: {trouble}");
    }
    [
        view.worker.clone(),
        state.to_owned(),
        format!("{}/{}", view.busy, view.slots),
        view.spoken.to_string(),
        output::spoken(Duration::from_secs(view.uptime_seconds)),
        engines,
    ]
}

/// Creates the streams and buckets.
pub(crate) async fn provision(session: &Session) -> anyhow::Result<Exit> {
    session.provision().await?;
    if session.json {
        output::say_json(&serde_json::json!({ "provisioned": true }))?;
    } else {
        output::tell("The broker has everything that the services need.");
    }
    Ok(Exit::Done)
}
