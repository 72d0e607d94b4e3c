//! Tells everybody what does not work here: a book's view shows why nothing moves.

use std::collections::BTreeMap;
use std::time::Duration;

use bus::Bus;
use chassis::Health;
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;
use tracing::debug;

/// How often the state is looked at.
const LOOK: Duration = Duration::from_secs(1);

/// Longest time between two reports; the broker forgets a report after a minute.
const SILENT: Duration = Duration::from_secs(20);

/// How long taking a report back may take at the end.
const FAREWELL: Duration = Duration::from_secs(1);

/// Parts of the health that are no trouble for books: who is not connected cannot report, and who starts or stops has no trouble.
const OWN: [&str; 3] = ["broker", "views", "worker"];

/// Reports what does not work for as long as it does not, until `stop`.
pub(crate) async fn report_trouble(bus: &Bus, health: &Health, stop: &CancellationToken) {
    let mut told: Option<(BTreeMap<String, String>, Instant)> = None;
    let reporting = async {
        loop {
            sleep(LOOK).await;
            let reasons = reasons(health);
            let is_due = match &told {
                None => !reasons.is_empty(),
                Some((before, at)) => *before != reasons || at.elapsed() >= SILENT,
            };
            if !is_due || !bus.is_connected() {
                continue;
            }
            let reported = match reasons.is_empty() {
                true => bus.withdraw_trouble().await,
                false => bus.report_trouble(reasons.clone()).await,
            };
            match reported {
                Ok(()) => told = (!reasons.is_empty()).then(|| (reasons, Instant::now())),
                Err(error) => debug!("cannot tell others what does not work here: {error}"),
            }
        }
    };
    stop.run_until_cancelled(reporting).await;
    if told.is_some() && bus.is_connected() {
        // Otherwise the broker forgets it by itself.
        let _ = timeout(FAREWELL, bus.withdraw_trouble()).await;
    }
}

fn reasons(health: &Health) -> BTreeMap<String, String> {
    let all = health.reasons().into_iter().filter(|(part, _)| !OWN.contains(part));
    all.map(|(part, why)| (part.to_owned(), why)).collect()
}
