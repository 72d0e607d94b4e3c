//! Voices of the catalogue: what there is, and adding one by its name.

use std::path::PathBuf;

use anyhow::anyhow;
use chassis::{Exit, OrExit as _};
use contract::VoiceManifest;
use hub::{Hosts, KnownVoice, catalogue, forget};
use keeper::DataFolder;
use serde_json::json;

use super::shelve::{confirm, describe, description, report};
use service::OrItsExit as _;

use crate::cli::{AddVoiceArgs, Cli};
use crate::config::Config;
use crate::output;
use crate::remote::Session;
use crate::show::fetch_bar;

/// Lists the catalogue.
pub(super) async fn list(session: &Session) -> anyhow::Result<Exit> {
    if session.json {
        let voice = |known: &KnownVoice| {
            json!({ "name": known.name, "languages": known.languages, "bytes": known.bytes(),
                "licence": known.licence, "remark": known.remark, "card": known.card })
        };
        output::say_json(&catalogue().iter().map(voice).collect::<Vec<_>>())?;
        return Ok(Exit::Done);
    }
    let rows: Vec<_> = catalogue()
        .iter()
        .map(|known| [known.name.clone(), known.languages.join(" "), known.size(), known.terms()])
        .collect();
    output::say(&output::table(["VOICE", "LANGUAGES", "SIZE", "LICENCE"], &rows));
    output::say("`lector voices add NAME` fetches one");
    Ok(Exit::Done)
}

/// Fetches a voice, after its licence was accepted, and stores it.
pub(super) async fn add(
    cli: &Cli,
    session: &Session,
    wish: &AddVoiceArgs,
    known: &KnownVoice,
) -> anyhow::Result<Exit> {
    let licence = known.terms();
    let lines = [
        format!("voice      {}", known.name),
        format!("languages  {}", known.languages.join(", ")),
        format!("licence    {licence}"),
        format!("card       {}", known.card),
        format!("size       {}", known.size()),
    ];
    confirm(&lines, &known.name, &licence, wish.yes)?;
    report(session, &bring(cli, session, wish, known).await?)
}

/// Fetches a voice and stores it. What an interrupted call has fetched is not fetched again.
pub(super) async fn bring(
    cli: &Cli,
    session: &Session,
    wish: &AddVoiceArgs,
    known: &KnownVoice,
) -> anyhow::Result<VoiceManifest> {
    let config: Config = chassis::load(cli.config.as_deref(), &[]).or_exit(Exit::Config)?;
    let hosts = Hosts::new(&config.voices)?;
    let place = DataFolder::place(cli.data.as_deref()).map(|data| data.join("downloads"));
    let place: PathBuf = place
        .ok_or_else(|| anyhow!("there is no folder for downloads; name one with --data"))
        .or_exit(Exit::Config)?
        .join(&known.name);
    let bar = fetch_bar(&known.name, known.bytes());
    let fetched = known.fetch(&hosts, &place, bar).await?;
    let mut said = description(wish, fetched.source.clone());
    said.name.get_or_insert_with(|| known.name.clone());
    said.phonemes = said.phonemes.or_else(|| known.phonemes.clone());
    said.model = fetched.model_name();
    said.licence = Some(known.terms());
    let (voice, places) = describe(cli, wish, &place, said).await?;
    ingest::add_voice(&session.blobs, &voice, &places).await.or_its_exit()?;
    forget(&place).await.or_exit(Exit::Io)?;
    Ok(voice)
}
