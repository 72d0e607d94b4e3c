//! Why no plan can be made of a book: one line each, that says what to do.

/// Why no plan can be made of a book.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum Error {
    #[error(transparent)]
    Unreadable(#[from] reading::Error),
    #[error(transparent)]
    Lexicon(#[from] wording::lexicon::Error),
    #[error(
        "no chapter was chosen, or none of what was chosen is read: the book has {0} chapters, numbered from 1; `lector inspect` shows them"
    )]
    NothingChosen(usize),
}
