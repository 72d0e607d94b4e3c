//! The few rules of a page's own style sheets that change what is read: raised and lowered text, lines, hidden text.

use std::collections::HashMap;

use crate::xhtml::shift::Shift;

/// What a rule says of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Style {
    pub(super) shift: Option<Shift>,
    /// Whether it stands in a line of its own.
    pub(super) is_line: bool,
    pub(super) is_hidden: bool,
    /// Whether it floats, as large first letters do.
    pub(super) floats: bool,
}

/// The rules by class, and by element.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct CssRules {
    classes: HashMap<String, Style>,
}

impl CssRules {
    /// Reads the style elements of a page.
    pub(super) fn of_page(page: &str) -> Self {
        let mut sheet = Self::default();
        let mut rest = page;
        while let Some(start) = rest.find("<style") {
            let Some(open) = rest[start..].find('>').map(|at| start + at + 1) else { break };
            let end = rest[open..].find("</style").map_or(rest.len(), |at| open + at);
            sheet.add(&rest[open..end]);
            rest = &rest[end..];
        }
        sheet
    }

    fn add(&mut self, text: &str) {
        let text = without_comments(text);
        let mut rest = text.as_str();
        // The conditions of the blocks around a rule, and whether each holds for a reader of books.
        let mut blocks: Vec<bool> = Vec::new();
        while let Some(at) = rest.find(['{', '}']) {
            let (prelude, behind) = (rest[..at].trim(), &rest[at + 1..]);
            let opens = rest[at..].starts_with('{');
            rest = behind;
            if !opens {
                blocks.pop();
            } else if prelude.starts_with('@') {
                blocks.push(is_for_readers(prelude));
            } else {
                let end = rest.find('}').unwrap_or(rest.len());
                if blocks.iter().all(|holds| *holds) {
                    self.add_rule(prelude, &rest[..end]);
                }
                rest = rest.get(end + 1..).unwrap_or_default();
            }
        }
    }

    fn add_rule(&mut self, selectors: &str, declarations: &str) {
        let style = Style::read(declarations);
        if style == Style::default() {
            return;
        }
        // What stands before the last `;` is a statement such as `@import`.
        let selectors = selectors.rsplit(';').next().unwrap_or(selectors);
        for class in selectors.split(',').filter_map(class_of) {
            self.classes.entry(class.to_owned()).or_default().add(style);
        }
    }

    /// What the rules for a class say.
    pub(super) fn class(&self, class: &str) -> Style {
        self.classes.get(class).copied().unwrap_or_default()
    }
}

impl Style {
    /// Reads declarations, such as `vertical-align: super; font-size: 70%`.
    pub(super) fn read(declarations: &str) -> Self {
        let mut style = Self::default();
        let mut is_moved = false;
        let mut by = 0.0;
        for declaration in declarations.split(';') {
            let Some((property, value)) = declaration.split_once(':') else { continue };
            let value = value.trim().trim_end_matches("!important").trim_end().to_ascii_lowercase();
            match (property.trim().to_ascii_lowercase().as_str(), value.as_str()) {
                ("vertical-align", "super") => style.shift = Some(Shift::Raised),
                ("vertical-align", "sub") => style.shift = Some(Shift::Lowered),
                ("display", "block" | "list-item") => style.is_line = true,
                ("display", "none") | ("visibility", "hidden") => style.is_hidden = true,
                ("float", "left") | ("initial-letter", _) => style.floats = true,
                ("position", "relative") => is_moved = true,
                ("top", value) => by = -length(value),
                ("bottom", value) => by = length(value),
                _ => {}
            }
        }
        if is_moved && style.shift.is_none() && by != 0.0 {
            style.shift = Some(if by > 0.0 { Shift::Raised } else { Shift::Lowered });
        }
        style
    }

    /// Adds what another rule says.
    pub(super) fn add(&mut self, other: Self) {
        self.shift = other.shift.or(self.shift);
        self.is_line |= other.is_line;
        self.is_hidden |= other.is_hidden;
        self.floats |= other.floats;
    }
}

/// A length in `em`; only its sign matters, and that it is small.
fn length(value: &str) -> f32 {
    let number: f32 = value.trim_end_matches("em").trim_end_matches("ex").parse().unwrap_or(0.0);
    if number.abs() <= 1.0 { number } else { 0.0 }
}

/// Whether a block of rules holds for every reader: not those for print, for one device or for a size.
fn is_for_readers(prelude: &str) -> bool {
    let media = prelude.strip_prefix("@media").map(str::trim);
    media.is_some_and(|media| matches!(media, "all" | "screen" | "all, screen" | "screen, all"))
}

/// The class of a selector such as `.up` or `span.up`; none of one that depends on more.
fn class_of(selector: &str) -> Option<&str> {
    let selector = selector.trim();
    let (element, class) = selector.split_once('.')?;
    let is_name = |name: &str| name.chars().all(|c| c.is_alphanumeric() || "_-".contains(c));
    (is_name(element) && !class.is_empty() && is_name(class)).then_some(class)
}

fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("/*") {
        kept.push_str(&rest[..start]);
        rest = rest[start..].find("*/").map_or("", |end| &rest[start + end + 2..]);
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_for_single_classes_are_known() {
        let sheet = CssRules::of_page(
            "<style type='text/css'>/* .no { vertical-align: super } */ .up, span.fn {vertical-align: super !important}\n\
             p .in{vertical-align:super} .dn{Vertical-Align:sub} .l{display:block}.x{display:none}\
             @media all {.m{position:relative;top:-0.4em}} @media print {.p{display:none} .q{display:none}} .r{display:block}</style>",
        );

        let shift = |class| sheet.class(class).shift;
        assert_eq!(
            (shift("up"), shift("fn"), shift("m")),
            (Some(Shift::Raised), Some(Shift::Raised), Some(Shift::Raised))
        );
        assert_eq!((shift("dn"), shift("no"), shift("in")), (Some(Shift::Lowered), None, None));
        assert!(!sheet.class("p").is_hidden && !sheet.class("q").is_hidden);
        assert!(sheet.class("r").is_line);
        assert!(sheet.class("l").is_line && sheet.class("x").is_hidden);
    }
}
