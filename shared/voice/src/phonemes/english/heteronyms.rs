//! Heteronyms: words that are spelled alike and pronounced differently, distinguished by their neighbours.

mod pairs;
mod singles;

use super::affixes::ENDINGS;
use super::context::{WordContext, among};
use super::phone::{Phone, phones};
use pairs::{MOSTLY_VERBS, PAIRS};
use singles::single;

/// The sounds of a heteronym; `None` for other words.
pub(crate) fn choose(context: &WordContext<'_>) -> Option<Vec<Phone>> {
    single(context).map(phones).or_else(|| pair(context))
}

/// `record`, and `records`.
fn pair(context: &WordContext<'_>) -> Option<Vec<Phone>> {
    let find = |word: &str| PAIRS.iter().find(|(known, ..)| *known == word);
    let plural = context.word().strip_suffix('s').and_then(find);
    let (word, noun, verb) = find(context.word()).or(plural)?;
    let is_subject = among(" was is are were has had will ", context.after(1));
    let silent = !context.is_determined() && !context.follows_preposition() && !is_subject;
    let mostly = silent && !context.follows_be() && among(MOSTLY_VERBS, word);
    let sounds = phones(if context.is_verb() || mostly { verb } else { noun });
    let s = ENDINGS.iter().find(|ending| ending.spelling == "s").filter(|_| plural.is_some());
    Some(s.map_or(sounds.clone(), |s| s.behind(sounds)))
}
