//! All NATS subjects of Lector: from values to text and back.

use std::fmt;
use std::str::FromStr;

use crate::{BookId, ChapterId, Engine, Revision, SegmentId, Target};

/// Why a text is not a subject of Lector.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a subject of Lector")]
pub struct SubjectError(pub String);

/// The name of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JobSubject {
    /// `book.submit`
    Submit,
    /// `book.cancel`
    Cancel,
    /// `book.retry`
    Retry,
    /// `book.revise`
    Revise,
    /// `synth.<engine>.<book>.<rev>.<chapter>.<segment>`
    Synth {
        /// The engine of its voice, so that only workers that have it are given the job; earlier releases named none.
        engine: Option<Engine>,
        /// The book.
        book: BookId,
        /// The plan.
        revision: Revision,
        /// The segment.
        segment: SegmentId,
    },
    /// `assemble.<book>.<rev>.chapter.<chapter>`
    Chapter {
        /// The book.
        book: BookId,
        /// The plan.
        revision: Revision,
        /// The chapter.
        chapter: ChapterId,
    },
    /// `assemble.<book>.<rev>.book`
    Book {
        /// The book.
        book: BookId,
        /// The plan.
        revision: Revision,
    },
    /// `assemble.<book>.<rev>.deliver.<target>`
    Deliver {
        /// The book.
        book: BookId,
        /// The plan.
        revision: Revision,
        /// Where to.
        target: Target,
    },
}

impl JobSubject {
    /// Whether the subject itself names the job, so that it can be open only once.
    #[must_use]
    pub fn is_unique(self) -> bool {
        !matches!(self, Self::Submit | Self::Cancel | Self::Retry | Self::Revise)
    }

    /// The name of the same job for workers of earlier releases, which know no engines in subjects.
    #[must_use]
    pub fn of_any_engine(self) -> Self {
        match self {
            Self::Synth { book, revision, segment, .. } => {
                Self::Synth { engine: None, book, revision, segment }
            }
            other => other,
        }
    }

    /// The book and plan that the job belongs to; commands name theirs in the payload.
    #[must_use]
    pub fn revision(self) -> Option<(BookId, Revision)> {
        match self {
            Self::Submit | Self::Cancel | Self::Retry | Self::Revise => None,
            Self::Synth { book, revision, .. }
            | Self::Chapter { book, revision, .. }
            | Self::Deliver { book, revision, .. }
            | Self::Book { book, revision } => Some((book, revision)),
        }
    }

    /// The fact that says that this job is done, where one subject can tell.
    #[must_use]
    pub fn fact(self) -> Option<FactSubject> {
        match self {
            Self::Submit | Self::Cancel | Self::Retry | Self::Revise => None,
            Self::Synth { book, revision, segment, .. } => {
                Some(FactSubject { book, revision, kind: FactKind::Segment(segment) })
            }
            Self::Chapter { book, revision, chapter } => {
                Some(FactSubject { book, revision, kind: FactKind::Chapter(chapter) })
            }
            Self::Book { book, revision } => {
                Some(FactSubject { book, revision, kind: FactKind::Finished })
            }
            Self::Deliver { book, revision, target } => {
                Some(FactSubject { book, revision, kind: FactKind::Delivered(target) })
            }
        }
    }

    /// Match every speaking job of a plan, the second one those of earlier releases.
    #[must_use]
    pub fn synth_filters(book: BookId, revision: Revision) -> [String; 2] {
        [format!("synth.*.{book}.{revision}.>"), format!("synth.{book}.{revision}.>")]
    }
}

impl fmt::Display for JobSubject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Submit => f.write_str("book.submit"),
            Self::Cancel => f.write_str("book.cancel"),
            Self::Retry => f.write_str("book.retry"),
            Self::Revise => f.write_str("book.revise"),
            Self::Synth { engine, book, revision, segment } => {
                f.write_str("synth.")?;
                if let Some(engine) = engine {
                    write!(f, "{}.", engine.name())?;
                }
                write!(f, "{book}.{revision}.{}", segment.tokens())
            }
            Self::Chapter { book, revision, chapter } => {
                write!(f, "assemble.{book}.{revision}.chapter.{chapter}")
            }
            Self::Book { book, revision } => write!(f, "assemble.{book}.{revision}.book"),
            Self::Deliver { book, revision, target } => {
                write!(f, "assemble.{book}.{revision}.deliver.{target}")
            }
        }
    }
}

