//! Numbers in Chinese numerals.

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const PLACES: [&str; 4] = ["", "十", "百", "千"];
const WAN: u64 = 10_000;
const YI: u64 = 100_000_000;

/// "一万二千三百四十五"; a leading two of thousands and more is "两".
pub(super) fn cardinal(number: u64) -> String {
    let words = spelled(number);
    match words.strip_prefix('二') {
        Some(rest) if rest.starts_with(['千', '万', '亿']) => format!("两{rest}"),
        _ => words,
    }
}

fn spelled(number: u64) -> String {
    if number >= YI {
        return joined(spelled(number / YI) + "亿", number % YI, YI / 10);
    }
    if number >= WAN {
        return joined(section(number / WAN, true) + "万", number % WAN, WAN / 10);
    }
    section(number, true)
}

/// A higher part and the rest, with a zero between them if the rest is below `full`.
fn joined(high: String, rest: u64, full: u64) -> String {
    match rest {
        0 => high,
        _ if rest < full => format!("{high}零{}", below(rest)),
        _ => high + &below(rest),
    }
}

/// A number behind a higher part: "一百一十", not "一百十".
fn below(number: u64) -> String {
    if number >= WAN {
        return joined(section(number / WAN, false) + "万", number % WAN, WAN / 10);
    }
    section(number, false)
}

/// A number below ten thousand; at the beginning, ten to nineteen are without "一".
fn section(number: u64, leading: bool) -> String {
    if number == 0 {
        return DIGITS[0].to_string();
    }
    let digits = number.to_string();
    let mut words = String::new();
    let mut zero = false;
    for (at, digit) in digits.chars().enumerate() {
        let place = PLACES.get(digits.len() - 1 - at).copied().unwrap_or_default();
        match name(digit) {
            None => zero = true,
            Some(_) if leading && digit == '1' && place == "十" && at == 0 => words += place,
            Some(digit) => {
                if zero {
                    words.push(DIGITS[0]);
                }
                zero = false;
                words.push(digit);
                words += place;
            }
        }
    }
    words
}

/// The numeral of a digit; none for zero.
fn name(digit: char) -> Option<char> {
    numeral(digit).filter(|numeral| *numeral != DIGITS[0])
}

fn numeral(digit: char) -> Option<char> {
    let value = usize::try_from(digit.to_digit(10)?).ok()?;
    DIGITS.get(value).copied()
}

/// Digits, one by one.
pub(super) fn each_digit(digits: &str) -> String {
    digits.chars().filter_map(numeral).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use testkit::check_numbers;

    #[test]
    fn numbers_follow_the_rules_of_chinese() {
        check_numbers(
            cardinal,
            &[
                (0, "零"),
                (10, "十"),
                (12, "十二"),
                (20, "二十"),
                (110, "一百一十"),
                (202, "二百零二"),
                (1_010, "一千零一十"),
                (2_002, "两千零二"),
                (20_000, "两万"),
                (100_001, "十万零一"),
                (2_500_000, "二百五十万"),
                (100_000_000, "一亿"),
                (123_456_789, "一亿二千三百四十五万六千七百八十九"),
            ],
        );
    }
}
