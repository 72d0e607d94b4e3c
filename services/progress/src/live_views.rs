//! The current view of every book, and those that wait for its next change.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Bound;
use std::sync::{Arc, OnceLock, PoisonError, RwLock, RwLockReadGuard};

use contract::{BookId, BookState, BookView, Engine};
use tokio::sync::{broadcast, watch};

/// Changes that a slow reader of all books may lag behind before it gets only the newest view of each book that it missed.
const BACKLOG: usize = 256;

/// A view and its JSON.
#[derive(Debug)]
pub(crate) struct Shown {
    pub(crate) view: Arc<BookView>,
    /// Written once for all readers, and not before one asks: most books have ended, and are not looked at.
    json: OnceLock<String>,
    /// The number of the change that brought it, counted over all books.
    pub(crate) change: u64,
}

impl Shown {
    pub(crate) fn json(&self) -> &str {
        self.json.get_or_init(|| serde_json::to_string(&*self.view).unwrap_or_default())
    }
}

/// Which books to list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PageRequest {
    /// In this state only.
    pub(crate) state: Option<BookState>,
    /// Older than this book.
    pub(crate) after: Option<BookId>,
    /// At most so many.
    pub(crate) limit: usize,
}

/// A part of the list of all books, newest first.
#[derive(Debug)]
pub(crate) struct BookPage {
    pub(crate) books: Vec<Arc<Shown>>,
    /// Whether older books follow.
    pub(crate) is_more: bool,
    /// How many there are on all pages.
    pub(crate) total: usize,
}

/// Books, and the changes that come after them.
#[derive(Debug)]
pub(crate) struct FollowedBooks {
    pub(crate) books: VecDeque<Arc<Shown>>,
    /// The number of the newest change that the books have in them.
    pub(crate) newest: u64,
    pub(crate) changes: broadcast::Receiver<Arc<Shown>>,
}

/// All views; clones share them.
#[derive(Debug, Clone)]
pub(crate) struct LiveViews {
    books: Arc<RwLock<ShownBooks>>,
    changes: broadcast::Sender<Arc<Shown>>,
}

#[derive(Debug, Default)]
struct ShownBooks {
    by_id: BTreeMap<BookId, watch::Sender<Arc<Shown>>>,
    /// How many changes there have been.
    changes: u64,
    /// Why open books may be standing still.
    trouble: Vec<String>,
    /// Engines that no worker has.
    absent: Vec<Engine>,
}

impl ShownBooks {
    /// Why this book may be standing still.
    fn trouble_of(&self, view: &BookView) -> Vec<String> {
        if view.state.is_final() {
            return Vec::new();
        }
        let mut lines = self.trouble.clone();
        lines.extend(view.waits_for(&self.absent));
        lines
    }
}

impl LiveViews {
    pub(crate) fn new() -> Self {
        Self { books: Arc::default(), changes: broadcast::channel(BACKLOG).0 }
    }

    /// Shows `view`, and the trouble of the services if it is open; returns false if it is shown already.
    pub(crate) fn show(&self, view: Arc<BookView>) -> bool {
        let mut books = self.books.write().unwrap_or_else(PoisonError::into_inner);
        self.show_in(&mut books, view)
    }

    /// Shows why open books may be standing still, in each of them.
    pub(crate) fn show_trouble(&self, lines: Vec<String>) {
        let mut books = self.books.write().unwrap_or_else(PoisonError::into_inner);
        if books.trouble != lines {
            books.trouble = lines;
            self.show_open_again(&mut books);
        }
    }

    /// Shows in each open book whether it waits for one of these engines, which no worker has.
    pub(crate) fn show_absent(&self, engines: Vec<Engine>) {
        let mut books = self.books.write().unwrap_or_else(PoisonError::into_inner);
        if books.absent != engines {
            books.absent = engines;
            self.show_open_again(&mut books);
        }
    }

    fn show_open_again(&self, books: &mut ShownBooks) {
        let shown = books.by_id.values().map(|sender| Arc::clone(&sender.borrow().view));
        let open: Vec<Arc<BookView>> = shown.filter(|view| !view.state.is_final()).collect();
        for view in open {
            self.show_in(books, view);
        }
    }

    fn show_in(&self, books: &mut ShownBooks, mut view: Arc<BookView>) -> bool {
        let trouble = books.trouble_of(&view);
        if view.trouble != trouble {
            Arc::make_mut(&mut view).trouble = trouble;
        }
        let known = books.by_id.get(&view.book);
        if known.is_some_and(|sender| sender.borrow().view == view) {
            return false;
        }
        books.changes += 1;
        let book = view.book;
        let shown = Arc::new(Shown { view, json: OnceLock::new(), change: books.changes });
        books
            .by_id
            .entry(book)
            .or_insert_with(|| watch::channel(Arc::clone(&shown)).0)
            .send_replace(Arc::clone(&shown));
        // There may be no receiver.
        let _ = self.changes.send(shown);
        true
    }

    pub(crate) fn get(&self, book: BookId) -> Option<Arc<Shown>> {
        self.books().by_id.get(&book).map(|sender| Arc::clone(&sender.borrow()))
    }

    /// Follows one book.
    pub(crate) fn watch(&self, book: BookId) -> Option<watch::Receiver<Arc<Shown>>> {
        self.books().by_id.get(&book).map(watch::Sender::subscribe)
    }

    /// Follows all books: those that are not in a final state, newest first, and every change from now on.
    pub(crate) fn follow(&self) -> FollowedBooks {
        self.follow_with(|shown| !shown.view.state.is_final())
    }

    /// Follows all books: those that changed after the change of that number, and every change from now on.
    pub(crate) fn follow_after(&self, change: u64) -> FollowedBooks {
        self.follow_with(|shown| shown.change > change)
    }

    fn follow_with(&self, wanted: impl Fn(&Shown) -> bool) -> FollowedBooks {
        // Under the lock, so that every change is either in the books or still to come.
        let books = self.books();
        let shown = books.by_id.values().rev().map(watch::Sender::borrow);
        let shown = shown.filter(|shown| wanted(shown)).map(|shown| Arc::clone(&shown));
        FollowedBooks {
            books: shown.collect(),
            newest: books.changes,
            changes: self.changes.subscribe(),
        }
    }

    /// A part of the list of all books.
    pub(crate) fn page(&self, request: PageRequest) -> BookPage {
        let books = self.books();
        let is_wanted = |shown: &Shown| request.state.is_none_or(|it| shown.view.state == it);
        let total = match request.state {
            None => books.by_id.len(),
            Some(_) => books.by_id.values().filter(|it| is_wanted(&it.borrow())).count(),
        };
        let end = request.after.map_or(Bound::Unbounded, Bound::Excluded);
        let older = books.by_id.range((Bound::Unbounded, end)).rev();
        let mut older = older.map(|(_, sender)| sender.borrow()).filter(|shown| is_wanted(shown));
        let page = older.by_ref().take(request.limit).map(|shown| Arc::clone(&shown)).collect();
        BookPage { books: page, is_more: older.next().is_some(), total }
    }

    fn books(&self) -> RwLockReadGuard<'_, ShownBooks> {
        self.books.read().unwrap_or_else(PoisonError::into_inner)
    }
}
