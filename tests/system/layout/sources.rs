//! The files of our crates as their compiler sees them, tests left out.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::Visit as _;

use super::paths::{Paths, is_test};
use super::workspace::root;

/// A module's way from the crate's root.
pub(super) type Module = Vec<String>;

/// One file.
pub(super) struct Source {
    /// Within the crate's `src`.
    pub(super) path: String,
    /// Lines, without those of tests.
    pub(super) lines: usize,
    pub(super) paths: Paths,
}

/// One crate.
pub(super) struct Crate {
    pub(super) name: String,
    pub(super) is_service: bool,
    pub(super) sources: BTreeMap<Module, Source>,
}

/// Every crate of ours.
pub(super) fn crates() -> Vec<Crate> {
    let mut found = Vec::new();
    for group in ["shared", "services", "tests"] {
        let group = root().join(group);
        let folders = fs::read_dir(&group).unwrap().map(|entry| entry.unwrap().path());
        for folder in folders.chain([group.clone()]) {
            if folder.join("src/lib.rs").exists() {
                let name = folder.file_name().unwrap().to_string_lossy().into_owned();
                let is_service = group.ends_with("services");
                found.push(Crate { name, is_service, sources: read(&folder.join("src")) });
            }
        }
    }
    assert!(found.len() > 10, "the crates were not found");
    found
}

fn read(src: &Path) -> BTreeMap<Module, Source> {
    let mut sources = BTreeMap::new();
    let mut waiting: Vec<(Module, PathBuf)> = vec![(vec![], src.join("lib.rs"))];
    while let Some((module, file)) = waiting.pop() {
        let text = fs::read_to_string(&file).unwrap();
        let parsed = syn::parse_file(&text).unwrap_or_else(|error| panic!("{file:?}: {error}"));
        for item in &parsed.items {
            let syn::Item::Mod(child) = item else { continue };
            if child.content.is_some() || is_test(&child.attrs) {
                continue;
            }
            let child: Module = [module.clone(), vec![child.ident.to_string()]].concat();
            let path = src.join(child.join("/")).with_extension("rs");
            waiting.push((child, path));
        }
        let mut paths = Paths::default();
        paths.visit_file(&parsed);
        let path = file.strip_prefix(src).unwrap().display().to_string();
        sources.insert(module, Source { path, lines: lines(&text), paths });
    }
    sources
}

/// Lines above the tests, which come last in a file.
fn lines(text: &str) -> usize {
    let above = text.find("\n#[cfg(test)]\nmod ").map_or(text, |tests| &text[..tests]);
    above.lines().count()
}
