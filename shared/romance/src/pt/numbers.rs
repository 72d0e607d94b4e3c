//! Numbers before their nouns, and millions of money.

use super::genders::form_before;
use super::words::{MONTHS, grammar, is_european};
use verbalizer::cursor::Cursor;
use verbalizer::european::{Magnitude, NumberForm};
use verbalizer::figures::{amount_dash, is_scale};
use verbalizer::number_format::written_number;
use verbalizer::rule::Verbalization;
use verbalizer::word_list::has;

/// Before these, a number names one thing and counts none: "página dois".
const NUMBERED: &str =
    "página páginas capítulo casa número linha sala porta parte nota figura fila";

/// `1.234`; the first of a month is an ordinal in Brazil.
pub(super) fn number(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let month = cursor.after(1).strip_prefix(" de ");
    let dated = month.is_some_and(|after| MONTHS.iter().any(|month| after.starts_with(month)));
    if cursor.word() == "1" && dated && !is_european(cursor) {
        return Some(Verbalization::words(1, "primeiro"));
    }
    let grammar = grammar(cursor);
    let figure = written_number(cursor.rest(), &grammar.style)?;
    let counts = !has(NUMBERED, cursor.previous_word());
    let value = figure.value().filter(|_| counts);
    let form = value.map_or(NumberForm::Alone, |value| form_before(value, cursor, figure.length));
    Some(Verbalization::words(figure.length, grammar.amount(&figure, form)))
}

/// `R$ 2 milhões`: "dois milhões de reais".
pub(super) fn millions(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const fn of(word: &'static str) -> Magnitude {
        Magnitude { word, of: "de " }
    }
    const MILLIONS: [Magnitude; 9] = [
        Magnitude { word: "mil", of: "" },
        of("milhão"),
        of("milhões"),
        of("bilhão"),
        of("bilhões"),
        of("trilhão"),
        of("trilhões"),
        of("bilião"),
        of("biliões"),
    ];
    grammar(cursor).great_money(cursor, &MILLIONS)
}

/// `12-14`, `$10–$15`, `5%–10%`, `1:50.000`.
pub(super) fn range(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let amounts = || amount_dash(cursor).map(|length| Verbalization::words(length, " a "));
    if is_scale(cursor) {
        return Some(Verbalization::words(1, " para "));
    }
    grammar(cursor).range(cursor).or_else(amounts)
}
