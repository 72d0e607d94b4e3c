//! Engines for tests and benchmarks, for a worker that is told to start this program: `worker.engine_command = ["…/sim-engine"]`.
//!
//! `sim` makes tones and misbehaves as told; `onnx` runs on a simulated graphics card where one is named; the rest is real.

mod memory;
#[path = "../../../../shared/voice/tests/family/simulated_gpu.rs"]
mod simulated_gpu;
mod tones;

use std::process::ExitCode;

use contract::Engine;
use synth_worker::{Hello, load_engine, run_engine};
use voice::runtime::Runtime;

use simulated_gpu::SimulatedGpu;
use tones::ToneEngine;

fn main() -> ExitCode {
    let name = std::env::args().nth(1).unwrap_or_default();
    run_engine(&name, load)
}

fn load(engine: Engine, hello: &Hello) -> Result<Box<dyn voice::SpeechEngine>, voice::Error> {
    match (engine, &hello.sim.card) {
        (Engine::Sim, _) => Ok(Box::new(ToneEngine::new(hello.sim.clone()))),
        (Engine::Onnx, Some(card)) => {
            let open =
                || Runtime::with_backend(&hello.wanted, Ok(Box::new(SimulatedGpu::new(card))));
            voice::load_onnx(&open, hello.voice.as_ref(), hello.espeak_program.as_deref())
        }
        (Engine::Onnx | Engine::Espeak, _) => load_engine(engine, hello),
    }
}
