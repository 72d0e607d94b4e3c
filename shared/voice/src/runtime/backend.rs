//! The trait of a backend with a choice of devices.

use std::path::Path;

use super::device::Device;
use super::model::Model;
use super::probe::Probe;
use crate::error::Error;

/// A backend with a choice of devices: ONNX Runtime, or its replacement in tests.
pub trait DeviceBackend {
    /// Program, version and `device`, such as `ONNX Runtime 1.31.1 on cpu`.
    fn runs_on(&self, device: Device) -> String;

    /// Tries `device`.
    fn probe(&self, device: Device) -> Probe;

    /// Loads a model onto `device`.
    fn load(&self, path: &Path, device: Device) -> Result<Box<dyn Model>, Error>;
}
