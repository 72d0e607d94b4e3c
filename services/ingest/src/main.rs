//! Ingest as a process.

use std::process::ExitCode;

fn main() -> ExitCode {
    chassis::run("ingest", ingest::run)
}
