//! Text above the line: marks of notes, powers, ordinals.

use crate::xhtml::omission::OmissionReason;
use crate::xhtml::shift::around::Around;
use crate::xhtml::shift::chemistry::{ends_with_formula, is_isotope, leading_symbol};
use crate::xhtml::shift::fate::Fate;
use crate::xhtml::shift::power::is_power;

/// Signs that call a note.
const SIGNS: &str = "*†‡§¶‖#∗⁎⁕※";
/// Why a number before a word is left out.
const LEADING: &str = "number of a verse or a note";
/// Most characters of an editor's remark above the line: `[citation needed]`.
const REMARK: usize = 24;
/// Most characters of a list of marks.
const MARKS: usize = 12;
/// Languages whose ordinals end with a raised `o` or `a`.
const ROMANCE: &[&str] = &["es", "it", "pt", "gl", "ca", "fr", "la"];

/// What becomes of raised text.
pub(super) fn fate(around: Around<'_>, text: &str, language: &str) -> Fate {
    if is_fraction(around, text) {
        let is_behind_whole = around.last().is_some_and(|last| last.is_ascii_digit());
        return if is_behind_whole { Fate::Write(format!(" {text}")) } else { Fate::Stay };
    }
    if matches!(text, "TM" | "SM" | "®" | "™" | "℠" | "(R)" | "(TM)" | "tm")
        && !around.before.is_empty()
    {
        return Fate::Drop(OmissionReason::Borrowed("trademark sign"));
    }
    let has_text = |text: &str| text.contains(char::is_alphanumeric);
    let is_alone = !has_text(around.before) && !has_text(around.after);
    if is_alone {
        return Fate::Stay;
    }
    if is_remark(text) || text.chars().all(|letter| SIGNS.contains(letter)) {
        return Fate::note();
    }
    if text.chars().all(char::is_alphabetic) {
        return letters(around, text, language);
    }
    if is_exponent(text) && has_base(around) {
        return exponent(text);
    }
    if is_list(text) { number(around, text) } else { Fate::Stay }
}

/// A numerator, or the denominator that follows one.
fn is_fraction(around: Around<'_>, text: &str) -> bool {
    let is_number = text.chars().all(|letter| letter.is_ascii_digit());
    let mut after = around.after.chars();
    is_number
        && matches!(after.next(), Some('/' | '⁄'))
        && after.next().is_some_and(|next| next.is_ascii_digit())
}

fn is_remark(text: &str) -> bool {
    text.starts_with('[') && text.ends_with(']') && text.chars().count() <= REMARK
}

/// Raised letters: an ordinal's ending, the end of a contraction, or the mark of a note.
fn letters(around: Around<'_>, text: &str, language: &str) -> Fate {
    let behind_figure = around.last().is_some_and(|last| last.is_ascii_digit());
    let is_romance = ROMANCE.contains(&contract::primary_subtag(language));
    match text {
        "o" if behind_figure => return Fate::Write(if is_romance { "º" } else { "°" }.to_owned()),
        "a" if behind_figure && is_romance => return Fate::Write("ª".to_owned()),
        _ => {}
    }
    if text.chars().all(|letter| "nxkizNX".contains(letter)) && text.len() <= 2 && has_base(around)
    {
        return exponent(text);
    }
    let is_single = text.chars().count() == 1 && text.chars().all(char::is_lowercase);
    let word = around.word();
    let is_behind_word = word.chars().count() > 1 && word.starts_with(char::is_lowercase);
    let is_behind_stop = around.last().is_some_and(is_stop);
    let ends = !around.next().is_some_and(char::is_alphanumeric);
    // Contractions of old spelling end with these: `rec<sup>d</sup>`, `yo<sup>r</sup>`.
    let may_be_ending = "dehlmnorstyz".contains(text) && !is_behind_stop;
    if is_single && ends && !may_be_ending && (is_behind_word || is_behind_stop) {
        return Fate::note();
    }
    Fate::Stay
}

