//! Files: how long, how named, how begun.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::workspace::root;

/// Lines at which a file is asked whether it holds more than one idea.
const ASKED: usize = 300;
/// Lines that no file has.
const MOST: usize = 400;
/// Names that say nothing.
const EMPTY_NAMES: [&str; 10] =
    ["common", "core", "data", "helper", "helpers", "manager", "managers", "misc", "util", "utils"];

/// Path within the repository, and text, of every file of ours whose name ends in `ending`.
pub(super) fn texts(ending: &str) -> impl Iterator<Item = (String, String)> {
    let root = root();
    let mut found = Vec::new();
    for folder in ["services", "shared", "tests"] {
        collect(&root.join(folder), ending, &mut found);
    }
    found.sort();
    found.into_iter().map(move |path| {
        let text = fs::read_to_string(&path).unwrap();
        (path.strip_prefix(&root).unwrap().display().to_string(), text)
    })
}

fn collect(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, ending, found);
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
}

#[test]
fn files_are_short() {
    for (path, text) in texts(".rs") {
        let lines = text.lines().count();

        assert!(lines <= MOST, "{path} has {lines} lines, and {MOST} is the most");
        if lines > ASKED {
            writeln!(std::io::stderr(), "{path} has {lines} lines: is it one idea?").unwrap();
        }
    }
}

#[test]
fn files_begin_by_saying_what_they_are_for() {
    let mut count = 0;
    for (path, text) in texts(".rs") {
        // The documentation of a library is its README.
        let begun = text.starts_with("//! ") || text.starts_with("#![doc = include_str!(");
        assert!(begun, "{path} does not begin with //!");
        count += 1;
    }
    assert!(count > 50, "the files were not found");
}

#[test]
fn names_say_something() {
    for (path, _) in texts(".rs").chain(texts("Cargo.toml")) {
        assert!(!path.ends_with("/mod.rs"), "{path}: name it after its folder, beside it");
        for part in Path::new(&path).with_extension("").iter() {
            let part = part.to_str().unwrap();
            assert!(!EMPTY_NAMES.contains(&part), "{path}: `{part}` says nothing");
        }
    }
}
