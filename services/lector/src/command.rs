//! From the command line to an exit code.

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use chassis::{Exit, OrExit as _};
use clap::Parser as _;
use contract::{Options, Wanted};
use keeper::DataFolder;
use tokio_util::sync::CancellationToken;

use crate::cli::{
    BookArgs, Cli, DeadVerb, FolderArgs, GetArgs, JobArgs, PruneArgs, ReviseArgs, StatusArgs,
    SubmitArgs, Verb,
};
use crate::config::Config;
use crate::convert::Conversion;
use crate::remote::{self, Session};
use crate::{convert, inspect, output, say, voices};

/// Longest wait for blocking threads once everything else has ended.
const LAST_THREADS: Duration = Duration::from_secs(5);

/// Parses the command line and does what it says.
pub(crate) fn main() -> ExitCode {
    let exit = run(&Cli::parse()).unwrap_or_else(|error| {
        output::complain(&format!("{error:#}"));
        chassis::exit_of(&error)
    });
    exit.into()
}

fn run(cli: &Cli) -> anyhow::Result<Exit> {
    let runtime = chassis::runtime().context("cannot start")?;
    let ended = match &cli.verb {
        Verb::Convert(arguments) => {
            let conversion = runtime.block_on(Conversion::check(cli, arguments))?;
            let folder = DataFolder::open(cli.data.as_deref())?;
            let _telemetry = start_telemetry(cli, Some(&folder))?;
            let work = |stop: CancellationToken| async move {
                voices::offer_best(cli, arguments, &folder, &stop).await?;
                convert::convert(&folder, &conversion, &stop).await
            };
            runtime.block_on(until_stopped(work))
        }
        Verb::Voices { verb, store } => {
            let _telemetry = start_telemetry(cli, None)?;
            runtime.block_on(until_stopped(|stop| voices::voices(cli, verb.as_ref(), store, stop)))
        }
        Verb::Say(arguments) => {
            let _telemetry = start_telemetry(cli, None)?;
            runtime.block_on(until_stopped(|stop| say::say(cli, arguments, stop)))
        }
        Verb::Inspect(arguments) => runtime.block_on(inspect::inspect(cli, arguments)),
        Verb::Broker { json } => {
            let _telemetry = start_telemetry(cli, None)?;
            let folder = DataFolder::open(cli.data.as_deref())?;
            runtime.block_on(until_stopped(|stop| remote::keep_broker(folder, *json, stop)))
        }
        Verb::Submit(_)
        | Verb::Status(_)
        | Verb::Watch(_)
        | Verb::Get(_)
        | Verb::Revise(_)
        | Verb::Cancel(_)
        | Verb::Workers(_)
        | Verb::Dead { .. }
        | Verb::Prune(_)
        | Verb::Backup(_)
        | Verb::Restore(_)
        | Verb::Provision(_) => {
            let _telemetry = start_telemetry(cli, None)?;
            runtime.block_on(until_stopped(|stop| at_a_distance(cli, stop)))
        }
    };
    runtime.shutdown_timeout(LAST_THREADS);
    ended
}

/// Logs errors only, unless `-v` asks for more: progress and results say the rest.
///
/// With a `folder` the log goes to a file in it, so that log lines do not break the progress bars.
fn start_telemetry(cli: &Cli, folder: Option<&DataFolder>) -> anyhow::Result<impl Drop + use<>> {
    let config: Config = chassis::load(cli.config.as_deref(), &[]).or_exit(Exit::Config)?;
    let mut telemetry = config.telemetry;
    match (cli.verbose, folder) {
        (0, Some(folder)) => telemetry.file = Some(folder.log()),
        (0, None) => "error".clone_into(&mut telemetry.log),
        (1, _) => "info".clone_into(&mut telemetry.log),
        (2.., _) => "debug".clone_into(&mut telemetry.log),
    }
    chassis::start_telemetry("lector", &telemetry).or_exit(Exit::Config)
}

