//! Where the nats-server program is.

use std::path::PathBuf;

use anyhow::Context as _;
use chassis::{Exit, OrExit as _};

/// The error without a server.
const NO_SERVER: &str =
    "nats-server was not found; get it with deploy/setup.sh, or put it on the PATH";

/// Finds nats-server, or says where to get it.
pub fn find_server() -> anyhow::Result<PathBuf> {
    child::find_tool("nats-server").context(NO_SERVER).or_exit(Exit::Config)
}
