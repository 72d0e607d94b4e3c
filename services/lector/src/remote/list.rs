//! `status` without a book: a page of the list of all books.

use std::collections::BTreeSet;

use bus::BookTrouble;
use chassis::Exit;
use contract::{BookState, BookSummary, BookView};

use super::{Session, broker_error};
use crate::cli::ListArgs;
use crate::output;

/// Prints a page of the books, newest first.
pub(super) async fn list(session: &Session, arguments: &ListArgs) -> anyhow::Result<Exit> {
    let ListArgs { limit, state, after } = arguments;
    let mut keys = session.bus.books().keys().await.map_err(broker_error)?;
    // Ids sort by time.
    keys.retain(|book| after.as_ref().is_none_or(|after| *book < after.to_ascii_lowercase()));
    keys.reverse();
    // One more than are printed: it says whether older ones follow.
    let limit = usize::from(*limit);
    let mut books = Vec::new();
    for keys in keys.chunks(limit + 1) {
        let views = session.bus.books().some(keys).await.map_err(broker_error)?;
        books.extend(views.into_iter().filter(|view| is_in(view, *state)));
        if books.len() > limit {
            break;
        }
    }
    let is_more = books.len() > limit;
    books.truncate(limit);
    let trouble = show_trouble(session, &mut books).await;
    let books: Vec<_> = books.iter().map(BookSummary::from).collect();
    if session.json {
        output::say_json(&books)?;
        return Ok(Exit::Done);
    }
    output::say(&table(&books));
    trouble.iter().for_each(|why| output::tell(&format!("Trouble: {why}")));
    if let Some(last) = books.last().filter(|_| is_more) {
        let filter = state.map(|it| format!(" --state {}", it.name())).unwrap_or_default();
        output::tell(&format!("Older books: `lector status{filter} --after {}`", last.book));
    }
    Ok(Exit::Done)
}

/// Says in every open book why it may be standing still; returns all that.
async fn show_trouble(session: &Session, books: &mut [BookView]) -> BTreeSet<String> {
    let mut open = books.iter_mut().filter(|book| !book.state.is_final()).peekable();
    if open.peek().is_none() {
        return BTreeSet::new();
    }
    let trouble = BookTrouble::find(&session.bus).await;
    open.for_each(|book| trouble.show(book));
    books.iter().flat_map(|book| book.trouble.iter().cloned()).collect()
}

fn is_in(view: &BookView, state: Option<BookState>) -> bool {
    state.is_none_or(|state| view.state == state)
}

fn table(books: &[BookSummary]) -> String {
    let row = |book: &BookSummary| {
        let segments = format!("{}/{}", book.segments_done, book.segments);
        [book.book.to_string(), book.state.name().to_owned(), segments, book.title.clone()]
    };
    output::table(
        ["BOOK", "STATE", "SEGMENTS", "TITLE"],
        &books.iter().map(row).collect::<Vec<_>>(),
    )
}