impl FromStr for JobSubject {
    type Err = SubjectError;

    fn from_str(text: &str) -> Result<Self, SubjectError> {
        let wrong = || SubjectError(text.to_owned());
        let parts: Vec<&str> = text.split('.').collect();
        match parts.as_slice() {
            ["book", "submit"] => Ok(Self::Submit),
            ["book", "cancel"] => Ok(Self::Cancel),
            ["book", "retry"] => Ok(Self::Retry),
            ["book", "revise"] => Ok(Self::Revise),
            ["synth", engine, book, revision, chapter, index] => Ok(Self::Synth {
                engine: Some(Engine::named(engine).ok_or_else(wrong)?),
                book: token(book).ok_or_else(wrong)?,
                revision: token(revision).ok_or_else(wrong)?,
                segment: segment(chapter, index).ok_or_else(wrong)?,
            }),
            ["synth", book, revision, chapter, index] => Ok(Self::Synth {
                engine: None,
                book: token(book).ok_or_else(wrong)?,
                revision: token(revision).ok_or_else(wrong)?,
                segment: segment(chapter, index).ok_or_else(wrong)?,
            }),
            ["assemble", book, revision, "chapter", chapter] => Ok(Self::Chapter {
                book: token(book).ok_or_else(wrong)?,
                revision: token(revision).ok_or_else(wrong)?,
                chapter: token(chapter).ok_or_else(wrong)?,
            }),
            ["assemble", book, revision, "book"] => Ok(Self::Book {
                book: token(book).ok_or_else(wrong)?,
                revision: token(revision).ok_or_else(wrong)?,
            }),
            ["assemble", book, revision, "deliver", target] => Ok(Self::Deliver {
                book: token(book).ok_or_else(wrong)?,
                revision: token(revision).ok_or_else(wrong)?,
                target: token(target).ok_or_else(wrong)?,
            }),
            _ => Err(wrong()),
        }
    }
}

/// The name of a fact: `fact.<book>.<rev>.<kind>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactSubject {
    /// The book.
    pub book: BookId,
    /// The plan.
    pub revision: Revision,
    /// What happened.
    pub kind: FactKind,
}

/// What a fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactKind {
    /// `planned`
    Planned,
    /// `segment.<chapter>.<segment>`
    Segment(SegmentId),
    /// `chapter.<chapter>`
    Chapter(ChapterId),
    /// `finished`
    Finished,
    /// `delivered.<target>`
    Delivered(Target),
    /// `undelivered.<target>`
    Undelivered(Target),
    /// `failed`
    Failed,
    /// `cancelled`
    Cancelled,
}

impl FactSubject {
    /// Matches every fact of a book.
    #[must_use]
    pub fn book_filter(book: BookId) -> String {
        format!("fact.{book}.>")
    }

    /// Matches every fact of a plan.
    #[must_use]
    pub fn revision_filter(book: BookId, revision: Revision) -> String {
        format!("fact.{book}.{revision}.>")
    }

    /// Matches the segment facts of a plan.
    #[must_use]
    pub fn segments_filter(book: BookId, revision: Revision) -> String {
        format!("fact.{book}.{revision}.segment.>")
    }

    /// Match the plans, ends and deliveries of all books: everything but facts about segments and chapters.
    #[must_use]
    pub fn outline_filters() -> [&'static str; 6] {
        [
            "fact.*.*.planned",
            "fact.*.*.finished",
            "fact.*.*.failed",
            "fact.*.*.cancelled",
            "fact.*.*.delivered.>",
            "fact.*.*.undelivered.>",
        ]
    }

