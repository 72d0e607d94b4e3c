//! Titles and other shortenings, written out.

use crate::text::normal::rule::Reading;
use crate::text::normal::spot::Spot;

/// Titles that stand before a name, with and without a full stop.
const TITLES: [(&str, &str); 4] =
    [("Mr", "Mister"), ("Mrs", "Missus"), ("Ms", "Miz"), ("Dr", "Doctor")];

/// `Mr. Smith`.
pub(crate) fn title(spot: &Spot<'_>) -> Option<Reading> {
    let (short, full) = TITLES.iter().find(|(short, _)| *short == spot.word())?;
    let stop = usize::from(spot.after(short.len()).starts_with('.'));
    let named = spot.next_word(short.len() + stop).starts_with(char::is_uppercase);
    named.then(|| Reading::words(short.len() + stop, *full))
}
