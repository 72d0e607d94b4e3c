//! No file of a crate needs another that needs it in turn: whoever reads one can start at the bottom.

use std::collections::{BTreeMap, BTreeSet};

use super::arrows::Arrows;
use super::sources::crates;

/// The groups of files that reach each other, largest first; a file by itself is no group.
fn circles(arrows: &Arrows) -> Vec<Vec<String>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        arrows.keys().map(|file| (file.as_str(), reached_from(file, arrows))).collect();
    let mut groups = BTreeSet::new();
    for (file, there) in &reached {
        let back = |other: &&&str| reached.get(**other).is_some_and(|from| from.contains(file));
        let group: Vec<String> = there.iter().filter(back).map(|&other| other.to_owned()).collect();
        if group.len() > 1 {
            groups.insert(group);
        }
    }
    let mut groups: Vec<Vec<String>> = groups.into_iter().collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    groups
}

fn reached_from<'a>(file: &'a str, arrows: &'a Arrows) -> BTreeSet<&'a str> {
    let (mut waiting, mut found) = (vec![file], BTreeSet::new());
    while let Some(file) = waiting.pop() {
        for next in arrows.get(file).into_iter().flatten() {
            if found.insert(next.as_str()) {
                waiting.push(next);
            }
        }
    }
    found
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let mut complaint = String::new();

    for found in crates() {
        let (name, arrows) = (&found.name, found.arrows());
        for group in circles(&arrows) {
            complaint += &format!("{name}: {} files in a circle:\n", group.len());
            for (from, to) in
                arrows.iter().flat_map(|(from, to)| to.iter().map(move |to| (from, to)))
            {
                if group.contains(from) && group.contains(to) {
                    complaint += &format!("  {from} -> {to}\n");
                }
            }
        }
    }

    assert!(complaint.is_empty(), "{complaint}");
}

#[test]
fn a_circle_is_found() {
    let arrows = |pairs: &[(&str, &str)]| {
        let mut arrows = Arrows::new();
        for (from, to) in pairs {
            arrows.entry((*from).to_owned()).or_default().insert((*to).to_owned());
        }
        arrows
    };

    assert_eq!(circles(&arrows(&[("a", "b"), ("b", "c"), ("a", "c")])), Vec::<Vec<String>>::new());
    assert_eq!(circles(&arrows(&[("a", "b"), ("b", "c"), ("c", "b")])), [["b", "c"]]);
}
