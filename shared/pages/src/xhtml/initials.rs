//! Large first letters that stand apart from the rest of their word.

/// Words that follow a word of one letter; anything else goes on with that letter.
const BEHIND_A: &[&str] = &[
    "man", "woman", "few", "little", "long", "year", "week", "day", "month", "great", "strange",
    "light", "knock", "voice", "young", "cold", "thin", "small", "single", "boy", "girl", "good",
    "bad", "big", "new", "thousand", "hundred", "certain", "child", "dog", "house", "room", "door",
    "number", "person", "moment", "minute", "couple", "pair", "car", "ship", "letter", "book",
    "large",
];
const BEHIND_I: &[&str] = &[
    "was", "am", "had", "have", "do", "did", "think", "thought", "know", "knew", "went", "never",
    "will", "would", "could", "can", "saw", "met", "remember", "must", "should", "like", "believe",
    "once", "came", "woke", "first", "said", "took", "wish", "want", "wanted", "love", "loved",
    "used", "live", "lived", "always", "do", "don't", "don’t", "got", "made", "found", "felt",
    "heard",
];
const BEHIND_O: &[&str] = &[
    "king", "god", "gods", "lord", "man", "my", "thou", "ye", "muse", "that", "you", "great",
    "mighty", "death", "son", "brothers",
];

/// Whether a large first letter and the text behind it are one word: the letter `initial`, perhaps behind a quotation mark.
pub(super) fn joins(initial: &str, rest: &str) -> bool {
    let Some(letter) = single(initial) else { return false };
    let word = rest
        .split(|c: char| !(c.is_alphabetic() || c == '’' || c == '\''))
        .next()
        .unwrap_or_default();
    let behind = match letter {
        'A' => BEHIND_A,
        'I' => BEHIND_I,
        'O' => BEHIND_O,
        _ => &[],
    };
    rest.starts_with(char::is_alphabetic) && !behind.contains(&word.to_lowercase().as_str())
}

/// The same for text that stands behind a space, which is only needless before small letters. A letter that may be a word needs a
/// reason: what stands behind it cannot begin a word.
pub(super) fn joins_behind_space(initial: &str, rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix(' ') else { return false };
    let is_word = single(initial).is_some_and(|letter| "AIEYÀÉÓ".contains(letter));
    rest.starts_with(char::is_lowercase)
        && joins(initial, rest)
        && (!is_word || !can_begin_word(rest))
}

/// Whether letters can begin a word: a vowel, or consonants that begin words in the languages of Europe.
fn can_begin_word(rest: &str) -> bool {
    const BEGINNINGS: &str = " bl br ch cl cr dr dw fl fr gl gn gr kl kn kr ph pl pr ps qu rh sc sh sk sl sm sn sp sq st sw th tr tw vr \
wh wr zw ";
    let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let is_vowel = |letter: char| "aeiouyäöüàâéèêëîïôûùáíóúìò".contains(letter);
    let mut letters = word.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) => {
            is_vowel(first)
                || is_vowel(second)
                || BEGINNINGS.contains(&format!(" {first}{second} "))
        }
        (Some(only), None) => is_vowel(only),
        (None, _) => false,
    }
}

/// The letter of an initial.
pub(super) fn single(text: &str) -> Option<char> {
    let text =
        text.trim().trim_start_matches(['“', '"', '‘', '\'', '«', '„', '»', '¿', '¡', '—', '(']);
    let mut letters = text.chars();
    let letter = letters.next().filter(|letter| letter.is_uppercase())?;
    letters.next().is_none().then_some(letter)
}
