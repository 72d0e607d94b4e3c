//! Weak forms: function words as connected speech says them, without stress and some with reduced vowels.

use super::context::among;
use super::phone::{Phone, Stress, phones};

/// Words of one syllable that carry no stress.
const UNSTRESSED: &str = " a an the of and to for from was were is are am be been at as in on by with but or nor if than that this these those he she it we you they i me him her us them his their our your my its who whom whose which what when where how why have has had will would shall should can could may might must so some up through till while since though there thou thee thy thine ye shalt hath hast doth dost art wilt i'm he's she's it's we're you're they're i've we've you've they've i'd he'd she'd we'd they'd you'd i'll he'll she'll we'll they'll you'll it'll that's there's who's what's into onto unto upon 'em 'tis per off ";

/// Words whose weak form has other vowels than the dictionary; a 2 marks a full vowel without stress.
const WEAK: [(&str, &str); 28] = [
    ("a", "AH0"),
    ("an", "AH0 N"),
    ("and", "AE2 N D"),
    ("as", "AE2 Z"),
    ("are", "AA2 R"),
    ("because", "B IH0 K AH1 Z"),
    ("been", "B IH2 N"),
    ("can", "K AE2 N"),
    ("for", "F ER0"),
    ("from", "F R AH2 M"),
    ("i", "AY2"),
    ("into", "IH2 N T UH0"),
    ("of", "AH2 V"),
    ("onto", "AA2 N T UH0"),
    ("or", "AO2 R"),
    ("our", "AW2 ER0"),
    ("than", "DH AH0 N"),
    ("that", "DH AE2 T"),
    ("the", "DH AH0"),
    ("to", "T AH0"),
    ("unto", "AH2 N T UH0"),
    ("upon", "AH0 P AA2 N"),
    ("was", "W AH2 Z"),
    ("what", "W AH2 T"),
    ("with", "W IH2 DH"),
    ("within", "W IH0 DH IH1 N"),
    ("without", "W IH0 DH AW1 T"),
    ("your", "Y UH2 R"),
];

/// Words that are weak within a clause, but not at its end.
const STRONG_AT_END: &str = " is are am was were be been have has had will would shall should can could may might must do does did there that this these those so what who which where when why how up through off hath doth ";

/// Words that are weak before a pronoun or `not`, where they are auxiliary verbs.
const HELPERS: &str = " do does did ";
const HELPED: &str = " i you he she we they not thou ye ";

/// Words that open a question.
const ASKING: &str = " what when where how why who whom whose which ";

/// The context of a word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Surroundings<'a> {
    /// The word after it, in lower case; empty at the end of a clause.
    pub(crate) after: &'a str,
    /// The first sound after it, unless a mark is between.
    pub(crate) next: Option<Phone>,
    /// Whether it is the first word of its clause.
    pub(crate) is_first: bool,
    /// Whether its sentence is a question.
    pub(crate) is_question: bool,
}

/// The sounds of a function word in its context; `None` for words that keep their own.
pub(crate) fn weak(word: &str, sounds: &[Phone], place: Surroundings<'_>) -> Option<Vec<Phone>> {
    let own = WEAK.iter().find(|(weak, _)| *weak == word).map(|(_, sounds)| phones(sounds));
    let helps = among(HELPERS, word) && among(HELPED, place.after);
    if !among(UNSTRESSED, word) && !helps {
        return own;
    }
    let is_last = place.after.is_empty();
    let asks = among(ASKING, word) && place.is_first && place.is_question;
    if is_last && among(STRONG_AT_END, word) || asks {
        return Some(stressed(own.unwrap_or_else(|| sounds.to_vec())));
    }
    let before_vowel = place.next.is_some_and(Phone::is_vowel);
    Some(match (word, before_vowel, is_last) {
        ("the", true, _) => phones("DH IY0"),
        ("to", true, _) => phones("T UH2"),
        ("to", _, true) => phones("T UW2"),
        ("into", _, true) => phones("IH2 N T UW0"),
        ("for", _, true) => phones("F AO2 R"),
        _ => unstressed(&own.unwrap_or_else(|| sounds.to_vec())),
    })
}

/// The same sounds without stress; full vowels stay full.
pub(crate) fn unstressed(sounds: &[Phone]) -> Vec<Phone> {
    let weaker = |phone: &Phone| match phone.stress() {
        Some(Stress::Primary) => phone.with(Stress::Secondary),
        _ => *phone,
    };
    sounds.iter().map(weaker).collect()
}

/// The same sounds with the stress on the first full vowel, else on the last vowel.
pub(crate) fn stressed(mut sounds: Vec<Phone>) -> Vec<Phone> {
    let full = |phone: &Phone| phone.stress().is_some_and(|stress| stress != Stress::None);
    let last = || sounds.iter().rposition(|phone| phone.is_vowel());
    if let Some(at) = sounds.iter().position(full).or_else(last) {
        sounds[at] = sounds[at].with(Stress::Primary);
    }
    sounds
}
