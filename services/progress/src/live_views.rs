//! The current view of every book, and those that wait for its next change.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use contract::{BookId, BookView};
use tokio::sync::{broadcast, watch};

/// Changes that a slow reader of all books may lag behind before it gets all books again.
const BACKLOG: usize = 256;

/// A view and its JSON, which is serialised once for all readers.
#[derive(Debug)]
pub(crate) struct Shown {
    pub(crate) view: Arc<BookView>,
    pub(crate) json: String,
}

/// All views; clones share them.
#[derive(Debug, Clone)]
pub(crate) struct LiveViews {
    books: Arc<RwLock<BTreeMap<BookId, watch::Sender<Arc<Shown>>>>>,
    changes: broadcast::Sender<Arc<Shown>>,
}

impl LiveViews {
    pub(crate) fn new() -> Self {
        Self { books: Arc::default(), changes: broadcast::channel(BACKLOG).0 }
    }

    /// Shows `view`; returns false if it is shown already.
    pub(crate) fn show(&self, view: Arc<BookView>) -> bool {
        let book = view.book;
        if self.get(book).is_some_and(|shown| shown.view == view) {
            return false;
        }
        let json = serde_json::to_string(&*view).unwrap_or_default();
        let shown = Arc::new(Shown { view, json });
        let mut books = self.books.write().unwrap_or_else(PoisonError::into_inner);
        books
            .entry(book)
            .or_insert_with(|| watch::channel(Arc::clone(&shown)).0)
            .send_replace(Arc::clone(&shown));
        drop(books);
        // There may be no receiver.
        let _ = self.changes.send(shown);
        true
    }

    pub(crate) fn get(&self, book: BookId) -> Option<Arc<Shown>> {
        let books = self.books.read().unwrap_or_else(PoisonError::into_inner);
        books.get(&book).map(|sender| Arc::clone(&sender.borrow()))
    }

    /// Follows one book.
    pub(crate) fn watch(&self, book: BookId) -> Option<watch::Receiver<Arc<Shown>>> {
        let books = self.books.read().unwrap_or_else(PoisonError::into_inner);
        books.get(&book).map(watch::Sender::subscribe)
    }

    /// Follows all books.
    pub(crate) fn changes(&self) -> broadcast::Receiver<Arc<Shown>> {
        self.changes.subscribe()
    }

    /// All books, newest first.
    pub(crate) fn all(&self) -> Vec<Arc<Shown>> {
        let books = self.books.read().unwrap_or_else(PoisonError::into_inner);
        books.values().rev().map(|sender| Arc::clone(&sender.borrow())).collect()
    }
}
