//! Settles the languages of a book and its parts: what was chosen, what the book says, or what its text is in.

use std::collections::BTreeMap;

use contract::is_same_language;
use pages::block::Block;

use super::identification::{identify, is_close, is_known, is_rather, letters};
use super::tags::{english_name, language_tag};
use crate::manuscript::{ManuscriptChapter, NonLinearPage};

/// About how many bytes of a book are looked at.
const SAMPLED: usize = 24_000;
/// Bytes of a sample.
const SAMPLE: usize = 600;
/// Fewest letters of a block that can say something else than the other blocks of its language.
const OWN: usize = 60;

/// Settles the language of a book, and removes those of blocks that their text contradicts; returns it, if anything tells.
///
/// `chosen` overrides what the book says, and what its text is in.
pub fn settle_languages(
    said: Option<&str>,
    chosen: Option<&str>,
    chapters: &mut [ManuscriptChapter],
    asides: &mut [NonLinearPage],
    warnings: &mut Vec<String>,
) -> Option<String> {
    let settled = match chosen {
        Some(chosen) => Some(chosen.to_owned()),
        None => language_of(said, chapters, warnings),
    };
    let in_chapters = chapters.iter_mut().flat_map(|chapter| &mut chapter.blocks);
    let mut blocks: Vec<&mut Block> =
        in_chapters.chain(asides.iter_mut().flat_map(|page| &mut page.blocks)).collect();
    settle_blocks(&mut blocks, settled.as_deref(), warnings);
    settled
}

/// The language that a book says, unless its text clearly is in another, or that of its text.
fn language_of(
    said: Option<&str>,
    chapters: &[ManuscriptChapter],
    warnings: &mut Vec<String>,
) -> Option<String> {
    let known = said.and_then(language_tag);
    let samples = samples(chapters);
    let found = identify(&samples);
    let Some(known) = known else {
        let Some(found) = found else { return most_of_blocks(chapters) };
        // English is what a book without a language is read in.
        if found.tag != "en" {
            let name = english_name(&found.tag);
            warnings.push(format!(
                "the book does not say its language, but its text is {name}: read as {name}; `--language` chooses another"
            ));
        }
        return Some(found.tag);
    };
    let Some(found) = found.filter(|found| found.is_certain) else { return Some(known) };
    if is_close(&found.tag, &known) || !is_known(&known) {
        return Some(known);
    }
    let is_other = |sample: &String| is_rather(sample, &found.tag, &known) == Some(&found.tag);
    if samples.iter().filter(|sample| is_other(sample)).count() * 4 < samples.len() * 3 {
        return Some(known);
    }
    let name = english_name(&found.tag);
    let said = said.unwrap_or_default().trim();
    warnings.push(format!(
        "the book says `{said}`, but its text is {name}: read as {name}; `--language` chooses another"
    ));
    Some(found.tag)
}

/// Samples of the text that is read, from all of the book.
fn samples(chapters: &[ManuscriptChapter]) -> Vec<String> {
    let is_read = |block: &&Block| block.matter.iter().all(|matter| matter.is_read());
    let texts = || {
        let blocks = chapters.iter().flat_map(|chapter| &chapter.blocks);
        blocks.filter(is_read).filter_map(Block::text)
    };
    let all: usize = texts().map(str::len).sum();
    let mut samples: Vec<String> = Vec::new();
    for text in texts().step_by((all / SAMPLED).max(1)) {
        let text = &text[..text.floor_char_boundary(SAMPLE)];
        match samples.last_mut().filter(|last| last.len() < SAMPLE) {
            Some(last) => {
                last.push(' ');
                last.push_str(text);
            }
            None => samples.push(text.to_owned()),
        }
    }
    // A short rest says little, and would count as much as the others.
    if samples.len() > 1 {
        samples.pop_if(|last| last.len() < SAMPLE / 2);
    }
    samples
}

/// The language that most text of the blocks is said to be in.
fn most_of_blocks(chapters: &[ManuscriptChapter]) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for block in chapters.iter().flat_map(|chapter| &chapter.blocks) {
        let Some(tag) = block.language.as_deref().and_then(language_tag) else { continue };
        *counts.entry(tag).or_default() += letters(block.text().unwrap_or_default());
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(tag, _)| tag)
}

