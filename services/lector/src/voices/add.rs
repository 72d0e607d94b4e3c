//! `voices add`: stores the files of a voice, so that every worker can load it.

use std::path::Path;

use anyhow::{Context as _, anyhow};
use chassis::{Exit, OrExit as _};
use hub::{Hosts, KnownVoice, VoiceSource, fetch};
use voice::VoiceDescription;

use super::described::described;
use super::known;
use super::shelve::{confirm, describe, description, report};
use service::OrItsExit as _;

use crate::cli::{AddVoiceArgs, Cli};
use crate::config::Config;
use crate::output;
use crate::remote::Session;

/// Describes, tries, confirms and stores a voice.
pub(super) async fn add(cli: &Cli, session: &Session, wish: &AddVoiceArgs) -> anyhow::Result<Exit> {
    let folder = Path::new(&wish.source);
    if !folder.is_dir() {
        return match KnownVoice::named(&wish.source) {
            Some(known) => known::add(cli, session, wish, known).await,
            None => add_from_web(cli, session, wish).await,
        };
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
            "{} is no voice of `lector voices catalogue`, no folder with the files of a voice, no https URL of an .onnx file, and no repository (owner/name)",
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
    let mut said = description(wish, fetched.source.clone());
    said.model = fetched.model_name();
    said.licence = said.licence.or(fetched.licence);
    store(cli, session, wish, folder.path(), said).await
}

/// Describes, tries, confirms and stores a voice.
async fn store(
    cli: &Cli,
    session: &Session,
    wish: &AddVoiceArgs,
    folder: &Path,
    said: VoiceDescription,
) -> anyhow::Result<Exit> {
    let (voice, places) = describe(cli, wish, folder, said).await?;
    confirm(&described(&voice), &voice.name, &voice.licence, wish.yes)?;
    ingest::add_voice(&session.blobs, &voice, &places).await.or_its_exit()?;
    report(session, &voice)
}
