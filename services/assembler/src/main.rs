//! The assembler as a process.

use std::process::ExitCode;

fn main() -> ExitCode {
    chassis::run("assembler", assembler::run)
}
