//! The numbers of Kokoro's and Kitten's symbols, and how espeak-ng's symbols are written in Kokoro's.

use std::collections::HashMap;

use serde::Deserialize;

/// Kokoro's symbols: the number of the first, and those that follow.
const KOKORO: [(i32, &str); 30] = [
    (1, ";:,.!?"),
    (9, "—…\"()“” \u{303}ʣʥʦʨᵝꭧAI"),
    (31, "O"),
    (33, "Q"),
    (35, "ST"),
    (39, "W"),
    (41, "Yᵊabcdef"),
    (50, "hijklmnopqrstuvwxyzɑɐɒæ"),
    (75, "βɔɕç"),
    (80, "ɖðʤə"),
    (85, "ɚɛɜ"),
    (90, "ɟ"),
    (92, "ɡ"),
    (99, "ɥ"),
    (101, "ɨɪʝ"),
    (110, "ɯɰŋɳɲɴø"),
    (118, "ɸθœ"),
    (123, "ɹ"),
    (125, "ɾɻ"),
    (128, "ʁɽʂʃʈʧ"),
    (135, "ʊʋ"),
    (138, "ʌɣɤ"),
    (142, "χʎ"),
    (147, "ʒʔ"),
    (156, "ˈˌː"),
    (162, "ʰ"),
    (164, "ʲ"),
    (169, "↓"),
    (171, "→↗↘"),
    (177, "ᵻ"),
];

/// Kitten's symbols from 1, those of the model that Kokoro grew out of; what is doubled counts where it comes last.
const KITTEN: &str = ";:,.!?¡¿—…\"«»\"\" ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzɑɐɒæɓʙβɔɕçɗɖðʤəɘɚɛɜɝɞɟʄɡɠɢʛɦɧħ\
    ɥʜɨɪʝɭɬɫɮʟɱɯɰŋɳɲɴøɵɸθœɶʘɹɺɾɻʀʁɽʂʃʈʧʉʊʋⱱʌɣɤʍχʎʏʑʐʒʔʡʕʢǀǁǂǃˈˌːˑʼʴʰʱʲʷˠˤ˞↓↑→↗↘'\u{329}'ᵻ";

/// Two of espeak-ng's symbols that Kokoro writes as one, in every language.
const PAIRS: [((char, char), char); 11] = [
    (('e', 'ɪ'), 'A'),
    (('a', 'ɪ'), 'I'),
    (('o', 'ʊ'), 'O'),
    (('ə', 'ʊ'), 'Q'),
    (('a', 'ʊ'), 'W'),
    (('ɔ', 'ɪ'), 'Y'),
    (('t', 'ʃ'), 'ʧ'),
    (('d', 'ʒ'), 'ʤ'),
    (('t', 's'), 'ʦ'),
    (('d', 'z'), 'ʣ'),
    (('c', '\u{327}'), 'ç'),
];

/// Numbers of symbols.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Vocabulary {
    vocab: HashMap<char, i32>,
}

/// A symbol in Kokoro's writing, and the first of the symbols that it stands for.
pub(super) type Written = (char, usize);

impl Vocabulary {
    /// Kokoro's own.
    pub(super) fn kokoro() -> Self {
        let runs = KOKORO.iter().flat_map(|(first, symbols)| (*first..).zip(symbols.chars()));
        Self { vocab: runs.map(|(number, symbol)| (symbol, number)).collect() }
    }

    /// Kitten's own.
    pub(super) fn kitten() -> Self {
        Self { vocab: KITTEN.chars().zip(1..).collect() }
    }

    /// Reads it out of a model's `config.json`, which may be about other things.
    pub(super) fn read(config: &str) -> Option<Self> {
        serde_json::from_str(config).ok()
    }

    /// A symbol's number.
    pub(super) fn number(&self, symbol: char) -> Option<i32> {
        self.vocab.get(&symbol).copied()
    }
}

