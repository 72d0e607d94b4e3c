//! Shortenings that the words around them decide: `Holbein d. J.`, `im 5. Kap.`, `Lt. Vertrag`.

use super::words::MONTHS;
use verbalizer::cursor::Cursor;
use verbalizer::rule::Verbalization;

/// What is obeyed: "Lt. Polizeibericht" is no lieutenant.
const SOURCES: [&str; 14] = [
    "bericht",
    "vertrag",
    "gesetz",
    "angaben",
    "angabe",
    "auskunft",
    "plan",
    "ordnung",
    "protokoll",
    "aussage",
    "aussagen",
    "befehl",
    "rechnung",
    "zeitung",
];

/// One of them, from its first letter on; the full stop stays if it also ends the sentence.
pub(crate) fn shortening(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let (written, words) =
        younger(cursor).or_else(|| chapter(cursor)).or_else(|| according(cursor))?;
    let stop = cursor.ends_after(written.len());
    Some(Verbalization::words(written.len() - usize::from(stop), words))
}

/// The younger of two: behind a name, not behind a date.
fn younger(cursor: &Cursor<'_>) -> Option<(&'static str, &'static str)> {
    let written =
        ["d. J.", "d.J.", "d.\u{a0}J."].into_iter().find(|it| cursor.rest().starts_with(it))?;
    let name = cursor.previous_word();
    let named = name.starts_with(char::is_uppercase) && !MONTHS.contains(&name);
    named.then_some((written, "der Jüngere"))
}

/// A chapter that is counted by an ordinal.
fn chapter(cursor: &Cursor<'_>) -> Option<(&'static str, &'static str)> {
    cursor.rest().strip_prefix("Kap.")?;
    let before = cursor.previous_word().strip_suffix('.')?;
    let counted = !before.is_empty() && before.bytes().all(|digit| digit.is_ascii_digit());
    counted.then_some(("Kap.", "Kapitel"))
}

fn according(cursor: &Cursor<'_>) -> Option<(&'static str, &'static str)> {
    cursor.rest().strip_prefix("Lt.")?;
    let source = cursor.next_word("Lt.".len()).to_lowercase();
    let told = cursor.begins() && SOURCES.iter().any(|ending| source.ends_with(ending));
    told.then_some(("Lt.", "Laut"))
}
