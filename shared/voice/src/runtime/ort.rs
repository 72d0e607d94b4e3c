//! Models in ONNX Runtime, whose library is loaded at run time: 1.25 to 1.85 times as fast as `rten`, and the only backend for
//! graphics cards.

use std::path::Path;
use std::sync::OnceLock;

use ort::environment::Environment;
use ort::ep::{self, ArenaExtendStrategy, ExecutionProvider, ExecutionProviderDispatch};
use ort::logging::LogLevel;
use ort::session::builder::{GraphOptimizationLevel, SessionBuilder};
use ort::session::{Session, SessionInputValue};
use ort::value::{DynValue, TensorElementType};

use super::backend::DeviceBackend;
use super::device::Device;
use super::failure;
use super::library::version;
use super::model::Model;
use super::probe::Probe;
use super::tensor::{Tensor, Values};
use crate::error::{Error, ErrorKind};

/// A model with one operator: a device that runs it can run other models.
const SMALLEST: &[u8] = include_bytes!("smallest.onnx");

/// Most memory on a graphics card for the work of one model, besides its weights: Kokoro needs 1 GiB for half a minute of speech.
const ARENA: usize = 4 << 30;

/// Longest reason that is shown.
const LONGEST: usize = 200;

/// The loaded library: one per process, never unloaded.
pub(crate) struct OnnxRuntime {
    environment: Environment,
    version: String,
}

/// A model in ONNX Runtime.
pub(crate) struct OrtModel(Session);

impl OnnxRuntime {
    /// Loads the library at `path`, or returns the one that is already loaded.
    pub(crate) fn open(path: &Path) -> Result<&'static Self, String> {
        static LIBRARY: OnceLock<Result<OnnxRuntime, String>> = OnceLock::new();
        LIBRARY.get_or_init(|| Self::load_library(path)).as_ref().map_err(Clone::clone)
    }

    fn load_library(path: &Path) -> Result<Self, String> {
        let builder = ort::init_from(path).map_err(|error| short(&error.to_string()))?;
        let environment = builder
            .with_name("lector")
            .with_telemetry(false)
            .build()
            .map_err(|error| short(error.message()))?;
        // Errors are returned; the library's own log lines would only repeat them.
        environment.set_log_level(LogLevel::Fatal);
        Ok(Self { environment, version: version(path) })
    }

    /// Name and version, for people.
    fn name(&self) -> String {
        format!("ONNX Runtime {}", self.version)
    }

    fn builder(&self, device: Device) -> ort::Result<SessionBuilder> {
        Ok(Session::builder(&self.environment)?
            // A slot is a process with one thread: two slots are as fast as two threads, and spinning threads take CPU time from other slots.
            .with_intra_threads(1)?
            .with_inter_threads(1)?
            .with_intra_op_spinning(false)?
            // Memory patterns would be kept for every length ever seen: they gain nothing and take a third of the memory.
            .with_memory_pattern(false)?
            .with_optimization_level(GraphOptimizationLevel::All)?
            .with_log_level(LogLevel::Fatal)?
            .with_execution_providers(providers(device))?)
    }
}

impl DeviceBackend for &'static OnnxRuntime {
    fn runs_on(&self, device: Device) -> String {
        format!("{} on {device}", self.name())
    }

    /// Runs the smallest model.
    fn probe(&self, device: Device) -> Probe {
        if !is_built_in(device) {
            return Probe::Absent(format!("{} was built without {device}", self.name()));
        }
        let run = || -> ort::Result<()> {
            let mut session = self.builder(device)?.commit_from_memory(SMALLEST)?;
            let input = ort::value::Tensor::from_array(([1_usize], vec![1.0_f32]))?;
            session.run(ort::inputs![input])?;
            Ok(())
        };
        run().map_or_else(|error| Probe::Broken(short(error.message())), |()| Probe::Works)
    }

    fn load(&self, path: &Path, device: Device) -> Result<Box<dyn Model>, Error> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let load = || -> ort::Result<Session> { self.builder(device)?.commit_from_file(path) };
        // A card with too little memory does not mean that the model is bad.
        let wrong = |error: ort::Error| Error {
            kind: failure::kind(error.message(), ErrorKind::BadVoice),
            message: format!("{name} cannot be loaded: {}", short(error.message())),
        };
        load().map(|session| Box::new(OrtModel(session)) as Box<dyn Model>).map_err(wrong)
    }
}

