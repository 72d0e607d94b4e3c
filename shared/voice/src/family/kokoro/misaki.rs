//! Transcribes a phonemizer's symbols into the alphabet of the `misaki` package, which Kokoro learnt.

/// A symbol of misaki's alphabet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MisakiSymbol {
    /// The symbol.
    pub symbol: char,
    /// The first of the phonemizer's symbols that it stands for.
    pub origin: usize,
}

/// Symbols and their transcriptions.
type Rewrite = (&'static str, &'static str);

/// In every language a diphthong or an affricate is one symbol.
const PAIRS: [Rewrite; 8] = [
    ("eɪ", "A"),
    ("aɪ", "I"),
    ("oʊ", "O"),
    ("əʊ", "Q"),
    ("aʊ", "W"),
    ("ɔɪ", "Y"),
    ("tʃ", "ʧ"),
    ("dʒ", "ʤ"),
];

/// In English, these neighbours are two sounds: `cats`, `adze`.
const OTHERS: [Rewrite; 3] = [("ts", "ʦ"), ("dz", "ʣ"), ("c\u{327}", "ç")];

/// Kokoro's English follows a dictionary: it has no foreign sounds, a flapped t is a `T`, and `ᵊ` is the vowel of a syllabic consonant.
const ENGLISH: [Rewrite; 18] = [
    ("ʔˌn\u{329}", "tn"),
    ("ʔn\u{329}", "tn"),
    ("n\u{329}", "ᵊn"),
    ("l\u{329}", "ᵊl"),
    ("m\u{329}", "ᵊm"),
    ("c\u{327}", "k"),
    ("ʲo", "jɔ"),
    ("ʲə", "jə"),
    ("ʲ", ""),
    ("ɚ", "əɹ"),
    ("ɐ", "ə"),
    ("r", "ɹ"),
    ("x", "k"),
    ("ɬ", "l"),
    ("ɾ", "T"),
    ("ʔ", "t"),
    ("o", "ɔ"),
    ("\u{303}", ""),
];

/// American vowels have no length.
const AMERICAN: [Rewrite; 4] = [("ɜːɹ", "ɜɹ"), ("ɜː", "ɜɹ"), ("ɪə", "iə"), ("ː", "")];

/// `there` and `near`, where an r is not said.
const BRITISH: [Rewrite; 2] = [("eə", "ɛː"), ("iə", "ɪə")];

/// Marks that tie two symbols together, and the hyphen that espeak-ng writes in French; nothing is said for them.
const SILENT: [char; 4] = ['\u{361}', '\u{35c}', '^', '-'];

/// Stresses and vowels.
const SOUNDING: &str = "ˈˌAIOQWYaeiouyæɐɑɒɔəɚɛɜɪʊʌᵻ";

/// Writes `symbols` as Kokoro learnt them; the first letter of the speaker's name determines the language.
pub(super) fn to_misaki(symbols: &[char], speaker: &str) -> Vec<MisakiSymbol> {
    let english = match speaker.chars().next() {
        Some('a') => Some(&AMERICAN[..]),
        Some('b') => Some(&BRITISH[..]),
        _ => None,
    };
    let rules: Vec<&Rewrite> = match english {
        Some(accent) => accent.iter().chain(&PAIRS).chain(&ENGLISH).collect(),
        None => PAIRS.iter().chain(&OTHERS).collect(),
    };
    let sounding = as_they_are(symbols).into_iter();
    let symbols: Vec<MisakiSymbol> = sounding.filter(|it| !SILENT.contains(&it.symbol)).collect();
    let mut rest = &symbols[..];
    let mut written = vec![];
    while let Some((&MisakiSymbol { symbol, origin }, behind)) = rest.split_first() {
        if let Some((from, to)) = rules.iter().find(|(from, _)| begins(rest, from)) {
            written.extend(to.chars().map(|symbol| MisakiSymbol { symbol, origin }));
            rest = &rest[from.chars().count()..];
            continue;
        }
        let is_syllable = english.is_some() && symbol == 'ə' && ends_in_l(behind);
        let symbol = if is_syllable { 'ᵊ' } else { symbol };
        written.push(MisakiSymbol { symbol, origin });
        rest = behind;
    }
    written
}

/// The phonemizer's symbols as they are, for models that learnt IPA.
pub(super) fn as_they_are(symbols: &[char]) -> Vec<MisakiSymbol> {
    symbols.iter().zip(0..).map(|(&symbol, origin)| MisakiSymbol { symbol, origin }).collect()
}

fn begins(symbols: &[MisakiSymbol], wanted: &str) -> bool {
    let mut symbols = symbols.iter().map(|it| it.symbol);
    wanted.chars().all(|wanted| symbols.next() == Some(wanted))
}

/// Whether an l follows that begins no syllable, as in `little`.
fn ends_in_l(behind: &[MisakiSymbol]) -> bool {
    let begins = |it: &MisakiSymbol| SOUNDING.contains(it.symbol);
    behind.first().is_some_and(|it| it.symbol == 'l') && !behind.get(1).is_some_and(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(speaker: &str, symbols: &str, expected: &str) {
        let symbols: Vec<char> = symbols.chars().collect();
        let written = to_misaki(&symbols, speaker);
        let text: String = written.iter().map(|it| it.symbol).collect();
        assert_eq!(text, expected, "{speaker}");
        assert!(written.windows(2).all(|pair| pair[0].origin <= pair[1].origin));
    }

    #[test]
    fn english_is_written_as_kokoro_learnt_it() {
        check("af_heart", "ðə tʃˈɜːtʃ dʒˈʌdʒ", "ðə ʧˈɜɹʧ ʤˈʌʤ");
        check("af_heart", "wˈɜːɹd nˈeɪm ɡˈoʊ sˈuːn", "wˈɜɹd nˈAm ɡˈO sˈun");
        check("am_adam", "lˈɛɾɚ kˈæts ˈaɪ ˈaʊ ɔɪ", "lˈɛTəɹ kˈæts ˈI ˈW Y");
        check("af_heart", "mˈoːɹ bˈʌʔn\u{329} lˈɪɾəl əlˈoʊn", "mˈɔɹ bˈʌtn lˈɪTᵊl əlˈOn");
        check("af_heart", "lˈɑːx sˈɑ\u{303} aɪdˈɪə", "lˈɑk sˈɑ Idˈiə");
        check("bf_emma", "ɡˈəʊ fˈɑːðə", "ɡˈQ fˈɑːðə");
        check("bf_emma", "ðeə nˌiə bˈʌtn\u{329}", "ðɛː nˌɪə bˈʌtᵊn");
        check("ef_dora", "mutʃˈaːtʃo t͡s", "muʧˈaːʧo ʦ");
        check("ff_siwis", "lə- ɡaʁsˈo\u{303} c\u{327}a", "lə ɡaʁsˈo\u{303} ça");
    }
}
