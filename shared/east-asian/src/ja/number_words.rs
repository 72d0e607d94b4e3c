//! Numbers in the numerals of Japanese.

const DIGITS: [&str; 10] = ["ゼロ", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const PLACES: [&str; 4] = ["", "十", "百", "千"];
const POWERS: [(u64, &str); 4] = [
    (10_000_000_000_000_000, "京"),
    (1_000_000_000_000, "兆"),
    (100_000_000, "億"),
    (10_000, "万"),
];

/// "一万二千三百四十五"; tens and hundreds are without "一".
pub(super) fn cardinal(number: u64) -> String {
    let mut words = String::new();
    let mut left = number;
    for (power, name) in POWERS {
        if left >= power {
            words += &(section(left / power, true) + name);
            left %= power;
        }
    }
    match left {
        0 if !words.is_empty() => words,
        0 => DIGITS[0].to_owned(),
        // "一万一千", but "千".
        _ => {
            let joined = !words.is_empty();
            words + &section(left, joined)
        }
    }
}

/// A number below ten thousand; beside a higher power a thousand is "一千".
pub(super) fn section(number: u64, joined: bool) -> String {
    let digits = number.to_string();
    let mut words = String::new();
    for (at, digit) in digits.chars().enumerate() {
        let place = PLACES.get(digits.len() - 1 - at).copied().unwrap_or_default();
        let bare = digit == '1' && (matches!(place, "十" | "百") || place == "千" && !joined);
        match digit {
            '0' => {}
            _ if bare => words += place,
            _ => {
                words += name(digit);
                words += place;
            }
        }
    }
    words
}

fn name(digit: char) -> &'static str {
    let value = digit.to_digit(10).and_then(|value| usize::try_from(value).ok());
    value.and_then(|value| DIGITS.get(value)).copied().unwrap_or_default()
}

/// Digits, one by one; zero is "ゼロ", or "零" behind a point.
pub(super) fn each_digit(digits: &str, zero: &str) -> String {
    let said = |digit| if digit == '0' { zero } else { name(digit) };
    digits.chars().map(said).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use testkit::check_numbers;

    #[test]
    fn numbers_follow_the_rules_of_japanese() {
        check_numbers(
            cardinal,
            &[
                (0, "ゼロ"),
                (10, "十"),
                (111, "百十一"),
                (1_999, "千九百九十九"),
                (10_000, "一万"),
                (11_000, "一万一千"),
                (10_000_000, "一千万"),
                (123_456_789, "一億二千三百四十五万六千七百八十九"),
                (1_000_000_000_000, "一兆"),
            ],
        );
    }
}
