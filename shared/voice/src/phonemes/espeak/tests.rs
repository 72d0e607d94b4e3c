//! Tests with the installed espeak-ng; without it, these checks are skipped.

use std::os::unix::fs::PermissionsExt as _;

use super::*;

/// The phonemizer; without espeak-ng, `None`, and the check is skipped.
#[track_caller]
fn installed(language: &str) -> Option<EspeakPhonemizer> {
    let found = EspeakPhonemizer::find(None, language).ok();
    if found.is_none() {
        testkit::skip("espeak-ng is not installed");
    }
    found
}

fn symbols(espeak: &mut EspeakPhonemizer, text: &str) -> String {
    espeak.phonemize(text, &[]).unwrap().symbols.iter().collect()
}

#[test]
fn notes_and_ties_go() {
    let symbols: String = plain("(en)hˈaʊs(de)  t͡ʃ n̩ ").into_iter().collect();

    assert_eq!(symbols, "hˈaʊs tʃ n̩");
}

#[test]
fn sentences_keep_their_marks_and_words() {
    let Some(mut espeak) = installed("en-us") else { return };

    let phonemes = espeak.phonemize("“Hello, world,” he said… to him", &[]).unwrap();

    let symbols: String = phonemes.symbols.iter().collect();
    assert_eq!(symbols, "həlˈoʊ, wˈɜːld, hiː sˈɛd, tə hˈɪm.");
    assert_eq!(phonemes.words.len(), 6);
    assert_eq!(phonemes.words[1], WordAlignment { text: 10..15, symbols: 8..14 });
    assert_eq!(phonemes.unknown, Vec::<String>::new());
}

#[test]
fn the_users_sounds_overrule_espeak() {
    let Some(mut espeak) = installed("en-us") else { return };
    let sound = PronunciationOverride { from: 4, to: 10, ipa: "wɪn".to_owned() };

    let phonemes = espeak.phonemize("Ask Nguyen now.", &[sound]).unwrap();

    assert_eq!(phonemes.symbols.iter().collect::<String>(), "ˈæsk wɪn nˈaʊ.");
    assert_eq!(phonemes.words[1], WordAlignment { text: 4..10, symbols: 5..8 });
}

#[test]
fn a_child_that_died_is_replaced() {
    let Some(mut espeak) = installed("de") else { return };
    let before = symbols(&mut espeak, "Guten Tag!");

    espeak.child.as_mut().unwrap().die();
    let after = symbols(&mut espeak, "Guten Tag!");

    assert_eq!(before, after);
    assert!(before.ends_with('!') && before.contains('ˈ'), "{before}");
}

#[test]
fn a_program_that_hangs_is_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("espeak-ng");
    std::fs::write(&program, "#!/bin/sh\nexec sleep 600\n").unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut espeak = EspeakPhonemizer {
        program,
        version: "1".to_owned(),
        language: "en".to_owned(),
        child: None,
        patience: Duration::from_millis(50),
    };

    let error = espeak.phonemize("Hello.", &[]).unwrap_err();

    assert_eq!(error.kind, crate::error::ErrorKind::Passing);
    assert!(error.message.contains("did not answer"), "{error}");
}

#[test]
fn a_language_that_it_lacks_is_said_so() {
    let Some(mut espeak) = installed("xx-none") else { return };

    let error = espeak.phonemize("Hello.", &[]).unwrap_err();

    assert_eq!(error.kind, crate::error::ErrorKind::BadVoice);
}

#[test]
fn what_is_long_or_says_nothing_is_no_trouble() {
    let Some(mut espeak) = installed("en-us") else { return };

    let long = espeak.phonemize(&"many words without an end ".repeat(200), &[]).unwrap();

    assert_eq!(long.words.len(), 1000);
    assert_eq!(long.words.last().unwrap().symbols.end, long.symbols.len() - 1);
    assert_eq!(symbols(&mut espeak, "— … !"), "");
    assert_eq!(symbols(&mut espeak, "one\ntwo"), "wˈʌn tˈuː.");
}

/// The phonemes of the `piper-tts` package for `sentences.txt`; made by `piper.py` beside it.
const WITNESS: &str = include_str!("../../../tests/witness/piper.txt");
const SENTENCES: &str = include_str!("../../../tests/witness/sentences.txt");

/// The espeak-ng that the reference was compared with; `docs/reference/phonemes.md` explains the differences.
const COMPARED: &str = "1.51";

/// Sentences in other languages than English that differ, because the package's espeak-ng is newer.
const OTHERS_DIFFER: usize = 6;

/// Removes the known differences in English: the glide after an i before a vowel, and the vowel of `more`.
fn without_differences(symbols: &str) -> String {
    symbols.replace('ʲ', "").replace("oːɹ", "ɔːɹ")
}

#[test]
fn symbols_are_those_of_piper() {
    let lines = SENTENCES.lines().map(|line| line.split_once('\t').unwrap());
    let mut espeaks = std::collections::HashMap::new();
    let mut english = vec![];
    let mut others = vec![];

    for ((language, text), witness) in lines.zip(WITNESS.lines()) {
        let Some(installed) = installed(language) else { return };
        let espeak: &mut EspeakPhonemizer = espeaks.entry(language).or_insert(installed);
        if espeak.version != COMPARED {
            testkit::skip(format_args!("espeak-ng is not {COMPARED}"));
            return;
        }
        let said = without_differences(&symbols(espeak, text));
        if said != without_differences(witness) {
            let differing = if language == "en-us" { &mut english } else { &mut others };
            differing.push((text, said, witness));
        }
    }

    assert_eq!(SENTENCES.lines().count(), WITNESS.lines().count());
    assert!(english.is_empty(), "{english:#?}");
    assert!(others.len() <= OTHERS_DIFFER, "{others:#?}");
}
