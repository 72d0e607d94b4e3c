//! Pins the wire format: old messages can be read for ever, and are written the same today.
//!
//! `golden/<kind>.json` has every field; a new field is added there. `golden/<kind>.least.json` has only the required fields;
//! it never changes. When a format becomes obsolete, keep its file as `golden/<kind>.<when>.json`.
#![expect(clippy::unwrap_used, reason = "a failed test should say where")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use contract::{
    BookId, BookJob, BookState, BookSummary, BookView, Cancel, Cancelled, ChapterEncoded,
    ChapterJob, DeadLetter, DeliverJob, Delivered, Fact, FactSubject, Failed, FailureCode,
    Finished, Job, JobSubject, Options, Plan, Planned, Retry, Revise, SegmentFact, SpeechInfo,
    Speed, Submit, SynthJob, TroubleView, Undelivered, Voice, VoiceManifest, WorkerState,
    WorkerView, speech_key,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

const BOOK: &str = "0192d3c4-0000-7000-8000-000000000001";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// Reads and checks every golden file of `kind`; returns the full one.
fn check<T: Serialize + DeserializeOwned>(kind: &str) -> T {
    let text = |name: &str| std::fs::read_to_string(folder().join(name)).unwrap();
    let names = names().into_iter().filter(|name| kind_of(name) == kind);
    for name in names {
        let golden: Value = serde_json::from_str(&text(&name)).unwrap();
        let read: T =
            serde_json::from_value(golden.clone()).unwrap_or_else(|e| panic!("{name}: {e}"));
        let written = serde_json::to_value(&read).unwrap();
        assert!(holds(&written, &golden), "{name} is written as {written}");

        let mut newer = golden;
        newer["from_a_newer_build"] = json!(true);
        assert!(serde_json::from_value::<T>(newer).is_ok(), "{name}: a new field is refused");
    }
    let full = format!("{kind}.json");
    let golden: Value = serde_json::from_str(&text(&full)).unwrap();
    let read: T = serde_json::from_value(golden.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), golden, "{full} has every field");
    read
}

/// Whether `written` has everything that `golden` has.
fn holds(written: &Value, golden: &Value) -> bool {
    match (written, golden) {
        (Value::Object(written), Value::Object(golden)) => golden
            .iter()
            .all(|(key, value)| written.get(key).is_some_and(|written| holds(written, value))),
        (Value::Array(written), Value::Array(golden)) => {
            written.len() == golden.len() && written.iter().zip(golden).all(|(w, g)| holds(w, g))
        }
        _ => written == golden,
    }
}

fn names() -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder()).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// `fact.failed.least.json` → `fact.failed`.
fn kind_of(name: &str) -> &str {
    let kind = name.trim_end_matches(".json");
    kind.strip_suffix(".least").unwrap_or(kind)
}

fn check_job(job: Job, subject: &str) {
    assert_eq!(job.subject().to_string(), subject);
    assert_eq!(subject.parse::<JobSubject>().unwrap(), job.subject());
}

fn check_fact(fact: &Fact, subject: &str) {
    let subject = format!("fact.{BOOK}.1.{subject}");
    assert_eq!(fact.subject().to_string(), subject);
    let kind = subject.parse::<FactSubject>().unwrap().kind;
    assert_eq!(&Fact::parse(kind, &fact.payload()).unwrap(), fact);
}

fn check_word<T: Serialize>(value: T, word: &str) {
    assert_eq!(serde_json::to_value(value).unwrap(), json!(word));
}

#[test]
fn jobs_keep_their_form_and_their_subjects() {
    check_job(Job::Submit(check::<Submit>("job.submit")), "book.submit");
    check_job(Job::Cancel(check::<Cancel>("job.cancel")), "book.cancel");
    check_job(Job::Retry(check::<Retry>("job.retry")), "book.retry");
    check_job(Job::Revise(check::<Revise>("job.revise")), "book.revise");
    let synth = Job::Synth(check::<SynthJob>("job.synth"));
    check_job(synth.clone(), &format!("synth.espeak.{BOOK}.1.0002.00007"));
    let earlier = format!("synth.{BOOK}.1.0002.00007").parse::<JobSubject>().unwrap();
    assert_eq!(earlier.fact(), synth.subject().fact(), "earlier releases named no engine");
    let chapter = Job::Chapter(check::<ChapterJob>("job.chapter"));
    check_job(chapter, &format!("assemble.{BOOK}.1.chapter.0002"));
    let book = Job::Book(check::<BookJob>("job.book"));
    check_job(book, &format!("assemble.{BOOK}.12.book"));
    let deliver = Job::Deliver(check::<DeliverJob>("job.deliver"));
    check_job(deliver, &format!("assemble.{BOOK}.12.deliver.library"));
}

