//! The synth-worker program; its engine processes run this program, too.

use std::process::ExitCode;

fn main() -> ExitCode {
    if let Some(code) = synth_worker::engine_main(std::env::args_os()) {
        return code;
    }
    chassis::run("synth-worker", synth_worker::run)
}
