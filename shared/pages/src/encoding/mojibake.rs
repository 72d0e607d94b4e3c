//! Mojibake: UTF-8 that was once read as Windows-1252 or Mac Roman and saved again, so that “é” became “Ã©” or “√©”.
//!
//! Such letters are put right where there is no other reading, else only reported.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

/// A text may have been garbled this often.
const ROUNDS: usize = 3;
/// A text is garbled as a whole if at most one letter in this number is not.
const RARE: usize = 20;
/// Letters of another script that are enough to be sure.
const LETTERS: usize = 5;
/// Garbled places in a text that is not garbled as a whole that are enough to be sure of each.
const PLACES: usize = 3;

/// “à” whose second byte, a no-break space, became a plain one.
const HALF_OF_A: &str = "Ã ";

/// What was found in a text.
#[derive(Debug, PartialEq, Eq)]
pub enum Mojibake {
    /// There is none.
    None,
    /// The text, put right.
    Repaired(String),
    /// There may be some, but it is not certain.
    Suspected,
}

/// Looks for garbled letters, and puts them right.
pub fn repaired(text: &str) -> Mojibake {
    let mut found = Mojibake::None;
    for _ in 0..ROUNDS {
        let current = match &found {
            Mojibake::Repaired(text) => text.as_str(),
            Mojibake::None | Mojibake::Suspected => text,
        };
        match once(current) {
            repaired @ Mojibake::Repaired(_) => found = repaired,
            Mojibake::Suspected if found == Mojibake::None => return Mojibake::Suspected,
            Mojibake::None | Mojibake::Suspected => break,
        }
    }
    found
}

fn once(text: &str) -> Mojibake {
    if text.is_ascii() {
        return Mojibake::None;
    }
    let tries = [WINDOWS_1252, MACINTOSH].map(|encoding| Garbled::find(text, encoding));
    let [first, second] = tries;
    let garbled = if second.certain() > first.certain() { second } else { first };
    let is_enough = garbled.western > 0 || garbled.in_words >= LETTERS;
    if is_enough && garbled.kept * RARE <= garbled.places.len() {
        return Mojibake::Repaired(garbled.all(text));
    }
    match garbled.strong {
        0 => Mojibake::None,
        PLACES.. => Mojibake::Repaired(garbled.strong(text)),
        _ => Mojibake::Suspected,
    }
}

/// Places where letters, as bytes of an encoding, are UTF-8.
struct Garbled {
    places: Vec<GarbledPlace>,
    /// How many of them are letters and signs of Western languages …
    western: usize,
    /// … or others that follow each other, as the letters of another script do.
    in_words: usize,
    /// How many letters beyond ASCII are not garbled.
    kept: usize,
    /// How many have no other reading.
    strong: usize,
}

struct GarbledPlace {
    begin: usize,
    end: usize,
    letter: char,
    is_strong: bool,
}

impl Garbled {
    fn find(text: &str, encoding: &'static Encoding) -> Self {
        // The bytes beyond ASCII, and the letters that they are.
        let bytes: Vec<u8> = (0x80..=0xff).collect();
        let upper: Vec<char> = encoding.decode_without_bom_handling(&bytes).0.chars().collect();
        let byte = |letter: char| -> Option<u8> {
            if letter.is_ascii() {
                return None;
            }
            let known = bytes.iter().zip(&upper).find(|(_, known)| **known == letter);
            let control = || u8::try_from(letter).ok().filter(|byte| *byte < 0xa0);
            known.map(|(byte, _)| *byte).or_else(control)
        };
        let mut found = Self { places: vec![], western: 0, in_words: 0, kept: 0, strong: 0 };
        let mut at = 0;
        while let Some(next) = text[at..].find(|c: char| !c.is_ascii()) {
            at += next;
            let rest = &text[at..];
            let length = rest.chars().next().map_or(1, char::len_utf8);
            match sequence(rest, byte) {
                Some((letter, length)) if is_written(letter) || upper.contains(&letter) => {
                    found.add(text, at, at + length, letter);
                    at += length;
                }
                _ => {
                    found.kept += usize::from(!rest.starts_with(HALF_OF_A));
                    at += length;
                }
            }
        }
        found
    }

