//! Why a file cannot be read as a book: one line each, that says what to do.

/// Why a file cannot be read as a book.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum Error {
    #[error("the file is empty; submit it again")]
    Empty,
    #[error(
        "this is {0}, not a book in a format that Lector reads; save it as EPUB first, for example with Calibre"
    )]
    NotABook(&'static str),
    #[error("the file is damaged ({0}); fetch it again from where it came from")]
    Damaged(String),
    #[error("this book is protected by {0}; Lector reads only books without copy protection")]
    Protected(&'static str),
    #[error(
        "`{file}` in this book is packed with {method}, which books may not be; save it again, for example with Calibre"
    )]
    Packing { file: String, method: String },
    #[error(
        "{what} is larger than the {limit} allowed; this looks like an attack or a damaged file"
    )]
    TooLarge { what: String, limit: String },
    #[error(
        "this book holds a file with the unsafe name `{0}`; do not trust it, or save it again with Calibre"
    )]
    UnsafeName(String),
    #[error(
        "the EPUB's package document cannot be read ({0}); save the book again, for example with Calibre"
    )]
    Package(String),
    #[error(
        "this EPUB has no reading order (its spine is empty); save the book again, for example with Calibre"
    )]
    NoReadingOrder,
    #[error(
        "there is no text in this book, only pictures or empty pages; Lector cannot read pictures"
    )]
    NoText,
    #[error(
        "{what} is read with the help of the program `{program}`, which is not installed; install {package}, or save the book as EPUB"
    )]
    NeedsProgram { what: &'static str, program: &'static str, package: &'static str },
    #[error(
        "{what} could not be read with `{program}` ({why}); save the book as EPUB, for example with Calibre"
    )]
    Conversion { what: &'static str, program: String, why: String },
    #[error(
        "`{program}` took longer than {seconds} s to read {what}, so it was ended; save the book as EPUB, for example with Calibre"
    )]
    TooSlow { what: &'static str, program: String, seconds: u64 },
    #[error("this book cannot be read because of a fault in Lector ({0}); please report it")]
    Fault(String),
}

/// Shortens a message of another library to one line.
pub(crate) fn one_line(error: &dyn std::fmt::Display) -> String {
    let text = error.to_string();
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().filter(|c| !c.is_control()).take(200).collect()
}
