//! Settings of the worker.

use std::path::PathBuf;
use std::time::Duration;

use contract::Engine;
use serde::{Deserialize, Serialize};
use voice::{Backend, RuntimeOptions, WantedDevice};

/// The configuration of a synth worker.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The broker.
    pub nats: bus::Config,
    /// The blobs.
    pub blobs: blobs::Config,
    /// Logs and traces.
    pub telemetry: chassis::Telemetry,
    /// The worker itself.
    pub worker: Worker,
}

/// How a worker speaks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Worker {
    /// What people call it; the machine's name when empty. Process and a random part are added.
    pub name: String,
    /// Segments spoken at once; 0 means one per processor core, or as many as a graphics card has memory for.
    pub slots: usize,
    /// Engines to offer, where they are installed.
    pub engines: Vec<Engine>,
    /// The program that runs an engine, with its arguments; this program itself when empty.
    pub engine_command: Vec<String>,
    /// The espeak-ng program; searched for when absent.
    pub espeak_program: Option<PathBuf>,
    /// What runs the models of the `onnx` engine: `ort` (ONNX Runtime), `rten` (built in), or `auto`.
    pub backend: Backend,
    /// Where models run: `auto`, `cpu`, `cuda`, `cuda:1`, `tensorrt`, `coreml`, `directml` or `migraphx`. One that is named and cannot
    /// be had ends the worker.
    pub device: WantedDevice,
    /// Where the files of voices are kept; among what the user's programs keep for themselves when absent.
    pub voices_folder: Option<PathBuf>,
    /// The ONNX Runtime library; searched for when absent.
    pub onnx_library: Option<PathBuf>,
    /// Memory that an engine child may take on top of its model before it is replaced, between two segments, in MiB; 0 means never.
    pub engine_memory_mib: u64,
    /// Longest time for an engine to start, in seconds.
    pub start_seconds: f64,
    /// Longest time without a sign of progress before an engine counts as hung, in seconds.
    pub stall_seconds: f64,
    /// Longest time for a sentence of a voice with a model, as a factor of the length of its sound; where it is longer than
    /// `stall_seconds`, it counts.
    pub slowest: f64,
    /// Time for an engine that was told to end before it is killed, in seconds.
    pub kill_seconds: f64,
    /// Time to finish what is being spoken when the worker is stopped, in seconds.
    pub grace_seconds: f64,
    /// Where `/status` and the like are served, or `off`; where the port is taken, a free one is used.
    pub listen: String,
    /// What a test program that is named in `engine_command` simulates.
    pub sim: Sim,
}

impl Default for Worker {
    fn default() -> Self {
        Self {
            name: String::new(),
            slots: 0,
            engines: vec![Engine::Onnx, Engine::Espeak],
            engine_command: vec![],
            espeak_program: None,
            backend: Backend::Auto,
            device: WantedDevice::Auto,
            voices_folder: None,
            onnx_library: None,
            engine_memory_mib: 2048,
            start_seconds: 20.0,
            stall_seconds: 20.0,
            slowest: 4.0,
            kill_seconds: 5.0,
            grace_seconds: 10.0,
            listen: "127.0.0.1:8083".to_owned(),
            sim: Sim::default(),
        }
    }
}

impl Worker {
    /// Segments spoken at once, at least one.
    #[must_use]
    pub fn slots(&self) -> usize {
        match self.slots {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            slots => slots,
        }
    }

    /// What shall run models.
    pub(crate) fn wanted(&self) -> RuntimeOptions {
        let library = self.onnx_library.clone();
        RuntimeOptions { backend: self.backend, device: self.device, library }
    }

    /// The time that running jobs have after the stop signal.
    #[must_use]
    pub fn grace(&self) -> Duration {
        Duration::from_secs_f64(self.grace_seconds)
    }
}

/// What an engine of a test program simulates; texts are looked for in the segment, and an empty one is never found.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sim {
    /// Engine time per segment, in milliseconds.
    pub latency_ms: f64,
    /// Engine time per character on top, in microseconds.
    pub latency_us_per_character: f64,
    /// Share of the engine time that is spent computing instead of waiting, 0 to 1.
    pub cpu_share: f64,
    /// Aborts the engine at a segment with this text.
    pub crash_on: String,
    /// Never comes back from a segment with this text.
    pub hang_on: String,
    /// Fails at a segment with this text.
    pub fail_on: String,
    /// Answers nonsense to a segment with this text.
    pub garbage_on: String,
    /// Share of attempts that fail, 0 to 1; which ones follows from text and attempt.
    pub fail_rate: f64,
    /// Characters in a second of sound; an unhurried reader's when 0. More makes sound cheaper to handle.
    pub characters_per_second: f64,
    /// A file that gets a line, the digest of the text, whenever a segment was spoken: what was done twice stands there twice.
    pub journal: Option<PathBuf>,
    /// A file that stands for a graphics card, for the `onnx` engine: it tells how many ids of a model the card has memory for. Without
    /// the file, the card is gone.
    pub card: Option<PathBuf>,
}
