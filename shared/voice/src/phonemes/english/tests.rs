//! The pronunciation of English, and of odd text.

mod coverage;

use super::*;

const WORDS: &str = include_str!("tests/words.txt");
const SENTENCES: &str = include_str!("tests/sentences.txt");

/// Lines that say something: what is written, and what is said.
fn table(text: &'static str, between: &str) -> Vec<(&'static str, &'static str)> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_once(between).unwrap()).collect()
}

fn symbols(english: &mut EnglishPhonemizer, text: &str) -> String {
    english.phonemize(text, &[]).unwrap().symbols.into_iter().collect()
}

#[test]
fn words_are_said_as_dictionaries_have_them() {
    let mut english = EnglishPhonemizer::load();
    let table = table(WORDS, " ");

    let said = table.iter().map(|(word, expected)| (*word, *expected, symbols(&mut english, word)));
    let wrong: Vec<_> =
        said.filter(|(_, expected, said)| said.trim_end_matches('.') != *expected).collect();

    assert!(table.len() > 100);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn sentences_are_said_as_they_are_meant() {
    let mut english = EnglishPhonemizer::load();
    let table = table(SENTENCES, " | ");

    let said = table.iter().map(|(text, expected)| (*text, *expected, symbols(&mut english, text)));
    let wrong: Vec<_> = said.filter(|(_, expected, said)| said != expected).collect();

    assert!(table.len() > 90);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn words_lie_where_they_are_written() {
    let text = "“F-B-I men,” said 21 of us.";

    let phonemes = EnglishPhonemizer::load().phonemize(text, &[]).unwrap();

    let found: Vec<(&str, String)> = phonemes
        .words
        .iter()
        .map(|word| {
            (&text[word.text.clone()], phonemes.symbols[word.symbols.clone()].iter().collect())
        })
        .collect();
    let expected = [
        ("F-B-I", "ˈɛfbˈiːˈaɪ"),
        ("men", "mˈɛn"),
        ("said", "sˈɛd"),
        ("21", "twˈɛnti wˈʌn"),
        ("of", "ʌv"),
        ("us", "ʌs"),
    ];
    assert_eq!(found, expected.map(|(word, said)| (word, said.to_owned())));
}

#[test]
fn the_users_sounds_overrule_everything() {
    let sounds = [PronunciationOverride { from: 4, to: 10, ipa: "w\u{ed}n".to_owned() }];

    let phonemes = EnglishPhonemizer::load().phonemize("Ask Nguyen, the man.", &sounds).unwrap();

    assert_eq!(phonemes.symbols.iter().collect::<String>(), "ˈæsk wi\u{301}n, ðə mˈæn.");
    assert_eq!(phonemes.words[1], WordAlignment { text: 4..10, symbols: 5..9 });
}

#[test]
fn what_cannot_be_said_is_reported() {
    let mut english = EnglishPhonemizer::load();

    let phonemes = english.phonemize("Say λόγος * now 😀.", &[]).unwrap();

    assert_eq!(phonemes.symbols.iter().collect::<String>(), "sˈeɪ nˈaʊ.");
    assert_eq!(phonemes.unknown, ["λόγος", "*", "😀"]);
    assert_eq!(english.phonemize(" — ", &[]).unwrap(), Phonemes::default());
}

#[test]
fn endless_words_end() {
    let mut english = EnglishPhonemizer::load();

    for word in ["abracadabra", "a's", "Ab", "don't", "x", "ings", "un"] {
        let phonemes = english.phonemize(&word.repeat(400), &[]).unwrap();

        assert_eq!(phonemes.words.len(), 1);
        assert!(phonemes.symbols.len() > 400, "{word}");
    }
}

#[test]
fn any_text_is_said_in_the_voices_alphabet() {
    let mut english = EnglishPhonemizer::load();
    let alphabet = " abdefhijklmnopstuvwzæðŋɑɔəɚɛɜɡɪɹʃʊʌʒˈːθ.,!?:;";
    let mut random = fastrand::Rng::with_seed(7);
    let letters: Vec<char> =
        "abcdefghijklmnopqrstuvwxyzAEIOU'’-–—…. ,;:!?()\"“”0123456789éñœ\u{ad}\u{301}ß/&%$*@ѣ"
            .chars()
            .collect();

    for _ in 0..500 {
        let length = random.usize(0..60);
        let text: String = (0..length).map(|_| letters[random.usize(0..letters.len())]).collect();
        let phonemes = english.phonemize(&text, &[]).unwrap();

        let strange = phonemes.symbols.iter().find(|symbol| !alphabet.contains(**symbol));
        assert_eq!(strange, None, "{text}");
        assert!(phonemes.words.is_sorted_by_key(|word| (word.text.start, word.symbols.start)));
        for word in &phonemes.words {
            assert!(text.get(word.text.clone()).is_some(), "{text}");
            assert!(!phonemes.symbols[word.symbols.clone()].is_empty(), "{text}");
        }
    }
}
