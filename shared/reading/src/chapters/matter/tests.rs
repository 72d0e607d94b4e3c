//! What is left out of a book, and what is read: a table of pages of each kind, in the places where they stand.

use contract::{Matter, Metadata};
use pages::block::Block;

use crate::chapters::{SpineSection, chapters};
use crate::source_book::TocEntry;

/// Pages that are left out, and pages that are read.
const LEFT_OUT: &str = include_str!("../../../tests/pages/left_out.tsv");
const READ: &str = include_str!("../../../tests/pages/read.tsv");

/// The chapters of the book around a page.
const CHAPTERS: [&str; 6] = ["One", "Two", "Three", "Four", "Five", "Six"];

fn paragraphs(page: &str) -> String {
    let paragraph = |text: &str| match text.split_once(' ') {
        Some(("#", text)) => format!("<h2>{text}</h2>"),
        Some(("*", text)) => format!("<li>{text}</li>"),
        _ => format!("<p>{text}</p>"),
    };
    page.replace('&', "&amp;").split(" | ").map(paragraph).collect()
}

/// Blocks of the page as it stands in a book.
fn judged(place: &str, page: &str) -> Vec<Block> {
    let prose = "The harbour was quiet that morning, and nobody on the quay had any reason to look up from the nets. ";
    let prose = format!("<p>{prose}</p><p>{prose}{prose}</p>").repeat(4);
    let mut texts: Vec<String> =
        CHAPTERS.iter().map(|number| format!("<h1>Chapter {number}</h1>{prose}")).collect();
    let at = match place {
        "f" => 0,
        "m" => 3,
        _ => texts.len(),
    };
    texts.insert(at, paragraphs(page));
    let section = |(at, text): (usize, &String)| SpineSection {
        path: format!("c{at}.xhtml"),
        document: pages::xhtml::walk(text, at, &std::collections::HashSet::new()),
    };
    let sections: Vec<SpineSection> = texts.iter().enumerate().map(section).collect();
    let numbers = (0..texts.len()).filter(|other| *other != at);
    let entry = |(page, number): (usize, &&str)| TocEntry {
        title: format!("Chapter {number}"),
        path: format!("c{page}.xhtml"),
        fragment: String::new(),
        level: 1,
    };
    let entries: Vec<TocEntry> = numbers.zip(&CHAPTERS).map(entry).collect();
    let metadata = Metadata {
        title: "The Long Road".to_owned(),
        authors: vec!["Ann Smith".to_owned()],
        ..Metadata::default()
    };
    let blocks =
        chapters(sections, &entries, &metadata).into_iter().flat_map(|chapter| chapter.blocks);
    blocks.filter(|block| block.page == at && block.text().is_some()).collect()
}

/// The pages of a table that are not treated as it says, and how many there are.
fn wrong(table: &str, is_read: bool) -> (Vec<String>, usize) {
    let (mut wrong, mut all) = (vec![], 0);
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let [place, kind, page] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}");
        };
        all += 1;
        let blocks = judged(place, page);
        let right =
            |block: &Block| block.matter.iter().all(|matter| Matter::is_read(*matter)) == is_read;
        if !blocks.iter().all(right) {
            let found: Vec<&[Matter]> =
                blocks.iter().map(|block| block.matter.as_slice()).collect();
            wrong.push(format!("{kind}: {page} {found:?}"));
        }
    }
    (wrong, all)
}

#[test]
fn what_is_no_story_is_left_out() {
    let (wrong, all) = wrong(LEFT_OUT, false);

    assert!(all >= 100);
    assert!(wrong.is_empty(), "{} of {all}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_is_part_of_the_book_is_read() {
    let (wrong, all) = wrong(READ, true);

    assert!(all >= 100);
    assert!(wrong.is_empty(), "{} of {all}:\n{}", wrong.len(), wrong.join("\n"));
}

/// The text of a file that is read, block by block.
fn read(file: &str) -> String {
    use std::io::{Seek as _, Write as _};

    let mut opened = tempfile::tempfile().unwrap();
    opened.write_all(file.as_bytes()).unwrap();
    opened.rewind().unwrap();
    let manuscript = crate::read(opened).unwrap();
    let blocks = manuscript.chapters.iter().flat_map(|chapter| &chapter.blocks);
    let is_read = |block: &&Block| block.matter.iter().all(|matter| matter.is_read());
    blocks.filter(is_read).filter_map(Block::text).collect::<Vec<_>>().join("|")
}

#[test]
fn files_of_one_page_are_judged_part_by_part() {
    let text = "THE LONG ROAD\n\nCopyright 1934 by Ann Smith\n\nAll rights reserved.\n\n\
        Part One: The Sea ........ 1\nChapter I. The Storm ..... 3\nChapter II. The Calm ..... 20\n\n\n\
        PART ONE\n\nTHE SEA\n\n\nCHAPTER I\n\nThe Storm\n\nHe went down to the harbour and stood there.\n\n\
        CHAPTER II\n\nShe came.\n\nPrevious topic | Next\n\nINDEX\n\nboats, 3, 17\nharbour, 3, 20-25\nrain, see storms\n";
    assert_eq!(
        read(text),
        "THE LONG ROAD|PART ONE: THE SEA|CHAPTER I: The Storm|He went down to the harbour and stood there.|CHAPTER II|She came."
    );

    let page = "<html><head><title>The Works</title></head><body><pre>The Project Gutenberg EBook of The Works, by Ann Smith\n\n\
        Title: The Works\n\n*** START OF THIS PROJECT GUTENBERG EBOOK THE WORKS ***\n</pre><h1>The Works</h1><h2>Chapter I</h2>\
        <p>The real text.</p><pre>\n\nEnd of the Project Gutenberg EBook of The Works, by Ann Smith\n\nUpdated editions will replace \
        the previous one.</pre><p>1.E.8. You may charge a fee.</p></body></html>";
    assert_eq!(read(page), "The Works|Chapter I|The real text.");
}