/// Whether the place is behind a figure, a variable or a bracket.
fn has_base(around: Around<'_>) -> bool {
    let is_variable = || around.word().chars().count() == 1;
    around.last().is_some_and(|last| {
        last.is_ascii_digit()
            || ")]".contains(last)
            || (last.is_alphabetic() && is_variable())
            || around.is_arithmetic() && last.is_alphabetic()
    }) || is_ion(around)
}

/// Whether the place is behind the symbol of an element, which may have a charge.
fn is_ion(around: Around<'_>) -> bool {
    ends_with_formula(around.before)
}

/// An exponent or charge with a sign or a letter: `−3`, `2+`, `n+1`.
fn is_exponent(text: &str) -> bool {
    let is_sign = |letter: char| "+−-–".contains(letter);
    let has_sign = text.starts_with(is_sign) || text.ends_with(is_sign);
    let has_letter = text.chars().any(char::is_alphabetic);
    let is_part = |letter: char| {
        letter.is_ascii_digit() || is_sign(letter) || "nxkiztmπ/().".contains(letter)
    };
    text.chars().count() <= MARKS
        && text.chars().all(is_part)
        && (has_sign || (has_letter && text.chars().any(|letter| !letter.is_alphabetic())))
}

/// An exponent in the characters of Unicode; behind a caret where they lack one.
fn exponent(text: &str) -> Fate {
    let raised: Option<String> = text.chars().map(superscript).collect();
    Fate::Write(raised.unwrap_or_else(|| format!("^{text}")))
}

fn superscript(letter: char) -> Option<char> {
    Some(match letter {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '0' | '4'..='9' => char::from_u32('⁰' as u32 + letter.to_digit(10)?)?,
        '+' => '⁺',
        '-' | '−' | '–' => '⁻',
        '(' => '⁽',
        ')' => '⁾',
        'n' => 'ⁿ',
        'i' => 'ⁱ',
        'x' => 'ˣ',
        'k' => 'ᵏ',
        'z' => 'ᶻ',
        _ => return None,
    })
}

/// Numbers and signs of notes: `3`, `3,4`, `5–7`, `(3)`, `12a`.
fn is_list(text: &str) -> bool {
    let core = text.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
    let is_part = |c: char| c.is_ascii_digit() || ",;-–—. ()[]".contains(c) || SIGNS.contains(c);
    text.len() - core.len() <= 1
        && text.chars().count() <= MARKS
        && core.contains(|letter: char| letter.is_ascii_digit())
        && core.chars().all(is_part)
}

fn number(around: Around<'_>, text: &str) -> Fate {
    let is_plain = text.chars().all(|letter| letter.is_ascii_digit());
    if is_plain && is_power(around, text) && !is_isotope(around.word(), text) {
        return exponent(text);
    }
    match around.last() {
        Some(last) if last.is_alphabetic() && is_isotope(around.word(), text) => Fate::Stay,
        None if is_plain
            && leading_symbol(around.after).is_some_and(|symbol| is_isotope(symbol, text)) =>
        {
            Fate::Stay
        }
        None if around.before.trim().is_empty() || opens(around.before) => {
            if around.next().is_none_or(|next| next.is_ascii_digit()) {
                Fate::Stay
            } else {
                Fate::Drop(OmissionReason::Borrowed(LEADING))
            }
        }
        // Behind a space, before a word without one: the number of a verse.
        None if around.next().is_some_and(char::is_alphabetic) => {
            Fate::Drop(OmissionReason::Borrowed(LEADING))
        }
        Some(last) if last.is_ascii_digit() && !is_plain && !is_note_behind_number(text) => {
            Fate::Stay
        }
        _ => Fate::note(),
    }
}

/// Behind a number only a list in brackets or with commas is surely of notes.
fn is_note_behind_number(text: &str) -> bool {
    text.contains(['[', '(', ',', '*', '†'])
}

fn opens(text: &str) -> bool {
    text.trim_end().ends_with(['“', '‘', '(', '[', '«', '„', '—', '¿', '¡'])
}

fn is_stop(letter: char) -> bool {
    ".,;:!?…”’\"'»«)]›“".contains(letter)
}
