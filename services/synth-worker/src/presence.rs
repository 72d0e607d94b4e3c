//! Publishes this worker's presence: that it is there, and what it is doing.

use std::sync::Arc;
use std::time::Duration;

use bus::Bus;
use chassis::Health;
use contract::{WorkerState, WorkerView};
use jiff::{Timestamp, Unit};
use service::passing_trouble;
use tokio::time::{Instant, MissedTickBehavior, interval, timeout};
use tokio_util::sync::CancellationToken;
use tracing::debug;

use crate::activity::Activity;
use crate::engine_pool::EnginePool;

/// How often changes are looked for, and so the shortest time between two reports.
const LOOK: Duration = Duration::from_secs(1);

/// Longest time between two reports while numbers change.
const CHANGING: Duration = Duration::from_secs(5);

/// Longest time between two reports; the broker forgets a report after a minute.
const SILENT: Duration = Duration::from_secs(20);

/// How long removing the report may take.
const FAREWELL: Duration = Duration::from_secs(1);

/// Keeps the worker's presence fresh until `ended`, then removes it.
pub(crate) async fn presence(
    bus: &Bus,
    activity: &Activity,
    engines: &Arc<EnginePool>,
    health: &Health,
    ended: CancellationToken,
) {
    let view = bus.workers();
    let mut look = interval(LOOK);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut said: Option<(WorkerView, Instant)> = None;
    while ended.run_until_cancelled(look.tick()).await.is_some() {
        let connected = bus.is_connected();
        let now = activity.view(engines, passing_trouble(health), now_text());
        let is_due = said.as_ref().is_none_or(|(before, at)| is_due(before, &now, at.elapsed()));
        if !connected || !is_due {
            continue;
        }
        match ended.run_until_cancelled(view.put(activity.worker(), &now)).await {
            Some(Ok(())) => said = Some((now, Instant::now())),
            Some(Err(error)) => debug!("could not publish this worker's presence: {error}"),
            None => break,
        }
    }
    if bus.is_connected() {
        // Otherwise the broker forgets it by itself.
        let _ = timeout(FAREWELL, view.remove(activity.worker())).await;
    }
}

/// The time of day, for people.
pub(crate) fn now_text() -> String {
    let now = Timestamp::now();
    now.round(Unit::Second).unwrap_or(now).to_string()
}

fn is_due(before: &WorkerView, now: &WorkerView, silent: Duration) -> bool {
    before.state != now.state
        || before.trouble.is_some() != now.trouble.is_some()
        || silent >= SILENT
        || silent >= CHANGING && (now.state != WorkerState::Idle || before.spoken != now.spoken)
}
