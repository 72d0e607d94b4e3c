//! Tensors: inputs and outputs of a model.

use super::model_file::ElementType;

/// An input or output of a model.
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
    /// 64-bit integers, which most models use for ids.
    I64(Vec<i64>),
    /// 32-bit integers, which some models use, and `rten` uses instead of 64 bits.
    I32(Vec<i32>),
}

impl Tensor {
    /// Floats with a shape.
    pub(crate) fn floats(shape: impl Into<Vec<usize>>, values: Vec<f32>) -> Self {
        Self { shape: shape.into(), values: Values::F32(values) }
    }

    /// Whole numbers in the element type of the model, which may be floats.
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

    /// The elements, converted to floats.
    pub(crate) fn into_floats(self) -> Vec<f32> {
        match self.values {
            Values::F32(values) => values,
            Values::I64(values) => values.into_iter().map(|value| value as f32).collect(),
            Values::I32(values) => values.into_iter().map(|value| value as f32).collect(),
        }
    }
}
