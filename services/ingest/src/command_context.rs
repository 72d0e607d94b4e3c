//! What the handlers of commands about books share.

use std::sync::Arc;

use blobs::Blobs;
use bus::Bus;
use service::{HostHealth, StoreHealth};

use crate::config::Ingest;
use crate::reader::BookReader;

/// The broker, the store, the settings and the process that reads books.
pub(crate) struct CommandContext {
    pub(crate) bus: Bus,
    pub(crate) blobs: Blobs,
    pub(crate) settings: Arc<Ingest>,
    pub(crate) reader: BookReader,
    /// Decides what an error of the store means for a command.
    pub(crate) store: Arc<StoreHealth>,
    /// Tells trouble of this machine from failures of commands.
    pub(crate) host: HostHealth,
}
