//! Roman numerals: `XIX wiek`, `Zygmunt III`, `rozdział IV`.

use super::agreement::{noun_after, of_abbreviated, word_before_range};
use super::nouns::{of_feminine, of_noun};
use super::number_words::cardinal;
use super::ordinal_words::{PolishForm, ordinal};
use super::words::GRAMMAR;
use crate::counting::{Case, Gender};
use verbalizer::cursor::Cursor;
use verbalizer::number_format::roman;
use verbalizer::rule::Verbalization;

/// Kings and popes, without the endings of their cases.
const KINGS: &str = "Zygmunt Jan Paweł Pawł Pawl Stanisław Władysław Kazimierz Bolesław Mieszk August Ludwik \
    Henryk Karol Aleksander Aleksandr Mikołaj Piotr Iwan Fryderyk Wilhelm Jerz Edward Ryszard \
    Filip Napoleon Pius Benedykt Grzegorz Leon Klemens Bonifac Innocent Franciszek Franciszk \
    Ferdynand Józef Leopold Rudolf Otton Otto Gustaw Jakub Ramzes Juliusz Sykstus Urban Konstant \
    Maksymilian Michał Przemysł Wacław Leszk Leszek Ptolemeusz Alfons";
const QUEENS: &str =
    "Katarzyn Elżbiet Elżbieci Mari Ann Małgorza Krystyn Wiktori Izabel Kleopatr Jadwi";

/// Ordinals with centuries, rulers and parts of books; cardinals with other names.
pub(super) fn numeral(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let word = cursor.word();
    let value = u64::from(roman(word)?);
    if let Some(found) = before_noun(cursor, value) {
        return Some(found);
    }
    let before = cursor.previous_word();
    if let Some(agreement) = of_ruler(before).or_else(|| of_ruler(first_of_two(cursor))) {
        return Some(Verbalization::words(word.len(), capitalised(&ordinal(value, agreement)?)));
    }
    if let Some(agreement) = of_division(cursor, before) {
        return Some(Verbalization::words(word.len(), ordinal(value, agreement)?));
    }
    let (length, value, _) = GRAMMAR.numeral(cursor)?;
    Some(Verbalization::words(length, cardinal(value, Gender::Masculine, Case::Nominative)))
}

/// `XIX wiek`, `w XX w.`, `II wojna światowa`.
fn before_noun(cursor: &Cursor<'_>, value: u64) -> Option<Verbalization> {
    let length = cursor.word().len();
    let (near, start, noun) = noun_after(cursor, length);
    if !matches!(noun, "w." | "ww.") {
        let agreement = of_noun(noun.trim_end_matches('.'), word_before_range(cursor))?;
        return Some(Verbalization::words(length, ordinal(value, agreement)?));
    }
    let agreement = of_abbreviated(cursor);
    let words = ordinal(value, agreement)?;
    if !near {
        return Some(Verbalization::words(length, words));
    }
    let name = match agreement {
        PolishForm::Masculine => "wiek",
        PolishForm::Dative => "wiekowi",
        PolishForm::Locative if matches!(cursor.previous_word(), "przed" | "między") => "wiekiem",
        _ => "wieku",
    };
    let end = start + noun.len();
    let stop = cursor.ends_after(end);
    Some(Verbalization::words(end - usize::from(stop), format!("{words} {name}")))
}

/// The agreement with a ruler's name, by its ending.
fn of_ruler(name: &str) -> Option<PolishForm> {
    let ending = |stems: &str| {
        let endings = stems.split(' ').filter_map(|stem| name.strip_prefix(stem));
        endings
            .filter(|ending| ending.chars().count() < 4)
            .min_by_key(|ending| ending.len())
            .map(str::to_owned)
    };
    if let Some(ending) = ending(KINGS) {
        return match ending.as_str() {
            "" | "o" | "y" => Some(PolishForm::Masculine),
            "a" | "ego" => Some(PolishForm::Genitive),
            "owi" | "emu" => Some(PolishForm::Dative),
            "em" | "iem" | "ym" | "ie" | "u" | "e" | "im" => Some(PolishForm::Locative),
            _ => None,
        };
    }
    ending(QUEENS).map(|_| of_feminine(name))
}

/// The name of the first ruler in "Ludwik XIV i XV".
fn first_of_two<'a>(cursor: &Cursor<'a>) -> &'a str {
    let mut words = cursor.before().split_whitespace().rev();
    let joined =
        words.next() == Some("i") && words.next().is_some_and(|word| roman(word).is_some());
    words.next().filter(|_| joined).unwrap_or_default()
}

/// The agreement with a part of a book before its number.
fn of_division(cursor: &Cursor<'_>, before: &str) -> Option<PolishForm> {
    let text = cursor.before().trim_end();
    let earlier = text[..text.len() - before.len()].split_whitespace().next_back();
    match before.to_lowercase().as_str() {
        "cz." => Some(PolishForm::Feminine),
        "t." | "rozdz." => Some(PolishForm::Masculine),
        word => of_noun(word.trim_end_matches('.'), earlier.unwrap_or_default()),
    }
}

fn capitalised(words: &str) -> String {
    let said = words.split(' ').map(|word| {
        let mut letters = word.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect::<String>()
    });
    said.collect::<Vec<_>>().join(" ")
}
