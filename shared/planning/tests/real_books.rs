//! Plans of real and of broken books. Real books are outside the repository; checks of missing ones are skipped.
#![expect(clippy::unwrap_used, reason = "a failed test should say where")]

use std::fs::File;
use std::path::{Path, PathBuf};

use contract::{BlobKey, BookId, Digest, Options, Plan, Revision};
use epub::doc::EpubDoc;
use pages::block::Block;
use pages::passage::is_visible;
use planning::{PlanRequest, plan};
use reading::{Error, Manuscript, read};
use uuid::Uuid;
use wording::lexicon::Lexicon;

fn open(path: &Path) -> Result<Manuscript, Error> {
    read(File::open(path).unwrap())
}

fn planned(path: &Path, options: Options) -> Plan {
    let request = PlanRequest {
        book: BookId(Uuid::nil()),
        revision: Revision::FIRST,
        source: BlobKey::source(Digest::of(b"")),
        cover: None,
        options,
        lexicon: &Lexicon::default(),
        name: None,
    };
    plan(open(path).unwrap(), request).unwrap()
}

/// Counts all visible characters of the spine by an independent and simple means.
fn visible_of_spine(path: &Path) -> u64 {
    let mut witness = EpubDoc::new(path).unwrap();
    let ids: Vec<String> = witness.spine.iter().map(|item| item.idref.clone()).collect();
    let count = |id: String| {
        let (bytes, _) = witness.get_resource(&id).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let body = text.split_once("<body").unwrap().1;
        let stripped = body.split('<').filter_map(|part| Some(part.split_once('>')?.1));
        let stripped = stripped.collect::<String>().replace("&amp;", "&").replace("&#160;", " ");
        assert!(!stripped.contains("&#"), "{id} has other references");
        stripped.chars().filter(|&letter| is_visible(letter)).count() as u64
    };
    ids.into_iter().map(count).sum()
}

struct Expected {
    contents: usize,
    chapters: usize,
    read: usize,
    /// Characters of note references.
    references: u64,
    /// Commas between the cells of tables.
    added: u64,
    has_cover: bool,
}

fn check_book(name: &str, expected: &Expected) {
    let Some(path) = testkit::real_book(&format!("{name}.epub")) else { return };
    let book = open(&path).unwrap();
    let plan = planned(&path, Options::default());

    assert_eq!(book.contents, expected.contents, "{name}");
    assert_eq!(book.chapters.len(), expected.chapters, "{name}");
    assert_eq!(plan.chapters.len(), expected.read, "{name}");
    assert_eq!(book.cover.is_some(), expected.has_cover, "{name}");
    assert!(book.warnings.len() <= usize::from(!expected.has_cover), "{:?}", book.warnings);
    let account = plan.account.unwrap();
    assert_eq!(account.visible, visible_of_spine(&path), "{name}");
    assert_eq!((account.spoken + account.left_out, account.lost), (account.visible, 0), "{name}");
    let listed: u64 = plan.left_out.iter().map(|left_out| left_out.characters).sum();
    assert_eq!(listed, account.left_out, "{name}");
    let said: usize =
        plan.segments().flat_map(|segment| &segment.sentences).map(|s| visible(&s.text)).sum();
    assert_eq!(said as u64, account.spoken + expected.added, "{name}");
    let references = plan.left_out.iter().filter(|left| left.reason == "note reference");
    let digits: u64 = references.map(|left| left.characters).sum();
    assert_eq!(digits, expected.references, "{name}");
}

fn visible(text: &str) -> usize {
    text.chars().filter(|&letter| is_visible(letter)).count()
}

#[test]
fn real_books_are_accounted_for_to_the_character() {
    // `references` are characters: 3, 1, 0 and 137 references, of up to three digits.
    let time =
        Expected { contents: 18, chapters: 18, read: 13, references: 1, added: 0, has_cover: true };
    let earnest =
        Expected { contents: 10, chapters: 10, read: 5, references: 0, added: 0, has_cover: true };
    check_book(
        "frankenstein",
        &Expected {
            contents: 39,
            chapters: 39,
            read: 33,
            references: 3,
            added: 0,
            has_cover: true,
        },
    );
    check_book("the-time-machine", &time);
    check_book("the-importance-of-being-earnest", &earnest);
    check_book(
        "war-and-peace",
        &Expected {
            contents: 393,
            chapters: 371,
            read: 365,
            references: 303,
            added: 3,
            has_cover: true,
        },
    );
}

