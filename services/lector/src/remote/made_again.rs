//! Files of a finished book that the store has lost: the services make them again while we wait.

use std::time::Duration;

use anyhow::anyhow;
use bus::Queue;
use chassis::{Exit, OrExit as _};
use contract::{BookJob, BookView, Job, MadeFile, Schema};
use service::OrItsExit as _;
use tokio::time::{Instant, sleep};

use super::{Session, broker_error};
use crate::output;

/// How long to wait for the services; joining a long book takes seconds, and speaking it again much longer.
const PATIENCE: Duration = Duration::from_secs(600);

/// Time between two looks.
const LOOK: Duration = Duration::from_millis(300);

/// Has those of `files` that are gone made again, and waits for them.
pub(crate) async fn make_again(
    session: &Session,
    view: &BookView,
    files: &[MadeFile],
) -> anyhow::Result<()> {
    if all_there(session, files).await? {
        return Ok(());
    }
    let (schema, book, revision) = (Schema::default(), view.book, view.revision);
    let job = Job::Book(BookJob { schema, book, revision, lost: true });
    session.bus.enqueue(&job).await.map_err(broker_error)?;
    output::tell("The store has lost this audiobook; it is made again…");
    let until = Instant::now() + PATIENCE;
    let filter = job.subject().to_string();
    loop {
        let open = session.bus.open_jobs(Queue::AssembleBook, &filter).await;
        // In this order: a job that ends in between has made its files.
        let is_open = !open.map_err(broker_error)?.is_empty();
        if all_there(session, files).await? {
            return Ok(());
        }
        if !is_open {
            return Err(anyhow!(
                "the audiobook is lost and could not be made again; `lector dead list` says why"
            ))
            .or_exit(Exit::Io);
        }
        if Instant::now() > until {
            return Err(anyhow!("the audiobook is still being made again; `lector get` it later"))
                .or_exit(Exit::TryAgain);
        }
        sleep(LOOK).await;
    }
}

async fn all_there(session: &Session, files: &[MadeFile]) -> anyhow::Result<bool> {
    for file in files {
        if session.blobs.size(&file.blob).await.or_its_exit()?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}
