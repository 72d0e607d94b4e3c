//! Reads the seeds and findings of fuzzing again: no panic, nothing lost.
#![expect(clippy::unwrap_used, reason = "a failed test should say where")]

#[path = "fuzz/attempt.rs"]
mod attempt;

use std::fs;
use std::path::Path;

#[test]
fn seeds_and_findings_are_read_without_a_panic() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/seeds");
    let mut file = tempfile::tempfile().unwrap();
    let mut count = 0;
    for seed in fs::read_dir(folder).unwrap() {
        let bytes = fs::read(seed.unwrap().path()).unwrap();
        for kind in 0..attempt::KINDS * 4 {
            attempt::attempt(&[&[kind], &bytes[..]].concat(), &mut file);
            count += 1;
        }
    }
    assert!(count >= 24 * 12, "{count}");
}
