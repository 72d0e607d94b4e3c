//! Abbreviations among names, and titles whose words depend on the name: `D. João`, `D. Maria`, `S. João`.

use super::words::grammar;
use verbalizer::cursor::Cursor;
use verbalizer::rule::Verbalization;

/// An abbreviation, but not the initial of "Pedro R. da Silva".
pub(super) fn shortening(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let before = cursor.previous_word();
    let name = before.starts_with(char::is_uppercase) && before.chars().count() > 3;
    let initial = cursor.word() == "R" && name;
    grammar(cursor).shortening(cursor).filter(|_| !initial)
}

/// "Dom", "dona", "São" or "santo", before a name and not among initials.
pub(super) fn title(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const LADIES: [&str; 8] =
        ["Inês", "Isabel", "Leonor", "Beatriz", "Carmem", "Carmen", "Raquel", "Ester"];
    let word = cursor.word();
    let name = cursor.next_word(2);
    let is_name = name.chars().count() > 1 && name.starts_with(char::is_uppercase);
    let before = cursor.previous_word();
    let initial = before.ends_with('.') && before.chars().count() == 2;
    // "João S. Matos".
    let middle = word == "S" && grammar(cursor).numerals.names.contains(&before);
    if !cursor.after(1).starts_with('.') || !is_name || initial || middle {
        return None;
    }
    let lady = name.ends_with('a') || LADIES.contains(&name);
    let words = match word {
        "D" if lady => "Dona",
        "D" => "Dom",
        "S" if lady => "Santa",
        "S" if name.starts_with(['A', 'E', 'I', 'O', 'U', 'H', 'Â', 'Á', 'É']) => "Santo",
        "S" => "São",
        _ => return None,
    };
    Some(Verbalization::words(2, words))
}
