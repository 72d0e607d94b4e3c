//! Runs ONNX models: one thin trait, two backends (ONNX Runtime if it is installed, `rten` everywhere).

mod backend;
mod choose;
pub mod device;
mod failure;
mod library;
mod model;
pub(crate) mod model_file;
mod ort;
mod probe;
mod protobuf;
mod rten;
mod tensor;

use std::path::Path;

use crate::error::{Error, ErrorKind};
use crate::request::RuntimeOptions;

pub use backend::DeviceBackend;
use choose::{DeviceChoice, choose};
use device::Device;
pub(crate) use model::LoadedModel;
pub use model::Model;
pub use probe::Probe;
pub use tensor::{Tensor, Values};

/// The backend and device for models, and why they were chosen.
pub struct Runtime {
    /// None is `rten`, on the processor.
    device: Option<(Box<dyn DeviceBackend>, Device)>,
    /// Program, version and device, such as `ONNX Runtime 1.31.1 on cpu`.
    pub runs_on: String,
    /// Why it is not the wanted one.
    pub fell_back: Option<String>,
    /// Why it was chosen, if that is not obvious.
    pub note: Option<String>,
}

/// ONNX Runtime, from the library at `path`; it is searched for if no path is given.
pub fn onnx_runtime(path: Option<&Path>) -> Result<Box<dyn DeviceBackend>, Probe> {
    let path = library::library(path)?;
    let library = ort::OnnxRuntime::open(&path).map_err(Probe::Broken)?;
    Ok(Box::new(library))
}

impl Runtime {
    /// Finds the backends and chooses among those that `wanted` allows.
    pub fn open(wanted: &RuntimeOptions) -> Result<Self, Error> {
        Self::with_backend(wanted, onnx_runtime(wanted.library.as_deref()))
    }

    /// Chooses between `backend` and `rten`, as `wanted` allows.
    pub fn with_backend(
        wanted: &RuntimeOptions,
        backend: Result<Box<dyn DeviceBackend>, Probe>,
    ) -> Result<Self, Error> {
        let known = backend.as_ref().map_or_else(Clone::clone, |_| Probe::Works);
        let mut probe =
            |device| backend.as_ref().map_or_else(Clone::clone, |backend| backend.probe(device));
        let choice = choose(wanted.backend, wanted.device, &known, &mut probe)
            .map_err(|message| Error { kind: ErrorKind::Unmet, message })?;
        let DeviceChoice { device, fell_back, note } = choice;
        let device = backend.ok().zip(device);
        let runs_on = match &device {
            Some((backend, device)) => backend.runs_on(*device),
            None => format!("{} on cpu", rten::NAME),
        };
        Ok(Self { device, runs_on, fell_back, note })
    }

    /// Loads a model as it is.
    pub fn load_model(&self, path: &Path) -> Result<Box<dyn Model>, Error> {
        match &self.device {
            Some((backend, device)) => backend.load(path, *device),
            None => Ok(Box::new(rten::load(path)?)),
        }
    }

    /// Loads a model from a single file, with the description in the file.
    pub(crate) fn load(&self, path: &Path) -> Result<LoadedModel, Error> {
        let file = model_file::read(path)?;
        let is_on_card = device::graphics_card(&self.runs_on).is_some();
        Ok(LoadedModel { file, model: self.load_model(path)?, is_on_card })
    }
}
