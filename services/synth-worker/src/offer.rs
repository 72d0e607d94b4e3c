//! Finds which engines this machine can run.

use contract::Engine;
use voice::{ErrorKind, EspeakEngine, SpeechEngine as _};

use crate::config::Worker;
use crate::engine_child::NO_SIM;
use crate::engine_process::{EngineProcess, Error, ProcessStart, Ready};

/// The engines that a worker of this configuration has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offer {
    /// The engines that it can run, with their versions, for people.
    pub available: Vec<(Engine, String)>,
    /// The engines that it lacks, with one line that says what to do.
    pub missing: Vec<(Engine, String)>,
    /// What runs models, and on which device; empty where nothing does.
    pub runs_on: String,
    /// Why models do not run on the wanted backend or device.
    pub fell_back: Option<String>,
    /// What the configuration requires and this machine does not have; the worker then ends.
    pub unmet: Option<String>,
}

impl Offer {
    /// Checks that `engine` is available; the error says what to do.
    pub fn check(&self, engine: Engine) -> Result<(), String> {
        if self.available.iter().any(|(available, _)| *available == engine) {
            return Ok(());
        }
        let why = self.missing.iter().find(|(missing, _)| *missing == engine);
        let unconfigured = || format!("the engine `{}` is not in worker.engines", engine.name());
        Err(why.map_or_else(unconfigured, |(_, why)| why.clone()))
    }
}

/// Looks for the engines that `worker` should offer.
pub async fn engines_available(worker: &Worker) -> Offer {
    let mut offer = Offer::default();
    for &engine in &worker.engines {
        let found = match engine {
            Engine::Sim if worker.engine_command.is_empty() => Err(NO_SIM.to_owned()),
            Engine::Sim => Ok("sim 2".to_owned()),
            Engine::Espeak => espeak(worker).await,
            Engine::Onnx => onnx(worker, &mut offer).await,
        };
        match found {
            Ok(made_by) => offer.available.push((engine, made_by)),
            Err(why) => offer.missing.push((engine, why)),
        }
    }
    offer
}

async fn espeak(worker: &Worker) -> Result<String, String> {
    let program = worker.espeak_program.clone();
    let find = move || EspeakEngine::find(program.as_deref()).map(|espeak| espeak.made_by());
    let found = tokio::task::spawn_blocking(find).await.map_err(|error| error.to_string())?;
    found.map_err(|error| error.message)
}

/// Asks a child process, because loading a library can crash the process.
async fn onnx(worker: &Worker, offer: &mut Offer) -> Result<String, String> {
    let child = EngineProcess::start(ProcessStart {
        engine: Engine::Onnx,
        voice: None,
        worker,
        progress: &|| {},
    });
    let child = child.await.map_err(|error| {
        if let Error::Failed { kind: ErrorKind::Unmet, message, .. } = &error {
            offer.unmet = Some(message.clone());
        }
        error.to_string()
    })?;
    let Ready { made_by, runs_on, fell_back, .. } = child.ready().clone();
    child.close().await;
    offer.runs_on = runs_on;
    offer.fell_back = fell_back;
    Ok(format!("onnx: {made_by}"))
}
