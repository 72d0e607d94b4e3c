//! The Portuguese grammar of numbers.

use super::number_words::{brazilian, european};
use super::units;
use verbalizer::cursor::Cursor;
use verbalizer::european::{
    AngleWords, BibleBooks, Grammar, NumberForm, PowerWords, RomanNumeralContext, noun,
};
use verbalizer::number_format::NumberFormat;

pub(super) const MONTHS: [&str; 12] = [
    "janeiro",
    "fevereiro",
    "março",
    "abril",
    "maio",
    "junho",
    "julho",
    "agosto",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
];

/// Whether the book follows the usage of Portugal, as Africa does; a tag without a region is Brazilian, as most books are.
pub(super) fn is_european(cursor: &Cursor<'_>) -> bool {
    ["PT", "AO", "MZ", "CV", "GW", "ST", "TL"].iter().any(|region| cursor.is_in(region))
}

/// The words of the book's region.
pub(super) fn grammar(cursor: &Cursor<'_>) -> &'static Grammar {
    if is_european(cursor) { &EUROPEAN } else { &BRAZILIAN }
}

static EUROPEAN: Grammar = Grammar { cardinal: european, units: &units::EUROPEAN, ..BRAZILIAN };

const BRAZILIAN: Grammar = Grammar {
    style: NumberFormat { groups: &['.', '\u{a0}', '\u{202f}', '\u{2009}', ' '], point: ',' },
    cardinal: brazilian,
    point: "vírgula",
    single_decimals: false,
    singular_below_two: true,
    // Genders come from more than the next word.
    form_before: |_, _| NumberForm::Alone,
    minus: "menos",
    range: "a",
    of: |noun| format!("de {noun}"),
    units: &units::BRAZILIAN,
    currencies: &units::CURRENCIES,
    and_cents: "e",
    names_cents: true,
    shortenings: &super::abbreviations::SHORTENINGS,
    fractions: &[
        ("½", "meio"),
        ("1/2", "meio"),
        ("¼", "um quarto"),
        ("1/4", "um quarto"),
        ("¾", "três quartos"),
        ("3/4", "três quartos"),
        ("⅓", "um terço"),
        ("1/3", "um terço"),
        ("⅔", "dois terços"),
        ("2/3", "dois terços"),
    ],
    and_fraction: "e",
    signs: &[
        ('&', "e"),
        ('+', "mais"),
        ('=', "igual a"),
        ('×', "vezes"),
        ('§', "parágrafo"),
        ('%', "por cento"),
        ('±', "mais ou menos"),
        ('÷', "dividido por"),
        ('≈', "aproximadamente"),
    ],
    numerals: RomanNumeralContext {
        divisions: &[
            "século",
            "séculos",
            "séc.",
            "sécs.",
            "capítulo",
            "capítulos",
            "cap.",
            "livro",
            "tomo",
            "parte",
            "ato",
            "acto",
            "cena",
            "volume",
            "vol.",
            "canto",
            "secção",
            "seção",
            "artigo",
            "parágrafo",
            "quadro",
            "título",
            "apêndice",
            "figura",
            "tabela",
            "estrofe",
            "salmo",
            "livros",
            "tomos",
            "partes",
            "atos",
            "actos",
            "cenas",
            "volumes",
            "cantos",
            "secções",
            "seções",
            "artigos",
            "caps.",
            "liv.",
            "vols.",
            "t.",
            "tt.",
            "art.",
            "arts.",
            "secç.",
            "sec.",
            "fig.",
        ],
        names: super::rulers::NAMES,
        little: &[
            "O", "A", "Os", "As", "Um", "Uma", "E", "Mas", "Ou", "Se", "Não", "Que", "Quem",
            "Quando", "Como", "Seu", "Sua", "Ele", "Ela", "Eles", "Elas", "Eu", "Tu", "Em", "No",
            "Na", "Nos", "Nas", "De", "Do", "Da", "Ao", "À", "Com", "Por", "Para", "Sem", "Sobre",
            "Depois", "Antes", "Então", "Era", "Foi", "Já", "Este", "Esta", "Esse", "Essa", "Dois",
            "Três", "Nada", "Tudo", "Todos",
        ],
    },
    ratio: "para",
    per: |unit| format!("por {unit}"),
    powers: PowerWords {
        squared: "ao quadrado",
        cubed: "ao cubo",
        to_the: "elevado a",
        exponent: |number| brazilian(number, NumberForm::Masculine),
    },
    scales: &[],
    angles: AngleWords {
        degree: noun("grau", "graus", NumberForm::Masculine),
        minute: noun("minuto", "minutos", NumberForm::Masculine),
        second: noun("segundo", "segundos", NumberForm::Masculine),
        directions: &[
            ("N", "norte"),
            ("S", "sul"),
            ("E", "leste"),
            ("L", "leste"),
            ("O", "oeste"),
            ("W", "oeste"),
        ],
    },
    bible: &BibleBooks::NONE,
};
