//! Formulas in words: `MathML`, presentation or content, and simple TeX, in the manner of `ClearSpeak`.

mod content;
mod element;
mod expression;
mod markup;
mod speech;
mod symbols;
mod tex;
mod words;

use crate::formula::words::Words;

pub(crate) use crate::formula::markup::FormulaBuilder;

/// The words of a formula in markup; `None` in a language whose words are not known, or if it has none.
pub(crate) fn say_markup(formula: &FormulaBuilder, language: &str) -> Option<String> {
    let words = Words::of(language)?;
    let said = speech::say(&formula.expression(), words);
    (!said.is_empty()).then_some(said)
}

/// The words of a formula in TeX; `None` if it is not simple enough.
pub(crate) fn say_tex(source: &str, language: &str) -> Option<String> {
    let words = Words::of(language)?;
    let said = speech::say(&tex::parse(source)?, words);
    (!said.is_empty()).then_some(said)
}

#[cfg(test)]
mod tests;
