//! Says a formula in the words of a language.

use crate::formula::expression::Expression;
use crate::formula::symbols::{greek, plain};
use crate::formula::words::Words;

use Expression::{
    Accented, Binomial, Bounded, Fenced, Fraction, Index, Matrix, Name, Number, Operator, Power,
    Root, Row, Text,
};

/// Says an expression.
pub(super) fn say(expression: &Expression, words: &Words) -> String {
    let said = part(expression, words);
    let said: Vec<&str> = said.split_whitespace().collect();
    said.join(" ").replace(" ,", ",").replace(" :", ":")
}

fn filled(template: &str, first: &str, second: &str) -> String {
    template.replace("#1", first).replace("#2", second)
}

fn part(expression: &Expression, words: &Words) -> String {
    match expression {
        Row(parts) => row(parts, words),
        Name(name) => said_name(name, words),
        Number(number) | Text(number) => number.clone(),
        Operator(sign) => operator(*sign, words),
        Fraction(above, below) => fraction(above, below, words),
        Binomial(above, below) => filled(words.binomial, &part(above, words), &part(below, words)),
        Power(base, power) => said_power(base, power, words),
        Index(base, index) => filled(words.index, &part(base, words), &part(index, words)),
        Root(inner, None) => filled(words.square_root, &part(inner, words), ""),
        Root(inner, Some(index)) if is_number(index, "3") => {
            filled(words.cube_root, &part(inner, words), "")
        }
        Root(inner, Some(index)) => filled(words.root, &part(inner, words), &part(index, words)),
        Fenced('|' | '∣', inner, _) => filled(words.absolute, &part(inner, words), ""),
        Fenced(open, inner, close) => {
            [&operator(*open, words), &part(inner, words), &operator(*close, words)]
                .map(String::as_str)
                .join(" ")
        }
        Bounded(sign, low, high) => bounded(sign, low.as_deref(), high.as_deref(), words),
        Accented(base, accent) => {
            let base = part(base, words);
            let found = words.accents.iter().find(|(signs, _)| signs.contains(*accent));
            found.map_or(base.clone(), |(_, template)| filled(template, &base, ""))
        }
        Matrix(rows) => matrix(rows, words),
    }
}

fn row(parts: &[Expression], words: &Words) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(here) = parts.get(at) {
        let next = parts.get(at + 1);
        let before = at.checked_sub(1).and_then(|before| parts.get(before));
        at += 1;
        match (here, next) {
            (Operator('|' | '∣' | '‖'), _) => {
                let close =
                    parts[at..].iter().position(|part| matches!(part, Operator('|' | '∣' | '‖')));
                match close.filter(|_| !matches!(before, Some(Name(_) | Number(_) | Fenced(..)))) {
                    Some(close) => {
                        let inner = row(&parts[at..at + close], words);
                        said.push(filled(words.absolute, &inner, ""));
                        at += close + 1;
                    }
                    None => said.push(operator('∣', words)),
                }
            }
            // A mixed number: three and a half.
            (Number(whole), Some(Fraction(above, below))) if is_plain(above) && is_plain(below) => {
                said.push(filled(words.mixed, whole, &fraction(above, below, words)));
                at += 1;
            }
            (function, Some(Fenced('(', inner, ')'))) if is_function(function) => {
                said.push(filled(words.of, &part(function, words), &part(inner, words)));
                at += 1;
            }
            (function, Some(Operator('\u{2061}'))) => {
                let inner = match parts.get(at + 1) {
                    Some(Fenced('(', inner, ')')) => part(inner, words),
                    Some(other) => part(other, words),
                    None => String::new(),
                };
                said.push(filled(words.of, &part(function, words), &inner));
                at += 2;
            }
            (Name(_) | Number(_) | Fenced(..), Some(Fenced('(', ..))) => {
                said.extend([part(here, words), operator('×', words)]);
            }
            _ => said.push(part(here, words)),
        }
    }
    said.join(" ")
}

fn is_plain(part: &Expression) -> bool {
    matches!(part, Number(number) if number.chars().all(|letter| letter.is_ascii_digit()))
}

fn is_number(part: &Expression, number: &str) -> bool {
    matches!(part, Number(found) if found == number)
}

