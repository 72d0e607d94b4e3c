//! The Italian words for units and money.

use verbalizer::european::{CurrencyNames, Noun, NumberForm, noun, same};

pub(super) const fn he(one: &'static str, many: &'static str) -> Noun {
    noun(one, many, NumberForm::Masculine)
}

pub(super) const fn she(one: &'static str, many: &'static str) -> Noun {
    noun(one, many, NumberForm::Feminine)
}

pub(super) static UNITS: &[(&str, Noun)] = &[
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
    ("kHz", same("chilohertz")),
    ("MHz", same("megahertz")),
    ("GHz", same("gigahertz")),
    ("MWh", he("megawattora", "megawattora")),
    ("GW", same("gigawatt")),
    ("mW", same("milliwatt")),
    ("kV", same("chilovolt")),
    ("mV", same("millivolt")),
    ("mA", same("milliampere")),
    ("Ω", same("ohm")),
    ("Pa", same("pascal")),
    ("kPa", same("chilopascal")),
    ("mbar", same("millibar")),
    ("dB", same("decibel")),
    ("CV", he("cavallo vapore", "cavalli vapore")),
    ("q", he("quintale", "quintali")),
    ("hl", he("ettolitro", "ettolitri")),
    ("dl", he("decilitro", "decilitri")),
    ("L", he("litro", "litri")),
    ("mL", he("millilitro", "millilitri")),
    ("cL", he("centilitro", "centilitri")),
    ("µl", he("microlitro", "microlitri")),
    ("hg", he("ettogrammo", "ettogrammi")),
    ("dg", he("decigrammo", "decigrammi")),
    ("cg", he("centigrammo", "centigrammi")),
    ("dm", he("decimetro", "decimetri")),
    ("hm", he("ettometro", "ettometri")),
    ("µm", he("micrometro", "micrometri")),
    ("nm", he("nanometro", "nanometri")),
    ("dm²", he("decimetro quadrato", "decimetri quadrati")),
    ("dm³", he("decimetro cubo", "decimetri cubi")),
    ("km³", he("chilometro cubo", "chilometri cubi")),
    ("mc", he("metro cubo", "metri cubi")),
    ("kmq", he("chilometro quadrato", "chilometri quadrati")),
    ("cmq", he("centimetro quadrato", "centimetri quadrati")),
    ("cc", he("centimetro cubo", "centimetri cubi")),
    ("ms", he("millisecondo", "millisecondi")),
    ("º", he("grado", "gradi")),
    ("ºC", he("grado Celsius", "gradi Celsius")),
    ("kB", same("kilobyte")),
    ("KB", same("kilobyte")),
    ("TB", same("terabyte")),
    ("GB", same("gigabyte")),
    ("MB", same("megabyte")),
];

pub(super) static CURRENCIES: [CurrencyNames; 5] = [
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
