//! Inspects a book in a separate process, without a broker or a store.

use std::path::Path;

use contract::{BlobKey, BookId, Digest, Options, Revision};
use planning::{Detail, Inspection};
use uuid::Uuid;

use crate::config::Ingest;
use crate::reader::{BookReader, PlanOrder};

/// Reads and plans the book at `path` with `options`, in a separate process; `lexicons` are names and texts.
///
/// # Errors
/// One line that says why the book cannot be read, and what to do.
pub async fn inspect_book(
    settings: &Ingest,
    path: &Path,
    options: Options,
    lexicons: Vec<(String, String)>,
    detail: Detail,
) -> Result<Inspection, String> {
    let order = PlanOrder {
        book: BookId(Uuid::nil()),
        revision: Revision::FIRST,
        source: BlobKey::source(Digest::of(&[])),
        options,
        lexicons,
        name: path.file_name().map(|name| name.to_string_lossy().into_owned()),
    };
    BookReader::new(settings).inspect(path, order, detail).await.map_err(|error| error.to_string())
}

/// Reads a file in a separate process; the error is the message that a `failed` fact would have.
pub async fn check_book(settings: &Ingest, path: &Path) -> Result<(), String> {
    BookReader::new(settings).check(path).await.map_err(|error| error.to_string())
}
