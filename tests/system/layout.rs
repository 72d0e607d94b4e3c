//! The shape of the repository: who owns what, who may use whom, how long files are, under which licences.

mod arrows;
mod circles;
mod documents;
mod files;
mod licences;
mod names;
mod paths;
mod scripts;
mod settings;
mod sizes;
mod sources;
mod workspace;

use workspace::{Kind, Workspace};

/// Outside crates that only these of our crates may use (tests aside), so that each technology has one owner.
const OWNERS: [(&str, &[&str]); 29] = [
    ("async-nats", &["bus", "blobs", "testkit"]),
    ("axum", &["chassis", "service", "ingest", "synth-worker", "assembler", "progress"]),
    ("chardetng", &["pages"]),
    ("clap", &["lector"]),
    ("claxon", &["audio"]),
    ("ebur128", &["audio"]),
    ("encoding_rs", &["pages", "reading"]),
    ("flacenc", &["audio"]),
    ("hound", &["audio"]),
    ("image", &["reading"]),
    ("indicatif", &["lector"]),
    ("lofty", &["media"]),
    ("mp4ameta", &["media"]),
    ("object_store", &["blobs"]),
    ("ogg_pager", &["media"]),
    ("opentelemetry", &["chassis"]),
    ("opentelemetry-otlp", &["chassis"]),
    ("opentelemetry_sdk", &["chassis"]),
    ("ort", &["voice"]),
    ("prometheus-client", &["chassis"]),
    ("quick-xml", &["media", "pages", "reading", "wording"]),
    ("rten", &["voice"]),
    ("s3s", &["testkit"]),
    ("sentencex", &["wording"]),
    ("serde_path_to_error", &["chassis"]),
    ("strsim", &["chassis"]),
    ("tracing-opentelemetry", &["chassis"]),
    ("tracing-subscriber", &["chassis"]),
    ("zip", &["hub", "media", "reading", "testkit", "voice"]),
];

/// The services that run by themselves; `lector` composes them.
const SERVICES: [&str; 4] = ["ingest", "synth-worker", "assembler", "progress"];
/// What services are made from.
const SHARED: [&str; 23] = [
    "audio",
    "blobs",
    "bus",
    "chassis",
    "child",
    "companions",
    "contract",
    "east-asian",
    "germanic",
    "hub",
    "keeper",
    "media",
    "outputs",
    "pages",
    "planning",
    "reading",
    "romance",
    "service",
    "slavic",
    "upkeep",
    "verbalizer",
    "voice",
    "wording",
];

/// Which of our crates `name` may use outside its tests.
fn arrows(name: &str) -> Vec<&'static str> {
    match name {
        "child" | "contract" | "verbalizer" => vec![],
        "east-asian" | "germanic" | "romance" | "slavic" => vec!["verbalizer"],
        "audio" | "bus" | "blobs" | "chassis" | "pages" => vec!["contract"],
        "hub" => vec!["chassis", "contract"],
        "keeper" => vec!["bus", "chassis", "child", "contract"],
        "service" => vec!["blobs", "bus", "chassis", "child", "contract"],
        "companions" => vec!["blobs", "chassis", "contract", "reading", "service", "wording"],
        "outputs" => vec!["blobs", "chassis", "contract", "service"],
        "upkeep" => vec!["blobs", "bus", "contract"],
        "reading" => vec!["child", "contract", "pages"],
        "wording" => {
            vec!["contract", "east-asian", "germanic", "romance", "slavic", "verbalizer"]
        }
        "planning" => vec!["contract", "pages", "reading", "wording"],
        "testkit" => vec!["child", "contract"],
        "media" | "voice" => vec!["audio", "child", "contract"],
        "lector" => [SHARED.as_slice(), &SERVICES].concat(),
        "system-tests" => [SHARED.as_slice(), &SERVICES, &["lector", "testkit"]].concat(),
        _ => SHARED.to_vec(),
    }
}

#[test]
fn each_technology_has_its_owner() {
    let workspace = Workspace::read();

    for (technology, owners) in OWNERS {
        let users = workspace.users_of(technology, &[Kind::Normal]);

        for user in &users {
            assert!(owners.contains(&user.as_str()), "{user} uses {technology}; {owners:?} may");
        }
        let known = owners.is_empty() || !users.is_empty();
        assert!(known, "nobody uses {technology} any more: take it off the list");
    }
}

#[test]
fn arrows_between_crates_go_one_way() {
    let workspace = Workspace::read();

    for (user, used) in workspace.arrows(&[Kind::Normal, Kind::Build]) {
        assert!(arrows(&user).contains(&used.as_str()), "{user} must not use {used}");
    }
    for (user, used) in workspace.arrows(&[Kind::Dev]) {
        let tools = SHARED.contains(&used.as_str()) || used == "testkit";
        let allowed = tools || arrows(&user).contains(&used.as_str());
        assert!(allowed, "the tests of {user} must not use {used}");
    }
}

#[test]
fn crates_take_versions_and_lints_from_the_workspace() {
    for (manifest, text) in files::texts(".toml").filter(|(path, _)| path.ends_with("Cargo.toml")) {
        let dependencies = text.split("\n[").filter(|part| part.contains("dependencies]"));
        for line in dependencies.flat_map(|part| part.lines().skip(1)) {
            let taken =
                line.is_empty() || line.starts_with('#') || line.contains("workspace = true");
            assert!(taken, "{manifest}: `{line}` belongs into the root's Cargo.toml");
        }
        assert!(text.contains("[lints]\nworkspace = true"), "{manifest} does not take the lints");
    }
}
