//! A service as a process.

use std::future::Future;
use std::io::{self, Write as _};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;

use crate::arguments::{Arguments, Settings, help};
use crate::{Exit, OrExit, Telemetry, config, exit_of, one_line, shutdown_signal, start_telemetry};

/// Longest wait for computing threads when everything else has ended.
const LAST_THREADS: Duration = Duration::from_secs(5);

/// The stack of a thread: without optimisation, futures are copied over it more often than the usual 2 MiB allow. Only what is used of
/// it takes memory.
const STACK: usize = 8 << 20;

/// Runs `service` as a process: `--config FILE`, `--help`, `--version`; configuration, telemetry, runtime, signals, exit code.
///
/// A service that stops without an error ends with 0 after SIGTERM, as supervisors expect, and with 130 after Ctrl-C, as shells do.
pub fn run<C, F, R>(name: &'static str, service: F) -> ExitCode
where
    C: Serialize + DeserializeOwned + Default,
    F: FnOnce(C, CancellationToken) -> R,
    R: Future<Output = anyhow::Result<()>>,
{
    let ended = match Arguments::read(std::env::args_os().skip(1)) {
        Ok(Arguments::Run(settings)) => serve(name, &settings, service),
        Ok(Arguments::PrintConfig(settings)) => print_config::<C>(&settings),
        Ok(Arguments::Help) => show(&help(name)),
        Ok(Arguments::Version) => show(&format!("{name} {}\n", env!("CARGO_PKG_VERSION"))),
        Err(wrong) => Err(anyhow::Error::msg(wrong)).or_exit(Exit::Usage),
    };
    match ended {
        Ok(exit) => exit.into(),
        Err(error) => {
            // If standard error is closed, the message cannot be shown.
            let _ = writeln!(std::io::stderr(), "{name}: {}", one_line(&error));
            exit_of(&error).into()
        }
    }
}

fn serve<C, F, R>(name: &'static str, settings: &Settings, service: F) -> anyhow::Result<Exit>
where
    C: Serialize + DeserializeOwned + Default,
    F: FnOnce(C, CancellationToken) -> R,
    R: Future<Output = anyhow::Result<()>>,
{
    let config: C =
        config::load(settings.file.as_deref(), &settings.flags()).or_exit(Exit::Config)?;
    // Dropped last, outside the runtime: it sends the last spans.
    let _telemetry = start_telemetry(name, &telemetry_of(&config)?).or_exit(Exit::Config)?;
    let runtime = runtime().context("could not start threads").or_exit(Exit::TryAgain)?;
    let ended = runtime.block_on(until_ended(service, config));
    runtime.shutdown_timeout(LAST_THREADS);
    ended
}

/// A runtime with as many threads as there are cores, whose stacks have room for our futures.
pub fn runtime() -> io::Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(STACK).build()
}

/// Runs the service until it ends; returns the exit code for an end without an error.
async fn until_ended<C, F, R>(service: F, config: C) -> anyhow::Result<Exit>
where
    F: FnOnce(C, CancellationToken) -> R,
    R: Future<Output = anyhow::Result<()>>,
{
    let stop = CancellationToken::new();
    let work = service(config, stop.clone());
    tokio::pin!(work);
    let signalled = tokio::select! {
        // Signals first: from the moment that the service is seen to run, it can be stopped.
        biased;
        signalled = shutdown_signal(stop) => signalled,
        ended = &mut work => return ended.map(|()| Exit::Done),
    };
    tracing::info!("stopping");
    work.await?;
    Ok(if signalled == Exit::Terminated { Exit::Done } else { signalled })
}

fn telemetry_of<C: Serialize>(config: &C) -> anyhow::Result<Telemetry> {
    let section = serde_json::to_value(config)?.get("telemetry").cloned();
    Ok(section.map(serde_json::from_value).transpose()?.unwrap_or_default())
}

fn print_config<C: Serialize + DeserializeOwned + Default>(
    settings: &Settings,
) -> anyhow::Result<Exit> {
    let text =
        config::print::<C>(settings.file.as_deref(), &settings.flags()).or_exit(Exit::Config)?;
    show(&text)
}

fn show(text: &str) -> anyhow::Result<Exit> {
    std::io::stdout().write_all(text.as_bytes()).or_exit(Exit::Io)?;
    Ok(Exit::Done)
}
