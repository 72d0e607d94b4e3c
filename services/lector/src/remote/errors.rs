//! What an error of the broker means to a person.

use anyhow::anyhow;
use chassis::OrExit as _;
use service::{ConnectError, ExitsWith as _, OrItsExit as _};

/// Says what to do about `error`, and with which exit code to end.
pub(crate) fn broker_error(error: bus::Error) -> anyhow::Error {
    let advice = match &error {
        bus::Error::Unreachable { .. } => "; start nats-server, or say where it is with --nats URL",
        bus::Error::Denied { .. } => "; use credentials that may do this",
        bus::Error::Timeout { .. } => "; check the network and the server",
        bus::Error::Full { .. } => "; make room, or raise the server's limits",
        bus::Error::Malformed { .. } => "; it may come from a newer version",
        bus::Error::Broker { .. } => "",
    };
    let exit = error.exit();
    let advised = anyhow!("{:#}{advice}", anyhow::Error::from(error));
    Err::<(), _>(advised).or_exit(exit).err().unwrap_or_else(|| anyhow!("no error"))
}

/// Says what to do when a connection could not be made.
pub(crate) fn connect_error(error: ConnectError) -> anyhow::Error {
    match error {
        ConnectError::Broker(error) => broker_error(error),
        ConnectError::Store(error) => {
            Err::<(), _>(error).or_its_exit().err().unwrap_or_else(|| anyhow!("no error"))
        }
    }
}
