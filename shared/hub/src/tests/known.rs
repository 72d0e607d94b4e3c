//! Voices of the catalogue: from a mirror, from their homes, and on after a download broke off.

use std::fs;
use std::path::Path;

use chassis::Exit;
use contract::Digest;

use super::stand_in::{Answer, StandIn};
use super::{MODEL, files};
use crate::{Hosts, HubConfig, KnownVoice};

/// A voice whose model and style are at `home`.
fn voice(home: &str) -> KnownVoice {
    let text = format!(
        r#"
name = "anna"
languages = ["de-DE"]
licence = "CC0-1.0"
remark = "trained from scratch"
card = "{home}card"
model = "anna.onnx"
[[part]]
home = "{home}"
files = [
    {{ path = "anna.onnx", bytes = {}, sha256 = "{}" }},
    {{ path = "voices/a.bin", bytes = 5, sha256 = "{}" }},
]
"#,
        MODEL.len(),
        Digest::of(MODEL),
        Digest::of(b"style")
    );
    toml::from_str(&text).unwrap()
}

/// A server with both files below `folder`.
async fn server(folder: &str) -> StandIn {
    let server = StandIn::start().await;
    server.tell(&format!("{folder}anna.onnx"), Answer::Bytes(MODEL.to_vec()));
    server.tell(&format!("{folder}voices/a.bin"), Answer::Bytes(b"style".to_vec()));
    server
}

fn hosts(home: &StandIn, mirror: &str) -> Hosts {
    let hosts = vec![home.url.clone()];
    Hosts::new(&HubConfig { hosts, mirror: mirror.to_owned(), ..HubConfig::default() }).unwrap()
}

fn is_whole(folder: &Path) {
    assert_eq!(files(folder), ["anna.onnx", "voices/a.bin"]);
    assert_eq!(fs::read(folder.join("anna.onnx")).unwrap(), MODEL);
}

#[tokio::test]
async fn a_known_voice_comes_from_its_home_and_is_not_fetched_twice() {
    let (home, into) = (server("/v/").await, tempfile::tempdir().unwrap());
    let voice = voice(&format!("{}/v/", home.url));
    let last = std::cell::Cell::new(0);

    for _ in 0..2 {
        let fetched =
            voice.fetch(&hosts(&home, ""), into.path(), |bytes| last.set(bytes)).await.unwrap();

        assert_eq!((fetched.model.as_str(), fetched.files.len()), ("anna.onnx", 2));
        assert_eq!(fetched.licence.as_deref(), Some("CC0-1.0 (trained from scratch)"));
        assert_eq!(last.get(), voice.bytes());
        is_whole(into.path());
    }

    assert_eq!(home.asked(), ["/v/anna.onnx", "/v/voices/a.bin"]);
}

#[tokio::test]
async fn a_mirror_is_asked_first_and_the_home_for_what_it_lacks() {
    let (home, mirror) = (server("/v/").await, server("/m/anna/").await);
    mirror.tell("/m/anna/voices/a.bin", Answer::Bytes(b"other".to_vec()));
    let into = tempfile::tempdir().unwrap();
    let hosts = hosts(&home, &format!("{}/m", mirror.url));

    voice(&format!("{}/v/", home.url)).fetch(&hosts, into.path(), |_| {}).await.unwrap();

    is_whole(into.path());
    assert_eq!(mirror.asked(), ["/m/anna/anna.onnx", "/m/anna/voices/a.bin"]);
    assert_eq!(home.asked(), ["/v/voices/a.bin"], "the mirror's file was another one");
}

#[tokio::test]
async fn a_folder_can_be_the_mirror() {
    let (home, into) = (StandIn::start().await, tempfile::tempdir().unwrap());
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("anna/voices")).unwrap();
    fs::write(folder.path().join("anna/anna.onnx"), MODEL).unwrap();
    fs::write(folder.path().join("anna/voices/a.bin"), b"style").unwrap();

    let hosts = hosts(&home, folder.path().to_str().unwrap());
    voice(&format!("{}/v/", home.url)).fetch(&hosts, into.path(), |_| {}).await.unwrap();

    is_whole(into.path());
    assert_eq!(home.asked(), Vec::<String>::new());
}

#[tokio::test]
async fn what_broke_off_goes_on_where_it_was_and_what_is_wrong_begins_anew() {
    let (home, into) = (server("/v/").await, tempfile::tempdir().unwrap());
    let (voice, hosts) = (voice(&format!("{}/v/", home.url)), hosts(&home, ""));
    let fetch = async |answer| {
        home.tell("/v/anna.onnx", answer);
        let fetched = voice.fetch(&hosts, into.path(), |_| {}).await;
        fetched.map(drop).map_err(|why| chassis::exit_of(&why))
    };

    let broken = fetch(Answer::Broken(MODEL[..10].to_vec())).await;
    let wrong = fetch(Answer::Bytes([&MODEL[..10], &[b'x'; 15]].concat())).await;
    let whole = fetch(Answer::Bytes(MODEL.to_vec())).await;

    assert_eq!((broken, wrong, whole), (Err(Exit::TryAgain), Err(Exit::TryAgain), Ok(())));
    is_whole(into.path());
    let asked = ["/v/anna.onnx", "/v/anna.onnx from 10", "/v/anna.onnx", "/v/voices/a.bin"];
    assert_eq!(home.asked(), asked);
}

#[tokio::test]
async fn what_is_nowhere_says_where_it_was_looked_for() {
    let (home, mirror) = (StandIn::start().await, StandIn::start().await);
    let into = tempfile::tempdir().unwrap();
    let hosts = hosts(&home, &mirror.url);

    let fetched = voice(&format!("{}/v/", home.url)).fetch(&hosts, into.path(), |_| {}).await;

    let why = fetched.unwrap_err();
    assert_eq!(chassis::exit_of(&why), Exit::Input);
    let text = format!("{why:#}");
    assert!(text.contains(&home.url) && text.contains(&mirror.url), "{text}");
}
