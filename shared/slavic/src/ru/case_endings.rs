//! The cases that the endings of Russian nouns behind a number show.

use crate::counting::Case;
use crate::counting::case::ShownCase;
use verbalizer::word_list::has;

/// Words that only look like plurals in the dative, the instrumental and the prepositional.
const NO_DATIVE: &str = "там нам вам сам дам мам драм рам храм программ реклам эпиграмм телеграмм ям хлам бедлам грамм \
    килограмм";
const NO_INSTRUMENTAL: &str = "нами вами ими ними сами самими";
const NO_PREPOSITIONAL: &str =
    "черепах рубах свах птах папах снах страх запах взмах монах размах замах ах трах шах";

/// Units, whose endings say nothing.
const ABBREVIATIONS: &str = "млн млрд трлн тыс руб коп долл чел экз мин сек";

/// The case of the nouns that two and more of them show: "чемоданами", "большими чемоданами".
pub(super) fn of_many(words: &[&str]) -> Option<ShownCase> {
    let mut pending = None;
    for (at, &word) in words.iter().enumerate() {
        let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
        let certain = |case| Some(ShownCase { case, is_certain: true });
        // "Трём раненым" stands alone.
        let is_last = at + 1 == words.len();
        let adjective = |case| Some(ShownCase { case, is_certain: is_last });
        match word {
            _ if ends(&["ами", "ями", "ьми"]) && !has(NO_INSTRUMENTAL, word) => {
                return certain(Case::Instrumental);
            }
            _ if ends(&["ам", "ям"]) && !has(NO_DATIVE, word) => {
                return certain(Case::Dative);
            }
            _ if ends(&["ах", "ях"]) && !has(NO_PREPOSITIONAL, word) => {
                return certain(Case::Prepositional);
            }
            "им" | "ним" | "ими" | "ними" | "их" | "них" => break,
            _ if word.ends_with("ыми") || word.ends_with("ими") => {
                pending = certain(Case::Instrumental);
            }
            _ if word.ends_with("ым") || word.ends_with("им") => {
                pending = adjective(Case::Dative);
            }
            _ if word.ends_with("ых") || word.ends_with("их") => {}
            _ => break,
        }
    }
    pending
}

/// Whether the noun is in the genitive of the plural: "пять рублей", "из трёх частей".
pub(super) fn is_plural_genitive(words: &[&str]) -> bool {
    let noun = words.iter().find(|word| !word.ends_with("ых") && !word.ends_with("их"));
    noun.is_some_and(|noun| {
        let vowel = noun.ends_with(['а', 'е', 'ё', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я', 'й']);
        let abbreviated = has(ABBREVIATIONS, noun);
        !abbreviated
            && noun.chars().count() > 2
            && (!vowel || noun.ends_with("ей") || noun.ends_with("ий"))
    })
}
