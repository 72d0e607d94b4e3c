//! Numbers in headings: digits, Roman numerals, or words.

/// Words for numbers, cardinal and ordinal, in the order of their value; several words for one are separated by `/`.
const WORDS: [&str; 21] = [
    "",
    "one/first/eins/erstes/erster/erste/un/une/premier/première/uno/primero/primera/primo/prima/primeiro/een/eerste/первая/первый",
    "two/second/zwei/zweites/zweiter/zweite/deux/deuxième/seconde/dos/segundo/segunda/due/secondo/seconda/twee/tweede/вторая",
    "three/third/drei/drittes/dritter/dritte/trois/troisième/tres/tercero/tercera/tre/terzo/terza/drie/derde/третья",
    "four/fourth/vier/viertes/vierter/vierte/quatre/quatrième/cuatro/cuarto/cuarta/quattro/quarto/четвёртая",
    "five/fifth/fünf/fünftes/fünfter/fünfte/cinq/cinquième/cinco/quinto/cinque/vijf/пятая",
    "six/sixth/sechs/sechstes/sechster/sechste/sixième/seis/sexto/sei/sesto/zes/шестая",
    "seven/seventh/sieben/siebtes/siebentes/sept/septième/siete/séptimo/sette/settimo/zeven/седьмая",
    "eight/eighth/acht/achtes/huit/huitième/ocho/octavo/otto/ottavo/восьмая",
    "nine/ninth/neun/neuntes/neuf/neuvième/nueve/noveno/nove/nono/negen/девятая",
    "ten/tenth/zehn/zehntes/dix/dixième/diez/décimo/dieci/decimo/tien/десятая",
    "eleven/eleventh/elf/elftes/onze",
    "twelve/twelfth/zwölf/zwölftes/douze/doce/dodici",
    "thirteen/thirteenth/dreizehn/treize",
    "fourteen/fourteenth/vierzehn/quatorze",
    "fifteen/fifteenth/fünfzehn/quinze",
    "sixteen/sixteenth/sechzehn/seize",
    "seventeen/seventeenth/siebzehn",
    "eighteen/eighteenth/achtzehn",
    "nineteen/nineteenth/neunzehn",
    "twenty/twentieth/zwanzig/vingt",
];
const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
/// Largest number in a heading.
const LARGEST: u32 = 999;

/// Reads a text that is only a number.
pub(in crate::formats) fn number(word: &str) -> Option<u32> {
    let word = word.trim_end_matches(['.', ':', ')', ',']);
    if word.bytes().all(|b| b.is_ascii_digit()) {
        return word.parse().ok().filter(|&value| value <= LARGEST && value > 0);
    }
    roman(word).or_else(|| in_words(&word.to_lowercase()))
}

/// Splits off the number at the start of a text.
pub(super) fn split_number(text: &str) -> Option<(u32, &str)> {
    let end = text.find([' ', '.', ':', ')', '—', '–']).unwrap_or(text.len());
    Some((number(&text[..end])?, &text[end..]))
}

fn in_words(word: &str) -> Option<u32> {
    let simple =
        |word: &str| WORDS.iter().position(|words| words.split('/').any(|known| known == word));
    if word.is_empty() {
        return None;
    }
    if let Some(value) = simple(word) {
        return u32::try_from(value).ok();
    }
    let (tens, ones) = word.split_once('-').unwrap_or((word, ""));
    let tens = TENS.iter().position(|known| !known.is_empty() && *known == tens)? * 10;
    let ones = if ones.is_empty() { 0 } else { simple(ones).filter(|&ones| ones < 10)? };
    u32::try_from(tens + ones).ok()
}

/// Reads a Roman numeral in capitals, in canonical form.
fn roman(word: &str) -> Option<u32> {
    let value = |letter| match letter {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        'C' => Some(100),
        'D' => Some(500),
        _ => None,
    };
    let values: Vec<u32> = word.chars().map(value).collect::<Option<_>>()?;
    let (mut sum, mut most) = (0, 0);
    for value in values.iter().rev() {
        if *value < most {
            sum -= value;
        } else {
            sum += value;
            most = *value;
        }
    }
    (sum > 0 && sum <= LARGEST && written(sum) == word).then_some(sum)
}

fn written(mut value: u32) -> String {
    let steps = [
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut text = String::new();
    for (step, letters) in steps {
        while value >= step {
            text.push_str(letters);
            value -= step;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        let check = |word, expected| assert_eq!(number(word), expected, "{word}");

        check("12", Some(12));
        check("XIV.", Some(14));
        check("XLIX", Some(49));
        check("Twenty-one", Some(21));
        check("FIRST", Some(1));
        check("ZWÖLFTES", Some(12));
        for none in ["IIII", "", ".", "MIX", "civil", "0", "2026", "twenty-twelve"] {
            check(none, None);
        }
        assert_eq!(split_number("IV. The Mill"), Some((4, ". The Mill")));
    }
}
