//! The worker's metrics.

use std::time::Duration;

use chassis::Metric;
use contract::{WorkerState, WorkerView};

/// The numbers of `view`; `fell_back` says why models do not run on the wanted backend or device.
pub(crate) fn metrics(view: &WorkerView, runs_on: &str, fell_back: Option<&str>) -> Vec<Metric> {
    let is_degraded = view.state == WorkerState::Degraded;
    vec![
        Metric::gauge("worker_info", "What this worker is, as labels", 1)
            .label("worker", &view.worker)
            .label("runs_on", runs_on)
            .label("fell_back", fell_back.unwrap_or_default()),
        Metric::gauge(
            "worker_degraded",
            "1 if an engine is missing or models do not run on the wanted backend or device",
            is_degraded,
        ),
        Metric::gauge("worker_slots", "Segments that can be spoken at once", view.slots),
        Metric::gauge("worker_busy_slots", "Segments that are being spoken", view.busy),
        Metric::counter("segments_spoken", "Segments spoken", count(view.spoken)),
        Metric::counter("engine_seconds", "Time that engines spent speaking", view.engine_seconds),
        Metric::counter("speech_seconds", "Length of what was spoken", view.speech_seconds),
        Metric::counter(
            "engine_restarts",
            "Engine processes started after the first of each slot",
            count(view.engine_restarts),
        ),
    ]
}

/// How many engines the system killed.
pub(crate) fn killed_engines(kills: u64) -> Metric {
    Metric::counter(
        "engines_killed",
        "Engine processes that the system killed, perhaps because memory ran out",
        count(kills),
    )
}

/// The time for which segments waited for the store.
pub(crate) fn store_time(time: Duration) -> Metric {
    let help = "Time that segments waited for the object store";
    Metric::counter("store_seconds", help, time.as_secs_f64())
}

/// A count as the scrape has it.
#[expect(clippy::cast_precision_loss, reason = "exact to 2^53")]
fn count(number: u64) -> f64 {
    number as f64
}
