//! A formula, independent of how it was written.

/// A part of a formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Expression {
    /// Parts that stand side by side.
    Row(Vec<Expression>),
    /// A variable or the name of a function.
    Name(String),
    Number(String),
    /// A sign that is said as a word.
    Operator(char),
    /// Words within the formula.
    Text(String),
    Fraction(Box<Expression>, Box<Expression>),
    Binomial(Box<Expression>, Box<Expression>),
    Power(Box<Expression>, Box<Expression>),
    Index(Box<Expression>, Box<Expression>),
    Root(Box<Expression>, Option<Box<Expression>>),
    /// What brackets enclose.
    Fenced(char, Box<Expression>, char),
    /// A sum, an integral or a limit, with its bounds.
    Bounded(Box<Expression>, Option<Box<Expression>>, Option<Box<Expression>>),
    /// A letter with a sign above it.
    Accented(Box<Expression>, char),
    Matrix(Vec<Vec<Expression>>),
}

use Expression::{Bounded, Fenced, Name, Operator, Row};

/// Signs that open and close brackets.
const OPENING: &str = "([{⟨⌊⌈";
const CLOSING: &str = ")]}⟩⌋⌉";
/// Operators that take bounds.
const BIG: &str = "∑∏∐∫∬∭∮⋃⋂⋁⋀";

impl Expression {
    /// A row, or its only part; brackets in it become parts of their own.
    pub(super) fn row(parts: Vec<Self>) -> Self {
        let mut parts = fenced(parts);
        match (parts.len(), parts.pop()) {
            (1, Some(only)) => only,
            (_, Some(last)) => {
                parts.push(last);
                Row(parts)
            }
            (_, None) => Row(parts),
        }
    }

    pub(super) fn boxed(self) -> Box<Self> {
        Box::new(self)
    }

    /// Whether it takes bounds: a sum, an integral, a limit.
    pub(super) fn is_bounded(&self) -> bool {
        match self {
            Operator(sign) => BIG.contains(*sign),
            Name(name) => matches!(
                name.as_str(),
                "lim" | "max" | "min" | "sup" | "inf" | "limsup" | "liminf" | "argmax" | "argmin"
            ),
            _ => false,
        }
    }

    /// The part with something below and above: bounds, or an index and a power.
    pub(super) fn scripted(self, below: Option<Self>, above: Option<Self>) -> Self {
        if self.is_bounded() {
            return Bounded(self.boxed(), below.map(Self::boxed), above.map(Self::boxed));
        }
        let base = match below {
            Some(below) => Self::Index(self.boxed(), below.boxed()),
            None => self,
        };
        match above {
            Some(above) => Self::Power(base.boxed(), above.boxed()),
            None => base,
        }
    }
}

/// Puts what brackets enclose into parts of their own.
fn fenced(parts: Vec<Expression>) -> Vec<Expression> {
    let mut open: Vec<(char, Vec<Expression>)> = Vec::new();
    let mut done: Vec<Expression> = Vec::new();
    for part in parts {
        match part {
            Operator(sign) if OPENING.contains(sign) => {
                open.push((sign, std::mem::take(&mut done)));
            }
            // A closing bracket may have a power.
            Expression::Power(base, power) if is_closing(&base) && !open.is_empty() => {
                close(&mut open, &mut done, &base);
                if let Some(group) = done.pop() {
                    done.push(Expression::Power(group.boxed(), power));
                }
            }
            part if is_closing(&part) && !open.is_empty() => close(&mut open, &mut done, &part),
            part => done.push(part),
        }
    }
    while let Some((sign, mut before)) = open.pop() {
        before.push(Operator(sign));
        before.append(&mut done);
        done = before;
    }
    done
}

fn is_closing(part: &Expression) -> bool {
    matches!(part, Operator(sign) if CLOSING.contains(*sign))
}

fn close(open: &mut Vec<(char, Vec<Expression>)>, done: &mut Vec<Expression>, sign: &Expression) {
    if let (Some((opening, mut before)), Operator(closing)) = (open.pop(), sign) {
        let inner = Expression::row(std::mem::take(done));
        before.push(Fenced(opening, inner.boxed(), *closing));
        *done = before;
    }
}
