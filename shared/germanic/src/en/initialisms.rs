//! Initialisms: letters that are said one by one.

use crate::en::context::{is_french_particle, is_little, is_name, is_surname};
use verbalizer::HintKind;
use verbalizer::cursor::Cursor;
use verbalizer::rule::Verbalization;

/// The sound of a single "A", which engines would take for the article.
const A: &str = "ˈeɪ";
/// Abbreviations of letters with full stops that are said as words.
const WORDS: [(&str, &str); 12] = [
    ("B.Sc.", "B-S-C"),
    ("M.Sc.", "M-S-C"),
    ("D.Phil.", "D-Phil"),
    ("e.g.", "for example"),
    ("i.e.", "that is"),
    ("N.B.", "nota bene"),
    ("n.b.", "nota bene"),
    ("O.K.", "okay"),
    ("o.k.", "okay"),
    ("q.v.", "which see"),
    ("P.S.", "P-S."),
    ("Q.E.D.", "quod erat demonstrandum"),
];

/// Capitals, joined so that they stay letters: `F-B-I`.
pub(crate) fn spelled_out(letters: &str) -> String {
    let letters = letters.chars().filter(|letter| letter.is_alphanumeric());
    let letters: Vec<String> = letters.map(|letter| letter.to_uppercase().collect()).collect();
    letters.join("-")
}

/// What the markup marks as letters.
pub(crate) fn marked(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let marked =
        cursor.hinted(&HintKind::Initialism).or_else(|| cursor.hinted(&HintKind::SpelledOut))?;
    let known = WORDS.iter().find(|(written, _)| *written == marked);
    let words = known.map_or_else(|| spelled_out(marked), |(_, words)| (*words).to_owned());
    Some(Verbalization::words(without_last_stop(cursor, marked), words))
}

/// The length of `written`, without a full stop that also ends the sentence.
pub(crate) fn without_last_stop(cursor: &Cursor<'_>, written: &str) -> usize {
    let next = cursor.next_word(written.len());
    let begins_anew = is_little(next) && next.starts_with(char::is_uppercase) && next != "I";
    let keeps = written.ends_with('.') && (cursor.ends_after(written.len()) || begins_anew);
    written.len() - usize::from(keeps)
}

/// `J. R. R. Tolkien`, `U.S.S.R.`, `p.m.`, `Ph.D.`
pub(crate) fn initials(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let rest = cursor.rest();
    if rest.chars().nth(1) != Some('.') && !rest.starts_with("Ph") && !rest.starts_with("D.P") {
        return None;
    }
    if let Some((written, words)) = WORDS.iter().find(|(written, _)| rest.starts_with(written)) {
        let stop = words.ends_with('.');
        let length = if stop { written.len() } else { without_last_stop(cursor, written) };
        return Some(Verbalization::words(length, *words));
    }
    if let Some(degree) =
        ["Ph.D", "Ph. D", "PhD"].into_iter().find(|degree| rest.starts_with(degree))
    {
        let stop = usize::from(
            cursor.after(degree.len()).starts_with('.') && !cursor.ends_after(degree.len()),
        );
        let many = cursor.word_at(degree.len()) == "s";
        let words = if many { "P-H-D's" } else { "P-H-D" };
        return Some(Verbalization::words(degree.len() + stop + usize::from(many), words));
    }
    let (length, count) = run(rest);
    let written = &rest[..length];
    match count {
        0 => None,
        1 => single(cursor, written),
        _ => Some(Verbalization::words(without_last_stop(cursor, written), spelled_out(written))),
    }
}

/// Bytes and letters of `J. R. R.`: letters with a full stop each; spaces only between capitals.
fn run(text: &str) -> (usize, usize) {
    let mut length = 0;
    let mut count = 0;
    while let Some(letter) = text[length..].trim_start_matches([' ', '\u{a0}']).chars().next() {
        let gap = text[length..].len() - text[length..].trim_start_matches([' ', '\u{a0}']).len();
        let end = length + gap + letter.len_utf8();
        let same = gap == 0
            || (gap < 3
                && count > 0
                && letter.is_uppercase()
                && text.starts_with(char::is_uppercase));
        if !letter.is_alphabetic() || !text[end..].starts_with('.') || !same {
            break;
        }
        length = end + 1;
        count += 1;
    }
    (length, count)
}

/// `George W. Bush`, `Karl M. von Weber`, `M. de Chateaubriand`.
fn single(cursor: &Cursor<'_>, written: &str) -> Option<Verbalization> {
    let letter = written.strip_suffix('.')?;
    let behind_name = is_name(cursor.previous_word());
    let french = letter == "M" && !behind_name && cursor.previous_word() != "by";
    if french && is_french_particle(cursor, written.len()) {
        return Some(Verbalization::words(written.len(), "Monsieur"));
    }
    let named = is_surname(cursor, written.len());
    let after_name = cursor.begins() || behind_name;
    if !named || !letter.starts_with(char::is_uppercase) || (letter == "I" && !after_name) {
        return None;
    }
    // "Plan C. van Dyke" is no name, but "Maria C. van Dyke" is one.
    let next = cursor.next_word(written.len());
    if next.starts_with(char::is_lowercase) && !after_name {
        return None;
    }
    Some(match letter {
        _ if french => Verbalization::words(written.len(), "Monsieur"),
        "A" => Verbalization::ipa(written.len(), A),
        _ => Verbalization::words(written.len(), letter),
    })
}
