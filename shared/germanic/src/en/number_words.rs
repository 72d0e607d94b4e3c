//! Numbers in English words.

use verbalizer::number_format::each_digit;

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] =
    ["", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const POWERS: [(u64, &str); 6] = [
    (1_000_000_000_000_000_000, "quintillion"),
    (1_000_000_000_000_000, "quadrillion"),
    (1_000_000_000_000, "trillion"),
    (1_000_000_000, "billion"),
    (1_000_000, "million"),
    (1_000, "thousand"),
];

/// Ordinals that are not the cardinal and "th".
const ORDINALS: [(&str, &str); 7] = [
    ("one", "first"),
    ("two", "second"),
    ("three", "third"),
    ("five", "fifth"),
    ("eight", "eighth"),
    ("nine", "ninth"),
    ("twelve", "twelfth"),
];

/// Whether it is a number from one on, in one word, or "hundred" or "thousand".
pub(crate) fn is_number_word(word: &str) -> bool {
    ONES[1..].contains(&word)
        || TENS[1..].contains(&word)
        || ["hundred", "thousand"].contains(&word)
}

/// "One thousand, two hundred and three", without the comma.
pub(crate) fn cardinal(number: u64) -> String {
    if number < 1000 {
        return hundreds(number);
    }
    let mut parts = Vec::new();
    let mut left = number;
    for (power, name) in POWERS {
        if left >= power {
            parts.push(format!("{} {name}", hundreds(left / power)));
            left %= power;
        }
    }
    match left {
        0 => {}
        1..100 => parts.push(format!("and {}", hundreds(left))),
        _ => parts.push(hundreds(left)),
    }
    parts.join(" ")
}

/// A number below 1,000.
fn hundreds(number: u64) -> String {
    match number {
        0..20 => word(&ONES, number).to_owned(),
        20..100 if number.is_multiple_of(10) => word(&TENS, number / 10).to_owned(),
        20..100 => format!("{}-{}", word(&TENS, number / 10), word(&ONES, number % 10)),
        _ if number.is_multiple_of(100) => format!("{} hundred", word(&ONES, number / 100)),
        _ => format!("{} hundred and {}", word(&ONES, number / 100), hundreds(number % 100)),
    }
}

fn word(words: &[&'static str], at: u64) -> &'static str {
    usize::try_from(at).ok().and_then(|at| words.get(at)).copied().unwrap_or_default()
}

/// "Twenty-first".
pub(crate) fn ordinal(number: u64) -> String {
    ordinal_of(&cardinal(number))
}

/// The ordinal of a cardinal in words.
fn ordinal_of(cardinal: &str) -> String {
    let start = cardinal.rfind([' ', '-']).map_or(0, |at| at + 1);
    let (stem, last) = cardinal.split_at(start);
    if let Some((_, ordinal)) = ORDINALS.iter().find(|(cardinal, _)| *cardinal == last) {
        return format!("{stem}{ordinal}");
    }
    match last.strip_suffix('y') {
        Some(tens) => format!("{stem}{tens}ieth"),
        None => format!("{stem}{last}th"),
    }
}

/// "Nineteen eighty-four", for four digits; the cardinal for others.
pub(crate) fn year(number: u64) -> String {
    let (century, rest) = (number / 100, number % 100);
    match (century, rest) {
        (10..100, 0) if !century.is_multiple_of(10) => format!("{} hundred", hundreds(century)),
        (10..100, 0..10) if century.is_multiple_of(10) => cardinal(number),
        (10..100, 1..10) => format!("{} oh {}", hundreds(century), hundreds(rest)),
        (10..100, _) => format!("{} {}", hundreds(century), hundreds(rest)),
        _ => cardinal(number),
    }
}

/// Three digits, as in numbers of rooms and aeroplanes: "seven forty-seven".
pub(crate) fn threes(number: u64) -> String {
    match (number / 100, number % 100) {
        (0, _) | (_, 0) => cardinal(number),
        (first, rest @ 1..10) => format!("{} oh {}", hundreds(first), hundreds(rest)),
        (first, rest) => format!("{} {}", hundreds(first), hundreds(rest)),
    }
}

/// The plural of a number in words: "sixes", "nineteen eighties", "hundreds".
pub(crate) fn plural_of(words: &str) -> String {
    let words = words
        .strip_prefix("one ")
        .filter(|rest| *rest == "hundred" || *rest == "thousand")
        .unwrap_or(words);
    match words.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None if words.ends_with('x') => format!("{words}es"),
        None => format!("{words}s"),
    }
}

/// Digits, one by one.
pub(crate) fn spelled(digits: &str) -> String {
    each_digit(digits, &ONES[..10])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_words() {
        for (number, words) in [
            (0, "zero"),
            (13, "thirteen"),
            (40, "forty"),
            (99, "ninety-nine"),
            (100, "one hundred"),
            (101, "one hundred and one"),
            (999, "nine hundred and ninety-nine"),
            (1_001, "one thousand and one"),
            (1_100, "one thousand one hundred"),
            (
                1_234_567,
                "one million two hundred and thirty-four thousand five hundred and sixty-seven",
            ),
            (1_000_000, "one million"),
            (
                u64::MAX,
                "eighteen quintillion four hundred and forty-six quadrillion seven hundred and \
                 forty-four trillion seventy-three billion seven hundred and nine million five \
                 hundred and fifty-one thousand six hundred and fifteen",
            ),
        ] {
            assert_eq!(cardinal(number), words);
        }
    }

    #[test]
    fn ordinals_and_years_have_their_own_words() {
        for (number, words) in [
            (1, "first"),
            (2, "second"),
            (5, "fifth"),
            (12, "twelfth"),
            (20, "twentieth"),
            (33, "thirty-third"),
            (100, "one hundredth"),
            (101, "one hundred and first"),
        ] {
            assert_eq!(ordinal(number), words);
        }
        for (number, words) in [
            (1066, "ten sixty-six"),
            (1900, "nineteen hundred"),
            (1905, "nineteen oh five"),
            (1984, "nineteen eighty-four"),
            (2000, "two thousand"),
            (2001, "two thousand and one"),
            (2010, "twenty ten"),
            (476, "four hundred and seventy-six"),
        ] {
            assert_eq!(year(number), words);
        }
    }
}
