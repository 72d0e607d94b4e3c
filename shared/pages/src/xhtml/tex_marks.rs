//! Finds formulas in TeX between `$` and `$`, `\(` and `\)`, `\[` and `\]`. Prices are none: "$5 and $10".

use std::ops::Range;

use crate::formula::say_tex;

/// Signs that only formulas have.
const SIGNS: &[char] = &['\\', '^', '_', '=', '{'];

/// Most characters of a formula.
const LONGEST: usize = 300;

/// Formulas in a text, in order, and their words.
pub(super) fn tex_marks(text: &str, language: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(['$', '\\']).map(|next| at + next) {
        let rest = &text[start..];
        let pairs = [("$$", "$$"), ("\\(", "\\)"), ("\\[", "\\]"), ("$", "$")];
        let pair = pairs.iter().find(|(open, _)| rest.starts_with(open));
        let formula = pair.and_then(|(open, close)| {
            let inner = &rest[open.len()..];
            let end = inner.char_indices().nth(LONGEST).map_or(inner.len(), |(at, _)| at);
            let length = inner[..end].find(close)?;
            let source = &inner[..length];
            let behind = &inner[length + close.len()..];
            if *open == "$" && !is_formula(source, behind) {
                return None;
            }
            let end = text.len() - behind.len();
            Some((start..end, say_tex(source.trim(), language)?))
        });
        at = match formula {
            Some((range, words)) => {
                let end = range.end;
                found.push((range, words));
                end
            }
            None => start + 1,
        };
    }
    found
}

/// Whether what stands between two dollars is a formula: no space at its ends, no figure behind it, and a sign or a lone variable.
fn is_formula(source: &str, behind: &str) -> bool {
    let is_variable =
        || source.chars().count() == 1 && source.chars().all(|letter| letter.is_ascii_alphabetic());
    let is_word = |word: &str| word.len() > 1 && word.chars().all(char::is_alphabetic);
    let has_words = !source.contains("\\text") && source.split(' ').any(is_word);
    !source.is_empty()
        && !has_words
        && source.trim() == source
        && !behind.starts_with(|next: char| next.is_ascii_digit())
        && (source.contains(SIGNS) || is_variable())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_told_from_prices() {
        let words = |text| {
            let found = tex_marks(text, "en").into_iter();
            found.map(|(_, words)| words).collect::<Vec<_>>()
        };

        assert_eq!(words(r"Let $x^2$ and \(y\) be $n$."), ["x squared", "y", "n"]);
        assert_eq!(words(r"\[a = b\] $$\frac{1}{2}$$"), ["a equals b", "one half"]);
        assert!(words("It cost $5 and $10, or $5-$10, US$3=C$4, $5^ or A$ to B$.").is_empty());
        assert!(words(r"C:\(new) costs $").is_empty());
    }
}
