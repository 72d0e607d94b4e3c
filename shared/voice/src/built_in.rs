//! The files of the built-in voice.

/// The files of the built-in voice.
pub static BUILT_IN: [(&str, &[u8]); 2] = [
    ("model.onnx", include_bytes!("../voices/lector/model.onnx")),
    ("model.onnx.json", include_bytes!("../voices/lector/model.onnx.json")),
];

#[cfg(test)]
mod tests {
    use contract::{Digest, built_in};

    use super::*;

    #[test]
    fn the_manifest_of_the_built_in_voice_is_that_of_its_files() {
        let files =
            BUILT_IN.map(|(name, bytes)| (name.to_owned(), bytes.len() as u64, Digest::of(bytes)));

        let said = built_in().files.into_iter().map(|file| (file.name, file.bytes, file.sha256));

        assert_eq!(said.collect::<Vec<_>>(), files);
        assert!(built_in().check().is_ok());
    }
}
