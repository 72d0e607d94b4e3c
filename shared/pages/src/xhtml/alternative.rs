//! The alternative text of pictures and formulas: what it says, and whether it says anything.

/// Words that tell nothing about a picture or formula.
const EMPTY: &[&str] = &[
    "image",
    "img",
    "picture",
    "pic",
    "photo",
    "figure",
    "fig",
    "formula",
    "equation",
    "eq",
    "math",
    "mathml",
    "graphic",
    "icon",
    "logo",
    "alt",
    "alttext",
    "alternative",
    "text",
    "not",
    "available",
    "no",
    "none",
    "description",
    "missing",
    "unknown",
    "null",
    "undefined",
    "untitled",
    "na",
    "placeholder",
    "todo",
    "inline",
    "display",
    "bild",
    "abbildung",
    "grafik",
    "formel",
    "gleichung",
    "foto",
    "figur",
    "abb",
    "illustration",
    "formule",
    "équation",
    "imagen",
    "fórmula",
    "ecuación",
    "figura",
    "immagine",
    "equazione",
    "afbeelding",
    "expression",
    "the",
    "an",
    "of",
    "mathematical",
    "jpg",
    "jpeg",
    "png",
    "gif",
    "svg",
    "tmp",
    "page",
];
/// Endings of files that pictures have.
const FILES: &[&str] =
    &[".jpg", ".jpeg", ".png", ".gif", ".svg", ".webp", ".bmp", ".tif", ".tiff", ".eps"];
/// Words beside the letter of a large initial.
const INITIAL: &[&str] = &[
    "drop",
    "cap",
    "dropcap",
    "capital",
    "letter",
    "initial",
    "illuminated",
    "decorated",
    "decorative",
    "ornate",
    "large",
    "the",
    "illustrated",
    "ornamental",
    "image",
    "of",
    "an",
    "historiated",
    "lettrine",
    "lettre",
    "initiale",
    "buchstabe",
    "letra",
    "capitular",
    "lettera",
    "capolettera",
    "fancy",
    "big",
    "uppercase",
];

/// Whether a text says nothing: it is empty, a file's name, an id, or words such as "image 12".
pub(super) fn is_placeholder(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    if lower.is_empty() || FILES.iter().any(|ending| lower.ends_with(ending)) {
        return true;
    }
    if !lower.contains(char::is_alphanumeric) {
        return false;
    }
    let words = lower.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
    let mut words = words.peekable();
    words.peek().is_some() && words.all(|word| EMPTY.contains(&word)) || is_id(text.trim())
}

/// An id or the name of a variable: one word that mixes letters with figures, underscores or colons.
fn is_id(text: &str) -> bool {
    let is_of_id = |letter: char| letter.is_ascii_alphanumeric() || "_-:.".contains(letter);
    let figures = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(char::is_ascii_alphabetic).count();
    text.len() > 3
        && text.chars().all(is_of_id)
        && letters > 0
        && ((text.contains('_') && figures > 0)
            || (figures > 2 && letters > 1)
            || text.matches('_').count() > 1)
}

/// The letters of a picture that is a large first letter: `T`, `“T`, `Th`, "Drop cap T".
pub(super) fn initial(text: &str) -> Option<&str> {
    let text = text.trim();
    let bare = text.trim_start_matches(['“', '"', '‘', '\'', '«', '„', '»', '¿', '¡', '—']);
    let letters = bare.chars().count();
    if (1..=3).contains(&letters) && bare.chars().all(char::is_alphabetic) {
        return bare.starts_with(char::is_uppercase).then_some(text);
    }
    let mut words =
        text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let last = words.clone().next_back()?;
    let is_letter = |word: &str| word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let all = words.clone().count();
    let is_named = all > 1
        && words.by_ref().take(all - 1).all(|word| INITIAL.contains(&word.to_lowercase().as_str()));
    (is_named && is_letter(last)).then_some(last)
}

/// Whether a short text stands for the picture within a sentence: a letter, a sign, a formula or a word.
pub(super) fn is_inline(text: &str) -> bool {
    let text = text.trim();
    let length = text.chars().count();
    let is_word = text.chars().all(char::is_alphabetic);
    let is_formula = text.contains(['=', '+', '×', '−', '√', '²']);
    length <= 2 || (is_word && length <= 12) || (is_formula && length <= 40)
}

/// Whether the alternative text of a formula is words to be said: no placeholder, and not TeX.
pub(super) fn says_formula(text: &str) -> bool {
    !is_placeholder(text) && !is_tex(text)
}

/// Whether a text is TeX.
pub(super) fn is_tex(text: &str) -> bool {
    let is_command = text.contains('\\') && text.contains(char::is_alphabetic);
    is_command || text.contains(['{', '}', '^', '_'])
}
