//! Puts a voice whose files are in a folder into the store, once its licence is accepted.

use std::io::{self, BufRead as _, IsTerminal as _};
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use chassis::{Exit, OrExit as _};
use contract::{VoiceManifest, built_in};
use serde_json::json;
use voice::VoiceDescription;

use crate::cli::{AddVoiceArgs, Cli};
use crate::output;
use crate::remote::Session;

/// What the user says of a voice from `source`.
pub(super) fn description(wish: &AddVoiceArgs, source: String) -> VoiceDescription {
    VoiceDescription {
        name: wish.name.clone(),
        model: wish.model.clone(),
        language: wish.language.clone(),
        phonemes: wish.phonemes.clone(),
        licence: wish.licence.clone(),
        source,
    }
}

/// Describes and tries the voice in `folder`; returns its manifest and the paths of its files.
pub(super) async fn describe(
    cli: &Cli,
    wish: &AddVoiceArgs,
    folder: &Path,
    said: VoiceDescription,
) -> anyhow::Result<(VoiceManifest, Vec<PathBuf>)> {
    let worker: synth_worker::Config =
        chassis::load(cli.config.as_deref(), &[]).or_exit(Exit::Config)?;
    let made = synth_worker::describe_voice(folder, said, &worker.worker).await;
    let (voice, places) =
        made.map_err(|why| anyhow!("{}: {why}", wish.source)).or_exit(Exit::Input)?;
    if voice.name == built_in().name {
        let why = anyhow!(
            "`{}` is the name of the built-in voice: choose another with --name",
            voice.name
        );
        return Err(why).or_exit(Exit::Input);
    }
    Ok((voice, places))
}

/// Says that a voice was added.
pub(super) fn report(session: &Session, voice: &VoiceManifest) -> anyhow::Result<Exit> {
    if session.json {
        output::say_json(&json!({ "voice": voice.name, "digest": voice.digest() }))?;
    } else {
        output::say(&format!("added {}: lector convert book.epub --voice {0}", voice.name));
    }
    Ok(Exit::Done)
}

/// Shows what a voice is, and asks whether to accept its licence; without a terminal, `--yes` is required.
pub(super) fn confirm(
    lines: &[String],
    name: &str,
    licence: &str,
    yes: bool,
) -> anyhow::Result<()> {
    lines.iter().for_each(|line| output::tell(line));
    if yes {
        return Ok(());
    }
    if !io::stdin().is_terminal() {
        return Err(anyhow!("accept the licence above ({licence}) with --yes"))
            .or_exit(Exit::Usage);
    }
    output::tell(&format!("Use `{name}` under its licence ({licence})? [y/N]"));
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    if ["y", "yes"].contains(&answer.trim().to_lowercase().as_str()) {
        return Ok(());
    }
    Err(anyhow!("the licence was not accepted; nothing was stored")).or_exit(Exit::Usage)
}
