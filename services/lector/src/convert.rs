//! `convert`: everything in one process, from an EPUB to an M4B.

use chassis::{Exit, OrExit as _};
use tokio_util::sync::CancellationToken;

use crate::cli::{Cli, Convert};

/// Makes an audiobook of a book, here and now.
pub(crate) async fn convert(
    cli: &Cli,
    arguments: &Convert,
    stop: CancellationToken,
) -> anyhow::Result<Exit> {
    let _ = (cli, arguments, stop);
    Err(anyhow::anyhow!("not in this build yet")).or_exit(Exit::Config)
}
