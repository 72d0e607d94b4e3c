//! A page as the format of its book provides it.

/// A document of the book.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourcePage {
    /// Its name in the book, as the table of contents uses it.
    pub name: String,
    /// The text, XHTML or nearly so.
    pub text: String,
    /// Why all of it is left out, except notes that are wanted.
    pub aside: Option<&'static str>,
    /// Whether it had attributes that only our own readers may write; they are ignored then.
    pub is_forged: bool,
}
