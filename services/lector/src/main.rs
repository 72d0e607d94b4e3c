//! Lector: an ebook in, an audiobook out.

use std::process::ExitCode;

fn main() -> ExitCode {
    lector::main()
}
