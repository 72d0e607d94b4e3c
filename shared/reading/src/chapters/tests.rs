//! How books are cut into chapters.

use super::*;

fn sections(documents: &[&str]) -> Vec<SpineSection> {
    let section = |(at, text): (usize, &&str)| SpineSection {
        path: format!("c{at}.xhtml"),
        document: crate::xhtml::walk(text, at, &["x", "y"].into()),
    };
    documents.iter().enumerate().map(section).collect()
}

fn entry(title: &str, target: &str, level: usize) -> TocEntry {
    let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
    TocEntry {
        title: title.to_owned(),
        path: path.to_owned(),
        fragment: fragment.to_owned(),
        level,
    }
}

fn check(documents: &[&str], entries: &[TocEntry], expected: &[(&str, &str)]) {
    let found = chapters(sections(documents), entries, "Book");
    let texts = |chapter: &ManuscriptChapter| {
        let texts: Vec<&str> = chapter.blocks.iter().filter_map(Block::text).collect();
        (chapter.title.clone(), texts.join(" "))
    };
    let found: Vec<(String, String)> = found.iter().map(texts).collect();
    let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn entries_cut_inside_a_file_and_files_without_one_go_on() {
    let files = ["<p>before</p><h2 id='x'>X</h2><p>a</p><p id='y'>b</p>", "<p>more</p>"];
    let entries = [entry("Why", "c0.xhtml#y", 1), entry("Ex", "C0.XHTML#x", 1)];

    check(&files, &entries, &[("Book", "before"), ("Ex", "X a"), ("Why", "b more")]);
}

#[test]
fn an_entry_without_text_lends_its_title_to_the_one_below_or_goes() {
    let files = ["<img src='part.png'/>", "<p>a</p>", "<img src='x.png'/>", "<p>b</p>"];
    let entries = [
        entry("Part One", "c0.xhtml", 1),
        entry("I", "c1.xhtml", 2),
        entry("A picture", "c2.xhtml", 2),
        entry("II", "c3.xhtml", 2),
    ];

    check(&files, &entries, &[("Part One: I", "a"), ("II", "b")]);
}

#[test]
fn without_contents_headings_cut_and_without_headings_files_do() {
    let headed = ["<h1>T</h1><p>t</p>", "<h2>A</h2><p>a</p><h2>B</h2><p>b</p>"];
    check(&headed, &[], &[("T", "T t"), ("A", "A a"), ("B", "B b")]);
    check(&["<p>a</p>", "", "<p>b</p>"], &[], &[("Book", "a"), ("Part 2", "b")]);
}

#[test]
fn titles_and_headings_of_any_letters_are_compared() {
    let files = ["<h1>Straße—Teil</h1><p>a</p>", "<p>b</p>"];
    let entries = [entry("STRAẞE", "c0.xhtml", 1), entry("B", "c1.xhtml", 1)];

    check(&files, &entries, &[("STRAẞE", "Straße—Teil a"), ("B", "b")]);
}

#[test]
fn contents_that_name_only_the_cover_leave_the_story_to_its_headings() {
    let story = "many words ".repeat(3_000);
    let files = [
        "<p>Cover</p>".to_owned(),
        format!("<h2>One</h2><p>{story}</p><h2>Two</h2><p>{story}</p>"),
        format!("<h2>Three</h2><p>{story}</p>"),
    ];
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let entries = [entry("Cover", "c0.xhtml", 1), entry("A Tale", "c1.xhtml", 1)];

    let found = chapters(sections(&files), &entries, "Book");

    let titles: Vec<&str> = found.iter().map(|chapter| chapter.title.as_str()).collect();
    assert_eq!(titles, ["Cover", "A Tale", "Two", "Three"]);
}
