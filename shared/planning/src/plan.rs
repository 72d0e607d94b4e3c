//! Makes a plan from a manuscript and the submitter's choices.

use contract::{
    BlobKey, BookId, Chapter, ChapterId, ChapterOutline, LanguageTag, MetaKey, Metadata, Options,
    Plan, Planned, Revision, Schema,
};
use pages::block::Block;
use pages::side_by_side::side_by_side;
use reading::language::{language_tag, settle_languages};
use reading::{Manuscript, NonLinearPage};
use wording::lexicon::Lexicon;

use crate::error::Error;
use crate::ledger::CharacterLedger;
use crate::notes::BookNotes;
use crate::overrides::with_overrides;
use crate::segments::{ChapterSegments, SpeechSettings, segments};
use crate::selection::Selection;

/// The language of books that state none.
pub const LANGUAGE: &str = "en";
/// The title of books with neither a title nor a file name.
const UNTITLED: &str = "Untitled";
/// Most warnings in a fact, and their most characters.
const LINES: usize = 20;
const LINE: usize = 300;
/// Why a chapter that the submitter did not choose is left out.
const NOT_CHOSEN: &str = "chosen by the user: not among the chapters";

/// The facts that a plan needs besides the manuscript.
pub struct PlanRequest<'a> {
    /// The book.
    pub book: BookId,
    /// Its number among the plans of the book.
    pub revision: Revision,
    /// The source of the book.
    pub source: BlobKey,
    /// The cover's blob, where there is one.
    pub cover: Option<BlobKey>,
    /// The options of the submission.
    pub options: Options,
    /// All lexicons of the options, in one.
    pub lexicon: &'a Lexicon,
    /// The file's name.
    pub name: Option<&'a str>,
}

/// What is read of a chapter.
struct ReadChapter {
    id: ChapterId,
    title: String,
    blocks: Vec<Block>,
}

/// Makes a plan of a book.
pub fn plan(manuscript: Manuscript, request: PlanRequest<'_>) -> Result<Plan, Error> {
    let Manuscript { metadata, pages, mut chapters, mut asides, mut warnings, lost, .. } =
        manuscript;
    let mut metadata = with_overrides(metadata, &request.options.wanted, &mut warnings);
    let (said, chosen) = (metadata.language.as_deref(), chosen_language(&request.options));
    metadata.language =
        settle_languages(said, chosen.as_deref(), &mut chapters, &mut asides, &mut warnings);
    let language = metadata.language.as_deref().unwrap_or(LANGUAGE);
    let (options, in_all) = (&request.options, chapters.len());
    let selection = Selection::new(options, &chapters);
    let mut notes = BookNotes::gather(&mut chapters, &mut asides, &pages, options.notes);
    let mut ledger = CharacterLedger::new(pages);
    let (speed, lexicon) = (options.speed, request.lexicon);
    let mut read = Vec::new();
    for (id, text) in (1..).map(ChapterId).zip(chapters) {
        if options.chapters.as_ref().is_some_and(|chosen| !chosen.contains(id.0)) {
            text.blocks.iter().for_each(|block| ledger.leave_out_block(block, NOT_CHOSEN));
            continue;
        }
        let title = text.title.clone();
        let blocks = selection.read(text, &mut notes, &mut ledger);
        read.push(ReadChapter { id, title, blocks });
    }
    let cut = side_by_side(&read, |ReadChapter { id, blocks, .. }| {
        let voice = options.voice_of(*id);
        segments(*id, blocks, &SpeechSettings { language, voice, speed, lexicon })
    });
    let planned = spoken_chapters(read, cut, options, &mut ledger);
    notes.leave_out_rest(&mut ledger);
    leave_out(asides, &mut ledger);
    if planned.is_empty() {
        return Err(Error::NothingChosen(in_all));
    }
    let (account, left_out, pages) = ledger.settle();
    if account.lost > 0 {
        warnings.push(format!("{} characters were lost; please report this book", account.lost));
    }
    let metadata =
        Metadata { title: title(metadata.title, request.name), cover: request.cover, ..metadata };
    Ok(Plan {
        schema: Schema::default(),
        book: request.book,
        revision: request.revision,
        source: request.source,
        options: request.options,
        metadata,
        chapters: planned,
        left_out,
        warnings,
        lost,
        pages,
        account: Some(account),
    })
}

/// The chapters with anything to speak; marks what they speak.
fn spoken_chapters(
    read: Vec<ReadChapter>,
    cut: Vec<ChapterSegments>,
    options: &Options,
    ledger: &mut CharacterLedger,
) -> Vec<Chapter> {
    let mut chapters = Vec::new();
    for (ReadChapter { id, title, .. }, ChapterSegments { mut segments, spoken }) in
        read.into_iter().zip(cut)
    {
        spoken.into_iter().for_each(|(page, numbers)| ledger.speak(page, [numbers]));
        for segment in &mut segments {
            let take = options.takes.get(&segment.id).copied().unwrap_or_default();
            segment.speech = segment.speech.take(take);
        }
        if !segments.is_empty() {
            chapters.push(Chapter { id, title, segments });
        }
    }
    chapters
}

/// The language that the submitter chose, as an option or as the metadata.
fn chosen_language(options: &Options) -> Option<String> {
    let said = options.wanted.metadata_override(MetaKey::Language);
    let said = said.and_then(language_tag);
    let chosen = options.language.as_ref().map(LanguageTag::as_str);
    chosen.map(|tag| language_tag(tag).unwrap_or_else(|| tag.to_owned())).or(said)
}

