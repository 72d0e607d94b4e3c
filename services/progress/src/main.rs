//! The progress program.

use std::process::ExitCode;

fn main() -> ExitCode {
    chassis::run("progress", progress::run)
}
