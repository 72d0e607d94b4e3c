//! Exit codes of the broker's errors.

use chassis::{Exit, OrExit as _};

/// Marks an error of the broker with its exit code.
pub(crate) fn broker_exit<T>(outcome: Result<T, bus::Error>) -> anyhow::Result<T> {
    let exit = match &outcome {
        Err(bus::Error::Denied { .. }) => Exit::NotPermitted,
        Err(bus::Error::Unreachable { .. } | bus::Error::Timeout { .. }) => Exit::Unreachable,
        Err(bus::Error::Full { .. }) => Exit::TryAgain,
        Err(bus::Error::Malformed { .. } | bus::Error::Broker { .. }) | Ok(_) => Exit::Gaps,
    };
    outcome.or_exit(exit)
}
