//! Finds the ONNX Runtime library and its version.

use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::probe::Probe;

/// Bytes at the start of a library in which its version is looked for: its name tables come first.
const HEAD: u64 = 1 << 20;

/// Texts before the version: in a name table on Linux, in the library's own name on macOS.
const BEFORE: [&[u8]; 2] = [b"VERS_", b"libonnxruntime."];

/// Finds the library: only `configured` if it is given, else beside our own program or in the tools folder.
pub(super) fn library(configured: Option<&Path>) -> Result<PathBuf, Probe> {
    if let Some(path) = configured {
        let missing = || format!("worker.onnx_library is {}, which is not a file", path.display());
        return path.is_file().then(|| path.to_owned()).ok_or_else(|| Probe::Broken(missing()));
    }
    let name = format!("{DLL_PREFIX}onnxruntime{DLL_SUFFIX}");
    let ours = std::env::current_exe().ok();
    let beside = ours.and_then(|program| Some(program.parent()?.join(&name)));
    beside
        .filter(|path| path.is_file())
        .or_else(|| child::find_tool(&name))
        .ok_or_else(|| Probe::Absent(format!("{name} was not found: deploy/setup.sh installs it")))
}

/// The version of the library at `path`, read from its file: the function that returns it needs unsafe code.
pub(super) fn version(path: &Path) -> String {
    let mut head = vec![];
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    let found = read.ok().and_then(|_| BEFORE.iter().find_map(|before| number(&head, before)));
    found.unwrap_or_else(|| format!("of at least 1.{}", ort::MINOR_VERSION))
}

/// The digits and dots after the first `before` that is followed by some.
fn number(bytes: &[u8], before: &[u8]) -> Option<String> {
    let is_number = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
    let mut places = bytes.windows(before.len()).enumerate().filter(|(_, here)| *here == before);
    places.find_map(|(place, _)| {
        let rest = &bytes[place + before.len()..];
        let digits: Vec<u8> = rest.iter().copied().take_while(is_number).collect();
        let text = String::from_utf8(digits).ok()?;
        let text = text.trim_matches('.');
        text.contains('.').then(|| text.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: Option<&str>) {
        let found = BEFORE.iter().find_map(|before| number(bytes, before));
        assert_eq!(found.as_deref(), expected);
    }

    #[test]
    fn the_version_is_found_in_a_librarys_names() {
        check(b"\0VERS_1.31.1\0OrtGetApiBase\0", Some("1.31.1"));
        check(b"@rpath/libonnxruntime.1.23.2.dylib\0", Some("1.23.2"));
        check(b"libonnxruntime.so.1\0VERS_\0VERS_1.22.0", Some("1.22.0"));
        check(b"nothing", None);
    }

    #[test]
    fn a_library_that_is_configured_must_be_there() {
        let refused = library(Some(Path::new("/nowhere/libonnxruntime.so"))).unwrap_err();
        let expected = "worker.onnx_library is /nowhere/libonnxruntime.so, which is not a file";
        assert_eq!(refused, Probe::Broken(expected.to_owned()));
    }
}
