//! Visible characters: those that count, and are accounted for.

/// Invisible characters that are not spaces: soft hyphen, zero-width space, word joiner, byte order mark.
const INVISIBLE: [char; 4] = ['\u{ad}', '\u{200b}', '\u{2060}', '\u{feff}'];

/// Says whether a reader of the printed page would see this character; all others are not accounted for, and not counted.
#[must_use]
pub fn is_visible(letter: char) -> bool {
    // Asked of every character several times; nearly all are these.
    letter.is_ascii_graphic()
        || (!letter.is_whitespace() && !letter.is_control() && !INVISIBLE.contains(&letter))
}
