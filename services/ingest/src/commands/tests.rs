//! Commands that are delivered twice, late, or again from a dead letter.

use std::sync::Arc;

use blobs::Blobs;
use bus::{Bus, Trace};
use bytes::Bytes;
use chassis::Health;
use contract::{
    BlobKey, BookId, Cancel, Cancelled, Digest, Fact, FactKind, FactSubject, Options, Plan, Retry,
    Schema, Source, Submit,
};
use service::{HostHealth, StoreHealth};
use testkit::{Epub, Nats};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::*;
use crate::reader::BookReader;

const BOOK: BookId = BookId(Uuid::from_u128(7));

async fn commands() -> (CommandContext, Nats) {
    let nats = Nats::start().await;
    let config = bus::Config { url: nats.url(), ..bus::Config::default() };
    let bus = Bus::connect(&config, "test", Trace::none()).await.unwrap();
    let blobs = Blobs::open(&blobs::Config::default(), bus.client()).await.unwrap();
    blobs.provision(1).await.unwrap();
    let reader = BookReader::InProcess;
    let store = Arc::new(StoreHealth::new("commands", Health::default()));
    let host = HostHealth::new("commands", std::env::temp_dir(), Health::default());
    (CommandContext { bus, blobs, settings: Arc::default(), reader, store, host }, nats)
}

fn work(sequence: u64) -> Work {
    let mut work = Work::alone(CancellationToken::new());
    work.sequence = sequence;
    work
}

/// Handles a job, and stores what follows, as the bus does.
async fn done(commands: &CommandContext, job: Job, sequence: u64) -> Vec<Fact> {
    let outcome = commands.handle(job, work(sequence)).await.unwrap();
    for fact in &outcome.facts {
        commands.bus.say(fact).await.unwrap();
    }
    outcome.facts
}

async fn book(commands: &CommandContext) -> Job {
    let epub = Epub::new("Small").plain_chapters(1, 2).build();
    let key = BlobKey::source(Digest::of(&epub));
    commands.blobs.put(&key, epub.into()).await.unwrap();
    submit(Source::Blob(key))
}

fn submit(source: Source) -> Job {
    let (schema, options) = (Schema::default(), Options::default());
    Job::Submit(Submit { schema, book: Some(BOOK), source, name: None, options, problem: None })
}

fn cancel() -> Job {
    Job::Cancel(Cancel { schema: Schema::default(), book: BOOK })
}

fn retry() -> Job {
    Job::Retry(Retry { schema: Schema::default(), book: BOOK, lost: None })
}

fn check(facts: &[Fact], revision: u32, kind: FactKind) {
    let expected = FactSubject { book: BOOK, revision: Revision(revision), kind };
    assert_eq!(facts.iter().map(Fact::subject).collect::<Vec<_>>(), [expected]);
}

#[tokio::test]
async fn a_submission_that_was_given_up_is_planned_when_it_is_driven_again() {
    let (commands, _nats) = commands().await;
    let job = book(&commands).await;
    let given_up = commands.given_up(&GivenUp {
        subject: job.subject(),
        job: Some(&job),
        reason: "the disk was full",
        sequence: 1,
        enqueued_at_ms: 0,
    });
    commands.bus.say(&given_up.facts[0]).await.unwrap();

    assert_eq!(done(&commands, job.clone(), 1).await, []);
    let facts = done(&commands, job.clone(), 9).await;

    check(&facts, 2, FactKind::Planned);
    let plan = commands.blobs.get(&BlobKey::plan(BOOK, Revision(2)), 1 << 20).await.unwrap();
    assert_eq!(serde_json::from_slice::<Plan>(&plan).unwrap().revision, Revision(2));
    assert_eq!(done(&commands, job, 10).await, []);
}

