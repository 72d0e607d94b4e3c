//! Understands simple TeX: fractions, roots, powers, sums, Greek letters and signs. Anything else is not simple.

use crate::formula::expression::Expression;

use Expression::{Accented, Binomial, Fraction, Name, Number, Operator, Root, Text};

/// Most characters of a formula that is tried.
const LONGEST: usize = 300;
/// Deepest groups.
const DEPTH: usize = 24;

/// Commands that stand for a sign.
const SIGNS: &[(&str, char)] = &[
    ("times", '×'),
    ("cdot", '⋅'),
    ("div", '÷'),
    ("pm", '±'),
    ("mp", '∓'),
    ("leq", '≤'),
    ("le", '≤'),
    ("geq", '≥'),
    ("ge", '≥'),
    ("neq", '≠'),
    ("ne", '≠'),
    ("lt", '<'),
    ("gt", '>'),
    ("ll", '≪'),
    ("gg", '≫'),
    ("approx", '≈'),
    ("sim", '∼'),
    ("equiv", '≡'),
    ("propto", '∝'),
    ("in", '∈'),
    ("notin", '∉'),
    ("ni", '∋'),
    ("subset", '⊂'),
    ("subseteq", '⊆'),
    ("cup", '∪'),
    ("cap", '∩'),
    ("setminus", '∖'),
    ("emptyset", '∅'),
    ("varnothing", '∅'),
    ("forall", '∀'),
    ("exists", '∃'),
    ("infty", '∞'),
    ("to", '→'),
    ("rightarrow", '→'),
    ("Rightarrow", '⇒'),
    ("implies", '⇒'),
    ("iff", '⇔'),
    ("Leftrightarrow", '⇔'),
    ("neg", '¬'),
    ("land", '∧'),
    ("wedge", '∧'),
    ("lor", '∨'),
    ("vee", '∨'),
    ("partial", '∂'),
    ("nabla", '∇'),
    ("circ", '∘'),
    ("mid", '∣'),
    ("ldots", '…'),
    ("dots", '…'),
    ("cdots", '…'),
    ("perp", '⊥'),
    ("parallel", '∥'),
    ("angle", '∠'),
    ("therefore", '∴'),
    ("prime", '′'),
    ("sum", '∑'),
    ("prod", '∏'),
    ("int", '∫'),
    ("iint", '∬'),
    ("oint", '∮'),
    ("bigcup", '⋃'),
    ("bigcap", '⋂'),
    ("mapsto", '↦'),
    ("lbrace", '{'),
    ("rbrace", '}'),
    ("langle", '⟨'),
    ("rangle", '⟩'),
    ("lvert", '|'),
    ("rvert", '|'),
    ("vert", '|'),
    ("ast", '∗'),
    ("oplus", '⊕'),
    ("otimes", '⊗'),
    ("hbar", 'ℏ'),
    ("ell", 'ℓ'),
];
const GREEK: &[(&str, char)] = &[
    ("alpha", 'α'),
    ("beta", 'β'),
    ("gamma", 'γ'),
    ("delta", 'δ'),
    ("epsilon", 'ε'),
    ("varepsilon", 'ε'),
    ("zeta", 'ζ'),
    ("eta", 'η'),
    ("theta", 'θ'),
    ("vartheta", 'θ'),
    ("iota", 'ι'),
    ("kappa", 'κ'),
    ("lambda", 'λ'),
    ("mu", 'μ'),
    ("nu", 'ν'),
    ("xi", 'ξ'),
    ("pi", 'π'),
    ("rho", 'ρ'),
    ("varrho", 'ρ'),
    ("sigma", 'σ'),
    ("tau", 'τ'),
    ("upsilon", 'υ'),
    ("phi", 'φ'),
    ("varphi", 'φ'),
    ("chi", 'χ'),
    ("psi", 'ψ'),
    ("omega", 'ω'),
    ("Gamma", 'Γ'),
    ("Delta", 'Δ'),
    ("Theta", 'Θ'),
    ("Lambda", 'Λ'),
    ("Xi", 'Ξ'),
    ("Pi", 'Π'),
    ("Sigma", 'Σ'),
    ("Phi", 'Φ'),
    ("Psi", 'Ψ'),
    ("Omega", 'Ω'),
];
const FUNCTIONS: &[&str] = &[
    "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh",
    "log", "ln", "lg", "exp", "lim", "max", "min", "sup", "inf", "det", "gcd", "dim",
];
const ACCENTS: &[(&str, char)] = &[
    ("bar", '¯'),
    ("overline", '¯'),
    ("hat", '^'),
    ("widehat", '^'),
    ("tilde", '~'),
    ("vec", '→'),
    ("dot", '˙'),
    ("ddot", '¨'),
];
/// Commands for the look of what follows, or for space.
const LOOKS: &[&str] = &[
    "displaystyle",
    "textstyle",
    "left",
    "right",
    "big",
    "Big",
    "bigl",
    "bigr",
    "limits",
    "quad",
    "qquad",
    ",",
    ";",
    ":",
    "!",
    " ",
    "nolimits",
    "rm",
    "mathstrut",
];
/// Commands whose argument is plain or styled text.
const TEXTS: &[&str] = &["text", "mathrm", "textrm", "operatorname", "mbox", "textit"];
const STYLES: &[&str] = &["mathbf", "mathit", "mathbb", "mathcal", "boldsymbol", "mathsf", "bm"];

/// The formula; `None` if it is not understood.
pub(super) fn parse(source: &str) -> Option<Expression> {
    if source.len() > LONGEST {
        return None;
    }
    let mut parser = TexParser { rest: source, depth: 0 };
    let found = parser.row(None)?;
    parser.rest.is_empty().then_some(found)
}

