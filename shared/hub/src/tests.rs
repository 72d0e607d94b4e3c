//! Voices fetched from a stand-in for a model hub: what is taken, and what is refused.

mod known;
mod packages;
mod stand_in;

use std::fs;
use std::path::Path;

use chassis::Exit;
use contract::Digest;
use serde_json::json;
use tempfile::TempDir;

use crate::{FetchedVoice, Hosts, HubConfig, VoiceSource, fetch};
use stand_in::{Answer, COMMIT, StandIn, line};

/// Bytes that stand in for a model.
const MODEL: &[u8] = b"a model of 25 bytes, more";

/// A hub and its server for large files, both allowed, and a folder to fetch into.
struct World {
    hub: StandIn,
    cdn: StandIn,
    voices: HubConfig,
    into: TempDir,
}

impl World {
    async fn start() -> Self {
        let (hub, cdn) = (StandIn::start().await, StandIn::start().await);
        let hosts = vec![hub.url.clone(), cdn.url.clone()];
        let voices = HubConfig { hosts, hub: hub.url.clone(), ..HubConfig::default() };
        Self { hub, cdn, voices, into: tempfile::tempdir().unwrap() }
    }

    async fn fetch(&self, source: &str) -> anyhow::Result<FetchedVoice> {
        let hosts = Hosts::new(&self.voices)?;
        let source = VoiceSource::parse(source).expect("a source");
        fetch(&source, &hosts, self.into.path(), |_| {}).await
    }

    /// Fetches a voice that must be refused with this reason; no file may remain.
    async fn refused(&self, source: &str, exit: Exit, why: &str) {
        let error = self.fetch(source).await.expect_err(why);

        let text = format!("{error:#}");
        assert!(text.contains(why), "{text}");
        assert!(!text.contains("hush") && !text.contains('\n'), "{text}");
        assert_eq!(chassis::exit_of(&error), exit, "{text}");
        let left = files(self.into.path());
        assert!(left.iter().all(|path| !path.contains(".onnx")), "{left:?}");
    }
}

/// The paths of all files in a folder.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name())).unwrap();
        let name = name.into_string().unwrap();
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|below| format!("{name}/{below}")));
        } else {
            found.push(name);
        }
    }
    found.sort();
    found
}

#[tokio::test]
async fn a_voice_of_a_hub_comes_whole_from_one_commit() {
    let world = World::start().await;
    let style = vec![7; 300_000];
    world.hub.hold(
        &world.cdn,
        &[
            (".gitattributes", b"*"),
            ("README.md", b"# Voice"),
            ("config.json", b"{}"),
            ("onnx/model.onnx", MODEL),
            ("onnx/model_q8.onnx", b"small"),
            ("voices/af.bin", &style),
        ],
    );

    let fetched = world.fetch("ann/k").await.unwrap();

    let expected = ["README.md", "config.json", "onnx/model.onnx", "voices/af.bin"];
    assert_eq!(files(world.into.path()), expected);
    assert_eq!(fs::read(world.into.path().join("onnx/model.onnx")).unwrap(), MODEL);
    assert_eq!(fs::read(world.into.path().join("voices/af.bin")).unwrap(), style);
    assert_eq!(fetched.model, "onnx/model.onnx");
    assert_eq!(fetched.licence.as_deref(), Some("apache-2.0"));
    assert_eq!(fetched.source, format!("ann/k@{COMMIT}:onnx/model.onnx"));
    assert_eq!(fetched.files.len(), 4);
    assert_eq!(fetched.files[0].path, "onnx/model.onnx");
    assert_eq!(fetched.files[0].digest, Digest::of(MODEL));
    assert_eq!(fetched.files[0].size_bytes, 25);
    let moving: Vec<_> =
        world.hub.asked().into_iter().filter(|path| path.contains("main")).collect();
    assert_eq!(moving, ["/api/models/ann/k/revision/main"]);
}