    fn add(&mut self, text: &str, begin: usize, end: usize, letter: char) {
        self.western += usize::from(is_western(letter));
        self.in_words += usize::from(self.places.last().is_some_and(|last| last.end == begin));
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_lowercase());
        let in_word =
            is_word(text[..begin].chars().next_back()) || is_word(text[end..].chars().next());
        // `â€™` is no word of any language; `Ã` is no letter within a word in small letters.
        let is_sign = ('\u{2010}'..='\u{203a}').contains(&letter);
        let is_letter = in_word && ('ß'..='ÿ').contains(&letter);
        let is_strong = is_sign || is_letter;
        self.strong += usize::from(is_strong);
        self.places.push(GarbledPlace { begin, end, letter, is_strong });
    }

    fn certain(&self) -> (usize, usize) {
        (self.strong, self.places.len())
    }

    fn all(&self, text: &str) -> String {
        self.written(text, |_| true).replace("Ã  ", "à ").replace(HALF_OF_A, "à ")
    }

    fn strong(&self, text: &str) -> String {
        self.written(text, |place| place.is_strong)
    }

    fn written(&self, text: &str, wanted: impl Fn(&GarbledPlace) -> bool) -> String {
        let mut written = String::with_capacity(text.len());
        let mut at = 0;
        for place in self.places.iter().filter(|place| wanted(place)) {
            written.push_str(&text[at..place.begin]);
            written.push(place.letter);
            at = place.end;
        }
        written.push_str(&text[at..]);
        written
    }
}

/// The letter that the first letters of a text are in UTF-8, and their length in the text.
fn sequence(text: &str, byte: impl Fn(char) -> Option<u8>) -> Option<(char, usize)> {
    let mut letters = text.chars();
    let first = letters.next()?;
    // Most letters beyond ASCII stand alone.
    letters.clone().next().filter(|next| !next.is_ascii())?;
    let lead = byte(first)?;
    let more = match lead {
        0xc2..=0xdf => 1,
        0xe0..=0xef => 2,
        0xf0..=0xf4 => 3,
        _ => return None,
    };
    let (mut bytes, mut length) = (vec![lead], first.len_utf8());
    for letter in letters.take(more) {
        bytes.push(byte(letter).filter(|byte| (0x80..0xc0).contains(byte))?);
        length += letter.len_utf8();
    }
    let letter = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    Some((letter, length))
}

/// A letter of any language, or a sign among letters.
fn is_written(letter: char) -> bool {
    is_western(letter)
        || letter.is_alphabetic()
        || matches!(letter, '\u{300}'..='\u{36f}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
}

/// A letter or sign of Western languages beyond ASCII.
fn is_western(letter: char) -> bool {
    matches!(letter, '\u{a0}'..='ÿ' | 'Œ' | 'œ' | '\u{2010}'..='\u{203a}' | '€' | '™' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Garbles a text.
    fn garbled(text: &str, encoding: &'static Encoding) -> String {
        let letter = |&byte: &u8| match encoding.decode_without_bom_handling(&[byte]) {
            (letter, false) => letter.into_owned(),
            (_, true) => char::from(byte).to_string(),
        };
        text.as_bytes().iter().map(letter).collect()
    }

    #[test]
    fn garbled_letters_are_put_right() {
        for text in [
            "Le café était fermé : « Où ça ? » À l’œuvre !",
            "“I don’t know,” she said — and left…",
            "Der Bäcker sagte: „Schöne Grüße.“",
            "El niño comió piña. ¿Qué?",
            "È già là, perché?",
            "naïve",
            "It’s",
            "Привет, как дела?",
            "Καλημέρα κόσμε",
            "Zażółć gęślą jaźń",
            "昔々、あるところに",
        ] {
            for encoding in [WINDOWS_1252, MACINTOSH] {
                let bad = garbled(text, encoding);
                let expected = Mojibake::Repaired(text.to_owned());
                assert_eq!(repaired(&bad), expected, "{bad}");
                assert_eq!(repaired(&garbled(&bad, encoding)), expected, "twice: {bad}");
            }
        }
        assert_eq!(
            repaired("voilÃ  la cafÃ© Ã la"),
            Mojibake::Repaired("voilà la café à la".to_owned())
        );
        assert_eq!(repaired("Itâ\u{80}\u{99}s"), Mojibake::Repaired("It’s".to_owned()));
    }

    #[test]
    fn right_letters_are_left_alone() {
        for text in [
            "Le café était fermé : « Où ça ? » À l’œuvre !",
            "«Ä», sagte er. CAFÉ»",
            "NÃO! — A IRMÃ… “SÃO”",
            "ÂNGELA, MÃE, «INFÂNCIA»",
            "Ångström © 2015 ®",
            "√2 ≈ 1,41",
            "Привет",
            "昔々、あるところに",
            "plain",
            "Â",
        ] {
            assert_eq!(repaired(text), Mojibake::None, "{text}");
        }
    }

    #[test]
    fn a_text_that_is_garbled_in_places() {
        let good = "« Où ça ? » dit l’élève à côté. ".repeat(5);
        let places = "CafÃ© brÃ»lÃ© et crÃ¨me.";

        let expected = format!("{good}Café brûlé et crème.");
        assert_eq!(repaired(&format!("{good}{places}")), Mojibake::Repaired(expected));
        assert_eq!(repaired(&format!("{good}« â€™ » est mal lu.")), Mojibake::Suspected);
    }
}
