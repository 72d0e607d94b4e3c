//! `lector inspect` shows before anything is spoken what will be said, and what is lost of a damaged book.

use std::fs;

use serde_json::Value;
use testkit::Epub;

use crate::support::User;

const BOOK: &str =
    "---\ntitle: Une lettre\nlang: fr\n---\n\n# La lettre\n\nIl avait 21 ans. Il partit.\n";

#[tokio::test]
async fn every_sentence_is_shown_with_what_is_said_of_it() {
    let user = User::new();
    fs::write(user.here().join("lettre.md"), BOOK).unwrap();

    let printed = user.run(&["inspect", "lettre.md", "--spoken"]).await;
    let json = user.run(&["inspect", "lettre.md", "--spoken", "--json"]).await;
    let without = user.run(&["inspect", "lettre.md", "--json"]).await;

    let printed = String::from_utf8(printed.stdout).unwrap();
    assert_eq!(
        printed,
        "1. La lettre\n\n  La lettre\n  Il avait 21 ans.\n    → Il avait vingt et un ans.\n  Il partit.\n"
    );
    let json: Value = serde_json::from_slice(&json.stdout).unwrap();
    let sentences = json["sentences"].as_array().unwrap();
    let said =
        |at: usize| (&sentences[at]["kind"], &sentences[at]["text"], &sentences[at]["spoken"]);
    assert_eq!(said(0), (&"heading".into(), &"La lettre".into(), &"La lettre".into()));
    let (text, spoken) = ("Il avait 21 ans.".into(), "Il avait vingt et un ans.".into());
    assert_eq!(said(1), (&Value::Null, &text, &spoken));
    let without: Value = serde_json::from_slice(&without.stdout).unwrap();
    assert!(without.get("sentences").is_none());
}

/// A book whose second page is not in its file, though its package names it.
fn without_a_page() -> Vec<u8> {
    let mut bytes = Epub::new("Torn").plain_chapters(3, 1).build();
    let (name, other) = (b"EPUB/c2.xhtml", b"EPUB/zz.xhtml");
    let places: Vec<usize> =
        (0..bytes.len() - name.len()).filter(|&at| bytes[at..].starts_with(name)).collect();
    for at in places {
        bytes[at..at + name.len()].copy_from_slice(other);
    }
    bytes
}

#[tokio::test]
async fn a_page_that_cannot_be_opened_is_named_and_ends_with_1() {
    let user = User::new();
    fs::write(user.here().join("torn.epub"), without_a_page()).unwrap();

    let inspected = user.run(&["inspect", "torn.epub"]).await;
    let convert = ["convert", "torn.epub", "--voice", "sim", "-o", "torn.m4b"];
    let converted = user.run(&convert).await;
    let json = user.run(&[&convert[..], &["--json"]].concat()).await;

    let lost = "lost: `EPUB/c2.xhtml` is missing from the EPUB";
    let (shown, told) = (inspected.stdout, converted.stderr);
    for (ended, text) in [(inspected.status, shown), (converted.status, told)] {
        let text = String::from_utf8(text).unwrap();
        assert!(text.contains(lost), "{text}");
        assert_eq!(ended.code(), Some(1), "{text}");
    }
    let read: Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(read["lost"], serde_json::json!([&lost["lost: ".len()..]]));
    assert!(user.here().join("torn.m4b").exists());
}

#[tokio::test]
async fn words_whose_sounds_are_guessed_are_a_lexicon_to_edit() {
    let user = User::new();
    let text = "# One\n\nZorvath went to Grimpeth. The house of Zorvath was large.\n";
    fs::write(user.here().join("book.md"), text).unwrap();

    let printed = user.run(&["inspect", "book.md", "--words"]).await;
    fs::write(user.here().join("book.lexicon.toml"), &printed.stdout).unwrap();
    let again = user.run(&["inspect", "book.md"]).await;

    let printed = String::from_utf8(printed.stdout).unwrap();
    let words: Vec<_> = printed.lines().filter(|line| line.starts_with("written")).collect();
    assert_eq!(words, ["written = \"Zorvath\"", "written = \"Grimpeth\""]);
    assert_eq!(again.status.code(), Some(0), "{}", String::from_utf8_lossy(&again.stderr));
}