/// Removes the languages of blocks that are unknown, or that their text contradicts.
fn settle_blocks(blocks: &mut [&mut Block], book: Option<&str>, warnings: &mut Vec<String>) {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for block in blocks.iter_mut() {
        block.language = block.language.take().and_then(|said| language_tag(&said));
        let (Some(tag), Some(text)) = (&block.language, block.text()) else { continue };
        let all = texts.entry(tag.clone()).or_default();
        if all.len() < SAMPLED {
            all.push_str(text);
            all.push(' ');
        }
    }
    let Some(book) = book else { return };
    let is_contradicted = |tag: &str, text: &str| is_rather(text, book, tag) == Some(book);
    let contradicted: BTreeMap<&str, bool> = texts
        .iter()
        .filter(|(tag, _)| !is_same_language(tag, book))
        .map(|(tag, text)| (tag.as_str(), is_contradicted(tag, text)))
        .collect();
    for block in blocks.iter_mut() {
        let (Some(tag), Some(text)) = (&block.language, block.text()) else { continue };
        let Some(all) = contradicted.get(tag.as_str()) else { continue };
        let own = is_rather(text, book, tag).filter(|_| letters(text) >= OWN);
        if own.map_or(*all, |own| own == book) {
            block.language = None;
        }
    }
    let name = english_name(book);
    warnings.extend(contradicted.into_iter().filter(|(_, is_so)| *is_so).map(|(tag, _)| {
        format!("parts of the book say `{tag}`, but their text is {name}: read as {name}")
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use pages::passage::Passage;

    const GERMAN: &str = "Er ging in die Stadt, und niemand wusste, wohin er gegangen war. Nur die alte Frau am Fenster hatte ihn gesehen. \
        Sie schwieg, denn sie kannte ihn seit vielen Jahren und wollte nicht, dass man ihn fand.";
    const ENGLISH: &str = "He walked into the town, and nobody knew where he had gone. Only the old woman at the window had seen him. \
        She was silent, for she had known him many years and did not want him to be found.";
    const SPANISH: &str = "Entró en la ciudad, y nadie supo adónde había ido. Solo la vieja de la ventana lo había visto. \
        Calló, porque lo conocía desde hacía muchos años y no quería que lo encontraran.";
    const JAPANESE: &str = "彼は町へ入って行き、どこへ行ったのか誰も知らなかった。窓辺の老婆だけが彼を見ていた。彼女は黙っていた。長い間彼を知っていたからだ。\
        彼が見つかることを、彼女は望まなかった。";

    fn block(text: &str, language: Option<&str>) -> Block {
        let language = language.map(str::to_owned);
        Block { passage: Passage::added(text), language, ..Block::default() }
    }

    fn settled(
        said: Option<&str>,
        chosen: Option<&str>,
        blocks: Vec<Block>,
    ) -> (Option<String>, Vec<Option<String>>, Vec<String>) {
        let mut chapters = [ManuscriptChapter { title: String::new(), blocks }];
        let mut warnings = vec![];
        let found = settle_languages(said, chosen, &mut chapters, &mut [], &mut warnings);
        let blocks = chapters[0].blocks.iter().map(|block| block.language.clone()).collect();
        (found, blocks, warnings)
    }

    fn check(said: Option<&str>, text: &str, expected: Option<&str>, warned: bool) {
        let (found, _, warnings) = settled(said, None, vec![block(text, None)]);
        assert_eq!(
            (found.as_deref(), !warnings.is_empty()),
            (expected, warned),
            "{said:?}: {text}"
        );
    }

    #[test]
    fn the_language_of_a_book_is_what_it_says_unless_its_text_clearly_is_not() {
        check(Some("de-AT"), GERMAN, Some("de-AT"), false);
        check(Some("ger"), GERMAN, Some("de"), false);
        check(Some("en"), GERMAN, Some("de"), true);
        check(Some("de"), ENGLISH, Some("en"), true);
        check(Some("en"), JAPANESE, Some("ja"), true);
        check(Some("pt"), SPANISH, Some("pt"), false);
        check(Some("gl"), SPANISH, Some("gl"), false);
        check(Some("br"), ENGLISH, Some("br"), false);
        check(Some("de"), "Only the old woman had seen him.", Some("de"), false);
    }

    #[test]
    fn the_text_tells_what_a_book_does_not_say() {
        for said in [None, Some("und"), Some("mul"), Some("x-none"), Some("")] {
            check(said, GERMAN, Some("de"), true);
            check(said, JAPANESE, Some("ja"), true);
            check(said, ENGLISH, Some("en"), false);
            check(said, "Text 1.", None, false);
        }
        let (found, ..) = settled(None, None, vec![block("Eins.", Some("de"))]);
        assert_eq!(found.as_deref(), Some("de"), "as its blocks say");
    }

    #[test]
    fn what_was_chosen_goes_over_all() {
        let (found, blocks, warnings) =
            settled(Some("fr"), Some("de"), vec![block(ENGLISH, None), block(GERMAN, Some("fr"))]);

        assert_eq!((found.as_deref(), blocks), (Some("de"), vec![None, None]));
        assert_eq!(warnings.len(), 1);
    }

    #[test]
    fn blocks_keep_their_language_unless_their_text_contradicts_it() {
        let blocks = vec![
            block("Eins", Some("en-US")),
            block(GERMAN, Some("EN-US")),
            block(ENGLISH, Some("en_GB")),
            block("Gallia est omnis divisa in partes tres", Some("lat")),
            block(SPANISH, Some("gl")),
            block(GERMAN, Some("und")),
        ];

        let (_, found, warnings) = settled(Some("de"), None, blocks);

        let found: Vec<Option<&str>> = found.iter().map(Option::as_deref).collect();
        assert_eq!(found, [None, None, Some("en-GB"), Some("la"), Some("gl"), None]);
        assert_eq!(
            warnings,
            ["parts of the book say `en-US`, but their text is German: read as German"]
        );
    }
}
