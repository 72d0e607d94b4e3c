//! Voices of the catalogue: what there is, and adding one by its name.

use std::path::PathBuf;

use anyhow::anyhow;
use chassis::{Exit, OrExit as _};
use hub::{Hosts, KnownVoice, catalogue, forget};
use keeper::DataFolder;
use serde_json::json;
use voice::VoiceDescription;

use super::shelve::{confirm, describe, put};
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
        .map(|known| {
            let licence = format!("{}; {}", known.licence, known.remark);
            [known.name.clone(), known.languages.join(" "), megabytes(known), licence]
        })
        .collect();
    output::say(&output::table(["VOICE", "LANGUAGES", "SIZE", "LICENCE"], &rows));
    output::say("`lector voices add NAME` fetches one");
    Ok(Exit::Done)
}

/// Fetches a voice, after its licence was accepted, and stores it. What an interrupted call has fetched is not fetched again.
pub(super) async fn add(
    cli: &Cli,
    session: &Session,
    wish: &AddVoiceArgs,
    known: &KnownVoice,
) -> anyhow::Result<Exit> {
    let config: Config = chassis::load(cli.config.as_deref(), &[]).or_exit(Exit::Config)?;
    let hosts = Hosts::new(&config.voices)?;
    let licence = format!("{} ({})", known.licence, known.remark);
    let lines = [
        format!("voice      {}", known.name),
        format!("languages  {}", known.languages.join(", ")),
        format!("licence    {licence}"),
        format!("card       {}", known.card),
        format!("size       {}", megabytes(known)),
    ];
    confirm(&lines, &known.name, &licence, wish.yes)?;
    let place = DataFolder::place(cli.data.as_deref()).map(|data| data.join("downloads"));
    let place: PathBuf = place
        .ok_or_else(|| anyhow!("there is no folder for downloads; name one with --data"))
        .or_exit(Exit::Config)?
        .join(&known.name);
    let bar = fetch_bar(&known.name, known.bytes());
    let fetched = known.fetch(&hosts, &place, bar).await?;
    let said = VoiceDescription {
        name: Some(wish.name.clone().unwrap_or_else(|| known.name.clone())),
        model: PathBuf::from(fetched.model).file_name().map(|name| name.to_string_lossy().into()),
        language: wish.language.clone(),
        phonemes: wish.phonemes.clone().or_else(|| known.phonemes.clone()),
        licence: Some(licence),
        source: fetched.source,
    };
    let (voice, places) = describe(cli, wish, &place, said).await?;
    let done = put(session, &voice, &places).await?;
    forget(&place).await.or_exit(Exit::Io)?;
    Ok(done)
}

fn megabytes(known: &KnownVoice) -> String {
    format!("{:.0} MB", known.bytes() as f64 / 1e6)
}
