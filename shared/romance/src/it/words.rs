//! The Italian words for numbers and abbreviations.

use super::number_words::{cardinal, ordinal};
use verbalizer::cursor::Cursor;
use verbalizer::european::{
    AngleWords, CurrencyNames, Grammar, Noun, NumberForm, PowerWords, RomanNumeralContext, Scale,
    noun, same,
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
    form_before,
    minus: "meno",
    range: "a",
    of,
    units: UNITS,
    currencies: &CURRENCIES,
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
        little: &[
            "Il", "Lo", "La", "I", "Gli", "Le", "Un", "Una", "Uno", "E", "Ma", "O", "Se", "Non",
            "Che", "Chi", "Quando", "Come", "Suo", "Sua", "Egli", "Ella", "Lui", "Lei", "Essi",
            "Io", "Tu", "Noi", "Voi", "In", "Di", "Da", "Del", "Della", "Al", "Alla", "A", "Con",
            "Per", "Su", "Tra", "Fra", "Dopo", "Prima", "Poi", "Allora", "Era", "Fu", "Si",
            "Questo", "Questa", "Quel", "Quella",
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

/// Words after a number that it does not count.
const FUNCTION: &[&str] = &[
    "di", "e", "o", "a", "da", "in", "con", "su", "per", "tra", "fra", "che", "la", "lo", "era",
    "ha", "fu", "sono", "al", "allo", "alla", "ai", "agli", "alle", "dal", "dallo", "dalla", "dai",
    "dagli", "dalle", "del", "dello", "della", "dei", "degli", "delle", "nel", "nello", "nella",
    "nei", "sul", "sulla", "è", "sarà", "non", "si", "ma", "anche", "come", "più", "meno", "il",
    "i", "gli", "le", "ed", "od", "se", "ogni", "contro", "senza", "erano", "ne", "ci", "quando",
    "mentre", "poi", "dopo", "prima",
];

/// "Un libro", "una casa".
pub(super) fn form_before(number: u64, word: &str) -> NumberForm {
    const FEMININE: &str = " notte chiave voce luce legge parte gente mente fine morte arte carne croce face fede fame sete neve \
        nave noce pace pelle pelle rete torre valle vite volpe mano radio foto moto auto crisi tesi analisi madre moglie classe \
        frase fase base sede polvere cenere febbre canzone stagione ragione legione regione prigione immagine origine pagine \
        estate capitale corte fonte fronte sorte gru città virtù ";
    const MASCULINE: &str = " problema sistema poeta programma tema dramma clima pianeta papa pirata atleta telegramma dilemma \
        diploma panorama poema profeta artista turista giornalista pianista autista dentista cinema collega ";
    const ENDINGS: [&str; 8] = ["zione", "sione", "gione", "tà", "tù", "trice", "udine", "ice"];
    if number != 1 || FUNCTION.contains(&word) || !word.starts_with(char::is_lowercase) {
        return NumberForm::Alone;
    }
    let listed = |words: &str| words.contains(&format!(" {word} "));
    let feminine = word.ends_with('a') && !listed(MASCULINE)
        || listed(FEMININE)
        || ENDINGS.iter().any(|ending| word.ends_with(ending));
    if feminine { NumberForm::Feminine } else { NumberForm::Masculine }
}

/// Whether a word takes "uno": "studente", "zio", "gnomo".
pub(super) fn has_hard_start(word: &str) -> bool {
    let mut letters = word.chars();
    let (first, second) = (letters.next().unwrap_or(' '), letters.next().unwrap_or(' '));
    matches!((first, second), ('z' | 'x' | 'y', _) | ('g', 'n') | ('p', 's' | 'n'))
        || first == 's' && second.is_alphabetic() && !"aeiouàèéìòù".contains(second)
}

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
    let behind_initial = cursor.previous_word().ends_with('.') || !matches!(word, "S" | "SS");
    if !stop || !named || behind_initial {
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

const fn he(one: &'static str, many: &'static str) -> Noun {
    noun(one, many, NumberForm::Masculine)
}

const fn she(one: &'static str, many: &'static str) -> Noun {
    noun(one, many, NumberForm::Feminine)
}

static UNITS: &[(&str, Noun)] = &[
    ("s²", he("secondo quadrato", "secondi quadrati")),
    ("cm²", he("centimetro quadrato", "centimetri quadrati")),
    ("mm²", he("millimetro quadrato", "millimetri quadrati")),
    ("mm³", he("millimetro cubo", "millimetri cubi")),
    ("µg", he("microgrammo", "microgrammi")),
    ("kJ", he("chilojoule", "chilojoule")),
    ("kcal", she("chilocaloria", "chilocalorie")),
    ("hPa", he("ettopascal", "ettopascal")),
    ("MW", he("megawatt", "megawatt")),
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

const fn scale(written: &'static str, one: &'static str, many: &'static str) -> Scale {
    Scale { written, one, many, form: NumberForm::Masculine }
}
