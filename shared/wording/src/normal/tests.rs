//! Properties of every language and every text.

use std::ops::Range;

use super::{Hint, HintKind, NORMALIZERS, normalizer, spoken, table, verbalize};
use crate::lexicon::Lexicon;
use verbalizer::{Notation, SpokenForm};

#[test]
fn english_is_said_as_readers_expect() {
    table::check("en", 1000, 98);
}

#[test]
fn german_is_said_as_readers_expect() {
    table::check("de", 150, 97);
}

#[test]
fn french_is_said_as_readers_expect() {
    table::check("fr", 150, 97);
}

#[test]
fn spanish_is_said_as_readers_expect() {
    table::check("es", 150, 97);
}

#[test]
fn italian_is_said_as_readers_expect() {
    table::check("it", 150, 97);
}

#[test]
fn portuguese_is_said_as_readers_expect() {
    table::check("pt", 120, 95);
}

#[test]
fn dutch_is_said_as_readers_expect() {
    table::check("nl", 120, 95);
}

#[test]
fn russian_is_said_as_readers_expect() {
    table::check("ru", 120, 95);
}

#[test]
fn polish_is_said_as_readers_expect() {
    table::check("pl", 120, 95);
}

#[test]
fn chinese_is_said_as_readers_expect() {
    table::check("zh", 100, 95);
}

#[test]
fn japanese_is_said_as_readers_expect() {
    table::check("ja", 100, 95);
}

#[test]
fn languages_are_found_by_their_primary_tag() {
    for tag in ["en", "en-GB", "EN", "en_US"] {
        assert_eq!(normalizer(tag).map(|known| known.language), Some("en"), "{tag}");
    }
    for tag in ["", "tlh", "eng", "x-en"] {
        assert!(normalizer(tag).is_none(), "{tag}");
    }
    let mut keys: Vec<String> = NORMALIZERS.iter().map(|known| known.key()).collect();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), NORMALIZERS.len());
}

#[test]
fn regions_scripts_and_other_tags_find_their_language() {
    let tags = [
        ("pt-BR", "pt"),
        ("pt_PT", "pt"),
        ("nl-BE", "nl"),
        ("ru-RU", "ru"),
        ("pl", "pl"),
        ("ja-JP", "ja"),
        ("zh", "zh"),
        ("zh-Hant-TW", "zh"),
        ("cmn", "zh"),
        ("cmn-Hans", "zh"),
    ];
    for (tag, language) in tags {
        assert_eq!(normalizer(tag).map(|known| known.language), Some(language), "{tag}");
    }
}

#[test]
fn a_language_without_rules_is_left_to_the_engine() {
    let hint = Hint { range: 0..2, kind: HintKind::Ipa("twɛlv".to_owned()) };

    assert_eq!(verbalize("12 x 12", "tlh", &[], &Lexicon::default()), []);
    assert_eq!(
        spoken("12 x 12", &verbalize("12 x 12", "tlh", &[hint], &Lexicon::default())),
        "/twɛlv/ x 12"
    );
}

/// Normalises an English sentence with hints for each of `hinted`, in order.
fn check_hinted(text: &str, hinted: &[(&str, HintKind)], expected: &str) {
    let hint = |(written, kind): &(&str, HintKind)| {
        let start = text.find(written).unwrap();
        Hint { range: start..start + written.len(), kind: kind.clone() }
    };
    let hints: Vec<Hint> = hinted.iter().map(hint).collect();
    assert_eq!(spoken(text, &verbalize(text, "en", &hints, &Lexicon::default())), expected);
}

#[test]
fn hints_of_markup_decide_what_english_leaves_open() {
    check_hinted("I", &[("I", HintKind::Heading)], "One");
    check_hinted("I", &[("I", HintKind::Roman)], "One");
    let charles = "Then Charles I was ill.";
    check_hinted(charles, &[], charles);
    check_hinted(charles, &[("I", HintKind::Roman)], "Then Charles the first was ill.");
    check_hinted("L. Storm", &[("L", HintKind::Roman)], "Fifty. Storm");
    check_hinted("Henry VIII fell.", &[("VIII", HintKind::Roman)], "Henry the eighth fell.");
    check_hinted("He asked M. Blanc.", &[("M.", HintKind::NameTitle)], "He asked Monsieur Blanc.");
    check_hinted("The A.R.P. and WHO", &[("WHO", HintKind::Initialism)], "The A-R-P and W-H-O");
    check_hinted("It spells cat.", &[("cat", HintKind::SpelledOut)], "It spells C-A-T.");
    check_hinted("12 x", &[("12", HintKind::Ipa("ə dʌzn".to_owned()))], "/ə dʌzn/ x");
    check_hinted("Ask Siân.", &[("Siân", HintKind::Ipa("ʃɑːn".to_owned()))], "Ask /ʃɑːn/.");
}

