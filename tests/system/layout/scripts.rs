//! What people and CI run besides our programs.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::workspace::root;

fn scripts() -> Vec<PathBuf> {
    let mut scripts = vec![root().join(".ci/run")];
    for folder in ["deploy", "scripts"] {
        let entries = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path());
        scripts.extend(entries.filter(|path| path.extension().is_some_and(|end| end == "sh")));
    }
    scripts
}

/// Runs a program that only checks `file`; what it said when it was not content.
fn complaint(program: &Path, arguments: &[&str], file: &Path) -> Option<String> {
    let output = Command::new(program).args(arguments).arg(file).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (!output.status.success()).then_some(said)
}

#[test]
fn scripts_can_be_run() {
    let scripts = scripts();

    assert!(scripts.len() >= 4, "{scripts:?}");
    for script in scripts {
        let mode = script.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o111, 0o111, "{} is not executable", script.display());
        let text = fs::read_to_string(&script).unwrap();
        assert!(
            text.contains("\nset -euo pipefail\n"),
            "{} goes on after errors",
            script.display()
        );
        assert_eq!(complaint(Path::new("bash"), &["-n"], &script), None);
    }
}

#[test]
fn the_server_accepts_its_configuration() {
    let server = child::find_tool("nats-server").expect("run deploy/setup.sh");

    assert_eq!(complaint(&server, &["-t", "-c"], &root().join("nats.conf")), None);
}
