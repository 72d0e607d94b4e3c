//! `lector inspect` shows before anything is spoken what will be said.

use std::fs;

use serde_json::Value;

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
