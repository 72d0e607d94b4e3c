//! Understands `MathML` that says what a formula means, not how it looks: `<apply><plus/>…`.

use crate::formula::element::MathElement;
use crate::formula::expression::Expression;

use Expression::{Binomial, Bounded, Fenced, Fraction, Name, Number, Operator, Power, Root};

/// Elements that are operators between their arguments.
const INFIX: &[(&str, char)] = &[
    ("plus", '+'),
    ("minus", '−'),
    ("times", '×'),
    ("eq", '='),
    ("neq", '≠'),
    ("lt", '<'),
    ("gt", '>'),
    ("leq", '≤'),
    ("geq", '≥'),
    ("approx", '≈'),
    ("equivalent", '≡'),
    ("in", '∈'),
    ("notin", '∉'),
    ("subset", '⊆'),
    ("prsubset", '⊂'),
    ("union", '∪'),
    ("intersect", '∩'),
    ("and", '∧'),
    ("or", '∨'),
    ("implies", '⇒'),
    ("tendsto", '→'),
    ("compose", '∘'),
];

/// A constant.
pub(super) fn constant(name: &str) -> Option<Expression> {
    Some(match name {
        "pi" => Name("π".to_owned()),
        "infinity" => Operator('∞'),
        "exponentiale" => Name("e".to_owned()),
        "imaginaryi" => Name("i".to_owned()),
        "emptyset" => Operator('∅'),
        "reals" => Name("ℝ".to_owned()),
        "integers" => Name("ℤ".to_owned()),
        "naturalnumbers" => Name("ℕ".to_owned()),
        "complexes" => Name("ℂ".to_owned()),
        "rationals" => Name("ℚ".to_owned()),
        _ => return None,
    })
}

/// What an element of content stands for.
pub(super) fn expression(element: &MathElement) -> Expression {
    match element.name.as_str() {
        "apply" | "bind" => apply(element),
        "cn" => number(element),
        "set" => Fenced('{', listed(&element.children).boxed(), '}'),
        "interval" => Fenced('[', listed(&element.children).boxed(), ']'),
        "matrix" => {
            let cells = |row: &MathElement| {
                row.children.iter().filter_map(MathElement::expression).collect()
            };
            Expression::Matrix(element.children.iter().map(cells).collect())
        }
        _ => Fenced('(', listed(&element.children).boxed(), ')'),
    }
}

/// A number with a separator: a fraction.
fn number(element: &MathElement) -> Expression {
    let mut parts = element.text.split_whitespace();
    match (parts.next(), parts.next()) {
        (Some(above), Some(below)) => {
            Fraction(Number(above.to_owned()).boxed(), Number(below.to_owned()).boxed())
        }
        _ => Number(element.text.trim().to_owned()),
    }
}

fn listed(elements: &[MathElement]) -> Expression {
    joined(elements.iter().filter_map(MathElement::expression).collect(), ',')
}

fn joined(parts: Vec<Expression>, sign: char) -> Expression {
    let mut row = Vec::new();
    for part in parts {
        if !row.is_empty() {
            row.push(Operator(sign));
        }
        row.push(part);
    }
    Expression::row(row)
}

