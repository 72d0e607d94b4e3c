//! Runs ONNX models: one thin trait, two ways (ONNX Runtime where there is one, `rten` everywhere).

pub(crate) mod choose;
pub(crate) mod device;
pub(crate) mod file;
mod find;
mod ort;
mod pretended;
mod rten;
mod trouble;
mod wire;

use std::path::{Path, PathBuf};

use crate::error::{Error, FailedKind};
use crate::request::Wanted;

use choose::{Choice, Probe, choose};
use device::Device;
use file::{Element, ModelFile};

/// What goes into a model, and what comes out of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tensor {
    /// Its dimensions; none for a single number.
    pub shape: Vec<usize>,
    /// Its elements, the last dimension fastest.
    pub values: Values,
}

/// The elements of a tensor.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Values {
    /// Single precision.
    F32(Vec<f32>),
    /// What most models take for ids.
    I64(Vec<i64>),
    /// What some models take, and what `rten` has instead of 64 bits.
    I32(Vec<i32>),
}

/// A loaded model.
pub(crate) trait Model {
    /// Runs it: `inputs` by name, one tensor for each name of `outputs`.
    fn run(&mut self, inputs: &[(&str, Tensor)], outputs: &[&str]) -> Result<Vec<Tensor>, Error>;
}

/// A model with what its file says of it.
pub(crate) struct Loaded {
    /// Inputs, outputs, remarks.
    pub file: ModelFile,
    /// The model.
    pub model: Box<dyn Model>,
    /// Whether it runs on something that plans anew for every length of input: a graphics card, not the processor.
    pub is_on_card: bool,
}

/// What runs models here, and why that.
pub(crate) struct Runtime {
    way: Way,
    /// Program, version and device, such as `ONNX Runtime 1.31.1 on cpu`.
    pub runs_on: String,
    /// Why it does not run on what was wanted.
    pub fell_back: Option<String>,
    /// Why it runs on what it does, where one might wonder.
    pub note: Option<String>,
}

enum Way {
    Ort(&'static ort::Library, Device),
    Rten,
    /// On a card that is only pretended.
    Pretended(PathBuf, Box<Way>),
}

impl Runtime {
    /// Looks what there is and takes what `wanted` allows.
    pub(crate) fn open(wanted: &Wanted) -> Result<Self, Error> {
        let library = match find::library(wanted.library.as_deref()) {
            Ok(path) => ort::Library::open(&path).map_err(Probe::Broken),
            Err(why) => Err(why),
        };
        let card = wanted.card.as_deref();
        let is_there = card.is_some() || library.is_ok();
        let known = if is_there { Ok(()) } else { library.as_ref().map(|_| ()) };
        let known = known.map_or_else(Clone::clone, |()| Probe::Works);
        let mut probe = |device| match (card, &library) {
            (Some(card), _) if device == Device::Cuda(0) => pretended::probe(card),
            (_, library) => library.as_ref().map_or_else(Clone::clone, |it| it.probe(device)),
        };
        let choice = choose(wanted.backend, wanted.device, &known, &mut probe)
            .map_err(|message| Error { kind: FailedKind::Unmet, message })?;
        let Choice { device, fell_back, note } = choice;
        let (runs_on, way) = match (device, library, card) {
            (Some(device @ Device::Cuda(0)), library, Some(card)) => {
                let way = library.map_or(Way::Rten, |library| Way::Ort(library, Device::Cpu));
                (
                    format!("a pretended card on {device}"),
                    Way::Pretended(card.to_owned(), Box::new(way)),
                )
            }
            (Some(device), Ok(library), _) => {
                (format!("{} on {device}", library.name()), Way::Ort(library, device))
            }
            _ => (format!("{} on cpu", rten::NAME), Way::Rten),
        };
        Ok(Self { way, runs_on, fell_back, note })
    }

    /// Loads a model out of a single file.
    pub(crate) fn load(&self, path: &Path) -> Result<Loaded, Error> {
        let file = file::read(path)?;
        let is_on_card = device::card(&self.runs_on).is_some();
        Ok(Loaded { file, model: self.way.load(path)?, is_on_card })
    }
}

impl Way {
    fn load(&self, path: &Path) -> Result<Box<dyn Model>, Error> {
        Ok(match self {
            Self::Ort(library, device) => Box::new(library.load(path, *device)?),
            Self::Rten => Box::new(rten::load(path)?),
            Self::Pretended(card, way) => {
                Box::new(pretended::Pretended { card: card.clone(), model: way.load(path)? })
            }
        })
    }
}

impl Tensor {
    /// Floats with a shape.
    pub(crate) fn floats(shape: impl Into<Vec<usize>>, values: Vec<f32>) -> Self {
        Self { shape: shape.into(), values: Values::F32(values) }
    }

    /// Whole numbers as the model wants them; a model that wants floats gets floats.
    pub(crate) fn numbers(element: Element, shape: impl Into<Vec<usize>>, values: &[i32]) -> Self {
        let values = match element {
            Element::I32 => Values::I32(values.to_vec()),
            Element::F32 => Values::F32(values.iter().map(|&value| value as f32).collect()),
            Element::I64 | Element::Other(_) => {
                Values::I64(values.iter().map(|&value| value.into()).collect())
            }
        };
        Self { shape: shape.into(), values }
    }

    /// The elements as floats, whatever they are.
    pub(crate) fn into_floats(self) -> Vec<f32> {
        match self.values {
            Values::F32(values) => values,
            Values::I64(values) => values.into_iter().map(|value| value as f32).collect(),
            Values::I32(values) => values.into_iter().map(|value| value as f32).collect(),
        }
    }
}
