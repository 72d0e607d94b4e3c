//! Describes a voice from its folder, and tries it before it is accepted.

use std::path::{Path, PathBuf};

use contract::{Engine, Voice, VoiceManifest};
use voice::{SpeakRequest, VoiceDescription, VoiceSpec, describe_files};

use crate::config::Worker;
use crate::engine_process::{EngineProcess, Error, ProcessStart};

/// The text that a voice must speak before it is accepted; it makes sound in any language.
const TRIAL: &str = "One, two, three.";

/// Describes the voice whose files are in `folder`; returns its manifest, and where each of its files is.
///
/// The voice is loaded by an engine child, so that one which cannot speak is refused here.
///
/// # Errors
/// One line that says what is missing or wrong.
pub async fn describe_voice(
    folder: &Path,
    said: VoiceDescription,
    worker: &Worker,
) -> Result<(VoiceManifest, Vec<PathBuf>), String> {
    let (folder, worker) = (folder.to_owned(), worker.clone());
    let has_espeak = child::find_tool("espeak-ng").is_some() || worker.espeak_program.is_some();
    let found = tokio::task::spawn_blocking(move || describe_files(&folder, &said, has_espeak));
    let (mut manifest, places) = found.await.map_err(|error| error.to_string())??;
    let common = tempfile::tempdir().map_err(|error| error.to_string())?;
    for (file, place) in manifest.files.iter().zip(&places) {
        let link = std::os::unix::fs::symlink(place, common.path().join(&file.name));
        link.map_err(|error| format!("{}: {error}", place.display()))?;
    }
    let load = VoiceSpec::new(&manifest, common.path(), 1.0);
    let child = EngineProcess::start(ProcessStart {
        engine: Engine::Onnx,
        voice: Some(load),
        worker: &worker,
        progress: &|| {},
    });
    let mut child = child.await.map_err(|error| match error {
        Error::Failed { message, .. } => message,
        error => error.to_string(),
    })?;
    manifest.rate_hz = child.ready().rate_hz;
    manifest.speakers.clone_from(&child.ready().speakers);
    let trial = SpeakRequest::new(Voice::default(), vec![TRIAL.to_owned()], 1);
    let tried = child.speak(trial, &|| {}).await;
    child.close().await;
    tried.map_err(|error| format!("the voice cannot speak: {error}"))?;
    manifest.check().map_err(|wrong| wrong.to_string())?;
    Ok((manifest, places))
}
