//! The Polish words for units, money and great numbers.

use super::declension::declined;
use super::number_case::measure_case;
use super::number_words::{cardinal, decimal, plural};
use crate::counting::{CountedNoun, Currency, Gender, SlavicCounting};
use verbalizer::number_format::NumberFormat;

pub(super) static COUNTING: SlavicCounting = SlavicCounting {
    style: NumberFormat { groups: &['\u{a0}', '\u{202f}', '\u{2009}', ' ', '.'], point: ',' },
    cardinal,
    decimal,
    plural,
    case: measure_case,
    declined,
    units: &UNITS,
    rates: &RATES,
    currencies: &CURRENCIES,
    magnitudes: &MAGNITUDES,
};

/// For one, two, five, and after decimals.
const fn he(forms: [&'static str; 4]) -> CountedNoun {
    CountedNoun::new(forms, Gender::Masculine)
}

const fn she(forms: [&'static str; 4]) -> CountedNoun {
    CountedNoun::new(forms, Gender::Feminine)
}

static MAGNITUDES: [(&str, CountedNoun); 6] = [
    ("tys.", he(["tysiąc", "tysiące", "tysięcy", "tysiąca"])),
    ("mln", he(["milion", "miliony", "milionów", "miliona"])),
    ("mld", he(["miliard", "miliardy", "miliardów", "miliarda"])),
    ("mln.", he(["milion", "miliony", "milionów", "miliona"])),
    ("mld.", he(["miliard", "miliardy", "miliardów", "miliarda"])),
    ("bln", he(["bilion", "biliony", "bilionów", "biliona"])),
];

static UNITS: [(&str, CountedNoun); 43] = [
    ("%", CountedNoun::fixed("procent", Gender::Masculine)),
    ("‰", he(["promil", "promile", "promili", "promila"])),
    ("km", he(["kilometr", "kilometry", "kilometrów", "kilometra"])),
    ("m", he(["metr", "metry", "metrów", "metra"])),
    ("dm", he(["decymetr", "decymetry", "decymetrów", "decymetra"])),
    ("cm", he(["centymetr", "centymetry", "centymetrów", "centymetra"])),
    ("mm", he(["milimetr", "milimetry", "milimetrów", "milimetra"])),
    (
        "km²",
        he([
            "kilometr kwadratowy",
            "kilometry kwadratowe",
            "kilometrów kwadratowych",
            "kilometra kwadratowego",
        ]),
    ),
    (
        "m²",
        he(["metr kwadratowy", "metry kwadratowe", "metrów kwadratowych", "metra kwadratowego"]),
    ),
    (
        "m³",
        he(["metr sześcienny", "metry sześcienne", "metrów sześciennych", "metra sześciennego"]),
    ),
    ("ha", he(["hektar", "hektary", "hektarów", "hektara"])),
    ("kg", he(["kilogram", "kilogramy", "kilogramów", "kilograma"])),
    ("dag", he(["dekagram", "dekagramy", "dekagramów", "dekagrama"])),
    ("g", he(["gram", "gramy", "gramów", "grama"])),
    ("mg", he(["miligram", "miligramy", "miligramów", "miligrama"])),
    ("t", she(["tona", "tony", "ton", "tony"])),
    ("l", he(["litr", "litry", "litrów", "litra"])),
    ("ml", he(["mililitr", "mililitry", "mililitrów", "mililitra"])),
    ("°C", he(["stopień Celsjusza", "stopnie Celsjusza", "stopni Celsjusza", "stopnia Celsjusza"])),
    (
        "°F",
        he([
            "stopień Fahrenheita",
            "stopnie Fahrenheita",
            "stopni Fahrenheita",
            "stopnia Fahrenheita",
        ]),
    ),
    ("°", he(["stopień", "stopnie", "stopni", "stopnia"])),
    ("h", she(["godzina", "godziny", "godzin", "godziny"])),
    ("godz.", she(["godzina", "godziny", "godzin", "godziny"])),
    ("min", she(["minuta", "minuty", "minut", "minuty"])),
    ("min.", she(["minuta", "minuty", "minut", "minuty"])),
    ("sek.", she(["sekunda", "sekundy", "sekund", "sekundy"])),
    ("W", he(["wat", "waty", "watów", "wata"])),
    ("kW", he(["kilowat", "kilowaty", "kilowatów", "kilowata"])),
    ("kWh", she(["kilowatogodzina", "kilowatogodziny", "kilowatogodzin", "kilowatogodziny"])),
    ("V", he(["wolt", "wolty", "woltów", "wolta"])),
    ("Hz", he(["herc", "herce", "herców", "herca"])),
    ("GB", he(["gigabajt", "gigabajty", "gigabajtów", "gigabajta"])),
    ("szt.", she(["sztuka", "sztuki", "sztuk", "sztuki"])),
    ("os.", she(["osoba", "osoby", "osób", "osoby"])),
    ("proc.", CountedNoun::fixed("procent", Gender::Masculine)),
    (
        "cm²",
        he([
            "centymetr kwadratowy",
            "centymetry kwadratowe",
            "centymetrów kwadratowych",
            "centymetra kwadratowego",
        ]),
    ),
    (
        "cm³",
        he([
            "centymetr sześcienny",
            "centymetry sześcienne",
            "centymetrów sześciennych",
            "centymetra sześciennego",
        ]),
    ),
    (
        "mm Hg",
        he([
            "milimetr słupa rtęci",
            "milimetry słupa rtęci",
            "milimetrów słupa rtęci",
            "milimetra słupa rtęci",
        ]),
    ),
    ("obr.", he(["obrót", "obroty", "obrotów", "obrotu"])),
    ("kcal", she(["kilokaloria", "kilokalorie", "kilokalorii", "kilokalorii"])),
    ("hPa", he(["hektopaskal", "hektopaskale", "hektopaskali", "hektopaskala"])),
    ("kHz", he(["kiloherc", "kiloherce", "kiloherców", "kiloherca"])),
    ("MHz", he(["megaherc", "megaherce", "megaherców", "megaherca"])),
];

/// After a measure, and after a price.
static RATES: [(&str, [&str; 2]); 15] = [
    ("h", [" na godzinę", " za godzinę"]),
    ("godz.", [" na godzinę", " za godzinę"]),
    ("s", [" na sekundę", " za sekundę"]),
    ("sek.", [" na sekundę", " za sekundę"]),
    ("s²", [" na sekundę do kwadratu", " za sekundę do kwadratu"]),
    ("min", [" na minutę", " za minutę"]),
    ("km", [" na kilometr", " za kilometr"]),
    ("m²", [" na metr kwadratowy", " za metr kwadratowy"]),
    ("m³", [" na metr sześcienny", " za metr sześcienny"]),
    ("cm²", [" na centymetr kwadratowy", " za centymetr kwadratowy"]),
    ("cm³", [" na centymetr sześcienny", " za centymetr sześcienny"]),
    ("km²", [" na kilometr kwadratowy", " za kilometr kwadratowy"]),
    ("ha", [" na hektar", " za hektar"]),
    ("kg", [" na kilogram", " za kilogram"]),
    ("l", [" na litr", " za litr"]),
];

static CURRENCIES: [Currency; 6] = [
    Currency {
        signs: &["zł", "zł.", "PLN"],
        whole: he(["złoty", "złote", "złotych", "złotego"]),
        cent: he(["grosz", "grosze", "groszy", "grosza"]),
    },
    Currency {
        signs: &["gr", "gr."],
        whole: he(["grosz", "grosze", "groszy", "grosza"]),
        cent: CountedNoun::fixed("", Gender::Masculine),
    },
    Currency {
        signs: &["$", "USD"],
        whole: he(["dolar", "dolary", "dolarów", "dolara"]),
        cent: he(["cent", "centy", "centów", "centa"]),
    },
    Currency {
        signs: &["€", "EUR"],
        whole: CountedNoun::fixed("euro", Gender::Neuter),
        cent: he(["cent", "centy", "centów", "centa"]),
    },
    Currency {
        signs: &["£"],
        whole: he(["funt", "funty", "funtów", "funta"]),
        cent: he(["pens", "pensy", "pensów", "pensa"]),
    },
    Currency {
        signs: &["¥"],
        whole: he(["jen", "jeny", "jenów", "jena"]),
        cent: CountedNoun::fixed("sen", Gender::Masculine),
    },
];
