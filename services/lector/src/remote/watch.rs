//! `watch`: follows a book until nothing more happens to it.

use std::time::{Duration, Instant};

use anyhow::anyhow;
use chassis::{Exit, OrExit as _};
use contract::{AbsentEngines, BookState, BookView};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use super::{Session, books, broker_error};
use crate::output;
use crate::show::Show;

/// Time between two looks at the view; progress writes it once a second.
const LOOK: Duration = Duration::from_millis(500);

/// Shows a book's progress; as JSON, one line per change.
pub(crate) async fn watch(
    session: &Session,
    name: &str,
    stop: &CancellationToken,
) -> anyhow::Result<Exit> {
    let mut view = books::find(session, name).await?;
    let (mut show, mut trouble) = (Show::new(session.json), vec![]);
    let mut absent = AbsentEngines::default();
    show.note(&format!("Watching {}", view.title));
    if !session.json {
        show.warn_of(&view);
    }
    loop {
        if session.json {
            output::say_json(&view)?;
        }
        show.update(&view);
        tell_trouble(&show, session.json, &trouble, &view.trouble);
        trouble.clone_from(&view.trouble);
        if view.state.is_final() {
            show.finish();
            return ending(session, &view);
        }
        let Some(next) = changed(session, &view, &mut absent, stop).await? else {
            show.finish();
            output::tell(&format!("The services continue; see `lector watch {}`.", view.book));
            return Ok(Exit::Interrupted);
        };
        view = next;
    }
}

/// Waits for the view to change; `None` once `stop` is cancelled.
async fn changed(
    session: &Session,
    before: &BookView,
    absent: &mut AbsentEngines,
    stop: &CancellationToken,
) -> anyhow::Result<Option<BookView>> {
    let mut is_away = false;
    loop {
        tokio::select! {
            () = stop.cancelled() => return Ok(None),
            () = sleep(LOOK) => {}
        }
        let view = match look(session, before, absent).await {
            Ok(view) => {
                is_away = false;
                view
            }
            Err(error @ (bus::Error::Denied { .. } | bus::Error::Malformed { .. })) => {
                return Err(broker_error(error));
            }
            Err(error) => {
                if !std::mem::replace(&mut is_away, true) {
                    output::tell(&format!("{error}; waiting until it can"));
                }
                continue;
            }
        };
        if let Some(view) = view
            && is_after(before, &view)
        {
            return Ok(Some(view));
        }
    }
}

/// The view, with why the book may be standing still.
async fn look(
    session: &Session,
    before: &BookView,
    absent: &mut AbsentEngines,
) -> Result<Option<BookView>, bus::Error> {
    let view = session.bus.books().get(&before.book.to_string()).await?;
    let Some(mut view) = view else { return Ok(None) };
    if !view.state.is_final() {
        view.trouble = session.bus.service_trouble().await.unwrap_or_default();
    }
    if view.state == BookState::Speaking {
        let workers = session.bus.workers().all().await?;
        view.trouble.extend(view.waits_for(&absent.look(&workers, Instant::now())));
    }
    Ok(Some(view))
}

/// Says what has begun to hold the book up, and when nothing does any more.
fn tell_trouble(show: &Show, is_quiet: bool, before: &[String], now: &[String]) {
    if is_quiet {
        return;
    }
    for why in now.iter().filter(|why| !before.contains(why)) {
        show.alarm(&format!("The book waits: {why}"));
    }
    if now.is_empty() && !before.is_empty() {
        show.alarm("The trouble is over.");
    }
}

/// Whether a view is newer than `before`: a replica of the broker that is behind may answer with an older one.
fn is_after(before: &BookView, view: &BookView) -> bool {
    let progress = |view: &BookView| (view.revision, view.state.is_final(), view.segments_done);
    view != before && progress(view) >= progress(before)
}

fn ending(session: &Session, view: &BookView) -> anyhow::Result<Exit> {
    let message = view.message.clone().unwrap_or_default();
    match view.state {
        BookState::Failed => {
            Err(anyhow!("{}: {message}", view.title)).or_exit(failure_exit(view.failure))
        }
        BookState::Cancelled => Err(anyhow!("the book was cancelled")).or_exit(Exit::Gaps),
        BookState::Done | BookState::DoneWithGaps | BookState::Speaking | BookState::Assembling => {
            if !session.json {
                output::say(&format!("{} {}", view.state.name(), view.title));
            }
            Ok(if view.gaps.is_empty() { Exit::Done } else { Exit::Gaps })
        }
    }
}

/// The exit code of a failure.
pub(crate) fn failure_exit(code: Option<contract::FailureCode>) -> Exit {
    use contract::FailureCode::{BadInput, Broken, NotAllowed, Other, SourceUnavailable};
    match code {
        Some(BadInput) => Exit::Input,
        Some(NotAllowed) => Exit::NotPermitted,
        Some(SourceUnavailable) => Exit::Io,
        Some(Broken | Other) | None => Exit::Gaps,
    }
}
