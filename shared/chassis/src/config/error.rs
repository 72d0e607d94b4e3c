//! Why a configuration was refused.

/// Why the configuration was refused: one line that names the key, where it came from, and the nearest known one.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ConfigError(pub String);
