//! What one file says of a book.

use contract::MetaKey;

/// Metadata by key, in the order of the file.
pub(super) type MetadataPairs = Vec<(MetaKey, String)>;
