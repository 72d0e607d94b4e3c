//! The German words for numbers and abbreviations.

use super::number_words::cardinal;
use super::units::{CURRENCIES, UNITS, she};
use verbalizer::cursor::Cursor;
use verbalizer::european::{
    AngleWords, Grammar, NumberForm, PowerWords, RomanNumeralContext, Scale, same,
};
use verbalizer::number_format::{NumberFormat, digits};
use verbalizer::rule::Verbalization;

pub(crate) const MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

pub(crate) static GRAMMAR: Grammar = Grammar {
    style: NumberFormat {
        groups: &['.', '\u{a0}', '\u{202f}', '\u{2009}', ' ', '’'], point: ','
    },
    cardinal,
    point: "Komma",
    single_decimals: true,
    singular_below_two: false,
    form_before,
    minus: "minus",
    range: "bis",
    of: str::to_owned,
    units: UNITS,
    currencies: &CURRENCIES,
    and_cents: "",
    names_cents: false,
    shortenings: super::abbreviations::SHORTENINGS,
    fractions: &[
        ("½", "ein halb"),
        ("1/2", "ein halb"),
        ("¼", "ein Viertel"),
        ("1/4", "ein Viertel"),
        ("¾", "drei Viertel"),
        ("3/4", "drei Viertel"),
        ("⅓", "ein Drittel"),
        ("1/3", "ein Drittel"),
        ("⅔", "zwei Drittel"),
        ("2/3", "zwei Drittel"),
    ],
    and_fraction: "und",
    signs: &[
        ('&', "und"),
        ('+', "plus"),
        ('=', "gleich"),
        ('×', "mal"),
        ('§', "Paragraf"),
        ('%', "Prozent"),
    ],
    numerals: RomanNumeralContext {
        divisions: &[
            "kapitel",
            "buch",
            "teil",
            "band",
            "akt",
            "szene",
            "abschnitt",
            "brief",
            "gesang",
            "tafel",
            "kap.",
            "bd.",
            "aufzug",
            "s.",
            "seite",
            "paragraf",
            "artikel",
            "punkt",
        ],
        names: &[
            "Ludwig",
            "Karl",
            "Heinrich",
            "Friedrich",
            "Wilhelm",
            "Otto",
            "Leopold",
            "Franz",
            "Joseph",
            "Josef",
            "Georg",
            "Philipp",
            "Albrecht",
            "Rudolf",
            "Maximilian",
            "Ferdinand",
            "Konrad",
            "Johannes",
            "Johann",
            "Paul",
            "Pius",
            "Benedikt",
            "Gregor",
            "Innozenz",
            "Leo",
            "Klemens",
            "Urban",
            "Bonifaz",
            "Sixtus",
            "Napoleon",
            "Peter",
            "Nikolaus",
            "Alexander",
            "Gustav",
            "Christian",
            "Jakob",
            "Eduard",
            "Richard",
            "Robert",
            "August",
            "Ernst",
            "Alfons",
            "Ramses",
            "Ptolemaios",
        ],
        little: &[
            "Der", "Die", "Das", "Ein", "Eine", "Er", "Sie", "Es", "Wir", "Ihr", "Ich", "Du",
            "Und", "Aber", "Oder", "Denn", "Doch", "Als", "Wenn", "Da", "Dann", "So", "In", "Im",
            "Am", "An", "Auf", "Aus", "Bei", "Mit", "Nach", "Von", "Zu", "Zum", "Zur", "Vor",
            "Dies", "Diese", "Dieser", "Sein", "Seine", "Nicht", "Auch", "Noch", "Nur", "Schon",
            "Unter", "Über", "Dort", "Hier", "Nun", "Was", "Wer", "Wie", "Wo",
        ],
    },
    ratio: "zu",
    per: |unit| format!("pro {unit}"),
    powers: PowerWords {
        squared: "Quadrat",
        cubed: "hoch drei",
        to_the: "hoch",
        exponent: |number| cardinal(number, NumberForm::Alone),
    },
    scales: &[
        scale("Mio.", "Million", "Millionen", NumberForm::Feminine),
        scale("Mill.", "Million", "Millionen", NumberForm::Feminine),
        scale("Mrd.", "Milliarde", "Milliarden", NumberForm::Feminine),
        scale("Tsd.", "tausend", "tausend", NumberForm::Masculine),
        scale("Millionen", "Million", "Millionen", NumberForm::Feminine),
        scale("Milliarden", "Milliarde", "Milliarden", NumberForm::Feminine),
    ],
    angles: AngleWords {
        degree: same("Grad"),
        minute: she("Minute", "Minuten"),
        second: she("Sekunde", "Sekunden"),
        directions: &[("N", "Nord"), ("S", "Süd"), ("O", "Ost"), ("E", "Ost"), ("W", "West")],
    },
    bible: &super::bible::BOOKS,
};

/// "Eine Stunde", "ein Mann": nouns are capitalised; feminine ones are recognised by their endings, and some are listed.
pub(super) fn form_before(_: u64, word: &str) -> NumberForm {
    const WORDS: [&str; 14] = [
        "Frau",
        "Stadt",
        "Nacht",
        "Mark",
        "Hand",
        "Uhr",
        "Wand",
        "Kuh",
        "Million",
        "Milliarde",
        "Person",
        "Tochter",
        "Mutter",
        "Schwester",
    ];
    const ENDINGS: [&str; 9] = ["ung", "heit", "keit", "schaft", "tion", "ät", "in", "ei", "e"];
    if !word.starts_with(char::is_uppercase) {
        return NumberForm::Alone;
    }
    let feminine = WORDS.contains(&word) || ENDINGS.iter().any(|ending| word.ends_with(ending));
    if feminine { NumberForm::Feminine } else { NumberForm::Masculine }
}

/// `2½`: "zweieinhalb".
pub(crate) fn half(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let length = digits(cursor.rest());
    let number = cursor.rest()[..length].parse().ok()?;
    let after = cursor.after(length);
    let rest = after.trim_start().strip_prefix('½')?;
    let length = cursor.rest().len() - rest.len();
    Some(Verbalization::words(length, cardinal(number, NumberForm::Masculine) + "einhalb"))
}

/// `Mühlstr. 7`.
pub(crate) fn street(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let word = cursor.word();
    let stem = word.strip_suffix("str").filter(|stem| !stem.is_empty())?;
    let stop = cursor.after(word.len()).starts_with('.');
    let numbered =
        cursor.next_word(word.len() + 1).starts_with(|letter: char| letter.is_ascii_digit());
    (stop && numbered).then(|| Verbalization::words(word.len() + 1, format!("{stem}straße")))
}

/// `Jh.`, with the ending of the genitive: "des 20. Jahrhunderts".
pub(crate) fn century(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let word = cursor.word();
    if !matches!(word, "Jh" | "Jhs" | "Jhdt") || !cursor.after(word.len()).starts_with('.') {
        return None;
    }
    let mut words = cursor.before().split_whitespace().rev().skip(1);
    let owned = word == "Jhs" || matches!(words.next(), Some("des" | "eines" | "dieses" | "jenes"));
    let stop = !cursor.ends_after(word.len() + 1);
    let words = if owned { "Jahrhunderts" } else { "Jahrhundert" };
    Some(Verbalization::words(word.len() + usize::from(stop), words))
}

const fn scale(
    written: &'static str,
    one: &'static str,
    many: &'static str,
    form: NumberForm,
) -> Scale {
    Scale { written, one, many, form }
}
