//! What trouble with the broker or the store means to a person.

use anyhow::anyhow;
use chassis::{Exit, OrExit as _};

/// Says what to do about `error`, and with which exit code to end.
pub(crate) fn broker_error(error: bus::Error) -> anyhow::Error {
    let (exit, advice) = match &error {
        bus::Error::Unreachable { .. } => {
            (Exit::Unreachable, "; start nats-server, or say where it is with --nats URL")
        }
        bus::Error::Denied { .. } => (Exit::NotPermitted, "; use credentials that may do this"),
        bus::Error::Timeout { .. } => {
            (Exit::Unreachable, "; is the network slow, or the server down?")
        }
        bus::Error::Full { .. } => (Exit::Io, "; make room, or raise the server's limits"),
        bus::Error::Malformed { .. } => (Exit::Io, "; was it written by a newer version?"),
        bus::Error::Broker { .. } => (Exit::TryAgain, ""),
    };
    marked(exit, anyhow!("{:#}{advice}", anyhow::Error::from(error)))
}

/// Says with which exit code to end.
pub(crate) fn store_error(error: blobs::Error) -> anyhow::Error {
    let exit = match &error {
        blobs::Error::NotFound { .. } | blobs::Error::TooLarge { .. } => Exit::Input,
        blobs::Error::Denied { .. } | blobs::Error::NotAllowed { .. } => Exit::NotPermitted,
        _ => Exit::Io,
    };
    marked(exit, error)
}

fn marked(exit: Exit, error: impl Into<anyhow::Error>) -> anyhow::Error {
    match Err::<(), _>(error).or_exit(exit) {
        Err(error) => error,
        Ok(()) => anyhow!("no error"),
    }
}
