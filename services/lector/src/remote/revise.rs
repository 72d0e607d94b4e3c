//! `revise`: makes a book again, with changes.

use std::path::Path;
use std::time::Duration;

use anyhow::anyhow;
use chassis::{Exit, OrExit as _};
use contract::{BlobKey, BookView, Job, PLAN_BYTES, Plan, Revise, Schema};
use serde_json::json;
use service::OrItsExit as _;
use tokio::time::{Instant, sleep};

use super::{Session, books, broker_error};
use crate::{cli, output, voices};

/// How long to wait for the new plan. Reading a book again may take longer; the services then continue without us.
const PLANNING: Duration = Duration::from_secs(20);

/// Checks the changes against the current plan, and asks for the next revision.
pub(crate) async fn revise(
    session: &Session,
    arguments: &cli::ReviseArgs,
    data: Option<&Path>,
) -> anyhow::Result<Exit> {
    let (options, files, overrides) = arguments.changes(data)?;
    if options.is_empty() && arguments.again.is_empty() {
        return Err(anyhow!("there is nothing to change; see `lector revise --help`"))
            .or_exit(Exit::Usage);
    }
    let view = books::find(session, &arguments.book).await?;
    let book = view.book;
    let revise =
        Revise { schema: Schema::default(), book, options, again: arguments.again.clone() };
    let wanted = revise.options(&plan(session, &view).await?).or_exit(Exit::Input)?;
    voices::settled_all(&session.blobs, wanted).await?;
    companions::store_lexicons(&session.blobs, &files).await?;
    session.prepare().await?;
    overrides.store(&session.blobs).await?;
    session.bus.enqueue(&Job::Revise(revise)).await.map_err(broker_error)?;
    let newer = newer(session, &view).await?;
    let revision = newer.as_ref().map(|view| view.revision);
    match (session.json, revision) {
        (true, _) => output::say_json(&json!({ "book": book, "revision": revision }))?,
        (false, Some(revision)) => output::tell(&format!(
            "{} is being made again as revision {revision}; `lector watch {book}` waits for it.",
            view.title
        )),
        (false, None) => output::tell(&format!(
            "{} will be made again; `lector status {book}` shows when it is planned.",
            view.title
        )),
    }
    Ok(Exit::Done)
}

async fn plan(session: &Session, view: &BookView) -> anyhow::Result<Plan> {
    if view.chapters.is_empty() {
        return Err(anyhow!("the book has no plan yet; wait, or submit it again"))
            .or_exit(Exit::TryAgain);
    }
    let key = BlobKey::plan(view.book, view.revision);
    let bytes = session.blobs.get(&key, PLAN_BYTES).await.or_its_exit()?;
    serde_json::from_slice(&bytes).or_exit(Exit::Io)
}

/// Waits a while for the view of a plan that is newer than `before`.
async fn newer(session: &Session, before: &BookView) -> anyhow::Result<Option<BookView>> {
    let until = Instant::now() + PLANNING;
    let id = before.book.to_string();
    loop {
        let view = session.bus.books().get(&id).await.map_err(broker_error)?;
        match view {
            Some(view) if view.revision > before.revision => return Ok(Some(view)),
            Some(_) | None if Instant::now() > until => return Ok(None),
            Some(_) | None => sleep(Duration::from_millis(200)).await,
        }
    }
}
