//! Tables of sentences and how they should be said, one for each language, in `tests/normal`.
//!
//! A line has the sentence, what is said, and the category, separated by tabs; a fourth column names the region of the language
//! if it matters. Sentences that we get wrong are listed in `docs/reference/normalisation-misses.md`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::lexicon::Lexicon;
use crate::normal::{spoken, verbalize};

/// A sentence, and how it should be said.
pub(crate) struct NormalizationCase {
    pub(crate) text: String,
    expected: String,
    category: String,
    language: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The cases of a language's table.
pub(crate) fn cases(language: &str) -> Vec<NormalizationCase> {
    let path = root().join(format!("shared/wording/tests/normal/{language}.tsv"));
    let table = std::fs::read_to_string(&path).unwrap();
    let lines = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| case(line, language)).collect()
}

fn case(line: &str, language: &str) -> NormalizationCase {
    let columns: Vec<&str> = line.split('\t').collect();
    let (&[text, expected, category] | &[text, expected, category, _]) = columns.as_slice() else {
        panic!("{language}: three or four columns, please: {line:?}");
    };
    let language = columns.get(3).copied().unwrap_or(language);
    let [text, expected, category, language] =
        [text, expected, category, language].map(str::to_owned);
    NormalizationCase { text, expected, category, language }
}

/// One of the project's documents.
pub(crate) fn document(name: &str) -> String {
    std::fs::read_to_string(root().join("docs").join(name)).unwrap()
}

/// The sentences that `docs/reference/normalisation-misses.md` lists under a language.
fn listed(language: &str) -> BTreeSet<String> {
    let misses = document("reference/normalisation-misses.md");
    let heading = format!("## {language}");
    let section = misses.lines().skip_while(|line| *line != heading).skip(1);
    let section = section.take_while(|line| !line.starts_with("## "));
    let name = |line: &str| Some(line.strip_prefix("- `")?.split_once('`')?.0.to_owned());
    section.filter_map(name).collect()
}

/// Normalises every sentence of a language's table; at least `percent` must be right, and exactly the wrong ones must be listed.
pub(crate) fn check(language: &str, least: usize, percent: usize) {
    let cases = cases(language);
    let mut wrong = BTreeSet::new();
    let mut report = String::new();
    for case in &cases {
        let found = verbalize(&case.text, &case.language, &[], &Lexicon::default());
        let found = spoken(&case.text, &found);
        if found != case.expected {
            wrong.insert(case.text.clone());
            let NormalizationCase { text, expected, category, .. } = case;
            writeln!(report, "{category}: {text}\n  should be {expected}\n  but is    {found}")
                .unwrap();
        }
    }
    let right = cases.len() - wrong.len();
    let share = right * 100 / cases.len().max(1);

    assert!(cases.len() >= least, "{language}: {} cases, not {least}", cases.len());
    let listed = listed(language);
    assert!(
        share >= percent && wrong == listed,
        "{language}: {right} of {} right ({share} %)\n{report}\nlisted, but right: {:?}\nwrong, but not listed: {:?}",
        cases.len(),
        listed.difference(&wrong).collect::<Vec<_>>(),
        wrong.difference(&listed).collect::<Vec<_>>(),
    );
}
