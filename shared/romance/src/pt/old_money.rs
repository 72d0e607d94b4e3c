//! The money of old books: `20$000` réis, `12$50` escudos.

use super::words::grammar;
use verbalizer::cursor::Cursor;
use verbalizer::european::NumberForm;
use verbalizer::number_format::{digits, written_number};
use verbalizer::rule::Verbalization;

/// Thousands of réis, and a conto, which is a million, before a colon: `1:200$000`; two figures behind the sign are
/// hundredths of an escudo.
pub(super) fn old_money(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let grammar = grammar(cursor);
    let (contos, start) = contos(cursor).unwrap_or((0, 0));
    let figure = written_number(cursor.after(start), &grammar.style)?;
    let whole = figure.value()?;
    let rest = cursor.after(start + figure.length).strip_prefix('$')?;
    let count = digits(rest);
    let small: u64 = rest[..count].parse().ok()?;
    if rest[count..].starts_with(char::is_alphanumeric) {
        return None;
    }
    let words = |number, noun: &str| {
        format!("{} {noun}", (grammar.cardinal)(number, NumberForm::Masculine))
    };
    let said = match (count, contos) {
        (3, 0) if small == 0 => words(whole, "mil-réis"),
        (3, 0) => words(whole * 1000 + small, "réis"),
        (3, _) if whole == 0 && small == 0 => {
            words(contos, if contos == 1 { "conto de réis" } else { "contos de réis" })
        }
        (3, _) => {
            let rest = if small == 0 {
                words(whole, "mil-réis")
            } else {
                words(whole * 1000 + small, "réis")
            };
            format!("{} e {rest}", words(contos, if contos == 1 { "conto" } else { "contos" }))
        }
        (2, 0) => {
            let escudos = words(whole, if whole == 1 { "escudo" } else { "escudos" });
            match small {
                0 => escudos,
                1 => format!("{escudos} e um centavo"),
                _ => format!("{escudos} e {}", words(small, "centavos")),
            }
        }
        _ => return None,
    };
    Some(Verbalization::words(start + figure.length + 1 + count, said))
}

/// The contos before a colon, and where what follows it starts.
fn contos(cursor: &Cursor<'_>) -> Option<(u64, usize)> {
    let figure = written_number(cursor.rest(), &grammar(cursor).style)?;
    let rest = cursor.after(figure.length).strip_prefix(':')?;
    let thousands = digits(rest) == 3 && rest[3..].starts_with('$');
    Some((figure.value().filter(|_| thousands)?, figure.length + 1))
}
