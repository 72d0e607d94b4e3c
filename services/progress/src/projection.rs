//! All books as the facts describe them. Pure: facts and their times go in, views come out.

mod rate;
mod revision;
mod segment_set;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use contract::{BookId, BookState, BookView, Delivery, Fact, Revision};

use revision::RevisionProjection;

/// All books.
#[derive(Debug, Default)]
pub struct Projection {
    books: BTreeMap<BookId, Book>,
}

/// A book as far as it is known.
#[derive(Debug, Default)]
struct Book {
    /// The view that an earlier run wrote, until the facts have caught up with it; or the view of a complete book.
    kept: Option<Arc<BookView>>,
    /// What the facts say.
    projected: Option<RevisionProjection>,
}

/// What a fact did to its book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Nothing: an older revision's, or of a book that is complete.
    Nothing,
    /// Its view changed, but not its state.
    Progress,
    /// It is new, or its state changed.
    State,
}

impl Projection {
    /// Restores a view that an earlier run wrote; it counts until facts say more.
    pub fn remember(&mut self, view: Arc<BookView>) {
        let book = view.book;
        self.books.entry(book).or_default().kept = Some(view);
    }

    /// The plans that have ended, and whose views say all that there is to be known.
    pub fn known_ends(&self) -> HashSet<(BookId, Revision)> {
        let kept = self.books.values().filter_map(|book| book.kept.as_ref());
        let known = kept.filter(|kept| match kept.state {
            BookState::Done | BookState::DoneWithGaps => is_whole(kept),
            BookState::Failed | BookState::Cancelled => true,
            BookState::Speaking | BookState::Assembling => false,
        });
        known.map(|kept| (kept.book, kept.revision)).collect()
    }

    /// The books that have a view.
    pub fn books(&self) -> Vec<BookId> {
        self.books.keys().copied().collect()
    }

    /// Applies a fact that the broker stored at `at_ms`.
    pub fn apply(&mut self, fact: &Fact, at_ms: i64) -> Change {
        let subject = fact.subject();
        let book = self.books.entry(subject.book).or_default();
        let known = book.revision();
        if known.is_some_and(|known| subject.revision < known) {
            return Change::Nothing;
        }
        if book.is_complete(fact) {
            return book.delivered(fact);
        }
        let before = book.state();
        let record = match &mut book.projected {
            Some(record) if record.revision == subject.revision => record,
            older => older.insert(RevisionProjection::new(subject.book, subject.revision)),
        };
        record.apply(fact, at_ms);
        if known == Some(subject.revision) && book.state() == before {
            Change::Progress
        } else {
            Change::State
        }
    }

    /// The view of a book; drops facts that are no longer needed for it.
    pub fn view(&mut self, book: BookId) -> Option<Arc<BookView>> {
        self.books.get_mut(&book)?.view()
    }
}

impl Book {
    fn revision(&self) -> Option<Revision> {
        let kept = self.kept.as_ref().map(|view| view.revision);
        kept.max(self.projected.as_ref().map(|record| record.revision))
    }

    /// Whether all is known of the revision that `fact` belongs to.
    fn is_complete(&self, fact: &Fact) -> bool {
        let kept = self.kept.as_ref();
        kept.is_some_and(|kept| kept.revision == fact.subject().revision && is_whole(kept))
    }

    /// Applies a fact about the delivery of a complete book; no other fact can change its view.
    fn delivered(&mut self, fact: &Fact) -> Change {
        let Some(kept) = &mut self.kept else { return Change::Nothing };
        let mut deliveries = kept.deliveries.clone();
        Delivery::fold(&mut deliveries, fact);
        if deliveries == kept.deliveries {
            return Change::Nothing;
        }
        Arc::make_mut(kept).deliveries = deliveries;
        Change::Progress
    }

    fn state(&self) -> Option<BookState> {
        self.projected.as_ref().map(RevisionProjection::state)
    }

    fn view(&mut self) -> Option<Arc<BookView>> {
        let Some(record) = &self.projected else { return self.kept.clone() };
        let view = record.view();
        if let Some(kept) = self.kept.as_ref().filter(|kept| says_more(kept, &view)) {
            return Some(Arc::clone(kept));
        }
        let view = Arc::new(view);
        self.kept = None;
        if record.is_complete() {
            self.kept = Some(Arc::clone(&view));
            self.projected = None;
        }
        Some(view)
    }
}

/// Whether a finished book's view has every segment and chapter in it.
fn is_whole(view: &BookView) -> bool {
    matches!(view.state, BookState::Done | BookState::DoneWithGaps)
        && view.segments_done >= view.segments
        && view.chapters.iter().all(|chapter| chapter.encoded)
}

/// Whether `kept`, from an earlier run, knows something of the same revision that `view` does not:
/// facts are still being read again, or were purged after the book was finished.
fn says_more(kept: &BookView, view: &BookView) -> bool {
    let encoded = |view: &BookView| view.chapters.iter().filter(|it| it.encoded).count();
    kept.revision == view.revision
        && (kept.segments_done > view.segments_done
            || encoded(kept) > encoded(view)
            || kept.chapters.len() > view.chapters.len()
            || (kept.state.is_final() && !view.state.is_final()))
}
