//! Prints a text as it is said: `cargo run -p wording --example say -- en-GB "On 5 May he paid £3."`
#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use std::env::args;

use contract::Pause;
use wording::lexicon::Lexicon;
use wording::normal::verbalize;
use wording::sentences::sentence_spans;
use wording::{Notation, SpokenForm};

fn main() {
    let mut arguments = args().skip(1);
    let language = arguments.next().unwrap_or_else(|| "en-GB".to_owned());
    let text = arguments.next().unwrap_or_else(|| "Dr. Grey paid £3. He left at 5:30.".to_owned());
    for span in sentence_spans(&text, &language, Pause::Paragraph) {
        let sentence = &text[span.range];
        println!("{sentence}");
        for form in verbalize(sentence, &language, &[], &Lexicon::default()) {
            println!("  {}", described(sentence, &form));
        }
    }
}

fn described(sentence: &str, form: &SpokenForm) -> String {
    let written = &sentence[form.range.clone()];
    match form.notation {
        Notation::Words => format!("{written} → {}", form.words),
        Notation::Ipa => format!("{written} → /{}/", form.words),
    }
}
