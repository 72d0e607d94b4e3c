//! The Spanish words for units and money.

use verbalizer::european::{CurrencyNames, Noun, NumberForm, noun, same};

pub(super) const fn he(one: &'static str, many: &'static str) -> Noun {
    noun(one, many, NumberForm::Masculine)
}

pub(super) const fn she(one: &'static str, many: &'static str) -> Noun {
    noun(one, many, NumberForm::Feminine)
}

pub(super) static UNITS: &[(&str, Noun)] = &[
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
    ("kHz", he("kilohercio", "kilohercios")),
    ("MHz", he("megahercio", "megahercios")),
    ("GHz", he("gigahercio", "gigahercios")),
    ("MWh", he("megavatio hora", "megavatios hora")),
    ("GW", he("gigavatio", "gigavatios")),
    ("mW", he("milivatio", "milivatios")),
    ("kV", he("kilovoltio", "kilovoltios")),
    ("mV", he("milivoltio", "milivoltios")),
    ("mA", he("miliamperio", "miliamperios")),
    ("Ω", he("ohmio", "ohmios")),
    ("Pa", he("pascal", "pascales")),
    ("kPa", he("kilopascal", "kilopascales")),
    ("mbar", he("milibar", "milibares")),
    ("dB", he("decibelio", "decibelios")),
    ("CV", he("caballo de vapor", "caballos de vapor")),
    ("q", he("quintal", "quintales")),
    ("hl", he("hectolitro", "hectolitros")),
    ("dl", he("decilitro", "decilitros")),
    ("L", he("litro", "litros")),
    ("mL", he("mililitro", "mililitros")),
    ("cL", he("centilitro", "centilitros")),
    ("µl", he("microlitro", "microlitros")),
    ("hg", he("hectogramo", "hectogramos")),
    ("dg", he("decigramo", "decigramos")),
    ("cg", he("centigramo", "centigramos")),
    ("dm", he("decímetro", "decímetros")),
    ("hm", he("hectómetro", "hectómetros")),
    ("µm", he("micrómetro", "micrómetros")),
    ("nm", he("nanómetro", "nanómetros")),
    ("dm²", he("decímetro cuadrado", "decímetros cuadrados")),
    ("dm³", he("decímetro cúbico", "decímetros cúbicos")),
    ("km³", he("kilómetro cúbico", "kilómetros cúbicos")),
    ("ms", he("milisegundo", "milisegundos")),
    (
        "msnm",
        noun(
            "metro sobre el nivel del mar",
            "metros sobre el nivel del mar",
            NumberForm::Masculine,
        ),
    ),
    ("º", he("grado", "grados")),
    ("kB", same("kilobytes")),
    ("KB", same("kilobytes")),
    ("TB", same("terabytes")),
    ("GB", same("gigabytes")),
    ("MB", same("megabytes")),
];

pub(super) static CURRENCIES: [CurrencyNames; 5] = [
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
