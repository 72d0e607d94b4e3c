//! A loaded model, whatever runs it.

use super::model_file::ModelFile;
use super::tensor::Tensor;
use crate::error::Error;

/// A loaded model.
pub trait Model {
    /// Runs it: `inputs` by name, one tensor for each name of `outputs`.
    fn run(&mut self, inputs: &[(&str, Tensor)], outputs: &[&str]) -> Result<Vec<Tensor>, Error>;
}

/// A model with what its file says of it.
pub(crate) struct LoadedModel {
    /// Inputs, outputs, remarks.
    pub file: ModelFile,
    /// The model.
    pub model: Box<dyn Model>,
    /// Whether it runs on something that plans anew for every length of input: a graphics card, not the processor.
    pub is_on_card: bool,
}
