//! The French words for numbers and abbreviations.

use super::number_words::cardinal;
use crate::normal::grammar::{
    CurrencyNames, Grammar, Noun, NumberForm, RomanNumeralContext, noun, same,
};
use crate::normal::number_format::NumberFormat;

pub(crate) const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

pub(crate) static GRAMMAR: Grammar = Grammar {
    style: NumberFormat { groups: &['\u{a0}', '\u{202f}', '\u{2009}', ' ', '.'], point: ',' },
    cardinal,
    point: "virgule",
    single_decimals: false,
    singular_below_two: true,
    form_before,
    minus: "moins",
    range: "à",
    of,
    units: &UNITS,
    currencies: &CURRENCIES,
    and_cents: "",
    names_cents: false,
    shortenings: &super::abbreviations::SHORTENINGS,
    fractions: &[
        ("½", "un demi"),
        ("1/2", "un demi"),
        ("¼", "un quart"),
        ("1/4", "un quart"),
        ("¾", "trois quarts"),
        ("3/4", "trois quarts"),
        ("⅓", "un tiers"),
        ("1/3", "un tiers"),
        ("⅔", "deux tiers"),
        ("2/3", "deux tiers"),
    ],
    and_fraction: "et",
    signs: &[
        ('&', "et"),
        ('+', "plus"),
        ('=', "égale"),
        ('×', "fois"),
        ('§', "paragraphe"),
        ('%', "pour cent"),
    ],
    numerals: RomanNumeralContext {
        divisions: &[
            "chapitre",
            "livre",
            "tome",
            "partie",
            "acte",
            "scène",
            "volume",
            "chant",
            "section",
            "lettre",
            "titre",
            "planche",
            "appendice",
            "chap.",
            "liv.",
            "vol.",
            "t.",
        ],
        names: &[
            "Louis",
            "Charles",
            "Henri",
            "François",
            "Napoléon",
            "Philippe",
            "Jean",
            "Jean-Paul",
            "Paul",
            "Pie",
            "Benoît",
            "Grégoire",
            "Innocent",
            "Léon",
            "Clément",
            "Guillaume",
            "Frédéric",
            "Édouard",
            "Edouard",
            "George",
            "Georges",
            "Jacques",
            "Alexandre",
            "Nicolas",
            "Pierre",
            "Catherine",
            "Élisabeth",
            "Elisabeth",
            "Ferdinand",
            "Alphonse",
            "Richard",
            "Robert",
            "Hugues",
            "Othon",
            "Ptolémée",
            "Ramsès",
            "Boniface",
            "Sixte",
            "Urbain",
            "Albert",
            "Léopold",
            "Baudouin",
            "Gustave",
            "Christian",
            "Marie",
            "Jeanne",
            "Humbert",
            "Victor-Emmanuel",
            "Joseph",
        ],
    },
};

/// "Une page", "vingt et une heures": feminine words are recognised by their endings, and some are listed.
fn form_before(_: u64, word: &str) -> NumberForm {
    const WORDS: [&str; 22] = [
        "fois", "heure", "page", "minute", "seconde", "semaine", "femme", "fille", "personne",
        "nuit", "maison", "lettre", "ligne", "voix", "année", "journée", "tonne", "livre", "pièce",
        "chambre", "voiture", "lieue",
    ];
    const ENDINGS: [&str; 9] =
        ["tion", "sion", "ette", "ance", "ence", "ée", "esse", "ture", "elle"];
    let one = word.strip_suffix('s').unwrap_or(word);
    let feminine = WORDS.contains(&word)
        || WORDS.contains(&one)
        || ENDINGS.iter().any(|ending| one.ends_with(ending));
    if feminine { NumberForm::Feminine } else { NumberForm::Masculine }
}

fn of(noun: &str) -> String {
    let elides = noun.starts_with(['a', 'e', 'é', 'i', 'o', 'u', 'h']);
    if elides { format!("d’{noun}") } else { format!("de {noun}") }
}

const fn he(one: &'static str, many: &'static str) -> Noun {
    noun(one, many, NumberForm::Masculine)
}

const fn she(one: &'static str, many: &'static str) -> Noun {
    noun(one, many, NumberForm::Feminine)
}

static UNITS: [(&str, Noun); 36] = [
    ("%", same("pour cent")),
    ("‰", same("pour mille")),
    ("km", he("kilomètre", "kilomètres")),
    ("m", he("mètre", "mètres")),
    ("cm", he("centimètre", "centimètres")),
    ("mm", he("millimètre", "millimètres")),
    ("km/h", he("kilomètre à l’heure", "kilomètres à l’heure")),
    ("m/s", he("mètre par seconde", "mètres par seconde")),
    ("km²", he("kilomètre carré", "kilomètres carrés")),
    ("m²", he("mètre carré", "mètres carrés")),
    ("m³", he("mètre cube", "mètres cubes")),
    ("cm³", he("centimètre cube", "centimètres cubes")),
    ("ha", he("hectare", "hectares")),
    ("kg", he("kilogramme", "kilogrammes")),
    ("g", he("gramme", "grammes")),
    ("mg", he("milligramme", "milligrammes")),
    ("t", she("tonne", "tonnes")),
    ("l", he("litre", "litres")),
    ("L", he("litre", "litres")),
    ("cl", he("centilitre", "centilitres")),
    ("ml", he("millilitre", "millilitres")),
    ("hl", he("hectolitre", "hectolitres")),
    ("°C", he("degré Celsius", "degrés Celsius")),
    ("°F", he("degré Fahrenheit", "degrés Fahrenheit")),
    ("°", he("degré", "degrés")),
    ("min", she("minute", "minutes")),
    ("s", she("seconde", "secondes")),
    ("W", he("watt", "watts")),
    ("kW", he("kilowatt", "kilowatts")),
    ("kWh", he("kilowattheure", "kilowattheures")),
    ("V", he("volt", "volts")),
    ("Hz", he("hertz", "hertz")),
    ("MHz", he("mégahertz", "mégahertz")),
    ("Go", he("gigaoctet", "gigaoctets")),
    ("Mo", he("mégaoctet", "mégaoctets")),
    ("ch", he("cheval", "chevaux")),
];

static CURRENCIES: [CurrencyNames; 5] = [
    CurrencyNames {
        signs: &["€", "EUR"],
        whole: he("euro", "euros"),
        cent: he("centime", "centimes"),
    },
    CurrencyNames {
        signs: &["$", "USD"],
        whole: he("dollar", "dollars"),
        cent: he("cent", "cents"),
    },
    CurrencyNames {
        signs: &["£"],
        whole: she("livre sterling", "livres sterling"),
        cent: he("penny", "pence"),
    },
    CurrencyNames {
        signs: &["F", "FF", "fr."],
        whole: he("franc", "francs"),
        cent: he("centime", "centimes"),
    },
    CurrencyNames { signs: &["¥"], whole: he("yen", "yens"), cent: he("sen", "sen") },
];
