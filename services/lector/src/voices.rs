//! `voices`: lists, adds, shows and removes voices.

mod add;
mod described;
mod known;
mod offer;
mod shelve;

use anyhow::anyhow;
use blobs::Blobs;
use chassis::{Exit, OrExit as _};
use contract::{Options, Voice, VoiceManifest, built_in};
use ingest::SettleVoiceError;
use serde_json::json;
use service::OrItsExit as _;
use tokio_util::sync::CancellationToken;

use crate::cli::{Cli, RemoteArgs, StoreArgs, VoicesVerb};
use crate::config::Config;
use crate::output;
use crate::remote::Session;
use described::described;
pub(crate) use offer::offer_best;

/// Lists, adds, removes or shows.
pub(crate) async fn voices(
    cli: &Cli,
    verb: Option<&VoicesVerb>,
    store: &StoreArgs,
    stop: CancellationToken,
) -> anyhow::Result<Exit> {
    let session = open(cli, store).await?;
    let work = async {
        session.provision().await?;
        match verb {
            None | Some(VoicesVerb::List) => list(&session).await,
            Some(VoicesVerb::Catalogue) => known::list(&session).await,
            Some(VoicesVerb::Add(wish)) => add::add(cli, &session, wish).await,
            Some(VoicesVerb::Remove { name }) => remove(&session, name).await,
            Some(VoicesVerb::Show { name }) => show(&session, name).await,
        }
    };
    let done = tokio::select! {
        biased;
        done = Box::pin(work) => done,
        () = stop.cancelled() => Ok(Exit::Interrupted),
    };
    session.close().await;
    done
}

/// Connects to the store whose voices are used.
pub(crate) async fn open(cli: &Cli, store: &StoreArgs) -> anyhow::Result<Session> {
    let config: Config = chassis::load(cli.config.as_deref(), &[]).or_exit(Exit::Config)?;
    let private = store.nats.is_none();
    let remote = RemoteArgs { nats: store.nats.clone(), private, json: store.json };
    Session::open(cli.data.as_deref(), config, remote).await
}

/// Settles which model a voice's name means, and checks its speaker.
pub(crate) async fn settled(
    blobs: &Blobs,
    voice: Voice,
) -> anyhow::Result<(Voice, Option<VoiceManifest>)> {
    match ingest::settle_voice(blobs, voice).await {
        Ok(settled) => Ok(settled),
        Err(SettleVoiceError::Invalid(why)) => Err(anyhow!(why)).or_exit(Exit::Config),
        Err(SettleVoiceError::Store(error)) => Err(error).or_its_exit(),
    }
}

/// Settles all voices of a book, and checks that one book can use them together.
pub(crate) async fn settled_all(
    blobs: &Blobs,
    options: Options,
) -> anyhow::Result<(Options, Vec<(Voice, VoiceManifest)>)> {
    match ingest::settle_voices(blobs, options).await {
        Ok(settled) => Ok(settled),
        Err(SettleVoiceError::Invalid(why)) => Err(anyhow!(why)).or_exit(Exit::Config),
        Err(SettleVoiceError::Store(error)) => Err(error).or_its_exit(),
    }
}

async fn list(session: &Session) -> anyhow::Result<Exit> {
    let voices = ingest::voices(&session.blobs).await.or_its_exit()?;
    if session.json {
        output::say_json(&voices)?;
        return Ok(Exit::Done);
    }
    let rows: Vec<_> = voices.iter().map(row).collect();
    let head = ["VOICE", "LANGUAGES", "SPEAKERS", "SYMBOLS", "SIZE", "LICENCE"];
    output::say(&output::table(head, &rows));
    if child::find_tool("espeak-ng").is_some() {
        output::say("also espeak:<language>: espeak-ng, in about a hundred languages");
    }
    output::say("`lector voices catalogue` lists voices that can be added by name");
    Ok(Exit::Done)
}

fn row(voice: &VoiceManifest) -> [String; 6] {
    let speakers = match voice.speakers.as_slice() {
        [] => "1".to_owned(),
        few if few.len() <= 4 => few.join(" "),
        many => format!("{} such as {}", many.len(), many[0]),
    };
    [
        voice.name.clone(),
        voice.languages.join(" "),
        speakers,
        voice.phonemes.clone(),
        megabytes(voice),
        voice.licence.clone(),
    ]
}

fn megabytes(voice: &VoiceManifest) -> String {
    let bytes: u64 = voice.files.iter().map(|file| file.bytes).sum();
    format!("{:.1} MB", bytes as f64 / 1e6)
}

async fn find(session: &Session, name: &str) -> anyhow::Result<VoiceManifest> {
    let voices = ingest::voices(&session.blobs).await.or_its_exit()?;
    let found = voices.into_iter().find(|voice| voice.name == name);
    found
        .ok_or_else(|| anyhow!("there is no voice `{name}`; see `lector voices`"))
        .or_exit(Exit::Input)
}

async fn show(session: &Session, name: &str) -> anyhow::Result<Exit> {
    let voice = find(session, name).await?;
    if session.json {
        output::say_json(&json!({ "digest": voice.digest(), "manifest": voice }))?;
        return Ok(Exit::Done);
    }
    for line in described(&voice) {
        output::say(&line);
    }
    Ok(Exit::Done)
}

async fn remove(session: &Session, name: &str) -> anyhow::Result<Exit> {
    if name == built_in().name {
        return Err(anyhow!("`{name}` is built in and cannot be removed")).or_exit(Exit::Usage);
    }
    let voice = find(session, name).await?;
    ingest::remove_voice(&session.blobs, &voice).await.or_its_exit()?;
    if session.json {
        output::say_json(&json!({ "removed": name }))?;
    } else {
        output::say(&format!("removed {name}"));
    }
    Ok(Exit::Done)
}
