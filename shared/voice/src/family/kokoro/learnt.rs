//! English words that Kokoro learnt otherwise than a phonemizer writes them: the lexicon of the `misaki` package has them like this.
//! Without its stress an `I` is often not heard.

use super::misaki::MisakiSymbol;

/// Writes `I`, `I'm` and the like with a stress, articles with `ɐ`, and an r between vowels once.
pub(super) fn as_learnt(written: Vec<MisakiSymbol>) -> Vec<MisakiSymbol> {
    let mut learnt = Vec::with_capacity(written.len() + 4);
    for word in written.chunk_by(|one, next| is_in_word(one.symbol) == is_in_word(next.symbol)) {
        let symbols: String = word.iter().map(|it| it.symbol).collect();
        match symbols.as_str() {
            "I" | "Im" | "Iv" | "Id" | "Il" | "Iəl" => {
                learnt.push(MisakiSymbol { symbol: 'ˌ', origin: word[0].origin });
                learnt.extend_from_slice(word);
            }
            "ə" | "ən" => {
                learnt.push(MisakiSymbol { symbol: 'ɐ', origin: word[0].origin });
                learnt.extend_from_slice(&word[1..]);
            }
            _ => learnt.extend(word.iter().enumerate().filter_map(|(at, it)| {
                let is_again = at > 1
                    && [word[at - 2].symbol, word[at - 1].symbol, it.symbol] == ['ə', 'ɹ', 'ɹ'];
                (!is_again).then_some(*it)
            })),
        }
    }
    learnt
}

/// Whether a symbol belongs to a word: sounds, stresses and lengths do, spaces and punctuation do not.
fn is_in_word(symbol: char) -> bool {
    symbol.is_alphabetic() || "ˈˌː\u{303}".contains(symbol)
}

#[cfg(test)]
mod tests {
    use super::super::misaki::as_they_are;
    use super::*;

    fn check(written: &str, expected: &str) {
        let symbols: Vec<char> = written.chars().collect();
        let learnt = as_learnt(as_they_are(&symbols));
        let text: String = learnt.iter().map(|it| it.symbol).collect();
        assert_eq!(text, expected);
        assert!(learnt.windows(2).all(|pair| pair[0].origin <= pair[1].origin));
    }

    #[test]
    fn short_words_are_written_as_in_the_lexicon() {
        check("I hæv hæd ˈɛvɹiθɪŋ", "ˌI hæv hæd ˈɛvɹiθɪŋ");
        check("θˈæŋk ju, I pɹəfˈɜɹ", "θˈæŋk ju, ˌI pɹəfˈɜɹ");
        check("Im ʃˈʊɹ Iv sˈin ðə ˈI", "ˌIm ʃˈʊɹ ˌIv sˈin ðə ˈI");
        check("ə mˈæn ən ən ˈɑɹm", "ɐ mˈæn ɐn ɐn ˈɑɹm");
        check("Idˈiə ˈIdəl əlˈOn", "Idˈiə ˈIdəl əlˈOn");
    }

    #[test]
    fn an_r_between_vowels_is_said_once() {
        check("wˈɑndəɹɹɪŋ fˈɑɹ ɹˈIt", "wˈɑndəɹɪŋ fˈɑɹ ɹˈIt");
    }
}
