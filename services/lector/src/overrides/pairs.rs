//! The metadata of one file.

use contract::MetaKey;

/// Metadata by key, in the order of the file.
pub(super) type MetadataPairs = Vec<(MetaKey, String)>;
