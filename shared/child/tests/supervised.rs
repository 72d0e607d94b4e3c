//! Children that answer, crash, hang and send garbage: shell scripts stand in for them.
#![expect(clippy::unwrap_used, reason = "a failed test should say where")]

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use child::{Error, How, Supervised};
use tokio::process::Command;

const PATIENT: Duration = Duration::from_secs(60);

fn start(script: &str) -> Supervised {
    let mut command = Command::new("/bin/sh");
    command.args(["-c", script]);
    Supervised::start("stand-in", command).unwrap()
}

async fn fails(child: &mut Supervised, stall: Duration) -> Error {
    child.receive::<String>(stall, &|| {}).await.unwrap_err()
}

/// Waits until no process has the pid in the file at `path`.
async fn gone(path: &Path) {
    let began = Instant::now();
    loop {
        let pid = std::fs::read_to_string(path).unwrap_or_default();
        let state = std::fs::read_to_string(format!("/proc/{}/stat", pid.trim()));
        // A zombie has ended, too: its new parent has not waited for it yet.
        let is_gone = state.map_or(!pid.is_empty(), |stat| stat.contains(") Z "));
        if is_gone {
            return;
        }
        assert!(began.elapsed() < PATIENT, "the grandchild {pid} lives");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn a_child_is_asked_and_answers_with_header_and_payload() {
    // It answers with what it is sent.
    let mut echo = start("exec cat");
    let payload = vec![7; 50_000];

    // Not more than the pipe and the reader's buffer hold, or each side would wait for the other.
    echo.send(&"hello", &payload, PATIENT).await.unwrap();
    let (header, answer) = echo.receive::<String>(PATIENT, &|| {}).await.unwrap();

    assert_eq!((header.as_str(), answer.len()), ("hello", payload.len()));
    assert!(echo.is_running());
    assert!(echo.memory_mib() < 1_000);
    echo.close(PATIENT).await;
}

#[tokio::test]
async fn a_crash_is_reported_with_its_signal_and_the_last_words() {
    let mut child = start("echo 'out of paper' >&2; kill -SEGV $$");

    assert!(matches!(fails(&mut child, PATIENT).await, Error::Ended));
    let ending = child.ending(PATIENT).await;

    assert_eq!(
        (ending.how, ending.last_words.as_slice()),
        (How::Signal(11), &["out of paper".to_owned()][..])
    );
}

#[tokio::test]
async fn a_child_that_is_silent_stalls_and_heartbeats_go_on_until_then() {
    let beats = AtomicU32::new(0);
    let mut child = start("exec sleep 60");

    let stall = Duration::from_millis(700);
    let heartbeat = || _ = beats.fetch_add(1, Ordering::Relaxed);
    let silent = child.receive::<String>(stall, &heartbeat).await.unwrap_err();

    assert!(matches!(silent, Error::Stalled(_)), "{silent:?}");
    assert_eq!(beats.load(Ordering::Relaxed), 2, "one every quarter of a second");
}

#[tokio::test]
async fn a_child_that_takes_nothing_stalls() {
    let mut child = start("exec sleep 60");

    let written = child.write(&vec![0; 1 << 20], Duration::from_millis(200)).await;

    assert!(matches!(written, Err(Error::Stalled(_))), "{written:?}");
}

#[tokio::test]
async fn babble_is_refused() {
    let mut child = start("exec yes");

    let refused = fails(&mut child, PATIENT).await;

    assert!(matches!(refused, Error::Malformed(_)), "{refused:?}");
}

#[tokio::test]
async fn a_dropped_child_is_killed_with_what_it_started() {
    let folder = tempfile::tempdir().unwrap();
    let pid = folder.path().join("pid");
    let child = start(&format!("sleep 600 & echo $! > {}; wait", pid.display()));

    let began = Instant::now();
    while std::fs::read_to_string(&pid).unwrap_or_default().is_empty() {
        assert!(began.elapsed() < PATIENT);
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    drop(child);

    gone(&pid).await;
}

#[tokio::test]
async fn what_a_child_started_ends_when_the_child_has_ended() {
    let folder = tempfile::tempdir().unwrap();
    let pid = folder.path().join("pid");
    let mut child = start(&format!("sleep 600 > /dev/null 2>&1 & echo $! > {}", pid.display()));

    let status = child.finish(PATIENT, &|| {}).await.unwrap();

    assert!(status.success());
    gone(&pid).await;
}

#[tokio::test]
async fn a_child_that_ignores_sigterm_is_killed() {
    let mut child = start("trap '' TERM; echo up >&2; sleep 600; sleep 600");

    child.terminate(Duration::from_millis(300)).await;

    assert!(!child.is_running());
}

#[tokio::test]
async fn a_sink_is_fed_and_finishes() {
    let folder = tempfile::tempdir().unwrap();
    let written = folder.path().join("written");
    let mut command = Command::new("/bin/sh");
    command.args(["-c", &format!("echo noise; cat > {}", written.display())]);
    let mut sink = Supervised::start_sink("sink", command).unwrap();

    sink.write(b"sound", PATIENT).await.unwrap();
    let status = sink.finish(PATIENT, &|| {}).await.unwrap();

    assert!(status.success());
    assert_eq!(std::fs::read(&written).unwrap(), b"sound");
}

#[tokio::test]
async fn a_program_that_is_not_there_cannot_be_started() {
    let missing = Supervised::start("missing", Command::new("/nowhere/at/all"));

    assert!(matches!(missing, Err(Error::Start(_))));
}
