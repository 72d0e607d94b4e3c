//! Chooses backend and device by the settings and by what works, with a reason.

use super::device::{Backend, Device, WantedDevice};
use super::probe::Probe;

/// Devices that are chosen automatically. TensorRT and MIGraphX compile a model for every length of its input, and CoreML needs
/// fixed lengths, so they must be named in the settings.
const AUTOMATIC: [Device; 2] = [Device::Cuda(0), Device::DirectMl];

/// The chosen device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DeviceChoice {
    /// The device of ONNX Runtime; `None` means `rten`, on the processor.
    pub device: Option<Device>,
    /// Why it is not the wanted one.
    pub fell_back: Option<String>,
    /// Why it was chosen, if nothing was demanded and the choice is not obvious.
    pub note: Option<String>,
}

/// Chooses; an error names the demanded device that does not work. `probe` tries a device of ONNX Runtime, if `library` works.
pub(crate) fn choose(
    backend: Backend,
    wanted: WantedDevice,
    library: &Probe,
    probe: &mut dyn FnMut(Device) -> Probe,
) -> Result<DeviceChoice, String> {
    let demanded = match wanted {
        WantedDevice::Only(device) if device != Device::Cpu => Some(device),
        WantedDevice::Only(_) | WantedDevice::Auto => None,
    };
    if backend == Backend::Rten {
        return match demanded {
            Some(device) => Err(format!("wanted {device}, but rten runs on the cpu only")),
            None => Ok(rten(None)),
        };
    }
    if let Probe::Absent(why) | Probe::Broken(why) = library {
        let instead = || match library {
            Probe::Broken(_) => {
                rten(Some(format!("wanted ONNX Runtime, runs rten, because {why}")))
            }
            Probe::Absent(_) | Probe::Works => {
                DeviceChoice { note: Some(why.clone()), ..rten(None) }
            }
        };
        return match (demanded, backend) {
            (Some(device), _) => Err(format!("wanted {device}, but {why}")),
            (None, Backend::Ort) => Err(format!("wanted ONNX Runtime, but {why}")),
            (None, Backend::Auto | Backend::Rten) => Ok(instead()),
        };
    }
    match demanded {
        Some(device) => match probe(device) {
            Probe::Works => Ok(ort(device, None)),
            Probe::Absent(why) | Probe::Broken(why) => Err(format!("wanted {device}, but {why}")),
        },
        None if wanted == WantedDevice::Auto => Ok(best(probe)),
        None => Ok(ort(Device::Cpu, None)),
    }
}

fn best(probe: &mut dyn FnMut(Device) -> Probe) -> DeviceChoice {
    let mut fell_back = None;
    for device in AUTOMATIC {
        match probe(device) {
            Probe::Works => return ort(device, fell_back),
            Probe::Broken(why) => {
                fell_back = Some(format!("wanted {device}, runs on cpu, because {why}"));
            }
            Probe::Absent(_) => {}
        }
    }
    ort(Device::Cpu, fell_back)
}

fn ort(device: Device, fell_back: Option<String>) -> DeviceChoice {
    DeviceChoice { device: Some(device), fell_back, note: None }
}

fn rten(fell_back: Option<String>) -> DeviceChoice {
    DeviceChoice { device: None, fell_back, note: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIBRARY: &str = "no library was found";
    const CUDA: &str = "libcublasLt.so.13 is missing";

    /// Runs `choose` and writes what comes out of it as one line.
    fn check(wanted: (Backend, &str), library: &Probe, cuda: &Probe, expected: &str) {
        let mut probe = |device| match device {
            Device::Cpu => Probe::Works,
            Device::Cuda(_) => cuda.clone(),
            _ => Probe::Absent("it was built without".to_owned()),
        };
        let choice = choose(wanted.0, wanted.1.parse().unwrap(), library, &mut probe);
        let found = choice.map_or_else(
            |refused| format!("refused: {refused}"),
            |choice| {
                let device = choice.device.map_or("rten".to_owned(), |device| device.to_string());
                let why = choice.fell_back.map(|why| format!("{device}: {why}"));
                let note = choice.note.map(|note| format!("{device} ({note})"));
                why.or(note).unwrap_or(device)
            },
        );
        assert_eq!(found, expected, "{wanted:?}");
    }

    #[test]
    fn what_works_is_taken() {
        let none = Probe::Absent("it was built without".to_owned());
        check((Backend::Auto, "auto"), &Probe::Works, &none, "cpu");
        check((Backend::Auto, "auto"), &Probe::Works, &Probe::Works, "cuda");
        check((Backend::Auto, "cpu"), &Probe::Works, &Probe::Works, "cpu");
        check((Backend::Ort, "cuda:1"), &Probe::Works, &Probe::Works, "cuda:1");
        check((Backend::Rten, "auto"), &Probe::Works, &Probe::Works, "rten");
        let library = Probe::Absent(LIBRARY.to_owned());
        check((Backend::Auto, "auto"), &library, &none, "rten (no library was found)");
        check((Backend::Rten, "auto"), &library, &none, "rten");
    }

    #[test]
    fn nothing_falls_back_in_silence() {
        let cuda = Probe::Broken(CUDA.to_owned());
        let library = Probe::Broken("it is for another machine".to_owned());
        check(
            (Backend::Auto, "auto"),
            &Probe::Works,
            &cuda,
            "cpu: wanted cuda, runs on cpu, because libcublasLt.so.13 is missing",
        );
        check(
            (Backend::Auto, "auto"),
            &library,
            &cuda,
            "rten: wanted ONNX Runtime, runs rten, because it is for another machine",
        );
    }

    #[test]
    fn what_is_demanded_is_had_or_refused() {
        let library = Probe::Absent(LIBRARY.to_owned());
        let cuda = Probe::Broken(CUDA.to_owned());
        check(
            (Backend::Auto, "cuda"),
            &Probe::Works,
            &cuda,
            "refused: wanted cuda, but libcublasLt.so.13 is missing",
        );
        check(
            (Backend::Auto, "tensorrt"),
            &Probe::Works,
            &Probe::Works,
            "refused: wanted tensorrt, but it was built without",
        );
        check(
            (Backend::Auto, "cuda"),
            &library,
            &cuda,
            "refused: wanted cuda, but no library was found",
        );
        check(
            (Backend::Ort, "auto"),
            &library,
            &cuda,
            "refused: wanted ONNX Runtime, but no library was found",
        );
        check(
            (Backend::Rten, "cuda"),
            &Probe::Works,
            &Probe::Works,
            "refused: wanted cuda, but rten runs on the cpu only",
        );
    }
}
