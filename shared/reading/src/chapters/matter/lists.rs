//! Lists besides the story: contents, indexes, bibliographies, notes, lists of other books; and whether a text is what its title says.

use contract::Matter;
use pages::block::{Block, BlockKind};

use crate::chapters::matter::copyright;
use crate::chapters::matter::lines::{
    before_leader, has_address, has_year, is_page, is_prose, is_quoted, is_told, key, letters,
    lines,
};

/// Most letters of a cover, of a title page, of a page of advertisements and of a colophon.
const COVER: usize = 600;
const TITLE_PAGE: usize = 1_500;
const ADVERTISEMENT: usize = 8_000;
const COLOPHON: usize = 6_000;
/// Longest line of a list of contents, in characters.
const ENTRY: usize = 120;

/// Whether blocks look like the matter that a title or a landmark says they are. Matter that is read anyway needs no proof.
pub(crate) fn agrees(matter: Matter, blocks: &[Block]) -> bool {
    let all: usize = blocks.iter().map(letters).sum();
    let prose: usize = blocks.iter().filter(|block| is_prose(block)).map(letters).sum();
    match matter {
        Matter::Cover => all <= COVER && prose == 0,
        Matter::TitlePage => all <= TITLE_PAGE && prose * 2 <= all || prose * 4 <= all,
        Matter::Copyright => copyright::agrees(blocks),
        Matter::Colophon => all <= COLOPHON,
        Matter::Contents => prose * 3 <= all,
        Matter::Advertisement => {
            all <= ADVERTISEMENT && (prose * 2 <= all || share(blocks, is_praise) >= 50)
        }
        Matter::Index => share(blocks, is_index) >= 30 || prose * 4 <= all,
        Matter::Bibliography => share(blocks, is_reference) >= 30 || prose * 4 <= all,
        Matter::Notes => share_of_notes(blocks) >= 40 || prose * 4 <= all,
        _ => true,
    }
}

/// Of a hundred lines that are no headings, how many are of a kind.
pub(super) fn share(blocks: &[Block], is_kind: impl Fn(&str) -> bool) -> usize {
    let lines: Vec<&str> = bodies(blocks).flat_map(lines).collect();
    let found = lines.iter().filter(|line| is_kind(line)).count();
    found * 100 / lines.len().max(1)
}

/// How many of a hundred paragraphs are notes, by a number, by an id or as entries of a list.
pub(super) fn share_of_notes(blocks: &[Block]) -> usize {
    let is_entry = |block: &&Block| {
        block.kind == BlockKind::Item
            || block.note.is_some()
            || block.matter.contains(&Matter::Notes)
            || is_note(block.passage.text())
    };
    let count = bodies(blocks).count();
    bodies(blocks).filter(is_entry).count() * 100 / count.max(1)
}

fn bodies(blocks: &[Block]) -> impl Iterator<Item = &Block> {
    blocks.iter().filter(|block| {
        block.text().is_some() && block.level().is_none() && block.kind != BlockKind::Description
    })
}

/// An entry of the contents: dots and a page, or a title of the book with or without a page.
pub(super) fn is_contents(line: &str, is_chapter: impl Fn(&str) -> bool) -> bool {
    if line.chars().count() > ENTRY {
        return false;
    }
    if before_leader(line).is_some() {
        return true;
    }
    let title = key(line);
    is_chapter(&title)
        || title.rsplit_once(' ').is_some_and(|(title, page)| is_page(page) && is_chapter(title))
}

/// A short line that may be an entry of the contents below their heading.
pub(super) fn may_be_contents(line: &str) -> bool {
    let line = before_leader(line).unwrap_or(line);
    line.chars().count() <= ENTRY
        && !line.ends_with(['.', '!', '?', ',', ';', '”', '"'])
        && !is_quoted(line)
}

/// An entry of an index: `bears, 7, 19–22`, `cats, see dogs`.
pub(super) fn is_index(line: &str) -> bool {
    if line.chars().count() > 400 {
        return false;
    }
    let lower = line.to_lowercase();
    let refers = [
        ", see ",
        "see also ",
        ". see ",
        "siehe auch",
        ", s. ",
        "siehe ",
        "voir aussi",
        "voir ",
        "véase",
        "vid. ",
        "vedi anche",
        "vedi ",
        "zie ook",
    ];
    if refers.iter().any(|word| lower.contains(word)) && line.len() < 120 {
        return true;
    }
    let Some(figure) = line.find(|c: char| c.is_ascii_digit()) else { return false };
    let head = line[..figure].trim_end();
    let has_head =
        head.chars().filter(|c| c.is_alphabetic()).count() >= 2 && head.chars().count() <= 70;
    let ending =
        line.trim_end_matches(['.', ';', ')', ' ']).trim_end_matches(['f', 'n']).trim_end();
    let is_list = ending.ends_with(|c: char| c.is_ascii_digit());
    let words = head.split_whitespace().count();
    let is_apart = head.ends_with([',', ':', ';']) || before_leader(line).is_some();
    // “She was born in 1984” is no entry: pages are short, and stand apart.
    is_list
        && has_head
        && (is_apart || words <= 4)
        && line.split(|c: char| !c.is_ascii_digit()).all(|number| number.len() <= 4)
        && !line.ends_with('!')
}

/// An entry of a bibliography: a year, and marks of print.
pub(super) fn is_reference(line: &str) -> bool {
    let lower = line.to_lowercase();
    let prints = [
        "press",
        "vol.",
        "pp.",
        "ed.",
        "eds.",
        "(ed",
        "hrsg",
        "hg.",
        "trans.",
        "isbn",
        "doi",
        " journal",
        "verlag",
        "éditions",
        "paris:",
        "london:",
        "new york:",
        "berlin:",
        "madrid:",
        "milano",
        " in: ",
        " bd.",
        "retrieved",
        "university",
    ];
    let has_print = prints.iter().any(|print| lower.contains(print)) || has_address(&lower);
    let begins = line
        .starts_with(|c: char| c.is_uppercase() || "—–-_•*[“\"«".contains(c) || c.is_ascii_digit());
    let has_mark =
        line.contains(", ") || line.contains(": ") || line.contains('(') || line.contains(". ");
    begins && has_mark && (has_year(line) || has_print) && !is_told(line)
}

/// A note: a number or a sign in front, or words that only notes have.
pub(super) fn is_note(line: &str) -> bool {
    let line = line.trim_start_matches(['[', '(', '↑', '^', ' ']);
    let figures = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let behind = &line[figures..];
    let is_numbered = (1..=4).contains(&figures)
        && (behind.starts_with(['.', ')', ']', ':', ' ', '\u{a0}'])
            || behind.starts_with(char::is_alphabetic));
    let lower = line.to_lowercase();
    let signs = line.starts_with(['*', '†', '‡', '§', '¶']);
    let words = [
        "ibid", "op. cit", "loc. cit", "cf. ", "p. ", "pp. ", "page ", "see ", "vgl. ", "ebd",
        "siehe ", "s. ", "voir ", "véase", "cfr. ", "ivi, ",
    ];
    is_numbered || signs || words.iter().any(|word| lower.starts_with(word))
}

/// A word of praise for a book, and who said it.
pub(super) fn is_praise(line: &str) -> bool {
    is_quoted(line) || line.starts_with(['—', '–', '―', '-']) || line.chars().count() < 60
}
