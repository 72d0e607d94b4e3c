//! Offers the best voice once, before a book is read by the built-in one.

use std::io::{self, BufRead as _, IsTerminal as _};

use chassis::{Exit, OrExit as _};
use contract::Voice;
use hub::KnownVoice;
use ingest::{BEST_VOICE, default_voice};
use keeper::{DataFolder, write_private};
use service::OrItsExit as _;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use super::{known, open};
use crate::cli::{AddVoiceArgs, Cli, ConvertArgs, StoreArgs};
use crate::output;

/// Asks whether to fetch the best voice, where somebody can be asked who was not asked before and named no voice. Nothing is fetched without
/// a yes; what cannot be fetched is said, and the built-in voice speaks.
pub(crate) async fn offer_best(
    cli: &Cli,
    arguments: &ConvertArgs,
    folder: &DataFolder,
    stop: &CancellationToken,
) -> anyhow::Result<()> {
    let is_quiet = arguments.quiet || arguments.json || arguments.offline;
    let is_seen = io::stdin().is_terminal() && io::stderr().is_terminal();
    let refused = folder.root().join(format!("{BEST_VOICE}-refused"));
    if is_quiet || !is_seen || arguments.reading.voice.is_some() || refused.exists() {
        return Ok(());
    }
    let Some(voice) = KnownVoice::named(BEST_VOICE) else { return Ok(()) };
    let session = open(cli, &StoreArgs { nats: None, json: false }).await?;
    let work = async {
        session.provision().await?;
        if default_voice(&session.blobs).await.or_its_exit()? != Voice::default() {
            return Ok(());
        }
        if !is_wanted(voice).await? {
            let kept = "`lector voices add` fetches it whenever you like.\n";
            return write_private(&refused, kept.as_bytes()).or_exit(Exit::Io);
        }
        let wish = AddVoiceArgs::of_catalogue(BEST_VOICE);
        if let Err(why) = Box::pin(known::bring(cli, &session, &wish, voice)).await {
            output::tell(&format!("{BEST_VOICE} was not fetched: {}", chassis::one_line(&why)));
        }
        Ok(())
    };
    let done = tokio::select! {
        done = work => done,
        () = stop.cancelled() => Ok(()),
    };
    session.close().await;
    done
}

async fn is_wanted(voice: &KnownVoice) -> anyhow::Result<bool> {
    output::tell(&format!(
        "The built-in voice is small. {} sounds far better: {}, fetched once; {}.",
        voice.name,
        voice.size(),
        voice.licence
    ));
    output::tell("Fetch it now? [Y/n]");
    // On a thread of its own, which nobody waits for: whoever presses Ctrl-C gives no answer any more.
    let (say, said) = oneshot::channel();
    std::thread::spawn(move || {
        let mut answer = String::new();
        _ = say.send(io::stdin().lock().read_line(&mut answer).map(|_| answer));
    });
    let answer = said.await??;
    // Without even a line feed, the input has ended, and nobody has said yes.
    Ok(answer.ends_with('\n') && ["", "y", "yes"].contains(&answer.trim().to_lowercase().as_str()))
}