#[test]
fn every_rule_is_told_of_in_the_documents() {
    let documents = table::document("reference/normalisation.md");
    for rule in NORMALIZERS.iter().flat_map(|language| language.rules) {
        let row = format!("| {} |", rule.name);
        assert!(documents.contains(&row), "docs/reference/normalisation.md has no row {row:?}");
    }
}

#[test]
fn a_letter_as_a_heading_is_that_letter_unless_it_is_likely_to_be_a_number() {
    for letter in ["C", "D", "L", "M", "A", "D. H. Lawrence", "V. S. Naipaul"] {
        let said = letter.replace("D. H.", "D-H").replace("V. S.", "V-S");
        check_hinted(letter, &[(letter, HintKind::Heading)], &said);
    }
    check_hinted("X", &[("X", HintKind::Heading)], "Ten");
    check_hinted("V. The Storm", &[("V. The Storm", HintKind::Heading)], "Five. The Storm");
}

/// Random texts for each language.
const TEXTS: usize = 10_000;

/// Asserts the properties of every result.
fn check_ranges(text: &str, said: &[SpokenForm]) {
    let mut end = 0;
    for one in said {
        assert!(one.range.start >= end && one.range.start < one.range.end, "{text:?}: {said:?}");
        assert!(text.get(one.range.clone()).is_some(), "{text:?}: {said:?}");
        end = one.range.end;
    }
}

/// A random text of words, of pieces that rules look for, and of other characters.
fn any_text(random: &mut fastrand::Rng, words: &[&str]) -> String {
    const PIECES: [&str; 26] = [
        "1", "23", "1984", "0", ",", ".", ":", "/", "-", "–", "’", "$", "£", "½", "°", "\u{a0}",
        "IV", "s", "th", "\u{301}", "é", "É", "\"", "²", "@", "(",
    ];
    let mut text = String::new();
    for _ in 0..random.usize(..16) {
        match random.u8(..8) {
            0 => text.push(random.char(..)),
            1 => text.push(random.alphanumeric()),
            2 | 3 => text.push(' '),
            4 | 5 => text.push_str(words[random.usize(..words.len())]),
            _ => text.push_str(PIECES[random.usize(..PIECES.len())]),
        }
    }
    text
}

fn any_range(text: &str, random: &mut fastrand::Rng) -> Range<usize> {
    let ends = [random.usize(..=text.len() + 1), random.usize(..=text.len() + 1)];
    ends[0].min(ends[1])..ends[0].max(ends[1])
}

#[test]
fn ranges_are_in_order_and_between_characters_whatever_the_text() {
    let mut random = fastrand::Rng::with_seed(7);
    let kinds = [
        HintKind::Roman,
        HintKind::Initialism,
        HintKind::Heading,
        HintKind::NameTitle,
        HintKind::Ipa("x".to_owned()),
    ];
    for normalizer in NORMALIZERS {
        let sentences: Vec<String> =
            table::cases(normalizer.language).into_iter().map(|case| case.text).collect();
        let words: Vec<&str> = sentences.iter().flat_map(|text| text.split(' ')).collect();
        let random_texts: Vec<String> = (0..TEXTS).map(|_| any_text(&mut random, &words)).collect();
        for text in sentences.iter().chain(&random_texts) {
            let mut hints = Vec::new();
            for kind in &kinds {
                if random.u8(..4) > 0 {
                    continue;
                }
                let range = any_range(text, &mut random);
                hints.push(Hint { range, kind: kind.clone() });
            }
            check_ranges(text, &verbalize(text, normalizer.language, &hints, &Lexicon::default()));
        }
    }
}

#[test]
fn a_very_long_line_takes_no_longer_than_many_short_ones() {
    for normalizer in NORMALIZERS {
        for part in ["1", "a.", "XIV, ", "1/2", "'", "A", "- ", "(1", "x ", "5 km "] {
            let text = part.repeat(10_000 / part.len());
            check_ranges(&text, &verbalize(&text, normalizer.language, &[], &Lexicon::default()));
        }
    }
}

#[test]
fn words_stand_apart_from_their_neighbours() {
    let found = verbalize("x12y", "en", &[], &Lexicon::default());
    assert_eq!(found, []);

    let hint = Hint { range: 1..3, kind: HintKind::Ipa("twɛlv".to_owned()) };
    let found = verbalize("x12y 3km", "en", &[hint], &Lexicon::default());

    assert_eq!(found[0].notation, Notation::Ipa);
    assert_eq!(spoken("x12y 3km", &found), "x/twɛlv/y three kilometres");
}

#[test]
fn numeral_letters_without_a_value_are_not_dropped() {
    let text = "ⅹⅹⅹⅹ% of it";

    let said = verbalize(text, "en", &[], &Lexicon::default());

    assert_eq!(spoken(text, &said), "Xxxx percent of it");
}
