//! From the command line to an exit code.

use std::process::ExitCode;

use anyhow::Context as _;
use chassis::{Exit, OrExit as _};
use clap::Parser as _;
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use crate::cli::{Cli, Get, OneBook, Status, Submit, Verb};
use crate::folder::Folder;
use crate::remote::{self, Session};
use crate::{convert, output};

/// What the command line itself needs of the settings.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    /// How to reach the broker.
    pub nats: bus::Config,
    /// Where blobs are kept.
    pub blobs: blobs::Config,
    /// What is logged, and where to.
    pub telemetry: chassis::Telemetry,
}

/// Parses the command line and does what it says.
pub(crate) fn main() -> ExitCode {
    let exit = run(&Cli::parse()).unwrap_or_else(|error| {
        output::complain(&format!("{error:#}"));
        chassis::exit_of(&error)
    });
    ExitCode::from(exit as u8)
}

fn run(cli: &Cli) -> anyhow::Result<Exit> {
    let mut config: Config = chassis::load(cli.config.as_deref(), &[]).or_exit(Exit::Config)?;
    config.nats.provision = false;
    config.telemetry.log = log_filter(cli.verbose).to_owned();
    let _telemetry = chassis::start_telemetry("lector", &config.telemetry)?;
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().context("cannot start")?;
    runtime.block_on(async {
        let stop = CancellationToken::new();
        let work = dispatch(cli, config, stop.clone());
        let signals = chassis::shutdown_signal(stop);
        tokio::pin!(work, signals);
        tokio::select! {
            done = &mut work => done,
            signal = &mut signals => match work.await? {
                Exit::Interrupted => Ok(signal),
                done => Ok(done),
            },
        }
    })
}

/// Only what somebody must act on, unless more is asked for: progress and results say the rest.
fn log_filter(verbose: u8) -> &'static str {
    match verbose {
        0 => "error",
        1 => "info",
        2.. => "debug",
    }
}

/// Does what the verb says; [`Exit::Interrupted`] when `stop` was cancelled before it was done.
async fn dispatch(cli: &Cli, config: Config, stop: CancellationToken) -> anyhow::Result<Exit> {
    let remote = match &cli.verb {
        Verb::Convert(arguments) => return convert::convert(cli, arguments, stop).await,
        Verb::Broker { json } => {
            return remote::keep_broker(&Folder::open(cli.data.as_deref())?, *json, stop).await;
        }
        Verb::Submit(Submit { remote, .. })
        | Verb::Status(Status { remote, .. })
        | Verb::Watch(OneBook { remote, .. })
        | Verb::Get(Get { remote, .. })
        | Verb::Cancel(OneBook { remote, .. })
        | Verb::Workers(remote)
        | Verb::Provision(remote) => remote.clone(),
    };
    let session = Session::open(cli.data.as_deref(), config, remote).await?;
    let done = at_a_distance(&cli.verb, &session, &stop).await;
    session.close().await;
    done
}

/// Does what a verb that needs a broker says.
async fn at_a_distance(
    verb: &Verb,
    session: &Session,
    stop: &CancellationToken,
) -> anyhow::Result<Exit> {
    match verb {
        Verb::Submit(arguments) => {
            remote::submit(session, &arguments.source, arguments.reading.options()?).await
        }
        Verb::Status(arguments) => remote::status(session, arguments.book.as_deref()).await,
        Verb::Watch(arguments) => remote::watch(session, &arguments.book, stop).await,
        Verb::Get(arguments) => {
            remote::get(session, &arguments.book, arguments.output.as_deref()).await
        }
        Verb::Cancel(arguments) => remote::cancel(session, &arguments.book).await,
        Verb::Workers(_) => remote::workers(session).await,
        Verb::Provision(_) => remote::provision(session).await,
        Verb::Convert(_) | Verb::Broker { .. } => Ok(Exit::Usage),
    }
}