#[test]
fn facts_keep_their_form_and_their_subjects() {
    check_fact(&Fact::Planned(check::<Planned>("fact.planned")), "planned");
    for kind in ["fact.segment_spoken", "fact.segment_failed"] {
        check_fact(&Fact::Segment(check::<SegmentFact>(kind)), "segment.0002.00007");
    }
    check_fact(&Fact::Chapter(check::<ChapterEncoded>("fact.chapter")), "chapter.0002");
    check_fact(&Fact::Finished(check::<Finished>("fact.finished")), "finished");
    check_fact(&Fact::Delivered(check::<Delivered>("fact.delivered")), "delivered.library");
    let undelivered = Fact::Undelivered(check::<Undelivered>("fact.undelivered"));
    check_fact(&undelivered, "undelivered.audiobookshelf");
    check_fact(&Fact::Failed(check::<Failed>("fact.failed")), "failed");
    check_fact(&Fact::Cancelled(check::<Cancelled>("fact.cancelled")), "cancelled");
}

#[test]
fn documents_keep_their_form() {
    check::<Plan>("plan");
    check::<SpeechInfo>("speech_info");
    check::<DeadLetter>("dead_letter");
    check::<BookView>("view.book");
    check::<BookSummary>("view.summary");
    check::<TroubleView>("view.trouble");
    check::<WorkerView>("view.worker");
    check::<VoiceManifest>("voice_manifest");
}

#[test]
fn every_golden_file_belongs_to_a_test() {
    let kinds: BTreeSet<String> = names().iter().map(|name| kind_of(name).to_owned()).collect();

    assert_eq!(kinds.len(), 25, "{kinds:?}: jobs 8, facts 9, documents 8");
    for kind in kinds {
        assert!(names().contains(&format!("{kind}.least.json")), "{kind} has no least form");
    }
}

#[test]
fn words_keep_their_spelling() {
    check_word(BookState::Speaking, "speaking");
    check_word(BookState::Assembling, "assembling");
    check_word(BookState::Done, "done");
    check_word(BookState::DoneWithGaps, "done_with_gaps");
    check_word(BookState::Failed, "failed");
    check_word(BookState::Cancelled, "cancelled");
    for state in [BookState::Speaking, BookState::DoneWithGaps, BookState::Failed] {
        check_word(state, state.name());
    }
    check_word(WorkerState::Idle, "idle");
    check_word(WorkerState::Busy, "busy");
    check_word(WorkerState::Draining, "draining");
    check_word(WorkerState::Degraded, "degraded");
    check_word(FailureCode::BadInput, "bad_input");
    check_word(FailureCode::SourceUnavailable, "source_unavailable");
    check_word(FailureCode::NotAllowed, "not_allowed");
    check_word(FailureCode::Broken, "broken");
    let unknown: FailureCode = serde_json::from_value(json!("of_a_newer_build")).unwrap();
    assert_eq!(unknown, FailureCode::Other);
}

#[test]
fn names_of_speech_never_change_by_accident() {
    let voice: Voice = "espeak:en-us".parse().unwrap();

    let key = speech_key(&voice, Speed::USUAL, ["One.", "Two."], &[]).0.to_string();

    // A change here throws every cache away: intended only together with `Engine::version`.
    assert_eq!(key, "fa50bc55ef9326f80ea552118d55d04bc44a2060d5061c1cd4df237e40f79e0f");
    assert_eq!(
        Options { voice, ..Options::default() }.digest().to_string(),
        "208229983fc8db85e9d4e8f91560e2fc375560c461b773e1055f8c5f9fb10fbd"
    );
    assert_eq!(BOOK.parse::<BookId>().unwrap().to_string(), BOOK);
}
