//! Chooses the files of a repository that belong to a voice.

use contract::Digest;

/// Names of files beside a model that describe it.
pub(crate) const PAPERS: [&str; 3] = ["MODEL_CARD", "README.md", "LICENSE"];

/// Most files that a voice may have.
const MOST_FILES: usize = 200;

/// Most models that an error lists.
const MOST_NAMED: usize = 8;

/// Paths where exporters put the model to use, the best first.
const USUAL: [&str; 2] = ["model.onnx", "onnx/model.onnx"];

/// A file of a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RepositoryFile {
    /// Its path within the voice's folder.
    pub path: String,
    /// Its length.
    pub size_bytes: u64,
    /// Its digest, if the hub states one.
    pub digest: Option<Digest>,
}

/// The files of the voice among `entries`, the model first; `wanted` is the model's path or its end.
pub(crate) fn pick<'a>(
    entries: &'a [RepositoryFile],
    wanted: Option<&str>,
) -> Result<Vec<&'a RepositoryFile>, String> {
    let model = model(entries, wanted)?;
    let others =
        entries.iter().filter(|entry| *entry != model && belongs(&entry.path, &model.path));
    let picked: Vec<&RepositoryFile> = [model].into_iter().chain(others).collect();
    if picked.len() > MOST_FILES {
        return Err(format!("has {} files; a voice may have {MOST_FILES}", picked.len()));
    }
    match picked.iter().find(|entry| !is_plain(&entry.path)) {
        Some(strange) => Err(format!("has a file with an unsafe name: {:?}", strange.path)),
        None => Ok(picked),
    }
}

fn model<'a>(
    entries: &'a [RepositoryFile],
    wanted: Option<&str>,
) -> Result<&'a RepositoryFile, String> {
    let models: Vec<&RepositoryFile> =
        entries.iter().filter(|entry| entry.path.ends_with(".onnx")).collect();
    let at = |path: &str| models.iter().copied().find(|entry| entry.path == path);
    let exact = match wanted {
        Some(wanted) => at(wanted),
        None => USUAL.into_iter().find_map(at),
    };
    if let Some(model) = exact {
        return Ok(model);
    }
    let end = wanted.map(|wanted| format!("/{wanted}")).unwrap_or_default();
    let fitting: Vec<&RepositoryFile> =
        models.iter().copied().filter(|entry| entry.path.ends_with(&end)).collect();
    match fitting.as_slice() {
        [model] => Ok(model),
        [] if models.is_empty() => Err("has no model (a file *.onnx) there".to_owned()),
        [] => {
            let wanted = wanted.unwrap_or_default();
            Err(format!("has no model {wanted}; it has {}", names(&models)))
        }
        several => Err(format!("has several models; name one with --model: {}", names(several))),
    }
}

