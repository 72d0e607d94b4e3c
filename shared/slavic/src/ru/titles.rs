//! Abbreviated titles, whose case the ending of the name and the word before tell: `у кн. Вяземского`, `св. Николая`.

use super::declension::singular;
use super::name_case::of_name;
use super::roman_numerals::capitalised;
use crate::counting::Case;
use verbalizer::cursor::Cursor;
use verbalizer::rule::Verbalization;

/// The nominative and the genitive of a title of men, and of one of women where it is another word.
struct Title {
    written: &'static str,
    man: [&'static str; 2],
    woman: Option<[&'static str; 2]>,
}

const fn of_men(written: &'static str, man: [&'static str; 2]) -> Title {
    Title { written, man, woman: None }
}

const TITLES: [Title; 16] = [
    Title {
        written: "кн", man: ["князь", "князя"], woman: Some(["княгиня", "княгини"])
    },
    Title {
        written: "гр", man: ["граф", "графа"], woman: Some(["графиня", "графини"])
    },
    Title {
        written: "бар", man: ["барон", "барона"], woman: Some(["баронесса", "баронессы"])
    },
    Title {
        written: "имп",
        man: ["император", "императора"],
        woman: Some(["императрица", "императрицы"]),
    },
    of_men("ген", ["генерал", "генерала"]),
    of_men("полк", ["полковник", "полковника"]),
    of_men("кап", ["капитан", "капитана"]),
    of_men("адм", ["адмирал", "адмирала"]),
    of_men("проф", ["профессор", "профессора"]),
    of_men("акад", ["академик", "академика"]),
    of_men("доц", ["доцент", "доцента"]),
    of_men("инж", ["инженер", "инженера"]),
    of_men("тов", ["товарищ", "товарища"]),
    of_men("еп", ["епископ", "епископа"]),
    of_men("архиеп", ["архиепископ", "архиепископа"]),
    of_men("митр", ["митрополит", "митрополита"]),
];
/// `кн. Вяземский`, `у кн. П. А. Вяземского`, `св. Анны`.
pub(super) fn title(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let word = cursor.word();
    let after = cursor.after(word.len()).strip_prefix('.')?;
    let small = word.to_lowercase();
    let name = name(after.trim_start())?;
    let before = cursor.previous_word().to_lowercase();
    let (case, is_woman) = of_name(name, &before);
    let words = if small == "св" {
        saint(case, is_woman, name).to_owned()
    } else {
        let title = TITLES.iter().find(|title| title.written == small)?;
        match (is_woman, title.woman) {
            (true, Some([one, genitive])) => singular(one, genitive, case),
            // "К профессор Ивановой": women have no form of their own.
            (true, None) => title.man[0].to_owned(),
            (false, _) => singular(title.man[0], title.man[1], of_living(case)),
        }
    };
    let words = if small == word { words } else { capitalised(&words) };
    Some(Verbalization::words(word.len() + 1, words))
}

/// The name behind a title, past initials.
fn name(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        let end = rest.find(|letter: char| !letter.is_alphabetic()).unwrap_or(rest.len());
        let word = &rest[..end];
        if !word.starts_with(char::is_uppercase) {
            return None;
        }
        if word.chars().count() > 1 || !rest[end..].starts_with('.') {
            return Some(word);
        }
        rest = rest[end + 1..].trim_start();
    }
}

/// Men have one form for the genitive and the accusative.
fn of_living(case: Case) -> Case {
    if case == Case::Accusative { Case::Genitive } else { case }
}

/// "Святой", which is an adjective.
fn saint(case: Case, is_woman: bool, name: &str) -> &'static str {
    match (case, is_woman) {
        (Case::Nominative, false) if name.ends_with("ие") => "святое",
        (Case::Nominative, true) => "святая",
        (Case::Accusative, true) => "святую",
        (_, true) => "святой",
        (Case::Nominative, false) => "святой",
        (Case::Genitive | Case::Accusative, false) => "святого",
        (Case::Dative, false) => "святому",
        (Case::Instrumental, false) => "святым",
        (Case::Prepositional, false) => "святом",
    }
}
