//! The one binary that most people use: a command line, a private nats-server, and all services in one process.

mod cli;
mod command;
mod config;
mod convert;
mod inspect;
mod output;
mod remote;
mod say;
mod show;
mod voices;

use std::process::ExitCode;

/// Runs the process: as one of the helper processes that `lector` starts (engine, reader, keeper), or as the command line says.
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
        Some(first) if first == keeper::KEEPER => {
            keeper::keeper_main(arguments.next().map(Into::into))
        }
        Some(first) if first == keeper::TETHER => keeper::tether_main(arguments),
        Some(_) | None => command::main(),
    }
}
