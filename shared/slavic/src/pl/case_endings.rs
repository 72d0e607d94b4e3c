//! The cases that the endings of Polish nouns behind a number show.

use crate::counting::Case;
use crate::counting::case::ShownCase;
use verbalizer::word_list::has;

/// Words that only look like plurals in one of these cases.
const NO_INSTRUMENTAL: &str = "nami wami nimi samymi imi";
const NO_PREPOSITIONAL: &str =
    "dach gmach zamach strach zapach piach fach blach szlach nich ich trach";
const NO_DATIVE: &str = "dom atom";

/// The case of the nouns that two and more of them show: "świadkami", "dużymi walizkami".
pub(super) fn of_many(words: &[&str]) -> Option<ShownCase> {
    let mut pending = None;
    for &word in words {
        let shown = |case, is_certain| Some(ShownCase { case, is_certain });
        match word {
            "ich" | "im" | "nich" | "nim" | "tym" => break,
            "laty" => return shown(Case::Instrumental, false),
            _ if word.ends_with("ymi") || word.ends_with("imi") => {
                pending = shown(Case::Instrumental, true);
            }
            _ if word.ends_with("mi") && !has(NO_INSTRUMENTAL, word) => {
                return shown(Case::Instrumental, true);
            }
            _ if word.ends_with("om") && !has(NO_DATIVE, word) => return shown(Case::Dative, true),
            _ if word.ends_with("ach") && !has(NO_PREPOSITIONAL, word) => {
                return shown(Case::Prepositional, false);
            }
            _ if word.ends_with("ym") || word.ends_with("im") => {
                pending = shown(Case::Dative, false);
            }
            _ if word.ends_with("ych") || word.ends_with("ich") => {}
            _ => break,
        }
    }
    pending
}
