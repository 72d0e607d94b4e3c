//! Collects the elements of a formula in `MathML`, and understands those of presentation.

use quick_xml::events::BytesStart;

use crate::formula::content;
use crate::formula::element::MathElement;
use crate::formula::expression::Expression;

/// Deepest elements of a formula.
const DEPTH: usize = 64;

/// Collects a formula while its page is walked.
#[derive(Debug, Default)]
pub(crate) struct FormulaBuilder {
    open: Vec<MathElement>,
    root: Vec<MathElement>,
    /// All text of the formula but its annotations.
    pub(crate) text: String,
    /// The text of annotations.
    pub(crate) annotations: String,
    /// Elements that are nested too deep.
    deeper: usize,
}

impl FormulaBuilder {
    pub(crate) fn start(&mut self, tag: &BytesStart<'_>) {
        if self.open.len() >= DEPTH {
            self.deeper += 1;
            return;
        }
        let mut attributes = Vec::new();
        for attribute in tag.html_attributes().with_checks(false).flatten() {
            attributes.push((attribute.key.as_ref().to_owned(), attribute.value.to_string()));
        }
        let name = tag.local_name().as_ref().to_ascii_lowercase();
        self.open.push(MathElement { name, attributes, ..MathElement::default() });
    }

    /// Ends the innermost element of this name; `false` if none is open.
    pub(crate) fn end(&mut self, name: &str) -> bool {
        if self.deeper > 0 {
            self.deeper -= 1;
            return true;
        }
        let Some(at) = self.open.iter().rposition(|open| open.name == name) else { return false };
        while self.open.len() > at {
            self.close();
        }
        true
    }

    fn close(&mut self) {
        let Some(done) = self.open.pop() else { return };
        self.open.last_mut().map_or(&mut self.root, |parent| &mut parent.children).push(done);
    }

    pub(crate) fn text(&mut self, text: &str) {
        let is_annotation = self.open.iter().any(|open| open.name.starts_with("annotation"));
        if is_annotation {
            self.annotations.push_str(text);
            return;
        }
        self.text.push_str(text);
        if let Some(open) = self.open.last_mut() {
            open.text.push_str(text);
        }
    }

    /// The formula, with all that is still open.
    pub(super) fn expression(&self) -> Expression {
        let mut parts: Vec<MathElement> = self.root.clone();
        let mut rest = self.open.clone();
        while let Some(last) = rest.pop() {
            match rest.last_mut() {
                Some(parent) => parent.children.push(last),
                None => parts.push(last),
            }
        }
        Expression::row(parts.iter().filter_map(MathElement::expression).collect())
    }
}

impl MathElement {
    fn child(&self, at: usize) -> Expression {
        let child = self.children.get(at).and_then(Self::expression);
        child.unwrap_or(Expression::Row(vec![]))
    }

    fn row(&self) -> Expression {
        Expression::row(self.children.iter().filter_map(Self::expression).collect())
    }

    /// What it stands for; none for what has no meaning of its own.
    pub(super) fn expression(&self) -> Option<Expression> {
        let text = self.text.trim();
        Some(match self.name.as_str() {
            "mi" | "ci" | "csymbol" => Expression::Name(text.to_owned()),
            "mn" | "cn" if self.children.is_empty() => Expression::Number(text.to_owned()),
            "mo" => operator(text)?,
            "mtext" | "ms" if !text.is_empty() => Expression::Text(text.to_owned()),
            "mspace" | "mphantom" | "mprescripts" | "none" | "mtext" | "ms" => return None,
            "mfrac" => self.fraction(),
            "msqrt" => Expression::Root(self.row().boxed(), None),
            "mroot" => Expression::Root(self.child(0).boxed(), Some(self.child(1).boxed())),
            "msup" => self.child(0).scripted(None, Some(self.child(1))),
            "msub" => self.child(0).scripted(Some(self.child(1)), None),
            "msubsup" | "munderover" => {
                self.child(0).scripted(Some(self.child(1)), Some(self.child(2)))
            }
            "munder" => self.under(),
            "mover" => self.over(),
            "mfenced" => self.fenced(),
            "mtable" => self.matrix(),
            "semantics" | "maction" => self.child(0),
            name if name.starts_with("annotation") => return None,
            "apply" | "bind" | "piecewise" | "vector" | "matrix" | "set" | "list" | "interval"
            | "cn" => content::expression(self),
            name if content::constant(name).is_some() => content::constant(name)?,
            _ if self.children.is_empty() && !text.is_empty() => Expression::Text(text.to_owned()),
            _ => self.row(),
        })
    }

    fn fraction(&self) -> Expression {
        let (above, below) = (self.child(0).boxed(), self.child(1).boxed());
        let has_line = self.attribute("linethickness").is_none_or(|line| !line.starts_with('0'));
        if has_line {
            Expression::Fraction(above, below)
        } else {
            Expression::Binomial(above, below)
        }
    }

    fn under(&self) -> Expression {
        let base = self.child(0);
        if base.is_bounded() { base.scripted(Some(self.child(1)), None) } else { base }
    }

    fn over(&self) -> Expression {
        let base = self.child(0);
        match self.child(1) {
            Expression::Operator(accent) if !base.is_bounded() => {
                Expression::Accented(base.boxed(), accent)
            }
            above if base.is_bounded() => base.scripted(None, Some(above)),
            _ => base,
        }
    }

    fn fenced(&self) -> Expression {
        let sign = |name, usual| {
            self.attribute(name).map_or(Some(usual), |sign| sign.trim().chars().next())
        };
        let mut parts = Vec::new();
        for (at, child) in self.children.iter().filter_map(Self::expression).enumerate() {
            if at > 0 {
                parts.push(Expression::Operator(','));
            }
            parts.push(child);
        }
        let inner = Expression::row(parts);
        match (sign("open", '('), sign("close", ')')) {
            (Some(open), Some(close)) => Expression::Fenced(open, inner.boxed(), close),
            _ => inner,
        }
    }

    fn matrix(&self) -> Expression {
        let is_row = |row: &&Self| matches!(row.name.as_str(), "mtr" | "mlabeledtr");
        let cells = |row: &Self| row.children.iter().map(Self::row).collect();
        Expression::Matrix(self.children.iter().filter(is_row).map(cells).collect())
    }
}

/// What the text of an operator stands for.
fn operator(text: &str) -> Option<Expression> {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(sign), None) => Some(Expression::Operator(sign)),
        (Some(_), Some(_)) if text.chars().all(|letter| letter == '.') => {
            Some(Expression::Operator('…'))
        }
        (Some(_), Some(_)) => Some(Expression::Name(text.to_owned())),
        _ => None,
    }
}
