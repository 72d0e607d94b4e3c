//! The settings of the command line itself.

use serde::{Deserialize, Serialize};

/// The settings that the command line itself needs.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    /// How to reach the broker.
    pub nats: bus::Config,
    /// Where blobs are kept.
    pub blobs: blobs::Config,
    /// What is logged, and where to.
    pub telemetry: chassis::Telemetry,
    /// Where voices may be fetched from.
    pub voices: hub::HubConfig,
    /// How long what ended books have left behind is kept, for `lector prune`.
    pub retention: upkeep::Retention,
}
