//! `voices add`: stores the files of a voice, so that every worker can load it.

use std::io::{self, BufRead as _, IsTerminal as _};
use std::path::Path;

use anyhow::{Context as _, anyhow};
use chassis::{Exit, OrExit as _};
use contract::{BlobKey, VoiceManifest, built_in};
use hub::{Hosts, VoiceSource, fetch};
use serde_json::json;
use service::OrItsExit as _;
use voice::VoiceDescription;

use super::described::described;
use crate::cli::{AddVoiceArgs, Cli};
use crate::config::Config;
use crate::output;
use crate::remote::Session;

/// Describes, tries, confirms and stores a voice.
pub(super) async fn add(cli: &Cli, session: &Session, wish: &AddVoiceArgs) -> anyhow::Result<Exit> {
    let folder = Path::new(&wish.source);
    if !folder.is_dir() {
        return add_from_web(cli, session, wish).await;
    }
    let absolute =
        folder.canonicalize().with_context(|| wish.source.clone()).or_exit(Exit::Input)?;
    let said = description(wish, absolute.display().to_string());
    store(cli, session, wish, &absolute, said).await
}

/// Fetches the files first.
async fn add_from_web(cli: &Cli, session: &Session, wish: &AddVoiceArgs) -> anyhow::Result<Exit> {
    let no_place = || {
        anyhow!(
            "{} is not a folder with the files of a voice, an https URL of an .onnx file, or a repository (owner/name)",
            wish.source
        )
    };
    let mut source = VoiceSource::parse(&wish.source).ok_or_else(no_place).or_exit(Exit::Input)?;
    source.model.clone_from(&wish.model);
    let config: Config = chassis::load(cli.config.as_deref(), &[]).or_exit(Exit::Config)?;
    let hosts = Hosts::new(&config.voices)?;
    let folder = tempfile::tempdir()
        .context("cannot make a temporary folder")
        .or_exit(Exit::CannotCreate)?;
    let fetched = fetch(&source, &hosts, folder.path(), output::tell).await?;
    let model = Path::new(&fetched.model).file_name();
    let model = model.map(|name| name.to_string_lossy().into_owned());
    let mut said = description(wish, fetched.source);
    said.model = model;
    said.licence = said.licence.or(fetched.licence);
    store(cli, session, wish, folder.path(), said).await
}

fn description(wish: &AddVoiceArgs, source: String) -> VoiceDescription {
    VoiceDescription {
        name: wish.name.clone(),
        model: wish.model.clone(),
        language: wish.language.clone(),
        phonemes: wish.phonemes.clone(),
        licence: wish.licence.clone(),
        source,
    }
}

async fn store(
    cli: &Cli,
    session: &Session,
    wish: &AddVoiceArgs,
    folder: &Path,
    said: VoiceDescription,
) -> anyhow::Result<Exit> {
    let worker: synth_worker::Config =
        chassis::load(cli.config.as_deref(), &[]).or_exit(Exit::Config)?;
    let described = synth_worker::describe_voice(folder, said, &worker.worker).await;
    let (voice, places) =
        described.map_err(|why| anyhow!("{}: {why}", wish.source)).or_exit(Exit::Input)?;
    if voice.name == built_in().name {
        let why = anyhow!(
            "`{}` is the name of the built-in voice: choose another with --name",
            voice.name
        );
        return Err(why).or_exit(Exit::Input);
    }
    confirm(&voice, wish.yes)?;
    for (file, place) in voice.files.iter().zip(&places) {
        let key = BlobKey::voice_file(file.sha256);
        if session.blobs.size(&key).await.or_its_exit()?.is_none() {
            session.blobs.put_file(&key, place).await.or_its_exit()?;
        }
    }
    keep(session, &voice).await?;
    if session.json {
        output::say_json(&json!({ "voice": voice.name, "digest": voice.digest() }))?;
    } else {
        output::say(&format!("added {}: lector convert book.epub --voice {0}", voice.name));
    }
    Ok(Exit::Done)
}

/// Stores the manifest, then the entry of the name; an earlier entry of the same name is removed last.
async fn keep(session: &Session, voice: &VoiceManifest) -> anyhow::Result<()> {
    let [manifest, name] = voice.keys();
    let blobs = &session.blobs;
    blobs.put(&manifest, voice.document().into()).await.or_its_exit()?;
    blobs.put(&name, voice.digest().to_string().into_bytes().into()).await.or_its_exit()?;
    for key in blobs.list("voices").await.or_its_exit()? {
        let is_earlier =
            key.named_voice().is_some_and(|(known, _)| known == voice.name) && key != name;
        if is_earlier {
            blobs.delete(&key).await.or_its_exit()?;
        }
    }
    Ok(())
}

/// Shows the voice's origin and licence, and asks whether to accept it; without a terminal, `--yes` is required.
fn confirm(voice: &VoiceManifest, yes: bool) -> anyhow::Result<()> {
    for line in described(voice) {
        output::tell(&line);
    }
    if yes {
        return Ok(());
    }
    if !io::stdin().is_terminal() {
        let why = anyhow!("accept the licence above ({}) with --yes", voice.licence);
        return Err(why).or_exit(Exit::Usage);
    }
    output::tell(&format!("Use `{}` under its licence ({})? [y/N]", voice.name, voice.licence));
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    if ["y", "yes"].contains(&answer.trim().to_lowercase().as_str()) {
        return Ok(());
    }
    Err(anyhow!("the licence was not accepted; nothing was stored")).or_exit(Exit::Usage)
}
