//! Which sources may be read, and which may not.

use std::os::unix::fs::symlink;
use std::path::Path;

use blobs::{Error, SourcesConfig, open_source};
use tempfile::TempDir;
use tokio::io::AsyncReadExt as _;

/// A folder `books` that may be read, beside a file that may not.
fn folder() -> (TempDir, SourcesConfig) {
    let folder = TempDir::new().unwrap();
    std::fs::create_dir_all(folder.path().join("books/inner")).unwrap();
    std::fs::create_dir(folder.path().join("books-private")).unwrap();
    for file in ["secret", "books/a.epub", "books/inner/ü %41?.epub", "books-private/b.epub"] {
        std::fs::write(folder.path().join(file), file).unwrap();
    }
    symlink("../secret", folder.path().join("books/link-out")).unwrap();
    symlink("a.epub", folder.path().join("books/link-in")).unwrap();
    let folders = vec![folder.path().join("books")];
    (folder, SourcesConfig { folders, urls: vec!["s3://shelf/books/".to_owned()] })
}

async fn read(url: &str, allowed: &SourcesConfig) -> Result<String, Error> {
    let mut text = String::new();
    open_source(url, allowed).await?.read_to_string(&mut text).await.unwrap();
    Ok(text)
}

fn url(folder: &TempDir, rest: &str) -> String {
    format!("file://{}/{rest}", folder.path().display())
}

#[tokio::test]
async fn books_in_an_allowed_folder_are_read() {
    let (folder, allowed) = folder();

    for (rest, expected) in [
        ("books/a.epub", "books/a.epub"),
        ("books/link-in", "books/a.epub"),
        ("books/inner/../a.epub", "books/a.epub"),
        ("books/inner/%C3%BC%20%2541%3F.epub", "books/inner/ü %41?.epub"),
    ] {
        assert_eq!(read(&url(&folder, rest), &allowed).await.unwrap(), expected);
    }
}

#[tokio::test]
async fn nothing_else_is_read() {
    let (folder, allowed) = folder();

    for rest in [
        "secret",
        "books/../secret",
        "books/%2e%2e/secret",
        "books/..%2Fsecret",
        "books/link-out",
        "books-private/b.epub",
        "nothing/here",
        "",
    ] {
        assert_not_allowed(&url(&folder, rest), &allowed).await;
    }
    assert_not_allowed(&url(&folder, "books/a.epub"), &SourcesConfig::default()).await;
}

#[tokio::test]
async fn other_places_are_not_asked() {
    let (folder, allowed) = folder();
    let path = Path::new(folder.path()).join("books/a.epub");

    for url in [
        "http://shelf/books/a.epub",
        "https://s3.amazonaws.com/shelf/books/a.epub",
        "s3://shelf/other/a.epub",
        "s3://shelf/books-private/a.epub",
        "s3://shelf/books/../other/a.epub",
        "s3://shelf/books/..%2Fother/a.epub",
        "s3://other/books/a.epub",
        "s3://shelf@other/books/a.epub",
        "gs://shelf/books/a.epub",
        "memory:/books/a.epub",
        "nats:speech/x",
        &format!("file://elsewhere{}", path.display()),
    ] {
        assert_not_allowed(url, &allowed).await;
    }
    let no_url = read(&path.display().to_string(), &allowed).await;
    assert!(matches!(no_url, Err(Error::Url { .. })), "{no_url:?}");
}

#[tokio::test]
async fn a_missing_book_is_missing_and_a_folder_is_no_book() {
    let (folder, allowed) = folder();

    let missing = read(&url(&folder, "books/missing.epub"), &allowed).await;
    let inner = read(&url(&folder, "books/inner"), &allowed).await;

    assert!(matches!(missing, Err(Error::NotFound { .. })), "{missing:?}");
    assert!(matches!(inner, Err(Error::Store { .. })), "{inner:?}");
}

async fn assert_not_allowed(url: &str, allowed: &SourcesConfig) {
    let got = read(url, allowed).await;
    assert!(matches!(got, Err(Error::NotAllowed { .. })), "{url}: {got:?}");
}
