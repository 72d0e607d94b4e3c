//! The gender of the noun that a number counts, by its ending.

use crate::counting::Gender;
use verbalizer::cursor::Cursor;
use verbalizer::word_list::has;

/// Words after a number that it does not count.
const FUNCTION: [&str; 28] = [
    "i", "a", "na", "za", "o", "nie", "lub", "albo", "dla", "do", "po", "od", "u", "z", "w", "to",
    "ta", "była", "były", "było", "ona", "oni", "one", "my", "wy", "ale", "czy", "oraz",
];
/// Feminine plurals, which look like masculine ones.
const FEMININE: &str = "książki córki siostry kobiety strony godziny minuty sekundy osoby rzeczy części noce ręce \
    nogi sprawy łodzie dziewczyny dziewczynki matki żony ulice szkoły drogi kartki wojny litery \
    historie panie łzy krowy owce kury ryby gwiazdy łódki szklanki butelki filiżanki monety \
    rodziny grupy próby ściany lampy świece wyspy wioski wsie góry rzeki armie bramy chwile kule \
    pary połowy twarze myśli odpowiedzi kolumny kopie linie zasady walizki torby kawy herbaty \
    bomby krople mile tony stopy dekady liczby cyfry planety ławki łyżki wieże kozy kaczki gęsi \
    sceny role nuty partie paczki";
/// Men, in the genitive.
const MEN: &str = "mężczyzn ludzi chłopców braci panów synów królów mężów ojców uczniów studentów posłów \
    senatorów policjantów robotników chłopów kolegów przyjaciół Polaków Niemców Rosjan rycerzy \
    oficerów marynarzy więźniów księży pasażerów graczy członków kapłanów mnichów urzędników \
    wojowników wrogów";

/// The gender that a number must take before what follows.
pub(super) fn gender(number: u64, cursor: &Cursor<'_>, length: usize) -> Gender {
    let after = cursor.after(length);
    if !after.starts_with(char::is_whitespace) {
        return Gender::Masculine;
    }
    let words = after.split_whitespace();
    let mut words = words.map(|word| word.trim_end_matches(|mark: char| !mark.is_alphabetic()));
    let first = words.next().unwrap_or_default();
    let counted = first.starts_with(char::is_alphabetic) && !FUNCTION.contains(&first);
    if !counted {
        return Gender::Masculine;
    }
    if number == 1 {
        return of_one(first);
    }
    let few = matches!(number % 10, 2..=4) && !(11..15).contains(&(number % 100));
    // "Dwóch młodych mężczyzn", "dwie duże książki".
    let adjective =
        ["ych", "ich", "e"].iter().any(|ending| first.ends_with(ending)) && !is_feminine(first);
    let noun = if adjective { words.next().unwrap_or_default() } else { first };
    match noun {
        _ if few && is_feminine(noun) => Gender::Feminine,
        _ if is_men(noun) || few && noun.ends_with("ów") => Gender::Men,
        _ => Gender::Masculine,
    }
}

/// "Jedna łódka", "jedno okno".
fn of_one(word: &str) -> Gender {
    match word.chars().next_back() {
        _ if ["mężczyzna", "kolega", "poeta", "artysta"].contains(&word) => Gender::Masculine,
        Some('a') => Gender::Feminine,
        Some('ę' | 'ą') if word != "imię" && word != "zwierzę" => Gender::FeminineObject,
        Some('o' | 'e' | 'ę') => Gender::Neuter,
        _ if matches!(word, "noc" | "rzecz" | "część" | "myśl" | "łódź" | "wieś" | "odpowiedź") => {
            Gender::Feminine
        }
        _ => Gender::Masculine,
    }
}

fn is_feminine(noun: &str) -> bool {
    const ENDINGS: [&str; 7] = ["cje", "sje", "zje", "ości", "ówki", "czynki", "ażki"];
    has(FEMININE, noun) || ENDINGS.iter().any(|ending| noun.ends_with(ending))
}

fn is_men(noun: &str) -> bool {
    const ENDINGS: [&str; 8] =
        ["ńców", "arzy", "nierzy", "cieli", "istów", "ystów", "logów", "antów"];
    has(MEN, noun) || ENDINGS.iter().any(|ending| noun.ends_with(ending))
}
