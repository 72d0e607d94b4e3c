//! `status` of one book and `cancel`, and finding a book by its id.

use std::time::Duration;

use anyhow::anyhow;
use bus::BookTrouble;
use chassis::{Exit, OrExit as _};
use contract::{BookId, BookView, Cancel, ChapterView, Delivery, Job, Schema};
use serde_json::json;
use tokio::time::{Instant, sleep};

use super::list::list;
use super::{Session, broker_error};
use crate::cli::StatusArgs;
use crate::output;

/// How long a book may take to appear after it was submitted.
const JUST_SUBMITTED: Duration = Duration::from_secs(5);

/// Finds the one book whose id begins with `name`, and waits a moment for one that was just submitted.
pub(crate) async fn find(session: &Session, name: &str) -> anyhow::Result<BookView> {
    let until = Instant::now() + JUST_SUBMITTED;
    loop {
        if let Some(view) = look(session, name).await? {
            return Ok(view);
        }
        if Instant::now() > until {
            return Err(anyhow!("there is no book `{name}`; `lector status` lists books"))
                .or_exit(Exit::Input);
        }
        sleep(Duration::from_millis(200)).await;
    }
}

async fn look(session: &Session, name: &str) -> anyhow::Result<Option<BookView>> {
    let books = session.bus.books();
    if let Ok(book) = name.parse::<BookId>() {
        return books.get(&book.to_string()).await.map_err(broker_error);
    }
    let name = name.to_ascii_lowercase();
    let mut meant = books.keys().await.map_err(broker_error)?;
    meant.retain(|book| book.starts_with(&name));
    if meant.len() > 1 {
        return Err(anyhow!("{} books begin with `{name}`; write more of the id", meant.len()))
            .or_exit(Exit::Usage);
    }
    Ok(books.some(&meant).await.map_err(broker_error)?.pop())
}

/// Prints one book, or a page of the list.
pub(crate) async fn status(session: &Session, arguments: &StatusArgs) -> anyhow::Result<Exit> {
    let Some(name) = &arguments.book else { return list(session, &arguments.list).await };
    let mut view = find(session, name).await?;
    if !view.state.is_final() {
        BookTrouble::find(&session.bus).await.show(&mut view);
    }
    match session.json {
        true => output::say_json(&view)?,
        false => output::say(&details(&view)),
    }
    Ok(Exit::Done)
}

fn details(view: &BookView) -> String {
    let mut lines = vec![
        format!("book      {}", view.book),
        format!("title     {}", view.title),
        format!("authors   {}", view.authors.join(", ")),
        format!("voice     {}", view.options.voice.without_manifest()),
        format!("revision  {}", view.revision),
        format!("state     {}", view.state.name()),
        format!(
            "segments  {}/{} ({} from the cache)",
            view.segments_done, view.segments, view.segments_cached
        ),
    ];
    let again = |times| format!("again     {times} things were lost by the store, and made again");
    lines.extend((view.made_again > 0).then(|| again(view.made_again)));
    lines.extend(chapters(view));
    let remaining = view.remaining_seconds.map(Duration::from_secs);
    lines.extend(remaining.map(|time| format!("remains   about {}", output::spoken(time))));
    lines.extend(view.trouble.iter().map(|why| format!("trouble   {why}")));
    lines.extend(view.lost.iter().map(|page| format!("lost      {page}")));
    lines.extend(view.warnings.iter().map(|warning| format!("warning   {warning}")));
    let length = view.duration_ms.map(Duration::from_millis);
    lines.extend(length.map(|time| format!("length    {}", output::spoken(time))));
    lines.extend((!view.encoder.is_empty()).then(|| format!("encoder   {}", view.encoder)));
    let file = |file: &contract::MadeFile| format!("file      {}", file.name);
    lines.extend(view.files.iter().map(file));
    lines.extend(view.message.as_ref().map(|message| format!("message   {message}")));
    lines.extend(
        view.gaps.iter().map(|gap| format!("missing   {}: {}", gap.chapter_title, gap.text)),
    );
    if !view.gaps.is_empty() {
        lines.push(
            "retry     `lector dead list` says why; `lector dead retry JOB` retries it".into(),
        );
    }
    lines.extend(view.deliveries.iter().map(delivery));
    lines.extend(
        view.remarks.iter().map(|remark| format!("remark    {}: {}", remark.segment, remark.text)),
    );
    lines.join("\n")
}

/// How many chapters are encoded, once one is.
fn chapters(view: &BookView) -> Option<String> {
    let count = |which: fn(&ChapterView) -> bool| {
        view.chapters.iter().filter(|chapter| which(chapter)).count()
    };
    let (encoded, cached) = (count(|chapter| chapter.encoded), count(|chapter| chapter.cached));
    let all = view.chapters.len();
    (encoded > 0).then(|| format!("chapters  {encoded}/{all} ({cached} as they were before)"))
}

/// Where an audiobook was delivered to, or why it was not.
fn delivery(delivery: &Delivery) -> String {
    let Delivery { target, place, problem } = delivery;
    match (place, problem) {
        (Some(place), None) => format!("delivered {target}: {place}"),
        (Some(place), Some(note)) => format!("delivered {target}: {place} ({note})"),
        (None, problem) => {
            let why = problem.as_deref().unwrap_or_default();
            format!("problem   {target}: {why}; `lector dead list`, then `lector dead retry JOB`")
        }
    }
}

/// Asks the services to stop making a book.
pub(crate) async fn cancel(session: &Session, name: &str) -> anyhow::Result<Exit> {
    let view = find(session, name).await?;
    let book = view.book;
    if view.state.is_final() {
        return ended_before(session, &view);
    }
    let job = Job::Cancel(Cancel { schema: Schema::default(), book });
    session.bus.enqueue(&job).await.map_err(broker_error)?;
    if session.json {
        output::say_json(&json!({ "book": book }))?;
    } else {
        output::tell(&format!("{book} will be stopped."));
    }
    Ok(Exit::Done)
}

/// Says that there is nothing left to be stopped.
fn ended_before(session: &Session, view: &BookView) -> anyhow::Result<Exit> {
    let (book, state) = (view.book, view.state.name());
    if session.json {
        output::say_json(&json!({ "book": book, "state": state }))?;
    } else {
        output::tell(&format!("{book} has ended already: it is {state}."));
    }
    Ok(Exit::Done)
}
