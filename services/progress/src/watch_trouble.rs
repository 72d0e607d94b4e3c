//! Shows in every open book why it may be standing still: what services say that cannot work, and engines that no worker has.

use std::time::{Duration, Instant};

use bus::Bus;
use contract::AbsentEngines;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;
use tracing::debug;

use crate::live_views::LiveViews;

/// How often services are asked.
const LOOK: Duration = Duration::from_secs(2);

/// Most causes that a book shows.
const MOST: usize = 8;

/// Looks at what services say until `stop`.
pub(crate) async fn watch_trouble(bus: &Bus, live: &LiveViews, stop: &CancellationToken) {
    let watching = async {
        let mut look = interval(LOOK);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut absent = AbsentEngines::default();
        loop {
            look.tick().await;
            if !bus.is_connected() {
                live.show_trouble(vec!["the broker cannot be reached (progress)".to_owned()]);
                continue;
            }
            match bus.service_trouble().await {
                Ok(mut lines) => {
                    lines.truncate(MOST);
                    live.show_trouble(lines);
                }
                Err(error) => debug!("cannot ask what does not work: {error}"),
            }
            match bus.workers().all().await {
                Ok(workers) => live.show_absent(absent.look(&workers, Instant::now())),
                Err(error) => debug!("cannot list the workers: {error}"),
            }
        }
    };
    stop.run_until_cancelled(watching).await;
}
