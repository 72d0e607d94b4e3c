//! The cover that a submitter names: a JPEG that is in the store already.

use contract::{BlobKey, MetaKey, Wanted};

/// The cover that the submitter names; the outer `None` leaves the book its own.
pub(crate) fn cover_override(wanted: &Wanted) -> Option<Option<BlobKey>> {
    wanted.metadata_override(MetaKey::Cover).map(|said| said.parse().ok())
}
