//! Whether a service is ready: as long as it reaches the broker.

use std::time::Duration;

use bus::Bus;
use chassis::Health;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

/// How often the connection is checked.
const LOOK: Duration = Duration::from_secs(1);

/// The part of a service's health that the broker is.
pub(crate) const BROKER: &str = "broker";

/// Keeps `health` up to date about whether the broker can be reached, until `stop`.
pub async fn watch_broker(bus: &Bus, health: &Health, stop: &CancellationToken) {
    while !stop.is_cancelled() {
        let state = if bus.is_connected() {
            Ok(())
        } else {
            Err("the broker cannot be reached".to_owned())
        };
        health.set(BROKER, state);
        tokio::select! {
            () = stop.cancelled() => {}
            () = sleep(LOOK) => {}
        }
    }
}
