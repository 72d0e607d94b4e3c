//! The progress service as a process.

use std::process::ExitCode;

fn main() -> ExitCode {
    chassis::run("progress", progress::run)
}
