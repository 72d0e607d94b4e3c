//! Spoils one thing, and expects that exactly one check finds it: a check that cannot fail shows nothing.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write as _;
use std::time::Duration;

use blobs::Blobs;
use bus::Queue;
use contract::{BlobKey, BookState, FactSubject, Job, Plan, Revision, SynthJob};
use system_tests::{
    Finding, Fleet, Oracle, Record, Submitted, World, ended, free_port, healed, judge, recovered,
};
use testkit::eventually;

use crate::{SEGMENT_MS, book};

/// How long a book may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// How often a segment is spoken again.
const TOO_OFTEN: usize = 10;

/// Something that must be found.
#[derive(Debug, Clone, Copy)]
enum Sabotage {
    /// The fact of a segment is removed.
    LoseAFact,
    /// A byte of an audiobook is changed.
    ChangeASample,
    /// A segment is spoken again and again.
    SpeakAgain,
    /// A view is written that shows less than the one before.
    GoBack,
    /// All workers are stopped while there is something to do.
    StandStill,
    /// A temporary file stays.
    LeaveAFile,
    /// A service says that it is not ready though nothing is wrong with the others.
    CryWolf,
    /// A log has a sentence of a book.
    TellTheStory,
}

/// Each by its name, with the check that must find it.
const ALL: [(&str, Sabotage, Oracle); 8] = [
    ("lose-a-fact", Sabotage::LoseAFact, Oracle::NoLoss),
    ("change-a-sample", Sabotage::ChangeASample, Oracle::OneEffect),
    ("speak-again", Sabotage::SpeakAgain, Oracle::BoundedWork),
    ("go-back", Sabotage::GoBack, Oracle::MonotoneProgress),
    ("stand-still", Sabotage::StandStill, Oracle::BoundedRecovery),
    ("leave-a-file", Sabotage::LeaveAFile, Oracle::CleanEnd),
    ("cry-wolf", Sabotage::CryWolf, Oracle::HonestHealth),
    ("tell-the-story", Sabotage::TellTheStory, Oracle::Silence),
];

/// Does what `name` says, or all that there is for `all`; panics if it was not found, or something else was.
pub(crate) async fn run(name: &str) {
    let chosen = ALL.iter().filter(|(known, ..)| name == "all" || name == *known);
    let chosen: Vec<_> = chosen.collect();
    let names = ALL.map(|(name, ..)| name).join(", ");
    assert!(!chosen.is_empty(), "there is no sabotage `{name}`; there are {names}, and all");
    for (name, sabotage, oracle) in chosen {
        let found = spoiled(*sabotage).await;
        let oracles: BTreeSet<Oracle> = found.iter().map(|finding| finding.oracle).collect();
        assert_eq!(oracles, BTreeSet::from([*oracle]), "{name}:\n{}", Finding::list(&found));
        println!("{name} was found:\n{}", Finding::list(&found));
    }
}

/// A fleet that makes three books, with something spoiled; what is found wrong with it.
async fn spoiled(sabotage: Sabotage) -> Vec<Finding> {
    let mut fleet = Fleet::start(World::start().await, SEGMENT_MS).await;
    let mut record = Record::begin(&fleet).await;
    let first = fleet.submit(&book(0)).unwrap();
    ended(&fleet.bus, first.book, PATIENCE, BookState::Done).await;
    let mut books = vec![first];
    books.extend((1..3).filter_map(|number| fleet.submit(&book(number))));
    spoil(sabotage, &mut fleet, &books[0]).await;
    record.findings.extend(healed(&fleet).await);
    record.findings.extend(recovered(&fleet).await);
    fleet.workers().for_each(|worker| worker.thaw());
    judge(fleet, &books, record).await
}

async fn spoil(sabotage: Sabotage, fleet: &mut Fleet, done: &Submitted) {
    match sabotage {
        Sabotage::LoseAFact => lose_a_fact(fleet, done).await,
        Sabotage::ChangeASample => change_a_sample(fleet, done).await,
        Sabotage::SpeakAgain => speak_again(fleet, done).await,
        Sabotage::GoBack => go_back(fleet, done).await,
        Sabotage::StandStill => fleet.workers().for_each(|worker| worker.freeze()),
        Sabotage::LeaveAFile => fs::write(fleet.temporary().join("left"), "behind").unwrap(),
        Sabotage::CryWolf => cry_wolf(fleet),
        Sabotage::TellTheStory => tell_the_story(fleet),
    }
}

async fn lose_a_fact(fleet: &Fleet, done: &Submitted) {
    let filter = FactSubject::segments_filter(done.book, Revision::FIRST);
    let fact = fleet.bus.fact_subjects(&filter).await.unwrap()[0];
    let body = format!(r#"{{"filter":"{fact}"}}"#);
    let purged = fleet.bus.client().request("$JS.API.STREAM.PURGE.FACTS", body.into()).await;
    assert!(String::from_utf8_lossy(&purged.unwrap().payload).contains(r#""purged":1"#));
}

async fn change_a_sample(fleet: &Fleet, done: &Submitted) {
    let (blobs, view) = (blobs(fleet).await, fleet.bus.books().get(&done.book.to_string()).await);
    let key = view.unwrap().unwrap().audiobook.unwrap();
    let mut bytes = blobs.get(&key, u64::MAX).await.unwrap().to_vec();
    *bytes.last_mut().unwrap() ^= 1;
    blobs.delete(&key).await.unwrap();
    blobs.put(&key, bytes.into()).await.unwrap();
}

async fn speak_again(fleet: &Fleet, done: &Submitted) {
    let blobs = blobs(fleet).await;
    let plan = blobs.get(&BlobKey::plan(done.book, Revision::FIRST), u64::MAX).await.unwrap();
    let plan: Plan = serde_json::from_slice(&plan).unwrap();
    let segment = plan.segments().next().unwrap();
    let job = Job::Synth(SynthJob::of(&plan, segment));
    for _ in 0..TOO_OFTEN {
        blobs.delete(&BlobKey::speech(segment.speech)).await.unwrap();
        fleet.bus.enqueue(&job).await.unwrap();
        let name = job.subject().to_string();
        eventually("it is spoken", || async {
            fleet.bus.open_jobs(Queue::Synth, &name).await.ok().filter(Vec::is_empty)
        })
        .await;
    }
}

async fn go_back(fleet: &Fleet, done: &Submitted) {
    let (books, name) = (fleet.bus.books(), done.book.to_string());
    let right = books.get(&name).await.unwrap().unwrap();
    let mut wrong = right.clone();
    wrong.segments_done -= 1;
    books.put(&name, &wrong).await.unwrap();
    books.put(&name, &right).await.unwrap();
}

fn cry_wolf(fleet: &mut Fleet) {
    let port = free_port();
    let listen = format!("127.0.0.1:{port}");
    let settings = [
        ("LECTOR_WORKER__LISTEN", listen.as_str()),
        ("LECTOR_WORKER__ENGINES", "[espeak]"),
        ("LECTOR_WORKER__ESPEAK_PROGRAM", "/nowhere/espeak-ng"),
    ];
    let process = fleet.world.spawn_worker(SEGMENT_MS, &settings);
    fleet.members.push(system_tests::Member { process, port });
}

fn tell_the_story(fleet: &Fleet) {
    let log = fleet.world.folder.path().join("ingest.log");
    let mut log = File::options().append(true).open(log).unwrap();
    writeln!(log, "It mentions 1 again, so that no two paragraphs are the same.").unwrap();
}

async fn blobs(fleet: &Fleet) -> Blobs {
    Blobs::open(&blobs::Config::default(), fleet.bus.client()).await.unwrap()
}
