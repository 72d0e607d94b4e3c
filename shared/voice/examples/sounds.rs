//! Prints how each line of standard input is said in English, word by word: `cargo run -p voice --example sounds <lines.txt`.
#![expect(clippy::print_stdout, reason = "an example tells what it did")]

use std::error::Error;
use std::io::{BufRead as _, stdin};

use voice::phonemes::{EnglishPhonemizer, Phonemizer as _};

fn main() -> Result<(), Box<dyn Error>> {
    let mut english = EnglishPhonemizer::load();
    for line in stdin().lock().lines() {
        let line = line?;
        let said = english.phonemize(&line, &[])?;
        let words = said.words.iter().map(|word| {
            let symbols: String = said.symbols[word.symbols.clone()].iter().collect();
            format!("{}={symbols}", &line[word.text.clone()])
        });
        println!("{}", words.collect::<Vec<_>>().join(" "));
    }
    Ok(())
}
