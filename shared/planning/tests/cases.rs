//! Books on which Lector was seen to fail, and what should be heard instead. The books are not part of the repository.
#![expect(clippy::unwrap_used, reason = "a failed test should say where")]

use std::fs::File;
use std::path::Path;

use contract::Options;
use planning::{Detail, Inspection, inspected};
use testkit::shared_case;
use wording::lexicon::Lexicon;

/// A book, what of it must be said, and what must not.
type Case = (&'static str, &'static [&'static str], &'static [&'static str]);

const PAGES: &[Case] = &[
    (
        "unlabelled-front-matter.epub",
        &["For my mother", "The road goes ever on", "text number three sentence"],
        &[
            "All rights reserved",
            "CIP",
            "Chapter One ......",
            "bears",
            "Ibid",
            "London",
            "The Wide River",
        ],
    ),
    ("titlepage-epigraph.epub", &["Nam Sibyllam", "For Ezra Pound", "April"], &[]),
    ("nfd.epub", &["Second page text"], &[]),
    ("cp437.epub", &["Second page text"], &[]),
    ("dtd-entities.epub", &["Oh dear!"], &["O;", "and C"]),
    ("pg-old.html", &[], &["Small Print", "Project Gutenberg"]),
];

const RAISED: &[Case] = &[
    ("note-backlink-unclassed.epub", &["the hill.", "a long night."], &["See Smith"]),
    (
        "y1_css_notes.epub",
        &["One thing more.", "Four thing.", "More."],
        &["Note text", "thing1", ".four"],
    ),
    (
        "sup-note-unlinked.epub",
        &["the hill.", "night came.", "We slept.", "They woke.", "He rose."],
        &["hill.one", "twelve", "¹", "†"],
    ),
    (
        "y2_unlinked_sup.epub",
        &["born in Rome.", "treaty was signed, and “peace” came"],
        &["Rome.one", "treaty14"],
    ),
    (
        "sup-exponent.epub",
        &["ten to the sixth", "cubic centimetre", "five square metres", "m c squared"],
        &["six cells"],
    ),
    ("mathml.epub", &["x squared plus one half", "y"], &["Alternative text"]),
    ("dropcap-image.epub", &["The dog ran"], &[]),
];

const FORMS: &[Case] = &[
    ("line-numbers.epub", &["peeped out", "And on her daughter"], &["eighty", "80", "two hundred"]),
    ("svg-lines.epub", &["The first line", "the second line"], &["linethe"]),
    ("money-table.epub", &["two pounds", "six"], &["died"]),
    ("w3_scenes.epub", &["The a scene", "The z scene"], &["oOo", "oOoOo"]),
];

const NUMBERS: &[Case] = &[
    (
        "numbers-en.epub",
        &[
            "ten to fifteen dollars",
            "one to fifty thousand",
            "one hundred thousand pounds",
            "fifty miles per hour",
            "nine seven eight",
            "one-point-five-billion-dollar deal",
            "forty shillings a year",
            "twenty shillings tonight",
            "fourpence halfpenny",
            "ten sixty-six he came",
            "seven million people",
            "fifty-one degrees thirty minutes north",
            "second of May",
            "The letter C",
            "chapter thirteen",
            "two and six",
            "three fifty-nine point four",
        ],
        &["metres P-H", "circa thirteen", "one hundred comes", "opyright copyright"],
    ),
    (
        "heading-letters.epub",
        &["C", "Lawrence"],
        &["ne hundred", "ive hundred", "ifty", "ne thousand"],
    ),
    (
        "world-war-one.epub",
        &["World War One ended", "Part One we", "Charles the First in"],
        &["War I", "Part I"],
    ),
    (
        "w1_initials_en.epub",
        &["Henry the fifth fought", "George the sixth"],
        &["fifth. Higgins", "first. Packer"],
    ),
    (
        "fr-monsieur-de.epub",
        &["Monsieur de Rênal", "Monsieur le maire", "Messieurs de Guise"],
        &["M. de"],
    ),
    (
        "v9_bible.epub",
        &["First Corinthians thirteen", "Romans eight", "First Peter five"],
        &["versus", "to four"],
    ),
    (
        "v6_money.epub",
        &["one thousand to two thousand dollars", "one hundred euros"],
        &["totwo", "£"],
    ),
    (
        "r27_spaces_en.epub",
        &["twelve thousand three hundred and forty-five"],
        &["twelve three hundred"],
    ),
];

#[test]
fn pages_and_matter() {
    check(PAGES);
}

#[test]
fn notes_and_raised_text() {
    check(RAISED);
}

#[test]
fn verse_tables_and_scenes() {
    check(FORMS);
}

#[test]
fn letters_and_numbers() {
    check(NUMBERS);
}

fn check(cases: &[Case]) {
    let mut failures = vec![];
    for (name, said, unsaid) in cases {
        let Some(path) = shared_case(name) else { return };
        let spoken = spoken(&path);
        let is_there = |part: &&&str| spoken.to_lowercase().contains(&part.to_lowercase());
        let missing = said.iter().filter(|part| !is_there(part));
        let wrong = unsaid.iter().filter(|part| spoken.contains(**part));
        failures.extend(missing.map(|part| format!("{name} does not say `{part}`")));
        failures.extend(wrong.map(|part| format!("{name} says `{part}`")));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn inspect(path: &Path) -> Inspection {
    let (file, lexicon) = (File::open(path).unwrap(), Lexicon::default());
    inspected(file, None, Options::default(), &lexicon, Detail::Sentences).unwrap()
}

fn spoken(path: &Path) -> String {
    let sentences = inspect(path).sentences;
    sentences.into_iter().map(|sentence| sentence.spoken + "\n").collect()
}

#[test]
fn parts_of_a_page_are_not_its_chapters() {
    let Some(path) = shared_case("html-parts-h1-chapters-h2.html") else { return };
    let titles: Vec<_> = inspect(&path).chapters.into_iter().map(|chapter| chapter.title).collect();
    assert!(titles.len() > 4, "{titles:?}");
}

#[test]
fn languages_are_known_by_codes_names_and_text() {
    let Some(folder) = shared_case("v1") else { return };
    let language = |path: &Path| inspect(path).metadata.language.unwrap_or_default();
    for (name, expected) in [
        ("eng", "en"),
        ("ENG", "en"),
        ("English", "en"),
        ("ger", "de"),
        ("deu", "de"),
        ("Deutsch", "de"),
        ("fre", "fr"),
        ("fra", "fr"),
        ("French", "fr"),
        ("spa", "es"),
        ("ita", "it"),
    ] {
        let read = language(&folder.join(format!("{name}.epub")));
        assert!(read.starts_with(expected), "{name} is read as `{read}`");
    }
    let german = shared_case("german-no-language.txt").unwrap();
    assert!(language(&german).starts_with("de"), "{}", language(&german));
}

#[test]
fn a_book_whose_ids_have_spaces_is_read() {
    let Some(path) = shared_case("id-with-spaces-valid.epub") else { return };
    assert!(!spoken(&path).is_empty());
}
