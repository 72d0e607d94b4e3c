//! Which file of a crate takes something from which other, read off their code.
//!
//! A path leads to the file that defines what it names: through modules, through `use`, and through `pub use`, which is no arrow by
//! itself. Tests are left out.

use std::collections::{BTreeMap, BTreeSet};

use super::sources::{Crate, Module, Source};

/// From a file to those that it uses; paths within the crate's `src`.
pub(super) type Arrows = BTreeMap<String, BTreeSet<String>>;

/// Deepest chain of re-exports that is followed.
const DEEPEST: usize = 16;

impl Crate {
    /// Which file uses which.
    pub(super) fn arrows(&self) -> Arrows {
        let mut arrows = Arrows::new();
        for (module, source) in &self.sources {
            let used = arrows.entry(source.path.clone()).or_default();
            for path in source.paths.uses() {
                if let Some(target) = self.target(module, path, DEEPEST)
                    && target.path != source.path
                {
                    used.insert(target.path.clone());
                }
            }
        }
        arrows
    }

    /// The file that defines what `path` names in `module`; `None` for what other crates define, and for a module itself.
    fn target(&self, module: &Module, path: &[String], depth: usize) -> Option<&Source> {
        if depth == 0 {
            return None;
        }
        let (mut here, mut rest) = self.start(module, path, depth)?;
        while let Some((name, behind)) = rest.split_first() {
            let child: Module = [here.clone(), vec![name.clone()]].concat();
            if self.sources.contains_key(&child) {
                (here, rest) = (child, behind);
                continue;
            }
            let source = self.sources.get(&here)?;
            return match source.paths.exported(name) {
                Some(path) => self.target(&here, &[path, behind].concat(), depth - 1),
                None => Some(source),
            };
        }
        None
    }

    /// Where a path begins, and what of it is still to be followed.
    fn start<'a>(
        &self,
        module: &Module,
        path: &'a [String],
        depth: usize,
    ) -> Option<(Module, &'a [String])> {
        let (first, mut rest) = path.split_first()?;
        match first.as_str() {
            "crate" => return Some((vec![], rest)),
            "self" => return Some((module.clone(), rest)),
            "super" => {
                let mut here = module.split_last()?.1.to_vec();
                while let Some(("super", behind)) =
                    rest.split_first().map(|(name, b)| (name.as_str(), b))
                {
                    here = here.split_last()?.1.to_vec();
                    rest = behind;
                }
                return Some((here, rest));
            }
            _ => {}
        }
        let child: Module = [module.clone(), vec![first.clone()]].concat();
        if self.sources.contains_key(&child) {
            return Some((child, rest));
        }
        let imported = self.sources.get(module)?.paths.imported(first)?;
        Some((self.module(module, imported, depth - 1)?, rest))
    }

    /// The module that `path` names in `module`, if it names one.
    fn module(&self, module: &Module, path: &[String], depth: usize) -> Option<Module> {
        if depth == 0 {
            return None;
        }
        let (mut here, rest) = self.start(module, path, depth)?;
        for name in rest {
            here.push(name.clone());
        }
        self.sources.contains_key(&here).then_some(here)
    }
}
