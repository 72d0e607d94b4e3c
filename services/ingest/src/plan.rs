//! A manuscript and the submitter's choices, made a plan.

use contract::{
    BlobKey, BookId, Chapter, ChapterId, ChapterOutline, LeftOut, Metadata, Options, Plan, Planned,
    Revision, Schema,
};

use crate::source::{Error, Manuscript};
use crate::text::segments::segments;

/// The language of books that do not say theirs.
const LANGUAGE: &str = "en";
/// The title of books that have none, and no file name either.
const UNTITLED: &str = "Untitled";

/// What a plan is about.
pub(crate) struct Subject<'a> {
    pub(crate) book: BookId,
    pub(crate) revision: Revision,
    pub(crate) source: BlobKey,
    pub(crate) cover: Option<BlobKey>,
    pub(crate) options: Options,
    /// The file's name.
    pub(crate) name: Option<&'a str>,
}

/// Makes a plan of a book.
pub(crate) fn plan(manuscript: Manuscript, subject: Subject<'_>) -> Result<Plan, Error> {
    let language = manuscript.metadata.language.clone();
    let spoken = language.as_deref().unwrap_or(LANGUAGE);
    let in_all = manuscript.chapters.len();
    let mut left_out = manuscript.left_out;
    let mut chapters = Vec::new();
    for (id, text) in (1..).map(ChapterId).zip(manuscript.chapters) {
        let chosen = subject.options.chapters.as_ref().is_none_or(|chosen| chosen.contains(id.0));
        if chosen {
            let segments = segments(id, &text.blocks, spoken, &subject.options.voice);
            chapters.push(Chapter { id, title: text.title, segments });
        } else {
            let characters = text.characters() as u64;
            let reason = "not among the chapters that were chosen".to_owned();
            left_out.push(LeftOut { place: text.title, reason, characters });
        }
    }
    if chapters.is_empty() {
        return Err(Error::NothingChosen(in_all));
    }
    let metadata = Metadata {
        title: title(manuscript.metadata.title, subject.name),
        cover: subject.cover,
        ..manuscript.metadata
    };
    Ok(Plan {
        schema: Schema::default(),
        book: subject.book,
        revision: subject.revision,
        source: subject.source,
        options: subject.options,
        metadata,
        chapters,
        left_out,
        warnings: manuscript.warnings,
    })
}

fn title(title: String, file: Option<&str>) -> String {
    if !title.is_empty() {
        return title;
    }
    let stem = file.map(|file| file.rsplit(['/', '\\']).next().unwrap_or(file));
    let stem = stem.map(|file| file.strip_suffix(".epub").unwrap_or(file).trim());
    stem.filter(|stem| !stem.is_empty()).unwrap_or(UNTITLED).to_owned()
}

/// The fact that tells of a plan, which the command at the place `asked_by` of its stream asked for.
pub(crate) fn planned(plan: &Plan, asked_by: u64) -> Planned {
    let outline = |chapter: &Chapter| ChapterOutline {
        chapter: chapter.id,
        title: chapter.title.clone(),
        segments: u32::try_from(chapter.segments.len()).unwrap_or(u32::MAX),
        characters: characters(chapter),
    };
    Planned {
        schema: Schema::default(),
        book: plan.book,
        revision: plan.revision,
        plan: BlobKey::plan(plan.book, plan.revision),
        title: plan.metadata.title.clone(),
        authors: plan.metadata.authors.clone(),
        options: plan.options.clone(),
        chapters: plan.chapters.iter().map(outline).collect(),
        characters: plan.chapters.iter().map(characters).sum(),
        left_out_characters: plan.left_out.iter().map(|left_out| left_out.characters).sum(),
        asked_by: Some(asked_by),
    }
}

fn characters(chapter: &Chapter) -> u64 {
    let sentences = chapter.segments.iter().flat_map(|segment| &segment.sentences);
    sentences.map(|sentence| sentence.text.chars().count() as u64).sum()
}

#[cfg(test)]
mod tests {
    use contract::Digest;
    use uuid::Uuid;

    use super::*;
    use crate::source::{Block, Text};

    fn manuscript(title: &str) -> Manuscript {
        let chapter = |number| Text {
            title: format!("Chapter {number}"),
            blocks: vec![Block::Paragraph(format!("Text {number}."))],
        };
        Manuscript {
            metadata: Metadata { title: title.to_owned(), ..Metadata::default() },
            chapters: (1..=3).map(chapter).collect(),
            ..Manuscript::default()
        }
    }

    fn made(title: &str, chapters: Option<&str>, name: Option<&str>) -> Result<Plan, Error> {
        let chapters = chapters.map(|chosen| chosen.parse().unwrap());
        let subject = Subject {
            book: BookId(Uuid::nil()),
            revision: Revision::FIRST,
            source: BlobKey::source(Digest::of(b"")),
            cover: None,
            options: Options { chapters, ..Options::default() },
            name,
        };
        plan(manuscript(title), subject)
    }

    #[test]
    fn chapters_that_were_not_chosen_keep_their_numbers_and_are_listed() {
        let plan = made("T", Some("2"), None).unwrap();

        assert_eq!(plan.chapters.iter().map(|chapter| chapter.id.0).collect::<Vec<_>>(), [2]);
        let places: Vec<&str> = plan.left_out.iter().map(|left| left.place.as_str()).collect();
        assert_eq!(places, ["Chapter 1", "Chapter 3"]);
        let planned = planned(&plan, 1);
        assert_eq!((planned.characters, planned.left_out_characters), (7, 14));
    }

    #[test]
    fn a_choice_of_nothing_says_how_many_chapters_there_are() {
        assert_eq!(made("T", Some("4-9"), None), Err(Error::NothingChosen(3)));
    }

    #[test]
    fn a_book_without_a_title_is_called_by_its_file() {
        let title = |title, name| made(title, None, name).unwrap().metadata.title;

        assert_eq!(title("Own", Some("x.epub")), "Own");
        assert_eq!(title("", Some("books/A Tale.epub")), "A Tale");
        assert_eq!(title("", None), UNTITLED);
    }

    #[test]
    fn the_same_book_makes_the_same_plan() {
        assert_eq!(made("T", None, None), made("T", None, None));
    }
}
