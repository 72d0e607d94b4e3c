//! Breaks between scenes: ornaments of signs, of letters, and pictures.

/// Words that name an ornament, in a class, a picture's description or its file.
const ORNAMENTS: &[&str] = &[
    "ornament",
    "ornaments",
    "ornamental",
    "flourish",
    "fleuron",
    "fleurons",
    "dinkus",
    "asterism",
    "asterisks",
    "divider",
    "separator",
    "decoration",
    "decorative",
    "scenebreak",
    "scene",
    "sectionbreak",
    "section",
    "break",
    "spacebreak",
    "vignette",
    "tailpiece",
    "swash",
    "swirl",
    "curlicue",
    "arabesque",
    "hedera",
    "line",
    "rule",
    "stars",
    "image",
    "picture",
    "of",
    "a",
    "the",
    "small",
    "text",
    "page",
    "thematic",
    "thematicbreak",
    "ornement",
    "culdelampe",
    "séparateur",
    "filet",
    "fleurons",
    "ornamento",
    "adorno",
    "separador",
    "viñeta",
    "separatore",
    "fregio",
    "zierde",
    "zierleiste",
    "ornamente",
    "trennlinie",
    "trenner",
    "verzierung",
    "schmuck",
    "schmuckzeichen",
    "versiering",
    "scheidingsteken",
];

/// Whether a block without letters and figures is a break. Someone who says "…?" or "!" is still in the scene.
pub(super) fn is_break(text: &str) -> bool {
    let is_speech = |letter: char| "!?¡¿\"“”„‟‘’«»'£€$¥".contains(letter);
    !text.contains(is_speech)
}

/// Whether words, or the signs in them, only name an ornament.
pub(super) fn names_ornament(words: &str) -> bool {
    if !words.contains(char::is_alphanumeric) {
        return !words.trim().is_empty() && is_break(words);
    }
    let lower = words.to_lowercase();
    let stem = lower.rsplit('/').next().unwrap_or(&lower);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let mut named =
        stem.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
    let is_named = |word: &str| ORNAMENTS.contains(&word);
    let says_it = |word: &&str| is_named(word) && !WEAK.contains(word);
    named.clone().all(is_named) && named.any(|word| says_it(&word))
}

/// Words that may stand beside the name of an ornament, and name none by themselves.
const WEAK: &[&str] = &[
    "scene", "section", "line", "rule", "image", "picture", "of", "a", "the", "small", "text",
    "page", "stars",
];

/// Whether the letters of a block are one of the usual ornaments: `oOo`, `x x x`, `-o0o-`.
pub(super) fn is_letter_ornament(text: &str) -> bool {
    let letters: String = text.chars().filter(|letter| letter.is_alphanumeric()).collect();
    let is_sign = |letter: char| letter.is_whitespace() || "-–—~*=_.·•<>()".contains(letter);
    let rest_is_signs = text.chars().all(|letter| letter.is_alphanumeric() || is_sign(letter));
    let all = |set: &str| letters.chars().all(|letter| set.contains(letter));
    let count = letters.chars().count();
    rest_is_signs
        && match count {
            0 => false,
            1 => all("xXoO0"),
            2 => all("x") || all("o"),
            3..=9 => all("xX") || all("oO0"),
            _ => false,
        }
}
