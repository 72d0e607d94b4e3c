//! Trouble that passes: while there is some, a service is no help to others.

use chassis::Health;

use crate::host_health::HOST;
use crate::store_health::{PACE, STORE};

/// What is wrong with the store or with this machine now, in one line, if something is.
#[must_use]
pub fn passing_trouble(health: &Health) -> Option<String> {
    let mut reasons = health.reasons();
    let passing: Vec<String> =
        [STORE, PACE, HOST].iter().filter_map(|part| reasons.remove(part)).collect();
    (!passing.is_empty()).then(|| passing.join("; "))
}
