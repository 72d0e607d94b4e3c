//! Token numbers of Kokoro's and Kitten's symbols.

use std::collections::HashMap;

use serde::Deserialize;

/// Kokoro's symbols, in runs: the number of the first symbol, and the symbols.
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

/// Kitten's symbols from 1, which are those of the model that Kokoro is based on; a repeated symbol has its last number.
const KITTEN: &str = ";:,.!?¡¿—…\"«»\"\" ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzɑɐɒæɓʙβɔɕçɗɖðʤəɘɚɛɜɝɞɟʄɡɠɢʛɦɧħ\
    ɥʜɨɪʝɭɬɫɮʟɱɯɰŋɳɲɴøɵɸθœɶʘɹɺɾɻʀʁɽʂʃʈʧʉʊʋⱱʌɣɤʍχʎʏʑʐʒʔʡʕʢǀǁǂǃˈˌːˑʼʴʰʱʲʷˠˤ˞↓↑→↗↘'\u{329}'ᵻ";

/// Numbers of symbols.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Vocabulary {
    vocab: HashMap<char, i32>,
}

impl Vocabulary {
    /// Kokoro's vocabulary.
    pub(super) fn kokoro() -> Self {
        let runs = KOKORO.iter().flat_map(|(first, symbols)| (*first..).zip(symbols.chars()));
        Self { vocab: runs.map(|(number, symbol)| (symbol, number)).collect() }
    }

    /// Kitten's vocabulary.
    pub(super) fn kitten() -> Self {
        Self { vocab: KITTEN.chars().zip(1..).collect() }
    }

    /// Reads it from a model's `config.json`, if that has a vocabulary.
    pub(super) fn read(config: &str) -> Option<Self> {
        serde_json::from_str(config).ok()
    }

    /// A symbol's number.
    pub(super) fn number(&self, symbol: char) -> Option<i32> {
        self.vocab.get(&symbol).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
