//! The Portuguese words for units and money.

use verbalizer::european::{CurrencyNames, Noun, NumberForm, noun, same};

const fn he(one: &'static str, many: &'static str) -> Noun {
    noun(one, many, NumberForm::Masculine)
}

const fn she(one: &'static str, many: &'static str) -> Noun {
    noun(one, many, NumberForm::Feminine)
}

/// The units; Brazil and Portugal accent the kilometre differently.
macro_rules! units {
    ($km:literal, $kms:literal) => {
        [
            ("%", noun("por cento", "por cento", NumberForm::Alone)),
            ("‰", noun("por mil", "por mil", NumberForm::Alone)),
            ("km", he($km, $kms)),
            ("km/h", he(concat!($km, " por hora"), concat!($kms, " por hora"))),
            ("km²", he(concat!($km, " quadrado"), concat!($kms, " quadrados"))),
            ("m", he("metro", "metros")),
            ("cm", he("centímetro", "centímetros")),
            ("mm", he("milímetro", "milímetros")),
            ("m/s", he("metro por segundo", "metros por segundo")),
            ("m²", he("metro quadrado", "metros quadrados")),
            ("m³", he("metro cúbico", "metros cúbicos")),
            ("cm²", he("centímetro quadrado", "centímetros quadrados")),
            ("cm³", he("centímetro cúbico", "centímetros cúbicos")),
            ("ha", he("hectare", "hectares")),
            ("kg", he("quilo", "quilos")),
            ("g", he("grama", "gramas")),
            ("mg", he("miligrama", "miligramas")),
            ("t", she("tonelada", "toneladas")),
            ("l", he("litro", "litros")),
            ("L", he("litro", "litros")),
            ("ml", he("mililitro", "mililitros")),
            ("°C", he("grau Celsius", "graus Celsius")),
            ("ºC", he("grau Celsius", "graus Celsius")),
            ("°F", he("grau Fahrenheit", "graus Fahrenheit")),
            ("°", he("grau", "graus")),
            ("h", she("hora", "horas")),
            ("min", he("minuto", "minutos")),
            ("s", he("segundo", "segundos")),
            ("W", same("watts")),
            ("kW", same("quilowatts")),
            ("kWh", same("quilowatts-hora")),
            ("V", same("volts")),
            ("Hz", same("hertz")),
            ("km2", he(concat!($km, " quadrado"), concat!($kms, " quadrados"))),
            ("m2", he("metro quadrado", "metros quadrados")),
            ("cm2", he("centímetro quadrado", "centímetros quadrados")),
            ("m3", he("metro cúbico", "metros cúbicos")),
            ("cm3", he("centímetro cúbico", "centímetros cúbicos")),
            ("kHz", same("quilohertz")),
            ("MHz", same("megahertz")),
            ("GHz", same("gigahertz")),
            ("MW", he("megawatt", "megawatts")),
            ("MWh", he("megawatt-hora", "megawatts-hora")),
            ("GW", he("gigawatt", "gigawatts")),
            ("mW", he("miliwatt", "miliwatts")),
            ("kV", he("quilovolt", "quilovolts")),
            ("mV", he("milivolt", "milivolts")),
            ("mA", he("miliampere", "miliamperes")),
            ("Ω", he("ohm", "ohms")),
            ("kJ", he("quilojoule", "quilojoules")),
            ("kcal", she("quilocaloria", "quilocalorias")),
            ("Pa", he("pascal", "pascals")),
            ("hPa", he("hectopascal", "hectopascais")),
            ("kPa", he("quilopascal", "quilopascais")),
            ("mbar", he("milibar", "milibares")),
            ("dB", he("decibel", "decibéis")),
            ("q", he("quintal", "quintais")),
            ("hl", he("hectolitro", "hectolitros")),
            ("dl", he("decilitro", "decilitros")),
            ("cl", he("centilitro", "centilitros")),
            ("mL", he("mililitro", "mililitros")),
            ("cL", he("centilitro", "centilitros")),
            ("µl", he("microlitro", "microlitros")),
            ("µg", he("micrograma", "microgramas")),
            ("hg", he("hectograma", "hectogramas")),
            ("dg", he("decigrama", "decigramas")),
            ("cg", he("centigrama", "centigramas")),
            ("dm", he("decímetro", "decímetros")),
            ("hm", he("hectômetro", "hectômetros")),
            ("µm", he("micrômetro", "micrômetros")),
            ("nm", he("nanômetro", "nanômetros")),
            ("mm²", he("milímetro quadrado", "milímetros quadrados")),
            ("dm²", he("decímetro quadrado", "decímetros quadrados")),
            ("mm³", he("milímetro cúbico", "milímetros cúbicos")),
            ("dm³", he("decímetro cúbico", "decímetros cúbicos")),
            ("km³", he(concat!($km, " cúbico"), concat!($kms, " cúbicos"))),
            ("s²", he("segundo ao quadrado", "segundos ao quadrado")),
            ("ms", he("milissegundo", "milissegundos")),
            ("kB", same("quilobytes")),
            ("KB", same("quilobytes")),
            ("TB", same("terabytes")),
            ("GB", same("gigabytes")),
            ("MB", same("megabytes")),
        ]
    };
}

pub(super) static BRAZILIAN: [(&str, Noun); 83] = units!("quilômetro", "quilômetros");
pub(super) static EUROPEAN: [(&str, Noun); 83] = units!("quilómetro", "quilómetros");

pub(super) static CURRENCIES: [CurrencyNames; 6] = [
    CurrencyNames {
        signs: &["R$", "BRL"],
        whole: he("real", "reais"),
        cent: he("centavo", "centavos"),
    },
    CurrencyNames {
        signs: &["€", "EUR"],
        whole: he("euro", "euros"),
        cent: he("cêntimo", "cêntimos"),
    },
    CurrencyNames {
        signs: &["US$", "U$", "$", "USD"],
        whole: he("dólar", "dólares"),
        cent: he("centavo", "centavos"),
    },
    CurrencyNames { signs: &["£"], whole: she("libra", "libras"), cent: he("péni", "pence") },
    CurrencyNames { signs: &["¥"], whole: he("iene", "ienes"), cent: same("sen") },
    CurrencyNames { signs: &["Kz"], whole: same("kwanza"), cent: he("cêntimo", "cêntimos") },
];
