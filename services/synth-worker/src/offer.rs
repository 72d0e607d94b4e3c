//! Which engines can this machine run?

use contract::Engine;

use crate::config::Worker;
use crate::engine::Engine as _;
use crate::engine::espeak::Espeak;

/// The engines that a worker of this configuration has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offer {
    /// What there is, with its version, for people.
    pub available: Vec<(Engine, String)>,
    /// What there is not, with one line that says what to do.
    pub missing: Vec<(Engine, String)>,
}

impl Offer {
    /// Says what to do about `engine` where it is missing.
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
        match find(engine, worker).await {
            Ok(made_by) => offer.available.push((engine, made_by)),
            Err(why) => offer.missing.push((engine, why)),
        }
    }
    offer
}

async fn find(engine: Engine, worker: &Worker) -> Result<String, String> {
    match engine {
        Engine::Sim => Ok("sim 1".to_owned()),
        Engine::Espeak => {
            let program = worker.espeak_program.clone();
            let find = move || Espeak::find(program.as_deref()).map(|espeak| espeak.made_by());
            let found = tokio::task::spawn_blocking(find).await.map_err(|e| e.to_string())?;
            found.map_err(|error| error.message)
        }
    }
}