struct TexParser<'s> {
    rest: &'s str,
    depth: usize,
}

impl TexParser<'_> {
    /// Reads to the end, or to the sign that ends the group.
    fn row(&mut self, end: Option<char>) -> Option<Expression> {
        self.depth += 1;
        if self.depth > DEPTH {
            return None;
        }
        let mut parts: Vec<Expression> = Vec::new();
        loop {
            self.rest = self.rest.trim_start();
            match self.rest.chars().next() {
                None if end.is_none() => break,
                None => return None,
                Some(sign) if Some(sign) == end => {
                    self.rest = &self.rest[sign.len_utf8()..];
                    break;
                }
                Some('^' | '_') => {
                    let base = parts.pop().unwrap_or(Expression::Row(vec![]));
                    parts.push(self.scripts(base)?);
                }
                Some('\'') => {
                    self.rest = &self.rest[1..];
                    let base = parts.pop()?;
                    parts.push(base.scripted(None, Some(Operator('′'))));
                }
                Some(_) => parts.extend(self.atom()?),
            }
        }
        self.depth -= 1;
        Some(Expression::row(parts))
    }

    fn scripts(&mut self, base: Expression) -> Option<Expression> {
        let (mut below, mut above) = (None, None);
        loop {
            self.rest = self.rest.trim_start();
            let place = match self.rest.chars().next() {
                Some('^') if above.is_none() => &mut above,
                Some('_') if below.is_none() => &mut below,
                _ => break,
            };
            self.rest = &self.rest[1..];
            *place = Some(self.argument()?);
        }
        Some(base.scripted(below, above))
    }

    /// A group in braces, or a single sign.
    fn argument(&mut self) -> Option<Expression> {
        self.rest = self.rest.trim_start();
        if let Some(rest) = self.rest.strip_prefix('{') {
            self.rest = rest;
            return self.row(Some('}'));
        }
        if let Some(figure) = self.rest.chars().next().filter(char::is_ascii_digit) {
            self.rest = &self.rest[1..];
            return Some(Number(figure.to_string()));
        }
        self.atom()?.or(Some(Expression::Row(vec![])))
    }

    /// One part; `Some(None)` for what is only looks.
    #[expect(clippy::option_option, reason = "not understood is not the same as nothing")]
    fn atom(&mut self) -> Option<Option<Expression>> {
        let first = self.rest.chars().next()?;
        if let Some(rest) = self.rest.strip_prefix('\\') {
            self.rest = rest;
            return self.command();
        }
        if first.is_ascii_digit() {
            let is_part = |c: char| c.is_ascii_digit() || ".,".contains(c);
            let length = self.rest.find(|c: char| !is_part(c)).unwrap_or(self.rest.len());
            let number = self.rest[..length].trim_end_matches(['.', ',']);
            self.rest = &self.rest[number.len()..];
            return Some(Some(Number(number.to_owned())));
        }
        self.rest = &self.rest[first.len_utf8()..];
        Some(match first {
            '{' => Some(self.row(Some('}'))?),
            '}' | '&' | '#' | '$' | '%' => return None,
            '~' => None,
            letter if letter.is_alphabetic() => Some(Name(letter.to_string())),
            '-' => Some(Operator('−')),
            sign => Some(Operator(sign)),
        })
    }

    #[expect(clippy::option_option, reason = "not understood is not the same as nothing")]
    fn command(&mut self) -> Option<Option<Expression>> {
        let length = self.rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(self.rest.len());
        let length = if length == 0 { self.rest.chars().next()?.len_utf8() } else { length };
        let name = &self.rest[..length];
        self.rest = &self.rest[length..];
        let of = |list: &[(&str, char)]| {
            list.iter().find(|(known, _)| *known == name).map(|(_, sign)| *sign)
        };
        if let Some(sign) = of(SIGNS) {
            return Some(Some(Operator(sign)));
        }
        if let Some(letter) = of(GREEK) {
            return Some(Some(Name(letter.to_string())));
        }
        if let Some(accent) = of(ACCENTS) {
            return Some(Some(Accented(self.argument()?.boxed(), accent)));
        }
        if LOOKS.contains(&name) {
            return Some(None);
        }
        if FUNCTIONS.contains(&name) {
            return Some(Some(Name(name.to_owned())));
        }
        if STYLES.contains(&name) {
            return Some(Some(self.argument()?));
        }
        if TEXTS.contains(&name) {
            let rest = self.rest.trim_start().strip_prefix('{')?;
            let (text, rest) = rest.split_once('}')?;
            self.rest = rest;
            return Some(Some(Text(text.to_owned())));
        }
        match name {
            "frac" | "dfrac" | "tfrac" => {
                let above = self.argument()?;
                Some(Some(Fraction(above.boxed(), self.argument()?.boxed())))
            }
            "binom" => {
                let above = self.argument()?;
                Some(Some(Binomial(above.boxed(), self.argument()?.boxed())))
            }
            "sqrt" => {
                let index = match self.rest.strip_prefix('[') {
                    Some(rest) => {
                        self.rest = rest;
                        Some(self.row(Some(']'))?.boxed())
                    }
                    None => None,
                };
                Some(Some(Root(self.argument()?.boxed(), index)))
            }
            "{" => Some(Some(Operator('{'))),
            "}" => Some(Some(Operator('}'))),
            "%" => Some(Some(Operator('%'))),
            "|" => Some(Some(Operator('‖'))),
            _ => None,
        }
    }
}