#[tokio::test]
async fn a_submission_that_failed_fails_once_per_message_and_anew_for_another() {
    let (commands, _nats) = commands().await;
    let passwords = submit(Source::Url("file:///etc/passwd".to_owned()));

    check(&done(&commands, passwords.clone(), 3).await, 1, FactKind::Failed);
    assert_eq!(done(&commands, passwords, 3).await, []);
    let job = book(&commands).await;
    check(&done(&commands, job, 4).await, 2, FactKind::Planned);
}

#[tokio::test]
async fn a_book_that_was_cancelled_before_it_was_read_stays_cancelled() {
    let (commands, _nats) = commands().await;

    check(&done(&commands, cancel(), 2).await, 1, FactKind::Cancelled);

    let job = book(&commands).await;
    assert_eq!(done(&commands, job, 3).await, []);
}

#[tokio::test]
async fn commands_that_come_again_late_do_nothing() {
    let (commands, _nats) = commands().await;
    let job = book(&commands).await;
    check(&done(&commands, job, 1).await, 1, FactKind::Planned);
    check(&done(&commands, cancel(), 2).await, 1, FactKind::Cancelled);
    check(&done(&commands, retry(), 3).await, 2, FactKind::Planned);

    assert_eq!(done(&commands, cancel(), 2).await, []);
    let second = Cancelled { schema: Schema::default(), book: BOOK, revision: Revision(2) };
    commands.bus.say(&Fact::Cancelled(second)).await.unwrap();
    assert_eq!(done(&commands, retry(), 3).await, []);

    check(&done(&commands, retry(), 4).await, 3, FactKind::Planned);
    check(&done(&commands, cancel(), 5).await, 3, FactKind::Cancelled);
}

#[tokio::test]
async fn a_wish_that_comes_again_late_is_not_fulfilled_twice_and_one_that_was_overtaken_is() {
    let (commands, _nats) = commands().await;
    let job = book(&commands).await;
    check(&done(&commands, job, 1).await, 1, FactKind::Planned);
    let again = ["0001-00001".parse().unwrap()].to_vec();
    let (schema, options) = (Schema::default(), serde_json::Map::new());
    let wish = Job::Revise(contract::Revise { schema, book: BOOK, options, again });

    check(&done(&commands, wish.clone(), 5).await, 2, FactKind::Planned);
    assert_eq!(done(&commands, wish.clone(), 5).await, []);
    check(&done(&commands, wish.clone(), 4).await, 3, FactKind::Planned);
    assert_eq!(done(&commands, wish, 4).await, []);
}

#[tokio::test]
async fn the_fact_tells_of_the_plan_that_is_stored() {
    let (commands, _nats) = commands().await;
    let job = book(&commands).await;
    done(&commands, job.clone(), 1).await;
    let first = BlobKey::plan(BOOK, Revision(1));
    let bytes = commands.blobs.get(&first, 1 << 20).await.unwrap();
    let mut plan: Plan = serde_json::from_slice(&bytes).unwrap();
    plan.metadata.title = "An earlier try".to_owned();
    let earlier: Bytes = serde_json::to_vec(&plan).unwrap().into();
    commands.blobs.delete(&first).await.unwrap();
    commands.blobs.put(&first, earlier).await.unwrap();
    commands.bus.purge_facts("fact.>").await.unwrap();

    let facts = done(&commands, job, 1).await;

    let [Fact::Planned(planned)] = &facts[..] else { panic!("{facts:?}") };
    assert_eq!(planned.title, "An earlier try");
}

#[tokio::test]
async fn a_command_waits_for_a_store_that_is_away() {
    let (mut commands, _nats) = commands().await;
    let job = book(&commands).await;
    let nobody = Nats::start().await;
    let config = bus::Config { url: nobody.url(), ..bus::Config::default() };
    let other = Bus::connect(&config, "test", Trace::none()).await.unwrap();
    // A store whose bucket was never created.
    commands.blobs = Blobs::open(&blobs::Config::default(), other.client()).await.unwrap();

    let answer = commands.handle(job, work(1)).await;

    assert!(matches!(answer, Err(Failure::HandBack(_))), "{answer:?}");
}
