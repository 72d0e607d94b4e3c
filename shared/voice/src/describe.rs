//! Makes a voice's manifest from a folder with its files.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use contract::{Digest, Family, FileRole, Schema, VoiceFile, VoiceManifest};
use serde_json::Value;

/// Deepest folder in which files of a voice are looked for.
const DEPTH: usize = 2;
/// Most bytes of a model card that are read.
const CARD_BYTES: usize = 64 << 10;

/// What the user says of a voice; the rest is taken from the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VoiceDescription {
    /// Its name.
    pub name: Option<String>,
    /// The file name of the model, if there are several.
    pub model: Option<String>,
    /// The language that it speaks.
    pub language: Option<String>,
    /// How text becomes symbols: `english`, `espeak:<language>` or `text`.
    pub phonemes: Option<String>,
    /// Its licence.
    pub licence: Option<String>,
    /// Where it came from.
    pub source: String,
}

/// Makes the manifest of the voice whose files are in `folder`, and returns the path of each file.
///
/// Rate and speakers are missing, because only the loaded model has them. `has_espeak`: whether espeak-ng can make its phonemes.
///
/// # Errors
/// One line that says what is missing or wrong.
pub fn describe_files(
    folder: &Path,
    said: &VoiceDescription,
    has_espeak: bool,
) -> Result<(VoiceManifest, Vec<PathBuf>), String> {
    let files = files(folder, DEPTH).map_err(|error| format!("{}: {error}", folder.display()))?;
    let model = model(&files, said.model.as_deref())?;
    let beside = PathBuf::from(format!("{}.json", model.display()));
    let is_piper = files.contains(&beside);
    let named = |name: &str| files.iter().find(|file| file_name(file) == name).cloned();
    let config = if is_piper { Some(beside) } else { named("config.json") };
    let settings = config.as_ref().and_then(|path| fs::read(path).ok()).unwrap_or_default();
    let settings: Value = serde_json::from_slice(&settings).unwrap_or_default();
    let styles: Vec<PathBuf> =
        files.iter().filter(|file| !is_piper && is_styles(file)).cloned().collect();
    let card = ["MODEL_CARD", "README.md", "LICENSE"].into_iter().find_map(named);
    let family = match (is_piper, styles.is_empty()) {
        (true, _) => Family::Piper,
        (false, false) if settings.to_string().to_lowercase().contains("kitten") => Family::Kitten,
        (false, false) => Family::Kokoro,
        (false, true) => {
            return Err(format!(
                "beside {} there is neither {}.json (Piper) nor a file of styles (Kokoro: voices*.bin, voices*.npz)",
                file_name(&model),
                file_name(&model)
            ));
        }
    };
    let language = said.language.clone().or_else(|| language(&settings));
    let language = language.unwrap_or_else(|| "en-US".to_owned());
    let licence = said.licence.clone().or_else(|| card.as_deref().and_then(licence));
    let phonemes = said.phonemes.clone();
    let phonemes = phonemes.unwrap_or_else(|| phonemes_of(&settings, &language, has_espeak));
    let parts = [
        (FileRole::Model, Some(model.clone())),
        (FileRole::Config, config),
        (FileRole::Card, card),
    ];
    let parts = parts.into_iter().filter_map(|(role, place)| Some((role, place?)));
    let parts: Vec<(FileRole, PathBuf)> =
        parts.chain(styles.into_iter().map(|place| (FileRole::Styles, place))).collect();
    let described = parts.iter().map(|(role, place)| file(*role, place)).collect::<io::Result<_>>();
    let manifest = VoiceManifest {
        schema: Schema::default(),
        name: said.name.clone().unwrap_or_else(|| name_of(&model)),
        family,
        languages: vec![language],
        speakers: vec![],
        rate_hz: 0,
        phonemes,
        licence: licence.unwrap_or_else(|| "not said".to_owned()),
        source: said.source.clone(),
        files: described.map_err(|error| format!("{}: {error}", folder.display()))?,
    };
    let names: BTreeSet<&str> = manifest.files.iter().map(|file| file.name.as_str()).collect();
    if names.len() < manifest.files.len() {
        return Err("two of the voice's files have the same name".to_owned());
    }
    Ok((manifest, parts.into_iter().map(|(_, place)| place).collect()))
}

/// All plain files, in the order of their paths.
fn files(folder: &Path, depth: usize) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && depth > 0 {
            found.extend(files(&path, depth - 1)?);
        } else if path.is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn model(files: &[PathBuf], wish: Option<&str>) -> Result<PathBuf, String> {
    let models: Vec<&PathBuf> =
        files.iter().filter(|file| file.extension().is_some_and(|end| end == "onnx")).collect();
    let named = |name: &str| models.iter().find(|model| file_name(model) == name);
    let found = match (wish, models.as_slice()) {
        (Some(wish), _) => named(wish),
        (None, [only]) => Some(only),
        (None, _) => named("model.onnx"),
    };
    let names: Vec<String> = models.iter().map(file_name).collect();
    found.map(|path| (*path).clone()).ok_or_else(|| match names.as_slice() {
        [] => "there is no .onnx file".to_owned(),
        names => format!("there are several models; choose one with --model: {}", names.join(", ")),
    })
}

