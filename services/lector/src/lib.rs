//! The one binary that most people use: a command line, a private nats-server, and all services in one process.

pub mod beside;
pub mod broker;
mod cli;
mod command;
mod convert;
pub mod folder;
mod inspect;
pub mod keeper;
mod lexicons;
mod output;
mod remote;
mod say;
mod secret;
mod show;
mod voices;

use std::process::ExitCode;

/// Runs the process: as one of the helpers that `lector` starts of itself, or as the command line says.
#[must_use]
pub fn main() -> ExitCode {
    if let Some(engine) = synth_worker::engine_main(std::env::args_os()) {
        return engine;
    }
    if let Some(read) = ingest::read_main(std::env::args_os()) {
        return read;
    }
    let mut arguments = std::env::args_os().skip(1);
    match arguments.next() {
        Some(first) if first == keeper::ARGUMENT => keeper::main(arguments.next().map(Into::into)),
        Some(first) if first == keeper::tether::ARGUMENT => keeper::tether::main(arguments),
        Some(_) | None => command::main(),
    }
}
