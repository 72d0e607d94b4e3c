//! How books are cut into chapters.

use super::*;

fn sections(documents: &[&str]) -> Vec<SpineSection> {
    let section = |(at, text): (usize, &&str)| SpineSection {
        path: format!("c{at}.xhtml"),
        document: pages::xhtml::walk(text, at, &["x", "y"].into()),
    };
    documents.iter().enumerate().map(section).collect()
}

fn book() -> Metadata {
    Metadata { title: "Book".to_owned(), ..Metadata::default() }
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
    let found = chapters(sections(documents), entries, &book());
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

    let found = chapters(sections(&files), &entries, &book());

    let titles: Vec<&str> = found.iter().map(|chapter| chapter.title.as_str()).collect();
    assert_eq!(titles, ["Cover", "A Tale", "Two", "Three"]);
}

fn check_titles(page: &str, expected: &[&str]) {
    let found = chapters(sections(&[page]), &[], &book());
    let titles: Vec<&str> = found.iter().map(|chapter| chapter.title.as_str()).collect();
    assert_eq!(titles, expected, "{page}");
}

#[test]
fn parts_have_chapters() {
    check_titles(
        "<h1>Part One</h1><h2>The Hill</h2><p>a</p><h2>The Mill</h2><p>b</p><h1>Part Two</h1><p>c</p><h2>The Marsh</h2><p>d</p>",
        &["Part One: The Hill", "The Mill", "Part Two", "The Marsh"],
    );
    check_titles(
        "<h1>T</h1><h2>Erster Teil</h2><h3>1</h3><p>a</p><h3>2</h3><p>b</p><h2>Zweiter Teil</h2><h3>1</h3><p>c</p>",
        &["T: Erster Teil: 1", "2", "Zweiter Teil: 1"],
    );
    check_titles(
        "<h1>The Sea</h1><h2>Chapter 1</h2><p>a</p><h2>Chapter 2</h2><p>b</p><h1>The Land</h1><h2>Chapter 3</h2><p>c</p>",
        &["The Sea: Chapter 1", "Chapter 2", "The Land: Chapter 3"],
    );
    check_titles(
        "<h1>The Sea</h1><p>a</p><h2>Its fish</h2><p>a</p><h2>Its birds</h2><p>b</p><h1>The Land</h1><p>c</p>",
        &["The Sea", "The Land"],
    );
}

#[test]
fn the_second_line_of_a_heading_is_part_of_the_title() {
    check_titles(
        "<h2>CHAPTER I.</h2><h3>The Storm</h3><p>a</p><h2>CHAPTER II.</h2><h3>The Calm</h3><p>b</p>",
        &["CHAPTER I: The Storm", "CHAPTER II: The Calm"],
    );
    check_titles(
        "<h2>I</h2><h2>The Storm</h2><p>a</p><h2>II</h2><h2>The Calm</h2><p>b</p>",
        &["I: The Storm", "II: The Calm"],
    );
    check_titles(
        "<p>CHAPTER I</p><p>The Storm</p><p>He went.</p><p>CHAPTER II</p><p>She came.</p>",
        &["CHAPTER I: The Storm", "CHAPTER II"],
    );
    check_titles(
        "<h2>Kapitel 1</h2><p>Der Sturm</p><p>Er ging.</p><h2>Kapitel 2</h2><p>Sie kam heim und schwieg</p>",
        &["Kapitel 1: Der Sturm", "Kapitel 2"],
    );
    check_titles("<h2>1</h2><p>“No”</p><p>a</p><h2>2</h2><p>Well, well.</p>", &["1", "2"]);
}
