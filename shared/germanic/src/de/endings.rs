//! The ending of an ordinal, by the words before it.

/// After these, and after articles in the dative and the genitive: "am dritten".
const WEAK: &[&str] = &[
    "am", "im", "vom", "zum", "zur", "beim", "den", "dem", "des", "einem", "eines", "einen",
    "einer", "jeden", "jedem", "seinem", "seinen", "seiner", "seines", "ihrem", "ihren", "ihrer",
    "ihres", "meinem", "meinen", "meiner", "unserem", "unseren", "unserer", "diesem", "diesen",
    "dieser", "ab", "bis", "keinem", "keinen", "keiner", "keines", "euren", "eurem", "eurer",
    "jenem", "jenen", "welchem", "welchen", "unsrem", "unsren", "beiden", "allen", "deinem",
    "deinen", "deiner", "unters", "überm", "hinterm", "vorm",
];
/// After these: "das dritte".
const NOMINATIVE: [&str; 17] = [
    "die", "das", "ins", "ans", "aufs", "fürs", "jede", "diese", "dieses", "seine", "ihre",
    "meine", "unsere", "eine", "jedes", "jener", "jenes",
];
/// Before "der", these require the dative or the genitive.
const PREPOSITIONS: [&str; 18] = [
    "in", "an", "auf", "mit", "von", "zu", "bei", "nach", "aus", "seit", "vor", "hinter",
    "während", "wegen", "trotz", "unter", "über", "zwischen",
];
/// Words that join ordinals: "am 1. und 2. Mai".
const BETWEEN: [&str; 6] = ["und", "bis", "oder", "sowie", "zum", "/"];

/// The context before an ordinal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AdjectiveEnding {
    Weak,
    Nominative,
    /// After "ein", or nothing: "dritter Mai".
    Strong,
    /// Nothing that indicates an ordinal.
    Unknown,
}

/// Finds the ending that the words before require.
pub(super) fn ending(before: &str) -> AdjectiveEnding {
    let mut words = before.split_whitespace().rev().peekable();
    let mut joined = false;
    let mut word = words.next().unwrap_or_default();
    for _ in 0..4 {
        // "Am 1., 2. und 3. Mai".
        let number = word.trim_end_matches(',').strip_suffix('.').is_some_and(|number| {
            !number.is_empty() && number.chars().all(|digit| digit.is_ascii_digit())
        });
        let joins = BETWEEN.contains(&word) && words.peek().is_some_and(|next| next.ends_with('.'));
        if !number && !joins {
            break;
        }
        joined = true;
        word = words.next().unwrap_or_default();
    }
    // "* 13. September": said "geboren am".
    if word.ends_with(['*', '†']) {
        return AdjectiveEnding::Weak;
    }
    let word = word.trim_start_matches(|mark: char| !mark.is_alphanumeric()).to_lowercase();
    match word.as_str() {
        "der" | "jeder" => of_article(words.next()),
        "ein" | "kein" | "sein" | "ihr" | "mein" | "unser" => AdjectiveEnding::Strong,
        word if WEAK.contains(&word) => AdjectiveEnding::Weak,
        word if NOMINATIVE.contains(&word) => AdjectiveEnding::Nominative,
        _ if joined => AdjectiveEnding::Weak,
        _ => AdjectiveEnding::Unknown,
    }
}

/// "Der zweite" comes, "in der zweiten" and "Anfang der zweiten" is.
fn of_article(before: Option<&str>) -> AdjectiveEnding {
    let Some(word) = before.filter(|word| !word.ends_with([',', ':', ';', '.'])) else {
        return AdjectiveEnding::Nominative;
    };
    let asks = PREPOSITIONS.contains(&word.to_lowercase().as_str());
    let noun = word.starts_with(char::is_uppercase);
    if asks || noun { AdjectiveEnding::Weak } else { AdjectiveEnding::Nominative }
}