impl Model for OrtModel {
    fn run(&mut self, inputs: &[(&str, Tensor)], outputs: &[&str]) -> Result<Vec<Tensor>, Error> {
        let failed = |error: ort::Error| Error {
            kind: failure::kind(error.message(), ErrorKind::Passing),
            message: short(error.message()),
        };
        let inputs = inputs
            .iter()
            .map(|(name, tensor)| Ok(((*name).to_owned(), value(tensor)?)))
            .collect::<ort::Result<Vec<(String, SessionInputValue<'_>)>>>()
            .map_err(failed)?;
        let found = self.0.run(inputs).map_err(failed)?;
        let wanted = outputs.iter().map(|name| {
            let missing = || ort::Error::new(format!("the model has no output `{name}`"));
            tensor(found.get(name).ok_or_else(missing)?)
        });
        wanted.collect::<ort::Result<_>>().map_err(failed)
    }
}

/// The execution providers of a device. A device that does not work is an error, never silently replaced by the processor. Operators
/// that one provider does not support run on the next.
fn providers(device: Device) -> Vec<ExecutionProviderDispatch> {
    let cuda = |number| {
        ep::CUDA::default()
            .with_device_id(number)
            // The default tries every algorithm again for each length.
            .with_conv_algorithm_search(ep::cuda::ConvAlgorithmSearch::Heuristic)
            .with_memory_limit(ARENA)
            .with_arena_extend_strategy(ArenaExtendStrategy::SameAsRequested)
            .build()
    };
    let number = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    let mut providers = match device {
        Device::Cpu => vec![],
        Device::Cuda(card) => vec![cuda(number(card))],
        Device::TensorRt(card) => {
            let tensorrt = ep::TensorRT::default().with_device_id(number(card)).build();
            vec![tensorrt, cuda(number(card))]
        }
        Device::CoreMl => vec![ep::CoreML::default().build()],
        Device::DirectMl => vec![ep::DirectML::default().build()],
        Device::MigraphX => vec![ep::MIGraphX::default().build()],
    };
    // Set explicitly, because the arena is off by default, and then every tensor is allocated by the system.
    providers.push(ep::CPU::default().with_arena_allocator(true).build());
    providers.into_iter().map(ExecutionProviderDispatch::error_on_failure).collect()
}

fn is_built_in(device: Device) -> bool {
    let found = match device {
        Device::Cpu => Ok(true),
        Device::Cuda(_) => ep::CUDA::is_available(),
        Device::TensorRt(_) => ep::TensorRT::is_available(),
        Device::CoreMl => ep::CoreML::is_available(),
        Device::DirectMl => ep::DirectML::is_available(),
        Device::MigraphX => ep::MIGraphX::is_available(),
    };
    found.unwrap_or(false)
}

fn value(tensor: &Tensor) -> ort::Result<SessionInputValue<'static>> {
    let shape = tensor.shape.clone();
    Ok(match &tensor.values {
        Values::F32(values) => ort::value::Tensor::from_array((shape, values.clone()))?.into(),
        Values::I64(values) => ort::value::Tensor::from_array((shape, values.clone()))?.into(),
        Values::I32(values) => ort::value::Tensor::from_array((shape, values.clone()))?.into(),
    })
}

fn tensor(value: &DynValue) -> ort::Result<Tensor> {
    let shape =
        |sizes: &[i64]| sizes.iter().map(|&size| usize::try_from(size).unwrap_or(0)).collect();
    Ok(match value.dtype().tensor_type() {
        Some(TensorElementType::Int64) => {
            let (sizes, values) = value.try_extract_tensor::<i64>()?;
            Tensor { shape: shape(sizes), values: Values::I64(values.to_vec()) }
        }
        Some(TensorElementType::Int32) => {
            let (sizes, values) = value.try_extract_tensor::<i32>()?;
            Tensor { shape: shape(sizes), values: Values::I32(values.to_vec()) }
        }
        _ => {
            let (sizes, values) = value.try_extract_tensor::<f32>()?;
            Tensor { shape: shape(sizes), values: Values::F32(values.to_vec()) }
        }
    })
}

/// Shortens a message of the library to one line, without the names of its source files.
fn short(message: &str) -> String {
    if let Some((before, _)) = message.split_once(": cannot open shared object file") {
        let library = before.rsplit([' ', '/']).next().unwrap_or(before);
        return format!("{library} is missing");
    }
    let line = message.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_short_enough_to_be_read() {
        let long = "/onnxruntime_src/onnxruntime/core/session/provider_bridge_ort.cc:2167 \
            onnxruntime::Provider& onnxruntime::ProviderLibrary::Get() [ONNXRuntimeError] : 1 : FAIL : Failed to load library \
            /opt/lib/libonnxruntime_providers_cuda.so with error: libcublasLt.so.13: cannot open shared object file: No such file \
            or directory";

        assert_eq!(short(long), "libcublasLt.so.13 is missing");
        assert_eq!(short("no\n  such   device"), "no such device");
        assert_eq!(short(&"x".repeat(5000)).len(), LONGEST);
    }
}
