//! Numbers and numerals around a full stop.

/// A number of up to three figures.
pub(super) fn is_short_number(word: &str) -> bool {
    !word.is_empty() && word.len() <= 3 && word.bytes().all(|digit| digit.is_ascii_digit())
}

/// Whether it begins with a Roman numeral, or a letter that stands for a number: "fig. B, left".
pub(super) fn is_numbered(rest: &str) -> bool {
    let (word, behind) = first_word(rest);
    is_roman(word) || word.chars().nth(1).is_none() && behind.starts_with([',', ')', ';'])
}

/// Whether it begins with the number of a chapter and more of a reference: "XL. 31", "V, 3".
pub(super) fn is_chapter(rest: &str) -> bool {
    let (word, behind) = first_word(rest);
    let behind = behind.trim_start_matches(['.', ',', ':']).trim_start();
    rest.starts_with(char::is_numeric) || is_roman(word) && behind.starts_with(char::is_numeric)
}

/// Whether it begins with an initial or a short abbreviation: "44 a. C.", "44 v. Chr."
pub(super) fn is_abbreviated(rest: &str) -> bool {
    let (word, behind) = first_word(rest);
    word.chars().nth(3).is_none() && behind.starts_with('.')
}

/// A numeral in capitals, well formed.
pub(super) fn is_roman(word: &str) -> bool {
    let places = ["M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"];
    let mut rest = word;
    for place in places {
        let most = if matches!(place, "M" | "C" | "X" | "I") { 3 } else { 1 };
        for _ in 0..most {
            rest = rest.strip_prefix(place).unwrap_or(rest);
        }
    }
    rest.is_empty() && !word.is_empty()
}

/// The number of a chapter in small letters, such as `viii`; words such as "mix" and "dix" are none.
pub(super) fn is_small_roman(word: &str) -> bool {
    word.bytes().all(|letter| b"ivxlc".contains(&letter)) && is_roman(&word.to_ascii_uppercase())
}

/// The letters and digits at the start of a text, and what follows them.
fn first_word(text: &str) -> (&str, &str) {
    text.split_at(text.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(text.len()))
}