fn apply(element: &MathElement) -> Expression {
    let Some((operator, rest)) = element.children.split_first() else {
        return Expression::Row(vec![]);
    };
    let of = |name: &str| {
        let found = rest.iter().find(|child| child.name == name);
        found.map(|child| {
            Expression::row(child.children.iter().filter_map(MathElement::expression).collect())
        })
    };
    let is_qualifier = |name: &str| {
        matches!(
            name,
            "bvar"
                | "lowlimit"
                | "uplimit"
                | "degree"
                | "logbase"
                | "condition"
                | "domainofapplication"
        )
    };
    let arguments: Vec<Expression> = rest
        .iter()
        .filter(|child| !is_qualifier(&child.name))
        .filter_map(|child| argument(operator, child))
        .collect();
    if let Some((_, sign)) = INFIX.iter().find(|(name, _)| *name == operator.name) {
        return between(arguments, *sign);
    }
    let name = operator.name.as_str();
    let mut given = arguments.into_iter();
    let (first, second) = (given.next(), given.next());
    match (name, first, second) {
        ("divide", Some(above), Some(below)) => Fraction(above.boxed(), below.boxed()),
        ("power", Some(base), Some(power)) => Power(base.boxed(), power.boxed()),
        ("root", Some(inner), _) => Root(inner.boxed(), of("degree").map(Expression::boxed)),
        ("abs", Some(inner), _) => Fenced('|', inner.boxed(), '|'),
        ("factorial", Some(inner), _) => Expression::row(vec![inner, Operator('!')]),
        ("binomial", Some(above), Some(below)) => Binomial(above.boxed(), below.boxed()),
        ("exp", Some(power), _) => Power(Name("e".to_owned()).boxed(), power.boxed()),
        ("log", Some(inner), _) if of("logbase").is_some() => {
            let base = of("logbase").unwrap_or(Expression::Row(vec![]));
            Expression::row(vec![
                Expression::Index(Name("log".to_owned()).boxed(), base.boxed()),
                Operator('\u{2061}'),
                inner,
            ])
        }
        ("sum" | "product" | "int" | "limit", inner, _) => {
            bounded(name, inner, of("bvar"), of("lowlimit"), of("uplimit"))
        }
        ("diff", Some(inner), _) => derivative(inner, of("bvar")),
        (_, first, second) => {
            let function = operator.expression().filter(|found| *found != Expression::Row(vec![]));
            let function = function.unwrap_or_else(|| Name(operator.name.clone()));
            let mut all: Vec<Expression> = first.into_iter().chain(second).collect();
            all.extend(given);
            Expression::row(vec![function, Operator('\u{2061}'), joined(all, ',')])
        }
    }
}

/// Arguments with a sign between them; a single one has it in front.
fn between(mut arguments: Vec<Expression>, sign: char) -> Expression {
    if arguments.len() == 1 {
        arguments.insert(0, Operator(sign));
        return Expression::row(arguments);
    }
    joined(arguments, sign)
}

/// An argument; sums inside products need their brackets.
fn argument(operator: &MathElement, child: &MathElement) -> Option<Expression> {
    let inner = child.expression()?;
    let head = child.children.first().map(|head| head.name.as_str());
    let is_sum = child.name == "apply" && matches!(head, Some("plus" | "minus"));
    let binds = matches!(operator.name.as_str(), "times" | "power");
    Some(if is_sum && binds { Fenced('(', inner.boxed(), ')') } else { inner })
}

fn bounded(
    name: &str,
    inner: Option<Expression>,
    variable: Option<Expression>,
    low: Option<Expression>,
    high: Option<Expression>,
) -> Expression {
    let sign = match name {
        "sum" => Operator('∑'),
        "product" => Operator('∏'),
        "int" => Operator('∫'),
        _ => Name("lim".to_owned()),
    };
    let arrow = if name == "limit" { '→' } else { '=' };
    let low = match (variable.clone(), low) {
        (Some(variable), Some(low)) if name != "int" => {
            Some(Expression::row(vec![variable, Operator(arrow), low]))
        }
        (_, low) => low,
    };
    let mut row =
        vec![Bounded(sign.boxed(), low.map(Expression::boxed), high.map(Expression::boxed))];
    row.extend(inner);
    if let (true, Some(variable)) = (name == "int", variable) {
        row.extend([Name("d".to_owned()), variable]);
    }
    Expression::Row(row)
}

fn derivative(inner: Expression, variable: Option<Expression>) -> Expression {
    let d = || Name("d".to_owned());
    let below = variable.map_or_else(d, |variable| Expression::row(vec![d(), variable]));
    Expression::row(vec![Fraction(d().boxed(), below.boxed()), inner])
}
