//! Prints the segments of a book as they will be spoken: `cargo run -p planning --example plan -- book.epub`
#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use std::env::args_os;
use std::error::Error;
use std::fs::File;

use contract::{BlobKey, BookId, Digest, Options, Revision};
use planning::{PlanRequest, plan};
use uuid::Uuid;
use wording::lexicon::Lexicon;

fn main() -> Result<(), Box<dyn Error>> {
    let path = args_os().nth(1).ok_or("name a book")?;
    let manuscript = reading::read(File::open(path)?)?;
    let request = PlanRequest {
        book: BookId(Uuid::nil()),
        revision: Revision::FIRST,
        source: BlobKey::source(Digest::of(b"")),
        cover: None,
        options: Options::default(),
        lexicon: &Lexicon::default(),
        name: None,
    };
    let plan = plan(manuscript, request)?;
    for chapter in &plan.chapters {
        println!("{}", chapter.title);
        for segment in &chapter.segments {
            let spoken: Vec<_> = segment.sentences.iter().map(|one| one.spoken()).collect();
            println!("  {}  {}", segment.id, spoken.join(" "));
        }
    }
    for left_out in &plan.left_out {
        println!("left out of {}: {} ({})", left_out.place, left_out.characters, left_out.reason);
    }
    Ok(())
}