    /// Matches the facts about the first segments of all chapters: they tell which plans have facts about segments.
    #[must_use]
    pub fn first_segments_filter() -> &'static str {
        "fact.*.*.segment.*.00001"
    }

    /// Matches the segment facts of a chapter.
    #[must_use]
    pub fn chapter_segments_filter(book: BookId, revision: Revision, chapter: ChapterId) -> String {
        format!("fact.{book}.{revision}.segment.{chapter}.*")
    }

    /// Matches the chapter facts of a plan.
    #[must_use]
    pub fn chapters_filter(book: BookId, revision: Revision) -> String {
        format!("fact.{book}.{revision}.chapter.*")
    }
}

impl fmt::Display for FactSubject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "fact.{}.{}.", self.book, self.revision)?;
        match self.kind {
            FactKind::Planned => f.write_str("planned"),
            FactKind::Segment(segment) => write!(f, "segment.{}", segment.tokens()),
            FactKind::Chapter(chapter) => write!(f, "chapter.{chapter}"),
            FactKind::Finished => f.write_str("finished"),
            FactKind::Delivered(target) => write!(f, "delivered.{target}"),
            FactKind::Undelivered(target) => write!(f, "undelivered.{target}"),
            FactKind::Failed => f.write_str("failed"),
            FactKind::Cancelled => f.write_str("cancelled"),
        }
    }
}

impl FromStr for FactSubject {
    type Err = SubjectError;

    fn from_str(text: &str) -> Result<Self, SubjectError> {
        let wrong = || SubjectError(text.to_owned());
        let parts: Vec<&str> = text.split('.').collect();
        let ["fact", book, revision, kind @ ..] = parts.as_slice() else { return Err(wrong()) };
        let kind = match kind {
            ["planned"] => FactKind::Planned,
            ["segment", chapter, index] => {
                FactKind::Segment(segment(chapter, index).ok_or_else(wrong)?)
            }
            ["chapter", chapter] => FactKind::Chapter(token(chapter).ok_or_else(wrong)?),
            ["finished"] => FactKind::Finished,
            ["delivered", target] => FactKind::Delivered(token(target).ok_or_else(wrong)?),
            ["undelivered", target] => FactKind::Undelivered(token(target).ok_or_else(wrong)?),
            ["failed"] => FactKind::Failed,
            ["cancelled"] => FactKind::Cancelled,
            _ => return Err(wrong()),
        };
        Ok(Self {
            book: token(book).ok_or_else(wrong)?,
            revision: token(revision).ok_or_else(wrong)?,
            kind,
        })
    }
}

fn token<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

fn segment(chapter: &str, index: &str) -> Option<SegmentId> {
    format!("{chapter}-{index}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: &str = "0192d3c4-0000-7000-8000-000000000001";

    fn check<T: FromStr + fmt::Display>(text: &str) {
        let subject = text.parse::<T>().ok();
        assert_eq!(subject.map(|subject| subject.to_string()).as_deref(), Some(text));
    }

    #[test]
    fn job_subjects_survive_a_round_trip() {
        check::<JobSubject>("book.submit");
        check::<JobSubject>(&format!("synth.onnx.{BOOK}.1.0002.00007"));
        check::<JobSubject>(&format!("synth.{BOOK}.1.0002.00007"));
        check::<JobSubject>(&format!("assemble.{BOOK}.12.chapter.0002"));
        check::<JobSubject>(&format!("assemble.{BOOK}.1.book"));
        check::<JobSubject>("book.revise");
        check::<JobSubject>(&format!("assemble.{BOOK}.1.deliver.webhook-2"));
    }

    #[test]
    fn fact_subjects_survive_a_round_trip() {
        for kind in [
            "planned",
            "segment.0002.00007",
            "chapter.0001",
            "finished",
            "delivered.library",
            "undelivered.audiobookshelf",
            "failed",
            "cancelled",
        ] {
            check::<FactSubject>(&format!("fact.{BOOK}.1.{kind}"));
        }
    }

    #[test]
    fn foreign_subjects_are_refused() {
        for text in
            ["", "fact", "fact.x.1.planned", "synth.1.2.3.4", "synth.flute.1.2.3.4", "book.other"]
        {
            assert!(text.parse::<FactSubject>().is_err(), "{text}");
            assert!(text.parse::<JobSubject>().is_err(), "{text}");
        }
    }
}
