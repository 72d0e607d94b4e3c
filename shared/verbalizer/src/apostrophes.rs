//! Apostrophes that were typed as another sign: ``wasn`t``, `l´homme`.

use crate::cursor::Cursor;
use crate::rule::Verbalization;

/// Signs that stand for an apostrophe between letters.
const TYPED: [char; 8] = ['`', '´', 'ʼ', '＇', '‛', '′', '‘', 'ˈ'];

/// A word with such a sign between its letters, written with an apostrophe.
pub fn typed(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let rest = cursor.rest();
    // Most words end in front of a blank.
    let plain = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    if rest[plain..].starts_with([' ', ',', '.', '\'']) {
        return None;
    }
    let inner = |letter: char| {
        let other = !letter.is_ascii() && !TYPED.contains(&letter);
        letter.is_ascii_alphabetic() || other && (letter.is_alphabetic() || letter == '\u{301}')
    };
    let end = rest.find(|letter| !inner(letter))?;
    let mark = rest[end..].chars().next().filter(|mark| TYPED.contains(mark))?;
    let after = &rest[end + mark.len_utf8()..];
    let tail = after.find(|letter| !inner(letter)).unwrap_or(after.len());
    let quoted = mark == '‘' && (tail > 2 || cursor.before().contains('‘'));
    let whole = !after[tail..].starts_with(char::is_alphanumeric);
    (end > 0 && tail > 0 && whole && !quoted).then(|| {
        let words = format!("{}'{}", &rest[..end], &after[..tail]);
        Verbalization::words(end + mark.len_utf8() + tail, words)
    })
}
