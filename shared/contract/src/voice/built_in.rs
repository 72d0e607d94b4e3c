//! The voice that every worker has.

use super::manifest::{Family, FileRole, VoiceFile, VoiceManifest};
use super::name::BUILT_IN;
use crate::{Digest, Schema};

/// Its model and its settings: lengths, and digests of the bytes.
const MODEL: (u64, &str) =
    (9_632_183, "0e4ed9f00821e5623c0c0957d9b09d4365c6b151d890634e1543a20a1e5e4ef7");
const SETTINGS: (u64, &str) =
    (2_553, "1e4690db44faca39f8a4ddb907c661fe282cc1cebcfabf934531a6bf0a1ad860");

/// The manifest of the voice that is built into every worker; a test of the synth worker compares it with the files.
#[must_use]
pub fn built_in() -> VoiceManifest {
    let file = |role, name: &str, (bytes, sha256): (u64, &str)| VoiceFile {
        role,
        name: name.to_owned(),
        bytes,
        // A constant that is not a digest is noticed by the test that compares it with the file.
        sha256: sha256.parse().unwrap_or(Digest([0; 32])),
    };
    VoiceManifest {
        schema: Schema::default(),
        name: BUILT_IN.to_owned(),
        family: Family::Piper,
        languages: vec!["en".to_owned()],
        speakers: ["slt", "rms", "awb"].map(str::to_owned).to_vec(),
        rate_hz: 16_000,
        phonemes: "english".to_owned(),
        licence: "MIT OR Apache-2.0; its teachers' under the CMU Flite licence".to_owned(),
        source: "services/synth-worker/voices".to_owned(),
        files: vec![
            file(FileRole::Model, "model.onnx", MODEL),
            file(FileRole::Config, "model.onnx.json", SETTINGS),
        ],
    }
}
