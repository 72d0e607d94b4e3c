//! `--library`: puts the audiobook into a library folder of the user.

use anyhow::anyhow;
use blobs::Blobs;
use bus::Bus;
use chassis::{Exit, OrExit as _};
use contract::{BlobKey, BookView, Fact, FactKind, FactSubject, PLAN_BYTES, Plan};
use service::OrItsExit as _;

use super::conversion::Conversion;
use crate::output;
use crate::remote::broker_error;

/// Puts a finished book into the library, if there is one; returns where it lies now.
pub(super) async fn put(
    bus: &Bus,
    blobs: &Blobs,
    conversion: &Conversion,
    view: &BookView,
) -> anyhow::Result<Option<String>> {
    let Some(folder) = &conversion.library else { return Ok(None) };
    let url = blobs::folder_url(folder).or_its_exit()?;
    let (book, revision) = (view.book, view.revision);
    let subject = FactSubject { book, revision, kind: FactKind::Finished };
    let finished = bus.fact(subject).await.map_err(broker_error)?;
    let Some(Fact::Finished(finished)) = finished else {
        return Err(anyhow!("the finished book has no file"));
    };
    let bytes = blobs.get(&BlobKey::plan(book, revision), PLAN_BYTES).await.or_its_exit()?;
    let plan: Plan = serde_json::from_slice(&bytes).or_exit(Exit::Io)?;
    let settings = &conversion.services.assembler.assembler.delivery;
    let book = assembler::FinishedBook { plan: &plan, finished: &finished };
    let put = assembler::put_into_library(&url, settings, blobs, book).await;
    let put = put.map_err(|why| anyhow!("cannot put it into {}: {why}", folder.display()));
    let placed = put.or_exit(Exit::CannotCreate)?;
    if let Some(note) = placed.note {
        output::tell(&note);
    }
    let path = placed.place.strip_prefix(url.as_str()).map(|rest| rest.trim_start_matches('/'));
    Ok(path.map(|path| folder.join(path).display().to_string()))
}
