//! What the assembler remembers of active books: hints about which chapters and books may be complete. Only the broker knows for sure.

use std::collections::{BTreeMap, HashMap};

use contract::{BookId, ChapterId, FactKind, FactSubject, JobSubject, Planned, Revision};

/// Most sweeps without a new fact before a book is checked again; the number doubles each time, up to this.
const RAREST_LOOK: u32 = 16;

/// Something to do about a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Due {
    /// The chapter seems complete.
    Chapter { book: BookId, revision: Revision, chapter: ChapterId, segments: usize },
    /// The book seems complete.
    Book { book: BookId, revision: Revision, chapters: usize },
    /// No new facts for a while: check whether some were missed.
    Look { book: BookId, revision: Revision },
}

/// The books that are being made.
#[derive(Debug, Default)]
pub(crate) struct ActiveBooks {
    books: HashMap<BookId, BookProgress>,
}

#[derive(Debug)]
struct BookProgress {
    revision: Revision,
    /// The trace that its jobs belong to.
    trace_parent: Option<String>,
    chapters: BTreeMap<ChapterId, ChapterProgress>,
    encoded: usize,
    asked: bool,
    quiet_sweeps: u32,
}

#[derive(Debug)]
struct ChapterProgress {
    /// One bit per segment; a set bit is a segment that was dealt with.
    seen: Vec<u64>,
    missing: usize,
    segments: usize,
    encoded: bool,
    asked: bool,
}

impl ActiveBooks {
    /// Remembers a plan, in place of an older one of the same book.
    pub(crate) fn planned(&mut self, planned: &Planned) {
        let newer = |known: &BookProgress| known.revision >= planned.revision;
        if self.books.get(&planned.book).is_some_and(newer) {
            return;
        }
        let chapter = |outline: &contract::ChapterOutline| {
            let segments = usize::try_from(outline.segments).unwrap_or(usize::MAX);
            let seen = vec![0; segments.div_ceil(64)];
            let chapter =
                ChapterProgress { seen, missing: segments, segments, encoded: false, asked: false };
            (outline.chapter, chapter)
        };
        let outline = BookProgress {
            revision: planned.revision,
            trace_parent: None,
            chapters: planned.chapters.iter().map(chapter).collect(),
            encoded: 0,
            asked: false,
            quiet_sweeps: 0,
        };
        self.books.insert(planned.book, outline);
    }

    /// Remembers the trace that the plan of a book was made in.
    pub(crate) fn traced(&mut self, book: BookId, trace_parent: Option<String>) {
        if let Some(known) = self.books.get_mut(&book) {
            known.trace_parent = trace_parent.or_else(|| known.trace_parent.take());
        }
    }

    /// The trace of the book that a job is about.
    pub(crate) fn trace_parent(&self, job: JobSubject) -> Option<String> {
        let (book, _) = job.revision()?;
        self.books.get(&book)?.trace_parent.clone()
    }

    /// Takes in a fact. Returns whether it seems to complete a chapter or the book.
    pub(crate) fn heard(&mut self, fact: FactSubject) -> bool {
        let known = self.books.get_mut(&fact.book);
        let Some(outline) = known.filter(|outline| outline.revision == fact.revision) else {
            return false;
        };
        match fact.kind {
            FactKind::Planned => false,
            FactKind::Segment(segment) => {
                let news = outline.chapters.get_mut(&segment.chapter).map(|chapter| {
                    let is_new = chapter.see(segment.index);
                    (is_new, is_new && chapter.missing == 0)
                });
                let (is_new, complete) = news.unwrap_or_default();
                outline.quiet_sweeps = if is_new { 0 } else { outline.quiet_sweeps };
                complete
            }
            FactKind::Chapter(id) => {
                let new = outline.chapters.get_mut(&id).filter(|chapter| !chapter.encoded);
                let Some(chapter) = new else { return false };
                chapter.encoded = true;
                outline.encoded += 1;
                outline.quiet_sweeps = 0;
                outline.encoded == outline.chapters.len()
            }
            FactKind::Delivered(_) | FactKind::Undelivered(_) => false,
            FactKind::Finished | FactKind::Failed | FactKind::Cancelled => {
                self.books.remove(&fact.book);
                false
            }
        }
    }

    /// Lists what seems complete and has no job yet.
    pub(crate) fn due(&self) -> Vec<Due> {
        self.complete(|asked| !asked)
    }

    /// Lists everything that seems complete, with or without a job, and the books that had no new facts for long.
    pub(crate) fn sweep(&mut self) -> Vec<Due> {
        let mut due = self.complete(|_| true);
        for (&book, outline) in &mut self.books {
            outline.quiet_sweeps += 1;
            let quiet = outline.quiet_sweeps;
            if quiet.is_power_of_two() && quiet <= RAREST_LOOK || quiet.is_multiple_of(RAREST_LOOK)
            {
                due.push(Due::Look { book, revision: outline.revision });
            }
        }
        due
    }

    /// Notes that a job was enqueued.
    pub(crate) fn asked(&mut self, due: Due) {
        match due {
            Due::Chapter { book, revision, chapter, .. } => {
                let outline = self.books.get_mut(&book).filter(|known| known.revision == revision);
                if let Some(chapter) = outline.and_then(|known| known.chapters.get_mut(&chapter)) {
                    chapter.asked = true;
                }
            }
            Due::Book { book, revision, .. } => {
                let outline = self.books.get_mut(&book).filter(|known| known.revision == revision);
                if let Some(outline) = outline {
                    outline.asked = true;
                }
            }
            Due::Look { .. } => {}
        }
    }

    fn complete(&self, wanted: impl Fn(bool) -> bool) -> Vec<Due> {
        let mut due = vec![];
        for (&book, outline) in &self.books {
            let revision = outline.revision;
            for (&id, chapter) in &outline.chapters {
                if chapter.missing == 0 && !chapter.encoded && wanted(chapter.asked) {
                    let segments = chapter.segments;
                    due.push(Due::Chapter { book, revision, chapter: id, segments });
                }
            }
            let chapters = outline.chapters.len();
            if outline.encoded == chapters && wanted(outline.asked) {
                due.push(Due::Book { book, revision, chapters });
            }
        }
        due
    }
}

impl ChapterProgress {
    /// Sets the bit of segment `index` (from 1); returns whether it was not set before.
    fn see(&mut self, index: u32) -> bool {
        let at = usize::try_from(index).unwrap_or(usize::MAX).wrapping_sub(1);
        if at >= self.segments {
            return false;
        }
        let bit = 1 << (at % 64);
        let is_new = self.seen[at / 64] & bit == 0;
        self.seen[at / 64] |= bit;
        self.missing -= usize::from(is_new);
        is_new
    }
}

#[cfg(test)]
mod tests;
