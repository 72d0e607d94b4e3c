//! Numbers in words, for digits that normalisation did not replace.

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
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const THOUSANDS: [&str; 5] = ["", "thousand", "million", "billion", "trillion"];

/// Longer numbers, and those with a leading zero, are said digit by digit.
const LONGEST: usize = 15;

/// The words of a whole number.
pub(crate) fn cardinal(digits: &str) -> Vec<&'static str> {
    let number = digits.parse::<u64>();
    let (true, Ok(number)) = (digits.len() <= LONGEST, number) else { return one_by_one(digits) };
    if digits.len() > 1 && digits.starts_with('0') {
        return one_by_one(digits);
    }
    if number == 0 {
        return vec![ONES[0]];
    }
    let mut words = vec![];
    for (power, name) in (0_u32..5).zip(THOUSANDS).rev() {
        let group = number / 1000_u64.pow(power) % 1000;
        if group > 0 {
            below_thousand(usize::try_from(group).unwrap_or(0), &mut words);
            words.extend((power > 0).then_some(name));
        }
    }
    words
}

/// Each digit by itself.
pub(crate) fn one_by_one(digits: &str) -> Vec<&'static str> {
    digits.chars().filter_map(|c| ONES.get(c.to_digit(10)? as usize).copied()).collect()
}

/// The words of an ordinal: `21` is twenty first.
pub(crate) fn ordinal(digits: &str) -> Vec<String> {
    let mut words: Vec<String> = cardinal(digits).into_iter().map(str::to_owned).collect();
    if let Some(last) = words.last_mut() {
        *last = match last.as_str() {
            "one" => "first".to_owned(),
            "two" => "second".to_owned(),
            "three" => "third".to_owned(),
            "five" => "fifth".to_owned(),
            "eight" => "eighth".to_owned(),
            "nine" => "ninth".to_owned(),
            "twelve" => "twelfth".to_owned(),
            other => match other.strip_suffix('y') {
                Some(stem) => format!("{stem}ieth"),
                None => format!("{other}th"),
            },
        };
    }
    words
}

/// The value of a Roman numeral below forty; `I` alone is a pronoun.
pub(crate) fn roman(capitals: &str) -> Option<usize> {
    const UNITS: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let ones = capitals.trim_start_matches('X');
    let tens = capitals.len() - ones.len();
    let value = tens * 10 + UNITS.iter().position(|unit| *unit == ones)?;
    (capitals.len() > 1 && tens < 4).then_some(value)
}

fn below_thousand(number: usize, words: &mut Vec<&'static str>) {
    if number >= 100 {
        words.extend([ONES[number / 100], "hundred"]);
    }
    let rest = number % 100;
    if rest >= 20 {
        words.push(TENS[rest / 10]);
        words.extend((!rest.is_multiple_of(10)).then_some(ONES[rest % 10]));
    } else if rest > 0 {
        words.push(ONES[rest]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_numbers_are_read() {
        assert_eq!(roman("XIV"), Some(14));
        assert_eq!(roman("III"), Some(3));
        assert_eq!(roman("XX"), Some(20));
        assert_eq!(roman("I"), None);
        assert_eq!(roman("XVX"), None);
    }

    #[test]
    fn numbers_are_read() {
        let check = |digits, expected: &str| assert_eq!(cardinal(digits).join(" "), expected);

        check("0", "zero");
        check("13", "thirteen");
        check("40", "forty");
        check("121", "one hundred twenty one");
        check("1000006", "one million six");
        check("007", "zero zero seven");
        check("1234567890123456", &one_by_one("1234567890123456").join(" "));
        assert_eq!(ordinal("21").join(" "), "twenty first");
        assert_eq!(ordinal("30").join(" "), "thirtieth");
        assert_eq!(ordinal("112").join(" "), "one hundred twelfth");
    }
}
