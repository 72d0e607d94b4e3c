//! Cuts small texts into sentences.

use super::span::LONGEST;
use super::*;

fn check(text: &str, expected: &[&str]) {
    let found = sentences(text, "en-GB", Pause::Paragraph);
    let texts: Vec<&str> = found.iter().map(|sentence| sentence.text.as_str()).collect();
    assert_eq!(texts, expected);
}

#[test]
fn sentences_end_where_readers_pause() {
    check("One came. Two stayed!", &["One came.", "Two stayed!"]);
    check("“Stop!” he cried. She did.", &["“Stop!” he cried.", "She did."]);
    check("See Vol. II of it. Mr. Smith left.", &["See Vol. II of it.", "Mr. Smith left."]);
    check("He said no. Then he went.", &["He said no.", "Then he went."]);
    check("VIII. The Hunt", &["VIII. The Hunt"]);
    check("", &[]);
}

#[test]
fn pieces_are_places_in_the_paragraph() {
    let text = "  One came.  Éva stayed! ";

    let found = sentence_spans(text, "en", Pause::Scene);

    let texts: Vec<&str> = found.iter().map(|piece| &text[piece.range.clone()]).collect();
    assert_eq!(texts, ["One came.", "Éva stayed!"]);
    assert_eq!(found[0], SentenceSpan { range: 2..11, pause: Pause::Sentence });
}

#[test]
fn the_last_sentence_carries_the_pause_of_its_paragraph() {
    let found = sentences("One. Two.", "en", Pause::Scene);

    let pauses: Vec<Pause> = found.iter().map(|sentence| sentence.pause).collect();
    assert_eq!(pauses, [Pause::Sentence, Pause::Scene]);
}

fn check_cut(before: &str, behind: &str) {
    let text = format!("{before} {behind}");
    let found = sentences(&text, "en", Pause::Paragraph);
    let texts: Vec<&str> = found.iter().map(|sentence| sentence.text.as_str()).collect();
    assert_eq!(texts, [before, behind]);
    assert_eq!(found[0].pause, Pause::None);
}

#[test]
fn long_sentences_are_cut_where_one_can_breathe() {
    let many = |word: &str, count: usize| word.repeat(count);

    check_cut(&format!("{}x;", many("word, ", 50)), &format!("{}x", many("word, ", 60)));
    check_cut(&format!("{}x,", many("word ", 60)), &format!("{}x", many("word ", 70)));
    check_cut(&format!("{}x", many("word ", 60)), &format!("and {}x", many("word ", 70)));
    // Not within a quotation or brackets, while there is another place.
    let quotation = format!("“{}x,”", many("word, ", 60));
    check_cut(&quotation, &format!("she {}x", many("said ", 60)));
    let brackets = format!("and so ({}x)", many("word, ", 60));
    check_cut(&brackets, &format!("and {}x", many("word ", 60)));
    check_cut(&format!("“{}x,", many("word ", 60)), &format!("{}x”", many("word ", 70)));
}

#[test]
fn sentences_without_spaces_are_cut_between_words() {
    let text = "彼は長い道を歩いて多くの人と船を見た".repeat(40);

    let found = sentences(&text, "ja", Pause::Paragraph);

    for piece in &found {
        assert!(piece.text.chars().count() <= LONGEST / 3, "{}", piece.text);
        assert!(piece.text.ends_with(|last: char| ('ぁ'..='ゟ').contains(&last)), "{}", piece.text);
    }
}

/// The pieces of random texts: marks that matter, and words of several scripts.
const MAKINGS: [&str; 42] = [
    ".",
    "!",
    "?",
    "…",
    "...",
    ",",
    ";",
    ":",
    "—",
    "–",
    "-",
    "(",
    ")",
    "[",
    "]",
    "“",
    "”",
    "‘",
    "’",
    "\"",
    "'",
    "«",
    "»",
    "„",
    "「",
    "」",
    "。",
    "！",
    " ",
    " ",
    "\u{a0}",
    "\n",
    "Mr",
    "no",
    "I",
    "VII",
    "3",
    "word",
    "Éva",
    "дом",
    "行こう",
    "z. B",
];

#[test]
fn nothing_but_spaces_is_ever_lost() {
    let mut random = fastrand::Rng::with_seed(7);
    for round in 0..3_000 {
        let makings = (0..random.usize(0..400)).map(|_| *random.choice(&MAKINGS).unwrap());
        let text: String = makings.collect();
        let language = ["en", "fr", "de", "nl", "ru", "ja", "hi", "el", "hy", "xx"][round % 10];

        let found = sentence_spans(&text, language, Pause::Scene);

        let solid = |text: &str| text.split_whitespace().collect::<String>();
        let kept: String = found.iter().map(|piece| solid(&text[piece.range.clone()])).collect();
        assert_eq!(kept, solid(&text));
        assert!(found.is_sorted_by(|one, next| one.range.end <= next.range.start), "{text}");
        for piece in &found {
            let piece = &text[piece.range.clone()];
            assert!(piece.chars().count() <= LONGEST && piece.trim() == piece && !piece.is_empty());
        }
        assert!(found.last().is_none_or(|last| last.pause == Pause::Scene), "{text}");
    }
}

#[test]
fn paragraphs_without_an_end_are_no_trouble() {
    for making in ["(x) A. ", "Mr. ", "((", "“", "word… ", "a, ", "。", "I. ", "— "] {
        let text = making.repeat(60_000 / making.len());

        let found = sentence_spans(&text, "en", Pause::Scene);

        assert_eq!(found.last().unwrap().range.end, text.trim_end().len());
    }
}

#[test]
fn long_sentences_are_cut_and_nothing_is_lost() {
    for text in ["word, ".repeat(500), "word ".repeat(500), "x".repeat(5_000), "é".repeat(30_000)]
    {
        let found = sentences(&text, "en", Pause::Paragraph);

        assert!(found.iter().all(|sentence| sentence.text.chars().count() <= LONGEST));
        let said: usize = found.iter().map(|s| s.text.replace(' ', "").chars().count()).sum();
        assert_eq!(said, text.replace(' ', "").chars().count());
        assert!(found[..found.len() - 1].iter().all(|s| s.pause == Pause::None), "{found:?}");
    }
}
