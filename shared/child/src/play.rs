//! Plays a sound through a player that this machine has.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;
use tokio::time::timeout;

use crate::tools::find_tool;

/// Players, and what makes them play a file once and say nothing: those of the system first.
const PLAYERS: [(&str, &[&str]); 7] = [
    ("afplay", &[]),
    ("pw-play", &[]),
    ("paplay", &[]),
    ("aplay", &["-q"]),
    ("play", &["-q"]),
    ("ffplay", &["-nodisp", "-autoexit", "-loglevel", "error"]),
    ("mpv", &["--no-video", "--really-quiet"]),
];

/// What a player may take longer than the sound.
const SLACK: Duration = Duration::from_secs(10);

/// Why nothing could be heard.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum PlayError {
    #[error("{player} {failed}")]
    Failed { player: &'static str, failed: String },
    #[error("no player is installed")]
    NoPlayer,
}

/// Plays a WAV file of this length to its end; it is silent once the call is dropped.
///
/// # Errors
/// Says why the first player that is there failed, if all of them do.
pub async fn play(file: &Path, length: Duration) -> Result<(), PlayError> {
    let mut why = None;
    for (name, arguments) in PLAYERS {
        let Some(program) = find_tool(name) else { continue };
        let mut command = Command::new(program);
        command.args(arguments).arg(file).stdin(Stdio::null()).kill_on_drop(true);
        let failed = match timeout(length + SLACK, command.output()).await {
            Ok(Ok(played)) => {
                let said = String::from_utf8_lossy(&played.stderr);
                // ffplay ends well without a sound card, and says so.
                if played.status.success() && !said.contains("failed") {
                    return Ok(());
                }
                let last = said.lines().rev().find(|line| !line.trim().is_empty());
                format!("failed: {}", last.unwrap_or("it said nothing"))
            }
            Ok(Err(error)) => format!("failed: {error}"),
            Err(_) => "did not end".to_owned(),
        };
        why.get_or_insert(PlayError::Failed { player: name, failed });
    }
    Err(why.unwrap_or(PlayError::NoPlayer))
}
