//! `--library`: the audiobook in its place in a library folder of the user's.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use blobs::Blobs;
use bus::Bus;
use chassis::{Exit, OrExit as _};
use contract::{BlobKey, BookView, Fact, FactKind, FactSubject, Plan};

use super::wish::Wish;
use crate::output;
use crate::remote::{broker_error, check_writable, store_error};

/// Largest plan, as ingest has it.
const PLAN_BYTES: u64 = 256 << 20;

/// Makes the folder, and sees whether it can be written to, before anything else is done.
pub(super) fn prepare(folder: &Path) -> anyhow::Result<PathBuf> {
    let shown = folder.display();
    let made = std::fs::create_dir_all(folder).and_then(|()| folder.canonicalize());
    let folder = made.with_context(|| format!("cannot use the library {shown}"));
    let folder = folder.or_exit(Exit::CannotCreate)?;
    check_writable(&folder.join("audiobook.m4b"))?;
    Ok(folder)
}

/// Puts a finished book into the library, if there is one; returns where it lies now.
pub(super) async fn put(
    bus: &Bus,
    blobs: &Blobs,
    wish: &Wish,
    view: &BookView,
) -> anyhow::Result<Option<String>> {
    let Some(folder) = &wish.library else { return Ok(None) };
    let url = blobs::folder_url(folder).map_err(store_error)?;
    let (book, revision) = (view.book, view.revision);
    let subject = FactSubject { book, revision, kind: FactKind::Finished };
    let finished = bus.fact(subject).await.map_err(broker_error)?;
    let Some(Fact::Finished(finished)) = finished else {
        return Err(anyhow!("the finished book has no file"));
    };
    let bytes = blobs.get(&BlobKey::plan(book, revision), PLAN_BYTES).await.map_err(store_error)?;
    let plan: Plan = serde_json::from_slice(&bytes).or_exit(Exit::Io)?;
    let settings = &wish.services.assembler.assembler.delivery;
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
