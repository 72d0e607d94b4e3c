//! Kinds of matter in a book, and which of them are read unless the submitter chooses otherwise.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A part of a book besides its story, or a form of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Matter {
    /// The cover page.
    Cover,
    /// The title page or half title.
    TitlePage,
    /// Imprint, rights, printing history.
    Copyright,
    /// Notes on how the edition was made.
    Colophon,
    /// The table of contents, and lists of figures or tables.
    Contents,
    /// The dedication.
    Dedication,
    /// A quotation in front of a book or a chapter.
    Epigraph,
    /// An introduction by another person.
    Foreword,
    /// An introduction by the author.
    Preface,
    /// An introduction of any other kind.
    Introduction,
    /// The acknowledgments.
    Acknowledgments,
    /// A part of the story before its first chapter.
    Prologue,
    /// A part of the story after its last chapter.
    Epilogue,
    /// A text about the book after the story.
    Afterword,
    /// An appendix.
    Appendix,
    /// A list of words with explanations.
    Glossary,
    /// A list of works.
    Bibliography,
    /// An alphabetical index.
    Index,
    /// Footnotes and endnotes.
    Notes,
    /// A text about the author.
    AboutAuthor,
    /// Advertisements, such as lists of other books.
    Advertisement,
    /// Program text.
    Code,
    /// Tables, row by row.
    Tables,
    /// Captions of pictures.
    Captions,
    /// Descriptions of pictures, if the book has them.
    Descriptions,
}

/// The text does not name a kind of matter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no kind of matter `{0}`; the kinds are {known}", known = Matter::names())]
pub struct MatterError(pub String);

impl Matter {
    /// Every kind.
    pub const ALL: [Self; 25] = [
        Self::Cover,
        Self::TitlePage,
        Self::Copyright,
        Self::Colophon,
        Self::Contents,
        Self::Dedication,
        Self::Epigraph,
        Self::Foreword,
        Self::Preface,
        Self::Introduction,
        Self::Acknowledgments,
        Self::Prologue,
        Self::Epilogue,
        Self::Afterword,
        Self::Appendix,
        Self::Glossary,
        Self::Bibliography,
        Self::Index,
        Self::Notes,
        Self::AboutAuthor,
        Self::Advertisement,
        Self::Code,
        Self::Tables,
        Self::Captions,
        Self::Descriptions,
    ];

    /// Whether it is read by default. How a page gets its matter is decided in the crates `pages` (`xhtml/vocabulary.rs`)
    /// and `reading` (`compose.rs`, `titles.rs`).
    #[must_use]
    pub fn is_read(self) -> bool {
        !matches!(
            self,
            Self::Cover
                | Self::TitlePage
                | Self::Copyright
                | Self::Colophon
                | Self::Contents
                | Self::Bibliography
                | Self::Index
                | Self::Notes
                | Self::Advertisement
                | Self::Code
                | Self::Descriptions
        )
    }

    /// Its name, as options have it: `title-page`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Cover => "cover",
            Self::TitlePage => "title-page",
            Self::Copyright => "copyright",
            Self::Colophon => "colophon",
            Self::Contents => "contents",
            Self::Dedication => "dedication",
            Self::Epigraph => "epigraph",
            Self::Foreword => "foreword",
            Self::Preface => "preface",
            Self::Introduction => "introduction",
            Self::Acknowledgments => "acknowledgments",
            Self::Prologue => "prologue",
            Self::Epilogue => "epilogue",
            Self::Afterword => "afterword",
            Self::Appendix => "appendix",
            Self::Glossary => "glossary",
            Self::Bibliography => "bibliography",
            Self::Index => "index",
            Self::Notes => "notes",
            Self::AboutAuthor => "about-author",
            Self::Advertisement => "advertisement",
            Self::Code => "code",
            Self::Tables => "tables",
            Self::Captions => "captions",
            Self::Descriptions => "descriptions",
        }
    }

    /// All names, with commas.
    #[must_use]
    pub fn names() -> String {
        Self::ALL.map(Self::name).join(", ")
    }
}

impl fmt::Display for Matter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Matter {
    type Err = MatterError;

    fn from_str(text: &str) -> Result<Self, MatterError> {
        let found = Self::ALL.into_iter().find(|matter| matter.name() == text);
        found.ok_or_else(|| MatterError(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_on_the_wire_and_on_the_command_line() {
        for matter in Matter::ALL {
            assert_eq!(matter.name().parse(), Ok(matter));
            assert_eq!(serde_json::to_value(matter).unwrap(), matter.name());
        }
        let said = "footnotes".parse::<Matter>().unwrap_err().to_string();
        assert!(said.contains("`footnotes`") && said.contains("title-page, copyright"), "{said}");
    }
}
