//! Symbols of the elements, and formulas made of them.

use crate::xhtml::shift::around::tail;

const SYMBOLS: &str = " H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr \
Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po \
At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr ";

/// The masses of isotopes that are written about, by symbol.
const ISOTOPES: &[(&str, &[&str])] = &[
    ("H", &["2", "3"]),
    ("He", &["3", "4"]),
    ("Li", &["6", "7"]),
    ("C", &["11", "12", "13", "14"]),
    ("N", &["13", "14", "15"]),
    ("O", &["15", "16", "17", "18"]),
    ("P", &["32"]),
    ("K", &["40"]),
    ("Co", &["60"]),
    ("Sr", &["87", "89", "90"]),
    ("Tc", &["99"]),
    ("I", &["123", "125", "129", "131"]),
    ("Cs", &["133", "134", "137"]),
    ("Pb", &["206", "207", "208", "210"]),
    ("Po", &["210"]),
    ("Rn", &["222"]),
    ("Ra", &["226", "228"]),
    ("Th", &["230", "232"]),
    ("U", &["232", "233", "234", "235", "236", "238"]),
    ("Pu", &["238", "239", "240", "241", "242"]),
];

/// Whether a word is the symbol of an element.
pub(super) fn is_symbol(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && word.len() <= 2
        && SYMBOLS.contains(&format!(" {word} "))
}

/// Whether a number is the mass of a well-known isotope of the element.
pub(super) fn is_isotope(symbol: &str, mass: &str) -> bool {
    ISOTOPES.iter().any(|(known, masses)| *known == symbol && masses.contains(&mass))
}

/// Whether `text` begins with the symbol of an element that is no part of a word, and which.
pub(super) fn leading_symbol(text: &str) -> Option<&str> {
    let word = &text[..text.len() - text.trim_start_matches(char::is_alphabetic).len()];
    is_symbol(word).then_some(word)
}

/// Whether a text ends with a formula of elements, such as `H`, `Na2SO` or `Ca(OH)`.
pub(super) fn ends_with_formula(text: &str) -> bool {
    let formula = tail(text, |c| c.is_ascii_alphanumeric() || "()[]₀₁₂₃₄₅₆₇₈₉".contains(c));
    let mut rest = formula.trim_start_matches(|c: char| c.is_ascii_digit() || "([".contains(c));
    if !rest.starts_with(|c: char| c.is_ascii_uppercase()) {
        return false;
    }
    while let Some(first) = rest.chars().next() {
        if !first.is_ascii_alphabetic() {
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let two = rest.get(..2).filter(|two| is_symbol(two));
        let Some(symbol) = two.or_else(|| rest.get(..1).filter(|one| is_symbol(one))) else {
            return false;
        };
        rest = &rest[symbol.len()..];
    }
    true
}