/// Runs `work`, and cancels its token on a signal; interrupted work ends with the exit code of the signal.
async fn until_stopped<F: Future<Output = anyhow::Result<Exit>>>(
    work: impl FnOnce(CancellationToken) -> F,
) -> anyhow::Result<Exit> {
    let stop = CancellationToken::new();
    let work = Box::pin(work(stop.clone()));
    let signals = chassis::shutdown_signal(stop);
    tokio::pin!(work, signals);
    tokio::select! {
        done = &mut work => done,
        signal = &mut signals => match work.await? {
            Exit::Interrupted => Ok(signal),
            done => Ok(done),
        },
    }
}

/// Runs a verb that needs a broker; [`Exit::Interrupted`] if `stop` was cancelled before it was done.
async fn at_a_distance(cli: &Cli, stop: CancellationToken) -> anyhow::Result<Exit> {
    let remote = match &cli.verb {
        Verb::Submit(SubmitArgs { remote, .. })
        | Verb::Status(StatusArgs { remote, .. })
        | Verb::Watch(BookArgs { remote, .. })
        | Verb::Get(GetArgs { remote, .. })
        | Verb::Revise(ReviseArgs { remote, .. })
        | Verb::Cancel(BookArgs { remote, .. })
        | Verb::Dead {
            verb:
                DeadVerb::List(remote)
                | DeadVerb::Show(JobArgs { remote, .. })
                | DeadVerb::Retry(JobArgs { remote, .. })
                | DeadVerb::Discard(JobArgs { remote, .. }),
        }
        | Verb::Prune(PruneArgs { remote, .. })
        | Verb::Backup(FolderArgs { remote, .. })
        | Verb::Restore(FolderArgs { remote, .. })
        | Verb::Workers(remote)
        | Verb::Provision(remote) => remote.clone(),
        Verb::Convert(_)
        | Verb::Inspect(_)
        | Verb::Voices { .. }
        | Verb::Say(_)
        | Verb::Broker { .. } => return Ok(Exit::Usage),
    };
    let config: Config = chassis::load(cli.config.as_deref(), &[]).or_exit(Exit::Config)?;
    let session = Session::open(cli.data.as_deref(), config, remote).await?;
    let done = tokio::select! {
        biased;
        done = with_session(&cli.verb, &session, cli.data.as_deref(), &stop) => done,
        () = stop.cancelled() => Ok(Exit::Interrupted),
    };
    session.close().await;
    done
}

async fn with_session(
    verb: &Verb,
    session: &Session,
    data: Option<&Path>,
    stop: &CancellationToken,
) -> anyhow::Result<Exit> {
    match verb {
        Verb::Submit(arguments) => {
            let file = Path::new(&arguments.source);
            let book = file.exists().then_some(file);
            let (options, lexicons) = arguments.reading.choices(book, data)?;
            let wanted = arguments.files.wanted();
            let overrides = companions::find_overrides(wanted.meta.clone(), book, output::tell)?;
            let wanted = Box::new(Wanted { meta: overrides.meta.clone(), ..wanted });
            let options = Options { wanted, ..options };
            session.prepare().await?;
            overrides.store(&session.blobs).await?;
            remote::submit(session, arguments, (options, lexicons)).await
        }
        Verb::Status(arguments) => remote::status(session, arguments).await,
        Verb::Watch(arguments) => remote::watch(session, &arguments.book, stop).await,
        Verb::Get(arguments) => {
            let to = arguments.output.as_deref();
            remote::get(session, &arguments.book, to, arguments.format).await
        }
        Verb::Revise(arguments) => remote::revise(session, arguments, data).await,
        Verb::Cancel(arguments) => remote::cancel(session, &arguments.book).await,
        Verb::Workers(_) => remote::workers(session).await,
        Verb::Dead { verb } => remote::dead(session, verb).await,
        Verb::Prune(arguments) => remote::prune(session, arguments.yes).await,
        Verb::Backup(_) | Verb::Restore(_) => remote::backup_or_restore(session, verb).await,
        Verb::Provision(_) => remote::provision(session).await,
        Verb::Convert(_)
        | Verb::Inspect(_)
        | Verb::Voices { .. }
        | Verb::Say(_)
        | Verb::Broker { .. } => Ok(Exit::Usage),
    }
}
