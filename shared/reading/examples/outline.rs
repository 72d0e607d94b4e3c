//! Prints the chapters of a book: `cargo run -p reading --example outline -- book.epub`
#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use std::env::args_os;
use std::error::Error;
use std::fs::File;

use reading::CHARACTERS_PER_SECOND;

fn main() -> Result<(), Box<dyn Error>> {
    let path = args_os().nth(1).ok_or("name a book")?;
    let manuscript = reading::read(File::open(path)?)?;
    println!("{} by {}", manuscript.metadata.title, manuscript.metadata.authors.join(", "));
    for (number, chapter) in (1..).zip(&manuscript.chapters) {
        let minutes = chapter.characters() / CHARACTERS_PER_SECOND / 60;
        let matter = chapter.blocks.first().and_then(|block| block.matter.first());
        let matter = matter.map(|matter| format!(", {}", matter.name())).unwrap_or_default();
        println!("{number:4}  {} (about {minutes} min{matter})", chapter.title);
    }
    for warning in &manuscript.warnings {
        println!("warning: {warning}");
    }
    Ok(())
}
