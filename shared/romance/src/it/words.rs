//! The Italian words for numbers and abbreviations.

use super::genders::has_hard_start;
use super::number_words::{cardinal, ordinal};
use super::units::he;
use verbalizer::cursor::Cursor;
use verbalizer::european::{
    AngleWords, Grammar, NumberForm, PowerWords, RomanNumeralContext, Scale,
};
use verbalizer::number_format::NumberFormat;
use verbalizer::rule::Verbalization;

pub(crate) const MONTHS: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];

pub(crate) static GRAMMAR: Grammar = Grammar {
    style: NumberFormat { groups: &['.', '\u{a0}', '\u{202f}', '\u{2009}', ' '], point: ',' },
    cardinal,
    point: "virgola",
    single_decimals: false,
    singular_below_two: false,
    form_before: super::genders::form_before,
    minus: "meno",
    range: "a",
    of,
    units: super::units::UNITS,
    currencies: &super::units::CURRENCIES,
    and_cents: "e",
    names_cents: false,
    shortenings: super::abbreviations::SHORTENINGS,
    fractions: &[
        ("½", "mezzo"),
        ("1/2", "mezzo"),
        ("¼", "un quarto"),
        ("1/4", "un quarto"),
        ("¾", "tre quarti"),
        ("3/4", "tre quarti"),
        ("⅓", "un terzo"),
        ("1/3", "un terzo"),
        ("⅔", "due terzi"),
        ("2/3", "due terzi"),
    ],
    and_fraction: "e",
    signs: &[
        ('&', "e"),
        ('+', "più"),
        ('=', "uguale"),
        ('×', "per"),
        ('§', "paragrafo"),
        ('%', "per cento"),
        ('±', "più o meno"),
        ('÷', "diviso"),
        ('≈', "circa"),
    ],
    numerals: RomanNumeralContext {
        divisions: &[
            "secolo",
            "secoli",
            "sec.",
            "capitolo",
            "libro",
            "tomo",
            "parte",
            "atto",
            "scena",
            "volume",
            "canto",
            "sezione",
            "lettera",
            "paragrafo",
            "tavola",
            "guerra",
            "articolo",
            "appendice",
            "figura",
            "tabella",
            "strofa",
            "salmo",
            "capitoli",
            "libri",
            "tomi",
            "parti",
            "atti",
            "scene",
            "volumi",
            "canti",
            "sezioni",
            "lettere",
            "paragrafi",
            "tavole",
            "articoli",
            "cap.",
            "capp.",
            "lib.",
            "libb.",
            "vol.",
            "voll.",
            "t.",
            "tt.",
            "sez.",
            "secc.",
            "art.",
            "artt.",
            "par.",
            "tav.",
            "fig.",
        ],
        names: super::rulers::NAMES,
        little: &[
            "Il", "Lo", "La", "I", "Gli", "Le", "Un", "Una", "Uno", "E", "Ma", "O", "Se", "Non",
            "Che", "Chi", "Quando", "Come", "Suo", "Sua", "Egli", "Ella", "Lui", "Lei", "Essi",
            "Io", "Tu", "Noi", "Voi", "In", "Di", "Da", "Del", "Della", "Al", "Alla", "A", "Con",
            "Per", "Su", "Tra", "Fra", "Dopo", "Prima", "Poi", "Allora", "Era", "Fu", "Si",
            "Questo", "Questa", "Quel", "Quella", "Due", "Tre", "Niente", "Nessuno", "Tutti",
            "Tutto", "Mi", "Ti", "Ci", "Vi", "Ne", "Sotto", "Sopra", "Senza", "Dove", "Mio", "Mia",
            "Loro", "Nel", "Nella", "Dal", "Dalla", "Sul", "Sulla", "Ogni", "Erano",
        ],
    },
    ratio: "a",
    per,
    powers: PowerWords {
        squared: "al quadrato",
        cubed: "al cubo",
        to_the: "alla",
        exponent: |number| ordinal(number, NumberForm::Feminine),
    },
    scales: &[
        scale("mln", "milione", "milioni"),
        scale("mld", "miliardo", "miliardi"),
        scale("milioni di ", "milione", "milioni"),
        scale("miliardi di ", "miliardo", "miliardi"),
    ],
    angles: AngleWords {
        degree: he("grado", "gradi"),
        minute: he("minuto", "minuti"),
        second: he("secondo", "secondi"),
        directions: &[("N", "nord"), ("S", "sud"), ("E", "est"), ("O", "ovest"), ("W", "ovest")],
    },
    bible: &super::bible::BOOKS,
};

/// `S. Giovanni`, `S. Anna`, `S. Stefano`, `SS. Pietro e Paolo`.
pub(super) fn saint(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const MEN: [&str; 5] = ["Andrea", "Luca", "Nicola", "Gaudenzia", "Mattia"];
    let word = cursor.word();
    let stop = cursor.after(word.len()).starts_with('.');
    let space = cursor.after(word.len() + 1);
    let gap = space.len() - space.trim_start().len();
    let name = cursor.word_at(word.len() + 1 + gap);
    let named =
        name.starts_with(char::is_uppercase) && name.chars().nth(1).is_some_and(char::is_lowercase);
    // "S. Em." and "S. Ecc." are no saints.
    let treatment = matches!(name, "Em" | "Ecc" | "Exc");
    let behind_initial = cursor.previous_word().ends_with('.') || !matches!(word, "S" | "SS");
    if !stop || !named || behind_initial || treatment {
        return None;
    }
    let length = word.len() + 1 + gap;
    let vowel = name.starts_with(['A', 'E', 'I', 'O', 'U']);
    let she = name.ends_with('a') && !MEN.contains(&name);
    let pair = word == "SS" && cursor.next_word(length + name.len()) == "e";
    let saint = match word {
        "SS" if pair => "Santi ",
        "SS" if she || name == "Trinità" => "Santissima ",
        "SS" => "Santissimo ",
        _ if vowel => "Sant’",
        _ if she => "Santa ",
        _ if has_hard_start(&name.to_lowercase()) && !name.starts_with('Z') => "Santo ",
        _ => "San ",
    };
    Some(Verbalization::words(length, saint))
}

/// "Al secondo", "all’ora", "per chilogrammo".
fn per(unit: &str) -> String {
    let time = ["secondo", "minuto", "giorno", "mese"].iter().any(|time| unit.starts_with(time));
    match unit {
        "ora" | "anno" => format!("all’{unit}"),
        _ if time => format!("al {unit}"),
        _ => format!("per {unit}"),
    }
}

fn of(noun: &str) -> String {
    format!("di {noun}")
}

const fn scale(written: &'static str, one: &'static str, many: &'static str) -> Scale {
    Scale { written, one, many, form: NumberForm::Masculine }
}
