//! Voices that are added by name.

use std::fs;

use serde_json::Value;

use crate::support::User;

/// A user whose mirror is a folder, and who may ask nobody else.
fn user_with_mirror() -> User {
    let user = User::new();
    let settings =
        format!("[voices]\nhosts = []\nmirror = \"{}\"\n", user.here().join("mirror").display());
    fs::write(user.here().join("lector.toml"), settings).unwrap();
    user
}

#[tokio::test]
async fn the_catalogue_says_what_a_voice_is_and_nothing_is_fetched_before_its_licence_is_accepted()
{
    let user = user_with_mirror();

    let listed = user.run(&["voices", "catalogue", "--json"]).await;
    let asked = user.run(&["voices", "add", "joe"]).await;

    let voices: Value = serde_json::from_slice(&listed.stdout).unwrap();
    let joe = voices.as_array().unwrap().iter().find(|voice| voice["name"] == "joe").unwrap();
    assert_eq!((&joe["licence"], &joe["bytes"]), (&"CC0-1.0".into(), &63_206_088.into()));
    let told = String::from_utf8(asked.stderr).unwrap();
    assert_eq!(asked.status.code(), Some(2), "{told}");
    for said in ["CC0-1.0", "research only", "MODEL_CARD", "63 MB", "--yes"] {
        assert!(told.contains(said), "{told}");
    }
    assert!(!user.data().join("downloads").exists(), "something was fetched");
}

#[tokio::test]
async fn a_file_that_is_not_the_one_of_the_catalogue_is_refused() {
    let user = user_with_mirror();
    fs::create_dir_all(user.here().join("mirror/joe")).unwrap();
    fs::write(user.here().join("mirror/joe/en_US-joe-medium.onnx"), "another model").unwrap();

    let added = user.run(&["voices", "add", "joe", "--yes"]).await;
    let listed = user.run(&["voices", "--json"]).await;

    let told = String::from_utf8(added.stderr).unwrap();
    assert_eq!(added.status.code(), Some(77), "{told}");
    assert!(told.contains("is another file than the catalogue names"), "{told}");
    assert!(told.contains("huggingface.co") && told.contains("not allowed"), "{told}");
    let voices: Value = serde_json::from_slice(&listed.stdout).unwrap();
    assert_eq!(voices.as_array().unwrap().len(), 1, "only the built-in voice");
}
