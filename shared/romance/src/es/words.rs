//! The Spanish words for numbers and abbreviations.

use super::number_words::cardinal;
use super::units::he;
use verbalizer::cursor::Cursor;
use verbalizer::european::{
    AngleWords, Grammar, NumberForm, PowerWords, RomanNumeralContext, Scale,
};
use verbalizer::number_format::NumberFormat;

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
    form_before: super::genders::form_before,
    minus: "menos",
    range: "a",
    of,
    units: super::units::UNITS,
    currencies: &super::units::CURRENCIES,
    and_cents: "con",
    names_cents: true,
    shortenings: super::abbreviations::SHORTENINGS,
    fractions: &FRACTIONS,
    and_fraction: "y",
    signs: &[
        ('&', "y"),
        ('+', "más"),
        ('=', "igual a"),
        ('×', "por"),
        ('§', "párrafo"),
        ('%', "por ciento"),
        ('±', "más menos"),
        ('÷', "entre"),
        ('≈', "aproximadamente"),
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
            "artículo",
            "párrafo",
            "apéndice",
            "cuadro",
            "figura",
            "tabla",
            "estrofa",
            "salmo",
            "capítulos",
            "libros",
            "tomos",
            "partes",
            "actos",
            "escenas",
            "volúmenes",
            "cantos",
            "secciones",
            "cartas",
            "títulos",
            "láminas",
            "artículos",
            "cap.",
            "caps.",
            "lib.",
            "vol.",
            "vols.",
            "t.",
            "tt.",
            "s.",
            "ss.",
            "art.",
            "arts.",
            "secc.",
            "lám.",
            "fig.",
        ],
        names: super::rulers::NAMES,
        little: &[
            "El", "La", "Los", "Las", "Un", "Una", "Y", "Pero", "O", "Si", "No", "Que", "Quien",
            "Cuando", "Como", "Su", "Sus", "Él", "Ella", "Ellos", "Ellas", "Yo", "Tú", "En", "De",
            "Del", "Al", "A", "Con", "Por", "Para", "Sin", "Sobre", "Tras", "Entre", "Después",
            "Antes", "Entonces", "Era", "Fue", "Se", "Ya", "Este", "Esta", "Ese", "Esa", "Dos",
            "Tres", "Nada", "Nadie", "Todo", "Todos", "Aquel", "Aquella", "Luego", "Mi", "Tu",
            "Me", "Te", "Le", "Les", "Lo", "Nos", "Hasta", "Desde", "Había", "Eran",
        ],
    },
    ratio: "a",
    per: |unit| format!("por {unit}"),
    powers: PowerWords {
        squared: "al cuadrado",
        cubed: "al cubo",
        to_the: "elevado a",
        exponent: |number| cardinal(number, NumberForm::Alone),
    },
    scales: &[
        scale("M", "millón", "millones"),
        scale("mill.", "millón", "millones"),
        scale("millones de ", "millón", "millones"),
    ],
    angles: AngleWords {
        degree: he("grado", "grados"),
        minute: he("minuto", "minutos"),
        second: he("segundo", "segundos"),
        directions: &[("N", "norte"), ("S", "sur"), ("E", "este"), ("O", "oeste"), ("W", "oeste")],
    },
    bible: &super::bible::BOOKS,
};

fn of(noun: &str) -> String {
    format!("de {noun}")
}

const fn scale(written: &'static str, one: &'static str, many: &'static str) -> Scale {
    Scale { written, one, many, form: NumberForm::Masculine }
}
