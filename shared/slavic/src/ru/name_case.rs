//! The case of a name, by its ending and the word before its title.

use super::government::governed;
use super::roman_numerals::KINGS;
use crate::counting::Case;
use verbalizer::word_list::has;

/// Men whose names are not kings', without their endings.
const MEN: &str = "Андре Серге Дмитри Георги Алексе Матве Тимофе Пантелеймон Антони Бернард Кирилл Мефоди Игнати \
    Сави Савв Августин Иероним Себастьян Лавренти Мартин Патрик Владимир Игор Олег Глеб \
    Всеволод Игнат Григор Исаак Серафим Димитри Анатоли Валентин Герман Зосим";
/// Women, without the endings of their names.
const WOMEN: &str = "Анн Мари Екатерин Варвар Татьян Ольг Елен Софи Софь Надежд Вер Ирин Анастаси Параскев Марф \
    Магдалин Елизавет Терез Цецили Агат Агнес Бригитт Нин Людмил Ксени Клар Маргарит Марин Наталь \
    Натали Юли Лиди Зинаид Троиц Дев Богородиц Изабелл Виктори Александр";

/// The genitive of surnames without a vowel at their end: "Багратиона".
const FOREIGN: [&str; 13] =
    ["она", "ана", "ена", "йна", "уна", "ера", "ора", "дта", "рга", "рфа", "ьда", "рда", "нта"];
/// Nouns that end like verbs.
const OWNED: &str =
    "портрет кабинет визит совет ответ привет букет билет зал бал журнал капитал отдел удел надел";
/// Words that own nothing.
const FUNCTION: &str = "и а но да же вчера тогда потом там тут здесь однажды что как когда если это уже теперь наконец \
    сегодня опять снова";

/// What the word before a title allows.
struct Governed {
    cases: &'static [Case],
    /// A place or a subject: "о", "в", "при".
    is_about: bool,
    /// The genitive or the accusative, which are alike for men.
    is_object: bool,
    /// A noun: "дача кн. Голицына", but "вошла кн. Голицына".
    is_owned: bool,
}

impl Governed {
    fn by(before: &str) -> Self {
        let cases = governed(before);
        let allows = |case| cases.contains(&case);
        let is_about = allows(Case::Prepositional);
        let verb = !has(OWNED, before)
            && ["ла", "лась", "ет", "ит", "ёт", "ал", "ел", "ил", "лся", "ли"]
                .iter()
                .any(|ending| before.ends_with(ending));
        Self {
            cases,
            is_about,
            is_object: allows(Case::Genitive) || allows(Case::Accusative) && !is_about,
            is_owned: cases.is_empty() && !before.is_empty() && !verb && !has(FUNCTION, before),
        }
    }

    fn allows(&self, case: Case) -> bool {
        self.cases.contains(&case)
    }
}

/// The case of a name, and whether it is a woman's.
pub(super) fn of_name(name: &str, before: &str) -> (Case, bool) {
    let governed = Governed::by(before);
    match of_woman(name, &governed) {
        Some(case) => (case, true),
        None => (of_man(name, &governed), false),
    }
}

fn ends(name: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| name.ends_with(ending))
}

/// Whether a name is one of these with one of the endings.
fn is(name: &str, stems: &str, endings: &[&str]) -> bool {
    let rest = stems.split(' ').filter_map(|stem| name.strip_prefix(stem));
    rest.into_iter().any(|ending| endings.contains(&ending))
}

fn is_known_man(name: &str) -> bool {
    is(name, KINGS, &["а", "я"]) || is(name, MEN, &["а", "я"])
}

/// The case of a woman's name; `None` for a man's.
fn of_woman(name: &str, governed: &Governed) -> Option<Case> {
    let first = governed.cases.first().copied();
    let about = governed.is_about.then_some(Case::Prepositional);
    let oblique = about.or(first).unwrap_or(Case::Genitive);
    Some(match name {
        _ if is(name, WOMEN, &["а", "я"]) && !governed.is_object => Case::Nominative,
        _ if is(name, WOMEN, &["ы", "и"]) => of_feminine(oblique),
        _ if is(name, WOMEN, &["е"]) && !name.starts_with("Александр") => {
            of_feminine(oblique)
        }
        _ if is(name, WOMEN, &["у", "ю"]) && !governed.allows(Case::Dative) => Case::Accusative,
        _ if is(name, WOMEN, &["ой", "ей"]) => Case::Instrumental,
        _ if is_known_man(name) => return None,
        _ if ends(name, &["ская", "цкая", "стая", "ная", "вая"]) => {
            Case::Nominative
        }
        _ if ends(name, &["скую", "цкую", "стую"]) => Case::Accusative,
        // "Гр. Толстой" may be a man.
        _ if ends(name, &["ской", "цкой", "стой"]) && first.is_some() => oblique,
        _ if ends(name, &["ской"]) && governed.is_owned => oblique,
        _ if ends(name, &["овой", "евой", "иной"]) => oblique,
        _ => return None,
    })
}

/// The case of a man's name; the nominative where it is not certain.
fn of_man(name: &str, governed: &Governed) -> Case {
    let by_word = governed.allows(Case::Dative) || governed.cases.is_empty();
    match name {
        _ if is_known_man(name) || ends(name, &["ого", "его"]) => Case::Genitive,
        _ if ends(name, &["ому", "ему"]) => Case::Dative,
        _ if ends(name, &["ым", "им"]) => Case::Instrumental,
        _ if ends(name, &["ом", "ем", "ём"]) && governed.is_about => Case::Prepositional,
        _ if ends(name, &["ом", "ем", "ём"]) => Case::Instrumental,
        _ if ends(name, &["у", "ю"]) && by_word => Case::Dative,
        _ if ends(name, &["е", "ии"]) && governed.is_about => Case::Prepositional,
        _ if ends(name, &["а", "я"]) && governed.is_object => Case::Genitive,
        _ if ends(name, &FOREIGN) && governed.is_owned => Case::Genitive,
        _ if ends(name, &["ова", "ева", "ёва", "ина", "ына"]) && governed.is_owned => {
            Case::Genitive
        }
        _ => Case::Nominative,
    }
}

/// Feminine names in "и" or "ы" are never in the instrumental.
fn of_feminine(case: Case) -> Case {
    if case == Case::Instrumental { Case::Genitive } else { case }
}
