//! Configuration: defaults, then `lector.toml`, then `LECTOR_…`, then flags.

use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Why the configuration was refused: one line that names the key, where it came from, and the nearest known one.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Error(pub String);

/// The sections that `lector.toml` may have; a service reads those that its `Config` has and passes over the others.
pub const SECTIONS: [&str; 8] =
    ["nats", "blobs", "telemetry", "ingest", "worker", "assembler", "progress", "lector"];

/// Reads a configuration: `C::default()`, then `file`, then the environment (`LECTOR_WORKER__SLOTS`), then `flags` (dotted keys).
///
/// `file` must exist when given; otherwise `./lector.toml` is read where it exists.
pub fn load<C: Serialize + DeserializeOwned + Default>(
    file: Option<&Path>,
    flags: &[(&str, String)],
) -> Result<C, Error> {
    let _ = (file, flags);
    todo!()
}
