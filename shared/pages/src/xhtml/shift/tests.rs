//! What raised and lowered text becomes.

use super::*;

/// The text of a block after its raised `^{…}` and lowered `_{…}` parts were dealt with.
fn settled(marked: &str, language: &str) -> String {
    let mut text = String::new();
    let mut parts = Vec::new();
    let mut rest = marked;
    while let Some(at) = rest.find("^{").into_iter().chain(rest.find("_{")).min() {
        text.push_str(&rest[..at]);
        let shift = if rest[at..].starts_with('^') { Shift::Raised } else { Shift::Lowered };
        let close = at + rest[at..].find('}').unwrap();
        parts.push((text.len()..text.len() + close - at - 2, shift));
        text.push_str(&rest[at + 2..close]);
        rest = &rest[close + 1..];
    }
    text.push_str(rest);
    for (range, shift) in parts.iter().rev() {
        match fate(&text, range.clone(), *shift, language) {
            Fate::Stay => {}
            Fate::Drop(_) => text.replace_range(range.clone(), ""),
            Fate::Write(new) => text.replace_range(range.clone(), &new),
        }
    }
    text
}

fn check(marked: &str, expected: &str) {
    assert_eq!(settled(marked, "en"), expected, "{marked}");
}

#[test]
fn numbers_behind_a_word_or_a_stop_call_notes() {
    check("over the hill.^{1} Then", "over the hill. Then");
    check(
        "The treaty^{14} was signed,^{15} and “peace”^{16} came.",
        "The treaty was signed, and “peace” came.",
    );
    check("As noted^{3,4} and^{5–7} and^{a} and^{*}.", "As noted and and and.");
    check("says Kant^{[3]} here", "says Kant here");
    check("in 1848.^{12} He", "in 1848. He");
    check("in 1848^{12} he", "in 1848 he");
    check("(see below)^{2} and", "(see below) and");
    check("Henry II^{2} and Apollo^{11}", "Henry II and Apollo");
    check("word ^{1} next", "word  next");
    check("der Graf^{2} sprach, „nein“^{3}.", "der Graf sprach, „nein“.");
    check("Paris^{[citation needed]} fell", "Paris fell");
    check("x.^{†} y^{‡}", "x. y");
    check("plan B^{7} failed", "plan B failed");
    check("so on^{b} and", "so on and");
}

#[test]
fn numbers_behind_figures_variables_and_units_are_powers() {
    check(
        "10^{6} cells per cm^{3} in 5 m^{2}, and E = mc^{2}.",
        "10⁶ cells per cm³ in 5 m², and E = mc².",
    );
    check("x^{2} + y^{2} = z^{2}", "x² + y² = z²");
    check("2^{10} = 1024, 10^{−3} or 10^{-3}", "2¹⁰ = 1024, 10⁻³ or 10⁻³");
    check("9.8 m/s^{2}, 3 kg m^{2} s^{−2}", "9.8 m/s², 3 kg m² s⁻²");
    check("2^{n} and x^{n+1} and e^{x}", "2ⁿ and xⁿ⁺¹ and eˣ");
    check("(a + b)^{2} and f(x)^{2}", "(a + b)² and f(x)²");
    check("sin^{2} x + cos^{2} x", "sin² x + cos² x");
    check("πr^{2} of R^{3}", "πr² of R³");
    check("10^{n/2}", "10^n/2");
    check("5 in^{2} of it", "5 in² of it");
    check("came in^{2} and", "came in and");
}

#[test]
fn ordinals_and_contractions_stay() {
    check("1^{st}, 2^{nd}, 19^{th}, n^{th}, 4^{to}", "1st, 2nd, 19th, nth, 4to");
    check(
        "M^{r} Smith, M^{me} Roux, S^{t} Ives, M^{c}Donald",
        "Mr Smith, Mme Roux, St Ives, McDonald",
    );
    check("rec^{d} yo^{r} y^{e} w^{ch} Esq^{r}", "recd yor ye wch Esqr");
    check("XIX^{e} siècle, 1^{er}, 2^{e}", "XIXe siècle, 1er, 2e");
    check("Brand^{®} and Word^{TM}", "Brand and Word");
    check("45^{o} angle", "45° angle");
    assert_eq!(settled("el 1^{o} y la 2^{a}", "es-MX"), "el 1º y la 2ª");
    check("L^{A}T_{E}X", "LATEX");
}

#[test]
fn formulas_and_isotopes_are_read() {
    check("H_{2}O, CO_{2}, C_{6}H_{12}O_{6}, H_{2}SO_{4}", "H2O, CO2, C6H12O6, H2SO4");
    check("Na^{+}, Ca^{2+}, Fe^{3+}, Cl^{−}, SO_{4}^{2−}", "Na⁺, Ca²⁺, Fe³⁺, Cl⁻, SO4²⁻");
    check("^{14}C and ^{235}U and U^{235}", "14C and 235U and U235");
    check("x_{1} + x_{2}, log_{2} n, 1010_{2}", "x₁ + x₂, log₂ n, 1010₂");
    check("x_{i} + y_{max}, a_{n}, a_{n+1}", "x i + y max, a n, a n+1");
}

#[test]
fn fractions_stay_numbers() {
    check("^{1}/_{2} and 3^{1}/_{2} and ^{3}⁄_{4}", "1/2 and 3 1/2 and 3⁄4");
}

#[test]
fn numbers_of_verses_are_left_out() {
    check("^{16}For God so loved. ^{17}For God", "For God so loved. For God");
    check("^{16} For God so loved", " For God so loved");
    check("^{3}", "3");
}
