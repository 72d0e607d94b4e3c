//! The Spanish words for numbers and abbreviations.

use super::number_words::cardinal;
use verbalizer::cursor::Cursor;
use verbalizer::european::{
    AngleWords, CurrencyNames, Grammar, Noun, NumberForm, PowerWords, RomanNumeralContext, Scale,
    noun, same,
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
    form_before,
    minus: "menos",
    range: "a",
    of,
    units: UNITS,
    currencies: &CURRENCIES,
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
        little: &[
            "El", "La", "Los", "Las", "Un", "Una", "Y", "Pero", "O", "Si", "No", "Que", "Quien",
            "Cuando", "Como", "Su", "Sus", "Él", "Ella", "Ellos", "Ellas", "Yo", "Tú", "En", "De",
            "Del", "Al", "A", "Con", "Por", "Para", "Sin", "Sobre", "Tras", "Entre", "Después",
            "Antes", "Entonces", "Era", "Fue", "Se", "Ya", "Este", "Esta", "Ese", "Esa",
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

/// Words after a number that it does not count.
const FUNCTION: [&str; 28] = [
    "de", "del", "y", "e", "o", "u", "a", "al", "en", "con", "por", "para", "que", "se", "la",
    "las", "los", "el", "lo", "es", "era", "fue", "no", "como", "más", "menos", "sin", "ya",
];

/// "Un libro", "veintiuna casas", "doscientas páginas": feminine words are recognised by their endings, and some are listed.
pub(crate) fn form_before(number: u64, word: &str) -> NumberForm {
    const FEMININE: &str = " mujeres mujer noches noche tardes tarde veces vez calles calle flores flor naves nave partes \
        parte leyes ley luces luz voces voz cruces cruz raíces raíz paces paz sales sal pieles piel cárceles cárcel llaves llave \
        clases clase torres torre fuentes fuente muertes muerte mentes mente gentes gente sangres sangre carnes carne leches leche \
        nubes nube nieves nieve fases fase frases frase bases base crisis tesis síntesis sedes sede redes red paredes pared \
        imágenes imagen órdenes orden razones razón canciones canción naciones sazones sazón actrices actriz emperatrices aves ave \
        manos mano fotos foto motos moto radios señales señal catedrales catedral capitales capital hambres serpientes serpiente \
        puentes suertes suerte cumbres cumbre legumbres costumbres costumbre ubres fiebres fiebre liebres liebre madres madre ";
    const MASCULINE: &str = " días día mapas mapa poemas poema problemas problema sistemas sistema planetas planeta poetas poeta \
        idiomas idioma programas programa dramas drama telegramas telegrama kilogramas temas tema lemas lema dilemas dilema \
        esquemas esquema teoremas teorema diplomas diploma síntomas síntoma climas clima fantasmas fantasma tranvías tranvía \
        cometas cometa sofás sofá papás papá dálmatas dálmata policías policía guardias guardia piratas pirata atletas atleta \
        profetas profeta pilotos demócratas demócrata aristócratas aristócrata acróbatas acróbata camaradas camarada colegas colega \
        guías guía vigías vigía monarcas monarca patriarcas patriarca jesuitas jesuita israelitas israelita croatas croata belgas \
        persas persa celtas celta burócratas autócratas espías espía centinelas centinela reclutas recluta curas cura gorilas gorila \
        puentes puente quintillas aguafiestas suicidas homicidas nómadas nómada indígenas indígena ";
    const ENDINGS: [&str; 14] = [
        "a", "as", "ción", "ciones", "sión", "siones", "gión", "giones", "nión", "niones", "dad",
        "dades", "tudes", "tud",
    ];
    let noun = word.starts_with(char::is_lowercase) && !FUNCTION.contains(&word);
    let plural = word.ends_with('s');
    if !noun || plural == (number == 1) {
        return NumberForm::Alone;
    }
    let listed = |words: &str| words.contains(&format!(" {word} "));
    // "Artistas", "cosmopolitas": of both genders, and masculine where nothing says otherwise.
    let common = ["ista", "istas", "cida", "cidas", "nauta", "nautas", "iatra", "iatras"]
        .iter()
        .any(|ending| word.ends_with(ending) && word.len() > ending.len() + 2);
    let common = common
        && !matches!(
            word,
            "vista"
                | "vistas"
                | "pista"
                | "pistas"
                | "lista"
                | "listas"
                | "revista"
                | "revistas"
                | "entrevista"
                | "entrevistas"
                | "conquista"
                | "conquistas"
                | "medida"
                | "medidas"
        );
    let feminine = listed(FEMININE) || ENDINGS.iter().any(|ending| word.ends_with(ending));
    if feminine && !common && !listed(MASCULINE) {
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

static UNITS: &[(&str, Noun)] = &[
    ("s²", he("segundo al cuadrado", "segundos al cuadrado")),
    ("cm²", he("centímetro cuadrado", "centímetros cuadrados")),
    ("mm²", he("milímetro cuadrado", "milímetros cuadrados")),
    ("mm³", he("milímetro cúbico", "milímetros cúbicos")),
    ("µg", he("microgramo", "microgramos")),
    ("kJ", he("kilojulio", "kilojulios")),
    ("kcal", she("kilocaloría", "kilocalorías")),
    ("hPa", he("hectopascal", "hectopascales")),
    ("MW", he("megavatio", "megavatios")),
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

const fn scale(written: &'static str, one: &'static str, many: &'static str) -> Scale {
    Scale { written, one, many, form: NumberForm::Masculine }
}
