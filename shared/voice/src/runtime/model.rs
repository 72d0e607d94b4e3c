//! A loaded model, independent of its backend.

use super::model_file::ModelFile;
use super::tensor::Tensor;
use crate::error::Error;

/// A loaded model.
pub trait Model {
    /// Runs it with the named `inputs`; returns one tensor for each name of `outputs`.
    fn run(&mut self, inputs: &[(&str, Tensor)], outputs: &[&str]) -> Result<Vec<Tensor>, Error>;
}

/// A model with the description in its file.
pub(crate) struct LoadedModel {
    /// Inputs, outputs, metadata.
    pub file: ModelFile,
    /// The model.
    pub model: Box<dyn Model>,
    /// Whether it runs on a graphics card, which prepares again for every new length of input.
    pub is_on_card: bool,
}
