//! Configuration: defaults, then `lector.toml`, then `LECTOR_…`, then flags.

mod error;
mod layer;
mod print;
mod refusal;
mod tree;
mod wrong;

use std::env;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

pub use error::ConfigError;
use layer::Layer;
pub use refusal::SECTIONS;
use tree::{SettingsTree, at, merge};

/// The file that is read if none is named.
const FILE: &str = "lector.toml";
/// The variable that names the file if no flag does.
const FILE_VARIABLE: &str = "LECTOR_CONFIG";

/// Reads a configuration: `C::default()`, then `file`, then the environment (`LECTOR_WORKER__SLOTS`), then `flags` (dotted keys).
///
/// `file`, or else the one that `LECTOR_CONFIG` names, must exist; otherwise `./lector.toml` is read where it exists.
/// Variables without `__` are not settings.
pub fn load<C: Serialize + DeserializeOwned + Default>(
    file: Option<&Path>,
    flags: &[(&str, String)],
) -> Result<C, ConfigError> {
    Sources::of_process(file)?.read::<C>(flags).map(|(config, _)| config)
}

/// Reads a configuration as [`load`] does and writes it as TOML, with the origin of every value; passwords are left out.
pub fn print<C: Serialize + DeserializeOwned + Default>(
    file: Option<&Path>,
    flags: &[(&str, String)],
) -> Result<String, ConfigError> {
    let (config, layers) = Sources::of_process(file)?.read::<C>(flags)?;
    Ok(print::toml(&section_of(&config)?, &layers))
}

/// Everything that is read from outside, as text.
struct Sources {
    /// The file's name and content.
    file: Option<(String, String)>,
    /// Variables whose names begin with `LECTOR_`.
    variables: Vec<(String, String)>,
}

impl Sources {
    fn of_process(file: Option<&Path>) -> Result<Self, ConfigError> {
        let named = file.map(PathBuf::from).or_else(|| env::var_os(FILE_VARIABLE).map(Into::into));
        let path = named.clone().unwrap_or_else(|| PathBuf::from(FILE));
        let file = match std::fs::read_to_string(&path) {
            Ok(text) => Some((path.display().to_string(), text)),
            Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => {
                return Err(ConfigError(format!("could not read {}: {error}", path.display())));
            }
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
    ) -> Result<(C, Vec<Layer>), ConfigError> {
        let defaults = section_of(&C::default())?;
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
            layer.settings.retain(|section, _| defaults.contains_key(section));
        }
        let config = extract(&defaults, &mut layers)?;
        Ok((config, layers))
    }
}

/// Reads the layers into a `C`. A text that looks like a number is read as text if the setting is a text.
fn extract<C: DeserializeOwned>(
    defaults: &SettingsTree,
    layers: &mut [Layer],
) -> Result<C, ConfigError> {
    loop {
        let mut settings = defaults.clone();
        layers.iter().for_each(|layer| merge(&mut settings, &layer.settings));
        let refused = match wrong::read(settings.clone()) {
            Ok(config) => return Ok(config),
            Err(refused) => refused,
        };
        let has_it = |layer: &&mut Layer| at(&layer.settings, &refused.path).is_some();
        let mended = layers.iter_mut().rev().find(has_it);
        if !mended.is_some_and(|layer| layer.mend(&refused)) {
            return Err(refusal::explain(&refused, &settings, layers));
        }
    }
}

fn section_of<C: Serialize>(config: &C) -> Result<SettingsTree, ConfigError> {
    match serde_json::to_value(config) {
        Ok(Value::Object(section)) => Ok(section),
        Ok(_) => Err(ConfigError("a configuration must be a struct".to_owned())),
        Err(error) => Err(ConfigError(error.to_string())),
    }
}

#[cfg(test)]
mod tests;
