//! The header and the licence of Project Gutenberg, in every format: what stands before the mark of the start, and behind that of the end.

use contract::Matter;
use pages::block::Block;

use crate::chapters::matter::calling::call;
use crate::chapters::matter::lines::letters;
use crate::chapters::section::SpineSection;

/// The names of the project, in capitals.
const PROJECTS: [&str; 7] = [
    "PROJECT GUTENBERG",
    "PROJEKT GUTENBERG",
    "PROJET GUTENBERG",
    "PROYECTO GUTENBERG",
    "PROGETTO GUTENBERG",
    "PROJETO GUTENBERG",
    "GUTENBERG-PROJEKT",
];
/// Words of the start and the end, in front of the name.
const STARTS: [&str; 9] = [
    "START OF",
    "START DES",
    "BEGINN DES",
    "ANFANG DES",
    "DÉBUT DU",
    "DÉBUT DE",
    "INICIO DE",
    "COMIENZO DE",
    "INIZIO DE",
];
const ENDS: [&str; 9] = [
    "END OF",
    "ENDE DES",
    "ENDE DIESES",
    "FIN DU",
    "FIN DE",
    "FIN DEL",
    "FINE DEL",
    "FINE DI",
    "FIM DO",
];
/// Most letters of the header, with the small print of old ones, and of the licence.
const HEADER: usize = 25_000;
const LICENCE: usize = 40_000;
/// Most letters of the book in the block that has a mark.
const BESIDE: usize = 1_200;
/// Blocks behind the start in which the makers of the file are named.
const CREDITS: usize = 6;
/// Blocks in which a header without a mark is looked for.
const FIRST: usize = 25;

/// Marks the header and the licence.
pub(super) fn mark(sections: &mut [SpineSection]) {
    let mut blocks: Vec<&mut Block> =
        sections.iter_mut().flat_map(|section| &mut section.document.blocks).collect();
    let header = header(&blocks);
    let behind = if header > 0 { header + credits(&blocks[header..]) } else { 0 };
    let licence = licence(&blocks, behind);
    for block in &mut blocks[..behind] {
        call(block, Matter::Copyright);
    }
    for block in &mut blocks[licence..] {
        call(block, Matter::Copyright);
    }
}

/// The number of blocks of the header.
fn header(blocks: &[&mut Block]) -> usize {
    let mut seen = 0;
    for (at, block) in blocks.iter().enumerate() {
        let text = block.text().unwrap_or_default();
        if let Some(mark) = start(text)
            && text.len() - mark <= BESIDE
        {
            return at + 1;
        }
        seen += letters(block);
        if seen > HEADER {
            break;
        }
    }
    // Files of others often lack the mark, but not the rest.
    let is_header =
        |block: &&&mut Block| (names_project(block) && !is_end_of(block)) || is_field(block);
    let plain = blocks.iter().take(FIRST).take_while(is_header);
    let plain: Vec<bool> = plain.map(|block| names_project(block)).collect();
    if plain.contains(&true) { plain.len() } else { 0 }
}

/// Where the mark of the start ends.
fn start(text: &str) -> Option<usize> {
    let upper = text.to_uppercase();
    if upper.len() == text.len()
        && let Some(at) =
            upper.find("*END*THE SMALL PRINT").or_else(|| upper.find("*END THE SMALL PRINT"))
    {
        return Some(at + "*END*THE SMALL PRINT".len());
    }
    let mut names = PROJECTS.iter().flat_map(|name| upper.match_indices(name));
    let (at, name) = names.find(|(at, _)| {
        let mark = upper[..*at].rfind("***").filter(|mark| at - mark < 60);
        mark.is_some_and(|mark| STARTS.iter().any(|start| upper[mark..*at].contains(start)))
    })?;
    Some(text.floor_char_boundary((at + name.len()).min(text.len())))
}

/// How many of the first blocks name the makers of the file.
fn credits(blocks: &[&mut Block]) -> usize {
    const BEGINS: [&str; 10] = [
        "Produced by",
        "E-text prepared by",
        "Etext prepared by",
        "eBook prepared by",
        "Transcribed from",
        "This etext was prepared",
        "This eBook was produced by",
        "This file was produced from",
        "HTML version by",
        "Scanned and proof",
    ];
    if blocks.first().is_none_or(|block| letters(block) >= 2_000) {
        return 0;
    }
    let is_credit = |block: &&mut Block| {
        let text = block.text().unwrap_or_default();
        text.len() < 600
            && BEGINS.iter().any(|begin| {
                text.get(..begin.len()).is_some_and(|head| head.eq_ignore_ascii_case(begin))
            })
    };
    blocks.iter().take(CREDITS).take_while(|block| is_credit(block)).count()
}

/// The first block of the licence; the number of blocks, if there is none.
fn licence(blocks: &[&mut Block], from: usize) -> usize {
    let mut behind = 0;
    let mut found = blocks.len();
    for at in (from..blocks.len()).rev() {
        let block = &blocks[at];
        behind += letters(block);
        if behind > LICENCE {
            break;
        }
        if is_end_of(block) {
            found = at;
        }
    }
    found
}

/// Whether a block begins with the end of the book, or is the heading of the licence.
fn is_end_of(block: &Block) -> bool {
    let text = block.text().unwrap_or_default();
    let near = text.floor_char_boundary(120).min(text.len());
    let upper = text[..near].to_uppercase();
    let line = upper.trim_start_matches(['*', ' ', '-', '_', '"', '“', '[', '(']);
    let begins = ENDS.iter().any(|end| line.starts_with(end))
        && PROJECTS.iter().any(|name| line.contains(name));
    begins
        || line.starts_with("THE FULL PROJECT GUTENBERG")
        || line.starts_with("START: FULL LICENSE")
        || (line.starts_with("THIS FILE SHOULD BE NAMED") && upper.contains(".TXT"))
}

fn names_project(block: &Block) -> bool {
    let text = block.text().unwrap_or_default();
    let upper = text.to_uppercase();
    text.len() < 3_000 && PROJECTS.iter().any(|name| upper.contains(name))
}

/// A field of the header: `Title: …`.
fn is_field(block: &Block) -> bool {
    const FIELDS: [&str; 12] = [
        "Title:",
        "Author:",
        "Release Date:",
        "Release date:",
        "Language:",
        "Posting Date:",
        "Character set encoding:",
        "Original publication:",
        "Credits:",
        "Translator:",
        "Editor:",
        "Illustrator:",
    ];
    let text = block.text().unwrap_or_default();
    FIELDS.iter().any(|field| text.starts_with(field))
}
