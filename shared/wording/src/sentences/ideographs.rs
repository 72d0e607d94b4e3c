//! Sentences of scripts without capitals and spaces: Chinese and Japanese.

/// A stop of these scripts; no space follows it.
pub(super) fn is_stop(mark: char) -> bool {
    matches!(mark, '。' | '！' | '？' | '｡' | '．')
}

/// Whether the text after a sentence that ends with a quotation still belongs to it: a Japanese particle, or the speaker.
pub(super) fn goes_on(quotation: &str, rest: &str) -> bool {
    // 他说：“走吧。”: the speaker is named before.
    let told = ["：“", "：「", ":“"].iter().any(|opening| quotation.contains(opening));
    follows_particle(rest) || !told && is_tag(rest)
}

fn follows_particle(rest: &str) -> bool {
    if rest.starts_with("って") || rest.starts_with("など") || rest.starts_with("とい") {
        return true;
    }
    let mut letters = rest.chars();
    let particle = letters.next().is_some_and(|first| "とのをはがにもで".contains(first));
    particle && letters.next().is_some_and(|next| !('ぁ'..='ゟ').contains(&next))
}

/// Longest clause that only names the speaker.
const LONGEST_TAG: usize = 15;
const SPEAKS: [&str; 25] = [
    "说",
    "說",
    "道",
    "问",
    "問",
    "喊",
    "叫",
    "答",
    "嚷",
    "吼",
    "说着",
    "說著",
    "言った",
    "言う",
    "聞いた",
    "尋ねた",
    "訊いた",
    "答えた",
    "叫んだ",
    "呟いた",
    "つぶやいた",
    "ささやいた",
    "囁いた",
    "言い",
    "返した",
];

fn is_tag(rest: &str) -> bool {
    let Some(end) = rest.find(['。', '，', '、', '：', '！', '？', '“', '「', ',', '.'])
    else {
        return false;
    };
    let clause = &rest[..end];
    let speaks = SPEAKS.iter().any(|verb| clause.ends_with(verb));
    speaks && !clause.ends_with("知道") && clause.chars().count() <= LONGEST_TAG
}
