//! Raised and lowered letters and figures: what they are in plain letters.

/// Raised and lowered characters, and the plain ones.
const RAISED: &str = "⁰0¹1²2³3⁴4⁵5⁶6⁷7⁸8⁹9⁺+⁻-ᵃaᵇbᶜcᵈdᵉeᶠfᵍgʰhⁱiʲjᵏkˡlᵐmⁿnᵒoᵖpʳrˢsᵗtᵘuᵛvʷwˣxʸyᶻzᴹMᴬAᴮBᴰDᴱEᴳGᴴHᴵIᴺNᴼOᴾPᴿRᵀTᵁUⱽV";
const LOWERED: &str = "₀0₁1₂2₃3₄4₅5₆6₇7₈8₉9₊+₋-ₐaₑeₕhᵢiⱼjₖkₗlₘmₙnₒoₚpᵣrₛsₜtᵤuᵥvₓx";

/// The plain character of a raised one.
pub fn raised(letter: char) -> Option<char> {
    plain(RAISED, letter)
}

/// The plain character of a lowered one.
pub fn lowered(letter: char) -> Option<char> {
    plain(LOWERED, letter)
}

fn plain(table: &str, letter: char) -> Option<char> {
    // Blocks of Unicode with raised or lowered letters; quotation marks and dashes are asked for often, and are in none.
    let known = matches!(
        letter,
        '¹' | '²' | '³' | 'ʰ'..='ˣ' | '\u{1d2c}'..='\u{1dbf}' | '\u{2070}'..='\u{209f}' | 'ⱼ' | 'ⱽ'
    );
    if !known {
        return None;
    }
    let mut letters = table.chars();
    while let (Some(known), Some(plain)) = (letters.next(), letters.next()) {
        if known == letter {
            return Some(plain);
        }
    }
    None
}

/// The plain text of the raised characters at the start of a text, and their length.
pub fn raised_run(text: &str) -> (usize, String) {
    run(text, raised)
}

/// The plain text of the lowered characters at the start of a text, and their length.
pub fn lowered_run(text: &str) -> (usize, String) {
    run(text, lowered)
}

fn run(text: &str, plain: fn(char) -> Option<char>) -> (usize, String) {
    let mut length = 0;
    let mut words = String::new();
    for letter in text.chars() {
        let Some(plain) = plain(letter) else { break };
        length += letter.len_utf8();
        words.push(plain);
    }
    (length, words)
}

/// A word with its raised letters in plain ones: "1ˢᵗ" is "1st"; `None` if it has none.
pub fn with_plain_letters(word: &str) -> Option<String> {
    let is_raised = |letter: char| letter.is_alphabetic() && raised(letter).is_some();
    let exponent = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let power = exponent.len() < word.len() && matches!(exponent, "ⁿ" | "ˣ" | "ⁱ" | "ᵏ" | "ʸ");
    if word.is_ascii() || power || !word.contains(is_raised) || word.starts_with(is_raised) {
        return None;
    }
    let plain = |letter: char| raised(letter).filter(|_| is_raised(letter)).unwrap_or(letter);
    Some(word.chars().map(plain).collect())
}
