//! `scripts/fetch-books.sh` against a server of ours: what it accepts, and what it refuses.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Output};
use std::thread;

/// SHA-256 of the EPUB that is packed from the archive below.
const DIGEST: &str = "e058c1e703bb659fe68a31ccd42bbe0df4901fc897b6869ac5269c7ad5ecf41b";

/// A `tar.gz` as the forge makes it, of the smallest tree that is taken for a book.
fn archive(folder: &Path) -> Vec<u8> {
    let source = folder.join("book-0123/src");
    fs::create_dir_all(source.join("META-INF")).unwrap();
    fs::write(source.join("mimetype"), "application/epub+zip").unwrap();
    fs::write(source.join("META-INF/container.xml"), "<container/>").unwrap();
    fs::write(folder.join("book-0123/README.md"), "no part of the book").unwrap();
    let tar = Command::new("tar").args(["-czf", "-", "book-0123"]).current_dir(folder).output();
    tar.unwrap().stdout
}

/// Answers requests for `/whole/…`, `/cut/…` (always interrupted) and `/cut-once/…`; everything else is missing.
/// Ends with the process of the test.
fn serve(archive: Vec<u8>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        let mut is_cut = false;
        for connection in listener.incoming() {
            let mut connection = connection.unwrap();
            let path = requested(&connection);
            let once = path.starts_with("/cut-once/") && !std::mem::replace(&mut is_cut, true);
            let sent = if path.starts_with("/cut/") || once { 100 } else { archive.len() };
            let (status, body) = match path.split('/').nth(1) {
                Some("whole" | "cut" | "cut-once") => ("200 OK", &archive[..]),
                _ => ("404 Not Found", &[][..]),
            };
            let length = body.len();
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
            );
            // The script may have gone away.
            let _ = connection.write_all(head.as_bytes());
            let _ = connection.write_all(&body[..sent.min(length)]);
        }
    });
    url
}

/// Reads a request to its end; its path.
fn requested(connection: &TcpStream) -> String {
    let mut lines = BufReader::new(connection).lines().map_while(Result::ok);
    let first = lines.next().unwrap_or_default();
    lines.take_while(|line| !line.is_empty()).for_each(drop);
    first.split(' ').nth(1).unwrap_or_default().to_owned()
}

/// Fetches the books of a list; a book is the name of its file and repository, and the digest that it should have.
fn fetch(folder: &Path, url: &str, books: &[(&str, &str)]) -> Output {
    let list = folder.join("list.tsv");
    let lines = books.iter().map(|(name, digest)| format!("{name}.epub\t{name}\t0123\t{digest}\n"));
    fs::write(&list, lines.collect::<String>()).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scripts/fetch-books.sh");
    let mut command = Command::new(script);
    command.arg(folder.join("books")).env("LECTOR_BOOKS_URL", url).env("LECTOR_BOOKS_LIST", list);
    command.output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn whole_books_are_kept_and_nothing_else_is() {
    let folder = tempfile::tempdir().unwrap();
    let url = serve(archive(folder.path()));
    let wrong = "0".repeat(64);

    let listed = [("whole", DIGEST), ("cut", DIGEST), ("cut-once", DIGEST), ("absent", DIGEST)];
    let output = fetch(folder.path(), &url, &listed);

    let (said, complained) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(1), "{said}{complained}");
    assert!(said.contains("whole.epub was fetched"), "{said}{complained}");
    assert!(said.contains("cut-once.epub was fetched"), "{said}{complained}");
    assert!(complained.contains("cut.epub was not fetched"), "{complained}");
    assert!(complained.contains("absent.epub was not fetched"), "{complained}");
    let names = fs::read_dir(folder.path().join("books")).unwrap();
    let mut names: Vec<_> = names.map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["cut-once.epub", "whole.epub"]);

    let output = fetch(folder.path(), &url, &[("whole", DIGEST)]);
    assert!(output.status.success() && text(&output.stdout).contains("whole.epub is there"));
    let output = fetch(folder.path(), &url, &[("whole", &wrong)]);
    assert!(text(&output.stderr).contains("whole.epub is another file"));
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_book_with_another_digest_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let url = serve(archive(folder.path()));
    let wrong = "0".repeat(64);

    let output = fetch(folder.path(), &url, &[("whole", &wrong)]);

    let expected = format!("its SHA-256 is {DIGEST}, and should be {wrong}");
    assert!(text(&output.stderr).contains(&expected), "{}", text(&output.stderr));
    assert_eq!(output.status.code(), Some(1));
    assert!(!folder.path().join("books/whole.epub").exists());
}