#[tokio::test]
async fn a_folder_or_an_address_of_the_hub_names_a_voice_among_many() {
    let world = World::start().await;
    let (anna, card): (_, &[u8]) = ("de/anna/low.onnx", b"Licence: CC0");
    world.hub.hold(&world.cdn, &[(anna, MODEL), ("de/anna/MODEL_CARD", card), ("x.onnx", b"x")]);
    let lines = json!([line(anna, MODEL), line("de/anna/MODEL_CARD", card)]);
    let tree = format!("/api/models/ann/k/tree/{COMMIT}/de/anna");
    world.hub.tell(&tree, Answer::Bytes(lines.to_string().into()));
    let address = format!("{}/ann/k/resolve/main/{anna}?download=true", world.hub.url);

    for source in ["ann/k:de/anna", "ann/k:de/anna/low.onnx", &address] {
        let fetched = world.fetch(source).await.unwrap();

        assert_eq!(fetched.model, "low.onnx", "{source}");
        assert_eq!(fetched.source, format!("ann/k@{COMMIT}:de/anna/low.onnx"), "{source}");
        assert_eq!(files(world.into.path()), ["MODEL_CARD", "low.onnx"], "{source}");
    }
}

#[tokio::test]
async fn long_listings_are_read_to_their_end() {
    let world = World::start().await;
    world.hub.hold(&world.cdn, &[("model.onnx", MODEL), ("model.onnx.json", b"{}")]);
    let tree = format!("/api/models/ann/k/tree/{COMMIT}");
    let next = format!("{}/api/next?cursor=2", world.hub.url);
    world.hub.tell(&tree, Answer::Page(json!([line("model.onnx.json", b"{}")]), next));
    let last = json!([line("model.onnx", MODEL)]);
    world.hub.tell("/api/next", Answer::Bytes(last.to_string().into()));

    world.fetch("ann/k").await.unwrap();

    assert_eq!(files(world.into.path()), ["model.onnx", "model.onnx.json"]);
}

#[tokio::test]
async fn a_model_at_an_address_brings_what_lies_beside_it() {
    let world = World::start().await;
    world.cdn.tell("/v/a%20b.onnx", Answer::Bytes(MODEL.to_vec()));
    world.cdn.tell("/v/a%20b.onnx.json", Answer::Bytes(b"{}".to_vec()));
    world.cdn.tell("/v/LICENSE", Answer::To("/LICENSE-MIT".to_owned()));
    world.cdn.tell("/LICENSE-MIT", Answer::Bytes(b"MIT".to_vec()));

    let address = format!("{}/v/a%20b.onnx", world.cdn.url);
    let fetched = world.fetch(&format!("{address}?sign=hush#top")).await.unwrap();

    assert_eq!(files(world.into.path()), ["LICENSE", "a%20b.onnx", "a%20b.onnx.json"]);
    assert_eq!((fetched.source, fetched.licence), (address, None));
}

#[tokio::test]
async fn bytes_that_were_not_promised_are_not_kept() {
    let world = World::start().await;
    world.hub.hold(&world.cdn, &[("model.onnx", MODEL)]);
    let blob = format!("/blobs/{}", Digest::of(MODEL));
    let check = async |answer, exit, why| {
        world.cdn.tell(&blob, answer);
        world.refused("ann/k", exit, why).await;
        assert!(files(world.into.path()).is_empty());
    };

    let other = MODEL.to_ascii_uppercase();
    check(Answer::Bytes(other), Exit::TryAgain, "is not what the hub promised").await;
    check(Answer::Streamed(vec![0; 100_000]), Exit::Input, "is larger than 25 bytes").await;
    check(Answer::Bytes(vec![0; 26]), Exit::Input, "is larger than 25 bytes").await;
    check(Answer::Streamed(MODEL[1..].to_vec()), Exit::TryAgain, "gave 24 of 25 bytes").await;
    check(Answer::Broken(MODEL[1..].to_vec()), Exit::TryAgain, "broke off").await;
    check(Answer::Status(503), Exit::TryAgain, "503").await;
    check(Answer::Status(404), Exit::Input, "lists model.onnx but does not have it").await;
}

