//! What becomes of real books and of broken ones. They stay outside the repository; where they are not, nothing is checked.

use std::collections::HashMap;
use std::fs::File;
use std::path::Path;

use epub::doc::EpubDoc;

use crate::source::{Block, Error, Manuscript, read};

fn open(path: &Path) -> Result<Manuscript, Error> {
    read(File::open(path).unwrap())
}

/// Counts the letters and digits of all visible text, by an independent and simple means.
fn letters_of_spine(path: &Path) -> HashMap<char, i64> {
    let mut witness = EpubDoc::new(path).unwrap();
    let ids: Vec<String> = witness.spine.iter().map(|item| item.idref.clone()).collect();
    let mut letters = HashMap::new();
    for id in ids {
        let (bytes, _) = witness.get_resource(&id).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let body = text.split_once("<body").unwrap().1;
        let stripped = body.split('<').filter_map(|part| Some(part.split_once('>')?.1));
        let stripped: String = stripped.collect::<String>().replace("&amp;", "&");
        count(&stripped, 1, &mut letters);
    }
    letters
}

fn count(text: &str, by: i64, letters: &mut HashMap<char, i64>) {
    for letter in text.chars().filter(|letter| letter.is_alphanumeric()) {
        *letters.entry(letter).or_default() += by;
    }
}

fn check_book(name: &str, chapters: usize, has_cover: bool) {
    let Some(path) = testkit::real_book(&format!("{name}.epub")) else { return };

    let book = open(&path).unwrap();

    assert_eq!(book.chapters.len(), chapters, "{name}");
    assert_eq!(book.cover.is_some(), has_cover, "{name}");
    assert!(book.warnings.len() <= usize::from(!has_cover), "{:?}", book.warnings);
    let mut missing = letters_of_spine(&path);
    for block in book.chapters.iter().flat_map(|chapter| &chapter.blocks) {
        count(block.text().unwrap_or_default(), -1, &mut missing);
    }
    let listed: u64 = book.left_out.iter().map(|left_out| left_out.characters).sum();
    let invented: i64 = missing.values().filter(|missing| **missing < 0).sum();
    let lost: i64 = missing.values().filter(|missing| **missing > 0).sum();
    assert_eq!(invented, 0, "{name}: {missing:?}");
    assert!(lost <= i64::try_from(listed).unwrap(), "{name}: {lost} lost, {listed} listed");
}

#[test]
fn real_books_lose_no_letter_and_keep_their_contents() {
    check_book("frankenstein", 39, false);
    check_book("the-time-machine", 18, true);
    check_book("the-importance-of-being-earnest", 10, true);
    check_book("war-and-peace", 393, true);
}

/// Reads a broken book; `expected` is what it says of itself: its titles and texts, or the refusal.
fn check(name: &str, expected: Result<&[(&str, &str)], &str>) {
    let Some(path) = testkit::real_book(&format!("malformed/{name}.epub")) else { return };
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
    check("37_bzip2", Err("packed with"));
    check("38_nav_spans", Ok(&[two[0], ("T", "Hello two.")]));
}
