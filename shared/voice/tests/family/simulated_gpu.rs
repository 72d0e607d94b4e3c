//! A simulated graphics card, to test its failures on machines without one: a file states for how many ids of a model the card has
//! memory, and without the file the card is gone. Also used by `sim-engine`.

use std::path::{Path, PathBuf};

use voice::runtime::{DeviceBackend, Model, Probe, Runtime, Tensor, onnx_runtime};
use voice::{Backend, Device, Error, ErrorKind, RuntimeOptions};

/// The message of CUDA without a card.
const GONE: &str = "CUDA failure 100: no CUDA-capable device is detected";

/// The device that is simulated.
const SIMULATED: Device = Device::Cuda(0);

/// ONNX Runtime, or `rten` if that is absent, with a simulated card.
pub(crate) struct SimulatedGpu {
    card: PathBuf,
    processor: Result<Box<dyn DeviceBackend>, Probe>,
}

impl SimulatedGpu {
    /// A card with the memory that the file `card` states.
    pub(crate) fn new(card: &Path) -> Self {
        Self { card: card.to_owned(), processor: onnx_runtime(None) }
    }
}

impl DeviceBackend for SimulatedGpu {
    fn runs_on(&self, device: Device) -> String {
        match &self.processor {
            _ if device == SIMULATED => format!("a pretended card on {device}"),
            Ok(processor) => processor.runs_on(device),
            Err(_) => rten().map_or_else(|error| error.message, |rten| rten.runs_on),
        }
    }

    fn probe(&self, device: Device) -> Probe {
        match &self.processor {
            _ if device == SIMULATED => {
                memory(&self.card).map_or_else(|| Probe::Broken(GONE.to_owned()), |_| Probe::Works)
            }
            Ok(processor) => processor.probe(device),
            Err(why) => why.clone(),
        }
    }

    fn load(&self, path: &Path, device: Device) -> Result<Box<dyn Model>, Error> {
        let on_card = device == SIMULATED;
        let model = match &self.processor {
            Ok(processor) => processor.load(path, if on_card { Device::Cpu } else { device })?,
            Err(_) => rten()?.load_model(path)?,
        };
        let card = self.card.clone();
        Ok(if on_card { Box::new(ModelOnCard { card, model }) } else { model })
    }
}

/// A model that runs on the processor as if it ran on the card.
struct ModelOnCard {
    card: PathBuf,
    model: Box<dyn Model>,
}

impl Model for ModelOnCard {
    fn run(&mut self, inputs: &[(&str, Tensor)], outputs: &[&str]) -> Result<Vec<Tensor>, Error> {
        let failed = |kind, message: &str| Err(Error { kind, message: message.to_owned() });
        let ids = inputs.first().and_then(|(_, ids)| ids.shape.last()).copied();
        match memory(&self.card) {
            None => failed(ErrorKind::Card, GONE),
            Some(memory) if ids > Some(memory) => {
                failed(ErrorKind::Memory, "CUDA failure 2: out of memory")
            }
            Some(_) => self.model.run(inputs, outputs),
        }
    }
}

fn rten() -> Result<Runtime, Error> {
    Runtime::open(&RuntimeOptions { backend: Backend::Rten, ..RuntimeOptions::default() })
}

/// The number of ids that the card has memory for, if it exists.
fn memory(card: &Path) -> Option<usize> {
    std::fs::read_to_string(card).ok()?.trim().parse().ok()
}