/// Whether something with brackets behind it is a function.
fn is_function(part: &Expression) -> bool {
    match part {
        Name(name) => {
            matches!(name.as_str(), "f" | "g" | "h" | "F" | "G" | "P" | "φ" | "ϕ" | "ψ" | "Γ" | "ζ")
                || (name.chars().count() > 1 && name.chars().all(char::is_alphabetic))
        }
        Index(base, _) | Power(base, _) => is_function(base),
        _ => false,
    }
}

fn said_name(name: &str, words: &Words) -> String {
    if let Some((_, said)) = words.functions.iter().find(|(known, _)| *known == name) {
        return (*said).to_owned();
    }
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => match greek(letter) {
            Some((at, false)) => words.greek[at].to_owned(),
            Some((at, true)) => filled(words.capital, words.greek[at], ""),
            None if letter.is_alphanumeric() => plain(letter).to_string(),
            None => operator(letter, words),
        },
        _ => name.chars().map(plain).collect(),
    }
}

fn operator(sign: char, words: &Words) -> String {
    match words.operators.iter().find(|(signs, _)| signs.contains(sign)) {
        Some((_, said)) => (*said).to_owned(),
        None if greek(sign).is_some() => said_name(&sign.to_string(), words),
        // Invisible operators, and brackets that only group.
        None if matches!(sign, '\u{2061}'..='\u{2064}' | '{' | '}' | '.')
            || sign.is_whitespace() =>
        {
            String::new()
        }
        None => sign.to_string(),
    }
}

fn fraction(above: &Expression, below: &Expression, words: &Words) -> String {
    if let (Number(above), Number(below)) = (above, below)
        && let Some(said) = words.parts(above, below)
    {
        return said;
    }
    let is_simple = |part: &Expression| !matches!(part, Row(parts) if parts.len() > 1 && parts.iter().any(|part| matches!(part, Operator(sign) if !sign.is_whitespace() && !matches!(sign, '\u{2061}'..='\u{2064}'))));
    let template = if is_simple(above) && is_simple(below) { words.over } else { words.fraction };
    filled(template, &part(above, words), &part(below, words))
}

fn said_power(base: &Expression, power: &Expression, words: &Words) -> String {
    let said = part(base, words);
    match power {
        Number(number) if number == "2" => filled(words.squared, &said, ""),
        Number(number) if number == "3" => filled(words.cubed, &said, ""),
        Number(number)
            if number.len() < 4 && number.chars().all(|letter| letter.is_ascii_digit()) =>
        {
            words.numbered_power(&said, number)
        }
        Operator('′' | '\'' | '’') => filled(words.prime, &said, ""),
        Operator('″') => filled(words.prime, &filled(words.prime, &said, ""), ""),
        Operator('∘' | '°') => format!("{said} {}", operator('°', words)),
        Operator('∗' | '*') => format!("{said} {}", words.star),
        Operator('+' | '−' | '-') => format!("{said} {}", part(power, words)),
        _ => filled(words.power, &said, &part(power, words)),
    }
}

fn bounded(
    sign: &Expression,
    low: Option<&Expression>,
    high: Option<&Expression>,
    words: &Words,
) -> String {
    let named = match sign {
        Operator(sign) => {
            let found = words.big.iter().find(|(signs, _)| signs.contains(*sign));
            found.map_or_else(|| operator(*sign, words), |(_, said)| (*said).to_owned())
        }
        other => part(other, words),
    };
    let is_limit = matches!(sign, Name(_));
    let low = low.map(|low| part(low, words));
    let bounds = match (low, high.map(|high| part(high, words))) {
        (Some(low), _) if is_limit => filled(words.towards, &low, ""),
        (Some(low), Some(high)) => filled(words.from_to, &low, &high),
        (Some(low), None) => filled(words.across, &low, ""),
        (None, Some(high)) => filled(words.up_to, &high, ""),
        (None, None) => String::new(),
    };
    format!("{named} {bounds} {}", words.of_all)
}

fn matrix(rows: &[Vec<Expression>], words: &Words) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut said = filled(words.matrix, &rows.len().to_string(), &columns.to_string());
    for (number, row) in (1..).zip(rows) {
        let cells: Vec<String> = row.iter().map(|cell| part(cell, words)).collect();
        said += &format!(", {}: {}", filled(words.row, &number.to_string(), ""), cells.join(", "));
    }
    said
}