#[tokio::test]
async fn nobody_waits_for_a_server_that_is_silent() {
    let mut world = World::start().await;
    world.voices.stall_seconds = 0.2;
    world.hub.hold(&world.cdn, &[("model.onnx", MODEL)]);
    let blob = format!("/blobs/{}", Digest::of(MODEL));
    world.cdn.tell(&blob, Answer::Stalled(MODEL[1..].to_vec()));

    world.refused("ann/k", Exit::Unreachable, "sent nothing for 200ms").await;
}

#[tokio::test]
async fn no_redirect_leads_to_where_one_may_not_go() {
    let mut world = World::start().await;
    world.hub.hold(&world.cdn, &[("model.onnx", MODEL)]);
    world.voices.hosts.pop();

    let why = format!("add \"{}\" to hosts", world.cdn.url);
    world.refused("ann/k", Exit::NotPermitted, &why).await;

    assert!(world.cdn.asked().is_empty());
}

#[tokio::test]
async fn no_address_is_asked_that_is_not_allowed_and_none_for_ever() {
    let mut world = World::start().await;
    let gone = StandIn::start().await.url;
    let loops = format!("{}/loop.onnx", world.hub.url);
    world.hub.tell("/loop.onnx", Answer::To(loops.clone()));
    world.voices.hosts.push(gone.clone());

    world.refused(&format!("{gone}/a.onnx"), Exit::Unreachable, "cannot reach").await;
    world.refused("https://evil.example/a.onnx", Exit::NotPermitted, "\"evil.example\"").await;
    world.refused("http://huggingface.co/a.onnx", Exit::NotPermitted, "not https").await;
    world.refused(&loops, Exit::Input, "redirects too often").await;
    assert_eq!(world.hub.asked().len(), 6);
}

#[tokio::test]
async fn what_is_not_there_is_said() {
    let world = World::start().await;
    world.hub.hold(&world.cdn, &[("README.md", b"# Nothing")]);
    world.hub.tell("/api/models/ann/secret/revision/main", Answer::Status(401));

    let nowhere = format!("{}/a.onnx", world.hub.url);
    world.refused(&nowhere, Exit::Input, "there is nothing at").await;
    world.refused(&format!("{}/a.zip", world.hub.url), Exit::Usage, "is not a model").await;
    world.refused("ann/k", Exit::Input, "ann/k has no model").await;
    world.refused("ann/k:de", Exit::Input, "has no folder de").await;
    world.refused("ann/k@v9", Exit::Input, "has no revision v9").await;
    world.refused("ann/secret", Exit::NotPermitted, "needs a login").await;
}

#[tokio::test]
async fn of_several_models_one_must_be_named() {
    let world = World::start().await;
    world.hub.hold(&world.cdn, &[("a.onnx", MODEL), ("b.onnx", b"b"), ("b.onnx.json", b"{}")]);
    let mut source = VoiceSource::parse("ann/k").unwrap();
    source.model = Some("b.onnx".to_owned());

    world.refused("ann/k", Exit::Input, "name one with --model: a.onnx, b.onnx").await;
    let hosts = Hosts::new(&world.voices).unwrap();
    let fetched = fetch(&source, &hosts, world.into.path(), |_| {}).await.unwrap();

    assert_eq!(fetched.model, "b.onnx");
    assert_eq!(files(world.into.path()), ["b.onnx", "b.onnx.json"]);
}

#[tokio::test]
async fn listings_that_are_strange_are_refused() {
    let world = World::start().await;
    world.hub.hold(&world.cdn, &[]);
    let check = async |lines, why| {
        world.hub.list(&lines);
        world.refused("ann/k", Exit::Input, why).await;
    };
    let mut large = line("model.onnx", MODEL);
    large["lfs"]["size"] = json!(3_000_000_000_u64);
    let mut strange = line("model.onnx", MODEL);
    strange["lfs"]["oid"] = json!("abc");

    check(json!([large]), "a file of a voice may have 2147 MB").await;
    check(json!([strange]), "is not a SHA-256 digest").await;
    check(json!([line("../../model.onnx", MODEL)]), "an unsafe name").await;
    check(json!({ "error": "what?" }), "sent an unexpected answer").await;
}
