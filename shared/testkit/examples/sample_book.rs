//! Writes the sample book to a file: `cargo run -q -p testkit --example sample_book -- OUT.epub`.

use std::{env, fs, io};

fn main() -> io::Result<()> {
    let out = env::args_os().nth(1).unwrap_or_else(|| "the-net-loft.epub".into());
    fs::write(out, testkit::sample_epub())
}
