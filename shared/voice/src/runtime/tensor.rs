//! Tensors: inputs and outputs of a model.

use super::model_file::ElementType;

/// What goes into a model, and what comes out of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Tensor {
    /// Its dimensions; none for a single number.
    pub shape: Vec<usize>,
    /// Its elements, the last dimension fastest.
    pub values: Values,
}

/// The elements of a tensor.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// Single precision.
    F32(Vec<f32>),
    /// What most models take for ids.
    I64(Vec<i64>),
    /// What some models take, and what `rten` has instead of 64 bits.
    I32(Vec<i32>),
}

impl Tensor {
    /// Floats with a shape.
    pub(crate) fn floats(shape: impl Into<Vec<usize>>, values: Vec<f32>) -> Self {
        Self { shape: shape.into(), values: Values::F32(values) }
    }

    /// Whole numbers as the model wants them; a model that wants floats gets floats.
    pub(crate) fn numbers(
        element: ElementType,
        shape: impl Into<Vec<usize>>,
        values: &[i32],
    ) -> Self {
        let values = match element {
            ElementType::I32 => Values::I32(values.to_vec()),
            ElementType::F32 => Values::F32(values.iter().map(|&value| value as f32).collect()),
            ElementType::I64 | ElementType::Other(_) => {
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