/// Writes espeak-ng's symbols as Kokoro learnt them. Its English is a dictionary's: `ɚ` and `ɜː` carry an `ɹ`, a flapped t is a `T`, and
/// American vowels have no length.
pub(super) fn kokoro_writing(symbols: &[char], speaker: &str) -> Vec<Written> {
    let is_american = speaker.starts_with('a');
    let is_english = is_american || speaker.starts_with('b');
    let ties = ['\u{361}', '\u{35c}', '^'];
    let untied: Vec<Written> =
        symbols.iter().copied().zip(0..).filter(|(symbol, _)| !ties.contains(symbol)).collect();
    let symbol = |index: usize| untied.get(index).map(|(symbol, _)| *symbol);
    let mut written = vec![];
    let mut index = 0;
    while let Some(&(first, place)) = untied.get(index) {
        let next = symbol(index + 1);
        let pair = next.and_then(|next| PAIRS.iter().find(|(pair, _)| *pair == (first, next)));
        // Apart from ʧ and ʤ, English has such neighbours only where two sounds meet: `cats`, `adze`.
        if let Some((_, one)) = pair.filter(|(_, one)| !is_english || !matches!(one, 'ʦ' | 'ʣ')) {
            written.push((*one, place));
            index += 2;
            continue;
        }
        let is_long = next == Some('ː') && symbol(index + 2) != Some('ɹ');
        match first {
            'ɚ' if is_english => written.extend([('ə', place), ('ɹ', place)]),
            'ɜ' if is_american && is_long => written.extend([('ɜ', place), ('ɹ', place)]),
            'ː' if is_american => {}
            'ɐ' if is_english => written.push(('ə', place)),
            'r' if is_english => written.push(('ɹ', place)),
            'ɾ' if is_english => written.push(('T', place)),
            'ʔ' if is_english => written.push(('t', place)),
            other => written.push((other, place)),
        }
        index += 1;
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(speaker: &str, symbols: &str, expected: &str) {
        let symbols: Vec<char> = symbols.chars().collect();
        let written = kokoro_writing(&symbols, speaker);
        let text: String = written.iter().map(|(symbol, _)| *symbol).collect();
        assert_eq!(text, expected, "{speaker}");
        assert!(written.windows(2).all(|pair| pair[0].1 <= pair[1].1));
    }

    #[test]
    fn english_is_written_as_kokoro_learnt_it() {
        check("af_heart", "ðə tʃˈɜːtʃ dʒˈʌdʒ", "ðə ʧˈɜɹʧ ʤˈʌʤ");
        check("af_heart", "wˈɜːɹd nˈeɪm ɡˈoʊ sˈuːn", "wˈɜɹd nˈAm ɡˈO sˈun");
        check("am_adam", "lˈɛɾɚ kˈæts ˈaɪ ˈaʊ ɔɪ", "lˈɛTəɹ kˈæts ˈI ˈW Y");
        check("bf_emma", "ɡˈəʊ fˈɑːðə", "ɡˈQ fˈɑːðə");
        check("ef_dora", "mutʃˈaːtʃo t͡s", "muʧˈaːʧo ʦ");
    }

    #[test]
    fn the_vocabularies_have_the_models_numbers() {
        let kokoro = Vocabulary::kokoro();
        assert_eq!(kokoro.vocab.len(), 114);
        for (symbol, number) in [(';', 1), (' ', 16), ('A', 24), ('a', 43), ('ˈ', 156), ('ᵻ', 177)]
        {
            assert_eq!(kokoro.number(symbol), Some(number), "{symbol}");
        }
        let kitten = Vocabulary::kitten();
        for (symbol, number) in
            [('…', 10), (' ', 16), ('a', 43), ('ɹ', 123), ('ˈ', 156), ('ᵻ', 177)]
        {
            assert_eq!(kitten.number(symbol), Some(number), "{symbol}");
        }
    }

    #[test]
    fn a_models_own_vocabulary_is_read_and_other_files_are_not() {
        let config = r#"{"n_token": 178, "vocab": {"a": 7}}"#;
        assert_eq!(Vocabulary::read(config).unwrap().number('a'), Some(7));
        assert_eq!(Vocabulary::read(r#"{"model_type": "style_text_to_speech_2"}"#), None);
        assert_eq!(Vocabulary::read(""), None);
    }
}
