//! Rulers: `Ludwig XIV.`, `Ludwigs XIV.`, `unter Kaiser Karl V.`

use super::number_words::ordinal_stem;
use super::ordinals::capitalised;
use super::words::GRAMMAR;
use verbalizer::cursor::Cursor;
use verbalizer::number_format::roman as roman_value;
use verbalizer::rule::Verbalization;

const QUEENS: [&str; 9] = [
    "Elisabeth",
    "Katharina",
    "Maria",
    "Margarethe",
    "Christina",
    "Viktoria",
    "Anna",
    "Beatrix",
    "Johanna",
];
/// Titles between a preposition and the name, in every case.
const TITLES: [&str; 34] = [
    "König",
    "Könige",
    "Königs",
    "Königin",
    "Kaiser",
    "Kaisers",
    "Kaiserin",
    "Papst",
    "Papstes",
    "Papstes",
    "Zar",
    "Zaren",
    "Zarin",
    "Herzog",
    "Herzogs",
    "Herzogin",
    "Kurfürst",
    "Kurfürsten",
    "Fürst",
    "Fürsten",
    "Graf",
    "Grafen",
    "Großherzog",
    "Erzherzog",
    "Prinz",
    "Prinzen",
    "Pharao",
    "Sultan",
    "Markgraf",
    "Landgraf",
    "Bischof",
    "Kronprinz",
    "Kaiserin",
    "Erzbischof",
];
/// Before a name in the dative.
const DATIVE: [&str; 18] = [
    "von",
    "mit",
    "bei",
    "unter",
    "nach",
    "zu",
    "seit",
    "aus",
    "vor",
    "dem",
    "neben",
    "hinter",
    "zwischen",
    "samt",
    "nebst",
    "gegenüber",
    "außer",
    "an",
];
/// Before a name in the accusative.
const ACCUSATIVE: [&str; 9] =
    ["für", "gegen", "durch", "ohne", "um", "über", "auf", "den", "wider"];
/// Verbs whose object is in the dative: "Er diente König Ludwig XIV."
const DATIVE_VERBS: [&str; 18] = [
    "huldigte",
    "huldigten",
    "begegnete",
    "vertraute",
    "unterlag",
    "dient",
    "diente",
    "dienten",
    "folgte",
    "folgten",
    "gehorchte",
    "half",
    "halfen",
    "dankte",
    "gehörte",
    "gehörten",
    "unterstand",
    "schwor",
];

/// The case of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum GrammaticalCase {
    Nominative,
    Genitive,
    Dative,
    Accusative,
}

/// The number of a ruler, with its article: "dem Vierzehnten".
pub(crate) fn ruler(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let word = cursor.word();
    let number = u64::from(roman_value(word)?);
    let name = cursor.previous_word();
    let names = GRAMMAR.numerals.names;
    let own = if names.contains(&name) { None } else { name.strip_suffix('s') };
    let bare = own.unwrap_or(name);
    if !names.contains(&bare) && !QUEENS.contains(&bare) {
        return None;
    }
    let before = cursor.before().trim_end();
    let earlier = &before[..before.len() - name.len()];
    let titled = earlier.split_whitespace().next_back().is_some_and(|word| TITLES.contains(&word));
    let high = word.len() == 1 && !matches!(word, "I" | "V" | "X");
    if high || own.is_none() && !titled && GRAMMAR.is_initial(cursor, word) {
        return None;
    }
    let case = if own.is_some() { GrammaticalCase::Genitive } else { case(earlier) };
    let queen = QUEENS.contains(&bare);
    let article = match (case, queen) {
        (GrammaticalCase::Nominative, false)
        | (GrammaticalCase::Genitive | GrammaticalCase::Dative, true) => "der",
        (GrammaticalCase::Nominative | GrammaticalCase::Accusative, true) => "die",
        (GrammaticalCase::Genitive, false) => "des",
        (GrammaticalCase::Dative, false) => "dem",
        (GrammaticalCase::Accusative, false) => "den",
    };
    let weak = !matches!(
        (case, queen),
        (GrammaticalCase::Nominative, _) | (GrammaticalCase::Accusative, true)
    );
    let ending = if weak { "en" } else { "e" };
    let dotted = cursor.after(word.len()).starts_with('.') && !cursor.ends_after(word.len());
    let length = word.len() + usize::from(dotted);
    let ordinal = capitalised(&ordinal_stem(number));
    Some(Verbalization::words(length, format!("{article} {ordinal}{ending}")))
}

/// The case that the words before a name, and its title, ask for.
fn case(before: &str) -> GrammaticalCase {
    let mut words = before.split_whitespace().rev();
    let mut word = words.next().unwrap_or_default();
    // "Von Karl I. und Karl II."
    for _ in 0..3 {
        if matches!(word, "und" | "oder" | "bis" | "wie") && before.contains(". ") {
            let _ = (words.next(), words.next());
            word = words.next().unwrap_or_default();
        }
        if !TITLES.contains(&word) {
            break;
        }
        word = words.next().unwrap_or_default();
    }
    let small = word.trim_start_matches(|mark: char| !mark.is_alphanumeric()).to_lowercase();
    match small.as_str() {
        "des" | "wegen" | "trotz" | "während" | "statt" => GrammaticalCase::Genitive,
        small if DATIVE.contains(&small) || DATIVE_VERBS.contains(&small) => {
            GrammaticalCase::Dative
        }
        small if ACCUSATIVE.contains(&small) => GrammaticalCase::Accusative,
        _ => GrammaticalCase::Nominative,
    }
}
