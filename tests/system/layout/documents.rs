//! Documents: their links lead somewhere, and the page of contents lists all of them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::files;
use super::workspace::root;

/// Folders whose documents are ours; those of the root itself count, too.
const FOLDERS: [&str; 7] = [".github", "deploy", "docs", "scripts", "services", "shared", "tests"];

/// A link out of a document: what is written between its brackets.
struct Link {
    document: PathBuf,
    target: String,
}

impl Link {
    /// The file or folder that is meant, and the heading in it; nothing for addresses of other sites.
    fn parts(&self) -> Option<(PathBuf, Option<&str>)> {
        if ["https:", "http:", "mailto:"].iter().any(|scheme| self.target.starts_with(scheme)) {
            return None;
        }
        let (path, heading) = match self.target.split_once('#') {
            Some((path, heading)) => (path, Some(heading)),
            None => (self.target.as_str(), None),
        };
        let path = match path {
            "" => self.document.clone(),
            path => self.document.parent().unwrap().join(path),
        };
        Some((path, heading))
    }
}

fn documents() -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(root()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            found.insert(path);
        }
    }
    FOLDERS.iter().for_each(|folder| collect(&root().join(folder), &mut found));
    found.retain(|path| path.extension().is_some_and(|end| end == "md"));
    found
}

fn collect(folder: &Path, found: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else {
            found.insert(path);
        }
    }
}

/// The lines of a document that are neither in a block of code nor its fence, without code between backticks.
fn prose(text: &str) -> Vec<String> {
    let mut is_code = false;
    let mut lines = Vec::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
        } else if !is_code {
            lines.push(line.split('`').step_by(2).collect());
        }
    }
    lines
}

fn links(document: &Path) -> Vec<Link> {
    let text = fs::read_to_string(document).unwrap();
    let mut found = Vec::new();
    for line in prose(&text) {
        for rest in line.split("](").skip(1) {
            let target = rest.split([')', ' ']).next().unwrap_or_default().to_owned();
            found.push(Link { document: document.to_owned(), target });
        }
    }
    found
}

/// The names by which forges link to the headings of a document.
fn headings(document: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(document).unwrap();
    // Backticks are no part of a name, but what stands between them is.
    let plain = text.lines().filter(|line| line.starts_with('#'));
    let titles = plain.map(|line| line.trim_start_matches('#').trim().to_lowercase());
    let kept = |letter: &char| letter.is_alphanumeric() || [' ', '-', '_'].contains(letter);
    titles.map(|title| title.chars().filter(kept).collect::<String>().replace(' ', "-")).collect()
}

#[test]
fn links_lead_somewhere() {
    let mut count = 0;
    for link in documents().iter().flat_map(|document| links(document)) {
        let Some((path, heading)) = link.parts() else { continue };
        let written = format!("{} links to {}", link.document.display(), link.target);
        assert!(path.exists(), "{written}, which is not there");
        if let Some(heading) = heading {
            assert!(headings(&path).contains(heading), "{written}, which has no such heading");
        }
        count += 1;
    }
    assert!(count > 20, "the links were not found");
}

#[test]
fn the_contents_list_every_document() {
    let docs = root().join("docs").canonicalize().unwrap();
    let contents = docs.join("README.md");
    let listed = links(&contents);
    let listed: BTreeSet<PathBuf> = listed
        .iter()
        .filter_map(Link::parts)
        .filter_map(|(path, _)| path.canonicalize().ok())
        .collect();

    for document in documents() {
        let document = document.canonicalize().unwrap();
        let is_ours = document.starts_with(&docs) && document != contents;
        assert!(
            !is_ours || listed.contains(&document),
            "docs/README.md does not list {}",
            document.display()
        );
    }
}

/// Names of files are written between backticks, in full or from where the sentence is.
#[test]
fn the_map_names_only_files_that_are_there() {
    let map = fs::read_to_string(root().join("docs/ARCHITECTURE.md")).unwrap();
    let files: Vec<String> = files::texts(".rs").map(|(path, _)| format!("/{path}")).collect();
    let mut count = 0;

    for name in map.split('`').skip(1).step_by(2).filter(|name| name.ends_with(".rs")) {
        let end = format!("/{name}");
        assert!(files.iter().any(|file| file.ends_with(&end)), "there is no file {name}");
        count += 1;
    }
    assert!(count > 50, "the names of files were not found");
}

#[test]
fn the_page_about_logging_lists_every_handler() {
    let page = fs::read_to_string(root().join("docs/contributing/logging.md")).unwrap();
    let mut count = 0;

    for (path, text) in files::texts(".rs") {
        let is_service = path.starts_with("services/") && path.contains("/src/");
        let names = text.split("const NAME: &'static str = \"").skip(1);
        for name in names.filter(|_| is_service).filter_map(|rest| rest.split('"').next()) {
            assert!(page.contains(&format!("| `{name}` |")), "{path}: no line about {name}");
            count += 1;
        }
    }
    assert!(count >= 3, "the handlers were not found");
}
