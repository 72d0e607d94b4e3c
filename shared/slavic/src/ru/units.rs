//! The Russian words for units, money and great numbers.

use super::agreement::number_case;
use super::number_words::{cardinal, decimal, plural};
use crate::counting::{CountedNoun, Currency, Gender, SlavicCounting};
use verbalizer::number_format::NumberFormat;

pub(super) static COUNTING: SlavicCounting = SlavicCounting {
    style: NumberFormat { groups: &['\u{a0}', '\u{202f}', '\u{2009}', ' ', '.'], point: ',' },
    cardinal,
    decimal,
    plural,
    case: number_case,
    units: &UNITS,
    currencies: &CURRENCIES,
    magnitudes: &MAGNITUDES,
};

const fn he(one: &'static str, few: &'static str, many: &'static str) -> CountedNoun {
    CountedNoun::new([one, few, many, few], Gender::Masculine)
}

const fn she(one: &'static str, few: &'static str, many: &'static str) -> CountedNoun {
    CountedNoun::new([one, few, many, few], Gender::Feminine)
}

/// With an adjective: "два квадратных метра", "половина квадратного метра".
const fn square(forms: [&'static str; 4]) -> CountedNoun {
    CountedNoun::new(forms, Gender::Masculine)
}

static MAGNITUDES: [(&str, CountedNoun); 6] = [
    ("тыс.", she("тысяча", "тысячи", "тысяч")),
    ("млн", he("миллион", "миллиона", "миллионов")),
    ("млн.", he("миллион", "миллиона", "миллионов")),
    ("млрд", he("миллиард", "миллиарда", "миллиардов")),
    ("млрд.", he("миллиард", "миллиарда", "миллиардов")),
    ("трлн", he("триллион", "триллиона", "триллионов")),
];

const SQUARE_METRE: CountedNoun =
    square(["квадратный метр", "квадратных метра", "квадратных метров", "квадратного метра"]);
const CUBIC_METRE: CountedNoun =
    square(["кубический метр", "кубических метра", "кубических метров", "кубического метра"]);

static UNITS: [(&str, CountedNoun); 40] = [
    ("%", he("процент", "процента", "процентов")),
    ("‰", CountedNoun::fixed("промилле", Gender::Neuter)),
    ("км", he("километр", "километра", "километров")),
    ("м", he("метр", "метра", "метров")),
    ("дм", he("дециметр", "дециметра", "дециметров")),
    ("см", he("сантиметр", "сантиметра", "сантиметров")),
    ("мм", he("миллиметр", "миллиметра", "миллиметров")),
    ("км/ч", he("километр в час", "километра в час", "километров в час")),
    ("м/с", he("метр в секунду", "метра в секунду", "метров в секунду")),
    (
        "км²",
        square([
            "квадратный километр",
            "квадратных километра",
            "квадратных километров",
            "квадратного километра",
        ]),
    ),
    (
        "кв. км",
        square([
            "квадратный километр",
            "квадратных километра",
            "квадратных километров",
            "квадратного километра",
        ]),
    ),
    ("м²", SQUARE_METRE),
    ("кв. м", SQUARE_METRE),
    ("м³", CUBIC_METRE),
    ("куб. м", CUBIC_METRE),
    ("га", he("гектар", "гектара", "гектаров")),
    ("кг", he("килограмм", "килограмма", "килограммов")),
    ("г", he("грамм", "грамма", "граммов")),
    ("мг", he("миллиграмм", "миллиграмма", "миллиграммов")),
    ("т", she("тонна", "тонны", "тонн")),
    ("ц", he("центнер", "центнера", "центнеров")),
    ("л", he("литр", "литра", "литров")),
    ("мл", he("миллилитр", "миллилитра", "миллилитров")),
    ("°C", he("градус Цельсия", "градуса Цельсия", "градусов Цельсия")),
    ("°С", he("градус Цельсия", "градуса Цельсия", "градусов Цельсия")),
    ("°F", he("градус Фаренгейта", "градуса Фаренгейта", "градусов Фаренгейта")),
    ("°", he("градус", "градуса", "градусов")),
    ("ч", he("час", "часа", "часов")),
    ("ч.", he("час", "часа", "часов")),
    ("мин", she("минута", "минуты", "минут")),
    ("мин.", she("минута", "минуты", "минут")),
    ("сек", she("секунда", "секунды", "секунд")),
    ("сек.", she("секунда", "секунды", "секунд")),
    ("Вт", CountedNoun::new(["ватт", "ватта", "ватт", "ватта"], Gender::Masculine)),
    (
        "кВт",
        CountedNoun::new(["киловатт", "киловатта", "киловатт", "киловатта"], Gender::Masculine),
    ),
    ("Гц", CountedNoun::new(["герц", "герца", "герц", "герца"], Gender::Masculine)),
    ("чел.", CountedNoun::new(["человек", "человека", "человек", "человека"], Gender::Masculine)),
    ("экз.", he("экземпляр", "экземпляра", "экземпляров")),
    ("шт.", she("штука", "штуки", "штук")),
    ("л. с.", she("лошадиная сила", "лошадиные силы", "лошадиных сил")),
];

static CURRENCIES: [Currency; 6] = [
    Currency {
        signs: &["руб.", "руб", "₽", "р."],
        whole: he("рубль", "рубля", "рублей"),
        cent: she("копейка", "копейки", "копеек"),
    },
    Currency {
        signs: &["коп.", "коп"],
        whole: she("копейка", "копейки", "копеек"),
        cent: CountedNoun::fixed("", Gender::Masculine),
    },
    Currency {
        signs: &["$", "долл.", "USD"],
        whole: he("доллар", "доллара", "долларов"),
        cent: he("цент", "цента", "центов"),
    },
    Currency {
        signs: &["€", "EUR"],
        whole: CountedNoun::fixed("евро", Gender::Masculine),
        cent: he("цент", "цента", "центов"),
    },
    Currency {
        signs: &["£"],
        whole: he("фунт", "фунта", "фунтов"),
        cent: CountedNoun::new(["пенс", "пенса", "пенсов", "пенса"], Gender::Masculine),
    },
    Currency {
        signs: &["¥"],
        whole: she("иена", "иены", "иен"),
        cent: CountedNoun::fixed("сен", Gender::Masculine),
    },
];