fn leave_out(asides: Vec<NonLinearPage>, ledger: &mut CharacterLedger) {
    for NonLinearPage { blocks, reason } in asides {
        blocks.iter().for_each(|block| ledger.leave_out_block(block, reason));
    }
}

fn title(title: String, file: Option<&str>) -> String {
    if !title.is_empty() {
        return title;
    }
    let stem = file.map(|file| file.rsplit(['/', '\\']).next().unwrap_or(file));
    let stem = stem.map(|file| without_endings(file).trim());
    stem.filter(|stem| !stem.is_empty()).unwrap_or(UNTITLED).to_owned()
}

/// A file's name without its extension: `.epub`, `.fb2.zip`.
fn without_endings(file: &str) -> &str {
    /// The longest extension, including its dot.
    const LONGEST: usize = 9;
    let ending = |file: &str| file.rfind('.').filter(|&at| at > 0 && file.len() - at <= LONGEST);
    let known =
        |ending: &str| !ending.contains(' ') && !ending[1..].bytes().all(|b| b.is_ascii_digit());
    let stem = ending(file).filter(|&at| known(&file[at..])).map_or(file, |at| &file[..at]);
    stem.strip_suffix(".fb2").unwrap_or(stem)
}

/// The fact that a plan is made; `asked_by` is the stream sequence of the command that asked for it.
pub fn planned(plan: &Plan, asked_by: u64) -> Planned {
    let inspect_chapter = |chapter: &Chapter| ChapterOutline {
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
        options: Box::new(plan.options.clone()),
        chapters: plan.chapters.iter().map(inspect_chapter).collect(),
        characters: plan.chapters.iter().map(characters).sum(),
        left_out_characters: plan.left_out.iter().map(|left_out| left_out.characters).sum(),
        asked_by: Some(asked_by),
        source: Some(plan.source.clone()),
        warnings: first(&plan.warnings),
        lost: first(&plan.lost),
        again: 0,
    }
}

/// The first lines, each shortened: a fact is small.
fn first(lines: &[String]) -> Vec<String> {
    let shortened = |line: &String| line.chars().take(LINE).collect();
    lines.iter().take(LINES).map(shortened).collect()
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
    use pages::xhtml::walk;
    use reading::{ManuscriptChapter, PageTally};

    fn manuscript(title: &str) -> Manuscript {
        let documents = (0..3)
            .map(|page| walk(&format!("<p>Text {}.</p>", page + 1), page, &Default::default()));
        let documents: Vec<_> = documents.collect();
        let page = |(at, document): (usize, &pages::xhtml::ParsedPage)| PageTally {
            name: format!("{}.xhtml", at + 1),
            visible: document.visible,
            left_out: vec![],
        };
        Manuscript {
            metadata: Metadata { title: title.to_owned(), ..Metadata::default() },
            pages: documents.iter().enumerate().map(page).collect(),
            chapters: (1..)
                .zip(documents)
                .map(|(n, d)| ManuscriptChapter { title: format!("Chapter {n}"), blocks: d.blocks })
                .collect(),
            ..Manuscript::default()
        }
    }

    fn made(title: &str, chapters: Option<&str>, name: Option<&str>) -> Result<Plan, Error> {
        let chapters = chapters.map(|chosen| chosen.parse().unwrap());
        let request = PlanRequest {
            book: BookId(Uuid::nil()),
            revision: Revision::FIRST,
            source: BlobKey::source(Digest::of(b"")),
            cover: None,
            options: Options { chapters, ..Options::default() },
            lexicon: &Lexicon::default(),
            name,
        };
        plan(manuscript(title), request)
    }

    #[test]
    fn chapters_that_were_not_chosen_keep_their_numbers_and_are_listed() {
        let plan = made("T", Some("2"), None).unwrap();

        assert_eq!(plan.chapters.iter().map(|chapter| chapter.id.0).collect::<Vec<_>>(), [2]);
        let places: Vec<&str> = plan.left_out.iter().map(|left| left.place.as_str()).collect();
        assert_eq!(places, ["1.xhtml", "3.xhtml"]);
        let planned = planned(&plan, 1);
        assert_eq!((planned.characters, planned.left_out_characters), (7, 12));
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
        assert_eq!(title("", Some("a.tale.fb2.zip")), "a.tale");
        assert_eq!(title("", Some("Version 1.5")), "Version 1.5");
        assert_eq!(title("", None), UNTITLED);
    }

    #[test]
    fn what_is_said_of_a_book_changes_nothing_that_is_spoken() {
        let lexicon = Lexicon::default();
        let request = |meta: &[(&str, &str)]| {
            let meta = meta.iter().map(|&(key, value)| (key.to_owned(), value.to_owned()));
            let wanted = Box::new(contract::Wanted { meta: meta.collect(), ..Default::default() });
            PlanRequest {
                book: BookId(Uuid::nil()),
                revision: Revision::FIRST,
                source: BlobKey::source(Digest::of(b"")),
                cover: None,
                options: Options { wanted, ..Options::default() },
                lexicon: &lexicon,
                name: None,
            }
        };
        let all = contract::MetaKey::ALL.map(|key| (key.name(), "Something else"));

        let plain = plan(manuscript("T"), request(&[])).unwrap();
        let corrected = plan(manuscript("T"), request(&all)).unwrap();

        assert_eq!(corrected.metadata.title, "Something else");
        assert_eq!(planned(&corrected, 1).authors, ["Something else"]);
        assert_eq!(corrected.chapters, plain.chapters, "segments and the names of their speech");
    }

    #[test]
    fn the_same_book_makes_the_same_plan() {
        assert_eq!(made("T", None, None), made("T", None, None));
    }
}
