//! ffmpeg as a child: found and probed once, fed through its standard input, killed when its future is dropped.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use child::Supervised;
use tokio::process::Command;
use tokio::time::timeout;

/// Longest time for the probe.
const PROBE: Duration = Duration::from_secs(20);

/// Why ffmpeg failed.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum FfmpegError {
    #[error("could not start ffmpeg at {path}")]
    Start { path: String, source: io::Error },
    #[error("ffmpeg made no progress for {0:?}")]
    Stalled(Duration),
    #[error("ffmpeg ended with {status}: {said}")]
    Ended { status: ExitStatus, said: String },
}

/// The ffmpeg of this machine.
#[derive(Debug, Clone)]
pub struct Ffmpeg {
    program: PathBuf,
    version: String,
    encoders: Vec<String>,
    fast: bool,
    stall: Duration,
}

impl Ffmpeg {
    /// Finds ffmpeg and lists its encoders; `stall` is how long it may go without progress. `None` if it is not installed.
    pub async fn find(stall: Duration) -> Result<Option<Self>, FfmpegError> {
        let Some(program) = child::find_tool("ffmpeg") else { return Ok(None) };
        let version = answer(&program, &["-version"]).await?;
        let encoders = answer(&program, &["-hide_banner", "-encoders"]).await?;
        let aac = answer(&program, &["-hide_banner", "-h", "encoder=aac"]).await?;
        let version = version.split_whitespace().nth(2).unwrap_or("unknown").to_owned();
        let encoders = encoders.lines().filter_map(|line| line.split_whitespace().nth(1));
        let encoders = encoders.map(str::to_owned).collect();
        Ok(Some(Self { program, version, encoders, fast: prefers_fast(&aac), stall }))
    }

    /// Whether it was built with `encoder`.
    pub fn has(&self, encoder: &str) -> bool {
        self.encoders.iter().any(|known| known == encoder)
    }

    /// Its version.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The AAC coder to use: `fast` is quicker and sounds better on speech, unless a newer coder is the default.
    pub fn aac_coder(&self) -> Option<&'static str> {
        self.fast.then_some("fast")
    }

    /// Starts ffmpeg with `arguments`; its input is written to it later.
    pub fn start<'a>(
        &self,
        arguments: impl IntoIterator<Item = &'a std::ffi::OsStr>,
    ) -> Result<FfmpegProcess, FfmpegError> {
        let mut command = Command::new(&self.program);
        command.args(["-hide_banner", "-nostdin", "-v", "error", "-y"]).args(arguments);
        let process = Supervised::start_sink("ffmpeg", command);
        let process = process.map_err(|error| FfmpegError::Start {
            path: self.program.display().to_string(),
            source: match error {
                child::Error::Start(source) => source,
                other => io::Error::other(other),
            },
        })?;
        Ok(FfmpegProcess { process, stall: self.stall })
    }
}

async fn answer(program: &Path, arguments: &[&str]) -> Result<String, FfmpegError> {
    let start = |source| FfmpegError::Start { path: program.display().to_string(), source };
    let asked =
        Command::new(program).args(arguments).stdin(Stdio::null()).kill_on_drop(true).output();
    let output =
        timeout(PROBE, asked).await.map_err(|_| FfmpegError::Stalled(PROBE))?.map_err(start)?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether the help text of the encoder offers `fast` and nothing newer.
fn prefers_fast(help: &str) -> bool {
    let offers = |coder: &str| {
        help.lines().any(|line| line.split_whitespace().next().is_some_and(|word| word == coder))
    };
    offers("fast") && !offers("nmr")
}

/// A child at work.
#[derive(Debug)]
pub struct FfmpegProcess {
    process: Supervised,
    stall: Duration,
}

impl FfmpegProcess {
    /// Writes `bytes` to the child; a child that reads nothing for too long is an error.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), FfmpegError> {
        match self.process.write(bytes, self.stall).await {
            Ok(()) => Ok(()),
            Err(child::Error::Stalled(stall)) => Err(FfmpegError::Stalled(stall)),
            // It has ended: its exit status says more than the broken pipe.
            Err(_) => match self.process.finish(self.stall, &|| {}).await {
                Ok(status) => Err(self.ended(status).await),
                Err(_) => Err(FfmpegError::Stalled(self.stall)),
            },
        }
    }

    /// Ends the input and waits until the child has succeeded.
    pub async fn finish(mut self, progress: &(dyn Fn() + Send + Sync)) -> Result<(), FfmpegError> {
        match self.process.finish(self.stall, progress).await {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(self.ended(status).await),
            Err(_) => Err(FfmpegError::Stalled(self.stall)),
        }
    }

    /// The exit status of the child, with the last line of its messages.
    async fn ended(&mut self, status: ExitStatus) -> FfmpegError {
        let said = self.process.last_words().await.pop();
        FfmpegError::Ended { status, said: said.unwrap_or_else(|| "no error message".to_owned()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fast_coder_is_chosen_unless_a_newer_one_is_there() {
        let old = "  -aac_coder <int>\n     twoloop  1  E...\n     fast     2  E...\n";
        let new = format!("{old}     nmr      3  E...\n");

        assert!(prefers_fast(old));
        assert!(!prefers_fast(&new));
        assert!(!prefers_fast("Default fast search"));
    }

    #[tokio::test]
    async fn a_child_that_fails_says_why() {
        let ffmpeg = Ffmpeg::find(Duration::from_secs(10)).await.unwrap().unwrap();
        let arguments = ["-f", "nonsense", "-i", "pipe:0", "-f", "null", "-"];

        let mut running = ffmpeg.start(arguments.iter().map(|&a| a.as_ref())).unwrap();
        let mut result = Ok(());
        for _ in 0..1_000 {
            result = running.write(&[0; 4096]).await;
            if result.is_err() {
                break;
            }
        }

        let message = result.unwrap_err().to_string();
        assert!(message.contains("nonsense"), "{message}");
    }

    #[tokio::test]
    async fn a_child_that_takes_nothing_is_given_up() {
        let mut command = Command::new(child::find_tool("sleep").unwrap());
        command.arg("60");
        let process = Supervised::start_sink("sleep", command).unwrap();
        let mut running = FfmpegProcess { process, stall: Duration::from_millis(200) };

        let result = running.write(&vec![0; 1 << 20]).await;

        assert!(matches!(result, Err(FfmpegError::Stalled(_))), "{result:?}");
    }
}
