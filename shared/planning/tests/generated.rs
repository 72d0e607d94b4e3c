//! Random documents: every character that goes in is accounted for exactly once.
#![expect(clippy::unwrap_used, reason = "a failed test should say where")]

use std::collections::HashSet;

use contract::{BlobKey, BookId, Digest, Matter, Notes, Options, Revision};
use pages::passage::is_visible;
use pages::source_page::SourcePage;
use pages::xhtml;
use planning::{PlanRequest, plan};
use reading::compose;
use reading::source_book::SourceBook;
use uuid::Uuid;
use wording::lexicon::Lexicon;

/// Number of documents.
const DOCUMENTS: u64 = 1_000;

const ELEMENTS: [&str; 34] = [
    "p",
    "div",
    "span",
    "i",
    "b",
    "section",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "hgroup",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "thead",
    "caption",
    "pre",
    "sup",
    "a",
    "ruby",
    "rt",
    "figure",
    "figcaption",
    "aside",
    "em",
    "dl",
    "dt",
    "dd",
    "math",
    "svg",
];
const VOIDS: [&str; 4] = ["br", "hr", "img alt='A picture'", "img"];
const ATTRIBUTES: [&str; 16] = [
    "",
    "",
    "",
    "",
    "",
    " hidden=''",
    " epub:type='footnote' id='n1'",
    " epub:type='noteref' href='#n1'",
    " href='#n1'",
    " class='verse'",
    " epub:type='z3998:roman'",
    " epub:type='titlepage'",
    " xml:lang='fr'",
    " style='display:none'",
    " epub:type='pagebreak'",
    " epub:type='z3998:persona'",
];
const TEXTS: [&str; 22] = [
    "word",
    " ",
    "Two words. And more!",
    "12",
    "*",
    "***",
    "é",
    "\u{ad}",
    "&amp;",
    "&#233;",
    "&nbsp;",
    "&hellip;",
    "ﬁn",
    "漢字",
    "IV",
    " — ",
    "\n  ",
    "“Quoted,” he said.",
    "\u{200b}",
    ".",
    "CAPITALS",
    "1984 & 7",
];

/// Markup that means something together, and how many visible characters are in it.
const MARKED: [(&str, u64); 4] = [
    ("<sup><a href='#fn1'>3</a></sup>", 1),
    ("<a href='#note2'>[12]</a>", 4),
    ("<math alttext='a plus b'><mi>a</mi><mo>+</mo><mi>b</mi></math>", 3),
    ("<table><tr><th>Age</th><th>Name</th></tr><tr><td>7</td><td>Ann</td></tr></table>", 11),
];

/// Pseudo-random numbers, the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

/// Writes some content, and counts its visible characters as it goes.
fn content(chance: &mut Chance, depth: usize, text: &mut String) -> u64 {
    let mut visible = 0;
    for _ in 0..=chance.below(4 + depth) {
        match chance.below(10) {
            0..4 => {
                let written = chance.of(&TEXTS).replace(" & ", " &amp; ");
                text.push_str(&written);
                let read = written
                    .replace("&amp;", "&")
                    .replace("&#233;", "é")
                    .replace("&nbsp;", "\u{a0}")
                    .replace("&hellip;", "…");
                visible += read.chars().filter(|&letter| is_visible(letter)).count() as u64;
            }
            4 => text.push_str(&format!("<{}/>", chance.of(&VOIDS))),
            5 => {
                let (markup, letters) = MARKED[chance.below(MARKED.len())];
                text.push_str(markup);
                visible += letters;
            }
            _ if depth == 0 => {}
            _ => {
                let (name, attributes) = (chance.of(&ELEMENTS), chance.of(&ATTRIBUTES));
                text.push_str(&format!("<{name}{attributes}>"));
                visible += content(chance, depth - 1, text);
                text.push_str(&format!("</{name}>"));
            }
        }
    }
    visible
}

fn options(chance: &mut Chance) -> Options {
    let notes = [Notes::Drop, Notes::Paragraph, Notes::Chapter][chance.below(3)];
    let mut options = Options { notes, ..Options::default() };
    for _ in 0..chance.below(3) {
        options.include.insert(Matter::ALL[chance.below(Matter::ALL.len())]);
        options.exclude.insert(Matter::ALL[chance.below(Matter::ALL.len())]);
    }
    options
}

#[test]
fn every_character_of_every_document_has_a_fate() {
    for seed in 1..=DOCUMENTS {
        let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut visible = 0;
        let mut opened = SourceBook::default();
        for at in 0..=chance.below(2) {
            let mut text = String::from("<html><head><title>no</title></head><body>");
            visible += content(&mut chance, 6, &mut text);
            text.push_str("</body></html>");
            opened.pages.push(SourcePage {
                name: format!("{at}.xhtml"),
                text,
                ..SourcePage::default()
            });
        }
        let texts: Vec<String> = opened.pages.iter().map(|page| page.text.clone()).collect();
        let request = PlanRequest {
            book: BookId(Uuid::nil()),
            revision: Revision::FIRST,
            source: BlobKey::source(Digest::of(b"")),
            cover: None,
            options: options(&mut chance),
            lexicon: &Lexicon::default(),
            name: None,
        };

        let manuscript = compose(opened);

        let counted: u64 = manuscript.pages.iter().map(|page| u64::from(page.visible)).sum();
        assert_eq!(counted, visible, "{seed}: {texts:?}");
        let Ok(plan) = plan(manuscript, request) else { continue };
        let account = plan.account.unwrap();
        assert_eq!(account.lost, 0, "{seed}: {texts:?}");
        assert_eq!(
            (account.visible, account.spoken + account.left_out),
            (visible, visible),
            "{seed}"
        );
    }
}

/// Every visible character is in a block or left out, and in no two reasons at once.
fn all_accounted(document: &xhtml::ParsedPage, body: &str) {
    let mut ledger = vec![0; document.visible as usize];
    for block in &document.blocks {
        for numbers in block.passage.numbers(0..block.passage.text().len()) {
            numbers.for_each(|number| ledger[number as usize] = 1);
        }
    }
    for (numbers, _) in &document.left_out {
        numbers.clone().for_each(|number| ledger[number as usize] += 2);
    }
    assert!(ledger.iter().all(|fate| matches!(fate, 1 | 2)), "{body}: {ledger:?}");
}

#[test]
fn damaged_documents_lose_nothing_either() {
    for seed in 1..=DOCUMENTS {
        let mut chance = Chance(seed.wrapping_mul(0x2545_f491_4f6c_dd1d));
        let mut text = String::from("<body>");
        content(&mut chance, 6, &mut text);
        // A piece is cut out of the markup.
        let from = text.floor_char_boundary(chance.below(text.len()));
        let to = text.ceil_char_boundary((from + chance.below(12)).min(text.len()));
        text.replace_range(from..to, "");

        let document = xhtml::walk(&text, 0, &HashSet::new());

        all_accounted(&document, &text);
    }
}