fn is_styles(path: &Path) -> bool {
    let name = file_name(path);
    let is_table = name.ends_with(".bin") || name.ends_with(".npz");
    let folder = path.parent().map(file_name).unwrap_or_default();
    is_table && (name.starts_with("voices") || name.starts_with("style") || folder == "voices")
}

/// The language that Piper's settings name.
fn language(settings: &Value) -> Option<String> {
    let code = settings.pointer("/language/code").or_else(|| settings.pointer("/espeak/voice"));
    Some(code?.as_str()?.replace('_', "-"))
}

fn phonemes_of(settings: &Value, language: &str, has_espeak: bool) -> String {
    if settings.get("phoneme_type").and_then(Value::as_str) == Some("text") {
        return "text".to_owned();
    }
    let is_english = language.to_lowercase().starts_with("en");
    if is_english && !has_espeak {
        return "english".to_owned();
    }
    let voice = settings.pointer("/espeak/voice").and_then(Value::as_str);
    format!("espeak:{}", voice.map_or_else(|| language.to_lowercase(), str::to_owned))
}

/// The licence that a card names after `license:`.
fn licence(card: &Path) -> Option<String> {
    let text = fs::read(card).ok()?;
    let text = String::from_utf8_lossy(text.get(..CARD_BYTES).unwrap_or(&text)).into_owned();
    let said = text.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        let key = key.trim_matches(['*', '-', '#', ' ']).to_lowercase();
        let value = value.trim_matches(['*', '`', '"', ' ']);
        ((key == "license" || key == "licence") && !value.is_empty()).then(|| value.to_owned())
    });
    let first = || text.lines().map(str::trim).find(|line| !line.is_empty()).map(str::to_owned);
    said.or_else(|| if file_name(card) == "LICENSE" { first() } else { None })
}

/// `en_US-amy-low.onnx` is called `en_us-amy-low`; a model called `model` by its folder.
fn name_of(model: &Path) -> String {
    let stem = model.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let folder = model.parent().map(file_name).unwrap_or_default();
    let name = stem.filter(|stem| stem != "model").unwrap_or(folder).to_lowercase();
    let plain = |c: char| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '-' };
    name.chars().map(plain).collect()
}

fn file(role: FileRole, place: &Path) -> io::Result<VoiceFile> {
    let (sha256, bytes) = Digest::of_reader(fs::File::open(place)?)?;
    Ok(VoiceFile { role, name: file_name(place), bytes, sha256 })
}

fn file_name(path: impl AsRef<Path>) -> String {
    path.as_ref().file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn described(files: &[(&str, &str)], said: VoiceDescription) -> Result<VoiceManifest, String> {
        describe_files(folder(files).path(), &said, true).map(|(manifest, _)| manifest)
    }

    const AMY: [(&str, &str); 3] = [
        ("en_US-amy-low.onnx", "graph"),
        (
            "en_US-amy-low.onnx.json",
            r#"{"espeak": {"voice": "en-us"}, "language": {"code": "en_US"}}"#,
        ),
        ("MODEL_CARD", "# Amy\n\n* License: MIT\n"),
    ];

    #[test]
    fn a_voice_of_piper_describes_itself() {
        let amy = described(&AMY, VoiceDescription::default()).unwrap();

        assert_eq!((amy.name.as_str(), amy.family), ("en_us-amy-low", Family::Piper));
        assert_eq!(amy.languages, ["en-US"]);
        assert_eq!((amy.phonemes.as_str(), amy.licence.as_str()), ("espeak:en-us", "MIT"));
        assert_eq!(amy.files[0].sha256, Digest::of(b"graph"));
        let without =
            describe_files(folder(&AMY).path(), &VoiceDescription::default(), false).unwrap().0;
        assert_eq!(without.phonemes, "english");
    }

    #[test]
    fn a_voice_of_kokoro_has_styles_and_several_models() {
        let files = [
            ("onnx/model.onnx", "graph"),
            ("onnx/model_fp16.onnx", "half"),
            ("voices/af_bella.bin", "b"),
            ("voices/af_sky.bin", "s"),
            ("README.md", "---\nlicense: apache-2.0\n---\n"),
        ];
        let small = VoiceDescription {
            name: Some("kokoro".to_owned()),
            model: Some("model_fp16.onnx".to_owned()),
            ..VoiceDescription::default()
        };

        let kokoro = described(&files, small).unwrap();

        assert_eq!((kokoro.name.as_str(), kokoro.family), ("kokoro", Family::Kokoro));
        assert_eq!((kokoro.files.len(), kokoro.licence.as_str()), (4, "apache-2.0"));
        assert_eq!(kokoro.files[0].sha256, Digest::of(b"half"));
        assert_eq!(described(&files, VoiceDescription::default()).unwrap().name, "onnx");
    }

    #[test]
    fn what_is_no_voice_is_refused_with_what_is_missing() {
        let check = |files: &[(&str, &str)], expected: &str| {
            let refused = described(files, VoiceDescription::default()).unwrap_err();
            assert!(refused.contains(expected), "{refused}");
        };
        check(&[("a.txt", "")], "there is no .onnx file");
        check(&[("a.onnx", ""), ("b.onnx", "")], "--model: a.onnx, b.onnx");
        check(&[("a.onnx", "")], "a.onnx.json (Piper)");
    }
}
