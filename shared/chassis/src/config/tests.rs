//! Which setting counts, and the messages about wrong ones.

use serde::{Deserialize, Serialize};

use super::*;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Config {
    nats: Nats,
    worker: Worker,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Nats {
    url: String,
    password: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Worker {
    slots: usize,
    patience_seconds: f64,
    folders: Vec<PathBuf>,
    limits: Limits,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Limits {
    memory_mib: Option<u64>,
}

impl Default for Worker {
    fn default() -> Self {
        Self { slots: 1, patience_seconds: 2.5, folders: vec![], limits: Limits::default() }
    }
}

fn sources(file: &str, variables: &[(&str, &str)]) -> Sources {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    Sources {
        file: Some(("lector.toml".to_owned(), file.to_owned())),
        variables: variables.iter().map(owned).collect(),
    }
}

fn read(file: &str, variables: &[(&str, &str)], flags: &[(&str, &str)]) -> Result<Config, String> {
    let flags: Vec<_> = flags.iter().map(|(key, value)| (*key, (*value).to_owned())).collect();
    let read = sources(file, variables).read::<Config>(&flags);
    read.map(|(config, _)| config).map_err(|error| error.to_string())
}

fn refused(file: &str, variables: &[(&str, &str)], line: &str) {
    assert_eq!(read(file, variables, &[]).unwrap_err(), line);
}

#[test]
fn defaults_count_where_nobody_says_otherwise() {
    assert_eq!(read("", &[], &[]).unwrap(), Config::default());
}

#[test]
fn flags_win_over_variables_and_variables_over_the_file() {
    let file = "[worker]\nslots = 2\npatience_seconds = 3\n[nats]\nurl = 'file'";
    let variables = [("LECTOR_WORKER__SLOTS", "4"), ("LECTOR_NATS__URL", "variable")];

    let config = read(file, &variables, &[("worker.slots", "5")]).unwrap();

    assert_eq!((config.worker.slots, config.worker.patience_seconds), (5, 3.0));
    assert_eq!(config.nats.url, "variable");
}

#[test]
fn variables_are_text_where_text_is_wanted_and_lists_where_lists_are() {
    let variables = [
        ("LECTOR_NATS__PASSWORD", "12345"),
        ("LECTOR_NATS__URL", "true"),
        ("LECTOR_WORKER__FOLDERS", "/a, /b"),
        ("LECTOR_WORKER__LIMITS__MEMORY_MIB", "64"),
        ("LECTOR_WORKER__PATIENCE_SECONDS", "7"),
    ];

    let config = read("", &variables, &[]).unwrap();

    assert_eq!(config.nats.password.as_deref(), Some("12345"));
    assert_eq!(config.nats.url, "true");
    assert_eq!(config.worker.folders, [PathBuf::from("/a"), PathBuf::from("/b")]);
    assert_eq!(config.worker.limits.memory_mib, Some(64));
    assert_eq!(config.worker.patience_seconds, 7.0);
}

#[test]
fn sections_of_other_services_and_variables_without_a_section_are_passed_over() {
    let variables = [
        ("LECTOR_BOOKS", "/books"),
        ("LECTOR_TOOLS", "/tools"),
        ("LECTOR_CONFIG", "x"),
        ("LECTOR_INGEST__WINDOW", "3"),
        ("HOME__SWEET", "1"),
    ];

    assert_eq!(read("[progress]\nlisten = 'off'", &variables, &[]).unwrap(), Config::default());
}

#[test]
fn unknown_names_are_refused_with_their_origin_and_the_nearest_known_one() {
    refused(
        "[worker]\nslotts = 2",
        &[],
        "lector.toml: there is no setting worker.slotts; did you mean worker.slots?",
    );
    refused(
        "",
        &[("LECTOR_WORKER__SLOTTS", "2")],
        "LECTOR_WORKER__SLOTTS: there is no setting LECTOR_WORKER__SLOTTS; did you mean LECTOR_WORKER__SLOTS?",
    );
    refused(
        "[worker.limits]\nmemory_mb = 2",
        &[],
        "lector.toml: there is no setting worker.limits.memory_mb; did you mean worker.limits.memory_mib?",
    );
    refused(
        "[wroker]\nslots = 2",
        &[],
        "lector.toml: there is no section [wroker]; did you mean [worker]?",
    );
    refused(
        "",
        &[("LECTOR_WROKER__SLOTS", "2")],
        "LECTOR_WROKER__SLOTS: there is no section LECTOR_WROKER__SLOTS; did you mean LECTOR_WORKER__SLOTS?",
    );
    refused(
        "[nats]\nzzzzzz = 2",
        &[],
        "lector.toml: there is no setting nats.zzzzzz; the known ones are url, password",
    );
}

#[test]
fn the_origin_is_that_of_the_value_that_counts() {
    let variables = [("LECTOR_WORKER__SLOTS", "many")];

    refused(
        "[worker]\nslots = 2",
        &variables,
        "LECTOR_WORKER__SLOTS: worker.slots must be a whole number, but is text",
    );
    refused(
        "[worker]\nslots = -2",
        &[],
        "lector.toml: worker.slots must be a whole number, but is a negative number",
    );
}

#[test]
fn refusals_show_no_values() {
    for file in [
        "nats = 'nats://me:hunter2@host'",
        "[nats]\npassword = ['hunter2']",
        "[nats]\npassword = \"hunter2",
        "[nats]\npassword = hunter2",
        "[nats]\npassword = 'hunter2' 'hunter2'",
        "[worker]\nslots = 'hunter2'",
        "[worker]\nlimits = 'hunter2'",
    ] {
        let line = read(file, &[], &[]).unwrap_err();

        assert!(!line.contains("hunter2") && !line.contains('\n'), "{line}");
        assert!(line.starts_with("lector.toml"), "{line}");
    }
}

#[test]
fn a_printed_configuration_names_origins_and_hides_passwords() {
    let variables = [("LECTOR_NATS__PASSWORD", "hunter2"), ("LECTOR_WORKER__SLOTS", "3")];
    let (config, layers) = sources("[nats]\nurl = 'x'", &variables).read::<Config>(&[]).unwrap();

    let text = print::toml(&section_of(&config).unwrap(), &layers);

    assert!(text.contains("slots = 3  # LECTOR_WORKER__SLOTS\n"), "{text}");
    assert!(text.contains("url = \"x\"  # lector.toml\n"), "{text}");
    assert!(text.contains("patience_seconds = 2.5\n"), "{text}");
    assert!(!text.contains("hunter2"), "{text}");
    let again = read(&text, &[("LECTOR_NATS__PASSWORD", "hunter2")], &[]).unwrap();
    assert_eq!(again, config, "what is printed can be read");
}
