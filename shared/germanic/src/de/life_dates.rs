//! Signs before the years of a life: `(* 1770, † 1827)`.

use verbalizer::cursor::Cursor;
use verbalizer::number_format::digits;
use verbalizer::rule::Verbalization;

/// `*` and `†` before a year or a date.
pub(crate) fn sign(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let sign = cursor.first();
    let words = match sign {
        '*' => "geboren",
        '†' => "gestorben",
        _ => return None,
    };
    let after = cursor.after(sign.len_utf8());
    let text = after.trim_start();
    let text = text.strip_prefix("um ").unwrap_or(text);
    let figures = digits(text);
    // "17 * 4" is a product.
    let before = cursor.before().trim_end();
    let opens = before.is_empty() || before.ends_with(['(', ',', ';']) || sign == '†';
    let day = if figures < 3 { " am" } else { "" };
    let dated =
        matches!(figures, 3 | 4) || matches!(figures, 1 | 2) && text[figures..].starts_with('.');
    let gap = if after.starts_with(char::is_whitespace) { "" } else { " " };
    (opens && dated).then(|| Verbalization::words(sign.len_utf8(), format!("{words}{day}{gap}")))
}
