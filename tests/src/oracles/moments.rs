//! I5 and I7: what is looked at while faults begin and end.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::fleet::Fleet;
use crate::oracles::{Finding, Oracle};
use crate::world::{ready, readyz};

/// How soon trouble, and its end, must be said.
const SAID: Duration = Duration::from_secs(15);

/// How soon something must get done once all is well.
const RECOVERY: Duration = Duration::from_secs(30);

/// How often to look.
const LOOK: Duration = Duration::from_millis(200);

/// Expects that every service says soon that it is not ready.
pub async fn noticed(fleet: &Fleet) -> Vec<Finding> {
    readiness(fleet, false).await
}

/// Expects that every service says soon that it is ready.
pub async fn healed(fleet: &Fleet) -> Vec<Finding> {
    readiness(fleet, true).await
}

async fn readiness(fleet: &Fleet, wanted: bool) -> Vec<Finding> {
    let (begun, mut others) = (Instant::now(), vec![]);
    while begun.elapsed() < SAID {
        let is_other = |port: u16| ready(port) != Some(wanted);
        others = fleet.members.iter().filter(|member| is_other(member.port)).collect();
        if others.is_empty() {
            return vec![];
        }
        tokio::time::sleep(LOOK).await;
    }
    let says = if wanted { "is not ready" } else { "says that it is ready" };
    let found = others.iter().map(|member| {
        let answer = readyz(member.port).unwrap_or_default();
        let reasons = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body.trim());
        let what = format!("{} {says} after {SAID:?}: {reasons}", member.process.name());
        Finding { oracle: Oracle::HonestHealth, what }
    });
    found.collect()
}

/// Expects that something gets done soon, if there is something to do.
pub async fn recovered(fleet: &Fleet) -> Option<Finding> {
    let (begun, before) = (Instant::now(), facts(fleet).await);
    while begun.elapsed() < RECOVERY {
        let views = fleet.bus.books().all().await;
        let is_idle = views.is_ok_and(|views| views.iter().all(|view| view.state.is_final()));
        if is_idle || facts(fleet).await > before {
            return None;
        }
        tokio::time::sleep(LOOK).await;
    }
    let what = format!("nothing got done within {RECOVERY:?} after all was well again");
    Some(Finding { oracle: Oracle::BoundedRecovery, what })
}

/// How many facts were stored since the stream was made.
async fn facts(fleet: &Fleet) -> Option<u64> {
    let info = fleet.bus.client().request("$JS.API.STREAM.INFO.FACTS", "".into()).await.ok()?;
    let info: Value = serde_json::from_slice(&info.payload).ok()?;
    info["state"]["last_seq"].as_u64()
}
