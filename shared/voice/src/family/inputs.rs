//! Checks a model's inputs against those of its family.

use crate::error::{Error, bad_voice};
use crate::runtime::LoadedModel;
use crate::runtime::model_file::{ElementType, ValueInfo};

/// Finds an input by the first of `names` that the model has.
pub(super) fn input<'a>(
    loaded: &'a LoadedModel,
    names: &[&str],
    kinds: &[ElementType],
) -> Result<&'a ValueInfo, Error> {
    let find = |name: &&str| loaded.file.inputs.iter().find(|input| input.name == **name);
    let found = names.iter().find_map(find);
    let found = found.ok_or_else(|| bad_voice(format!("the model has no input `{}`", names[0])))?;
    if kinds.contains(&found.element) {
        return Ok(found);
    }
    Err(bad_voice(format!("the model's input `{}` has type {:?}", found.name, found.element)))
}

/// Refuses a model with more inputs than its family provides.
pub(super) fn check_inputs(loaded: &LoadedModel, known: &[&str]) -> Result<(), Error> {
    let is_new = |input: &&ValueInfo| !known.contains(&input.name.as_str());
    match loaded.file.inputs.iter().find(is_new) {
        Some(input) => Err(bad_voice(format!("the model has the unknown input `{}`", input.name))),
        None => Ok(()),
    }
}
