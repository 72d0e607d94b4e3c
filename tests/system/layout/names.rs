//! One name, one meaning: no two types of the workspace are called the same.

use std::collections::BTreeMap;

use super::sources::crates;

/// Names whose meaning is that of the module they stand in, as everywhere in Rust.
const SHARED_NAMES: [&str; 2] = ["Config", "Error"];

#[test]
fn a_name_means_one_thing_in_all_crates() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for found in crates() {
        for source in found.sources.values() {
            for name in source.paths.types() {
                places
                    .entry(name.clone())
                    .or_default()
                    .push(format!("{}/{}", found.name, source.path));
            }
        }
    }

    let doubles = places
        .iter()
        .filter(|(name, places)| places.len() > 1 && !SHARED_NAMES.contains(&name.as_str()));
    let doubles: Vec<String> =
        doubles.map(|(name, places)| format!("{name}: {}", places.join(", "))).collect();

    assert!(
        doubles.is_empty(),
        "{} names mean several things:\n{}",
        doubles.len(),
        doubles.join("\n")
    );
}