fn names(models: &[&RepositoryFile]) -> String {
    let shown: Vec<&str> =
        models.iter().take(MOST_NAMED).map(|entry| entry.path.as_str()).collect();
    match models.len().saturating_sub(MOST_NAMED) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// Whether the file at `path` belongs to the voice of `model`: it is at the top or beside the model, and has one of the usual names.
fn belongs(path: &str, model: &str) -> bool {
    let split = |path: &'_ str| path.rfind('/').map_or(0, |slash| slash + 1);
    let ((folder, name), (home, _)) = (path.split_at(split(path)), model.split_at(split(model)));
    let styles = folder.strip_suffix("voices/");
    if styles.is_some_and(|above| above.is_empty() || above == home) {
        return name.ends_with(".bin");
    }
    if !folder.is_empty() && folder != home {
        return false;
    }
    let called = |start: &str, end: &str| name.starts_with(start) && name.ends_with(end);
    path.strip_suffix(".json") == Some(model)
        || name == "config.json"
        || PAPERS.contains(&name)
        || name.starts_with("LICENSE")
        || called("voices", ".bin")
        || called("voices", ".npz")
        || called("style", ".npz")
}

/// Whether a path stays within its folder, on any system.
pub(crate) fn is_plain(path: &str) -> bool {
    let strange =
        |c: char| c.is_control() || matches!(c, '\\' | ':' | '?' | '*' | '"' | '<' | '>' | '|');
    !path.contains(strange)
        && path
            .split('/')
            .all(|part| !part.is_empty() && part.len() < 200 && part != "." && part != "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(paths: &[&str]) -> Vec<RepositoryFile> {
        let entry =
            |&path: &&str| RepositoryFile { path: path.to_owned(), size_bytes: 1, digest: None };
        paths.iter().map(entry).collect()
    }

    #[test]
    fn a_voice_is_its_model_and_what_belongs_to_it() {
        let check = |paths: &[&str], wanted, expected: &[&str]| {
            let entries = entries(paths);
            let picked = pick(&entries, wanted).unwrap();
            let paths: Vec<&str> = picked.iter().map(|entry| entry.path.as_str()).collect();
            assert_eq!(paths, expected);
        };

        check(
            &["MODEL_CARD", "low.onnx", "low.onnx.json", "samples/speaker_0.mp3"],
            None,
            &["low.onnx", "MODEL_CARD", "low.onnx.json"],
        );
        check(
            &[
                ".gitattributes",
                "README.md",
                "config.json",
                "onnx/model.onnx",
                "onnx/model_q8.onnx",
                "tokenizer.json",
                "voices/af.bin",
                "voices/am.bin",
                "voices/notes.txt",
            ],
            None,
            &["onnx/model.onnx", "README.md", "config.json", "voices/af.bin", "voices/am.bin"],
        );
        check(
            &["LICENSE.txt", "a.onnx", "a.onnx.json", "b.onnx", "b.onnx.json", "voices-v1.0.bin"],
            Some("b.onnx"),
            &["b.onnx", "LICENSE.txt", "b.onnx.json", "voices-v1.0.bin"],
        );
        check(
            &[
                "de/x.onnx",
                "de/x.onnx.json",
                "en/config.json",
                "en/x.onnx",
                "fr/y.onnx",
                "style.npz",
            ],
            Some("y.onnx"),
            &["fr/y.onnx", "style.npz"],
        );
        check(&["a.onnx", "model.onnx", "onnx/model.onnx"], None, &["model.onnx"]);
    }

    #[test]
    fn without_one_model_the_choice_is_listed() {
        let check = |paths: &[&str], wanted, expected: &str| {
            assert_eq!(pick(&entries(paths), wanted).unwrap_err(), expected);
        };

        check(&["README.md"], None, "has no model (a file *.onnx) there");
        check(
            &["a.onnx", "b.onnx"],
            None,
            "has several models; name one with --model: a.onnx, b.onnx",
        );
        check(&["a.onnx"], Some("c.onnx"), "has no model c.onnx; it has a.onnx");
        check(
            &["a/x.onnx", "b/x.onnx", "model.onnx"],
            Some("x.onnx"),
            "has several models; name one with --model: a/x.onnx, b/x.onnx",
        );
    }

    #[test]
    fn long_choices_are_cut_and_large_voices_refused() {
        let many: Vec<String> = (0..=MOST_FILES).map(|at| format!("voices/{at}.bin")).collect();
        let mut paths: Vec<&str> = many.iter().map(String::as_str).collect();
        paths.push("model.onnx");
        let models: Vec<String> = (0..10).map(|at| format!("{at}.onnx")).collect();
        let models: Vec<&str> = models.iter().map(String::as_str).collect();

        let too_many = pick(&entries(&paths), None).unwrap_err();
        let choice = pick(&entries(&models), None).unwrap_err();

        assert_eq!(too_many, "has 202 files; a voice may have 200");
        assert!(choice.ends_with("7.onnx and 2 more"), "{choice}");
    }

    #[test]
    fn names_that_leave_the_folder_are_refused() {
        for path in
            ["../model.onnx", "/model.onnx", "a/../../model.onnx", "a\\model.onnx", "a//m.onnx"]
        {
            assert!(pick(&entries(&[path]), None).is_err(), "{path}");
        }
        let beside = entries(&["a/model.onnx", "LICENSE-..\\..\\x"]);
        assert!(pick(&beside, None).unwrap_err().contains("an unsafe name"));
    }
}
