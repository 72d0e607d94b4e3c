//! The ingest program; the processes that read books run this program, too.

use std::process::ExitCode;

fn main() -> ExitCode {
    if let Some(code) = ingest::read_main(std::env::args_os()) {
        return code;
    }
    chassis::run("ingest", ingest::run)
}
