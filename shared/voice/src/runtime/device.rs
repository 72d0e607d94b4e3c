//! Backends and devices in the settings.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The backend for models.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Backend {
    /// ONNX Runtime if its library is found, else `rten`.
    #[default]
    Auto,
    /// ONNX Runtime only.
    Ort,
    /// `rten` only, which is built in.
    Rten,
}

/// Where models run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Device {
    /// The processor.
    Cpu,
    /// An NVIDIA graphics card, by number.
    Cuda(u32),
    /// The same through TensorRT, which compiles every model first.
    TensorRt(u32),
    /// Apple's accelerators.
    CoreMl,
    /// Any graphics card on Windows.
    DirectMl,
    /// An AMD graphics card.
    MigraphX,
}

/// Where models should run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum WantedDevice {
    /// The best that works.
    #[default]
    Auto,
    /// This device only.
    Only(Device),
}

/// The graphics card in the text that a child reports, such as `ONNX Runtime 1.31.1 on cuda`; `None` for the processor.
pub fn graphics_card(runs_on: &str) -> Option<&str> {
    let (_, device) = runs_on.rsplit_once(" on ")?;
    (device != "cpu").then_some(device)
}

impl fmt::Display for Device {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cpu => f.write_str("cpu"),
            Self::Cuda(0) => f.write_str("cuda"),
            Self::Cuda(number) => write!(f, "cuda:{number}"),
            Self::TensorRt(0) => f.write_str("tensorrt"),
            Self::TensorRt(number) => write!(f, "tensorrt:{number}"),
            Self::CoreMl => f.write_str("coreml"),
            Self::DirectMl => f.write_str("directml"),
            Self::MigraphX => f.write_str("migraphx"),
        }
    }
}

impl fmt::Display for WantedDevice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auto => f.write_str("auto"),
            Self::Only(device) => device.fmt(f),
        }
    }
}

impl FromStr for WantedDevice {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "there is no device `{text}`; try auto, cpu, cuda, cuda:1, tensorrt, tensorrt:1, \
                 coreml, directml or migraphx"
            )
        };
        let (name, number) = text.split_once(':').map_or((text, None), |(a, b)| (a, Some(b)));
        let card = number.unwrap_or("0").parse().map_err(|_| wrong());
        let device = match (name, number) {
            ("auto", None) => return Ok(Self::Auto),
            ("cpu", None) => Device::Cpu,
            ("cuda", _) => Device::Cuda(card?),
            ("tensorrt", _) => Device::TensorRt(card?),
            ("coreml", None) => Device::CoreMl,
            ("directml", None) => Device::DirectMl,
            ("migraphx", None) => Device::MigraphX,
            _ => return Err(wrong()),
        };
        Ok(Self::Only(device))
    }
}

impl From<WantedDevice> for String {
    fn from(wanted: WantedDevice) -> Self {
        wanted.to_string()
    }
}

impl TryFrom<String> for WantedDevice {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_what_is_no_processor() {
        assert_eq!(graphics_card("ONNX Runtime 1.31.1 on cuda:1"), Some("cuda:1"));
        assert_eq!(graphics_card("rten 0.27 on cpu"), None);
        assert_eq!(graphics_card(""), None);
    }

    #[test]
    fn devices_are_read_as_they_are_written() {
        for text in ["auto", "cpu", "cuda", "cuda:1", "tensorrt", "tensorrt:7", "coreml"] {
            let wanted: WantedDevice = text.parse().unwrap();
            assert_eq!(wanted.to_string(), text);
        }
        assert_eq!("cuda:0".parse(), Ok(WantedDevice::Only(Device::Cuda(0))));
        for text in ["", "gpu", "cuda:", "cuda:x", "cuda:-1", "cpu:1", "CUDA"] {
            let refused = text.parse::<WantedDevice>().unwrap_err();
            assert!(refused.starts_with(&format!("there is no device `{text}`")), "{refused}");
        }
    }
}
