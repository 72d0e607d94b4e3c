//! Notes are read at the right place, and those that are left out are listed.

use contract::{BlobKey, BookId, Digest, Matter, Options, Plan, Revision};
use pages::source_page::SourcePage;
use reading::compose;
use reading::source_book::SourceBook;
use uuid::Uuid;
use wording::lexicon::Lexicon;

use super::*;
use crate::plan::{PlanRequest, plan};

fn planned(pages: &[(&str, &str, Option<&'static str>)], options: Options) -> Plan {
    let page = |&(name, text, aside): &(&str, &str, Option<&'static str>)| SourcePage {
        name: name.to_owned(),
        text: text.to_owned(),
        aside,
        is_forged: false,
    };
    let opened = SourceBook { pages: pages.iter().map(page).collect(), ..SourceBook::default() };
    let request = PlanRequest {
        book: BookId(Uuid::nil()),
        revision: Revision::FIRST,
        source: BlobKey::source(Digest::of(b"")),
        cover: None,
        options,
        lexicon: &Lexicon::default(),
        name: None,
    };
    plan(compose(opened), request).unwrap()
}

/// Checks what is spoken, and that nothing was lost.
fn check(pages: &[(&str, &str, Option<&'static str>)], options: Options, expected: &str) -> Plan {
    let plan = planned(pages, options);
    let segments = plan.chapters.iter().flat_map(|chapter| &chapter.segments);
    let sentences = segments.flat_map(|segment| &segment.sentences);
    let spoken: Vec<&str> = sentences.map(|sentence| sentence.text.as_str()).collect();
    assert_eq!(spoken.join(" "), expected);
    let account = plan.account.unwrap();
    assert_eq!((account.lost, account.spoken + account.left_out), (0, account.visible));
    plan
}

fn behind_paragraphs() -> Options {
    Options { notes: Notes::Paragraph, ..Options::default() }
}

const STORY: &str = "<p>She came.<a epub:type='noteref' href='notes%20here.xhtml#n1'>1</a></p><p>He \
    left.</p>";
const NOTES: &str = "<section epub:type='endnotes'><h2>Notes</h2><p id='n1'>By sea.</p><p>In spring.</p>\
    <p id='n2'>Unused.</p></section>";

#[test]
fn notes_outside_the_reading_order_are_read_where_they_are_referred_to() {
    let pages = [
        ("story.xhtml", STORY, None),
        ("notes here.xhtml", NOTES, Some("outside the reading order")),
    ];

    check(&pages, Options::default(), "She came. He left.");
    let plan = check(&pages, behind_paragraphs(), "She came. By sea. In spring. He left.");
    let left_out = plan.left_out.iter().map(|left| (left.reason.as_str(), left.characters));
    let expected = [("note reference", 1), ("outside the reading order", 12)];
    assert_eq!(left_out.collect::<Vec<_>>(), expected);
}

#[test]
fn a_note_may_refer_to_a_note_and_is_read_once() {
    let story = "<p>A.<a epub:type='noteref' href='#x'>1</a></p><p>B.<a epub:type='noteref' \
                 href='#y'>2</a></p><aside epub:type='footnote' id='x'>Ex.<a epub:type='noteref' \
                 href='#y'>2</a></aside><aside epub:type='footnote' id='y'>Why.<a \
                 epub:type='noteref' href='#x'>1</a></aside>";

    check(&[("s", story, None)], behind_paragraphs(), "A. Ex. Why. B.");
}

#[test]
fn a_note_is_known_by_the_first_id_in_it() {
    let story = "<p>A.<sup><a href='#Footnote_1'>1</a></sup></p><div class='footnotes'><div \
                 class='footnote'><p><a id='Footnote_1'></a>Ex.</p><p>More.</p></div></div>";

    check(&[("s", story, None)], behind_paragraphs(), "A. Ex. More.");
}

#[test]
fn who_excludes_notes_hears_none() {
    let pages = [("s.xhtml", STORY, None), ("notes here.xhtml", NOTES, None)];
    let options = Options { exclude: [Matter::Notes].into(), ..behind_paragraphs() };

    let plan = check(&pages, options, "She came. He left.");
    assert!(plan.left_out.iter().any(|left| left.reason == "chosen by the user: notes"));
}

#[test]
fn only_our_own_readers_mark_what_is_not_read() {
    let text = "<p>One. <span data-lector-skip='nothing'>Two.</span></p><p role='note'>Three.</p>";
    let page = |is_forged| SourcePage { text: text.to_owned(), is_forged, ..SourcePage::default() };
    let spoken = |is_forged| {
        let walked = pages::xhtml::walk_page(&page(is_forged), 0, &HashSet::new());
        let texts: Vec<&str> = walked.blocks.iter().filter_map(Block::text).collect();
        (texts.join(" "), walked.blocks.iter().all(|block| block.matter.is_empty()))
    };

    assert_eq!(spoken(true), ("One. Two. Three.".to_owned(), true));
    assert_eq!(spoken(false), ("One. Three.".to_owned(), true));
}

#[test]
fn links_lead_to_pages_by_their_whole_names() {
    let names = ["text/one.xhtml", "notes/one.xhtml", "notes/two.xhtml"];
    let pages = names.map(|name| PageTally { name: name.to_owned(), ..PageTally::default() });
    let pages = PageIndex::new(&pages);

    for (path, from, expected) in [
        ("", 2, Some(2)),
        ("one.xhtml", 0, Some(0)),
        ("one.xhtml", 2, Some(1)),
        ("../notes/./one.xhtml", 0, Some(1)),
        ("/text/one.xhtml", 2, Some(0)),
        // Some books omit the folder; then the file name is enough, if only one page has it.
        ("two.xhtml", 0, Some(2)),
        ("elsewhere/one.xhtml", 0, None),
    ] {
        assert_eq!(pages.find(path, from), expected, "{path}");
    }
}
