//! How large crates are: `cargo nextest run --workspace --no-capture -E 'test(crates_stay_small)'` prints it.

use std::io::Write as _;

use super::sources::{Crate, Source, crates};

/// Most lines of a service, tests left out.
const SERVICE: usize = 4_000;
/// Most lines of a library, tests left out.
const LIBRARY: usize = 9_000;

#[test]
fn crates_stay_small() {
    let mut table = String::from("lines without tests, files, longest file\n");
    let mut too_large = Vec::new();

    for Crate { name, is_service, sources } in crates() {
        let most = if is_service { SERVICE } else { LIBRARY };
        let lines: usize = sources.values().map(|source| source.lines).sum();
        let longest = sources.values().max_by_key(|source| source.lines).unwrap();
        let Source { path, lines: longest, .. } = longest;
        table += &format!("{lines:>6} {:>4} {longest:>4} {name} ({path})\n", sources.len());
        if lines > most {
            too_large.push(format!("{name} has {lines} lines; {most} is the most"));
        }
    }

    writeln!(std::io::stderr(), "{table}").unwrap();
    assert_eq!(too_large, Vec::<String>::new());
}
