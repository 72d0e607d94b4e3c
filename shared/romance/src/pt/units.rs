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
            ("GB", same("gigabytes")),
            ("MB", same("megabytes")),
        ]
    };
}

pub(super) static BRAZILIAN: [(&str, Noun); 35] = units!("quilômetro", "quilômetros");
pub(super) static EUROPEAN: [(&str, Noun); 35] = units!("quilómetro", "quilómetros");

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
