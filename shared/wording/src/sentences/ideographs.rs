//! Sentences of scripts without capitals and spaces: Chinese and Japanese.

/// A stop of these scripts; no space follows it.
pub(super) fn is_stop(mark: char) -> bool {
    matches!(mark, '。' | '！' | '？' | '｡' | '．')
}

/// The space of these scripts, as wide as a letter; only sentences are parted by it.
pub(super) const SPACE: char = '\u{3000}';

/// A letter of these scripts, which is said as long as about three Latin ones.
pub(super) fn is_wide(letter: char) -> bool {
    ('\u{2e80}'..'\u{fb00}').contains(&letter)
}

/// Whether a word of Japanese may end with `letter`: the next one begins with a character.
pub(super) fn ends_word(letter: char, rest: &str) -> bool {
    let is_character = |letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter);
    ('ぁ'..='ゟ').contains(&letter) && rest.starts_with(is_character)
}

/// Whether a language is written in these scripts.
pub(super) fn is_written(language: &str) -> bool {
    matches!(language, "zh" | "ja")
}

/// Whether a sentence so far ends with its ellipsis. In Chinese, a speaker hesitates after a word or two, or
/// begins again: 我……我不知道.
pub(super) fn trails_off(before: &str, rest: &str, language: &str) -> bool {
    /// Fewest letters of a sentence.
    const FEWEST: usize = 3;
    let letters = || before.chars().filter(|letter| letter.is_alphanumeric());
    let again = letters().next().is_some_and(|first| rest.starts_with(first));
    language == "zh" && letters().count() >= FEWEST && !again
}

/// Whether the text after a sentence that ends with a quotation still belongs to it: a Japanese particle, or the speaker.
pub(super) fn goes_on(quotation: &str, rest: &str) -> bool {
    // 他说：“走吧。”: the speaker is named before.
    let told = ["：“", "：「", ":“"].iter().any(|opening| quotation.contains(opening));
    follows_particle(rest) || !told && (is_tag(rest) || is_within(quotation))
}

/// Whether a quotation is a part of the sentence around it: 他喊了一声“着火了！”就跑了。 A speaker is named before a colon, a comma
/// or, in Japanese, a verb.
fn is_within(quotation: &str) -> bool {
    let Some(opening) = quotation.rfind(['“', '「', '『']) else { return false };
    let last = quotation[..opening].trim_end().chars().next_back();
    last.is_some_and(|last| last.is_alphabetic() && last != 'た')
}

/// Whether no sentence begins like this: モーニング娘。の歌.
pub(super) fn is_particle(rest: &str) -> bool {
    rest.starts_with(['の', 'を'])
}

/// Whether a dash closes what another one opened: 又高又瘦——何必隐瞒呢？——还很丑.
pub(super) fn closes_aside(before: &str, rest: &str) -> bool {
    const DASH: &str = "——";
    rest.starts_with(DASH) && before.matches(DASH).count() % 2 == 1
}

fn follows_particle(rest: &str) -> bool {
    const LONGER: [&str; 12] = [
        "って",
        "など",
        "とい",
        "とあっ",
        "とは",
        "との",
        "とだけ",
        "だった",
        "でした",
        "です",
        "だけ",
        "だと",
    ];
    if LONGER.iter().any(|particle| rest.starts_with(particle)) {
        return true;
    }
    let mut letters = rest.chars();
    let particle = letters.next().is_some_and(|first| "とのをはがにもで".contains(first));
    particle && letters.next().is_some_and(|next| !('ぁ'..='ゟ').contains(&next))
}

/// Longest clause that only names the speaker.
const LONGEST_TAG: usize = 15;
const SPEAKS: &str = "说 說 道 问 問 喊 叫 答 嚷 吼 骂 罵 想 言った 言う 聞いた 尋ねた 訊いた 答えた 叫んだ 怒鳴った 呟いた つぶやいた ささやいた 囁いた 告げた \
     続けた 言い 返した 言って 叫んで 答えて 聞いて 尋ねて 怒鳴って 呟いて つぶやいて 囁いて";

fn is_tag(rest: &str) -> bool {
    let Some(end) = rest.find(['。', '，', '、', '：', '！', '？', '“', '「', ',', '.'])
    else {
        return false;
    };
    let clause = &rest[..end];
    // 叫了起来, 问着, 喊了一声.
    let verb = ["一声", "一聲", "起来", "起來", "了", "着", "著"];
    let verb = verb.iter().fold(clause, |verb, ending| verb.strip_suffix(ending).unwrap_or(verb));
    let speaks = SPEAKS.split_whitespace().any(|known| verb.ends_with(known));
    let silent = clause.ends_with("知道") || verb.contains(['不', '没', '沒']);
    speaks && !silent && clause.chars().count() <= LONGEST_TAG
}
