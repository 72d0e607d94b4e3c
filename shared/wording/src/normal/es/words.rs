//! The Spanish words for numbers and abbreviations.

use super::number_words::cardinal;
use crate::normal::cursor::Cursor;
use crate::normal::grammar::{
    CurrencyNames, Grammar, Noun, NumberForm, RomanNumeralContext, noun, same,
};
use crate::normal::number_format::NumberFormat;

pub(crate) const MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

const SPACES: [char; 4] = ['\u{a0}', '\u{202f}', '\u{2009}', ' '];
const FRACTIONS: [(&str, &str); 10] = [
    ("½", "medio"),
    ("1/2", "medio"),
    ("¼", "un cuarto"),
    ("1/4", "un cuarto"),
    ("¾", "tres cuartos"),
    ("3/4", "tres cuartos"),
    ("⅓", "un tercio"),
    ("1/3", "un tercio"),
    ("⅔", "dos tercios"),
    ("2/3", "dos tercios"),
];

pub(crate) static GRAMMAR: Grammar = Grammar {
    style: NumberFormat { groups: &['.', SPACES[0], SPACES[1], SPACES[2], SPACES[3]], point: ',' },
    point: "coma",
    ..BASE
};

/// Mexico, Central America and the United States write `1,234.5`.
static AMERICAN: Grammar = Grammar {
    style: NumberFormat { groups: &[',', SPACES[0], SPACES[1], SPACES[2]], point: '.' },
    point: "punto",
    ..BASE
};

