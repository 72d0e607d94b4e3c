//! Letters that are said one by one.

use crate::normal::HintKind;
use crate::normal::en::context::is_little;
use crate::normal::rule::Reading;
use crate::normal::spot::Spot;

/// The sound of a lone "A", which engines would take for the article.
const A: &str = "ˈeɪ";
/// Words of letters with stops that have words of their own.
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

/// What the markup calls letters.
pub(crate) fn marked(spot: &Spot<'_>) -> Option<Reading> {
    let marked =
        spot.hinted(&HintKind::Initialism).or_else(|| spot.hinted(&HintKind::SpelledOut))?;
    let known = WORDS.iter().find(|(written, _)| *written == marked);
    let words = known.map_or_else(|| spelled_out(marked), |(_, words)| (*words).to_owned());
    Some(Reading::words(without_last_stop(spot, marked), words))
}

/// The length of `written`, but for a full stop that also ends the sentence.
pub(crate) fn without_last_stop(spot: &Spot<'_>, written: &str) -> usize {
    let next = spot.next_word(written.len());
    let begins_anew = is_little(next) && next.starts_with(char::is_uppercase) && next != "I";
    let keeps = written.ends_with('.') && (spot.ends_after(written.len()) || begins_anew);
    written.len() - usize::from(keeps)
}

/// `J. R. R. Tolkien`, `U.S.S.R.`, `p.m.`, `Ph.D.`
pub(crate) fn initials(spot: &Spot<'_>) -> Option<Reading> {
    let rest = spot.rest();
    if let Some((written, words)) = WORDS.iter().find(|(written, _)| rest.starts_with(written)) {
        let stop = words.ends_with('.');
        let length = if stop { written.len() } else { without_last_stop(spot, written) };
        return Some(Reading::words(length, *words));
    }
    if let Some(degree) =
        ["Ph.D", "Ph. D", "PhD"].into_iter().find(|degree| rest.starts_with(degree))
    {
        let stop = usize::from(
            spot.after(degree.len()).starts_with('.') && !spot.ends_after(degree.len()),
        );
        let many = spot.word_at(degree.len()) == "s";
        let words = if many { "P-H-D's" } else { "P-H-D" };
        return Some(Reading::words(degree.len() + stop + usize::from(many), words));
    }
    let (length, count) = run(rest);
    let written = &rest[..length];
    match count {
        0 => None,
        1 => single(spot, written),
        _ => Some(Reading::words(without_last_stop(spot, written), spelled_out(written))),
    }
}

/// Bytes and letters of `J. R. R.`: letters with a stop each; spaces only between capitals.
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

/// `George W. Bush`.
fn single(spot: &Spot<'_>, written: &str) -> Option<Reading> {
    let letter = written.strip_suffix('.')?;
    let next = spot.next_word(written.len());
    let named = next.starts_with(char::is_uppercase) && next.len() > 1 && !is_little(next);
    let after_name = spot.begins() || super::context::is_name(spot.previous_word());
    if !named || !letter.starts_with(char::is_uppercase) || (letter == "I" && !after_name) {
        return None;
    }
    let french = letter == "M"
        && !super::context::is_name(spot.previous_word())
        && spot.previous_word() != "by";
    Some(match letter {
        _ if french => Reading::words(written.len(), "Monsieur"),
        "A" => Reading::ipa(written.len(), A),
        _ => Reading::words(written.len(), letter),
    })
}
