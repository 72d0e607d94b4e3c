//! Letters that are Roman numerals: `Ⅳ`, `ⅻ` (Unicode, Number Forms).

/// The first of the capitals, and of the small ones.
const CAPITALS: u32 = 0x2160;
const SMALLS: u32 = 0x2170;
const NUMERALS: [&str; 16] =
    ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "L", "C", "D", "M"];

/// A word of such letters in plain ones; `None` if it has others.
pub(crate) fn plain_numeral(word: &str) -> Option<String> {
    let plain = |letter: char| {
        let letter = u32::from(letter);
        let at = |first: u32| NUMERALS.get(usize::try_from(letter.checked_sub(first)?).ok()?);
        at(CAPITALS)
            .map(|numeral| (*numeral).to_owned())
            .or_else(|| at(SMALLS).map(|numeral| numeral.to_lowercase()))
    };
    if word.is_empty() || word.is_ascii() {
        return None;
    }
    word.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::plain_numeral;

    #[test]
    fn numerals_are_written_in_plain_letters() {
        assert_eq!(plain_numeral("Ⅳ").as_deref(), Some("IV"));
        assert_eq!(plain_numeral("ⅩⅣ").as_deref(), Some("XIV"));
        assert_eq!(plain_numeral("ⅻ").as_deref(), Some("xii"));
        assert_eq!(plain_numeral("Ⅿↀ"), None);
        assert_eq!(plain_numeral("é"), None);
    }
}