/// How numbers are written in the region of the book.
pub(crate) fn grammar(cursor: &Cursor<'_>) -> &'static Grammar {
    const REGIONS: [&str; 9] = ["MX", "US", "GT", "HN", "NI", "PA", "DO", "PR", "SV"];
    let american = REGIONS.iter().any(|region| cursor.is_in(region));
    if american { &AMERICAN } else { &GRAMMAR }
}

const BASE: Grammar = Grammar {
    style: NumberFormat { groups: &['.'], point: ',' },
    cardinal,
    point: "coma",
    single_decimals: false,
    singular_below_two: false,
    form_before,
    minus: "menos",
    range: "a",
    of,
    units: &UNITS,
    currencies: &CURRENCIES,
    and_cents: "con",
    names_cents: true,
    shortenings: &super::abbreviations::SHORTENINGS,
    fractions: &FRACTIONS,
    and_fraction: "y",
    signs: &[
        ('&', "y"),
        ('+', "más"),
        ('=', "igual a"),
        ('×', "por"),
        ('§', "párrafo"),
        ('%', "por ciento"),
    ],
    numerals: RomanNumeralContext {
        divisions: &[
            "siglo",
            "siglos",
            "capítulo",
            "libro",
            "tomo",
            "parte",
            "acto",
            "escena",
            "volumen",
            "canto",
            "sección",
            "carta",
            "título",
            "lámina",
            "cap.",
            "vol.",
            "t.",
            "s.",
        ],
        names: &[
            "Felipe",
            "Carlos",
            "Alfonso",
            "Fernando",
            "Isabel",
            "Juan",
            "Enrique",
            "Pedro",
            "Sancho",
            "Jaime",
            "Luis",
            "José",
            "Pablo",
            "Pío",
            "Benedicto",
            "Gregorio",
            "Inocencio",
            "León",
            "Clemente",
            "Urbano",
            "Bonifacio",
            "Sixto",
            "Napoleón",
            "Francisco",
            "Guillermo",
            "Federico",
            "Eduardo",
            "Jorge",
            "Jacobo",
            "Alejandro",
            "Nicolás",
            "Catalina",
            "María",
            "Cristina",
            "Ana",
            "Juana",
            "Ricardo",
            "Roberto",
            "Ramón",
            "Ramiro",
            "García",
            "Maximiliano",
            "Leopoldo",
            "Gustavo",
            "Ramsés",
            "Ptolomeo",
            "Amadeo",
            "Martín",
            "Jaume",
        ],
    },
};

/// Words after a number that it does not count.
const FUNCTION: [&str; 28] = [
    "de", "del", "y", "e", "o", "u", "a", "al", "en", "con", "por", "para", "que", "se", "la",
    "las", "los", "el", "lo", "es", "era", "fue", "no", "como", "más", "menos", "sin", "ya",
];

/// "Un libro", "veintiuna casas", "doscientas páginas": feminine words are recognised by their endings, and some are listed.
pub(crate) fn form_before(number: u64, word: &str) -> NumberForm {
    const FEMININE: [&str; 13] = [
        "mujeres", "mujer", "noches", "noche", "tardes", "tarde", "veces", "vez", "calles",
        "calle", "flores", "naves", "partes",
    ];
    const MASCULINE: [&str; 10] = [
        "días",
        "día",
        "mapas",
        "poemas",
        "problemas",
        "sistemas",
        "planetas",
        "poetas",
        "idiomas",
        "programas",
    ];
    const ENDINGS: [&str; 9] =
        ["a", "as", "ción", "ciones", "sión", "siones", "dad", "dades", "tudes"];
    let noun = word.starts_with(char::is_lowercase) && !FUNCTION.contains(&word);
    let plural = word.ends_with('s');
    if !noun || plural == (number == 1) {
        return NumberForm::Alone;
    }
    let feminine = FEMININE.contains(&word) || ENDINGS.iter().any(|ending| word.ends_with(ending));
    if feminine && !MASCULINE.contains(&word) {
        NumberForm::Feminine
    } else {
        NumberForm::Masculine
    }
}

fn of(noun: &str) -> String {
    format!("de {noun}")
}

const fn he(one: &'static str, many: &'static str) -> Noun {
    noun(one, many, NumberForm::Masculine)
}

const fn she(one: &'static str, many: &'static str) -> Noun {
    noun(one, many, NumberForm::Feminine)
}

static UNITS: [(&str, Noun); 34] = [
    ("%", noun("por ciento", "por ciento", NumberForm::Alone)),
    ("‰", noun("por mil", "por mil", NumberForm::Alone)),
    ("km", he("kilómetro", "kilómetros")),
    ("m", he("metro", "metros")),
    ("cm", he("centímetro", "centímetros")),
    ("mm", he("milímetro", "milímetros")),
    ("km/h", he("kilómetro por hora", "kilómetros por hora")),
    ("m/s", he("metro por segundo", "metros por segundo")),
    ("km²", he("kilómetro cuadrado", "kilómetros cuadrados")),
    ("m²", he("metro cuadrado", "metros cuadrados")),
    ("m³", he("metro cúbico", "metros cúbicos")),
    ("cm³", he("centímetro cúbico", "centímetros cúbicos")),
    ("ha", she("hectárea", "hectáreas")),
    ("kg", he("kilogramo", "kilogramos")),
    ("g", he("gramo", "gramos")),
    ("mg", he("miligramo", "miligramos")),
    ("t", she("tonelada", "toneladas")),
    ("l", he("litro", "litros")),
    ("cl", he("centilitro", "centilitros")),
    ("ml", he("mililitro", "mililitros")),
    ("°C", he("grado Celsius", "grados Celsius")),
    ("ºC", he("grado Celsius", "grados Celsius")),
    ("°F", he("grado Fahrenheit", "grados Fahrenheit")),
    ("°", he("grado", "grados")),
    ("h", she("hora", "horas")),
    ("min", he("minuto", "minutos")),
    ("s", he("segundo", "segundos")),
    ("W", he("vatio", "vatios")),
    ("kW", he("kilovatio", "kilovatios")),
    ("kWh", he("kilovatio hora", "kilovatios hora")),
    ("V", he("voltio", "voltios")),
    ("Hz", he("hercio", "hercios")),
    ("GB", same("gigabytes")),
    ("MB", same("megabytes")),
];

static CURRENCIES: [CurrencyNames; 5] = [
    CurrencyNames {
        signs: &["€", "EUR"],
        whole: he("euro", "euros"),
        cent: he("céntimo", "céntimos"),
    },
    CurrencyNames {
        signs: &["$", "USD", "US$"],
        whole: he("dólar", "dólares"),
        cent: he("centavo", "centavos"),
    },
    CurrencyNames {
        signs: &["£"], whole: she("libra", "libras"), cent: he("penique", "peniques")
    },
    CurrencyNames {
        signs: &["pta.", "ptas.", "pts."],
        whole: she("peseta", "pesetas"),
        cent: he("céntimo", "céntimos"),
    },
    CurrencyNames { signs: &["¥"], whole: he("yen", "yenes"), cent: he("sen", "senes") },
];
