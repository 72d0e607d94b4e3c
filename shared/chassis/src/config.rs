//! Configuration: defaults, then `lector.toml`, then `LECTOR_…`, then flags.

mod layer;
mod print;
mod refusal;

use std::env;
use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::Serialized;
use figment::value::{Dict, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;

use layer::Layer;

/// Why the configuration was refused: one line that names the key, where it came from, and the nearest known one.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Error(pub String);

/// The sections that `lector.toml` may have; a service reads those that its `Config` has and passes over the others.
pub const SECTIONS: [&str; 9] =
    ["nats", "blobs", "telemetry", "ingest", "worker", "assembler", "progress", "lector", "voices"];

/// The file that is read when nobody names one.
const FILE: &str = "lector.toml";
/// Names the file where no flag does.
const FILE_VARIABLE: &str = "LECTOR_CONFIG";

/// Reads a configuration: `C::default()`, then `file`, then the environment (`LECTOR_WORKER__SLOTS`), then `flags` (dotted keys).
///
/// `file`, or else the one that `LECTOR_CONFIG` names, must exist; otherwise `./lector.toml` is read where it exists.
/// Variables without `__` are not settings.
pub fn load<C: Serialize + DeserializeOwned + Default>(
    file: Option<&Path>,
    flags: &[(&str, String)],
) -> Result<C, Error> {
    Sources::of_process(file)?.read::<C>(flags).map(|(config, _)| config)
}

/// Reads a configuration as [`load`] does and writes it as TOML, with the origin of every value; passwords are left out.
pub fn print<C: Serialize + DeserializeOwned + Default>(
    file: Option<&Path>,
    flags: &[(&str, String)],
) -> Result<String, Error> {
    let (config, layers) = Sources::of_process(file)?.read::<C>(flags)?;
    Ok(print::toml(&dict_of(&config)?, &layers))
}

/// Everything that is read from outside, as text.
struct Sources {
    /// The file's name and content.
    file: Option<(String, String)>,
    /// Variables whose names begin with `LECTOR_`.
    variables: Vec<(String, String)>,
}

impl Sources {
    fn of_process(file: Option<&Path>) -> Result<Self, Error> {
        let named = file.map(PathBuf::from).or_else(|| env::var_os(FILE_VARIABLE).map(Into::into));
        let path = named.clone().unwrap_or_else(|| PathBuf::from(FILE));
        let file = match std::fs::read_to_string(&path) {
            Ok(text) => Some((path.display().to_string(), text)),
            Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(Error(format!("could not read {}: {error}", path.display()))),
        };
        let texts = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        Ok(Self { file, variables: env::vars_os().filter_map(texts).collect() })
    }

    /// Reads the layers over the defaults; with the configuration come the layers, lowest first.
    fn read<C: Serialize + DeserializeOwned + Default>(
        &self,
        flags: &[(&str, String)],
    ) -> Result<(C, Vec<Layer>), Error> {
        let defaults = dict_of(&C::default())?;
        let mut layers = Vec::new();
        if let Some((name, text)) = &self.file {
            layers.push(Layer::of_file(name, text)?);
        }
        for (name, value) in &self.variables {
            layers.extend(Layer::of_variable(name, value));
        }
        layers.extend(flags.iter().map(|(key, value)| Layer::of_flag(key, value)));
        for layer in &mut layers {
            refusal::check_sections(layer)?;
            layer.dict.retain(|section, _| defaults.contains_key(section));
        }
        let config = extract(&defaults, &mut layers)?;
        Ok((config, layers))
    }
}

/// Reads the layers into a `C`. Text that was taken for a number where a text is wanted is taken for text again.
fn extract<C: DeserializeOwned>(defaults: &Dict, layers: &mut [Layer]) -> Result<C, Error> {
    loop {
        let merge = |figment: Figment, dict: &Dict| figment.merge(Serialized::defaults(dict));
        let figment = layers
            .iter()
            .fold(merge(Figment::new(), defaults), |all, layer| merge(all, &layer.dict));
        let error = match figment.extract() {
            Ok(config) => return Ok(config),
            Err(error) => error,
        };
        let mended =
            layers.iter_mut().rev().find(|layer| layer::at(&layer.dict, &error.path).is_some());
        if !mended.is_some_and(|layer| layer.mend(&error)) {
            return Err(refusal::explain(&error, layers));
        }
    }
}

fn dict_of<C: Serialize>(config: &C) -> Result<Dict, Error> {
    let value = Value::serialize(config).map_err(|error| Error(error.to_string()))?;
    value.into_dict().ok_or_else(|| Error("a configuration must be a struct".to_owned()))
}

#[cfg(test)]
mod tests;