/// Reads a broken book; `expected` is its titles and texts, or the error.
fn check(name: &str, expected: Result<&[(&str, &str)], &str>) {
    let path = testkit::fixture(&format!("malformed/{name}.epub"));
    match (open(&path), expected) {
        (Ok(book), Ok(expected)) => {
            let text = |block: &Block| block.text().unwrap_or_default().to_owned();
            let found: Vec<(String, String)> = book
                .chapters
                .iter()
                .map(|chapter| {
                    let texts: Vec<String> = chapter.blocks.iter().map(text).collect();
                    (chapter.title.clone(), texts.join("|"))
                })
                .collect();
            let found: Vec<(&str, &str)> =
                found.iter().map(|(title, text)| (title.as_str(), text.as_str())).collect();
            assert_eq!(found, expected, "{name}");
        }
        (Err(error), Err(expected)) => {
            let said = error.to_string();
            assert!(said.contains(expected) && !said.contains('\n'), "{name}: {said}");
        }
        (found, _) => panic!("{name}: {found:?}"),
    }
}

#[test]
fn broken_books_are_read_or_refused_with_a_reason() {
    let two = [("One", "Hello one."), ("Two it end", "Hello two.")];
    let whole = [
        "00_ok_nav_only",
        "03_junk_suffix",
        "04_no_mimetype",
        "06_backslash",
        "07_case_mismatch",
        "10_bom",
        "13_version31",
        "21_two_rootfiles",
        "22_opf_at_root",
        "24_opf_utf16",
        "25_opf_unescaped_amp",
        "31_spine_unknown_idref",
        "32_no_container",
        "35_stored",
    ];
    for name in whole {
        check(name, Ok(&two));
    }
    check("01_truncated", Err("damaged"));
    check("09_utf16", Ok(&[("One", "café"), two[1]]));
    check("12_malformed_xhtml", Ok(&[("One", "one|two boldx & raw < amp"), two[1]]));
    check("15_ncx_wrong_order", Ok(&[two[0], ("Two: Two & sub", "Hello two.")]));
    check("16_ncx_no_spine_toc", Ok(&[two[0], ("Two: Two & sub", "Hello two.")]));
    check("18_traversal", Err("unsafe name"));
    check("19_drm_adept", Err("protected by Adobe DRM"));
    check("27_deep_nest", Ok(&[("One", "deep"), two[1]]));
    check("29_missing_spine_file", Ok(&[two[0]]));
    check("34_empty_spine", Err("no reading order"));
    check("37_bzip2", Ok(&two));
    check("38_nav_spans", Ok(&[two[0], ("T", "Hello two.")]));
}

/// Every EPUB below the folder that `LECTOR_CORPUS` names, or of the broken books: no panic, nothing lost, and a line of figures each.
#[test]
#[expect(clippy::print_stdout, reason = "the figures are what somebody asks a corpus for")]
fn a_corpus_is_accounted_for() {
    let corpus = std::env::var_os("LECTOR_CORPUS");
    let mut folders = vec![corpus.map_or_else(|| testkit::fixture("malformed"), PathBuf::from)];
    let mut books = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.extension() {
                _ if path.is_dir() => folders.push(path),
                Some(kind) if kind == "epub" => books.push(path),
                _ => {}
            }
        }
    }
    books.sort();
    for path in books {
        let name = path.display();
        let book = match open(&path) {
            Ok(book) => book,
            Err(error) => {
                println!("{name}: refused: {error}");
                continue;
            }
        };
        let plan = planned(&path, Options::default());
        let account = plan.account.unwrap();
        let words = plan.segments().flat_map(|segment| &segment.sentences);
        let words: usize = words.map(|sentence| sentence.text.split_whitespace().count()).sum();
        let (contents, chapters) = (book.contents, plan.chapters.len());
        println!(
            "{name}: {contents} entries, {chapters} of {} chapters, {words} words, {account:?}",
            book.chapters.len()
        );
        assert_eq!(account.lost, 0, "{name}");
        assert_eq!(account.spoken + account.left_out, account.visible, "{name}");
    }
}
