//! Compares our transcription with that of two packages for the sentences in `tests/witness`, with the installed espeak-ng.
//! `kokoro.py` there made the reference; `docs/reference/phonemes.md` explains the differences.

use std::collections::HashMap;

use super::misaki::to_misaki;
use super::vocabulary::Vocabulary;
use crate::phonemes::EspeakPhonemizer;
use crate::phonemes::Phonemizer as _;

const SENTENCES: &str = include_str!("../../../tests/witness/sentences.txt");
const MORE: &str = include_str!("../../../tests/witness/more.txt");
const WITNESS: &str = include_str!("../../../tests/witness/kokoro.txt");

/// The espeak-ng that the packages used.
const COMPARED: &str = "espeak-ng 1.51 ";

/// Sentences whose marks differ: the packages keep dashes, ellipses, brackets and quotation marks.
const MARKS: [&str; 6] = [
    "It was dark—nobody spoke—and cold.",
    "“Come in,” she said, “and shut the door.”",
    "He waited… and waited…",
    "The house (an old one) was empty.",
    "\"Who is it?\" he asked.",
    "What?! You cannot mean that!",
];

/// Further sentences that misaki writes differently: it keeps `¿`, and a tie tells it that this is not a `ʧ`.
const WRITTEN: [&str; 2] = ["¿Qué hora es?", "Her cats chase adders, and the nightshirt is white."];

/// A sentence that differs.
#[derive(Debug)]
#[expect(dead_code, reason = "shown where a test fails")]
struct Differing {
    text: &'static str,
    ours: String,
    theirs: String,
}

/// The differing sentences that are not among the `known` ones; none if espeak-ng is not installed or is another version.
fn differing(
    known: &[&str],
    both: impl Fn(&str, &[char], &str, &str) -> (String, String),
) -> Vec<Differing> {
    let lines = SENTENCES.lines().chain(MORE.lines());
    assert_eq!(lines.clone().count(), WITNESS.lines().count());
    let mut espeaks = HashMap::new();
    let mut differing = vec![];
    for (line, witness) in lines.zip(WITNESS.lines()) {
        let (language, text) = line.split_once('\t').unwrap();
        let (numbers, writing) = witness.split_once('\t').unwrap();
        let found =
            EspeakPhonemizer::find(None, language).ok().filter(|it| it.id().starts_with(COMPARED));
        let Some(found) = found else {
            testkit::skip(format_args!("{COMPARED} is not installed"));
            return vec![];
        };
        let espeak: &mut EspeakPhonemizer = espeaks.entry(language).or_insert(found);
        let symbols = espeak.phonemize(text, &[]).unwrap().symbols;
        let (ours, theirs) = both(language, &symbols, numbers, writing);
        assert!(!known.contains(&text) || ours != theirs, "this differs no more: {text}");
        if ours != theirs && !known.contains(&text) {
            differing.push(Differing { text, ours, theirs });
        }
    }
    differing
}

#[test]
fn numbers_are_those_of_kokoro_onnx() {
    let vocabulary = Vocabulary::kokoro();

    let differing = differing(&MARKS, |_, symbols, numbers, _| {
        let composed = symbols.iter().collect::<String>().replace("c\u{327}", "ç");
        let ours = composed.chars().filter_map(|symbol| vocabulary.number(symbol));
        let ours: Vec<String> = ours.map(|number| number.to_string()).collect();
        (ours.join(" "), numbers.to_owned())
    });

    assert!(differing.is_empty(), "{differing:#?}");
}

#[test]
fn symbols_are_written_as_by_misaki() {
    let known = [&MARKS[..], &WRITTEN].concat();

    let differing = differing(&known, |language, symbols, _, writing| {
        // In British English, misaki means `ɛː` and `ɪə`, which its lexicon has; its rules miss tied vowels.
        let (speaker, writing) = match language {
            "en-us" => ("af_heart", writing.to_owned()),
            "en-gb" => ("bf_emma", writing.replace("Aə", "ɛː").replace("iə", "ɪə")),
            _ => ("ef_dora", writing.to_owned()),
        };
        let ours = to_misaki(symbols, speaker).into_iter().map(|it| it.symbol);
        (ours.collect(), writing)
    });

    assert!(differing.is_empty(), "{differing:#?}");
}
