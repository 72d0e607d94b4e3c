//! The programs of the build that a test belongs to.

use std::path::PathBuf;

/// The binary called `name` of the build that this test belongs to.
pub fn binary(name: &str) -> PathBuf {
    let own = std::env::current_exe().expect("a test has a file");
    let path = own.ancestors().nth(2).expect("a test lies in a folder of folders").join(name); // …/target/debug/deps/system or …/target/release/examples/overhead
    assert!(
        path.is_file(),
        "{} is missing: run `cargo build --workspace --bins` first",
        path.display()
    );
    path
}

/// The pace of `sim` in tests: a tenth of a reader's sound has to be stored, mastered and encoded.
pub const HASTY: (&str, &str) = ("LECTOR_WORKER__SIM__CHARACTERS_PER_SECOND", "165");

/// Settings with which a worker offers the engines of `sim-engine`, a program for tests.
pub fn sim_engine() -> [(&'static str, String); 3] {
    let command = format!("[\"{}\"]", binary("sim-engine").display());
    [
        ("LECTOR_WORKER__ENGINES", "[onnx, espeak, sim]".to_owned()),
        ("LECTOR_WORKER__ENGINE_COMMAND", command),
        (HASTY.0, HASTY.1.to_owned()),
    ]
}
