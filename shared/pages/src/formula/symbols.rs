//! Letters of formulas: names of Greek letters, and styled letters as plain ones.

/// The place of a Greek letter in its alphabet, from 0, and whether it is a capital.
pub(super) fn greek(letter: char) -> Option<(usize, bool)> {
    const SMALL: &str = "αβγδεζηθικλμνξοπρστυφχψω";
    const CAPITAL: &str = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ";
    let plain = match letter {
        'ϵ' => 'ε',
        'ϑ' => 'θ',
        'ϕ' => 'φ',
        'ϱ' => 'ρ',
        'ϖ' => 'π',
        'ς' => 'σ',
        'µ' => 'μ',
        'ϰ' => 'κ',
        '∆' => 'Δ',
        'Ω' => 'Ω',
        other => other,
    };
    let small = SMALL.chars().position(|known| known == plain).map(|at| (at, false));
    small.or_else(|| CAPITAL.chars().position(|known| known == plain).map(|at| (at, true)))
}

/// The plain letter for a bold, italic, script or double-struck one.
pub(super) fn plain(letter: char) -> char {
    let code = letter as u32;
    let latin = match code {
        0x1D400..=0x1D6A3 => {
            let at = (code - 0x1D400) % 52;
            let (first, at) = if at < 26 { ('A', at) } else { ('a', at - 26) };
            char::from_u32(first as u32 + at)
        }
        0x1D7CE..=0x1D7FF => char::from_digit((code - 0x1D7CE) % 10, 10),
        _ => None,
    };
    latin.unwrap_or(match letter {
        'ℝ' => 'R',
        'ℤ' => 'Z',
        'ℕ' => 'N',
        'ℂ' => 'C',
        'ℚ' => 'Q',
        'ℙ' => 'P',
        'ℎ' => 'h',
        'ℏ' => 'h',
        'ℓ' => 'l',
        'ℒ' => 'L',
        'ℱ' => 'F',
        'ℋ' => 'H',
        'ℬ' => 'B',
        'ℰ' => 'E',
        'ℳ' => 'M',
        'ℛ' => 'R',
        'ⅆ' => 'd',
        'ⅇ' => 'e',
        'ⅈ' => 'i',
        other => other,
    })
}
