//! The Italian words for numbers and abbreviations.

use super::number_words::cardinal;
use crate::normal::grammar::{
    CurrencyNames, Grammar, Noun, NumberForm, RomanNumeralContext, noun, same,
};
use crate::normal::number_format::NumberFormat;

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
    form_before,
    minus: "meno",
    range: "a",
    of,
    units: &UNITS,
    currencies: &CURRENCIES,
    and_cents: "e",
    names_cents: false,
    shortenings: &super::abbreviations::SHORTENINGS,
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
            "cap.",
            "vol.",
            "guerra",
        ],
        names: &[
            "Emanuele",
            "Umberto",
            "Carlo",
            "Alberto",
            "Luigi",
            "Filippo",
            "Enrico",
            "Francesco",
            "Napoleone",
            "Giovanni",
            "Paolo",
            "Pio",
            "Benedetto",
            "Gregorio",
            "Innocenzo",
            "Leone",
            "Clemente",
            "Urbano",
            "Bonifacio",
            "Sisto",
            "Guglielmo",
            "Federico",
            "Edoardo",
            "Giorgio",
            "Giacomo",
            "Alessandro",
            "Nicola",
            "Caterina",
            "Elisabetta",
            "Ferdinando",
            "Alfonso",
            "Riccardo",
            "Roberto",
            "Ugo",
            "Ottone",
            "Tolomeo",
            "Ramses",
            "Amedeo",
            "Cosimo",
            "Lorenzo",
            "Giulio",
            "Maria",
            "Cristina",
            "Giovanna",
            "Massimiliano",
            "Leopoldo",
            "Pietro",
            "Giuseppe",
        ],
    },
};

/// Words after a number that it does not count.
const FUNCTION: [&str; 18] = [
    "di", "e", "o", "a", "da", "in", "con", "su", "per", "tra", "fra", "che", "la", "lo", "era",
    "ha", "fu", "sono",
];

/// "Un libro", "una casa".
fn form_before(number: u64, word: &str) -> NumberForm {
    if number != 1 || FUNCTION.contains(&word) || !word.starts_with(char::is_lowercase) {
        return NumberForm::Alone;
    }
    match word.chars().next_back() {
        Some('o') => NumberForm::Masculine,
        Some('a') => NumberForm::Feminine,
        _ => NumberForm::Alone,
    }
}

fn of(noun: &str) -> String {
    format!("di {noun}")
}

const fn he(one: &'static str, many: &'static str) -> Noun {
    noun(one, many, NumberForm::Masculine)
}

const fn she(one: &'static str, many: &'static str) -> Noun {
    noun(one, many, NumberForm::Feminine)
}

static UNITS: [(&str, Noun); 34] = [
    ("%", noun("per cento", "per cento", NumberForm::Alone)),
    ("‰", noun("per mille", "per mille", NumberForm::Alone)),
    ("km", he("chilometro", "chilometri")),
    ("m", he("metro", "metri")),
    ("cm", he("centimetro", "centimetri")),
    ("mm", he("millimetro", "millimetri")),
    ("km/h", he("chilometro all’ora", "chilometri all’ora")),
    ("m/s", he("metro al secondo", "metri al secondo")),
    ("km²", he("chilometro quadrato", "chilometri quadrati")),
    ("m²", he("metro quadrato", "metri quadrati")),
    ("mq", he("metro quadrato", "metri quadrati")),
    ("m³", he("metro cubo", "metri cubi")),
    ("cm³", he("centimetro cubo", "centimetri cubi")),
    ("ha", he("ettaro", "ettari")),
    ("kg", he("chilogrammo", "chilogrammi")),
    ("g", he("grammo", "grammi")),
    ("mg", he("milligrammo", "milligrammi")),
    ("t", she("tonnellata", "tonnellate")),
    ("l", he("litro", "litri")),
    ("cl", he("centilitro", "centilitri")),
    ("ml", he("millilitro", "millilitri")),
    ("°C", he("grado Celsius", "gradi Celsius")),
    ("°F", he("grado Fahrenheit", "gradi Fahrenheit")),
    ("°", he("grado", "gradi")),
    ("h", she("ora", "ore")),
    ("min", he("minuto", "minuti")),
    ("s", he("secondo", "secondi")),
    ("W", same("watt")),
    ("kW", same("chilowatt")),
    ("kWh", he("chilowattora", "chilowattora")),
    ("V", same("volt")),
    ("Hz", same("hertz")),
    ("GB", same("gigabyte")),
    ("MB", same("megabyte")),
];

static CURRENCIES: [CurrencyNames; 5] = [
    CurrencyNames {
        signs: &["€", "EUR"], whole: same("euro"), cent: he("centesimo", "centesimi")
    },
    CurrencyNames {
        signs: &["$", "USD"],
        whole: he("dollaro", "dollari"),
        cent: he("centesimo", "centesimi"),
    },
    CurrencyNames {
        signs: &["£"], whole: she("sterlina", "sterline"), cent: he("penny", "pence")
    },
    CurrencyNames {
        signs: &["L."],
        whole: she("lira", "lire"),
        cent: he("centesimo", "centesimi"),
    },
    CurrencyNames { signs: &["¥"], whole: same("yen"), cent: same("sen") },
];
