//! Reading processes that misbehave: shell scripts stand in for them.

use std::time::Instant;

use contract::{BlobKey, BookId, Digest, Options, Revision};
use uuid::Uuid;

use super::*;

fn reader(script: &str, limit: Duration) -> BookReader {
    let command = ["sh", "-c", script].map(str::to_owned).to_vec();
    BookReader::Process { command, memory_mib: 100, limit }
}

/// The error of a reading process that runs `script`.
async fn refused(script: &str, limit_ms: u64) -> ReadError {
    let limit = Duration::from_millis(limit_ms);
    let refused = reader(script, limit).check(Path::new("book")).await.unwrap_err();
    let line = refused.to_string();
    assert!(!line.contains('\n') && !line.is_empty(), "{line}");
    refused
}

#[tokio::test]
async fn whatever_becomes_of_a_reading_process_is_an_error() {
    let patient = 60_000;
    let crashed = |error: ReadError, expected: &str| {
        let ReadError::Crashed(how) = error else { panic!("{error:?}") };
        assert!(how.contains(expected), "{how}");
    };

    crashed(refused("kill -ABRT $$", patient).await, "signal 6");
    assert_eq!(refused("kill -KILL $$", patient).await, ReadError::Killed);
    crashed(
        refused("echo 'first'; echo 'panicked at x.rs: boom' >&2; exit 101", patient).await,
        "panicked at x.rs: boom",
    );
    crashed(
        refused("printf '\\13\\0\\0\\0\\4\\0\\0\\0nullabc'; cat > /dev/null", patient).await,
        "its answer is invalid",
    );
    crashed(refused("exec yes", patient).await, "signal 13");
    crashed(
        refused("printf '\\21\\0\\0\\0\\4\\0\\0\\0nullabc'", patient).await,
        "without an answer",
    );
    for last in [
        "memory allocation of 99 bytes failed",
        "inflate.rs: left: MemError right: Ok",
        "Cannot allocate memory (os error 12)",
    ] {
        let hungry = refused(&format!("echo '{last}' >&2; kill -ABRT $$"), patient).await;
        assert_eq!(hungry, ReadError::OutOfMemory(100), "{last}");
    }
}

#[tokio::test]
async fn a_reading_process_that_hangs_is_ended() {
    let began = Instant::now();

    assert_eq!(refused("sleep 60 & sleep 60", 300).await, ReadError::TooLong(0));
    assert!(began.elapsed() < Duration::from_secs(30));
}

#[tokio::test]
async fn what_a_reading_process_tells_is_told() {
    let script = "printf '\\31\\0\\0\\0\\4\\0\\0\\0null{\"Err\":\"no book\"}'; cat > /dev/null";

    assert_eq!(refused(script, 60_000).await, ReadError::Refused("no book".to_owned()));
    let missing = BookReader::Process {
        command: vec!["/nowhere/at/all".to_owned()],
        memory_mib: 1,
        limit: Duration::MAX,
    };
    assert!(matches!(missing.check(Path::new("book")).await, Err(ReadError::NotStarted(_))));
}

#[tokio::test]
async fn a_plan_and_its_cover_come_through() {
    let folder = tempfile::tempdir().unwrap();
    let book = testkit::Epub::new("Apart").plain_chapters(2, 2).write(folder.path());
    let order = PlanOrder {
        book: BookId(Uuid::nil()),
        revision: Revision::FIRST,
        source: BlobKey::source(Digest::of(b"")),
        options: Options::default(),
        lexicons: vec![],
        name: None,
    };

    let PlannedBook { plan, .. } = BookReader::InProcess.plan(&book, order).await.unwrap();

    assert_eq!((plan.metadata.title.as_str(), plan.chapters.len()), ("Apart", 2));
}
