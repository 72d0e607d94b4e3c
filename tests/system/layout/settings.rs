//! The reference of settings says what the code says: `docs/reference/settings.md` has a table of every section, made of the defaults
//! that the services print and of the sentences that stand above their fields.
//!
//! With `LECTOR_WRITE_DOCS=1` the test writes the tables instead of comparing them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};

use syn::visit::{self, Visit};

use super::workspace::root;

const PAGE: &str = "docs/reference/settings.md";
const BEGIN: &str = "<!-- settings: begin (generated from the code; do not edit) -->\n";
const END: &str = "<!-- settings: end -->";

/// The services, and the folder of each.
const SERVICES: [&str; 4] = ["ingest", "synth-worker", "assembler", "progress"];

/// A field of a struct that is read from settings.
#[derive(Clone)]
struct Field {
    name: String,
    sentence: String,
    /// The type's path without its generics: `blobs::Config`, `Sim`, `Option<PathBuf>` is `PathBuf`.
    kind: Vec<String>,
}

/// The structs of one crate, by name.
#[derive(Default)]
struct Structs(BTreeMap<String, Vec<Field>>);

impl<'ast> Visit<'ast> for Structs {
    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        let fields = item.fields.iter().filter_map(|field| {
            let name = field.ident.as_ref()?.to_string();
            Some(Field { name, sentence: sentence(&field.attrs), kind: kind(&field.ty) })
        });
        self.0.insert(item.ident.to_string(), fields.collect());
        visit::visit_item_struct(self, item);
    }
}

/// The documentation above a field, in one line.
fn sentence(attributes: &[syn::Attribute]) -> String {
    let lines = attributes.iter().filter(|attribute| attribute.path().is_ident("doc"));
    let lines = lines.filter_map(|attribute| match &attribute.meta {
        syn::Meta::NameValue(syn::MetaNameValue {
            value: syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }),
            ..
        }) => Some(text.value().trim().to_owned()),
        _ => None,
    });
    lines.collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

fn kind(of: &syn::Type) -> Vec<String> {
    let syn::Type::Path(path) = of else { return vec![] };
    let last = path.path.segments.last().unwrap();
    if let syn::PathArguments::AngleBracketed(inner) = &last.arguments
        && let Some(syn::GenericArgument::Type(inner)) = inner.args.first()
    {
        return kind(inner);
    }
    path.path.segments.iter().map(|segment| segment.ident.to_string()).collect()
}

/// The structs of the crate in `folder`, read once.
fn structs(folder: &Path) -> Arc<Structs> {
    static KNOWN: Mutex<BTreeMap<PathBuf, Arc<Structs>>> = Mutex::new(BTreeMap::new());
    let mut known = KNOWN.lock().unwrap();
    Arc::clone(known.entry(folder.to_owned()).or_insert_with(|| Arc::new(read(folder))))
}

fn read(folder: &Path) -> Structs {
    let mut found = Structs::default();
    let mut waiting = vec![folder.join("src")];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                found.visit_file(&syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap());
            }
        }
    }
    found
}

/// Every setting below the struct `name` of the crate in `folder`, with its sentence. Names of types are unique in the workspace, so
/// that one which is imported is found whichever crate it comes from.
fn sentences(folder: &Path, name: &str, before: &str, found: &mut BTreeMap<String, String>) {
    for field in structs(folder).0.get(name).into_iter().flatten() {
        let key = format!("{before}{}", field.name);
        let owner = match field.kind.as_slice() {
            [_] => folders_of_crates().find(|folder| defines(folder, &field.kind[0])),
            [owner, _] => Some(root().join("shared").join(owner)),
            _ => None,
        };
        let last = field.kind.last().map_or("", String::as_str);
        if let Some(owner) = owner.filter(|owner| owner.is_dir() && defines(owner, last)) {
            sentences(&owner, last, &format!("{key}."), found);
        }
        found.insert(key, field.sentence.clone());
    }
}

fn defines(folder: &Path, name: &str) -> bool {
    name == "Config" || structs(folder).0.contains_key(name)
}

fn folders_of_crates() -> impl Iterator<Item = PathBuf> {
    let groups = ["services", "shared"].map(|group| root().join(group));
    let folders = groups.into_iter().flat_map(|group| fs::read_dir(group).unwrap());
    folders.map(|entry| entry.unwrap().path()).filter(|folder| folder.join("src").is_dir())
}

/// What a service prints: section, key and default of each setting.
fn printed(service: &str) -> Vec<(String, String, String)> {
    let program = testkit::binary(service);
    let output = Command::new(&program).arg("--print-config").env_clear().output();
    let output = output.unwrap_or_else(|error| panic!("{}: {error}", program.display()));
    assert!(output.status.success(), "{service} --print-config failed");
    let mut section = String::new();
    let mut settings = Vec::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']').to_owned();
        } else if let Some((key, value)) = line.trim_start_matches("# ").split_once(" =") {
            settings.push((section.clone(), key.to_owned(), value.trim().to_owned()));
        }
    }
    settings
}

/// The tables of all sections, each once.
fn tables() -> String {
    let mut sections: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    let mut said = BTreeMap::new();
    for service in SERVICES {
        for (section, key, value) in printed(service) {
            sections.entry(section).or_default().insert((key, value));
        }
        sentences(&root().join("services").join(service), "Config", "", &mut said);
    }
    let mut text = String::new();
    for (section, settings) in sections {
        let about = said.get(&section).map_or("", String::as_str);
        text += &format!(
            "### `[{section}]`\n\n{about}\n\n| key | default | meaning |\n|---|---|---|\n"
        );
        for (key, value) in settings {
            let name = format!("{section}.{key}");
            let meaning = said.get(&name).unwrap_or_else(|| panic!("{name} has no sentence"));
            let value = if value.is_empty() { "none".to_owned() } else { format!("`{value}`") };
            text += &format!("| `{key}` | {value} | {meaning} |\n");
        }
        text += "\n";
    }
    text
}

#[test]
fn the_reference_of_settings_is_true() {
    let page: PathBuf = root().join(PAGE);
    let text = fs::read_to_string(&page).unwrap();
    let (before, rest) = text.split_once(BEGIN).expect("the page has a place for the tables");
    let (written, after) = rest.split_once(END).expect("the place ends");

    let expected = format!("\n{}", tables());

    if std::env::var_os("LECTOR_WRITE_DOCS").is_some() {
        fs::write(&page, format!("{before}{BEGIN}{expected}{END}{after}")).unwrap();
        return;
    }
    assert!(
        written == expected,
        "{PAGE} is not what the code says; write it with \
         LECTOR_WRITE_DOCS=1 cargo nextest run --workspace -E 'test(the_reference_of_settings)'"
    );
}
