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
    /// How to reach the broker.
    pub nats: bus::Config,
    /// Where blobs are stored.
    pub blobs: blobs::Config,
    /// Logs and traces.
    pub telemetry: chassis::Telemetry,
    /// The synth worker's own settings.
    pub worker: Worker,
}

/// How a worker speaks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Worker {
    /// Name of the worker; the machine's name when empty. The process id and a random part are added.
    pub name: String,
    /// Segments spoken at once; 0 means one per processor core, or as many as a graphics card has memory for.
    pub slots: usize,
    /// Engines to offer, if they are installed.
    pub engines: Vec<Engine>,
    /// Program and arguments of an engine process; this program itself when empty.
    pub engine_command: Vec<String>,
    /// Path of the espeak-ng program; searched for when absent.
    pub espeak_program: Option<PathBuf>,
    /// What runs the models of the `onnx` engine: `ort` (ONNX Runtime), `rten` (built in), or `auto`.
    pub backend: Backend,
    /// Where models run: `auto`, `cpu`, `cuda`, `cuda:1`, `tensorrt`, `coreml`, `directml` or `migraphx`. If a device is named and
    /// not available, the worker ends.
    pub device: WantedDevice,
    /// Folder for the files of voices; `lector/voices` in the user's cache folder when absent.
    pub voices_folder: Option<PathBuf>,
    /// Path of the ONNX Runtime library; searched for when absent.
    pub onnx_library: Option<PathBuf>,
    /// Memory in MiB that an engine process may use beyond its model before it is replaced, between two segments; 0 means no limit.
    pub engine_memory_mib: u64,
    /// Time limit for an engine to start and to load a voice, in seconds; longer than a lease may be, because loading is progress.
    pub start_seconds: f64,
    /// Time without progress after which an engine counts as hung, in seconds.
    pub stall_seconds: f64,
    /// Time limit for a sentence of a voice with a model, as a multiple of the length of its sound; it applies if it is longer than
    /// `stall_seconds`.
    pub slowest: f64,
    /// Time that an engine has to end when it is told to, before it is killed, in seconds.
    pub kill_seconds: f64,
    /// Whether speech is stored with 12 bits a sample instead of 16, in about half as many bytes: for workers behind a thin line. The
    /// noise lies 72 dB below the loudest sound.
    pub compact_speech: bool,
    /// Time to finish the segments that are being spoken when the worker stops, in seconds.
    pub grace_seconds: f64,
    /// Address and port where `/status`, `/metrics` and health are served, or `off`; if the port is taken, a free one is used.
    pub listen: String,
    /// What a test program named in `engine_command` simulates.
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
            start_seconds: 120.0,
            stall_seconds: 20.0,
            slowest: 4.0,
            kill_seconds: 5.0,
            compact_speech: false,
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

    /// The wanted backend, device and library.
    pub(crate) fn wanted(&self) -> RuntimeOptions {
        let library = self.onnx_library.clone();
        RuntimeOptions { backend: self.backend, device: self.device, library }
    }

    /// The time that running jobs have to finish after the stop signal.
    #[must_use]
    pub fn grace(&self) -> Duration {
        Duration::from_secs_f64(self.grace_seconds)
    }
}

/// What an engine of a test program simulates. A text applies to the segments that contain it; an empty one applies to none.
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
    /// Never answers for a segment with this text.
    pub hang_on: String,
    /// Fails at a segment with this text.
    pub fail_on: String,
    /// Sends an invalid answer for a segment with this text.
    pub garbage_on: String,
    /// Share of attempts that fail, 0 to 1; which ones depends on text and attempt.
    pub fail_rate: f64,
    /// Characters per second of sound; 0 means the pace of a calm reader. A larger number makes less sound to process.
    pub characters_per_second: f64,
    /// Bits of noise in each sample that is otherwise silent: with 8, the sound takes as many bytes as speech does.
    pub noise_bits: u32,
    /// A file that gets a line with the digest of the text for each spoken segment: a segment that is spoken twice is in it twice.
    pub journal: Option<PathBuf>,
    /// A file that simulates a graphics card for the `onnx` engine: it says for how many ids of a model the card has memory.
    /// Without the file, the card is gone.
    pub card: Option<PathBuf>,
    /// A folder that simulates the memory of the machine: its file `fits` says how many engines have room; one more is killed.
    pub memory: Option<PathBuf>,
}
