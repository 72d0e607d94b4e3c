//! Models in `rten`, which is built in: pure Rust, on the processor.

use std::path::Path;
use std::sync::Arc;

use rten::{ModelOptions, RunOptions, ThreadPool, Value, ValueOrView};
use rten_tensor::prelude::*;

use super::model::Model;
use super::tensor::{Tensor, Values};
use crate::error::{Error, bad_voice};

/// Name and version, for people.
pub(crate) const NAME: &str = "rten 0.27";

/// A model in `rten`; clones share its weights.
#[derive(Clone)]
pub(crate) struct RtenModel {
    model: Arc<rten::Model>,
    /// One thread: a slot is a process, and there are as many slots as cores.
    pool: Arc<ThreadPool>,
}

/// Loads a model.
pub(crate) fn load(path: &Path) -> Result<RtenModel, Error> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let wrong = |why: String| bad_voice(format!("{name} cannot be loaded: {why}"));
    // Loaded from memory, not from the path, so that a model cannot make it open another file.
    let gone = |error: std::io::Error| Error::passing(format!("{name} cannot be read: {error}"));
    let bytes = std::fs::read(path).map_err(gone)?;
    let model =
        ModelOptions::with_all_ops().load(bytes).map_err(|error| wrong(error.to_string()))?;
    Ok(RtenModel { model: Arc::new(model), pool: Arc::new(ThreadPool::with_num_threads(1)) })
}

impl Model for RtenModel {
    fn run(&mut self, inputs: &[(&str, Tensor)], outputs: &[&str]) -> Result<Vec<Tensor>, Error> {
        let failed = |error: rten::RunError| Error::passing(error.to_string());
        let mut values = Vec::with_capacity(inputs.len());
        for (name, tensor) in inputs {
            let id = self.model.node_id(name).map_err(failed)?;
            values.push((id, ValueOrView::from(value(tensor)?)));
        }
        let ids = outputs.iter().map(|name| self.model.node_id(name));
        let ids: Vec<_> = ids.collect::<Result<_, _>>().map_err(failed)?;
        let mut options = RunOptions::default();
        options.thread_pool = Some(Arc::clone(&self.pool));
        let found = self.model.run(values, &ids, Some(options)).map_err(failed)?;
        found.into_iter().map(tensor).collect()
    }
}

/// `rten` has no 64-bit integers; ids and lengths fit into 32 bits.
fn value(tensor: &Tensor) -> Result<Value, Error> {
    let shape = tensor.shape.as_slice();
    let too_large = |_| Error::passing("a number is too large for rten");
    let value = match &tensor.values {
        Values::F32(values) => Value::from_shape(shape, values.clone()).map_err(|e| e.to_string()),
        Values::I32(values) => Value::from_shape(shape, values.clone()).map_err(|e| e.to_string()),
        Values::I64(values) => {
            let values = values.iter().map(|&value| i32::try_from(value));
            let values = values.collect::<Result<Vec<i32>, _>>().map_err(too_large)?;
            Value::from_shape(shape, values).map_err(|error| error.to_string())
        }
    };
    value.map_err(Error::passing)
}

fn tensor(value: Value) -> Result<Tensor, Error> {
    match value {
        Value::FloatTensor(found) => {
            let shape = found.shape().to_vec();
            Ok(Tensor { shape, values: Values::F32(found.into_data()) })
        }
        Value::Int32Tensor(found) => {
            let shape = found.shape().to_vec();
            Ok(Tensor { shape, values: Values::I32(found.into_data()) })
        }
        other => Err(Error::passing(format!("the model returned a {}", other.dtype()))),
    }
}
