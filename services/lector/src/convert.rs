//! `convert`: everything in one process, from a book to an M4B.

mod conversion;
mod deliver;
mod library;
mod make;
mod services;

use anyhow::anyhow;
use chassis::{Exit, OrExit as _};
use keeper::DataFolder;
use keeper::PrivateBroker;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::output;
use crate::show::Show;
pub(crate) use conversion::Conversion;

/// How often a private server that ended unexpectedly is started again.
const RESTARTS: usize = 1;

/// Makes the audiobook on this machine.
pub(crate) async fn convert(
    folder: &DataFolder,
    conversion: &Conversion,
    stop: &CancellationToken,
) -> anyhow::Result<Exit> {
    let began = Instant::now();
    let mut show = Show::new(conversion.quiet || conversion.json);
    for _ in 0..=RESTARTS {
        let joined = tokio::select! {
            joined = PrivateBroker::join(folder) => joined?,
            () = stop.cancelled() => return Ok(interrupted(&show)),
        };
        let Some(made) = with_broker(joined, folder, conversion, &mut show, stop).await else {
            continue;
        };
        show.finish();
        return match made? {
            Some(made) => deliver::report(conversion, made, began.elapsed()),
            None => Ok(interrupted(&show)),
        };
    }
    show.finish();
    let log = folder.server_log();
    Err(anyhow!("the private nats-server keeps ending; see {}", log.display()))
        .or_exit(Exit::Unreachable)
}

/// Makes the audiobook on the private server; `None` when the server ended meanwhile.
async fn with_broker(
    mut broker: PrivateBroker,
    folder: &DataFolder,
    conversion: &Conversion,
    show: &mut Show,
    stop: &CancellationToken,
) -> Option<anyhow::Result<Option<deliver::MadeAudiobook>>> {
    let nats = broker.config.clone();
    let made = tokio::select! {
        made = Box::pin(make::make(nats, folder, conversion, show, stop)) => Some(made),
        () = broker.lost() => None,
    };
    broker.leave().await;
    made
}

fn interrupted(show: &Show) -> Exit {
    show.finish();
    output::tell("Interrupted. Run the same command again to continue.");
    Exit::Interrupted
}
