//! Models that are harmful, damaged, or not models at all.

use super::*;

fn refusal(voice: &VoiceSpec, backend: Backend) -> String {
    let error = load(voice, &runtime(backend)).err().expect("it should have been refused");
    assert_eq!(error.kind, ErrorKind::BadVoice, "{error}");
    error.message
}

#[test]
fn hostile_models_are_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let config = Some(piper_json(folder.path()));
    let garbage = folder.path().join("garbage.onnx");
    std::fs::write(&garbage, [7; 4096]).unwrap();
    let cut = folder.path().join("cut.onnx");
    let whole = std::fs::read(models().join("vits.onnx")).unwrap();
    std::fs::write(&cut, &whole[..whole.len() / 2]).unwrap();
    let empty = folder.path().join("empty.onnx");
    std::fs::write(&empty, []).unwrap();
    for backend in BACKENDS {
        let check = |model: &Path, expected: &str| {
            let message = refusal(&voice(model, config.clone(), vec![]), backend);
            assert_eq!(message, expected);
        };
        check(
            Path::new("external.onnx"),
            "external.onnx keeps `weights` in another file; only models in a single file are loaded",
        );
        check(
            Path::new("foreign.onnx"),
            "foreign.onnx needs operators of `org.example.native`, which are not part of ONNX",
        );
        check(
            Path::new("other.onnx"),
            "a model with the inputs input belongs to no known family of voices (Piper, Kokoro, Kitten)",
        );
        check(Path::new("vits-float.onnx"), "the model's input `input` has type F32");
        check(&empty, "empty.onnx is not an ONNX model");
        check(&garbage, "garbage.onnx cannot be read as a model: it is damaged, or not a model");
        check(&cut, "cut.onnx cannot be read as a model: it is damaged, or not a model");
        // A missing file may come back, so this is a temporary error.
        let missing = load(&voice("nothing.onnx", config.clone(), vec![]), &runtime(backend));
        let missing = missing.err().expect("it should have been missed");
        assert_eq!(missing.kind, ErrorKind::Passing, "{missing}");
    }
}
