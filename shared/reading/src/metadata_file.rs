//! What the metadata files say that libraries keep beside a book.

mod audiobookshelf;
mod package_document;

use contract::MetaKey;

pub use audiobookshelf::metadata_json;
pub use package_document::metadata_opf;

/// Metadata by key, in the order of the file.
pub type MetadataPairs = Vec<(MetaKey, String)>;
