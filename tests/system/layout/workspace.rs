//! What cargo knows of our crates and of everything that they use.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// What a dependency is needed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Normal,
    Build,
    Dev,
}

/// Our crates, and the graph of everything below them.
pub(super) struct Workspace {
    metadata: Value,
}

/// The folder of the root `Cargo.toml`.
pub(super) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

impl Workspace {
    pub(super) fn read() -> Self {
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
        let output = Command::new(cargo)
            .args(["metadata", "--format-version", "1", "--locked"])
            .current_dir(root())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Self { metadata: serde_json::from_slice(&output.stdout).unwrap() }
    }

    /// Our crates that name `dependency` in one of the `kinds`.
    pub(super) fn users_of(&self, dependency: &str, kinds: &[Kind]) -> BTreeSet<String> {
        let used = self.dependencies(kinds).into_iter();
        used.filter(|(_, used)| used == dependency).map(|(user, _)| user).collect()
    }

    /// Who uses whom among our crates.
    pub(super) fn arrows(&self, kinds: &[Kind]) -> Vec<(String, String)> {
        let ours: BTreeSet<&str> = self.ours().map(name).collect();
        let used = self.dependencies(kinds).into_iter();
        used.filter(|(_, used)| ours.contains(used.as_str())).collect()
    }

    /// Name and licence of every crate that ends up in a binary of ours.
    pub(super) fn shipped(&self) -> Vec<(String, String)> {
        let nodes = self.metadata["resolve"]["nodes"].as_array().unwrap();
        let shipped = |package: &&Value| {
            let path = text(&package["manifest_path"]);
            path.starts_with(root().join("services").to_str().unwrap())
        };
        let mut waiting: Vec<&str> =
            self.ours().filter(shipped).map(|ours| text(&ours["id"])).collect();
        let mut found = BTreeSet::new();
        while let Some(id) = waiting.pop() {
            if !found.insert(id) {
                continue;
            }
            let node = nodes.iter().find(|node| text(&node["id"]) == id).unwrap();
            for used in node["deps"].as_array().unwrap() {
                let kinds = used["dep_kinds"].as_array().unwrap();
                if kinds.iter().any(|kind| kind_of(kind) == Kind::Normal) {
                    waiting.push(text(&used["pkg"]));
                }
            }
        }
        let packages = self.packages().filter(|package| found.contains(text(&package["id"])));
        let licence = |package: &Value| package["license"].as_str().unwrap_or("none").to_owned();
        packages.map(|package| (name(package).to_owned(), licence(package))).collect()
    }

    fn dependencies(&self, kinds: &[Kind]) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for package in self.ours() {
            for used in package["dependencies"].as_array().unwrap() {
                if kinds.contains(&kind_of(used)) {
                    found.push((name(package).to_owned(), name(used).to_owned()));
                }
            }
        }
        found
    }

    fn ours(&self) -> impl Iterator<Item = &Value> {
        self.packages().filter(|package| package["source"].is_null())
    }

    fn packages(&self) -> impl Iterator<Item = &Value> {
        self.metadata["packages"].as_array().unwrap().iter()
    }
}

fn kind_of(dependency: &Value) -> Kind {
    match dependency["kind"].as_str() {
        Some("dev") => Kind::Dev,
        Some("build") => Kind::Build,
        _ => Kind::Normal,
    }
}

fn name(package: &Value) -> &str {
    text(&package["name"])
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}
