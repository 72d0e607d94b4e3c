//! A graphics card that is only pretended, so that all that can go wrong with one is tried where there is none: a file that says how
//! many ids it has memory for, and is gone when the card is.

use std::path::{Path, PathBuf};

use super::choose::Probe;
use super::{Model, Tensor};
use crate::error::{Error, FailedKind};

/// What CUDA says where no card is.
const GONE: &str = "CUDA failure 100: no CUDA-capable device is detected";

/// Whether the card is there.
pub(super) fn probe(card: &Path) -> Probe {
    memory(card).map_or_else(|| Probe::Broken(GONE.to_owned()), |_| Probe::Works)
}

/// A model that runs on the processor as if it ran on the card.
pub(super) struct Pretended {
    pub card: PathBuf,
    pub model: Box<dyn Model>,
}

impl Model for Pretended {
    fn run(&mut self, inputs: &[(&str, Tensor)], outputs: &[&str]) -> Result<Vec<Tensor>, Error> {
        let failed = |kind, message: &str| Err(Error { kind, message: message.to_owned() });
        let ids = inputs.first().and_then(|(_, ids)| ids.shape.last()).copied();
        match memory(&self.card) {
            None => failed(FailedKind::Card, GONE),
            Some(memory) if ids > Some(memory) => {
                failed(FailedKind::Memory, "CUDA failure 2: out of memory")
            }
            Some(_) => self.model.run(inputs, outputs),
        }
    }
}

/// The ids that the card has memory for, if it is there.
fn memory(card: &Path) -> Option<usize> {
    std::fs::read_to_string(card).ok()?.trim().parse().ok()
}
